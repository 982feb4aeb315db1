//! How many attributes the tags of a page have, before a parser compares each with all before it in its tag.

/// How many attributes a tag may have.
const MOST: usize = 2_000;
/// The same in a script, where a comparison looks like a tag that goes on until something is larger.
const MOST_IN_SCRIPT: usize = 20_000;

/// How a tag ends.
#[derive(Debug, PartialEq, Eq)]
enum Tag {
    /// After so many bytes.
    Ends(usize),
    /// Not before the text does.
    Open,
    /// It has more attributes than it may.
    TooMany,
}

/// Whether a tag of `text` has more attributes than any page needs. Reads each byte a few times at most.
pub(super) fn are_too_many(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut at, mut script_end) = (0, 0);
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found;
        at = start + 1;
        if !bytes.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/') {
            continue;
        }
        let in_script = start < script_end;
        let (end, most) = if in_script { (script_end, MOST_IN_SCRIPT) } else { (bytes.len(), MOST) };
        match tag(&bytes[at..end], most) {
            Tag::TooMany => return true,
            Tag::Ends(length) if !in_script && is_script(&bytes[at..]) => {
                at += length;
                script_end = end_of_script(bytes, at);
            }
            Tag::Ends(length) => at += length,
            Tag::Open => at = end,
        }
    }
    false
}

/// The tag whose name begins here.
fn tag(bytes: &[u8], most: usize) -> Tag {
    let mut attributes = 0;
    let mut quote = None;
    // What stands before a byte, but for white space after `=`.
    let mut before = b'<';
    for (place, &byte) in bytes.iter().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => continue,
            None if byte == b'>' => return Tag::Ends(place + 1),
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None if before != b'=' && is_gap(before) && !is_gap(byte) && byte != b'=' => attributes += 1,
            None => {}
        }
        if attributes > most {
            return Tag::TooMany;
        }
        if before != b'=' || !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    Tag::Open
}

fn is_gap(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'')
}

/// Whether the tag whose name begins here is that of a script or of styles.
fn is_script(bytes: &[u8]) -> bool {
    ["script", "style"]
        .iter()
        .any(|name| bytes.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())))
}

/// Where the script that begins at byte `from` ends: at the next tag that ends one.
fn end_of_script(bytes: &[u8], from: usize) -> usize {
    let ends = memchr::memchr_iter(b'<', &bytes[from..]).map(|found| from + found);
    let mut ends = ends.filter(|end| bytes.get(end + 1) == Some(&b'/') && is_script(&bytes[end + 2..]));
    ends.next().unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_as_a_parser_does() {
        for (bytes, attributes) in [
            ("a>", 0),
            ("a href=x>", 1),
            ("a  href = \"x y z > w\" b='/'/>", 2),
            ("a a\nb\tc/d>", 4),
            ("a a=\"1\"b=\"2\">", 2),
        ] {
            assert_eq!(tag(bytes.as_bytes(), attributes), Tag::Ends(bytes.len()), "{bytes}");
            if let Some(fewer) = attributes.checked_sub(1) {
                assert_eq!(tag(bytes.as_bytes(), fewer), Tag::TooMany, "{bytes}");
            }
        }
        assert_eq!(tag(b"a b c", 9), Tag::Open);
    }

    #[test]
    fn a_comparison_in_a_script_is_no_tag() {
        let words = "a = b; ".repeat(MOST);
        assert!(!are_too_many(&format!("<script>if (i<n) {{ {words} }}</script><p>x</p>")));
        let bomb = " a".repeat(MOST + 1);
        assert!(are_too_many(&format!("<script>if (i<n) {{ x }}</SCRIPT ><p{bomb}>")));
        assert!(are_too_many(&format!("<p a=\"<script>\"><p{bomb}>")));
        assert!(!are_too_many(&"<a".repeat(1_000_000)));
    }
}
