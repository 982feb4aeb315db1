"""The library conllu reads the sentences, and finds in them what was annotated."""

import sys

import conllu

import truth

ESCAPES = {"\\s": " ", "\\t": "\t", "\\r": "\r", "\\n": "\n"}


def spaces(written):
    for escape, space in ESCAPES.items():
        written = written.replace(escape, space)
    return written


def check(path, native):
    expected = truth.articles(native)
    documents = {}
    with open(path, encoding="utf-8", newline="\n") as lines:
        for sentence in conllu.parse_incr(lines):
            if "newdoc id" in sentence.metadata:
                document = documents[sentence.metadata["newdoc id"]] = []
                document.append(set(sentence.metadata.get("layers", "").split()))
            assert sentence.metadata["sent_id"].startswith(f"{list(documents)[-1]}-")
            text = "".join(t["form"] + ("" if t["misc"].get("SpaceAfter") == "No" else " ") for t in sentence)
            assert sentence.metadata["text"] == text.rstrip(" "), (sentence.metadata, text)
            assert [token["id"] for token in sentence] == list(range(1, len(sentence) + 1))
            document.extend(sentence)
    assert documents.keys() == {name for name, record in expected.items() if record["text"].strip()}
    count = 0
    for name, (layers, *tokens) in documents.items():
        record = expected[name]
        text = ""
        for token in tokens:
            misc = token["misc"]
            text += spaces(misc.get("SpacesBefore") or "")
            start, end = map(int, misc["TokenRange"].split(":"))
            assert (start, end) == (len(text), len(text) + len(token["form"])), (name, token)
            after = "" if misc.get("SpaceAfter") == "No" else " "
            text += token["form"] + spaces(misc.get("SpacesAfter") or after)
        assert text == record["text"], (name, text)
        assert {"entity" if key == "NER" else key for key in layers} == record["complete"], name
        for layer in ("entity", "claim", "figure"):
            key = "NER" if layer == "entity" else layer
            if layer not in record["complete"]:
                assert not any(key in token["misc"] for token in tokens), name
                continue
            found = []
            for token in tokens:
                place, _, label = token["misc"][key].partition("-")
                start, end = map(int, token["misc"]["TokenRange"].split(":"))
                if place == "B":
                    found.append([start, end, label])
                elif place == "I":
                    assert found[-1][2] == label, name
                    found[-1][1] = end
                else:
                    assert place == "O", (name, token)
            marks = truth.outermost([mark for mark in truth.whole(record) if mark["layer"] == layer])
            wanted = [[mark["start"], mark["end"], mark["label"].replace(" ", "_")] for mark in marks]
            assert found == wanted, (name, layer, found, wanted)
            count += len(found)
    print(f"conllu: {len(documents)} documents, {count} marks as they were annotated")


if __name__ == "__main__":
    check(sys.argv[1], sys.argv[2])
