//! Documents of several files, one for each layer, that are the same article.
//!
//! A format of one tag a token has a file for each layer, which differ in where tokens were cut at the edges of marks and
//! in where sentences end, because none ends inside a mark. An article is what they have in common: its tokens without
//! the spaces between them are the same in each, there is a space where every file has an edge of tokens, and a new line
//! where any of them begins a sentence there.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::columns::Columns;

/// A mark in an article: its place in code points of the text, its label, and the number of its file.
pub(super) type Placed = (Range<usize>, String, usize);

/// An article that one or several files have.
#[derive(Clone, Debug)]
pub(super) struct Joined<'t> {
    /// Its documents, each with the number of its file.
    pub(super) documents: Vec<(usize, Columns<'t>)>,
    /// All tokens, without anything between them.
    letters: String,
}

/// The articles of files, in an order that is that of each. The k-th document of the same letters is the same article in
/// each file.
pub(super) fn join(files: Vec<Vec<Columns<'_>>>) -> Vec<Joined<'_>> {
    let mut articles: Vec<Joined<'_>> = Vec::new();
    for (file, documents) in files.into_iter().enumerate() {
        let known: HashMap<(String, usize), usize> =
            counted(articles.iter().map(|article| article.letters.clone()));
        let letters = documents.iter().map(|document| document.sentences.concat().concat());
        let keys: Vec<(String, usize)> = numbered(letters).collect();
        let mut new: Vec<(usize, Joined<'_>)> = Vec::new();
        let mut after = 0;
        for (document, key) in documents.into_iter().zip(keys) {
            match known.get(&key) {
                Some(place) => {
                    articles[*place].documents.push((file, document));
                    after = place + 1;
                }
                None => new.push((after, Joined { documents: vec![(file, document)], letters: key.0 })),
            }
        }
        // From the end, so that the places before stay what they are.
        for (place, article) in new.into_iter().rev() {
            articles.insert(place.min(articles.len()), article);
        }
    }
    articles
}

/// Each text with how often it was there before.
fn numbered(texts: impl Iterator<Item = String>) -> impl Iterator<Item = (String, usize)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    texts.map(move |text| {
        let count = seen.entry(text.clone()).or_default();
        *count += 1;
        (text, *count - 1)
    })
}

fn counted(texts: impl Iterator<Item = String>) -> HashMap<(String, usize), usize> {
    numbered(texts).enumerate().map(|(place, key)| (key, place)).collect()
}

impl Joined<'_> {
    /// The text, a sentence a line, and the marks of all files.
    pub(super) fn text(&self) -> (String, Vec<Placed>) {
        let (spaces, breaks) = self.agreed();
        let mut text = String::with_capacity(self.letters.len() * 5 / 4);
        for (place, letter) in self.letters.chars().enumerate() {
            if spaces.contains(&place) {
                text.push(if breaks.contains(&place) { '\n' } else { ' ' });
            }
            text.push(letter);
        }
        // A mark begins after the space before it, and ends before the one after it.
        let before: Vec<usize> = spaces.into_iter().collect();
        let start = |place: usize| place + before.partition_point(|space| *space <= place);
        let end = |place: usize| place + before.partition_point(|space| *space < place);
        let mut marks = Vec::new();
        for (file, document) in &self.documents {
            let edges = Edges::new(document);
            for (sentence, tokens, label) in &document.marks {
                if let Some(Range { start: first, end: last }) = edges.place(*sentence, tokens) {
                    marks.push((start(first)..end(last), label.clone(), *file));
                }
            }
        }
        marks.sort_by_key(|(place, _, file)| (place.start, place.end, *file));
        (text, marks)
    }

    /// Where all files begin a token, and where any begins a sentence, in letters; the first of all counts as neither.
    fn agreed(&self) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let each = self.documents.iter().map(|(_, document)| {
            let edges = Edges::new(document);
            let first = |tokens: &Vec<Range<usize>>| tokens.first().map(|token| token.start);
            let breaks: BTreeSet<usize> =
                edges.0.iter().filter_map(first).filter(|place| *place > 0).collect();
            let spaces = edges.0.iter().flatten().map(|token| token.start).filter(|place| *place > 0);
            (spaces.collect::<BTreeSet<usize>>(), breaks)
        });
        let both = |one: (BTreeSet<usize>, BTreeSet<usize>), other: (BTreeSet<usize>, BTreeSet<usize>)| {
            (&one.0 & &other.0, &one.1 | &other.1)
        };
        each.reduce(both).unwrap_or_default()
    }
}

/// The place of each token of each sentence, in letters.
struct Edges(Vec<Vec<Range<usize>>>);

impl Edges {
    fn new(document: &Columns<'_>) -> Self {
        let mut at = 0;
        let mut token = |token: &&str| {
            let start = at;
            at += token.chars().count();
            start..at
        };
        Self(document.sentences.iter().map(|sentence| sentence.iter().map(&mut token).collect()).collect())
    }

    fn place(&self, sentence: usize, tokens: &Range<usize>) -> Option<Range<usize>> {
        let sentence = self.0.get(sentence)?;
        Some(sentence.get(tokens.start)?.start..sentence.get(tokens.end.checked_sub(1)?)?.end)
    }
}
