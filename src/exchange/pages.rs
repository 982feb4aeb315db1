//! Where the records begin in a file of JSON that begins with an object: that object may be a page with a list of them.

use std::io::{self, BufRead as _};

use super::lines::Utf8;

/// The keys of lists of records, at the top or within the first page.
const LISTS: [&[u8]; 2] = [b"items", b"@graph"];
/// The key of the first page of a collection.
const FIRST_PAGE: &[u8] = b"first";
/// How much of a string is kept, in bytes: no key that is looked for is longer.
const KEPT: usize = 8;

/// What a file that begins with an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// Objects around a list of records, which is the next thing to be read.
    List {
        /// How many objects there are around it.
        depth: usize,
    },
    /// The object fills one line, or does not end: others may have a line each.
    Line,
    /// The object fills several lines.
    Object,
}

/// Finds out what the file is, of which the first object is the next thing to be read.
pub(super) fn begin(text: &mut Utf8<'_>) -> io::Result<Begins> {
    let (mut search, first) = (Search::default(), text.lines);
    loop {
        let bytes = text.stream.fill_buf()?;
        if bytes.is_empty() {
            // It does not end: as a line, the place where it should can be told, and other lines can be read.
            return Ok(Begins::Line);
        }
        let found = bytes.iter().position(|byte| search.is_over(*byte));
        let len = found.unwrap_or(bytes.len());
        let lines = memchr::memchr_iter(b'\n', &bytes[..len]).count() as u64;
        text.skip(len, lines);
        if found.is_some() {
            return Ok(match search.depth {
                0 if text.lines == first => Begins::Line,
                0 => Begins::Object,
                depth => Begins::List { depth },
            });
        }
    }
}

/// Looks for a list of records.
#[derive(Default)]
struct Search {
    /// How many objects and lists are open.
    depth: usize,
    /// How many of them are lists.
    lists: usize,
    is_string: bool,
    is_escaped: bool,
    /// The beginning of the last string.
    word: Vec<u8>,
    /// The key whose value begins, until it does.
    key: Option<Vec<u8>>,
    /// Whether the first page of a collection is open.
    is_first_page: bool,
}

impl Search {
    /// Whether `byte` opens the list, or closes the object. Bytes are asked for in their order.
    fn is_over(&mut self, byte: u8) -> bool {
        if self.is_string {
            if byte == b'"' && !self.is_escaped {
                self.is_string = false;
            } else if self.word.len() < KEPT {
                self.word.push(byte);
            }
            self.is_escaped = byte == b'\\' && !self.is_escaped;
            return false;
        }
        if byte.is_ascii_whitespace() {
            return false;
        }
        let key = self.key.take();
        match byte {
            b'"' => {
                self.is_string = true;
                self.word.clear();
            }
            b':' => self.key = Some(std::mem::take(&mut self.word)),
            b'{' => {
                self.is_first_page |= self.depth == 1 && key.as_deref() == Some(FIRST_PAGE);
                self.depth += 1;
            }
            b'[' => {
                let is_page = self.depth == 1 || self.depth == 2 && self.is_first_page;
                let is_list = key.is_some_and(|key| LISTS.contains(&key.as_slice()));
                if is_page && is_list && self.lists == 0 {
                    return true;
                }
                self.depth += 1;
                self.lists += 1;
            }
            b'}' | b']' => {
                self.lists -= usize::from(byte == b']' && self.lists > 0);
                self.depth = self.depth.saturating_sub(1);
                self.is_first_page &= self.depth > 1;
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use crate::exchange::importer::ImportOptions;
    use crate::exchange::records::records_of_pages;
    use crate::exchange::source::Memory;

    fn read(text: &str) -> Vec<String> {
        let source = Memory::from_iter([("a.json", text.as_bytes().to_vec())]);
        let options = ImportOptions::by("ana".into());
        let found = records_of_pages(&source, "a.json", &options).unwrap();
        let told = |record: Result<crate::exchange::records::Record, _>| {
            record
                .and_then(|record| record.object())
                .map(|object| serde_json::Value::Object(object).to_string())
        };
        found.map(|record| told(record).unwrap_or_else(|error| error.to_string())).collect()
    }

    #[test]
    fn records_stand_in_a_list_or_one_after_the_other() {
        let pair = ["{\"a\":\"]},[\"}", "{\"b\":2}"];
        for file in [
            "{\"a\":\"]},[\"}\n{\"b\":2}\n",
            "{\n\"a\":\"]},[\"}\n{\"b\":\n2}",
            "{\"x\":[{\"items\":[7]}],\"items\":[{\"a\":\"]},[\"},{\"b\":2}],\"total\":{\"y\":\"}\"}}\n",
            "{\"@graph\" : [\n{\"a\":\"]},[\"},{\"b\":2}]}",
            "{\"type\":\"items\",\"first\":{\"items\":[{\"a\":\"]},[\"},{\"b\":2}]}}",
            "[{\"a\":\"]},[\"},{\"b\":2}]",
        ] {
            assert_eq!(read(file), pair, "{file}");
        }
    }

    #[test]
    fn a_choice_within_a_record_is_no_page() {
        let line = "{\"body\":{\"type\":\"Choice\",\"items\":[{\"value\":\"x\"}]},\"target\":\"t\"}";
        assert_eq!(read(&format!("{line}\n{line}\n")), [line, line]);
    }

    #[test]
    fn a_page_that_was_cut_off_is_told_wherever_that_was() {
        let page = "{\"first\":{\"items\":[{\"a\":1},{\"b\":2}],\"next\":\"x\"}}";
        assert_eq!(read(page).len(), 2);
        for len in page.find("{\"b").unwrap_or_default()..page.len() {
            assert!(read(&page[..len]).last().unwrap().contains("cut off"), "{len}");
        }
        assert!(read(&format!("{page} {page}")).last().unwrap().contains("after the end"));
    }
}
