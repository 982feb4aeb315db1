//! Sources: what each says, in the order of time, and where they go back on it.

use super::content::{Card, Chip, Extent, MOST_ROWS, Note, Row, Tone};
use super::parts::{Head, Key, Source};
use super::said;
use crate::ledger::Claimant;
use crate::ledger::sources::SourceRow;

/// Every source, with what it is known to have said.
pub(super) fn heads(source: Source<'_>) -> Vec<Head> {
    let all = source.ledger.claimants();
    let head = |(claimant, count): (&Claimant, usize)| {
        let reversals = source.ledger.reversals_of(claimant);
        Head {
            key: Key::Source(claimant.clone()),
            name: said::name(source, claimant).to_lowercase(),
            extent: Extent { notes: reversals, ..Extent::of(count) },
        }
    };
    all.into_iter().map(head).collect()
}

/// What one source says.
pub(super) fn card(source: Source<'_>, claimant: &Claimant) -> Card {
    let SourceRow { said, reversals, .. } = source.ledger.source(claimant);
    let outlets: std::collections::BTreeSet<&str> =
        said.iter().filter_map(|(digest, _)| digest.metadata.outlet.as_deref()).collect();
    let counts = [("sayings", said.len().into()), ("outlets", outlets.len().into())];
    let notes = reversals.iter().map(|(before, now)| {
        let words = |place: usize| said::line(&said[place].1.words);
        let both = [("before", words(*before).into()), ("now", words(*now).into())];
        let goal = said::place(said[*now]);
        Note {
            words: source.texts.with("ledger-reversal", both),
            tone: Tone::Warning,
            goal: Some(goal),
            figures: None,
        }
    });
    let notes: Vec<Note> = notes.collect();
    let chips = if notes.is_empty() {
        Vec::new()
    } else {
        let words = source.texts.count("ledger-reversals", notes.len());
        vec![Chip { words, tone: Tone::Warning }]
    };
    let rows: Vec<Row> =
        said.iter().take(MOST_ROWS).map(|saying| said::row(source, *saying, false)).collect();
    Card {
        title: said::name(source, claimant),
        chips,
        about: source.texts.with("ledger-source-about", counts),
        notes,
        more: said.len() - rows.len(),
        rows,
        ..Card::default()
    }
}
