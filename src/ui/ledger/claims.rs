//! Claims: their mentions in the order of time, who stands behind each and who denies it.

use super::axis::{Axis, days_of};
use super::content::{Card, Chip, Extent, Goal, MOST_ROWS, Note, Row, Times, Tone};
use super::parts::{Head, Key, Source};
use super::said;
use crate::ledger::claims::{ClaimRow, Standing};
use crate::model::attribution::Polarity;
use crate::model::id::ClaimId;
use crate::model::register::ClaimLinkKind;
use crate::ui::moment;

/// Every claim record.
pub(super) fn heads(source: Source<'_>) -> Vec<Head> {
    let links = source.ledger.links_by_claim();
    let claims = source.ledger.claims();
    let head = |(claim, count): (&std::sync::Arc<crate::model::register::Claim>, usize)| Head {
        key: Key::Claim(claim.id.clone()),
        name: claim.statement.to_lowercase(),
        extent: Extent {
            notes: links.get(&claim.id).copied().unwrap_or_default(),
            has_times: count > 1,
            ..Extent::of(count)
        },
    };
    claims.into_iter().map(head).collect()
}

/// One claim.
pub(super) fn card(source: Source<'_>, id: &ClaimId) -> Option<Card> {
    let row = source.ledger.claim(id)?;
    let texts = source.texts;
    let rows: Vec<Row> =
        row.mentions.iter().take(MOST_ROWS).map(|saying| said::row(source, *saying, true)).collect();
    let notes = row.links.iter().map(|(link, other)| {
        let is_from = link.from == row.claim.id;
        let direction = if is_from { "from" } else { "to" };
        let other = other.map_or_else(|| texts.get("ledger-no-claim"), |other| other.statement.clone());
        let words = texts.name(&format!("ledger-{}-{direction}", link.kind.name()), &other);
        let tone = match link.kind {
            ClaimLinkKind::Contradicts => Tone::Danger,
            ClaimLinkKind::Corrects => Tone::Warning,
            _ => Tone::Plain,
        };
        let other = if is_from { &link.to } else { &link.from };
        Note { words, tone, goal: Some(Goal::Card(Key::Claim(other.clone()))), figures: None }
    });
    let notes = notes.collect();
    Some(Card {
        title: row.claim.statement.clone(),
        chips: chips(source, &row),
        about: about(source, &row),
        notes,
        times: (row.mentions.len() > 1).then(|| times(source, &row)),
        axis: None,
        more: row.mentions.len() - rows.len(),
        rows,
    })
}

fn chips(source: Source<'_>, row: &ClaimRow<'_>) -> Vec<Chip> {
    let texts = source.texts;
    let (id, tone) = match row.standing() {
        Standing::Denied => ("ledger-denied", Tone::Danger),
        Standing::Doubted => ("ledger-doubted", Tone::Warning),
        Standing::Affirmed => ("ledger-affirmed", Tone::Good),
        Standing::Open => ("ledger-open", Tone::Plain),
    };
    let standing = Chip { words: texts.get(id), tone };
    let verdict = row.claim.verdict.clone().map(|words| Chip { words, tone: Tone::Plain });
    std::iter::once(standing).chain(verdict).collect()
}

/// "Said by …, denied by … · 2 sources, 3 outlets · first 20 March 2019, latest 23 March 2019".
fn about(source: Source<'_>, row: &ClaimRow<'_>) -> String {
    let texts = source.texts;
    let (said, denied) = (row.sources(), row.deniers());
    let mut parts = Vec::new();
    if !said.is_empty() {
        parts.push(texts.name("ledger-said-by", &said::names(source, said.iter().copied())));
    }
    if !denied.is_empty() {
        parts.push(texts.name("ledger-denied-by", &said::names(source, denied)));
    }
    let counts = [("sources", said.len().into()), ("outlets", row.outlets().len().into())];
    parts.push(texts.with("ledger-claim-counts", counts));
    let at = |said: Option<&crate::ledger::sources::Said<'_>>| {
        said.and_then(|(_, saying)| saying.at).map(|at| moment::written(at, texts))
    };
    match (at(row.mentions.first()), at(row.mentions.last())) {
        (Some(first), Some(last)) if first != last => {
            parts.push(texts.with("ledger-from-to", [("first", first.into()), ("last", last.into())]));
        }
        (Some(only), _) => parts.push(only),
        _ => {}
    }
    parts.join(" · ")
}

fn times(source: Source<'_>, row: &ClaimRow<'_>) -> Times {
    let dots: Vec<(f64, Tone)> = row
        .mentions
        .iter()
        .filter_map(|(_, saying)| {
            let tone = match saying.polarity {
                Polarity::Affirms => Tone::Good,
                Polarity::Denies => Tone::Danger,
                Polarity::Questions | Polarity::Withholds => Tone::Warning,
            };
            Some((days_of(saying.at?)?, tone))
        })
        .collect();
    let days: Vec<f64> = dots.iter().map(|(day, _)| *day).collect();
    let axis = Axis::days(&days, source.texts).unwrap_or(Axis { low: 0.0, high: 1.0, ticks: Vec::new() });
    Times { axis, dots }
}

/// The claim as a citation: its statement, what is made of it, and everybody's words.
pub(super) fn citation(card: &Card) -> String {
    let rows = card.rows.iter().map(|row| {
        let stance = row.chip.as_ref().map(|chip| format!("[{}] ", chip.words)).unwrap_or_default();
        format!("- {stance}{}", row.citation)
    });
    let chips = card.chips.iter().map(|chip| chip.words.as_str()).collect::<Vec<_>>().join(", ");
    let head = format!("{} ({chips})\n{}", card.title, card.about);
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}
