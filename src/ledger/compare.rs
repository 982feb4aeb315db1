//! How two figures stand to each other.

use super::digest::FigureMention;
use super::plausible::plausible;
use crate::model::quantity::{FigureLinkKind, Modality};

/// What comparing two figures comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Both cannot be true.
    Conflict,
    /// Both can be true, but whoever knew the one would hardly have written the other.
    Gap,
    /// Both can be true.
    Compatible,
    /// They do not count the same.
    NotComparable,
}

impl Outcome {
    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Conflict => "literal_conflict",
            Self::Gap => "suspicious_gap",
            Self::Compatible => "compatible",
            Self::NotComparable => "not_comparable",
        }
    }
}

/// Whether somebody has said how the two stand to each other.
pub(super) fn is_linked(one: &FigureMention, other: &FigureMention) -> bool {
    let links = |from: &FigureMention, to: &FigureMention| {
        from.article == to.article
            && from.quantity.link.as_ref().is_some_and(|link| link.figure == to.annotation)
    };
    links(one, other) || links(other, one)
}

/// How two figures stand to each other, and why, in English.
pub fn compare(one: &FigureMention, other: &FigureMention) -> (Outcome, String) {
    let not = |reason: String| (Outcome::NotComparable, reason);
    if is_linked(one, other) {
        let link = one.quantity.link.as_ref().or(other.quantity.link.as_ref()).map(|link| link.kind);
        return not(match link {
            Some(FigureLinkKind::PartOf) => "one is part of the other".to_owned(),
            Some(FigureLinkKind::InAdditionTo) => "one comes on top of the other".to_owned(),
            _ => "one is measured against the other".to_owned(),
        });
    }
    if one.quantity.modality != other.quantity.modality {
        let name = |modality: Modality| modality.name();
        return not(format!(
            "one is {}, the other {}",
            name(one.quantity.modality),
            name(other.quantity.modality)
        ));
    }
    let differs = [
        ("is of", &one.group.measure, &other.group.measure),
        ("counts", &one.group.counted, &other.group.counted),
        ("says", &one.group.property, &other.group.property),
        ("holds in", &one.group.place, &other.group.place),
        ("is for", &one.group.period, &other.group.period),
    ];
    if let Some((verb, a, b)) = differs.into_iter().find(|(_, a, b)| a != b) {
        let said = |words: &str| {
            if words.is_empty() { "nothing in particular".to_owned() } else { format!("“{words}”") }
        };
        return not(format!("one {verb} {}, the other {}", said(a), said(b)));
    }
    if one.article == other.article && one.sources == other.sources {
        return not("one article gives both, in one voice".to_owned());
    }
    let (Some(a), Some(b)) = (one.asserted, other.asserted) else {
        return not("one of them asserts no number".to_owned());
    };
    let (likely_a, likely_b) = (plausible(&one.quantity, a), plausible(&other.quantity, b));
    let (words_a, words_b) = (&one.words, &other.words);
    if !likely_a.is_apart(likely_b) {
        return (Outcome::Compatible, format!("“{words_a}” and “{words_b}” can both be true"));
    }
    if a.is_apart(b) {
        return (Outcome::Conflict, format!("“{words_a}” and “{words_b}” cannot both be true"));
    }
    (
        Outcome::Gap,
        format!(
            "“{words_a}” and “{words_b}” can both be true, but who knew the one would hardly write the other"
        ),
    )
}
