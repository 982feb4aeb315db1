//! What an export could not hold: counted and listed, never silent.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::id::ArticleId;

/// How many losses of one kind are listed; all are counted.
const LISTED: usize = 1_000;
/// How many code points of a quote are kept.
const QUOTED: usize = 80;

/// What an export could not hold, by reason; and what it holds in another way than it was marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    lost: ByReason,
    remarks: ByReason,
    /// How many of what was lost are whole marks.
    marks: u64,
    /// How many marks are there, but cover more or less than was marked.
    moved: u64,
}

type ByReason = BTreeMap<Cow<'static, str>, Lost>;

/// Everything that was lost for one reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// How much.
    pub count: u64,
    /// The first thousand, in the order of the articles.
    pub listed: Vec<Loss>,
}

/// One thing that was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// In which article.
    pub article: ArticleId,
    /// Which words, or which record.
    pub quote: String,
}

impl Losses {
    /// Whether nothing was lost; there may be remarks.
    pub fn is_empty(&self) -> bool {
        self.lost.is_empty()
    }

    /// What was lost, by reason: a reason completes the sentence "the format does not hold ...".
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Lost)> {
        self.lost.iter().map(|(reason, lost)| (reason.as_ref(), lost))
    }

    /// How much was lost for all reasons.
    pub fn count(&self) -> u64 {
        self.lost.values().map(|lost| lost.count).sum()
    }

    /// Notes one loss. `reason` completes the sentence "the format does not hold ...".
    pub fn add(&mut self, reason: impl Into<Cow<'static, str>>, article: &ArticleId, quote: &str) {
        note(&mut self.lost, reason.into(), article, quote);
    }

    /// Notes a mark that is left out as a whole.
    pub(crate) fn add_mark(
        &mut self,
        reason: impl Into<Cow<'static, str>>,
        article: &ArticleId,
        quote: &str,
    ) {
        self.marks += 1;
        self.add(reason, article, quote);
    }

    /// How many marks were left out as a whole.
    pub fn marks(&self) -> u64 {
        self.marks
    }

    /// Notes a mark that covers more or less than was marked.
    pub(crate) fn add_moved(
        &mut self,
        reason: impl Into<Cow<'static, str>>,
        article: &ArticleId,
        quote: &str,
    ) {
        self.moved += 1;
        self.add(reason, article, quote);
    }

    /// How many marks cover more or less than was marked.
    pub(crate) fn moved(&self) -> u64 {
        self.moved
    }

    /// What is held in another way, by reason.
    pub fn remarks(&self) -> impl Iterator<Item = (&str, &Lost)> {
        self.remarks.iter().map(|(reason, lost)| (reason.as_ref(), lost))
    }

    /// Notes something that nothing is lost by, but that whoever uses the export should know.
    pub(crate) fn remark(&mut self, reason: impl Into<Cow<'static, str>>, article: &ArticleId, quote: &str) {
        note(&mut self.remarks, reason.into(), article, quote);
    }

    /// Adds what was lost later.
    pub(crate) fn append(&mut self, later: Self) {
        self.marks += later.marks;
        self.moved += later.moved;
        append(&mut self.lost, later.lost);
        append(&mut self.remarks, later.remarks);
    }
}

fn note(to: &mut ByReason, reason: Cow<'static, str>, article: &ArticleId, quote: &str) {
    let lost = to.entry(reason).or_default();
    lost.count += 1;
    if lost.listed.len() < LISTED {
        let end = quote.char_indices().nth(QUOTED).map_or(quote.len(), |(end, _)| end);
        lost.listed.push(Loss { article: article.clone(), quote: quote[..end].to_owned() });
    }
}

fn append(to: &mut ByReason, later: ByReason) {
    for (reason, more) in later {
        let lost = to.entry(reason).or_default();
        lost.count += more.count;
        let room = LISTED.saturating_sub(lost.listed.len());
        lost.listed.extend(more.listed.into_iter().take(room));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_loss_is_counted_and_the_first_are_listed() {
        let mut losses = Losses::default();
        for number in 0..1_500 {
            let mut more = Losses::default();
            more.add("marks", &"a".into(), &format!("{number} {}", "é".repeat(100)));
            losses.append(more);
        }
        let (reason, lost) = losses.iter().next().unwrap();
        assert_eq!((reason, lost.count, lost.listed.len()), ("marks", 1_500, 1_000));
        assert_eq!(lost.listed[7].quote.chars().count(), 80);
    }
}
