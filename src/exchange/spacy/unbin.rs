//! The documents of a `DocBin`: the other direction of `bin` and `doc`.

use std::io::{self, Read as _};
use std::ops::Range;

use flate2::read::ZlibDecoder;

use super::packed::{Packed, unpack};
use super::strings::{ByHash, number};

/// spaCy's numbers of what is read of each token.
const ORTH: u64 = 65;
const ENT_IOB: u64 = 77;
const ENT_TYPE: u64 = 78;
const ENT_KB_ID: u64 = 452;

/// How much larger than the file its content may be, so that a small file cannot fill the memory. Files of spaCy are 5
/// to 60 times smaller than what they hold.
const GROWTH: u64 = 256;
/// What any file may grow to, in bytes.
const FREE: u64 = 1 << 20;
/// How many bytes of text there may be for each byte of content: a token takes more than eight.
const TEXT: usize = 8;

/// A document.
#[derive(Debug, Default)]
pub(super) struct Unpacked<'b> {
    pub(super) text: String,
    /// Where each token stands, in code points.
    pub(super) tokens: Vec<Range<usize>>,
    /// Whether the file does not know where spaces are.
    pub(super) is_rebuilt: bool,
    /// Entities, which do not overlap: their tokens, label and link.
    pub(super) entities: Vec<Part>,
    /// Whether of every token it is known if it is in an entity.
    pub(super) is_complete: bool,
    /// Groups of spans, by name.
    pub(super) groups: Vec<(String, Vec<Part>)>,
    /// Labels of the whole text, with their weight.
    pub(super) categories: Vec<(&'b str, f64)>,
    /// What else is known.
    pub(super) user_data: &'b [u8],
}

/// A stretch of tokens, with its label and what it is linked to; both may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Part {
    pub(super) tokens: Range<usize>,
    pub(super) label: String,
    pub(super) link: String,
}

/// The bytes that a file holds.
pub(super) fn inflate(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let most = (bytes.len() as u64).saturating_mul(GROWTH).saturating_add(FREE);
    let mut content = Vec::new();
    let read = ZlibDecoder::new(bytes).take(most + 1).read_to_end(&mut content);
    match read {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Err("the file ends in the middle of its content: it was cut off".to_owned())
        }
        Err(error) => Err(format!("the file is no DocBin of spaCy, which is a zlib stream: {error}")),
        Ok(len) if len as u64 > most => Err(format!(
            "the file holds more than {GROWTH} times its size, which no DocBin of spaCy does; write its documents in several files"
        )),
        Ok(_) => Ok(content),
    }
}

/// The columns of a file.
pub(super) struct Bin<'p, 'b> {
    whole: &'p Packed<'b>,
    strings: ByHash<&'b str>,
    tokens: &'b [u8],
    /// How many numbers there are of each token, and which of them are read.
    width: usize,
    columns: [Option<usize>; 4],
    spaces: &'b [u8],
    /// How many tokens each document has, and how many those before it.
    lengths: Vec<(usize, usize)>,
    /// How many bytes a text may have.
    most: usize,
}

impl<'p, 'b> Bin<'p, 'b> {
    /// Those of a file with this content, unpacked, of `len` bytes.
    pub(super) fn new(whole: &'p Packed<'b>, len: usize) -> Result<Self, String> {
        let part = |key: &str| {
            whole.get(key).ok_or_else(|| format!("the file is no DocBin of spaCy: it has no {key:?}"))
        };
        let version = part("version")?.json().unwrap_or_default();
        if version != "0.1" && version != 0.1 {
            return Err(format!(
                "the file has version {version} of a DocBin; what can be read is \"0.1\", which spaCy 3 writes"
            ));
        }
        let bytes = |key: &str| part(key)?.bytes().ok_or_else(|| format!("{key:?} are no bytes"));
        let attributes: Vec<u64> = part("attrs")?.items().iter().filter_map(Packed::number).collect();
        if attributes.first() != Some(&ORTH) {
            return Err("the file does not keep the words of its tokens (ORTH)".to_owned());
        }
        let (tokens, spaces) = (bytes("tokens")?, bytes("spaces")?);
        let mut before = 0_usize;
        let mut lengths = Vec::new();
        for length in bytes("lengths")?.as_chunks::<4>().0 {
            let length = usize::try_from(i32::from_le_bytes(*length))
                .map_err(|_| "a document has less than no tokens".to_owned())?;
            lengths.push((before, length));
            before = before.saturating_add(length);
        }
        if spaces.len() != before || before.checked_mul(8 * attributes.len()) != Some(tokens.len()) {
            return Err(format!(
                "the documents have {before} tokens, but there are {} bytes of tokens with {} numbers each, and {} spaces",
                tokens.len(),
                attributes.len(),
                spaces.len()
            ));
        }
        let strings = part("strings")?.items().iter().filter_map(Packed::text);
        let strings = strings.map(|text| (number(text), text)).collect();
        let column = |wanted: u64| attributes.iter().position(|known| *known == wanted);
        let columns = [ORTH, ENT_IOB, ENT_TYPE, ENT_KB_ID].map(column);
        let (width, most) = (attributes.len(), len.saturating_mul(TEXT));
        Ok(Self { whole, strings, tokens, width, columns, spaces, lengths, most })
    }

    /// How many documents there are.
    pub(super) fn len(&self) -> usize {
        self.lengths.len()
    }

    /// What a column has of a document.
    fn of(&self, column: &str, document: usize) -> Option<&'p Packed<'b>> {
        self.whole.get(column)?.items().get(document)
    }

    fn string(&self, number: u64) -> Result<&'b str, String> {
        if number == 0 {
            return Ok("");
        }
        let missing = || format!("the number {number} stands for no string of the file");
        self.strings.get(&number).copied().ok_or_else(missing)
    }

    /// The numbers that are read of a token, which is counted over all documents; 0 where the file does not keep one.
    fn token(&self, token: usize) -> [u64; 4] {
        let row = self.tokens.chunks_exact(8 * self.width).nth(token).unwrap_or_default().as_chunks::<8>().0;
        let number = |column: usize| row.get(column).map_or(0, |bytes| u64::from_le_bytes(*bytes));
        self.columns.map(|column| column.map_or(0, number))
    }

    /// The document of this number, from 0.
    pub(super) fn document(&self, number: usize) -> Result<Unpacked<'b>, String> {
        let (first, count) = self.lengths.get(number).copied().unwrap_or_default();
        let flag = self.of("flags", number).and_then(|flags| flags.get("has_unknown_spaces"));
        let mut document = Unpacked { is_rebuilt: flag == Some(&Packed::Bool(true)), ..Unpacked::default() };
        let mut len = 0;
        for token in first..first + count {
            let [word, ..] = self.token(token);
            let word = self.string(word)?;
            let start = len;
            len += word.chars().count();
            document.tokens.push(start..len);
            document.text.push_str(word);
            let is_last = token + 1 == first + count;
            let space = if document.is_rebuilt {
                !is_last
            } else {
                self.spaces.get(token).is_some_and(|byte| *byte != 0)
            };
            if space {
                document.text.push(' ');
                len += 1;
            }
            if document.text.len() > self.most {
                return Err("its text is much longer than its tokens can be: the file is damaged".to_owned());
            }
        }
        self.entities(first, count, &mut document)?;
        for (name, spans) in
            groups(self.of("span_groups", number).and_then(Packed::bytes).unwrap_or_default())?
        {
            let parts: Result<Vec<Part>, String> =
                spans.iter().map(|span| self.span(&document, span)).collect();
            let parts = parts.map_err(|message| format!("span group {name:?}: {message}"))?;
            document.groups.push((name, parts));
        }
        let categories = self.of("cats", number).map_or(&[][..], Packed::pairs).iter();
        document.categories = categories.filter_map(category).collect();
        document.user_data = self.of("user_data", number).and_then(Packed::bytes).unwrap_or_default();
        Ok(document)
    }

    /// Reads the entities: 0 where nobody has looked, 1 in one, 2 in none, 3 where one begins.
    fn entities(&self, first: usize, count: usize, document: &mut Unpacked<'b>) -> Result<(), String> {
        document.is_complete = count > 0;
        let mut before = 2;
        for token in 0..count {
            let [_, inside, kind, link] = self.token(first + token);
            document.is_complete &= inside != 0;
            // A place where no entity may be has no type.
            if matches!(inside, 1 | 3) && kind != 0 {
                let label = self.string(kind)?;
                match document.entities.last_mut() {
                    Some(last) if inside == 1 && matches!(before, 1 | 3) && last.label == label => {
                        last.tokens.end = token + 1;
                    }
                    _ => document.entities.push(Part {
                        tokens: token..token + 1,
                        label: label.to_owned(),
                        link: self.string(link)?.to_owned(),
                    }),
                }
            }
            before = if kind == 0 { 2 } else { inside };
        }
        Ok(())
    }

    /// A span of 40 bytes: its id, link and label, its first token and the one after its last, and the same in code points.
    fn span(&self, document: &Unpacked<'_>, bytes: &[u8; 40]) -> Result<Part, String> {
        let (numbers, places) = bytes.split_at(24);
        let number = |place: usize| {
            numbers.as_chunks::<8>().0.get(place).map_or(0, |bytes| u64::from_be_bytes(*bytes))
        };
        let place = |place: usize| {
            let place = places.as_chunks::<4>().0.get(place).map_or(-1, |bytes| i32::from_be_bytes(*bytes));
            usize::try_from(place).unwrap_or(usize::MAX)
        };
        let tokens = place(0)..place(1);
        let edges = (
            document.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|last| document.tokens.get(last)),
        );
        let (Some(first), Some(last), true) = (edges.0, edges.1, tokens.start < tokens.end) else {
            return Err(format!(
                "a span from token {} to {} is not in a document of {} tokens",
                tokens.start,
                tokens.end,
                document.tokens.len()
            ));
        };
        let (start, end) = (place(2), place(3));
        if !document.is_rebuilt && (start, end) != (first.start, last.end) {
            return Err(format!(
                "a span says that it is at {start}..{end} (code points), but its tokens are at {}..{}",
                first.start, last.end
            ));
        }
        Ok(Part {
            tokens,
            label: self.string(number(2))?.to_owned(),
            link: self.string(number(1))?.to_owned(),
        })
    }
}

fn category<'b>((label, weight): &(Packed<'b>, Packed<'b>)) -> Option<(&'b str, f64)> {
    let weight = match weight {
        Packed::Float(weight) => *weight,
        Packed::Bool(is_there) => f64::from(u8::from(*is_there)),
        other => other.number()? as f64,
    };
    Some((label.text()?, weight))
}

/// A group: its name, and its spans as the file has them.
type Group = (String, Vec<[u8; 40]>);

/// The groups of a document, by name: pairs of a group and its names, or, before version 3.3, groups alone.
fn groups(bytes: &[u8]) -> Result<Vec<Group>, String> {
    if bytes.is_empty() {
        return Ok(Vec::new());
    }
    let packed = unpack(bytes).map_err(|message| format!("span groups: {message}"))?;
    let mut found = Vec::new();
    let pairs = packed.pairs().iter().map(|(group, names)| (group, names.items()));
    for (group, names) in pairs.chain(packed.items().iter().map(|group| (group, &[][..]))) {
        let group =
            unpack(group.bytes().unwrap_or_default()).map_err(|message| format!("span groups: {message}"))?;
        let spans = group.get("spans").map_or(&[][..], Packed::items).iter();
        let spans: Option<Vec<[u8; 40]>> =
            spans.map(|span| span.bytes().and_then(|bytes| bytes.try_into().ok())).collect();
        let spans = spans.ok_or_else(|| "a span of a group does not have 40 bytes".to_owned())?;
        let own = group.get("name").into_iter().filter(|_| names.is_empty());
        for name in names.iter().chain(own).filter_map(Packed::text) {
            found.push((name.to_owned(), spans.clone()));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::bin::{binary, string};
    use super::*;

    #[test]
    fn many_tokens_of_one_long_word_do_not_fill_the_memory() {
        let (word, count) = ("x".repeat(100_000), 10_000_u16);
        let mut content = vec![0x86];
        for (key, bytes) in [
            ("tokens", number(&word).to_le_bytes().repeat(count.into())),
            ("spaces", vec![0; count.into()]),
            ("lengths", i32::from(count).to_le_bytes().to_vec()),
        ] {
            string(&mut content, key).unwrap();
            binary(&mut content, &bytes).unwrap();
        }
        string(&mut content, "version").unwrap();
        string(&mut content, "0.1").unwrap();
        string(&mut content, "attrs").unwrap();
        content.extend([0x91, 65]);
        string(&mut content, "strings").unwrap();
        content.push(0x91);
        string(&mut content, &word).unwrap();
        let whole = unpack(&content).unwrap();
        let found = Bin::new(&whole, content.len()).unwrap().document(0);
        assert!(found.as_ref().unwrap_err().contains("much longer"), "{found:?}");
    }
}
