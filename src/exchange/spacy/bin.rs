//! A `DocBin`: the documents of a file, column by column, in `MessagePack` and zlib.

use std::collections::BTreeSet;
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use rmp::encode as pack;

use super::doc::Doc;

/// What is written of each token, by spaCy's numbers: ORTH, `ENT_IOB`, `ENT_TYPE`, `ENT_KB_ID`. The same in every file,
/// since spaCy only joins files with the same.
const ATTRIBUTES: [u64; 4] = [65, 77, 78, 452];

/// The documents of a file.
#[derive(Debug, Default)]
pub(super) struct Bin {
    docs: Vec<Doc>,
}

impl Bin {
    /// Adds a document.
    pub(super) fn add(&mut self, doc: Doc) {
        self.docs.push(doc);
    }

    /// Writes the file.
    pub(super) fn write(&self, file: impl Write) -> io::Result<()> {
        let mut out = ZlibEncoder::new(file, Compression::default());
        pack::write_map_len(&mut out, 10)?;
        string(&mut out, "version")?;
        string(&mut out, "0.1")?;
        string(&mut out, "attrs")?;
        pack::write_array_len(&mut out, ATTRIBUTES.len() as u32)?;
        ATTRIBUTES.iter().try_for_each(|id| pack::write_uint(&mut out, *id).map(drop))?;
        string(&mut out, "tokens")?;
        self.bytes(&mut out, |doc| &doc.tokens)?;
        string(&mut out, "spaces")?;
        self.bytes(&mut out, |doc| &doc.spaces)?;
        string(&mut out, "lengths")?;
        let lengths: Vec<u8> =
            self.docs.iter().flat_map(|doc| (doc.spaces.len() as u32).to_le_bytes()).collect();
        binary(&mut out, &lengths)?;
        string(&mut out, "strings")?;
        let strings: BTreeSet<&String> = self.docs.iter().flat_map(|doc| doc.strings.keys()).collect();
        pack::write_array_len(&mut out, strings.len() as u32)?;
        strings.into_iter().try_for_each(|text| string(&mut out, text))?;
        string(&mut out, "cats")?;
        self.each(&mut out, |out, doc| doc.write_categories(out))?;
        string(&mut out, "span_groups")?;
        self.each(&mut out, |out, doc| binary(out, &doc.groups))?;
        string(&mut out, "user_data")?;
        self.each(&mut out, |out, doc| binary(out, &doc.user_data))?;
        string(&mut out, "flags")?;
        self.each(&mut out, |out, _| {
            pack::write_map_len(out, 1)?;
            string(out, "has_unknown_spaces")?;
            pack::write_bool(out, false)
        })?;
        out.finish()?.flush()
    }

    /// Writes what `part` has of each document as one stretch of bytes.
    fn bytes(&self, out: &mut impl Write, part: fn(&Doc) -> &[u8]) -> io::Result<()> {
        let len: usize = self.docs.iter().map(|doc| part(doc).len()).sum();
        let len = u32::try_from(len)
            .map_err(|_| io::Error::other("a file of spaCy holds at most 4 GiB of tokens; use --split"))?;
        pack::write_bin_len(out, len)?;
        self.docs.iter().try_for_each(|doc| out.write_all(part(doc)))
    }

    /// Writes an array with something for each document.
    fn each<W: Write>(&self, out: &mut W, write: impl Fn(&mut W, &Doc) -> io::Result<()>) -> io::Result<()> {
        pack::write_array_len(out, self.docs.len() as u32)?;
        self.docs.iter().try_for_each(|doc| write(out, doc))
    }
}

/// Writes text.
pub(super) fn string(out: &mut impl Write, text: &str) -> io::Result<()> {
    Ok(pack::write_str(out, text)?)
}

/// Writes bytes.
pub(super) fn binary(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    Ok(pack::write_bin(out, bytes)?)
}
