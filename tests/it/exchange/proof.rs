//! What an export has written is read again, and it fails when that is not what was to be written.

use std::io::{self, Read, Write};

use glossator::exchange::exporter::{self, ExportContext, ExportError};
use glossator::exchange::filter::Filter;
use glossator::exchange::format;
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::{ImportError, ImportOptions, Importer, Incoming};
use glossator::exchange::options::ExportOptions;
use glossator::exchange::sink::{Memory, Sink};
use glossator::exchange::source::{Entry, Source};
use glossator::exchange::watch::Unwatched;
use glossator::model::project::Project;

use super::read_jsonl;

/// A disk that gives back something else than was written to it.
struct Faulty<'f> {
    written: Memory,
    fault: &'f dyn Fn(Vec<u8>) -> Vec<u8>,
}

impl Sink for Faulty<'_> {
    fn file(&self, name: &str) -> io::Result<Box<dyn Write + '_>> {
        self.written.file(name)
    }

    fn written(&self) -> Option<Box<dyn Source + '_>> {
        Some(Box::new(Back(self)))
    }
}

struct Back<'f>(&'f Faulty<'f>);

impl Source for Back<'_> {
    fn entries(&self) -> io::Result<Vec<Entry>> {
        self.0.written.written().unwrap().entries()
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + '_>> {
        let mut bytes = Vec::new();
        self.0.written.written().unwrap().open(name)?.read_to_end(&mut bytes)?;
        Ok(Box::new(io::Cursor::new((self.0.fault)(bytes))))
    }
}

/// Two articles, one of them marked by Ana and the other by nobody.
fn project() -> Project {
    let lines = [
        r#"{"id": "dam", "text": "قالت ليلى 👩🏽‍🚒: Maren met Orsolen.", "annotators": {"ana": {"status": {"entity": "done"}}}, "annotations": [
            {"id": "a", "layer": "entity", "label": "Person", "text": "Maren", "start": 16, "end": 21, "annotator": "ana"},
            {"id": "b", "layer": "entity", "label": "Person", "text": "Orsolen", "start": 26, "end": 33, "annotator": "ana"}],
            "relations": [{"id": "r", "type": "met", "from": "a", "to": "b", "annotator": "ana"}]}"#,
        r#"{"id": "empty", "text": "Nothing is marked here.", "annotators": {"ana": {"status": {"entity": "done"}}}}"#,
        r#"{"record": "entity", "id": "e-maren", "annotator": "ana", "name": "Ilsa Maren", "kind": "Person"}"#,
        r#"{"record": "claim", "id": "c-dam", "annotator": "ana", "statement": "The dam holds."}"#,
        r#"{"record": "event", "id": "v-flood", "annotator": "ana", "name": "The flood"}"#,
    ];
    read_jsonl(&lines.map(|line| line.replace('\n', " ")).join("\n")).unwrap().into_project()
}

fn exported(id: &str, fault: &dyn Fn(Vec<u8>) -> Vec<u8>) -> Result<(), ExportError> {
    let (project, filter, options) = (project(), Filter::default(), ExportOptions::default());
    let sink = Faulty { written: Memory::default(), fault };
    let context = ExportContext::new(&project, &filter, &options, &Unwatched);
    exporter::export(format::find(id).unwrap(), &context, &project, &sink).map(drop)
}

/// A fault that replaces words, wherever they stand.
fn replaced<'f>(from: &'f str, to: &'f str) -> impl Fn(Vec<u8>) -> Vec<u8> + 'f {
    move |bytes| match String::from_utf8(bytes) {
        Ok(text) => text.replace(from, to).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

#[test]
fn what_comes_back_as_it_is_passes() {
    for format in format::FORMATS.iter().filter(|format| format.export.is_some()) {
        exported(format.id, &|bytes| bytes).unwrap();
    }
}

#[test]
fn a_mark_that_is_elsewhere_is_found() {
    let wrong = [
        ("doccano", r#""start_offset":16,"end_offset":21"#, r#""start_offset":16,"end_offset":20"#),
        ("conll", "Orsolen -X- -X- B-Person", "Orsolen -X- -X- O"),
        ("conll", "Maren -X- -X- B-Person", "Maren -X- -X- B-Place"),
        ("gliner", r#""Maren","#, r#""Marina","#),
        ("jsonl", r#""label":"Person","start":16"#, r#""label":"Place","start":16"#),
    ];
    for (id, from, to) in wrong {
        let error = exported(id, &replaced(from, to)).unwrap_err();
        assert!(
            matches!(error, ExportError::Differs { .. } | ExportError::Unreadable { .. }),
            "{id}: {error}"
        );
        let told = error.to_string();
        assert!(told.contains("nothing was put in its place"), "{id}: {told}");
    }
}

#[test]
fn the_article_and_the_mark_are_named() {
    let error = exported("doccano", &replaced(r#""end_offset":21"#, r#""end_offset":20"#)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "article dam is not the same when it is read again, so nothing was put in its place: 1 marks, 1 relations missing, \
         the mark \"Maren\" among them; 1 marks, 1 relations that it has not"
    );
}

#[test]
fn a_text_that_is_not_there_or_not_the_same_is_found() {
    for (id, from, to) in [
        ("txt", "Nothing", "nothing"),
        ("brat", "Nothing", "nothing"),
        ("conllu", "marked", "Marked"),
        ("prodigy", "here.", "here"),
    ] {
        let error = exported(id, &replaced(from, to)).unwrap_err();
        assert!(error.to_string().contains("nothing was put in its place"), "{id}: {error}");
    }
    let first_line = |bytes: Vec<u8>| bytes.split_inclusive(|byte| *byte == b'\n').next().unwrap().to_vec();
    let error = exported("doccano", &first_line).unwrap_err();
    assert!(matches!(&error, ExportError::Differs { article, .. } if article.as_str() == "empty"), "{error}");
}

#[test]
fn a_relation_that_is_gone_is_found() {
    for (id, from) in [("brat", "R1\t"), ("label-studio", r#""type":"relation""#)] {
        let fault = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            assert!(!text.contains("T1") || text.contains(from));
            text.replace("Arg1:T1 Arg2:T2", "Arg1:T1 Arg2:T1")
                .replace(r#""to_id":""#, r#""to_id":"x"#)
                .into_bytes()
        };
        let error = exported(id, &fault).unwrap_err();
        assert!(error.to_string().contains("relations missing"), "{id}: {error}");
    }
}

#[test]
fn a_record_of_a_register_or_the_schema_that_comes_back_otherwise_is_found() {
    for (from, to) in [
        ("\"name\":\"Ilsa Maren\"", "\"name\":\"Ilsa Marin\""),
        ("The dam holds.", "The dam held."),
        ("\"id\":\"v-flood\"", "\"id\":\"v-fire\""),
        ("\"#", "\"#f"),
    ] {
        let error = exported("jsonl", &replaced(from, to)).unwrap_err().to_string();
        assert!(error.contains("a record that belongs to no article"), "{from}: {error}");
    }
}

#[test]
fn half_a_file_is_found() {
    for format in format::FORMATS.iter().filter(|format| format.export.is_some()) {
        let half = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
        let is_found = exported(format.id, &half).is_err();
        let comes_back = format.comes_back != glossator::exchange::proof::ComesBack::Nothing;
        assert_eq!(is_found, comes_back, "{}", format.id);
    }
}

/// A reader that holds whole files, and can hold almost nothing.
struct Small(&'static (dyn Importer + Sync));

impl Importer for Small {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        self.0.recognises(name, head)
    }

    fn most_at_once(&self) -> usize {
        10
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        self.0.read(source, options, schema, out)
    }
}

#[test]
fn what_would_have_to_be_read_as_a_whole_is_not_if_it_is_long_and_says_so() {
    let line = |text: &str| serde_json::json!({"id": "long", "text": text, "annotators": {"ana": {"status": {"entity": "done"}}}});
    let spacy = format::find("spacy").unwrap();
    let small: &'static Small = Box::leak(Box::new(Small(spacy.importer.unwrap())));
    let format = format::Format { importer: Some(small), ..*spacy };
    for (text, is_noted) in [("قالت ليلى: water rose.", true), ("ليلى", false)] {
        let project = read_jsonl(&line(text).to_string()).unwrap().into_project();
        let (filter, options) = (Filter::default(), ExportOptions::default());
        let context = ExportContext::new(&project, &filter, &options, &Unwatched);
        let exported = exporter::export(&format, &context, &project, &Memory::default()).unwrap();
        let told = exported.losses.remarks().any(|(reason, _)| reason.contains("read back"));
        assert_eq!(told, is_noted, "{text}");
    }
}
