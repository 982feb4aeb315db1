//! What a document may be at most, checked before a library goes through it.
//!
//! The library unpacks a stream whole before anything of it is looked at, so a small file could fill the memory.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use memchr::memmem;

/// The largest document that is read, pictures included, in bytes.
const LARGEST: u64 = 128 << 20;
/// The largest stream that is unpacked, in bytes: the text of a page has some 10 kB, a typeface of China 20 MB.
const LARGEST_STREAM: u64 = 64 << 20;
/// The largest picture, in bytes.
const LARGEST_PICTURE: u64 = 512 << 20;
/// All streams together, in bytes.
const LARGEST_SUM: u64 = 1 << 30;
/// How often a stream may be packed in itself.
const DEEPEST: usize = 3;
/// How far from its end the mark of the end of a file may be, in bytes: mail and web servers add lines.
const END: usize = 4096;

/// The bytes of a document, or why it is not read.
pub(super) fn read(stream: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = stream.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("the file cannot be read: {error}"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("the document is larger than {} MB", LARGEST >> 20));
    }
    if bytes.is_empty() {
        return Err("the file is empty".to_owned());
    }
    if memmem::find(&bytes[..bytes.len().min(END)], super::SIGNATURE).is_none() {
        return Err("the file is no PDF document".to_owned());
    }
    if memmem::find(&bytes[bytes.len().saturating_sub(END)..], b"%%EOF").is_none() {
        return Err(
            "the document is cut off: its end is missing. Get it again from where it came from".to_owned()
        );
    }
    if is_encrypted(&bytes) {
        return Err(
            "the document is encrypted: save it again without a password and without restrictions".to_owned()
        );
    }
    check_streams(&bytes)?;
    Ok(bytes)
}

/// Whether the document says how it is encrypted. Without a password there is nothing to unpack in bounds.
fn is_encrypted(bytes: &[u8]) -> bool {
    const KEY: &[u8] = b"/Encrypt";
    memmem::find_iter(bytes, KEY).any(|at| !bytes.get(at + KEY.len()).is_some_and(u8::is_ascii_alphabetic))
}

/// Fails if something in the document unpacks to more than is read.
fn check_streams(bytes: &[u8]) -> Result<(), String> {
    let mut sum = 0;
    let mut last = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        let data = bytes[at + "stream".len()..].trim_ascii_start();
        let before = &bytes[last..at];
        last = at;
        let head = memmem::rfind(before, b"obj").map_or(before, |start| &before[start..]);
        let is_picture = memmem::find(head, b"/Image").is_some();
        let most = if is_picture { LARGEST_PICTURE } else { LARGEST_STREAM };
        let unpacked = match data {
            [first, second, ..] if is_packed([*first, *second]) => unpacked(&mut &*data, most, DEEPEST),
            // What the library does with a stream that says that it is packed, and does not begin so.
            _ if memmem::find(head, b"/Fl").is_some() => drain(DeflateDecoder::new(data).take(most + 1)),
            _ => 0,
        };
        sum += unpacked;
        if unpacked > most || sum > LARGEST_SUM {
            return Err(format!(
                "a part of the document unpacks to more than {} MB: it is damaged",
                most >> 20
            ));
        }
    }
    Ok(())
}

/// How many bytes `data` unpacks to, or a bit more than `most`; none if it is not packed.
fn unpacked(data: &mut dyn Read, most: u64, depth: usize) -> u64 {
    let mut head = [0; 2];
    if depth == 0 || data.read_exact(&mut head).is_err() || !is_packed(head) {
        return 0;
    }
    let mut unpacking = ZlibDecoder::new(head.as_slice().chain(data)).take(most + 1);
    let mut inner = Counted { from: &mut unpacking, count: 0 };
    let within = unpacked(&mut inner, most, depth - 1);
    drain(&mut inner);
    within.max(inner.count)
}

/// Reads to the end, and counts the bytes. What is damaged fails later; how far it unpacks is what counts.
fn drain(mut from: impl Read) -> u64 {
    let mut chunk = [0; 8192];
    let mut count = 0;
    while let Ok(read @ 1..) = from.read(&mut chunk) {
        count += read as u64;
    }
    count
}

/// Whether these are the first two bytes of a zlib stream.
fn is_packed(head: [u8; 2]) -> bool {
    head[0] & 0x0f == 8 && u16::from_be_bytes(head).is_multiple_of(31)
}

/// Counts what is read.
struct Counted<R> {
    from: R,
    count: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.count += read as u64;
        Ok(read)
    }
}
