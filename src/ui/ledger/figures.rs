//! Figures: what words assert and what they make plausible, on one axis for each group.

use std::collections::BTreeSet;

use super::axis::Axis;
use super::content::{Bar, Card, Chip, Extent, Goal, MOST_ROWS, Note, Place, Row, Tone};
use super::parts::{Head, Key, Source};
use super::said;
use crate::ledger::compare::Outcome;
use crate::ledger::figures::{Counted, FigureRow, Finding, Group};
use crate::ledger::settled::Settled;
use crate::model::quantity::{Modality, QuantityKind};
use crate::ui::moment;

/// Every group of figures, what is to be looked at first.
pub(super) fn heads(source: Source<'_>) -> Vec<Head> {
    let head = |(group, count): (&Group, usize)| {
        let odd = source.ledger.oddness(group);
        Head {
            key: Key::Figures(group.clone()),
            name: title(source, group).to_lowercase(),
            extent: Extent { notes: odd.conflicts + odd.near, has_axis: true, ..Extent::of(count) },
        }
    };
    source.ledger.groups().into_iter().map(head).collect()
}

/// One group.
pub(super) fn card(source: Source<'_>, group: &Group) -> Card {
    let row = source.ledger.figures(group);
    let near = source.ledger.near_to(group);
    let is_wrong = |found: &&Finding| found.is_open() || found.stands_as_conflict();
    let odd: BTreeSet<usize> =
        row.findings.iter().filter(is_wrong).flat_map(|found| [found.one, found.other]).collect();
    let of_findings = row.findings.iter().map(|found| finding(source, &row, found));
    let of_near = near.iter().map(|near| {
        let words = [
            ("one", said::line(&near.one.1.words).into()),
            ("other", said::line(&near.other.1.words).into()),
            ("reason", said::line(&near.reason).into()),
        ];
        let goal = Some(Goal::Card(Key::Figures(near.other.1.group.clone())));
        Note {
            words: source.texts.with("ledger-not-comparable", words),
            tone: Tone::Plain,
            goal,
            figures: None,
        }
    });
    let rows: Vec<Row> = row
        .figures
        .iter()
        .enumerate()
        .take(MOST_ROWS)
        .map(|(place, counted)| figure(source, *counted, odd.contains(&place)))
        .collect();
    let bars = || rows.iter().filter_map(|row| row.bar);
    let ends = bars().flat_map(|bar| {
        [bar.low, bar.high, Some(bar.plausible.0), Some(bar.plausible.1)].into_iter().flatten()
    });
    let is_date = row.figures.iter().any(|(_, figure)| figure.quantity.kind == QuantityKind::Date);
    let axis =
        if is_date { Axis::days(&ends.collect::<Vec<_>>(), source.texts) } else { Axis::numbers(ends) };
    let articles: BTreeSet<_> = row.figures.iter().map(|(digest, _)| &digest.article).collect();
    let counts = [("figures", row.figures.len().into()), ("articles", articles.len().into())];
    Card {
        title: title(source, group),
        chips: vec![chip(source, &row, !near.is_empty())],
        about: source.texts.with("ledger-figures-about", counts),
        notes: of_findings.chain(of_near).collect(),
        times: None,
        axis: Some(axis.unwrap_or(Axis { low: 0.0, high: 1.0, ticks: Vec::new() })),
        more: row.figures.len() - rows.len(),
        rows,
    }
}

/// "People displaced, Velm flood, 12 May".
fn title(source: Source<'_>, group: &Group) -> String {
    let register = source.ledger.register();
    let event = group.event.as_ref().and_then(|id| register.events.get(id)).map(|event| event.name.clone());
    let counted = [group.counted.as_str(), group.property.as_str()];
    let counted = counted.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let counted = if counted.is_empty() {
        source.texts.name("ledger-figures-unnamed", &group.measure.replace('_', " "))
    } else {
        counted
    };
    let period = group.period.trim_matches('/').replace('/', " – ");
    let parts = [counted, group.place.clone(), event.unwrap_or_default(), period];
    let title = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The worst that there is to say of a group.
fn chip(source: Source<'_>, row: &FigureRow<'_>, has_near: bool) -> Chip {
    let open = row.findings.iter().filter(|found| found.is_open()).map(|found| found.outcome);
    let (id, tone) = match open.min() {
        Some(Outcome::Conflict) => ("ledger-conflict", Tone::Danger),
        Some(Outcome::Gap) => ("ledger-gap", Tone::Warning),
        _ if row.findings.iter().any(Finding::stands_as_conflict) => ("ledger-true-conflict", Tone::Danger),
        _ if !row.findings.is_empty() => ("ledger-settled", Tone::Good),
        _ if has_near => ("ledger-near", Tone::Plain),
        _ if row.figures.len() > 1 => ("ledger-compatible", Tone::Good),
        _ => ("ledger-single", Tone::Plain),
    };
    Chip { words: source.texts.get(id), tone }
}

/// Two figures that do not go together, and what was found out about them.
fn finding(source: Source<'_>, row: &FigureRow<'_>, found: &Finding) -> Note {
    let texts = source.texts;
    let mut words = said::line(&found.reason);
    let mut tone = if found.outcome == Outcome::Conflict { Tone::Danger } else { Tone::Warning };
    if let Some(Settled { settlement, holds }) = &found.settled {
        let kind = texts.get(&format!("ledger-settled-{}", settlement.kind.name()));
        let at = settlement.at.map(|at| moment::stamp(at, texts)).unwrap_or_default();
        let who = [("name", kind.into()), ("who", settlement.annotator.as_str().into()), ("when", at.into())];
        let id = if *holds { "ledger-settled-as" } else { "ledger-reopened" };
        words = format!("{words} — {}", texts.with(id, who));
        words += &settlement.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        if *holds && !found.stands_as_conflict() {
            tone = Tone::Good;
        }
    }
    let places = [place(row.figures[found.one]), place(row.figures[found.other])];
    Note { words, tone, goal: Some(Goal::Place(places[1].clone())), figures: Some(places) }
}

/// Where a figure stands.
fn place((digest, figure): Counted<'_>) -> Place {
    let (article, span) = (digest.article.clone(), figure.span.clone());
    Place { article, span, mark: Some(figure.annotation.clone()) }
}

fn figure(source: Source<'_>, (digest, figure): Counted<'_>, is_odd: bool) -> Row {
    let texts = source.texts;
    let number = |value: rust_decimal::Decimal| f64::try_from(value).ok();
    let bar = figure.asserted.zip(figure.plausible()).and_then(|(asserted, plausible)| {
        let low = asserted.low.and_then(number);
        let high = asserted.high.and_then(number);
        let ends = [plausible.low.and_then(number), plausible.high.and_then(number), low, high];
        let least = ends[0].or(low).or(high)?;
        let most = ends[1].or(high).or(low)?;
        Some(Bar { low, high, plausible: (least, most), is_odd })
    });
    let words = said::line(&figure.words);
    let who = match (&figure.sources[..], &digest.metadata.outlet) {
        ([], Some(outlet)) => texts.name("ledger-own-voice", outlet),
        (sources, _) => said::names(source, sources),
    };
    let modality = figure.quantity.modality;
    let chip = (modality != Modality::Actual).then(|| Chip {
        words: texts.get(&format!("ledger-modality-{}", modality.name())),
        tone: Tone::Plain,
    });
    Row {
        when: said::whence(digest, digest.metadata.published, texts),
        citation: said::citation(digest, &who, &words, texts),
        who,
        words,
        chip,
        bar,
        accent: 0..0,
        place: Some(place((digest, figure))),
    }
}
