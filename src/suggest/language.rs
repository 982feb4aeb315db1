//! What the rules know of a language: one file of data for each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::phrases::Phrases;
use super::speech_words::{SpeechPhrases, SpeechWords};
use crate::model::quantity::{Approximator, QuantityKind};
use crate::model::zone::ZoneKind;

/// The languages that there are files for, by the tags of their files. The first is read where the language is not known.
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let files =
        [include_str!("../../assets/languages/en.ron"), include_str!("../../assets/languages/es.ron")];
    // A test reads every one of them.
    files.iter().filter_map(|file| Language::read(file).ok()).collect()
});

/// What is known of a language, ready to be looked up.
#[derive(Debug)]
pub struct Language {
    pub(super) words: Words,
    pub(super) approximators: Phrases<Approximator>,
    pub(super) approximators_after: Phrases<Approximator>,
    pub(super) vague: Phrases<(Decimal, Approximator)>,
    pub(super) several: Phrases<(Decimal, Approximator)>,
    pub(super) fractions: Phrases<(u32, u32)>,
    pub(super) lone_fractions: Phrases<()>,
    pub(super) lone_multiples: Phrases<()>,
    pub(super) out_of: Phrases<()>,
    pub(super) pronouns: Phrases<()>,
    pub(super) between: Phrases<()>,
    pub(super) between_joins: Phrases<()>,
    pub(super) becomes: Phrases<()>,
    pub(super) units: Phrases<(String, QuantityKind)>,
    pub(super) per: Phrases<String>,
    pub(super) percent: Phrases<()>,
    pub(super) points: Phrases<()>,
    pub(super) currencies: Phrases<String>,
    pub(super) half_after: Phrases<()>,
    pub(super) period_parts: Phrases<()>,
    pub(super) year_before: Phrases<()>,
    pub(super) decades_before: Phrases<()>,
    pub(super) morning: Phrases<()>,
    pub(super) afternoon: Phrases<()>,
    pub(super) bare_clock_before: Phrases<()>,
    pub(super) age_comparatives: Phrases<()>,
    pub(super) superlatives: Phrases<()>,
    /// Words of saying.
    pub(super) speech: SpeechPhrases,
    /// Lines that are nothing but this.
    pub(super) zones_whole: Phrases<ZoneKind>,
    /// What lines begin with that are no sentences of the article.
    pub(super) zones_begin: Phrases<ZoneKind>,
    /// What short lines hold that are no sentences of the article.
    pub(super) zones_hold: Phrases<ZoneKind>,
}

/// A file of a language, as it is written: see the remarks in `assets/languages/en.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) tag: String,
    pub(super) decimal: char,
    pub(super) ones: BTreeMap<String, u32>,
    pub(super) tens: BTreeMap<String, u32>,
    pub(super) hundreds: BTreeMap<String, u32>,
    pub(super) hundred: BTreeSet<String>,
    pub(super) scales: BTreeMap<String, u64>,
    pub(super) suffixes: BTreeSet<String>,
    pub(super) groups: BTreeMap<String, u32>,
    pub(super) of: BTreeSet<String>,
    pub(super) articles: BTreeSet<String>,
    pub(super) joins: BTreeSet<String>,
    pub(super) joins_tens: BTreeSet<String>,
    pub(super) half: BTreeSet<String>,
    pub(super) half_of: BTreeSet<String>,
    half_after: Vec<String>,
    pub(super) alone: BTreeSet<String>,
    pub(super) one_counts: BTreeSet<String>,
    vague: BTreeMap<String, (u64, Vague)>,
    several: BTreeMap<String, (u64, Vague)>,
    fractions: BTreeMap<String, (u32, u32)>,
    lone_fractions: Vec<String>,
    pub(super) multiples: BTreeMap<String, u32>,
    lone_multiples: Vec<String>,
    pub(super) times: BTreeSet<String>,
    pub(super) times_after: BTreeSet<String>,
    out_of: Vec<String>,
    pronouns: Vec<String>,
    approximators: BTreeMap<String, Vague>,
    approximators_after: BTreeMap<String, Vague>,
    between: Vec<String>,
    between_joins: Vec<String>,
    pub(super) from: BTreeSet<String>,
    pub(super) range_joins: BTreeSet<String>,
    pub(super) changes: BTreeSet<String>,
    becomes: Vec<String>,
    pub(super) change_nouns: BTreeSet<String>,
    pub(super) change_of: BTreeSet<String>,
    pub(super) between_articles: BTreeSet<String>,
    pub(super) comparatives: BTreeSet<String>,
    units: Vec<Unit>,
    per: BTreeMap<String, String>,
    pub(super) unit_before: BTreeMap<String, String>,
    percent: Vec<String>,
    points: Vec<String>,
    currencies: BTreeMap<String, String>,
    pub(super) months: BTreeMap<String, i8>,
    pub(super) unsure_months: BTreeSet<String>,
    pub(super) months_are_capitals: bool,
    pub(super) weekdays: BTreeMap<String, i8>,
    pub(super) day_parts_before: BTreeSet<String>,
    period_parts: Vec<String>,
    pub(super) date_of: BTreeSet<String>,
    pub(super) date_joins: BTreeSet<String>,
    pub(super) month_before: BTreeSet<String>,
    year_before: Vec<String>,
    pub(super) decades: BTreeMap<String, i16>,
    decades_before: Vec<String>,
    morning: Vec<String>,
    afternoon: Vec<String>,
    bare_clock_before: Vec<String>,
    pub(super) ago: BTreeSet<String>,
    pub(super) ago_before: BTreeSet<String>,
    pub(super) old: BTreeSet<String>,
    pub(super) ages_before: BTreeSet<String>,
    age_comparatives: Vec<String>,
    pub(super) age_of: BTreeSet<String>,
    pub(super) ordinals: BTreeMap<String, u32>,
    pub(super) ordinal_suffixes: BTreeSet<String>,
    pub(super) superlative_endings: Vec<String>,
    superlatives: Vec<String>,
    pub(super) not_superlatives: BTreeSet<String>,
    pub(super) not_ranked: BTreeSet<String>,
    pub(super) one_before: BTreeSet<String>,
    pub(super) name_heads: BTreeSet<String>,
    pub(super) no_nouns: BTreeSet<String>,
    pub(super) lasting: BTreeSet<String>,
    pub(super) idiom_units: BTreeSet<String>,
    pub(super) prefixes: BTreeSet<String>,
    pub(super) after_digits: BTreeSet<String>,
    pub(super) rhetorical: BTreeSet<String>,
    /// Countries whose papers write the decimal sign otherwise.
    pub(super) other_decimal: BTreeSet<String>,
    zones: ZoneWords,
    pub(super) speech: SpeechWords,
    pub(super) names: NameWords,
    pub(super) bylines: BTreeSet<String>,
    pub(super) no_byline: BTreeSet<String>,
    pub(super) title_small: BTreeSet<String>,
}

/// What names name, by what stands in them or before them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameWords {
    pub(super) titles: BTreeSet<String>,
    pub(super) organizations: BTreeSet<String>,
    pub(super) facilities: BTreeSet<String>,
    pub(super) natural: BTreeSet<String>,
    pub(super) places: BTreeSet<String>,
    pub(super) countries: BTreeSet<String>,
    pub(super) groups: BTreeSet<String>,
    pub(super) events: BTreeSet<String>,
    pub(super) laws: BTreeSet<String>,
    pub(super) in_place: BTreeSet<String>,
    pub(super) not_names: BTreeSet<String>,
}

/// What lines say that are no sentences of the article: phrases, by the kind of zone that they make.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ZoneWords {
    whole: BTreeMap<String, Vec<String>>,
    begin: BTreeMap<String, Vec<String>>,
    hold: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    name: String,
    kind: UnitKind,
    words: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum UnitKind {
    Measure,
    Duration,
}

/// An approximator, as it is written in files of languages.
#[derive(Clone, Copy, Debug)]
struct Vague(Approximator);

impl<'de> Deserialize<'de> for Vague {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Approximator::from_name(&name)
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom(format!("there is no approximator {name:?}")))
    }
}

impl Language {
    /// The language with the tag `tag` ("en-GB" is "en"), or the first there is where none is known; `None` for one that
    /// there is no file for.
    pub fn of(tag: Option<&str>) -> Option<&'static Self> {
        let Some(tag) = tag.filter(|tag| !tag.is_empty()) else { return LANGUAGES.first() };
        let main = tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        LANGUAGES.iter().find(|language| language.words.tag == main)
    }

    fn read(file: &str) -> Result<Self, String> {
        let words: Words = ron::from_str(file).map_err(|error| error.to_string())?;
        let flags = |list: &[String]| Phrases::new(list.iter().map(|phrase| (phrase.as_str(), ())));
        let approximators = |map: &BTreeMap<String, Vague>| {
            Phrases::new(map.iter().map(|(phrase, vague)| (phrase.as_str(), vague.0)))
        };
        let counts = |map: &BTreeMap<String, (u64, Vague)>| {
            Phrases::new(
                map.iter().map(|(phrase, (low, vague))| (phrase.as_str(), (Decimal::from(*low), vague.0))),
            )
        };
        let units = words.units.iter().flat_map(|unit| {
            let kind = match unit.kind {
                UnitKind::Measure => QuantityKind::Measure,
                UnitKind::Duration => QuantityKind::Duration,
            };
            unit.words.iter().map(move |word| (word.as_str(), (unit.name.clone(), kind)))
        });
        let texts = |map: &BTreeMap<String, String>| {
            Phrases::new(map.iter().map(|(phrase, text)| (phrase.as_str(), text.clone())))
        };
        let zones = |map: &BTreeMap<String, Vec<String>>| {
            let kind = |name: &str| {
                ZoneKind::from_name(name).ok_or_else(|| format!("there is no kind of zone {name:?}"))
            };
            let phrases = map.iter().map(|(name, phrases)| Ok((kind(name)?, phrases)));
            let phrases: Vec<_> = phrases.collect::<Result<_, String>>()?;
            let pairs =
                phrases.iter().flat_map(|(kind, list)| list.iter().map(|phrase| (phrase.as_str(), *kind)));
            Ok::<_, String>(Phrases::new(pairs))
        };
        Ok(Self {
            speech: words.speech.phrases()?,
            zones_whole: zones(&words.zones.whole)?,
            zones_begin: zones(&words.zones.begin)?,
            zones_hold: zones(&words.zones.hold)?,
            approximators: approximators(&words.approximators),
            approximators_after: approximators(&words.approximators_after),
            vague: counts(&words.vague),
            several: counts(&words.several),
            fractions: Phrases::new(words.fractions.iter().map(|(phrase, share)| (phrase.as_str(), *share))),
            lone_fractions: flags(&words.lone_fractions),
            lone_multiples: flags(&words.lone_multiples),
            out_of: flags(&words.out_of),
            pronouns: flags(&words.pronouns),
            between: flags(&words.between),
            between_joins: flags(&words.between_joins),
            becomes: flags(&words.becomes),
            units: Phrases::new(units),
            per: texts(&words.per),
            percent: flags(&words.percent),
            points: flags(&words.points),
            currencies: texts(&words.currencies),
            half_after: flags(&words.half_after),
            period_parts: flags(&words.period_parts),
            year_before: flags(&words.year_before),
            decades_before: flags(&words.decades_before),
            morning: flags(&words.morning),
            afternoon: flags(&words.afternoon),
            bare_clock_before: flags(&words.bare_clock_before),
            age_comparatives: flags(&words.age_comparatives),
            superlatives: flags(&words.superlatives),
            words,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_a_language_reads() {
        for file in
            [include_str!("../../assets/languages/en.ron"), include_str!("../../assets/languages/es.ron")]
        {
            let language = Language::read(file).unwrap();
            assert_eq!(Language::of(Some(&language.words.tag)).unwrap().words.tag, language.words.tag);
        }
        assert_eq!(Language::of(Some("es-MX")).unwrap().words.tag, "es");
        assert_eq!(Language::of(None).unwrap().words.tag, "en");
        assert!(Language::of(Some("ar")).is_none());
    }
}
