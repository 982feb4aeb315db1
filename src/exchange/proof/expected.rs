//! What is to come back of an export, and what has.

use std::collections::HashMap;

use super::facts::{Fact, Facts, Kind};
use crate::exchange::losses::Losses;
use crate::model::id::ArticleId;

/// What is to come back, and what has, by text.
#[derive(Debug, Default)]
pub(super) struct Expectations {
    texts: HashMap<blake3::Hash, Text>,
    /// An article that has come back though none has its text: how its text begins.
    stranger: Option<String>,
    /// How long all texts are that are to come back, in bytes.
    pub(super) len: usize,
}

/// All articles with one text.
#[derive(Debug)]
struct Text {
    /// One of them.
    article: ArticleId,
    expected: Vec<Fact>,
    found: Vec<Fact>,
    is_found: bool,
    /// Whether all that is lost of it was noted even if it is not there at all.
    may_be_absent: bool,
    /// How many marks may be missing.
    left_out: usize,
    /// How many marks may be elsewhere.
    moved: usize,
    /// How much else may be missing.
    others: usize,
}

/// How what has come back differs from what was to.
#[derive(Debug)]
pub(super) enum Difference {
    /// An article has a text that none of those exported has; how it begins.
    Stranger(String),
    /// The text of an article is not there, or not as it was.
    NoText(ArticleId),
    /// Something of an article is missing, or is there too much.
    Facts { article: ArticleId, missing: Vec<Fact>, added: Vec<Fact> },
}

impl Expectations {
    /// Notes what was written of `article`, in one piece or several, and what was lost of it.
    pub(super) fn add(&mut self, article: &ArticleId, written: Vec<Facts>, losses: &Losses) {
        let is_noted = !losses.is_empty() || losses.remarks().next().is_some();
        let [left_out, moved, all] = [losses.marks(), losses.moved(), losses.count()]
            .map(|count| usize::try_from(count).unwrap_or(usize::MAX));
        for facts in written {
            self.len += facts.len;
            let text = self.texts.entry(facts.text).or_insert_with(|| Text::of(article));
            text.may_be_absent &= facts.len == 0 || is_noted;
            text.expected.extend(facts.said);
            text.left_out += left_out;
            text.moved += moved;
            text.others += all.saturating_sub(left_out).saturating_sub(moved);
        }
    }

    /// Notes what has come back. `begins` is how its text begins.
    pub(super) fn found(&mut self, facts: Facts, begins: impl FnOnce() -> String) {
        match self.texts.get_mut(&facts.text) {
            Some(text) => {
                text.is_found = true;
                text.found.extend(facts.said);
            }
            None if self.stranger.is_none() => self.stranger = Some(begins()),
            None => {}
        }
    }

    /// The first difference, by the names of articles, if there is one.
    pub(super) fn difference(self) -> Option<Difference> {
        let mut texts: Vec<Text> = self.texts.into_values().collect();
        texts.sort_by(|a, b| a.article.cmp(&b.article));
        let known = texts.into_iter().find_map(Text::difference);
        match (known, self.stranger) {
            // A text that is another one is missing as well.
            (Some(Difference::NoText(_)) | None, Some(begins)) => Some(Difference::Stranger(begins)),
            (known, _) => known,
        }
    }
}

impl Text {
    fn of(article: &ArticleId) -> Self {
        Self {
            article: article.clone(),
            expected: Vec::new(),
            found: Vec::new(),
            is_found: false,
            may_be_absent: true,
            left_out: 0,
            moved: 0,
            others: 0,
        }
    }

    fn difference(mut self) -> Option<Difference> {
        self.expected.sort_unstable();
        self.found.sort_unstable();
        let missing = without(&self.expected, &self.found);
        let added = without(&self.found, &self.expected);
        if !self.is_found && !self.may_be_absent {
            return Some(Difference::NoText(self.article));
        }
        let count = |facts: &[Fact], kind: Kind| facts.iter().filter(|fact| fact.kind() == kind).count();
        let is_as_noted = |kind: Kind| {
            let (missing, added) = (count(&missing, kind), count(&added, kind));
            match kind {
                Kind::Mark => missing <= self.left_out + self.moved && added <= self.moved,
                // An end may be where its mark was moved to.
                Kind::Relation => self.moved > 0 || missing <= self.others && added == 0,
                Kind::Said => missing <= self.others && added <= self.others,
                Kind::Line => missing == 0 && added == 0,
            }
        };
        if Kind::ALL.into_iter().all(is_as_noted) {
            return None;
        }
        Some(Difference::Facts { article: self.article, missing, added })
    }
}

/// What `all` has more often than `others`; both are sorted.
fn without(all: &[Fact], others: &[Fact]) -> Vec<Fact> {
    let mut others = others.iter().peekable();
    let is_left = |fact: &&Fact| {
        while others.next_if(|other| other < fact).is_some() {}
        others.next_if(|other| other == fact).is_none()
    };
    all.iter().filter(is_left).copied().collect()
}
