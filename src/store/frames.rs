//! A file of checked entries that grows at its end: what journal and history are made of.
//!
//! Each entry is framed by a marker, its length, a check of the length and a hash of the content, so that an entry that
//! was cut off while it was written (which nobody was told of) can be told from one that was damaged later.

use serde::Serialize;

/// Starts every frame; not valid UTF-8, so that no text looks like one.
const MARKER: [u8; 4] = [0xf5, b'G', b'F', b'\n'];
/// Marker, length (4 bytes), check of the length (4 bytes), hash of the content (16 bytes).
const HEADER: usize = 28;

/// What a file of frames holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Frames {
    /// The contents that are whole, in order.
    pub(super) whole: Vec<Vec<u8>>,
    /// How many stretches could not be read.
    pub(super) damaged: usize,
    /// The length in bytes up to the end of the last whole frame.
    pub(super) len: u64,
}

/// `content` as a frame.
pub(super) fn frame(content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + content.len());
    bytes.extend_from_slice(&MARKER);
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX).to_le_bytes();
    bytes.extend_from_slice(&length);
    bytes.extend_from_slice(&hash(&length)[..4]);
    bytes.extend_from_slice(&hash(content)[..16]);
    bytes.extend_from_slice(content);
    bytes
}

/// A row of a format, written as a frame that begins with the number of the format.
pub(super) fn frame_of(format: u32, row: &impl Serialize) -> Vec<u8> {
    match postcard::to_stdvec(&(format, row)) {
        Ok(content) => frame(&content),
        Err(err) => unreachable!("a row cannot be written: {err}"),
    }
}

/// Reads every frame that is whole. A frame that was cut off at the end of the file is no damage.
pub(super) fn read(bytes: &[u8]) -> Frames {
    let mut frames = Frames::default();
    let mut at = 0;
    while at < bytes.len() {
        match read_one(&bytes[at..]) {
            Read::Whole(content) => {
                at += HEADER + content.len();
                frames.whole.push(content.to_vec());
                frames.len = at as u64;
            }
            Read::CutOff => break,
            Read::Damaged => {
                frames.damaged += 1;
                let next = bytes[at + 1..].windows(MARKER.len()).position(|window| window == MARKER);
                let Some(next) = next else { break };
                at += 1 + next;
            }
        }
    }
    frames
}

enum Read<'a> {
    Whole(&'a [u8]),
    CutOff,
    Damaged,
}

fn read_one(bytes: &[u8]) -> Read<'_> {
    let start = bytes.len().min(MARKER.len());
    if bytes[..start] != MARKER[..start] {
        return Read::Damaged;
    }
    let Some((header, rest)) = bytes.split_at_checked(HEADER) else { return Read::CutOff };
    let (length, check) = (&header[4..8], &header[8..12]);
    if hash(length)[..4] != *check {
        return Read::Damaged;
    }
    let length = length.iter().rev().fold(0_usize, |sum, &byte| sum << 8 | usize::from(byte));
    match rest.get(..length) {
        None => Read::CutOff,
        Some(content) if hash(content)[..16] == header[12..] => Read::Whole(content),
        Some(_) => Read::Damaged,
    }
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    *blake3::hash(bytes).as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> (Vec<u8>, Vec<Vec<u8>>) {
        let contents: Vec<Vec<u8>> = vec![b"one".to_vec(), Vec::new(), "drei \u{1f600}".into()];
        (contents.iter().flat_map(|content| frame(content)).collect(), contents)
    }

    #[test]
    fn every_prefix_gives_the_frames_that_are_whole_and_no_damage() {
        let (bytes, contents) = file();
        for length in 0..=bytes.len() {
            let frames = read(&bytes[..length]);
            assert_eq!(frames.damaged, 0, "at {length}");
            assert_eq!(frames.whole, contents[..frames.whole.len()]);
        }
        assert_eq!(read(&bytes).whole, contents);
    }

    #[test]
    fn a_flipped_bit_loses_one_frame_and_is_noticed() {
        let (bytes, contents) = file();
        for place in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[place] ^= 0x10;
            let frames = read(&flipped);
            assert!(frames.damaged >= 1, "at {place}");
            assert_eq!(frames.whole.len(), contents.len() - 1, "at {place}");
            assert!(frames.whole.iter().all(|content| contents.contains(content)));
        }
    }
}
