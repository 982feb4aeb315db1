//! Figures: those that count the same, set against each other.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Ledger;
use super::compare::{Outcome, compare, is_linked};
use super::digest::{Digest, FigureMention};
use super::places::Places;
use super::plausible::{Interval, plausible};
use super::settled::Settled;
use super::sources::time;
use crate::model::id::EventId;
use crate::model::quantity::{Approximator, Modality};
use crate::model::register::SettlementKind;

/// How many different figures of one group are compared, each with each.
const COMPARED: usize = 64;

/// With how many groups that count nearly the same one is compared.
const NEARBY: usize = 64;

/// How many times one of two figures may be the other that seem to count nearly the same.
const NEAR: u32 = 4;

/// What figures are compared by. Words are folded; empty where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// The event that they belong to.
    pub event: Option<EventId>,
    /// What is counted.
    pub counted: String,
    /// What is said of it.
    pub property: String,
    /// Where.
    pub place: String,
    /// When: two dates with a stroke between them.
    pub period: String,
    /// What kind of number it is: "count", "length", "USD".
    pub measure: String,
}

/// What groups have in common that count nearly the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Akin {
    event: Option<EventId>,
    place: String,
    said: String,
    measure: String,
}

/// How much there is to look at in a group of figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Oddness {
    /// Pairs of its figures that do not go together.
    pub conflicts: usize,
    /// Those of them that are not settled.
    pub open: usize,
    /// Groups that count nearly the same, and do not meet it.
    pub near: usize,
}

/// A figure, and the article that it stands in.
pub type Counted<'a> = (&'a Digest, &'a FigureMention);

/// Figures that count the same.
#[derive(Clone, Debug)]
pub struct FigureRow<'a> {
    /// What they count.
    pub group: &'a Group,
    /// In the order of time.
    pub figures: Vec<Counted<'a>>,
    /// Pairs that do not go together, by their places in `figures`.
    pub findings: Vec<Finding>,
}

/// Two figures that do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The earlier one.
    pub one: usize,
    /// The later one.
    pub other: usize,
    /// What comparing them comes to.
    pub outcome: Outcome,
    /// Why, in English.
    pub reason: String,
    /// What somebody has found out about the two.
    pub settled: Option<Settled>,
}

impl Finding {
    /// Whether there is something to find out.
    pub fn is_open(&self) -> bool {
        self.settled.as_ref().is_none_or(|settled| !settled.holds)
    }

    /// Whether somebody has found that the two contradict each other indeed.
    pub fn stands_as_conflict(&self) -> bool {
        let kind =
            self.settled.as_ref().filter(|settled| settled.holds).map(|settled| settled.settlement.kind);
        kind == Some(SettlementKind::Conflict)
    }
}

/// Two groups that seem to count nearly the same.
#[derive(Clone, Debug)]
pub struct Near<'a> {
    /// A figure of the one.
    pub one: Counted<'a>,
    /// A figure of the other.
    pub other: Counted<'a>,
    /// Why they are not compared, in English.
    pub reason: String,
}

impl FigureMention {
    /// What it asserts of what, in a line that is the same for as long as that is.
    pub fn assertion(&self) -> String {
        let end = |end: Option<Decimal>| end.map_or_else(String::new, |end| end.normalize().to_string());
        let number = self.asserted.map_or_else(String::new, |asserted| {
            let open = if asserted.low_open { "(" } else { "[" };
            let close = if asserted.high_open { ")" } else { "]" };
            format!("{open}{}, {}{close}", end(asserted.low), end(asserted.high))
        });
        let Group { event, counted, property, place, period, measure } = &self.group;
        let event = event.as_ref().map_or("", EventId::as_str);
        let approximator = self.quantity.approximator.map_or("", Approximator::name);
        let modality = self.quantity.modality;
        let modality = if modality == Modality::Actual { "" } else { modality.name() };
        let parts = [approximator, &number, measure, counted, property, place, period, event, modality];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// What its words make plausible.
    pub fn plausible(&self) -> Option<Interval> {
        self.asserted.map(|asserted| plausible(&self.quantity, asserted))
    }
}

impl Ledger {
    /// How many groups of figures there are in which something is to be found out.
    pub fn open_len(&self) -> usize {
        self.odd.values().filter(|odd| odd.open > 0).count()
    }

    /// How many groups of figures there are.
    pub fn groups_len(&self) -> usize {
        self.by_group.len()
    }

    /// The groups of figures: what is to be looked at first, then the largest first.
    pub fn groups(&self) -> Vec<(&Group, usize)> {
        let mut all: Vec<_> = self.by_group.iter().map(|(group, places)| (group, places.len())).collect();
        all.sort_by_cached_key(|(group, count)| {
            let Oddness { conflicts, open, near } = self.oddness(group);
            (open == 0, conflicts == 0, near == 0, std::cmp::Reverse(*count), *group)
        });
        all
    }

    /// The figures of `group`, with what does not go together.
    pub fn figures<'a>(&'a self, group: &'a Group) -> FigureRow<'a> {
        let figures = self.counted(group);
        FigureRow { group, findings: self.findings(&figures), figures }
    }

    fn counted<'a>(&'a self, group: &Group) -> Vec<Counted<'a>> {
        let places = self.by_group.get(group).into_iter().flat_map(Places::iter);
        let figures = places.filter_map(|(number, index)| {
            let digest = self.digest(number)?;
            Some((digest.as_ref(), digest.figures.get(index as usize)?))
        });
        let mut figures: Vec<Counted<'a>> = figures.collect();
        figures.sort_by_cached_key(|(digest, figure)| {
            (time(digest.metadata.published), digest.article.clone(), figure.span.start)
        });
        figures
    }

    /// The groups that are named enough to be compared and have figures that do not go together.
    pub fn conflicts(&self) -> Vec<FigureRow<'_>> {
        let rows = self.odd.iter().filter(|(_, odd)| odd.conflicts > 0);
        rows.map(|(group, _)| self.figures(group)).collect()
    }

    /// Pairs of groups that count nearly the same, and whose numbers do not meet: of one event or place, with about the same said of
    /// things that differ, or at times that differ.
    pub fn near(&self) -> Vec<Near<'_>> {
        let rows = self.odd.iter().filter(|(_, odd)| odd.near > 0);
        rows.flat_map(|(group, _)| {
            self.near_to(group).into_iter().filter(move |near| near.other.1.group > *group)
        })
        .collect()
    }

    /// The groups that count nearly the same as `group`, whose numbers do not meet its own.
    pub fn near_to(&self, group: &Group) -> Vec<Near<'_>> {
        let Some(akin) = group.akin().and_then(|akin| self.akin.get(&akin)) else { return Vec::new() };
        let own = self.counted(group);
        let Some(one) = own.first() else { return Vec::new() };
        let others = akin.iter().filter(|other| *other != group).take(NEARBY);
        let near = others.filter_map(|other| {
            let other = *self.counted(other).first()?;
            if !is_far(one.1, other.1) || is_linked(one.1, other.1) {
                return None;
            }
            let (outcome, reason) = compare(one.1, other.1);
            (outcome == Outcome::NotComparable).then_some(Near { one: *one, other, reason })
        });
        near.collect()
    }

    /// What is odd about `group`.
    pub fn oddness(&self, group: &Group) -> Oddness {
        self.odd.get(group).copied().unwrap_or_default()
    }

    /// Looks again at groups that have changed, and at those that count nearly the same.
    pub(super) fn look_again(&mut self) {
        let changed = std::mem::take(&mut self.changed);
        let akin: BTreeSet<Akin> = changed.iter().filter_map(Group::akin).collect();
        let near = akin.iter().filter_map(|akin| self.akin.get(akin)).flatten();
        let touched: BTreeSet<&Group> = changed.iter().chain(near).collect();
        let odd: Vec<(Group, Oddness)> = touched
            .into_iter()
            .map(|group| {
                let mut odd = Oddness { near: self.near_to(group).len(), ..self.oddness(group) };
                if changed.contains(group) {
                    let findings = group.is_named().then(|| self.findings(&self.counted(group)));
                    let findings = findings.unwrap_or_default();
                    odd.open = findings.iter().filter(|finding| finding.is_open()).count();
                    odd.conflicts = findings.len();
                }
                (group.clone(), odd)
            })
            .collect();
        for (group, odd) in odd {
            if odd == Oddness::default() {
                self.odd.remove(&group);
            } else {
                self.odd.insert(group, odd);
            }
        }
    }
}

impl Group {
    /// Whether it says enough of what is counted that figures of it can be compared.
    pub fn is_named(&self) -> bool {
        !self.counted.is_empty()
            && (!self.property.is_empty() || !self.place.is_empty() || self.event.is_some())
    }

    /// What it shares with groups that count nearly the same: the event, else the place, and about what is said. None where it
    /// does not say enough.
    pub(super) fn akin(&self) -> Option<Akin> {
        let is_somewhere = self.event.is_some() || !self.place.is_empty();
        (is_somewhere && !self.counted.is_empty() && !self.property.is_empty()).then(|| Akin {
            event: self.event.clone(),
            place: if self.event.is_some() { String::new() } else { self.place.clone() },
            said: kin(&self.property).to_owned(),
            measure: self.measure.clone(),
        })
    }
}

/// What is said with one of these words is about the same.
const KIN: &[&[&str]] = &[
    &[
        "left",
        "fled",
        "evacuated",
        "escaped",
        "displaced",
        "poured out",
        "departed",
        "moved",
        "out",
        "uprooted",
    ],
    &["killed", "died", "dead", "lost their lives"],
    &["wounded", "injured", "hurt"],
    &["captured", "detained", "arrested", "surrendered", "taken prisoner"],
];

/// The first word of those that say about the same as `property`.
fn kin(property: &str) -> &str {
    let known = KIN.iter().find(|words| words.contains(&property));
    known.and_then(|words| words.first()).copied().unwrap_or(property)
}

/// Whether what two figures make plausible does not meet, and is of about the same size all the same.
fn is_far(one: &FigureMention, other: &FigureMention) -> bool {
    let size = |figure: &FigureMention| figure.asserted.and_then(|asserted| asserted.low.or(asserted.high));
    let least = Decimal::from(NEAR);
    let is_close = size(one).zip(size(other)).is_some_and(|(a, b)| {
        a.checked_mul(least).is_some_and(|more| more >= b)
            && b.checked_mul(least).is_some_and(|more| more >= a)
    });
    is_close && one.plausible().zip(other.plausible()).is_some_and(|(one, other)| one.is_apart(other))
}

impl Ledger {
    /// What does not go together among `figures`, which count the same.
    fn findings(&self, figures: &[Counted<'_>]) -> Vec<Finding> {
        // The same number said again is compared once, where it is said first.
        let mut different: Vec<usize> = Vec::new();
        for (place, (_, figure)) in figures.iter().enumerate() {
            let same = |known: &usize| {
                let other = figures[*known].1;
                other.asserted == figure.asserted
                    && other.quantity.approximator == figure.quantity.approximator
                    && other.quantity.modality == figure.quantity.modality
                    && other.quantity.link.is_none()
                    && figure.quantity.link.is_none()
            };
            if different.len() < COMPARED && !different.iter().any(same) {
                different.push(place);
            }
        }
        let mut findings = Vec::new();
        for (at, one) in different.iter().enumerate() {
            for other in &different[at + 1..] {
                let (outcome, reason) = compare(figures[*one].1, figures[*other].1);
                if matches!(outcome, Outcome::Conflict | Outcome::Gap) {
                    let settled = self.settled(figures[*one].1, figures[*other].1);
                    findings.push(Finding { one: *one, other: *other, outcome, reason, settled });
                }
            }
        }
        findings
    }
}
