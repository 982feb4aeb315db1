//! A text in words, runs of digits and single signs, as the rules read it.

use std::borrow::Cow;
use std::ops::Range;

/// A word, a run of digits, or a sign.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    /// Where it stands, in bytes.
    pub(super) span: Range<usize>,
    /// It as it is written.
    pub(super) text: &'t str,
    /// It in lower case.
    pub(super) lower: Cow<'t, str>,
    pub(super) kind: Kind,
    /// Whether nothing stands between the token before and this one.
    pub(super) is_glued: bool,
    /// Whether it is the first one of a line.
    pub(super) begins_line: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with the marks on them.
    Word,
    /// Digits of any script, with the signs that group them.
    Digits,
    /// One other character.
    Sign,
}

impl Token<'_> {
    /// Whether it is this sign or word in lower case.
    pub(super) fn is(&self, lower: &str) -> bool {
        self.lower == lower
    }

    /// Whether it begins with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether it is a word in lower case.
    pub(super) fn is_lower_word(&self) -> bool {
        self.kind == Kind::Word && self.text.starts_with(char::is_lowercase)
    }

    /// Whether it is a quotation mark.
    pub(super) fn is_quote(&self) -> bool {
        matches!(self.text, "\"" | "“" | "”" | "„" | "«" | "»" | "'" | "‘" | "’")
    }
}

/// The tokens of `span` of `text`.
pub(super) fn tokens(text: &str, span: Range<usize>) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut at = span.start;
    let mut begins_line = true;
    while let Some(first) = text[at..span.end].chars().next() {
        if first.is_whitespace() {
            begins_line |= matches!(first, '\n' | '\r' | '\u{2028}' | '\u{2029}');
            at += first.len_utf8();
            continue;
        }
        let rest = &text[at..span.end];
        let (len, kind) = if digit(first).is_some() {
            (digits_len(rest), Kind::Digits)
        } else if first.is_alphabetic() {
            (word_len(rest), Kind::Word)
        } else {
            (first.len_utf8(), Kind::Sign)
        };
        let written = &rest[..len];
        let has_capital = written.contains(|sign: char| sign.is_uppercase());
        let lower = if has_capital { Cow::Owned(written.to_lowercase()) } else { Cow::Borrowed(written) };
        let is_glued = tokens.last().is_some_and(|before| before.span.end == at);
        tokens.push(Token { span: at..at + len, text: written, lower, kind, is_glued, begins_line });
        begins_line = false;
        at += len;
    }
    tokens
}

/// How many bytes of `rest`, which begins with a letter, are one word.
fn word_len(rest: &str) -> usize {
    let is_part = |sign: char| sign.is_alphabetic() || matches!(sign, '²' | '³') || is_mark(sign);
    let mut end = 0;
    let mut signs = rest.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let joins = matches!(sign, '\'' | '’') && signs.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !is_part(sign) && !joins {
            break;
        }
        end = at + sign.len_utf8();
    }
    end
}

/// Whether `sign` stands on the letter before it.
fn is_mark(sign: char) -> bool {
    unicode_normalization::char::is_combining_mark(sign) || matches!(sign, '\u{200c}' | '\u{200d}')
}

/// How many bytes of `rest`, which begins with a digit, are one number: digits, with one sign between two groups of them.
fn digits_len(rest: &str) -> usize {
    let signs: Vec<(usize, char)> = rest.char_indices().take(64).collect();
    let is_digit = |place: usize| signs.get(place).is_some_and(|(_, sign)| digit(*sign).is_some());
    let mut place = 0;
    loop {
        while is_digit(place) {
            place += 1;
        }
        let Some((_, sign)) = signs.get(place) else { break };
        // A space that does not break stands between thousands alone: three digits follow, and no fourth.
        let is_space = matches!(sign, '\u{a0}' | '\u{202f}' | '\u{2009}');
        let groups = (1..=3).all(|next| is_digit(place + next)) && !is_digit(place + 4);
        let is_group =
            matches!(sign, '.' | ',' | '٬' | '٫' | '’') && is_digit(place + 1) || is_space && groups;
        if !is_group {
            break;
        }
        place += 1;
    }
    signs.get(place).map_or_else(|| signs.last().map_or(0, |(at, sign)| at + sign.len_utf8()), |(at, _)| *at)
}

/// The value of a decimal digit of any script that newspapers use.
pub(super) fn digit(sign: char) -> Option<u32> {
    const ZEROS: [char; 8] = ['0', '٠', '۰', '०', '০', '๐', '၀', '０'];
    let zero = ZEROS
        .into_iter()
        .find(|zero| (*zero..=char::from_u32(*zero as u32 + 9).unwrap_or(*zero)).contains(&sign));
    zero.map(|zero| sign as u32 - zero as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_words_digits_and_signs_and_nothing_is_lost() {
        let text = "“No more” than\u{a0}30\u{a0}000 km² ٣٠٠٠، F-16 1.2m 4:52 a.m. क्षत्रिय 2,";
        let found: Vec<&str> = tokens(text, 0..text.len()).iter().map(|token| token.text).collect();
        assert_eq!(
            found,
            [
                "“",
                "No",
                "more",
                "”",
                "than",
                "30\u{a0}000",
                "km²",
                "٣٠٠٠",
                "،",
                "F",
                "-",
                "16",
                "1.2",
                "m",
                "4",
                ":",
                "52",
                "a",
                ".",
                "m",
                ".",
                "क्षत्रिय",
                "2",
                ","
            ]
        );
    }
}
