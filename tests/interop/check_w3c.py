"""rdflib reads the annotations as JSON-LD, and finds in the graph what was annotated."""

import json
import pathlib
import sys

from rdflib import RDF, Graph, Literal, Namespace

import truth

OA = Namespace("http://www.w3.org/ns/oa#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
# What the context of the recommendation says of the words that are used, so that nothing is asked of the network.
LINK, WORD = {"@type": "@id"}, {"@type": "@vocab"}
CONTEXT = {
    "id": "@id", "type": "@type",
    "value": str(RDF.value), "created": str(DCTERMS.created), "name": str(FOAF.name), "Person": str(FOAF.Person),
    "creator": {"@id": str(DCTERMS.creator), **LINK}, "Text": "http://purl.org/dc/dcmitype/Text",
    "format": "http://purl.org/dc/elements/1.1/format", "language": "http://purl.org/dc/elements/1.1/language",
    "AnnotationPage": "http://www.w3.org/ns/activitystreams#OrderedCollectionPage",
    "items": {"@id": "http://www.w3.org/ns/activitystreams#items", "@container": "@list", **LINK},
    "motivation": {"@id": str(OA.motivatedBy), **WORD}, "purpose": {"@id": str(OA.hasPurpose), **WORD},
    "body": {"@id": str(OA.hasBody), **LINK}, "target": {"@id": str(OA.hasTarget), **LINK},
    "source": {"@id": str(OA.hasSource), **LINK}, "selector": {"@id": str(OA.hasSelector), **LINK},
    **{name: str(OA[name]) for name in (
        "Annotation", "TextualBody", "SpecificResource", "TextPositionSelector", "TextQuoteSelector", "start", "end",
        "exact", "prefix", "suffix", "tagging", "classifying", "linking", "describing", "commenting", "questioning",
        "replying", "identifying",
    )},
}


def check(path, native):
    expected = truth.articles(native)
    page = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    page["@context"] = CONTEXT
    base = "https://example.org/data.jsonld"
    graph = Graph().parse(data=json.dumps(page), format="json-ld", publicID=base)
    sources = {f"{base}#text/{name}": name for name in expected}
    for source, name in sources.items():
        (text,) = [o for s, o in graph.subject_objects(RDF.value) if str(s) == source]
        assert str(text) == expected[name]["text"], name
    counts = [0, 0]
    found = {name: (set(), set(), set(), set()) for name in expected}
    for annotation in graph.subjects(RDF.type, OA.Annotation):
        kind, _, rest = str(annotation).removeprefix(f"{base}#").partition("/")
        name = rest.split("/")[0]
        marks, relations, labels, complete = found[name]
        record = expected[name]
        said = {}
        for body in graph.objects(annotation, OA.hasBody):
            for purpose in graph.objects(body, OA.hasPurpose):
                said.setdefault(purpose, []).append(body)
        values = {purpose: [str(graph.value(b, RDF.value)) for b in bodies] for purpose, bodies in said.items()}
        targets = list(graph.objects(annotation, OA.hasTarget))
        if kind == "mark":
            pieces = sorted(piece(graph, target, sources, record["text"]) for target in targets)
            assert all(source == name for *_, source in pieces), name
            links = tuple(str(graph.value(b, OA.hasSource)).rsplit("/")[-1] for b in said.get(OA.identifying, []))
            ((layer,), (label,)) = values[OA.classifying], values[OA.tagging]
            (who,) = graph.objects(annotation, DCTERMS.creator)
            assert graph.value(who, FOAF.name) == Literal(record["annotations"][0]["annotator"]), name
            marks.add((rest.split("/")[1], layer, label, tuple(p[:2] for p in pieces), links))
            counts[0] += 1
        elif kind == "relation":
            ends = [str(target) for target in targets]
            ends += [str(body) for body in graph.objects(annotation, OA.hasBody) if str(body).startswith(f"{base}#mark/")]
            relations.add((values[OA.tagging][0], *(end.rsplit("/")[-1] for end in ends)))
            counts[1] += 1
        elif kind == "labels":
            labels.update(values[OA.classifying])
        elif kind == "work":
            complete.update(json.loads(values[OA.describing][0])["complete"])
    for name, (marks, relations, labels, complete) in found.items():
        record = expected[name]
        wanted = {
            (m["id"], m["layer"], m["label"], tuple(map(tuple, m.get("fragments", [[m["start"], m["end"]]]))), tuple(m[k] for k in ("entity", "claim") if k in m))
            for m in record["annotations"]
        }
        assert marks == wanted, (name, marks ^ wanted)
        assert relations == {(r["type"], r["from"], r["to"]) for r in record["relations"]}, (name, relations)
        assert (labels, complete) == (set(record["labels"]), record["complete"]), name
    print(f"rdflib: {len(found)} articles, {counts[0]} marks, {counts[1]} relations as they were annotated")


def piece(graph, target, sources, text):
    """The place of a target, which its quote must confirm."""
    (position,) = [s for s in graph.objects(target, OA.hasSelector) if (s, RDF.type, OA.TextPositionSelector) in graph]
    (quote,) = [s for s in graph.objects(target, OA.hasSelector) if (s, RDF.type, OA.TextQuoteSelector) in graph]
    start, end = int(graph.value(position, OA.start)), int(graph.value(position, OA.end))
    exact, prefix, suffix = (str(graph.value(quote, OA[key])) for key in ("exact", "prefix", "suffix"))
    assert text[start:end] == exact and text[:start].endswith(prefix) and text[end:].startswith(suffix), (exact, start)
    return start, end, sources[str(graph.value(target, OA.hasSource))]


if __name__ == "__main__":
    check(sys.argv[1], sys.argv[2])
