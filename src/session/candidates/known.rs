//! Texts that are known to name something: the register's names, and what was marked before.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::{Candidate, Rule};
use crate::model::annotation::Annotation;
use crate::model::id::{EntityId, LabelKey, LayerKey};
use crate::model::register::Register;
use crate::text::characters::is_unspaced_script;
use crate::text::folding::Folding;
use crate::text::matching::{Search, find_in};
use crate::text::names::is_acronym;
use crate::text::words::words_in;

/// Upper and lower case count as equal.
const ANY_CASE: Folding = Folding { case: true, accents: false, arabic_forms: false, width: false };

/// Known texts, by what they begin with, so that a sentence is searched only for those that can be in it.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// By their first word in lower case.
    by_word: BTreeMap<String, Vec<Entry>>,
    /// By their first character, those in scripts without spaces between words: where a word begins there depends on
    /// what is around it.
    unspaced: BTreeMap<char, Vec<Entry>>,
}

#[derive(Debug)]
struct Entry {
    text: String,
    any_case: bool,
    rule: Rule,
    label: Option<LabelKey>,
    entity: Option<EntityId>,
}

impl Known {
    /// Takes in every name of the register.
    pub(super) fn add_register(&mut self, register: &Register) {
        for entity in register.entities.values() {
            let aliases = entity.aliases.iter().map(|alias| (&alias.text, !alias.case_sensitive));
            for (text, any_case) in std::iter::once((&entity.name, true)).chain(aliases) {
                // "IS" is no "is", whatever was said of it.
                let any_case = any_case && !is_acronym(text);
                let (label, entity) = (entity.kind.clone(), Some(entity.id.clone()));
                self.add(Entry { text: text.clone(), any_case, rule: Rule::Alias, label, entity });
            }
        }
    }

    /// Takes in every text that one of `marks` holds, with the label and entity of the first that does.
    pub(super) fn add_marks<'a>(&mut self, text: &str, marks: impl Iterator<Item = &'a Arc<Annotation>>) {
        let mut seen: HashSet<&str> = HashSet::new();
        for mark in marks.filter(|mark| !mark.spans.is_discontinuous()) {
            let Some(quote) = text.get(mark.spans.hull().range()) else { continue };
            if seen.insert(quote) {
                let (label, entity) = (Some(mark.label.clone()), mark.entity.clone());
                self.add(Entry {
                    text: quote.to_owned(),
                    any_case: false,
                    rule: Rule::Repeat,
                    label,
                    entity,
                });
            }
        }
    }

    fn add(&mut self, entry: Entry) {
        match (first_word(&entry.text), entry.text.chars().next()) {
            (Some(word), _) => self.by_word.entry(word).or_default().push(entry),
            (None, Some(first)) => self.unspaced.entry(first).or_default().push(entry),
            (None, None) => {}
        }
    }

    /// Every occurrence of a known text in the sentence `span` (bytes) as a candidate in `layer`, in no order.
    pub(super) fn find(&self, text: &str, span: &Range<usize>, layer: &LayerKey) -> Vec<Candidate> {
        let words: BTreeSet<String> =
            words_in(text, span.clone()).map(|word| ANY_CASE.fold(&text[word])).collect();
        let likely = words.iter().filter_map(|word| self.by_word.get(word)).flatten();
        let sentence = text.get(span.clone()).unwrap_or_default();
        let characters: BTreeSet<char> =
            if self.unspaced.is_empty() { BTreeSet::new() } else { sentence.chars().collect() };
        let unspaced = characters.iter().filter_map(|first| self.unspaced.get(first)).flatten();
        let hits = likely.chain(unspaced).flat_map(|entry| {
            let folding = if entry.any_case { ANY_CASE } else { Folding::default() };
            let search =
                Search { needle: entry.text.clone(), folding, whole_words: true, inflections: false };
            find_in(text, span.clone(), &search).into_iter().map(move |span| Candidate {
                span,
                rule: entry.rule,
                layer: layer.clone(),
                label: entry.label.clone(),
                entity: entry.entity.clone(),
                quantity: None,
                said: None,
                suggestion: None,
            })
        });
        hits.collect()
    }
}

/// The first word in lower case; nothing where words are not told apart by spaces.
fn first_word(text: &str) -> Option<String> {
    let word = words_in(text, 0..text.len()).next()?;
    let word = &text[word];
    if word.contains(is_unspaced_script) { None } else { Some(ANY_CASE.fold(word)) }
}
