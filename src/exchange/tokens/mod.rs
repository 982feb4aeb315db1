//! Tokens: the pieces that formats of labels a token cut a text into, and marks counted in them.
//!
//! A mark may start and end inside a word, so its edges need not be those of tokens; [`align`] says what becomes of it.

pub mod align;
pub(crate) mod spacy_like;

use std::ops::Range;
use std::sync::LazyLock;

use self::spacy_like::Rules;
use regex::Regex;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::words::words_in;

/// How a text is cut into tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tokeniser {
    /// The words by which the window marks, in any script, and every other character a token of its own.
    #[default]
    Unicode,
    /// Whatever stands between white space.
    Whitespace,
    /// Letters and digits, and hyphens and low lines between them; every other code point a token of its own. This is the
    /// expression `\w+(?:[-_]\w+)*|\S` of Python, by which GLiNER reads texts.
    Words,
    /// As spaCy cuts English before it trains: closely, not exactly.
    SpacyLike,
}

/// How a text is cut into tokens, and what becomes of marks that do not fall on their edges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenOptions {
    /// How the text is cut.
    pub tokeniser: Tokeniser,
    /// What becomes of other marks.
    pub misfits: Misfits,
}

/// What becomes of a mark that starts or ends inside a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Misfits {
    /// The token is cut in two at the edge of the mark.
    #[default]
    Split,
    /// The mark grows to the edges of its tokens.
    Expand,
    /// The mark is left out.
    Omit,
}

impl Misfits {
    /// Every one, with the name that the command line uses.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Split, "split"), (Self::Expand, "expand"), (Self::Omit, "omit")];
}

impl Tokeniser {
    /// Every one, with the name that the command line uses.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Unicode, "unicode"),
        (Self::Whitespace, "whitespace"),
        (Self::Words, "words"),
        (Self::SpacyLike, "spacy-like"),
    ];

    /// The tokens of `text` in order, in bytes. None is empty or holds white space; all else is in one of them.
    pub fn tokens(self, text: &str) -> Vec<Range<usize>> {
        match self {
            Self::Whitespace => runs(text).collect(),
            Self::Unicode => unicode(text),
            Self::Words => words(text),
            Self::SpacyLike => Rules::English.tokens(text),
        }
    }
}

/// How many bytes of text there are for a token, with the space after it, in English.
const TOKEN: usize = 5;

/// The stretches of `text` between white space.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let start = |run: &str| run.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(move |run| start(run)..start(run) + run.len())
}

/// Words, and between them the graphemes one by one.
fn unicode(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::with_capacity(text.len() / TOKEN);
    let mut at = 0;
    for word in words_in(text, 0..text.len()) {
        graphemes(text, at..word.start, &mut tokens);
        at = word.end;
        // A word of the window's may hold a space that does not break.
        if text[word.clone()].is_ascii() {
            tokens.push(word);
        } else {
            tokens.extend(runs(&text[word.clone()]).map(|run| word.start + run.start..word.start + run.end));
        }
    }
    graphemes(text, at..text.len(), &mut tokens);
    tokens
}

fn words(text: &str) -> Vec<Range<usize>> {
    // In Python, and not in Rust, a combining mark is no part of a word.
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        #[expect(clippy::expect_used, reason = "the expression is a constant, and a test uses it")]
        Regex::new(r"[\p{L}\p{N}_]+(?:[-_][\p{L}\p{N}_]+)*|\S").expect("the expression is right")
    });
    WORDS.find_iter(text).map(|found| found.range()).collect()
}

fn graphemes(text: &str, span: Range<usize>, tokens: &mut Vec<Range<usize>>) {
    if text[span.clone()].is_ascii() {
        // Each sign is one, save CR LF, which is white space.
        let is_sign = |at: &usize| !char::from(text.as_bytes()[*at]).is_whitespace();
        tokens.extend(span.filter(is_sign).map(|at| at..at + 1));
        return;
    }
    for (at, grapheme) in text[span.clone()].grapheme_indices(true) {
        let start = span.start + at;
        tokens.extend(runs(grapheme).map(|run| start + run.start..start + run.end));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces(tokeniser: Tokeniser, text: &str) -> Vec<&str> {
        tokeniser.tokens(text).into_iter().map(|token| &text[token]).collect()
    }

    #[test]
    fn words_and_other_characters_are_tokens() {
        let text = "Maren’s 👨🏻‍🚒 crew, in the U.S., paid €5bn.\r\n“Ya 谷歌公司”";
        assert_eq!(
            pieces(Tokeniser::Unicode, text),
            [
                "Maren",
                "’s",
                "👨🏻‍🚒",
                "crew",
                ",",
                "in",
                "the",
                "U.S.",
                ",",
                "paid",
                "€",
                "5bn",
                ".",
                "“",
                "Ya",
                // The dictionary knows no such firm.
                "谷",
                "歌",
                "公司",
                "”"
            ]
        );
        assert_eq!(pieces(Tokeniser::Whitespace, "a\u{a0}b,\u{2028}c "), ["a", "b,", "c"]);
    }

    proptest! {
        #[test]
        fn tokens_hold_everything_but_white_space(text in "\\PC{0,40}|[a-z .’é\u{301}\r\n\u{a0}👨\u{200d}🚒漢字ก้า-]{0,40}") {
            for (tokeniser, _) in Tokeniser::ALL {
                let tokens = tokeniser.tokens(&text);
                prop_assert!(tokens.windows(2).all(|pair| pair[0].end <= pair[1].start));
                let joined: String = tokens.iter().map(|token| &text[token.clone()]).collect();
                let expected: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
                prop_assert_eq!(joined, expected);
            }
        }
    }
}
