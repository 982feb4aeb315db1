//! Stretches of lines: the documents of a file, one at a time.

use std::io::{BufRead as _, BufReader, Read};

use super::encoding;
use super::importer::{ImportError, ImportOptions, Place};
use super::lines::Utf8;
use super::source::Source;

/// Some lines of a file that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The number of the first, from 1.
    pub(super) line: u64,
    /// All of them, with their ends.
    pub(super) text: String,
}

/// The stretches of a file.
pub(super) struct Stretches<'s> {
    file: &'s str,
    stream: BufReader<Box<dyn Read + 's>>,
    /// Whether a line begins one; the first line does in any case.
    begins: fn(&[u8]) -> bool,
    /// The line that was read last, which begins the next stretch.
    next: Vec<u8>,
    /// How many lines were read before it.
    lines: u64,
    /// Where it begins, in bytes.
    start: u64,
}

impl<'s> Stretches<'s> {
    /// Those of a file of `source`.
    pub(super) fn open(
        source: &'s dyn Source,
        file: &'s str,
        options: &ImportOptions,
        begins: fn(&[u8]) -> bool,
    ) -> Result<Self, ImportError> {
        let Utf8 { stream, start, lines } = Utf8::open(source, file, options)?;
        Ok(Self { file, stream, begins, next: Vec::new(), lines, start })
    }

    /// The bytes of the next stretch; none at the end.
    fn bytes(&mut self) -> std::io::Result<Vec<u8>> {
        let mut bytes = std::mem::take(&mut self.next);
        loop {
            let mut line = Vec::new();
            self.stream.read_until(b'\n', &mut line)?;
            if line.is_empty() {
                return Ok(bytes);
            }
            if !bytes.is_empty() && (self.begins)(&line) {
                self.next = line;
                return Ok(bytes);
            }
            bytes.append(&mut line);
        }
    }
}

impl Iterator for Stretches<'_> {
    type Item = Result<Stretch, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        let place = Place::line(self.file, self.lines + 1);
        let bytes = match self.bytes() {
            Ok(bytes) if bytes.is_empty() => return None,
            Ok(bytes) => bytes,
            Err(error) => {
                // Nothing is read after this.
                self.stream = BufReader::new(Box::new(std::io::empty()));
                return Some(Err(place.error(error)));
            }
        };
        let (line, start) = (self.lines + 1, self.start);
        self.start += bytes.len() as u64;
        self.lines += memchr::memchr_iter(b'\n', &bytes).count() as u64;
        let text = String::from_utf8(bytes).or_else(|error| encoding::decode(error.as_bytes(), None));
        Some(text.map(|text| Stretch { line, text }).map_err(|error| place.error(error.moved(start))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::source::Memory;
    use crate::model::id::Annotator;

    #[test]
    fn stretches_hold_every_byte_of_the_file_and_know_their_lines() {
        let bytes = b"\xef\xbb\xbf# x\r\n\n== a\n1\n\n== \xc3\xa4\r\n== \xff\n2".to_vec();
        let source = Memory::from_iter([("a", bytes)]);
        let options = ImportOptions::by(Annotator::from("ana"));
        let found = Stretches::open(&source, "a", &options, |line| line.starts_with(b"==")).unwrap();
        let found: Vec<String> = found
            .map(|found| {
                found.map_or_else(|error| error.to_string(), |one| format!("{}: {}", one.line, one.text))
            })
            .collect();
        assert_eq!(found[..3], ["1: # x\r\n\n", "3: == a\n1\n\n", "6: == ä\r\n"]);
        assert!(found[3].contains("byte 27 (0xff)") && found[3].ends_with("(a, line 7)"), "{found:?}");
        assert_eq!(found.len(), 4);
    }
}
