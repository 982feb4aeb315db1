//! Attributions: who says it, the word of saying, and what is said.
//!
//! Found from the word of saying outwards: the speaker is the noun phrase that is its subject, before it or, after a quotation,
//! behind it; what is said stands between quotation marks, in the clause after the word, or before the comma in front of the
//! speaker. The conventions are those of the guideline in `assets/schemas/news.ron`: the speaker is the shortest noun phrase
//! that names them, without title and description.

mod clauses;
mod contents;
mod cues;
mod remarks;
mod speakers;

use std::ops::Range;

use super::language::Language;
use super::tokens::{Kind, Token, tokens};
use crate::model::attribution::{Certainty, Polarity, QuoteType};
use crate::text::paragraphs::paragraphs;
use crate::text::quotations::{Quotation, quotations_in};
use crate::text::sentences::sentences_in;
use cues::Cue;

/// An attribution that was found. All spans are in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who says it; nobody where the text does not say.
    pub sources: Vec<Range<usize>>,
    /// The word of saying; there is none where a quotation goes on.
    pub cue: Option<Range<usize>>,
    /// What is said, without quotation marks around it; never empty.
    pub contents: Vec<Range<usize>>,
    /// Through what it was said: "in a tweet", "VOA".
    pub via: Option<Range<usize>>,
    /// Whether the source stands by it.
    pub polarity: Polarity,
    /// How sure the source is.
    pub certainty: Certainty,
    /// Whether the words are the source's own.
    pub quote_type: QuoteType,
    /// Why it was taken for one.
    pub reason: &'static str,
    /// How sure that is, in percent.
    pub percent: u8,
}

impl Said {
    /// What is said, claim by claim: pieces of one sentence, between which something stands, are one claim; a piece that begins
    /// like a sentence is another one.
    pub fn claims(&self, text: &str) -> Vec<Vec<Range<usize>>> {
        let mut claims: Vec<Vec<Range<usize>>> = Vec::new();
        for content in &self.contents {
            let goes_on = text[content.clone()].starts_with(|sign: char| sign.is_lowercase());
            match claims.last_mut() {
                Some(claim) if goes_on && claim.last().is_some_and(|last| last.end <= content.start) => {
                    claim.push(content.clone());
                }
                _ => claims.push(vec![content.clone()]),
            }
        }
        claims
    }
}

/// How many words a quotation has at least that is something said, and no word that is kept at a distance.
const SPOKEN: usize = 4;

/// The attributions of `span` of `text`, in the order of their cues. `breaks` are places, in bytes, at which a sentence ends
/// whatever the text says. There are none where the language is not read.
pub fn attributions(text: &str, span: Range<usize>, language: Option<&str>, breaks: &[usize]) -> Vec<Said> {
    let Some(language) = Language::of(language) else { return Vec::new() };
    let mut found: Vec<Said> = Vec::new();
    let mut speaker: Option<Vec<Range<usize>>> = None;
    for paragraph in paragraphs(&text[span.clone()]) {
        let paragraph = span.start + paragraph.start..span.start + paragraph.end;
        let mut start = paragraph.start;
        let inside = breaks.iter().copied().filter(|at| paragraph.contains(at));
        let parts: Vec<usize> = inside.chain([paragraph.end]).collect();
        for end in parts {
            if !text[start..end].trim().is_empty() {
                let reader = Reader::new(text, start..end, language);
                found.extend(reader.read(&mut speaker));
            }
            start = end;
        }
    }
    found
}

/// A quotation in tokens.
#[derive(Clone, Debug)]
struct Quote {
    /// From the opening mark to behind the closing one.
    outer: Range<usize>,
    /// What stands between, in bytes.
    inner: Range<usize>,
    /// Whether somebody says it: it is no single word.
    is_speech: bool,
    closed: bool,
}

/// A paragraph, as attributions are looked for in it.
struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    /// For each token, the sentence that it is in.
    sentences: Vec<usize>,
    /// For each token, whether nearly all words of its sentence have capitals, so that one says nothing.
    headlines: Vec<bool>,
    quotes: Vec<Quote>,
    language: &'static Language,
    cues: Vec<Cue>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, span: Range<usize>, language: &'static Language) -> Self {
        let tokens = tokens(text, span.clone());
        let ends: Vec<usize> = sentences_in(text, span.clone(), &[span.start, span.end])
            .into_iter()
            .map(|sentence| sentence.end)
            .collect();
        let sentence = |token: &Token<'_>| ends.partition_point(|end| *end <= token.span.start);
        let sentences: Vec<usize> = tokens.iter().map(sentence).collect();
        let at = |byte: usize| tokens.partition_point(|token| token.span.start < byte);
        // The edge of a zone may go through a quotation.
        let is_inside = |quote: &Quotation| {
            !quote.inner.is_empty() && span.start <= quote.outer.start && quote.outer.end <= span.end
        };
        let quotes = quotations_in(text, span.clone()).into_iter().filter(is_inside);
        let quotes = quotes.map(|quote| {
            let outer = at(quote.outer.start)..at(quote.outer.end);
            let inner = &text[quote.inner.clone()];
            let is_cut = inner.ends_with([',', '!', '?', '…']) || text[quote.outer.end..].starts_with(',');
            let words = inner.split_whitespace().count();
            // A sentence of its own is something said, however short.
            let before = text[span.start..quote.outer.start].trim_end();
            let begins = before.is_empty() || before.ends_with(['.', '!', '?', '”', '"', '»', ':']);
            let is_sentence = begins && (is_cut || inner.ends_with(['.', '!', '?', ',']));
            Quote {
                outer,
                inner: quote.inner,
                is_speech: words >= SPOKEN || is_sentence || words > 1 && is_cut,
                closed: quote.closed,
            }
        });
        let quotes = quotes.filter(|quote| !quote.outer.is_empty()).collect();
        let headlines = headlines(&tokens, &sentences);
        let mut reader = Self { text, tokens, sentences, headlines, quotes, language, cues: Vec::new() };
        reader.cues = reader.find_cues();
        reader
    }

    /// The attributions of the paragraph; `speaker` is whoever spoke last.
    fn read(&self, speaker: &mut Option<Vec<Range<usize>>>) -> Vec<Said> {
        let mut found: Vec<(usize, Said)> = Vec::new();
        for (place, cue) in self.cues.iter().enumerate() {
            let Some(said) = self.attribution(place, cue, &found, speaker.as_deref()) else { continue };
            if !said.sources.is_empty() {
                *speaker = Some(said.sources.clone());
            }
            found.push((cue.at.start, said));
        }
        self.go_on(&mut found, speaker.as_deref());
        found.into_iter().map(|(_, said)| said).collect()
    }

    /// Quotations that nobody is named for go on with what the last speaker says.
    fn go_on(&self, found: &mut Vec<(usize, Said)>, speaker: Option<&[Range<usize>]>) {
        for quote in &self.quotes {
            let covered = |said: &Said| {
                said.contents
                    .iter()
                    .any(|content| content.start < quote.inner.end && quote.inner.start < content.end)
            };
            let is_whole = self.begins_sentence(quote.outer.start) && self.ends_sentence(quote.outer.end);
            let has_cue = self.cues.iter().any(|cue| quote.outer.contains(&cue.at.start) && !cue.is_own);
            if !quote.is_speech || !is_whole || has_cue || found.iter().any(|(_, said)| covered(said)) {
                continue;
            }
            let before = found.iter_mut().rfind(|(at, said)| *at < quote.outer.start && said.cue.is_some());
            if let Some((_, said)) = before {
                said.contents.push(self.spoken(quote));
                continue;
            }
            let Some(sources) = speaker.map(<[_]>::to_vec) else { continue };
            let said = Said {
                sources,
                cue: None,
                contents: vec![self.spoken(quote)],
                via: None,
                polarity: Polarity::Affirms,
                certainty: Certainty::Certain,
                quote_type: QuoteType::Direct,
                reason: "a quotation that goes on",
                percent: 60,
            };
            found.push((quote.outer.start, said));
        }
        found.sort_by_key(|(at, _)| *at);
    }

    /// Whether a sentence begins at token `at`, but for marks.
    fn begins_sentence(&self, at: usize) -> bool {
        at == 0 || self.sentences.get(at) != self.sentences.get(at - 1)
    }

    /// Whether a sentence ends before token `end`, but for a full stop.
    fn ends_sentence(&self, end: usize) -> bool {
        let stop = self.tokens.get(end).is_some_and(|token| matches!(token.text, "." | "!" | "?"));
        let end = end + usize::from(stop);
        end >= self.tokens.len() || self.begins_sentence(end)
    }

    /// The tokens of the sentence that token `at` is in.
    fn sentence(&self, at: usize) -> Range<usize> {
        let number = self.sentences[at];
        let start = self.sentences.partition_point(|sentence| *sentence < number);
        start..self.sentences.partition_point(|sentence| *sentence <= number)
    }

    /// The innermost quotation of something said that token `at` is inside of.
    fn quote_around(&self, at: usize) -> Option<&Quote> {
        let around = |quote: &&Quote| quote.is_speech && quote.outer.start < at && at < quote.outer.end;
        self.quotes.iter().filter(around).min_by_key(|quote| quote.outer.len())
    }

    /// The quotation of something said that ends before token `end`, but for a comma behind it.
    fn quote_before(&self, end: usize) -> Option<&Quote> {
        let comma = usize::from(end > 0 && self.tokens[end - 1].text == ",");
        self.quotes
            .iter()
            .rev()
            .find(|quote| quote.closed && (quote.outer.end == end || quote.outer.end + comma == end))
    }

    fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.lower)
    }

    fn is_in(&self, set: &std::collections::BTreeSet<String>, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| set.contains(&*token.lower))
    }

    /// The bytes of `range` of tokens.
    fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let start = self.tokens.get(range.start).map_or(0, |token| token.span.start);
        let end = range
            .end
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map_or(start, |token| token.span.end);
        start..end.max(start)
    }
}

/// For each token, whether it stands in a sentence in which nearly all words of some length have capitals.
fn headlines(tokens: &[Token<'_>], sentences: &[usize]) -> Vec<bool> {
    let mut all = Vec::with_capacity(tokens.len());
    for sentence in tokens.iter().zip(sentences).collect::<Vec<_>>().chunk_by(|a, b| a.1 == b.1) {
        let words = sentence.iter().filter(|(token, _)| token.kind == Kind::Word && token.text.len() > 3);
        let (capital, long) = words.fold((0, 0), |(capital, long), (token, _)| {
            (capital + usize::from(token.is_capital()), long + 1)
        });
        all.extend(std::iter::repeat_n(long >= 4 && capital * 10 >= long * 8, sentence.len()));
    }
    all
}
