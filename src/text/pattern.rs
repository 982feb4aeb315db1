//! What a person searches for: words or a regular expression, and which differences do not count.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use thiserror::Error;

use super::folding::{Folded, Folding};
use super::matching::{Search, accepted, find_all};

/// The most memory that a compiled expression may take, in bytes.
const LARGEST: usize = 4 << 20;

/// What a person has written to search for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words, or the regular expression.
    pub written: String,
    /// Whether it is a regular expression.
    pub is_regex: bool,
    /// Whether a match must be whole words.
    pub whole_words: bool,
    /// Which differences of spelling do not count.
    pub folding: Folding,
}

/// Why a regular expression cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PatternError {
    /// It is not written as one.
    #[error("the regular expression cannot be read: {0}")]
    Syntax(String),
    /// It would take too much memory.
    #[error("the regular expression is too large")]
    TooLarge,
}

/// A query that can be searched for. Matches do not overlap, are not empty and cut no grapheme.
#[derive(Clone, Debug)]
pub struct Pattern {
    search: Search,
    regex: Option<Regex>,
}

impl Pattern {
    /// Prepares `query`.
    pub fn new(query: &Query) -> Result<Self, PatternError> {
        let search = Search {
            needle: query.written.clone(),
            folding: query.folding,
            whole_words: query.whole_words,
            inflections: false,
        };
        let regex = query.is_regex.then(|| compiled(query)).transpose()?;
        Ok(Self { search, regex })
    }

    /// The spans of all matches in `text`, in order. An empty query has none.
    pub fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        match &self.regex {
            _ if self.search.needle.is_empty() => Vec::new(),
            Some(regex) => self.find_regex(regex, text),
            None => find_all(text, &self.search),
        }
    }

    fn find_regex(&self, regex: &Regex, text: &str) -> Vec<Range<usize>> {
        let whole = |hit: Range<usize>| accepted(text, hit, &self.search).filter(|hit| !hit.is_empty());
        let letters = letters_only(self.search.folding);
        if letters.is_none() {
            return regex.find_iter(text).filter_map(|hit| whole(hit.range())).collect();
        }
        let folded = Folded::new(text, letters);
        let source = |hit: Range<usize>| Some(folded.edge(hit.start)?..folded.edge(hit.end)?);
        regex.find_iter(&folded.text).filter_map(|hit| whole(source(hit.range())?)).collect()
    }
}

/// The folding without upper and lower case, which an expression sees to itself: folding `\S` would make it `\s`.
fn letters_only(folding: Folding) -> Folding {
    Folding { case: false, ..folding }
}

fn compiled(query: &Query) -> Result<Regex, PatternError> {
    let written = letters_only(query.folding).fold(&query.written);
    let built = RegexBuilder::new(&written)
        .case_insensitive(query.folding.case)
        .multi_line(true)
        .size_limit(LARGEST)
        .build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => PatternError::TooLarge,
        // The crate draws the expression with an arrow below it; what is wrong stands in the last line.
        other => {
            let drawn = other.to_string();
            let reason = drawn.lines().last().unwrap_or_default().trim_start_matches("error: ");
            PatternError::Syntax(reason.to_owned())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDED: Folding = Folding { case: true, accents: true, arabic_forms: true, width: true };

    fn found<'a>(text: &'a str, query: &Query) -> Vec<&'a str> {
        let pattern = Pattern::new(query).unwrap();
        pattern.find_all(text).into_iter().map(|span| &text[span]).collect()
    }

    fn regex(written: &str) -> Query {
        Query { written: written.to_owned(), is_regex: true, ..Query::default() }
    }

    #[test]
    fn expressions_find_what_they_describe() {
        let text = "12 dead on Monday, 3,400 missing\r\n7 rescued";
        assert_eq!(found(text, &regex(r"\d[\d,]*")), ["12", "3,400", "7"]);
        assert_eq!(found(text, &regex(r"^\d+")), ["12", "7"]);
        assert_eq!(found(text, &regex(r"x*")), [""; 0]);
        let whole = Query { whole_words: true, ..regex("on|miss") };
        assert_eq!(found(text, &whole), ["on"]);
    }

    #[test]
    fn expressions_fold_what_plain_words_fold() {
        let text = "إلى أُسَامة, José, JOSE\u{301}, jose";
        let query = |written: &str| Query { folding: FOLDED, ..regex(written) };
        assert_eq!(found(text, &query("اسام[هة]")), ["أُسَامة"]);
        assert_eq!(found(text, &query("jos(é|x)")), ["José", "JOSE\u{301}", "jose"]);
        assert_eq!(found(text, &query(r"\S+é,")), ["José,", "JOSE\u{301},"]);
        assert_eq!(found("👩‍👩‍👧 and 👩", &regex("👩")), ["👩"]);
    }

    #[test]
    fn what_is_no_expression_is_said_in_a_sentence() {
        let said = |written: &str| Pattern::new(&regex(written)).unwrap_err().to_string();
        assert_eq!(said("(dam"), "the regular expression cannot be read: unclosed group");
        assert_eq!(said(r"\w{9999}{9999}"), "the regular expression is too large");
        assert!(Pattern::new(&Query { is_regex: false, ..regex("(dam") }).is_ok());
        assert_eq!(found("text", &Query::default()), [""; 0]);
    }
}
