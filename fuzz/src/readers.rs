//! What every reader of a format promises, whatever it is given.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use glossator::exchange::format::{self, FORMATS};
use glossator::exchange::importer::ImportOptions;
use glossator::model::article::Article;
use glossator::text::offsets::OffsetUnit;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::{export, read};

/// Reads `files`, given by name, as the format `from`. They are refused by name, or read, and then written in every format;
/// where they are refused, what is right in them may be read all the same.
pub fn check(from: &str, files: &[(&str, &[u8])]) {
    let format = Some(format::find(from).expect("the format is there"));
    let options = ImportOptions { format, ..ImportOptions::by("ana".into()) };
    match read(files, &options) {
        Ok(Some(project)) => {
            for format in FORMATS.iter().filter(|format| format.export.is_some()) {
                drop(export(&project, format.id, OffsetUnit::CodePoint));
            }
        }
        Ok(None) => {}
        Err(error) => {
            let names = |text: &str| files.iter().any(|(name, _)| text.contains(name));
            assert!(names(&error.place.file) && names(&error.to_string()), "no file is named: {error}");
            drop(read(files, &ImportOptions { keep_going: true, ..options }));
        }
    }
}

/// Fails unless everything that is marked in `article` stands in its text, from one character to another.
pub fn assert_in_place(article: &Article) {
    let text = article.body().text();
    let marks =
        article.annotations_in_order().into_iter().flat_map(|mark| mark.spans.iter().collect::<Vec<_>>());
    let zones = article.zones().values().map(|zone| zone.span);
    for span in marks.chain(zones) {
        assert!(
            text.get(span.range()).is_some_and(|words| !words.is_empty()),
            "{span:?} is no place in the text"
        );
    }
}

/// What is before the first zero byte, and what is behind it.
pub fn parted(bytes: &[u8]) -> (&[u8], &[u8]) {
    let split = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    (&bytes[..split], bytes.get(split + 1..).unwrap_or_default())
}

/// `bytes` as a zlib stream.
pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes everything")
}

/// An archive with these parts, by name.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        archive.start_file(*name, options).expect("the name is one of a part");
        archive.write_all(bytes).expect("memory takes everything");
    }
    archive.finish().expect("memory takes everything").into_inner()
}
