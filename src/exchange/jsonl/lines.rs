//! The lines of a file, one at a time.

use std::borrow::Cow;
use std::io::{BufRead as _, BufReader, Read};

use crate::exchange::encoding;
use crate::exchange::importer::{ImportError, ImportOptions, Place};
use crate::exchange::source::Source;

/// How much of a file is read at a time, in bytes.
const BUFFER: usize = 1 << 18;

/// The lines of a file that hold anything.
pub(super) struct Lines<'a> {
    file: &'a str,
    encoding: Option<&'a str>,
    stream: BufReader<Box<dyn Read + 'a>>,
    bytes: Vec<u8>,
    number: u64,
    /// Where the line begins, in bytes.
    start: u64,
    /// Whether the file could not be read any further.
    is_broken: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn open(
        source: &'a dyn Source,
        file: &'a str,
        options: &'a ImportOptions,
    ) -> Result<Self, ImportError> {
        let stream = source.open(file).map_err(|error| Place::file(file).error(error))?;
        Ok(Self {
            file,
            encoding: options.encoding.as_deref(),
            stream: BufReader::with_capacity(BUFFER, stream),
            bytes: Vec::new(),
            number: 0,
            start: 0,
            is_broken: false,
        })
    }

    /// The place of the next line and its text; a line that is no text is an error, after which the next can be
    /// read; a file that cannot be read is one, after which there is none.
    pub(super) fn next(&mut self) -> Option<(Place, Result<Cow<'_, str>, ImportError>)> {
        while !self.is_broken {
            self.start += self.bytes.len() as u64;
            self.number += 1;
            self.bytes.clear();
            let place = Place::line(self.file, self.number);
            match self.stream.read_until(b'\n', &mut self.bytes) {
                Ok(0) => return None,
                Ok(_) if self.bytes.trim_ascii().is_empty() => {}
                Ok(_) => {
                    let text = self.text().map_err(|error| place.clone().error(error.moved(self.start)));
                    return Some((place, text));
                }
                Err(error) => {
                    self.is_broken = true;
                    return Some((place.clone(), Err(place.error(error))));
                }
            }
        }
        None
    }

    fn text(&self) -> Result<Cow<'_, str>, encoding::EncodingError> {
        let first_mark = if self.start == 0 { "\u{feff}" } else { "" };
        // Without its end, so that what is missing is missing in this line and not in the next.
        let line = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        match (self.encoding, str::from_utf8(line)) {
            (None, Ok(text)) => Ok(Cow::Borrowed(text.strip_prefix(first_mark).unwrap_or(text))),
            (encoding, _) => encoding::decode(&self.bytes, encoding).map(Cow::Owned),
        }
    }
}
