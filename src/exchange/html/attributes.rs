//! How many attributes the tags of a page have, before a parser compares each with all before it.

/// How many attributes a tag may have.
const MOST: usize = 2_000;

/// Whether a tag of `text` has more attributes than any page needs.
pub(super) fn are_too_many(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found;
        at = start + 1;
        if !bytes.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/') {
            continue;
        }
        // Whatever stands in a script looks like a tag at times; then the next sign `<` is looked at all the same.
        if tag(&bytes[at..]) > MOST {
            return true;
        }
    }
    false
}

/// How many attributes the tag that begins here has, counted no further than is forbidden.
fn tag(bytes: &[u8]) -> usize {
    let mut attributes = 0;
    let mut quote = None;
    let mut before = b' ';
    for &byte in bytes {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if byte == b'>' => return attributes,
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None if is_gap(before) && !is_gap(byte) && byte != b'=' => attributes += 1,
            None => {}
        }
        if attributes > MOST {
            return attributes;
        }
        if byte != b' ' || before != b'=' {
            before = byte;
        }
    }
    // Cut off: what has no end is no tag.
    0
}

fn is_gap(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'')
}
