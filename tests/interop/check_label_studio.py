"""Label Studio's own library takes the configuration and each task, and finds in them what was annotated."""

import json
import pathlib
import sys

from label_studio_sdk.label_interface import LabelInterface

import truth


def check(folder, native):
    expected = truth.articles(native)
    folder = pathlib.Path(folder)
    interface = LabelInterface((folder / "config.xml").read_text(encoding="utf-8"))
    interface.validate()
    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    assert {task["data"]["id"] for task in tasks} == expected.keys()
    for task in tasks:
        record = expected[task["data"]["id"]]
        assert task["data"]["text"] == record["text"], record["id"]
        (annotation,) = task["annotations"]
        assert interface.validate_annotation(annotation), (record["id"], annotation)
        spans = [result for result in annotation["result"] if result["type"] == "labels"]
        found = {(s["id"], s["from_name"], *s["value"]["labels"], s["value"]["start"], s["value"]["end"]) for s in spans}
        wanted = {(m["id"], m["layer"], m["label"], m["start"], m["end"]) for m in truth.whole(record)}
        assert found == wanted, (record["id"], found ^ wanted)
        assert all(record["text"][s["value"]["start"]:s["value"]["end"]] == s["value"]["text"] for s in spans)
        links = {(*r["labels"], r["from_id"], r["to_id"]) for r in annotation["result"] if r["type"] == "relation"}
        ids = {mark["id"] for mark in truth.whole(record)}
        assert links == {(r["type"], r["from"], r["to"]) for r in record["relations"] if {r["from"], r["to"]} <= ids}
        labels = [c for r in annotation["result"] if r["from_name" if "from_name" in r else "type"] == "document_labels" for c in r["value"]["choices"]]
        assert labels == record["labels"], (record["id"], labels)
        assert set(annotation["complete"]) == record["complete"]
    print(f"Label Studio: {len(tasks)} tasks as they were annotated")


if __name__ == "__main__":
    check(sys.argv[1], sys.argv[2])
