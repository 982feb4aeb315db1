//! What the rule for attributions knows of a language.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::phrases::Phrases;
use super::tokens::Token;
use crate::model::attribution::Polarity;

/// Words of saying and of speakers, as a file of a language has them: see the remarks in `assets/languages/en.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SpeechWords {
    cues: BTreeMap<String, Vec<String>>,
    pub(super) weak: BTreeSet<String>,
    pub(super) objects: BTreeSet<String>,
    pub(super) hedged: BTreeSet<String>,
    pub(super) tells: BTreeSet<String>,
    pub(super) that: BTreeSet<String>,
    according: Vec<String>,
    pub(super) translations: BTreeSet<String>,
    as_saying: Vec<String>,
    pub(super) be: BTreeSet<String>,
    pub(super) describes: BTreeSet<String>,
    pub(super) auxiliaries: BTreeSet<String>,
    pub(super) participles: BTreeSet<String>,
    pub(super) additions: BTreeSet<String>,
    pub(super) including: BTreeSet<String>,
    pub(super) planned: BTreeSet<String>,
    pub(super) predicted: BTreeSet<String>,
    pub(super) since: BTreeSet<String>,
    pub(super) past: BTreeSet<String>,
    pub(super) perfects: BTreeSet<String>,
    pub(super) places_at: BTreeSet<String>,
    pub(super) at: BTreeSet<String>,
    pub(super) reflexives: BTreeSet<String>,
    pub(super) gerund_endings: Vec<String>,
    pub(super) believed: BTreeSet<String>,
    withheld: Vec<String>,
    unsourced: Vec<String>,
    pub(super) skips: BTreeSet<String>,
    adverb_endings: Vec<String>,
    pub(super) pronouns: BTreeSet<String>,
    pub(super) own: BTreeSet<String>,
    pub(super) determiners: BTreeSet<String>,
    pub(super) prepositions: BTreeSet<String>,
    pub(super) partitives: BTreeSet<String>,
    pub(super) openers: BTreeSet<String>,
    pub(super) subordinators: BTreeSet<String>,
    pub(super) relatives: BTreeSet<String>,
    pub(super) coordinators: BTreeSet<String>,
    finite: BTreeSet<String>,
    finite_endings: Vec<String>,
    no_finite: BTreeSet<String>,
    pub(super) noun_before: BTreeSet<String>,
    pub(super) noun_after: BTreeSet<String>,
    pub(super) channel_before: BTreeSet<String>,
    pub(super) channels: BTreeSet<String>,
    pub(super) days: BTreeSet<String>,
}

/// The phrases among them, ready to be looked up.
#[derive(Debug)]
pub(super) struct SpeechPhrases {
    /// Verbs of saying, with whether the speaker stands by what is said.
    pub(super) cues: Phrases<Polarity>,
    pub(super) according: Phrases<()>,
    pub(super) as_saying: Phrases<()>,
    pub(super) withheld: Phrases<()>,
    pub(super) unsourced: Phrases<()>,
}

impl SpeechWords {
    /// The phrases, or what is wrong with them.
    pub(super) fn phrases(&self) -> Result<SpeechPhrases, String> {
        let mut cues = Vec::new();
        for (name, forms) in &self.cues {
            let polarity =
                Polarity::from_name(name).ok_or_else(|| format!("there is no polarity {name:?}"))?;
            cues.extend(forms.iter().map(|form| (form.as_str(), polarity)));
        }
        let flags = |list: &[String]| Phrases::new(list.iter().map(|phrase| (phrase.as_str(), ())));
        Ok(SpeechPhrases {
            cues: Phrases::new(cues),
            according: flags(&self.according),
            as_saying: flags(&self.as_saying),
            withheld: flags(&self.withheld),
            unsourced: flags(&self.unsourced),
        })
    }

    /// Whether `token` may stand between a speaker and the verb.
    pub(super) fn is_skipped(&self, token: &Token<'_>) -> bool {
        let is_adverb =
            || token.is_lower_word() && self.adverb_endings.iter().any(|end| ends(&token.lower, end));
        self.skips.contains(&*token.lower) || is_adverb()
    }

    /// Whether `lower` is the form of a verb that hardly is anything else.
    pub(super) fn is_finite_word(&self, lower: &str) -> bool {
        self.finite.contains(lower)
    }

    /// Whether `token` is likely the verb of a clause.
    pub(super) fn is_finite(&self, token: &Token<'_>) -> bool {
        let by_ending = || {
            token.is_lower_word()
                && !self.no_finite.contains(&*token.lower)
                && self.finite_endings.iter().any(|end| ends(&token.lower, end))
        };
        self.finite.contains(&*token.lower) && !token.is_capital() || by_ending()
    }
}

/// Whether `word` has the ending `end` and something before it.
fn ends(word: &str, end: &str) -> bool {
    word.len() > end.len() + 2 && word.ends_with(end)
}
