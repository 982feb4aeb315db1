//! Finding many words at once: all the names that a project knows, in one pass over an article.

use std::ops::Range;

use aho_corasick::AhoCorasick;
use thiserror::Error;

use super::folding::{Folded, Folding};
use super::matching::{Search, accepted};

/// Why searches cannot be made at once.
#[derive(Debug, Error)]
pub enum SearchSetError {
    /// Their words need a table of more than two thousand million entries.
    #[error("{count} searches are too many to be made at once")]
    TooLarge {
        /// How many searches there are.
        count: usize,
        /// What the builder of the table says.
        source: aho_corasick::BuildError,
    },
}

/// One match of one of the searches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Where the match starts, in bytes.
    pub start: usize,
    /// Where the match ends, in bytes.
    pub end: usize,
    /// Which search it is a match of, counted from 0.
    pub search: usize,
}

/// Searches that are made together. Finds for each what [`super::matching::find_in`] finds, in one pass per folding.
#[derive(Clone, Debug)]
pub struct SearchSet {
    searches: Vec<Search>,
    groups: Vec<Group>,
}

/// The searches with the same folding.
#[derive(Clone, Debug)]
struct Group {
    folding: Folding,
    /// Finds the folded needles, numbered as in `members`.
    automaton: AhoCorasick,
    /// The numbers of the searches.
    members: Vec<usize>,
}

impl SearchSet {
    /// Prepares `searches`. Those with an empty needle find nothing.
    ///
    /// Fails when their needles are too large together.
    pub fn new(searches: Vec<Search>) -> Result<Self, SearchSetError> {
        let mut needles: Vec<(Folding, Vec<usize>, Vec<String>)> = Vec::new();
        for (number, search) in searches.iter().enumerate() {
            let folding = search.folding;
            let needle = folding.fold(&search.needle);
            if needle.is_empty() {
                continue;
            }
            if let Some((_, members, folded)) = needles.iter_mut().find(|(known, ..)| *known == folding) {
                members.push(number);
                folded.push(needle);
            } else {
                needles.push((folding, vec![number], vec![needle]));
            }
        }
        let count = searches.len();
        let group = |(folding, members, needles): (Folding, Vec<usize>, Vec<String>)| {
            let automaton =
                AhoCorasick::new(needles).map_err(|source| SearchSetError::TooLarge { count, source })?;
            Ok(Group { folding, automaton, members })
        };
        let groups = needles.into_iter().map(group).collect::<Result<_, _>>()?;
        Ok(Self { searches, groups })
    }

    /// Returns the matches of all searches wholly inside `span` of `text`, ordered by place.
    ///
    /// Matches of one search do not overlap each other; those of different searches may.
    pub fn find_in(&self, text: &str, span: Range<usize>) -> Vec<Hit> {
        let end = text.floor_char_boundary(span.end);
        let span = text.ceil_char_boundary(span.start).min(end)..end;
        let mut hits = Vec::new();
        // Where the last match of each search ends.
        let mut ends = vec![0; self.searches.len()];
        for group in &self.groups {
            let folded = (!group.folding.is_none()).then(|| Folded::new(&text[span.clone()], group.folding));
            let haystack = folded.as_ref().map_or(&text[span.clone()], |folded| &folded.text);
            let edge = |at| folded.as_ref().map_or(Some(at), |folded| folded.edge(at));
            for found in group.automaton.find_overlapping_iter(haystack) {
                let number = group.members[found.pattern().as_usize()];
                let source = edge(found.start()).zip(edge(found.end()));
                let hit = source.map(|(start, end)| span.start + start..span.start + end);
                let hit = hit.and_then(|hit| accepted(text, hit, &self.searches[number]));
                let is_free =
                    |hit: &Range<usize>| hit.start >= span.start.max(ends[number]) && hit.end <= span.end;
                if let Some(hit) = hit.filter(is_free) {
                    ends[number] = hit.end;
                    hits.push(Hit { start: hit.start, end: hit.end, search: number });
                }
            }
        }
        hits.sort_unstable();
        hits
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::matching::find_in;
    use super::*;

    const FOLD_ALL: Folding = Folding { case: true, accents: true, arabic_forms: true, width: true };

    fn search(needle: &str, folding: Folding, whole_words: bool) -> Search {
        Search { needle: needle.to_owned(), folding, whole_words, inflections: whole_words }
    }

    #[test]
    fn all_names_are_found_in_one_pass() {
        let text = "Baghouz, BAGHUZ and the Syrian Army of Syria’s; والجيش";
        let set = SearchSet::new(vec![
            search("baghuz", FOLD_ALL, true),
            search("Syria", Folding::default(), true),
            search("Syrian Army", Folding::default(), true),
            search("", Folding::default(), false),
            search("Army", Folding::default(), true),
            search("جيش", FOLD_ALL, true),
        ])
        .unwrap();
        let found: Vec<_> = set
            .find_in(text, 0..text.len())
            .into_iter()
            .map(|hit| (hit.search, &text[hit.start..hit.end]))
            .collect();
        assert_eq!(found, [(0, "BAGHUZ"), (2, "Syrian Army"), (4, "Army"), (1, "Syria"), (5, "والجيش")]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn a_set_finds_what_its_searches_find(
            text in "(?s)([abAB ß's]|e\u{301}|é|و|جيش|\\PC){0,40}",
            needles in prop::collection::vec(("[abAsé]{0,3}|جيش", any::<bool>(), any::<bool>()), 0..5),
            (start, end) in (0..40_usize, 0..90_usize),
        ) {
            let searches: Vec<Search> = needles
                .iter()
                .map(|(needle, folds, whole)| search(needle, if *folds { FOLD_ALL } else { Folding::default() }, *whole))
                .collect();
            let mut expected: Vec<Hit> = Vec::new();
            for (number, search) in searches.iter().enumerate() {
                let spans = find_in(&text, start..end, search).into_iter();
                expected.extend(spans.map(|span| Hit { start: span.start, end: span.end, search: number }));
            }
            expected.sort_unstable();
            prop_assert_eq!(SearchSet::new(searches).unwrap().find_in(&text, start..end), expected);
        }
    }
}
