//! The columns of a file, each packed for itself while documents are still being encoded, and joined to one zlib stream.
//!
//! A file has the number of its tokens before the tokens, so it can only be written when all documents are known. So
//! that they need not be in memory until then, each column is a stretch of a deflate stream that refers to nothing
//! before it and ends at the edge of a byte: such stretches can follow each other (RFC 1951), and their checksums add up.

use std::io::{self, Write};

use flate2::{Compress, Compression, FlushCompress};
use zlib_rs::adler32::{adler32, adler32_combine};

/// How many bytes of room are made for what is packed next.
const ROOM: usize = 1 << 16;
/// What the checksum of no bytes is.
const NOTHING: u32 = 1;
/// The two bytes that a zlib stream begins with: deflate with a window of 32 kB, packed in the fastest way (RFC 1950).
const HEAD: [u8; 2] = [0x78, 0x01];
/// The most bytes that stand in one block as they are.
const PLAIN: usize = 0xffff;

/// One column.
pub(super) struct Column {
    packer: Compress,
    packed: Vec<u8>,
    /// How many bytes are packed, and their checksum.
    len: u64,
    sum: u32,
}

impl Default for Column {
    fn default() -> Self {
        // The level packs a gigabyte a second. Higher ones are two to ten times as slow as all else that an export does.
        let packer = Compress::new(Compression::fast(), false);
        Self { packer, packed: Vec::new(), len: 0, sum: NOTHING }
    }
}

impl Column {
    /// A column that consists of `bytes`.
    pub(super) fn of(bytes: &[u8]) -> io::Result<Self> {
        let mut column = Self::default();
        column.push(bytes)?;
        Ok(column)
    }

    /// Adds bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.len += bytes.len() as u64;
        self.sum = adler32(self.sum, bytes);
        self.pack(bytes, FlushCompress::None)
    }

    /// How many bytes have been added.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    fn pack(&mut self, mut bytes: &[u8], flush: FlushCompress) -> io::Result<()> {
        loop {
            self.packed.reserve(ROOM);
            let before = self.packer.total_in();
            self.packer.compress_vec(bytes, &mut self.packed, flush)?;
            bytes = &bytes[(self.packer.total_in() - before) as usize..];
            // Where there is room left, nothing waits to be given out.
            if bytes.is_empty() && self.packed.len() < self.packed.capacity() {
                return Ok(());
            }
        }
    }
}

/// A zlib stream that is joined from columns and from what stands between them.
pub(super) struct Stream<W> {
    file: W,
    sum: u32,
}

impl<W: Write> Stream<W> {
    /// Begins the stream.
    pub(super) fn new(mut file: W) -> io::Result<Self> {
        file.write_all(&HEAD)?;
        Ok(Self { file, sum: NOTHING })
    }

    /// Writes a few bytes as they are.
    pub(super) fn plain(&mut self, bytes: &[u8]) -> io::Result<()> {
        for block in bytes.chunks(PLAIN) {
            self.block(false, block)?;
        }
        self.sum = adler32(self.sum, bytes);
        Ok(())
    }

    /// Writes a column.
    pub(super) fn column(&mut self, mut column: Column) -> io::Result<()> {
        column.pack(&[], FlushCompress::Full)?;
        self.sum = adler32_combine(self.sum, column.sum, column.len);
        self.file.write_all(&column.packed)
    }

    /// Ends the stream.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.block(true, &[])?;
        self.file.write_all(&self.sum.to_be_bytes())?;
        self.file.flush()
    }

    fn block(&mut self, is_last: bool, bytes: &[u8]) -> io::Result<()> {
        let len = bytes.len() as u16;
        self.file.write_all(&[u8::from(is_last)])?;
        self.file.write_all(&len.to_le_bytes())?;
        self.file.write_all(&(!len).to_le_bytes())?;
        self.file.write_all(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::ZlibDecoder;

    use super::*;

    #[test]
    fn columns_that_were_filled_by_turns_are_one_stream() {
        let (mut first, mut second) = (Column::default(), Column::default());
        let mut expected = [b"head".to_vec(), Vec::new(), vec![7; 70_000], Vec::new()];
        for number in 0..50_000_u32 {
            let [word, count] = [number.wrapping_mul(2_654_435_761) >> 9, number].map(u32::to_le_bytes);
            first.push(&word).unwrap();
            second.push(&count).unwrap();
            expected[1].extend(word);
            expected[3].extend(count);
        }
        assert_eq!(first.len(), 200_000);
        let mut file = Vec::new();
        let mut stream = Stream::new(&mut file).unwrap();
        stream.plain(b"head").unwrap();
        stream.column(first).unwrap();
        stream.plain(&expected[2]).unwrap();
        stream.column(Column::default()).unwrap();
        stream.column(second).unwrap();
        stream.finish().unwrap();
        let mut read = Vec::new();
        ZlibDecoder::new(&file[..]).read_to_end(&mut read).unwrap();
        assert!(read == expected.concat());
    }
}
