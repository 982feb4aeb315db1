//! A `DocBin`: the documents of a file, column by column, in `MessagePack` and zlib.

use std::io::{self, Write};

use rmp::encode as pack;

use super::column::{Column, Stream};
use super::doc::Doc;
use super::strings::AllStrings;

/// What is written of each token, by spaCy's numbers: ORTH, `ENT_IOB`, `ENT_TYPE`, `ENT_KB_ID`. The same in every file,
/// since spaCy only joins files with the same.
const ATTRIBUTES: [u64; 4] = [65, 77, 78, 452];

/// The documents of a file, packed.
#[derive(Default)]
pub(super) struct Bin {
    /// How many documents there are.
    count: u32,
    tokens: Column,
    spaces: Column,
    /// How many tokens each document has.
    lengths: Vec<u8>,
    strings: AllStrings,
    categories: Column,
    groups: Column,
    user_data: Column,
}

impl Bin {
    /// Adds a document.
    pub(super) fn add(&mut self, doc: &Doc) -> io::Result<()> {
        self.count += 1;
        self.tokens.push(&doc.tokens)?;
        self.spaces.push(&doc.spaces)?;
        self.lengths.extend((doc.spaces.len() as u32).to_le_bytes());
        self.strings.add(&doc.strings);
        self.categories.push(&doc.categories)?;
        self.groups.push(&doc.groups)?;
        self.user_data.push(&doc.user_data)
    }

    /// Writes the file.
    pub(super) fn write(self, file: impl Write) -> io::Result<()> {
        let mut out = Stream::new(file)?;
        let mut head = Vec::new();
        pack::write_map_len(&mut head, 10)?;
        string(&mut head, "version")?;
        string(&mut head, "0.1")?;
        string(&mut head, "attrs")?;
        pack::write_array_len(&mut head, ATTRIBUTES.len() as u32)?;
        ATTRIBUTES.iter().try_for_each(|id| pack::write_uint(&mut head, *id).map(drop))?;
        out.plain(&head)?;
        bytes(&mut out, "tokens", self.tokens)?;
        bytes(&mut out, "spaces", self.spaces)?;
        bytes(&mut out, "lengths", Column::of(&self.lengths)?)?;
        let strings = self.strings.in_order();
        let mut packed = Vec::new();
        strings.iter().try_for_each(|text| string(&mut packed, text))?;
        list(&mut out, "strings", strings.len() as u32, Column::of(&packed)?)?;
        list(&mut out, "cats", self.count, self.categories)?;
        list(&mut out, "span_groups", self.count, self.groups)?;
        list(&mut out, "user_data", self.count, self.user_data)?;
        list(&mut out, "flags", self.count, Column::of(&flags()?.repeat(self.count as usize))?)?;
        out.finish()
    }
}

/// What spaCy knows of how a document came to be: that it has its spaces.
fn flags() -> io::Result<Vec<u8>> {
    let mut flags = Vec::new();
    pack::write_map_len(&mut flags, 1)?;
    string(&mut flags, "has_unknown_spaces")?;
    pack::write_bool(&mut flags, false)?;
    Ok(flags)
}

/// Writes a column as one stretch of bytes.
fn bytes(out: &mut Stream<impl Write>, key: &str, column: Column) -> io::Result<()> {
    let len = u32::try_from(column.len())
        .map_err(|_| io::Error::other("a file of spaCy holds at most 4 GiB of tokens; use --split"))?;
    let mut head = Vec::new();
    string(&mut head, key)?;
    pack::write_bin_len(&mut head, len)?;
    out.plain(&head)?;
    out.column(column)
}

/// Writes a column as a list of `count` values.
fn list(out: &mut Stream<impl Write>, key: &str, count: u32, column: Column) -> io::Result<()> {
    let mut head = Vec::new();
    string(&mut head, key)?;
    pack::write_array_len(&mut head, count)?;
    out.plain(&head)?;
    out.column(column)
}

/// Writes text.
pub(super) fn string(out: &mut impl Write, text: &str) -> io::Result<()> {
    Ok(pack::write_str(out, text)?)
}

/// Writes bytes.
pub(super) fn binary(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    Ok(pack::write_bin(out, bytes)?)
}
