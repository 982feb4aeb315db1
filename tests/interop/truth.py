"""What was annotated, read from the native format: what every other export is compared with."""

import json


def articles(path):
    """Articles by id; each with its marks by id and whatever was refused in it."""
    found, refused = {}, {}
    with open(path, encoding="utf-8", newline="") as lines:
        for line in lines.read().split("\n"):
            record = json.loads(line) if line else {}
            if record.get("record") == "decision" and record["outcome"] == "rejected":
                refused.setdefault(record["article"], []).append(record)
            elif "text" in record:
                found[record["id"]] = record
    for name, record in found.items():
        record["refused"] = refused.get(name, [])
        (annotator,) = record.get("annotators", {"": {}}).values() or [{}]
        status = annotator.get("status", {})
        record["complete"] = {layer for layer, how in status.items() if how == "done"}
        record["labels"] = annotator.get("labels", [])
        record.setdefault("annotations", [])
        record.setdefault("relations", [])
    return found


def whole(record):
    """Marks of one piece."""
    return [mark for mark in record["annotations"] if "fragments" not in mark]


def outermost(marks):
    """Of marks that overlap the longest, of equally long ones the first."""
    taken = []
    for mark in sorted(marks, key=lambda mark: (mark["start"] - mark["end"], mark["start"])):
        if all(mark["end"] <= other["start"] or other["end"] <= mark["start"] for other in taken):
            taken.append(mark)
    return sorted(taken, key=lambda mark: mark["start"])
