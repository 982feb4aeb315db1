//! Figures: numbers with the words that belong to them, and what they assert.
//!
//! What a figure is and how far it reaches is said in the guideline of the label (`assets/schemas/news.ron`): the number
//! with its approximator and, for measures, money, shares, durations and ages, its unit; what is counted stays outside.

mod amounts;
mod approximation;
mod dates;
mod meaning;
mod money;
mod numerals;
mod refusals;
mod shares;
mod surroundings;

use std::ops::Range;

use rust_decimal::Decimal;

use super::language::Language;
use super::tokens::{Token, tokens};
use crate::model::moment::PartialDate;
use crate::model::quantity::{Approximator, FigureLinkKind, Quantity};

/// What is known of an article beside its text.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The tag of its language.
    pub language: Option<String>,
    /// The day on which it was published.
    pub published: Option<PartialDate>,
    /// The country of its outlet, as two capitals: what "$" and "1.000" mean there.
    pub country: Option<String>,
}

/// A figure that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// What it asserts.
    pub quantity: Quantity,
    /// What it is a multiple of another figure by, where it names one: "about half that".
    pub factor: Option<Decimal>,
    /// Where the figure stands, in bytes, that it seems to be a multiple of.
    pub base: Option<Range<usize>>,
    /// How it seems to stand to another figure, and where that is, in bytes.
    pub link: Option<(FigureLinkKind, Range<usize>)>,
}

/// Whether figures are found in texts of the language of `context`.
pub fn is_read(context: &Context) -> bool {
    Language::of(context.language.as_deref()).is_some()
}

/// The figures of `span` of `text`, in order; none lies in another. There are none where the language is not read.
pub fn figures(text: &str, span: Range<usize>, context: &Context) -> Vec<Figure> {
    let Some(reader) = Reader::new(text, span, context) else { return Vec::new() };
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < reader.tokens.len() {
        match reader.figure(at, &found) {
            Some(figure) => {
                at = figure.end.max(at + 1);
                found.push(figure);
            }
            None => at += 1 + reader.skipped(at),
        }
    }
    for place in 0..found.len() {
        reader.set_meaning(place, &mut found);
    }
    let spans: Vec<Range<usize>> = found.iter().map(|found| reader.span(found)).collect();
    found.into_iter().zip(&spans).map(|(found, span)| placed(found, span.clone(), &spans)).collect()
}

/// A figure in tokens.
#[derive(Clone, Debug)]
struct Found {
    start: usize,
    end: usize,
    quantity: Quantity,
    factor: Option<Decimal>,
    /// The figure that it is a multiple of, by its place among all.
    base: Option<usize>,
    /// How it stands to another figure, by its place among all.
    link: Option<(FigureLinkKind, usize)>,
}

/// What reads the tokens of a text.
struct Reader<'t> {
    tokens: Vec<Token<'t>>,
    language: &'static Language,
    published: Option<PartialDate>,
    country: Option<String>,
    /// The sign before tenths.
    decimal: char,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, span: Range<usize>, context: &Context) -> Option<Self> {
        let language = Language::of(context.language.as_deref())?;
        let country = context.country.clone();
        let other = country.as_ref().is_some_and(|country| language.words.other_decimal.contains(country));
        let decimal = match (language.words.decimal, other) {
            (',', true) => '.',
            (sign, _) => sign,
        };
        Some(Self { tokens: tokens(text, span), language, published: context.published, country, decimal })
    }

    /// The figure that begins at token `at`, where those before it are `found`.
    fn figure(&self, at: usize, found: &[Found]) -> Option<Found> {
        if self.is_refused(at) || self.compares(at, found) {
            return None;
        }
        self.date(at).or_else(|| self.share(at)).or_else(|| self.amount(at, found))
    }

    /// Whether "more than" at `at` compares the figure before it with something, and makes nothing inexact: "1.9 percent
    /// fewer than five years ago".
    fn compares(&self, at: usize, found: &[Found]) -> bool {
        let follows = found.last().is_some_and(|last| last.end == at);
        let than = |word: Approximator| {
            matches!(word, Approximator::MoreThan | Approximator::LessThan | Approximator::FewerThan)
        };
        follows && self.lead(at).is_some_and(|lead| than(lead.word))
    }

    /// Where `found` stands, in bytes.
    fn span(&self, found: &Found) -> Range<usize> {
        let start = self.tokens.get(found.start).map_or(0, |token| token.span.start);
        let end = self.tokens.get(found.end.saturating_sub(1)).map_or(start, |token| token.span.end);
        start..end
    }
}

/// A figure in bytes; `spans` are where all of them stand.
fn placed(found: Found, span: Range<usize>, spans: &[Range<usize>]) -> Figure {
    let place = |at: usize| spans.get(at).cloned();
    let Found { quantity, factor, base, link, .. } = found;
    let link = link.and_then(|(kind, at)| Some((kind, place(at)?)));
    Figure { span, quantity, factor, base: base.and_then(place), link }
}
