//! Tokens as spaCy's own tokenizer cuts them: stretches between white space, from which signs are taken off at both ends
//! and at whose hyphens and the like what is left is cut, but for exceptions.
//!
//! Written after the description of the algorithm ("How spaCy's tokenizer works") and compared with spaCy 3.8 by
//! `tests/interop/check_tokens.py`.

mod affixes;
mod exceptions;
mod signs;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use self::exceptions::Exceptions;

/// Whose rules a text is cut by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rules {
    /// Those of `spacy.blank("en")`.
    English,
    /// Those of `spacy.blank("xx")`, which belong to no language.
    Any,
}

impl Rules {
    /// The rules of a pipeline whose `lang` is `code`, where they are known here.
    pub(crate) fn of(code: &str) -> Option<Self> {
        match code {
            "en" => Some(Self::English),
            "xx" => Some(Self::Any),
            _ => None,
        }
    }

    /// The tokens of `text` in order, in bytes; white space is in none.
    pub(crate) fn tokens(self, text: &str) -> Vec<Range<usize>> {
        let mut tokens = Vec::new();
        for run in super::runs(text) {
            self.cut(text, run, &mut tokens);
        }
        tokens
    }

    /// Adds the tokens of `run`, a stretch of `text` between white space, to `tokens`.
    pub(crate) fn cut(self, text: &str, run: Range<usize>, tokens: &mut Vec<Range<usize>>) {
        let known = Exceptions::of(self);
        let before = tokens.len();
        let stripped = strip(known, text, run);
        tokens.extend(stripped.prefixes);
        self.cut_rest(known, text, stripped.rest, tokens);
        tokens.extend(stripped.suffixes.into_iter().rev());
        if tokens.len() > before + 1 {
            known.join(text, tokens, before);
        }
    }

    /// Cuts what is left between the signs at both ends.
    fn cut_rest(self, known: &Exceptions, text: &str, rest: Range<usize>, tokens: &mut Vec<Range<usize>>) {
        let words = &text[rest.clone()];
        let mut at = 0;
        let mut push = |end: usize, at: &mut usize| {
            if end > *at {
                tokens.push(rest.start + *at..rest.start + end);
            }
            *at = end;
        };
        if let Some(cuts) = known.cuts(words) {
            for cut in cuts {
                push(*cut, &mut at);
            }
        } else if !is_address(words) {
            for infix in affixes::infixes(words, self) {
                push(infix.start, &mut at);
                push(infix.end, &mut at);
            }
        }
        push(words.len(), &mut at);
    }
}

/// Takes signs off at both ends until an exception is left, or nothing more comes off.
fn strip(known: &Exceptions, text: &str, run: Range<usize>) -> Stripped {
    let mut stripped = Stripped { prefixes: Vec::new(), rest: run, suffixes: Vec::new() };
    loop {
        let Range { start, end } = stripped.rest;
        if start == end || known.cuts(&text[start..end]).is_some() {
            return stripped;
        }
        let inner = start + affixes::prefix(&text[start..end]);
        if inner > start && known.cuts(&text[inner..end]).is_some() {
            stripped.prefixes.push(start..inner);
            stripped.rest.start = inner;
            return stripped;
        }
        let outer = end - affixes::suffix(&text[inner..end]);
        if outer < end && known.cuts(&text[start..outer]).is_some() {
            stripped.suffixes.push(outer..end);
            stripped.rest.end = outer;
            return stripped;
        }
        if inner > start {
            stripped.prefixes.push(start..inner);
        }
        if outer < end {
            stripped.suffixes.push(outer..end);
        }
        stripped.rest = inner..outer;
        if stripped.rest == (start..end) {
            return stripped;
        }
    }
}

/// What has been taken off a stretch of text.
struct Stripped {
    /// From the outside in.
    prefixes: Vec<Range<usize>>,
    /// What is left; empty where all of it came off.
    rest: Range<usize>,
    /// From the outside in.
    suffixes: Vec<Range<usize>>,
}

/// Whether `words` is the address of a page or of a mailbox, or looks like the name of a host.
fn is_address(words: &str) -> bool {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        const ADDRESS: &str = concat!(
            r"^(?:[\w+.-]{2,}://)?(?:\S+(?::\S*)?@)?",
            // Four numbers, or names between dots of which the last is in small letters.
            r"(?:[1-9]\d{0,2}(?:\.\d{1,3}){3}",
            r"|(?:(?:[A-Za-z0-9\u{a1}-\u{ffff}][A-Za-z0-9\u{a1}-\u{ffff}_-]*)?[A-Za-z0-9\u{a1}-\u{ffff}]\.)+",
            r"[\p{Ll}\p{Lo}]{2,})",
            r"(?::\d{2,5})?(?:[/?#]\S*)?$",
        );
        #[expect(clippy::expect_used, reason = "the expression is a constant, and a test uses it")]
        Regex::new(ADDRESS).expect("the expression is right")
    });
    words.contains('.') && ADDRESS.is_match(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(rules: Rules, text: &str) -> Vec<&str> {
        rules.tokens(text).into_iter().map(|token| &text[token]).collect()
    }

    /// Each line is cut at the spaces of the one beside it, as spaCy 3.8 cuts it.
    #[test]
    fn english_is_cut_as_spacy_cuts_it() {
        for (text, expected) in [
            (
                "She didn't; they’ll’ve known. CANNOT, cannot!",
                "She did n't ; they ’ll ’ve known . CANNOT , can not !",
            ),
            ("\"U.S. troops,\" said Mr. Obi (St. Ives).", "\" U.S. troops , \" said Mr. Obi ( St. Ives ) ."),
            ("at 4:40 a.m., or 11pm...", "at 4:40 a.m. , or 11 pm ..."),
            ("5km of US$30m pipe, 20°C.", "5 km of US$ 30 m pipe , 20 ° C ."),
            ("€4.5bn, £3-a-day, +5% -7% 1,000", "€ 4.5bn , £ 3 - a - day , +5 % -7 % 1,000"),
            ("dam’s well-known 9-to-5 crew—mostly—left", "dam ’s well - known 9 - to-5 crew — mostly — left"),
            (
                "See https://lisk.example/a-b?c=(d), ana@lisk.example.",
                "See https://lisk.example/a-b?c=(d ) , ana@lisk.example .",
            ),
            ("end.Start and/or (page 8) :-) x:y", "end . Start and/or ( page 8) :-) x : y"),
            ("pre-1990 1990-91 Jan. 5. NATO. it.", "pre-1990 1990 - 91 Jan. 5 . NATO . it ."),
            ("👨🏻‍🚒 “谷歌公司。” و،قال", "👨 🏻‍ 🚒 “ 谷歌公司 。 ” و،قال"),
        ] {
            assert_eq!(pieces(Rules::English, text).join(" "), expected);
        }
        assert_eq!(pieces(Rules::Any, "don't 9-to-5.").join(" "), "don't 9-to-5 .");
    }

    #[test]
    fn a_long_run_of_signs_takes_no_longer_than_a_short_one_for_each_sign() {
        let text = "(".repeat(400_000) + &"a-".repeat(200_000);
        assert_eq!(pieces(Rules::English, &text).len(), 800_000 - 1);
    }
}
