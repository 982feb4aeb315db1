//! Which of the names that are known a written name stands for, and why.
//!
//! "Baghuz" is another spelling of "Baghouz", "SDF" the initials of "Syrian Democratic Forces", "Trump" what is left of
//! "Donald Trump". Nothing is weighed and nothing learnt: each answer has one reason, which is told.

use super::language::Language;
use crate::text::folding::Folding;
use crate::text::names::is_acronym;

/// Differences that never tell two names apart.
const LOOSE: Folding = Folding { case: true, accents: true, arabic_forms: true, width: true };

/// Letters that stand for one sound where a name is written over from another script, the longer first.
const SOUNDS: &[(&str, &str)] = &[
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("gh", "g"),
    ("kh", "k"),
    ("dh", "d"),
    ("ph", "f"),
    ("q", "k"),
    ("c", "k"),
    ("y", "i"),
    ("w", "v"),
    ("e", "i"),
    ("o", "u"),
];

/// Shorter names than this are another name when one letter differs: "Iran", "Iraq".
const ONE_SLIP: usize = 5;
/// From this length on, two letters may differ.
const TWO_SLIPS: usize = 9;

/// Capitals say nothing else than that the whole line has them when there are more than these.
const SHORT: usize = 3;

/// The article that stands before Arabic names, as it is written in Latin letters.
const ARTICLES: &[&str] = &["al-", "el-", "as-", "ash-", "ar-", "an-", "ad-", "at-", "az-"];

/// Why a name is taken to be that of an entity: the surer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkReason {
    /// It is its name.
    Name,
    /// It is another of its names.
    Alias,
    /// The article writes the one in brackets after the other.
    SpelledOut,
    /// It is the initials of its name.
    Acronym,
    /// Its initials are the name.
    Expansion,
    /// It is the last word of its name: "Baghdadi" for "Abu Bakr al-Baghdadi".
    LastName,
    /// Its last word is the name: "Abu Bakr al-Baghdadi" for "Baghdadi".
    FullName,
    /// It is written almost like it.
    Spelling,
    /// It has the initials of its name, but other words: to be looked at.
    OtherExpansion,
}

impl LinkReason {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Alias,
        Self::SpelledOut,
        Self::Acronym,
        Self::Expansion,
        Self::LastName,
        Self::FullName,
        Self::Spelling,
        Self::OtherExpansion,
    ];

    /// The name that outcomes and texts use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Alias => "alias",
            Self::SpelledOut => "spelled_out",
            Self::Acronym => "acronym",
            Self::Expansion => "expansion",
            Self::LastName => "last_name",
            Self::FullName => "full_name",
            Self::Spelling => "spelling",
            Self::OtherExpansion => "other_expansion",
        }
    }

    /// Whether the name is new to the entity and always stands for it: worth remembering as another of its names.
    pub const fn is_alias(self) -> bool {
        matches!(
            self,
            Self::SpelledOut | Self::Acronym | Self::Expansion | Self::Spelling | Self::OtherExpansion
        )
    }

    /// Whether it holds only between two of a kind: a town may be called as a man is.
    pub const fn needs_kind(self) -> bool {
        matches!(self, Self::LastName | Self::FullName | Self::Spelling | Self::OtherExpansion)
    }
}

/// A name of an entity.
#[derive(Clone, Copy, Debug)]
pub struct KnownName<'a> {
    /// The name.
    pub text: &'a str,
    /// Whether its case must match.
    pub case_sensitive: bool,
    /// Whether it is the name by which the entity goes.
    pub is_canonical: bool,
}

/// A name as it was written somewhere, ready to be compared.
#[derive(Clone, Debug)]
pub struct Written {
    text: String,
    folded: String,
    bare: String,
    skeleton: String,
    initials: String,
    is_acronym: bool,
}

impl Written {
    /// `text`, as it stands in an article in `language`.
    pub fn new(text: &str, language: Option<&str>) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let folded = folded(&text);
        let titles = Language::of(language).map(|language| &language.words.names.titles);
        let mut rest = folded.as_str();
        while let Some((first, after)) = rest.split_once(' ')
            && titles.is_some_and(|titles| titles.contains(first.trim_end_matches('.')))
        {
            rest = after;
        }
        let bare = without_article(rest).to_owned();
        let (skeleton, initials, is_acronym) = (skeleton(&bare), initials(&text), is_acronym(&text));
        Self { text, folded, bare, skeleton, initials, is_acronym }
    }

    /// Why it would be one of `names`, those of one entity: the surest reason, and the name that it is about.
    pub fn names<'a>(&self, names: impl Iterator<Item = KnownName<'a>>) -> Option<(LinkReason, &'a str)> {
        let names: Vec<KnownName<'a>> = names.collect();
        // What the initials of the entity are known to stand for.
        let whole = names.iter().find(|name| !is_acronym(name.text) && initials(name.text) == self.initials);
        let reasons = names.iter().filter_map(|name| {
            let reason = self.reason(name)?;
            match whole {
                Some(whole) if reason == LinkReason::Expansion => {
                    Some((LinkReason::OtherExpansion, whole.text))
                }
                _ => Some((reason, name.text)),
            }
        });
        reasons.min_by_key(|(reason, _)| *reason)
    }

    /// Why it would be `name`.
    fn reason(&self, name: &KnownName<'_>) -> Option<LinkReason> {
        // "US" is no "us"; "TRUMP" in a headline is "Trump".
        let is_short = self.is_acronym && self.folded.chars().count() <= SHORT;
        let must_match = name.case_sensitive || is_short || is_acronym(name.text);
        let is_same = if must_match { self.text == name.text } else { self.folded == folded(name.text) };
        if is_same {
            return Some(if name.is_canonical { LinkReason::Name } else { LinkReason::Alias });
        }
        if self.is_acronym || is_acronym(name.text) {
            return self.of_initials(name.text);
        }
        let other = folded(name.text);
        let other = without_article(&other);
        if self.bare == other {
            return Some(LinkReason::Spelling);
        }
        let (own_words, other_words) = (self.bare.split(' ').count(), other.split(' ').count());
        match (own_words, other_words) {
            (1, 2..) if last_word(other) == self.bare => return Some(LinkReason::LastName),
            (2.., 1) if last_word(&self.bare) == other => return Some(LinkReason::FullName),
            _ => {}
        }
        self.is_spelling_of(other).then_some(LinkReason::Spelling)
    }

    /// Why it and `name`, one of which is a name of initials, would be the same.
    fn of_initials(&self, name: &str) -> Option<LinkReason> {
        let short = without_dots(&self.text);
        match (self.is_acronym, is_acronym(name)) {
            (true, true) => (short == without_dots(name)).then_some(LinkReason::Spelling),
            (true, false) => (initials(name) == short).then_some(LinkReason::Acronym),
            (false, _) => (self.initials == without_dots(name)).then_some(LinkReason::Expansion),
        }
    }

    fn is_spelling_of(&self, other: &str) -> bool {
        let count = self.bare.chars().count().min(other.chars().count());
        if count < ONE_SLIP || self.bare.chars().next() != other.chars().next() {
            return false;
        }
        if self.skeleton == skeleton(other) {
            return true;
        }
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let allowed = if count < TWO_SLIPS { 1 } else { 2 };
        self.bare.chars().count().abs_diff(other.chars().count()) <= allowed
            && digits(&self.bare) == digits(other)
            && strsim::osa_distance(&self.bare, other) <= allowed
    }
}

fn folded(text: &str) -> String {
    LOOSE.fold(&text.replace(['\u{2019}', '\u{2bc}'], "'").replace(['\u{2010}', '\u{2011}'], "-"))
}

fn without_article(folded: &str) -> &str {
    ARTICLES.iter().find_map(|article| folded.strip_prefix(article)).unwrap_or(folded)
}

fn last_word(folded: &str) -> &str {
    without_article(folded.rsplit(' ').next().unwrap_or(folded))
}

fn without_dots(text: &str) -> String {
    text.replace('.', "")
}

/// The first letters of the words that begin with a capital, of a name of at least two such words.
fn initials(text: &str) -> String {
    let words = text.split([' ', '-', '\u{a0}']).filter_map(|word| word.chars().next());
    let initials: String = words.filter(|first| first.is_uppercase()).collect();
    if initials.chars().count() > 1 { initials } else { String::new() }
}

/// A folded name as it sounds: one letter for each sound, none twice in a row.
fn skeleton(folded: &str) -> String {
    let mut sounds = folded.to_owned();
    for (letters, sound) in SOUNDS {
        sounds = sounds.replace(letters, sound);
    }
    let mut skeleton = String::with_capacity(sounds.len());
    for sign in sounds.chars().filter(|sign| sign.is_alphanumeric()) {
        if !skeleton.ends_with(sign) {
            skeleton.push(sign);
        }
    }
    skeleton
}
