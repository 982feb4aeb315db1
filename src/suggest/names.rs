//! Names, and what they seem to name.
//!
//! A run of capitalised words is a name; what kind of thing it names is told from the words in it ("Ministry of Works"),
//! before it ("Col.", "in"), and from the other places of the same article at which it stands.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::language::{Language, NameWords};
use crate::text::calendar::is_date_word;
use crate::text::names::{Name, is_acronym, names_in};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A body of people.
    Organization,
    /// A people, faith or nation.
    Group,
    /// A place with a government.
    Place,
    /// A place that nobody governs.
    NaturalPlace,
    /// A thing that was built.
    Facility,
    /// A war, a storm, a contest.
    Event,
    /// A law or treaty.
    Law,
}

impl NameKind {
    /// Its label in OntoNotes 5.
    pub const fn ontonotes(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Organization => "ORG",
            Self::Group => "NORP",
            Self::Place => "GPE",
            Self::NaturalPlace => "LOC",
            Self::Facility => "FAC",
            Self::Event => "EVENT",
            Self::Law => "LAW",
        }
    }
}

/// A name that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundName {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// What it seems to name.
    pub kind: Option<NameKind>,
    /// Why it is taken for that.
    pub reason: &'static str,
    /// How sure that is, in percent.
    pub percent: u8,
}

/// The names of `spans` of `text`, stretches without headlines and boxes, in order. In a language that is not read nothing is
/// known of what they name.
pub fn names(text: &str, spans: &[Range<usize>], language: Option<&str>) -> Vec<FoundName> {
    let words = Language::of(language).map(|language| &language.words.names);
    let all: Vec<Name> = spans.iter().flat_map(|span| names_in(text, span.clone())).collect();
    let sure: HashSet<&str> =
        all.iter().filter(|name| !name.lone_opener).map(|name| &text[name.span.clone()]).collect();
    let likely = all.iter().filter(|name| {
        let written = &text[name.span.clone()];
        let is_other = words.is_some_and(|words| words.not_names.contains(&written.to_lowercase()));
        !is_date_word(written) && !is_other && (!name.lone_opener || sure.contains(written))
    });
    let mut found: Vec<FoundName> = likely
        .map(|name| {
            let guess = words.and_then(|words| guess(text, &name.span, words));
            let (kind, reason, percent) = guess
                .map_or((None, "words with capitals", 50), |(kind, reason, sure)| (Some(kind), reason, sure));
            FoundName { span: name.span.clone(), kind, reason, percent }
        })
        .collect();
    agree(text, &mut found);
    found
}

/// What the name at `span` seems to name, why, and how sure that is in percent.
fn guess(text: &str, span: &Range<usize>, words: &NameWords) -> Option<(NameKind, &'static str, u8)> {
    let written = &text[span.clone()];
    let lower = written.to_lowercase();
    let parts: Vec<&str> = lower.split([' ', '-', '\u{a0}']).filter(|part| !part.is_empty()).collect();
    let (first, last) = (parts.first()?, parts.last()?);
    if words.countries.contains(&lower) || words.places.contains(&lower) {
        return Some((NameKind::Place, "a country or a city", 95));
    }
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    if words.groups.contains(&lower) || words.groups.contains(singular) {
        return Some((NameKind::Group, "the name of a people or a faith", 90));
    }
    if words.organizations.contains(&lower) {
        return Some((NameKind::Organization, "a body of people", 90));
    }
    if words.natural.contains(&lower) {
        return Some((NameKind::NaturalPlace, "a part of the world", 90));
    }
    let kinds = [
        (&words.laws, NameKind::Law),
        (&words.events, NameKind::Event),
        (&words.facilities, NameKind::Facility),
        (&words.natural, NameKind::NaturalPlace),
        (&words.organizations, NameKind::Organization),
        (&words.places, NameKind::Place),
    ];
    let head = if parts.len() > 1 { Some(*last) } else { None };
    // "Ministry of Works", "Lake Tessa", "Río Orlan".
    let opening = Some(*first).filter(|_| parts.len() > 1);
    for word in opening
        .into_iter()
        .filter(|_| written.contains(" of ") || written.contains(" de ") || written.contains(" del "))
        .chain(head)
        .chain(opening)
    {
        if let Some((_, kind)) = kinds.iter().find(|(set, _)| set.contains(word)) {
            return Some((*kind, "a word in it says what it is", 85));
        }
    }
    let before = text[..span.start].trim_end_matches([' ', '\u{a0}', '.']);
    let word = before.rsplit(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
    let is_same_line = !text[before.len()..span.start].contains('\n');
    let word = if is_same_line { word.to_lowercase() } else { String::new() };
    if words.titles.contains(&word) {
        return Some((NameKind::Person, "a title stands before it", 90));
    }
    if is_acronym(written) {
        return Some((NameKind::Organization, "an acronym", 65));
    }
    if words.in_place.contains(&word) && parts.len() <= 2 {
        return Some((NameKind::Place, "a word of place stands before it", 65));
    }
    let is_personal = (2..=4).contains(&parts.len()) && !written.contains(['&', ',']);
    is_personal.then_some((NameKind::Person, "two or more words with capitals", 55))
}

/// What the other places of an article say: the same name names the same, a last name its owner, an acronym what it stands for.
fn agree(text: &str, found: &mut [FoundName]) {
    let mut votes: BTreeMap<&str, BTreeMap<NameKind, u32>> = BTreeMap::new();
    for name in found.iter() {
        if let Some(kind) = name.kind {
            *votes.entry(&text[name.span.clone()]).or_default().entry(kind).or_default() +=
                u32::from(name.percent.saturating_sub(40));
        }
    }
    let best = |votes: &BTreeMap<NameKind, u32>| {
        votes.iter().max_by_key(|(_, count)| **count).map(|(kind, _)| *kind)
    };
    let by_name: BTreeMap<&str, NameKind> =
        votes.iter().filter_map(|(name, votes)| Some((*name, best(votes)?))).collect();
    let mut by_last: BTreeMap<&str, NameKind> = BTreeMap::new();
    for (name, kind) in &by_name {
        if *kind == NameKind::Person
            && let Some((_, last)) = name.rsplit_once(' ')
        {
            by_last.insert(last.trim_start_matches("al-"), NameKind::Person);
        }
    }
    let expansions = expansions(text, found);
    for name in found {
        let written = &text[name.span.clone()];
        if let Some(kind) = expansions.get(written).and_then(|whole| by_name.get(whole.as_str())) {
            (name.kind, name.reason, name.percent) = (Some(*kind), "an acronym that is spelled out", 85);
        } else if let Some(kind) = by_last.get(written).filter(|_| name.percent < 80) {
            (name.kind, name.reason, name.percent) =
                (Some(*kind), "the last name of somebody named in full", 80);
        } else if let Some(kind) = by_name.get(written).filter(|kind| name.kind != Some(**kind)) {
            (name.kind, name.reason) = (Some(*kind), "so it is elsewhere in the article");
        }
    }
}

/// Acronyms in brackets behind the name that they stand for: "Syrian Democratic Forces (SDF)".
fn expansions(text: &str, found: &[FoundName]) -> BTreeMap<String, String> {
    let pairs = found.windows(2).filter_map(|pair| {
        let [whole, short] = pair else { return None };
        let between = &text[whole.span.end..short.span.start];
        let closes = text[short.span.end..].starts_with(')');
        (between.trim_start() == "(" && closes)
            .then(|| (text[short.span.clone()].to_owned(), text[whole.span.clone()].to_owned()))
    });
    pairs.collect()
}
