//! What a page says of its own encoding.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes of a page are looked at, as browsers do.
const LOOKED_AT: usize = 1024;

/// The encoding that a `<meta>` among the first bytes of a page names, where no byte order mark says it better.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).to_ascii_lowercase();
    let mut rest = head.as_str();
    while let Some(at) = rest.find("<meta") {
        rest = &rest[at + "<meta".len()..];
        let tag = &rest[..rest.find('>').unwrap_or(rest.len())];
        let Some((_, value)) = tag.split_once("charset") else { continue };
        let Some(value) = value.trim_start().strip_prefix('=') else { continue };
        let value = value.trim_start_matches(|sign: char| sign.is_whitespace() || matches!(sign, '"' | '\''));
        let end = value.find(|sign: char| sign.is_whitespace() || matches!(sign, '"' | '\'' | ';' | '/'));
        if let Some(encoding) = Encoding::for_label(&value.as_bytes()[..end.unwrap_or(value.len())]) {
            // These words could be read at all, so the page is not in an encoding of two bytes.
            let plain = if [UTF_16BE, UTF_16LE].contains(&encoding) { UTF_8 } else { encoding };
            return Some(plain.name().to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn a_page_names_its_encoding_in_two_ways() {
        for (page, encoding) in [
            ("<meta charset=utf-8>", Some("UTF-8")),
            ("<META Charset = 'ISO-8859-1' />", Some("windows-1252")),
            (
                "<meta http-equiv=content-type content=\"text/html; charset=windows-1256\">",
                Some("windows-1256"),
            ),
            ("<meta charset=\"utf-16\">", Some("UTF-8")),
            ("<meta charset=klingon><meta charset=big5>", Some("Big5")),
            ("<meta name=charset><title>x</title>", None),
            ("\u{feff}<meta charset=big5>", None),
            ("<meta charset", None),
        ] {
            assert_eq!(declared(page.as_bytes()).as_deref(), encoding, "{page}");
        }
    }
}
