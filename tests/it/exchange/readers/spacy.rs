//! spaCy's own files.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::ImportOptions;
use glossator::model::schema::Schema;
use glossator::model::status::Progress;

use super::{Imported, awkward, comes_back, files, marks, options, refused_as, row, try_read};

/// What spaCy 3.8.18 has written (`tests/interop/write_spacy.py`), with all that it keeps when it is not told what to.
const REAL: &[u8] = include_bytes!("real/spacy-3.8.spacy");

fn read(bytes: &[u8]) -> Imported {
    let growth = SchemaGrowth::new(Schema::default());
    try_read(&[("corpus/train.spacy", bytes), ("corpus/config.cfg", b"[paths]")], &options(), growth).unwrap()
}

/// What a file holds.
fn content(file: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    ZlibDecoder::new(file).read_to_end(&mut content).unwrap();
    content
}

/// A file that holds this.
fn packed(content: &[u8]) -> Vec<u8> {
    let mut file = ZlibEncoder::new(Vec::new(), Compression::default());
    file.write_all(content).unwrap();
    file.finish().unwrap()
}

/// A file in which the only `from` of the content is `to`.
fn with(file: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut content = content(file);
    let at = content.windows(from.len()).position(|bytes| bytes == from).unwrap();
    content.splice(at..at + from.len(), to.iter().copied());
    packed(&content)
}

#[test]
fn what_spacy_has_written_is_read() {
    let imported = read(REAL);
    assert_eq!(
        marks(&imported, 0),
        [
            row("PERSON", "Maren", 5),
            row("Claim", "met Neve Orsolen  in\r\nLisk", 11),
            row("GIVEN", "Neve", 15),
            row("PERSON", "Neve Orsolen", 15),
            row("GPE", "Lisk", 33),
        ]
    );
    assert_eq!(imported.articles[0].article.body().text(), "👨🏻‍🚒 Maren met Neve Orsolen  in\r\nLisk.");
    assert_eq!(marks(&imported, 1), [row("GPE", "إقليم ليسك", 9)]);
    assert_eq!(marks(&imported, 2), [row("dep", "X", 10)]);
    assert_eq!(imported.articles[4].article.body().text(), "");
    let done = |article: usize, layer: &str| {
        let work = imported.articles[article].article.work(&"ana".into());
        work.is_some_and(|work| work.progress(&layer.into()) == Progress::Done)
    };
    assert!(done(0, "entity") && done(0, "claim") && done(1, "entity") && !done(1, "claim"));
    // Nobody has looked for entities there: that is not to say that there are none.
    assert!(!done(3, "entity"));
    let article = &imported.articles[0].article;
    assert_eq!(article.work(&"ana".into()).unwrap().document_labels().unwrap().labels, ["economy"]);
    assert_eq!(imported.schema.scales.document_labels, ["economy", "sport"]);
    let other: Vec<&str> = article.metadata().other.iter().map(|(key, _)| key).collect();
    assert_eq!((article.metadata().outlet.as_deref(), other.len()), (Some("Meridian"), 0));
    assert!(imported.warnings.iter().all(|warning| warning.message.contains("user_data")));
}

#[test]
fn what_was_written_here_comes_back_with_what_only_we_keep() {
    let project = comes_back(&awkward(), "spacy", "");
    let ids: Vec<String> = project.articles().keys().map(ToString::to_string).collect();
    assert_eq!(ids, ["arabic", "emoji", "lines"]);
}

#[test]
fn a_damaged_file_is_refused_with_what_is_wrong() {
    for len in 0..REAL.len() {
        let error = refused_as("spacy", &[("a.spacy", &REAL[..len])]);
        assert!(error.contains("cut off") || error.contains("no DocBin"), "{len}: {error}");
    }
    let whole = content(REAL);
    for len in (0..whole.len()).step_by(7) {
        let error = refused_as("spacy", &[("a.spacy", &packed(&whole[..len]))]);
        assert!(error.contains("cut off"), "{len}: {error}");
    }
    for (from, to, said) in [
        (b"\xa30.1".as_slice(), b"\xa30.2".as_slice(), "version \"0.2\""),
        (b"\xa5attrs", b"\xa5atrrs", "no \"attrs\""),
        (b"\xa6PERSON", b"\xa6PARSON", "document 1: the number 380 stands for no string"),
    ] {
        let error = refused_as("spacy", &[("a.spacy", &with(REAL, from, to))]);
        assert!(error.contains(said), "{error}");
    }
    // A span whose characters are not those of its tokens.
    let ours = &files(&awkward(), "spacy", "").into_iter().find(|(name, _)| name == "data.spacy").unwrap().1;
    let arabic = [0, 0, 0, 11_u8, 0, 0, 0, 21];
    let error = refused_as("spacy", &[("a.spacy", &with(ours, &arabic, &[0, 0, 0, 12, 0, 0, 0, 21]))]);
    assert!(error.contains("says that it is at 12..21") && error.contains("a.spacy"), "{error}");
    // The others can be had.
    let keep_going = ImportOptions { keep_going: true, ..options() };
    let broken = with(ours, &arabic, &[0, 0, 0, 12, 0, 0, 0, 21]);
    let growth = SchemaGrowth::new(Schema::default());
    let imported = try_read(&[("a.spacy", &broken)], &keep_going, growth).unwrap();
    assert_eq!(imported.articles.len(), 2);
}

#[test]
fn a_small_file_that_would_fill_the_memory_is_refused() {
    let zeros = packed(&vec![0; 1 << 28]);
    assert!(zeros.len() < 1 << 19);
    assert!(refused_as("spacy", &[("a.spacy", &zeros)]).contains("256 times its size"));
}

#[test]
fn damage_inside_of_a_file_is_refused_or_read() {
    let whole = content(REAL);
    let keep_going = ImportOptions { keep_going: true, ..options() };
    for place in 0..whole.len() {
        for damage in [0x01, 0x40, 0xff] {
            let mut bytes = whole.clone();
            bytes[place] ^= damage;
            let growth = SchemaGrowth::new(Schema::default());
            if let Ok(imported) = try_read(&[("a.spacy", &packed(&bytes))], &keep_going, growth) {
                assert!(imported.articles.len() <= 5, "{place}");
            }
        }
    }
}
