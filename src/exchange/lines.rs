//! The lines of a file, one at a time.

use std::borrow::Cow;
use std::io::{self, BufRead as _, BufReader, Cursor, Read};

use super::encoding::{self, EncodingError};
use super::importer::{ImportError, ImportOptions, Place};
use super::source::Source;

/// How much of a file is read at a time, in bytes.
const BUFFER: usize = 1 << 18;
/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A file in UTF-8, after its byte order mark. One in another encoding is in memory.
pub(super) struct Utf8<'a> {
    pub(super) stream: BufReader<Box<dyn Read + 'a>>,
    /// Where the stream begins in the file, in bytes.
    pub(super) start: u64,
    /// How many lines end before it.
    pub(super) lines: u64,
}

impl<'a> Utf8<'a> {
    pub(super) fn open(
        source: &'a dyn Source,
        file: &str,
        options: &ImportOptions,
    ) -> Result<Self, ImportError> {
        let failed = |error: io::Error| Place::file(file).error(error);
        let mut stream = source.open(file).map_err(failed)?;
        let mut head = Vec::new();
        (&mut stream).take(MARK.len() as u64).read_to_end(&mut head).map_err(failed)?;
        let name = options.encoding.as_deref();
        if encoding::is_utf8(&head, name) {
            let start = if head == MARK { MARK.len() } else { 0 };
            let whole = Cursor::new(head.split_off(start)).chain(stream);
            let stream = BufReader::with_capacity(BUFFER, Box::new(whole) as Box<dyn Read>);
            return Ok(Self { stream, start: start as u64, lines: 0 });
        }
        stream.read_to_end(&mut head).map_err(failed)?;
        let text = encoding::decode(&head, name).map_err(|error| Place::file(file).error(error))?;
        Ok(Self { stream: BufReader::new(Box::new(Cursor::new(text.into_bytes()))), start: 0, lines: 0 })
    }

    /// The next byte that is no white space, which is not taken; `None` at the end.
    pub(super) fn next_sign(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.stream.fill_buf()?;
            let space = bytes.iter().take_while(|byte| byte.is_ascii_whitespace());
            let (mut len, mut lines) = (0, 0);
            for byte in space {
                len += 1;
                lines += u64::from(*byte == b'\n');
            }
            let (next, is_end) = (bytes.get(len).copied(), bytes.is_empty());
            self.skip(len, lines);
            if next.is_some() || is_end {
                return Ok(next);
            }
        }
    }

    /// Takes `len` bytes, in which so many lines end.
    pub(super) fn skip(&mut self, len: usize, lines: u64) {
        self.stream.consume(len);
        self.start += len as u64;
        self.lines += lines;
    }
}

/// The lines of a file that hold anything.
pub(super) struct Lines<'a> {
    file: &'a str,
    stream: BufReader<Box<dyn Read + 'a>>,
    bytes: Vec<u8>,
    number: u64,
    /// Where the line begins, in bytes.
    start: u64,
    /// Whether the file could not be read any further.
    is_broken: bool,
}

impl<'a> Lines<'a> {
    /// Those of a file of `source`.
    pub(super) fn open(
        source: &'a dyn Source,
        file: &'a str,
        options: &ImportOptions,
    ) -> Result<Self, ImportError> {
        Ok(Self::new(file, Utf8::open(source, file, options)?))
    }

    /// Those of a file that was opened.
    pub(super) fn new(file: &'a str, Utf8 { stream, start, lines }: Utf8<'a>) -> Self {
        Self { file, stream, bytes: Vec::new(), number: lines, start, is_broken: false }
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

    fn text(&self) -> Result<Cow<'_, str>, EncodingError> {
        // Without its end, so that what is missing is missing in this line and not in the next.
        let line = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        match str::from_utf8(line) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(_) => encoding::decode(line, None).map(Cow::Owned),
        }
    }
}
