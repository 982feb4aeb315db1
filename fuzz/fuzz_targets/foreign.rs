//! Any bytes as a file of another tool, which the first of them chooses: refused or read, and then written in every
//! format. brat has two files, the text and, after a zero byte, what is marked in it.
#![no_main]

use glossator::exchange::format::{self, FORMATS};
use glossator::exchange::importer::ImportOptions;
use glossator::text::offsets::OffsetUnit;
use glossator_fuzz::{export, read};
use libfuzzer_sys::fuzz_target;

/// What can be chosen, with the name that its file has. What is there already keeps its place.
const FILES: [(&str, &str); 13] = [
    ("doccano", "a.jsonl"),
    ("label-studio", "a.json"),
    ("brat", "a.ann"),
    ("prodigy", "a.jsonl"),
    ("conll", "a.conll"),
    ("spacy", "a.spacy"),
    ("gliner", "a.json"),
    ("csv", "a.csv"),
    ("csv", "a.jsonl"),
    ("conllu", "a.conllu"),
    ("html", "a.html"),
    ("docx", "a.docx"),
    ("odt", "a.odt"),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let split = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (text, marks) = (&bytes[..split], bytes.get(split + 1..).unwrap_or_default());
    let (id, name) = FILES[usize::from(*choice) % FILES.len()];
    let files: Vec<(&str, &[u8])> =
        if id == "brat" { vec![(name, marks), ("a.txt", text)] } else { vec![(name, bytes)] };
    let options = ImportOptions { format: format::find(id), ..ImportOptions::by("ana".into()) };
    match read(&files, &options) {
        Ok(Some(project)) => {
            for format in FORMATS.iter().filter(|format| format.export.is_some()) {
                drop(export(&project, format.id, OffsetUnit::CodePoint));
            }
        }
        Ok(None) => {}
        Err(_) => drop(read(&files, &ImportOptions { keep_going: true, ..options })),
    }
});
