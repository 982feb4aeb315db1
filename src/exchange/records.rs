//! Records of JSON files: one a line, the elements of an array, or objects one after the other. They are read one at a
//! time.

use std::io::BufRead as _;

use serde_json::{Map, Value};

use super::encoding;
use super::importer::{ImportError, ImportOptions, Place, Problem};
use super::lines::{Lines, Utf8};
use super::pages::{Begins, begin};
use super::source::Source;

/// A record as it stands in its file.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// Where it begins.
    pub(super) place: Place,
    /// Its number in the file, from 1.
    pub(super) number: usize,
    json: String,
}

impl Record {
    /// The record `json`, which stands at `place` as the one with this number.
    #[cfg(feature = "parquet")]
    pub(super) fn new(place: Place, number: usize, json: String) -> Self {
        Self { place, number, json }
    }

    /// Its text.
    #[cfg(feature = "parquet")]
    pub(super) fn into_json(self) -> String {
        self.json
    }

    /// Its keys and values; what is no object is an error that names its own place.
    pub(super) fn object(&self) -> Result<Map<String, Value>, ImportError> {
        serde_json::from_str(&self.json).map_err(|error| {
            let line = self.json.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
            let before = line.get(..error.column().saturating_sub(1).min(line.len())).unwrap_or(line);
            let place = Place {
                line: self.place.line.map(|first| first + error.line() as u64 - 1),
                ..self.place.clone()
            };
            place.error(Problem::Json { column: before.chars().count() + 1, message: error.to_string() })
        })
    }
}

/// The records of a file.
pub(super) struct Records<'s> {
    shape: Shape<'s>,
    count: usize,
}

/// How records stand in a file.
enum Shape<'s> {
    Lines(Lines<'s>),
    Array(Array<'s>),
}

/// The records of a file.
pub(super) fn records<'s>(
    source: &'s dyn Source,
    file: &'s str,
    options: &ImportOptions,
) -> Result<Records<'s>, ImportError> {
    let mut text = Utf8::open(source, file, options)?;
    let first = text.next_sign().map_err(|error| Place::file(file).error(error))?;
    let shape = match first {
        Some(b'[') => Shape::Array(Array::new(file, text, Around::Nothing)),
        _ => Shape::Lines(Lines::new(file, text)),
    };
    Ok(Records { shape, count: 0 })
}

/// The records of a file that may also be one object with a list of them, or objects of several lines.
pub(super) fn records_of_pages<'s>(
    source: &'s dyn Source,
    file: &'s str,
    options: &ImportOptions,
) -> Result<Records<'s>, ImportError> {
    let failed = |error| Place::file(file).error(error);
    let mut text = Utf8::open(source, file, options)?;
    if text.next_sign().map_err(failed)? != Some(b'{') {
        return records(source, file, options);
    }
    let shape = match begin(&mut text).map_err(failed)? {
        Begins::List { depth } => Shape::Array(Array::new(file, text, Around::Objects(depth))),
        Begins::Line => return records(source, file, options),
        Begins::Object => Shape::Array(Array::new(file, Utf8::open(source, file, options)?, Around::NoList)),
    };
    Ok(Records { shape, count: 0 })
}

/// How many digits the numbers of all records of a file have.
pub(super) fn width(source: &dyn Source, file: &str, options: &ImportOptions) -> Result<usize, ImportError> {
    Ok(records(source, file, options)?.count().to_string().len())
}

impl Iterator for Records<'_> {
    type Item = Result<Record, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = match &mut self.shape {
            Shape::Lines(lines) => {
                lines.next().map(|(place, text)| text.map(|text| (place, text.into_owned())))
            }
            Shape::Array(array) => array.next(),
        };
        self.count += 1;
        Some(read?.map(|(place, json)| Record { place, number: self.count, json }))
    }
}

/// The elements of an array that is a file, or is in one; or objects one after the other.
struct Array<'s> {
    file: &'s str,
    text: Utf8<'s>,
    around: Around,
    state: State,
}

/// What stands around the elements of an array.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// The array is the file.
    Nothing,
    /// The array is in so many objects.
    Objects(usize),
    /// There is no array: the elements follow each other.
    NoList,
}

/// How far an array was read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// To its beginning.
    Begins,
    /// To the end of an element.
    Goes,
    /// To its end, or as far as it can be.
    Ended,
}

impl<'s> Array<'s> {
    /// Of a file whose next byte is the bracket, if there is one.
    fn new(file: &'s str, text: Utf8<'s>, around: Around) -> Self {
        Self { file, text, around, state: State::Begins }
    }

    /// The next element, and where it begins.
    fn next(&mut self) -> Option<Result<(Place, String), ImportError>> {
        let before = std::mem::replace(&mut self.state, State::Ended);
        let begun = match before {
            State::Ended => return None,
            _ if self.around == Around::NoList => self.next_object(),
            State::Begins => self.begin(),
            State::Goes => self.go_on(),
        };
        match begun {
            Ok(true) => {}
            Ok(false) => return None,
            Err(problem) => return Some(Err(self.place().error(problem))),
        }
        let (place, start) = (self.place(), self.text.start);
        Some(match self.element() {
            Ok(bytes) => {
                self.state = State::Goes;
                let text = String::from_utf8(bytes).or_else(|error| encoding::decode(error.as_bytes(), None));
                text.map(|text| (place.clone(), text)).map_err(|error| place.error(error.moved(start)))
            }
            Err(problem) => Err(place.error(problem)),
        })
    }

    /// Where it was read to.
    fn place(&self) -> Place {
        Place::line(self.file, self.text.lines + 1)
    }

    /// Goes to the first element, if there is one.
    fn begin(&mut self) -> Result<bool, Problem> {
        self.text.skip(1, 0);
        if self.text.next_sign()? == Some(b']') { self.end() } else { Ok(true) }
    }

    /// Goes to the next element, if there is one.
    fn go_on(&mut self) -> Result<bool, Problem> {
        match self.text.next_sign()? {
            Some(b',') => {
                self.text.skip(1, 0);
                match self.text.next_sign()? {
                    Some(b']') => Err(wrong("the list of records ends with a comma")),
                    _ => Ok(true),
                }
            }
            Some(b']') => self.end(),
            Some(_) => Err(wrong("two records have no comma between them")),
            None => Err(cut_off()),
        }
    }

    /// Goes to the next object, if there is one.
    fn next_object(&mut self) -> Result<bool, Problem> {
        match self.text.next_sign()? {
            Some(b'{') => Ok(true),
            Some(_) => Err(wrong("something stands between two records")),
            None => Ok(false),
        }
    }

    fn end(&mut self) -> Result<bool, Problem> {
        self.text.skip(1, 0);
        if let Around::Objects(depth) = self.around {
            self.close(depth)?;
        }
        match self.text.next_sign()? {
            Some(_) => Err(wrong("something stands after the end of the list of records")),
            None => Ok(false),
        }
    }

    /// Goes to the end of `depth` objects around the array.
    fn close(&mut self, depth: usize) -> Result<(), Problem> {
        self.take(Scan { depth, ..Scan::default() }).map(drop)
    }

    /// The bytes of the element that begins here. What is wrong in them is told when they are read.
    fn element(&mut self) -> Result<Vec<u8>, Problem> {
        self.take(Scan::default())
    }

    fn take(&mut self, mut scan: Scan) -> Result<Vec<u8>, Problem> {
        let mut element = Vec::new();
        loop {
            let bytes = self.text.stream.fill_buf()?;
            if bytes.is_empty() {
                return if scan.is_closed { Ok(element) } else { Err(cut_off()) };
            }
            let len = bytes.iter().position(|byte| scan.is_after(*byte)).unwrap_or(bytes.len());
            let (is_end, found) = (len < bytes.len(), &bytes[..len]);
            element.extend_from_slice(found);
            let lines = memchr::memchr_iter(b'\n', found).count() as u64;
            self.text.skip(len, lines);
            if is_end {
                return Ok(element);
            }
        }
    }
}

/// Finds the end of an element.
#[derive(Default)]
struct Scan {
    depth: usize,
    is_string: bool,
    is_escaped: bool,
    /// Whether the bracket that closes the element was passed.
    is_closed: bool,
}

impl Scan {
    /// Whether `byte` comes after the element. Bytes are asked for in their order.
    fn is_after(&mut self, byte: u8) -> bool {
        if self.is_closed {
            return true;
        }
        if self.is_string {
            self.is_string = byte != b'"' || self.is_escaped;
            self.is_escaped = byte == b'\\' && !self.is_escaped;
            return false;
        }
        match byte {
            b'"' => self.is_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                self.is_closed = self.depth == 0;
            }
            b',' | b']' => return self.depth == 0,
            _ => {}
        }
        false
    }
}

fn wrong(message: &str) -> Problem {
    Problem::Other(message.to_owned())
}

fn cut_off() -> Problem {
    wrong("the file ends in the middle of its list of records: it was cut off")
}

/// The text at `key`.
pub(super) fn text_at<'v>(record: &'v Map<String, Value>, key: &str) -> Option<&'v str> {
    record.get(key).and_then(Value::as_str)
}

/// The items of the list at `key`; none where there is no list.
pub(super) fn list_at<'v>(record: &'v Map<String, Value>, key: &str) -> &'v [Value] {
    record.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A name that may be written as a number.
pub(super) fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A line of the native format.
pub(super) fn object<const N: usize>(pairs: [(&str, Value); N]) -> Map<String, Value> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::source::Memory;
    use crate::model::id::Annotator;

    fn read(bytes: &[u8]) -> Vec<String> {
        let source = Memory::from_iter([("a.json", bytes.to_vec())]);
        let options = ImportOptions::by(Annotator::from("ana"));
        let found = records(&source, "a.json", &options).unwrap();
        let told = |record: Result<Record, ImportError>| match record
            .and_then(|record| Ok((record.object()?, record)))
        {
            Ok((object, record)) => {
                format!("{} at {}: {}", record.number, record.place, Value::Object(object))
            }
            Err(error) => error.to_string(),
        };
        found.map(told).collect()
    }

    #[test]
    fn elements_are_told_apart_whatever_their_strings_hold() {
        let found = read(
            "\u{feff}\n [ {\"a\": \"]},[{ \\\" \\\\\"},\n{\"b\":[{}, [\"}\"]]} , {\"ü\": \"👩‍👩‍👧\"}\n]\n"
                .as_bytes(),
        );
        assert_eq!(
            found,
            [
                "1 at a.json, line 2: {\"a\":\"]},[{ \\\" \\\\\"}",
                "2 at a.json, line 3: {\"b\":[{},[\"}\"]]}",
                "3 at a.json, line 3: {\"ü\":\"👩‍👩‍👧\"}",
            ]
        );
        assert_eq!(read(b"[]"), [""; 0]);
        assert_eq!(read(b" \n"), [""; 0]);
    }

    #[test]
    fn an_array_in_another_encoding_is_read_by_its_mark() {
        let utf16: Vec<u8> = "\u{feff}[{\"a\":\"ü\"}]".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16), ["1 at a.json, line 1: {\"a\":\"ü\"}"]);
        let lines: Vec<u8> =
            "\u{feff}{\"a\":\"ü\"}\n{\"a\":1}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&lines), ["1 at a.json, line 1: {\"a\":\"ü\"}", "2 at a.json, line 2: {\"a\":1}"]);
    }

    #[test]
    fn what_is_wrong_in_an_array_is_told_with_its_line_and_the_rest_is_read() {
        let found = read(b"[{\"a\":1},\n7,\n{\"b\":\n2 2},\n{\"c\":\"\xff\"},{\"d\":3}\n");
        assert!(found[1].contains("column 1") && found[1].ends_with("(a.json, line 2)"), "{found:?}");
        assert!(found[2].contains("column 3") && found[2].ends_with("(a.json, line 4)"), "{found:?}");
        assert!(found[3].contains("0xff") && found[3].ends_with("(a.json, line 5)"), "{found:?}");
        assert!(found[4].starts_with("5 at a.json, line 5"), "{found:?}");
        assert!(found[5].contains("cut off") && found[5].ends_with("(a.json, line 6)"), "{found:?}");
        assert_eq!(found.len(), 6);
        for (bytes, message) in [
            (&b"[{},]"[..], "ends with a comma"),
            (b"[{} {}]", "no comma between"),
            (b"[{}] {}", "after the end"),
            (b"[{\"a\": 1", "cut off"),
            (b"[", "cut off"),
        ] {
            assert!(read(bytes).last().unwrap().contains(message), "{:?}", read(bytes));
        }
    }
}
