//! Events: the articles, figures and claims that belong to each.

use super::content::{Card, Extent, Goal, MOST_ROWS, Note, Place, Row, Tone};
use super::parts::{Head, Key, Source};
use super::said;
use crate::model::id::EventId;
use crate::model::register::Claim;
use crate::ui::moment;

/// Every event of the register.
pub(super) fn heads(source: Source<'_>) -> Vec<Head> {
    let rows = source.ledger.events();
    rows.into_iter()
        .map(|row| Head {
            key: Key::Event(row.event.id.clone()),
            name: row.event.name.to_lowercase(),
            extent: Extent { notes: row.claims.len(), ..Extent::of(row.articles.len()) },
        })
        .collect()
}

/// One event.
pub(super) fn card(source: Source<'_>, id: &EventId) -> Option<Card> {
    let texts = source.texts;
    let row = source.ledger.events().into_iter().find(|row| row.event.id == *id)?;
    let rows: Vec<Row> = row
        .articles
        .iter()
        .take(MOST_ROWS)
        .map(|digest| {
            let title = digest.metadata.title.clone().unwrap_or_else(|| digest.article.to_string());
            Row {
                who: digest.metadata.outlet.clone().unwrap_or_default(),
                when: digest.metadata.published.map(|at| moment::written(at, texts)).unwrap_or_default(),
                citation: said::citation(digest, "", &title, texts),
                words: title,
                place: Some(Place { article: digest.article.clone(), span: 0..0, mark: None }),
                ..Row::default()
            }
        })
        .collect();
    let date = row.event.date.map(|at| moment::written(at, texts));
    let counts = [
        ("articles", row.articles.len().into()),
        ("figures", row.figures.into()),
        ("claims", row.claims.len().into()),
    ];
    let counts = texts.with("ledger-event-about", counts);
    let about = [date, row.event.place.clone(), Some(counts)];
    let notes = row.claims.iter();
    let note = |claim: &&std::sync::Arc<Claim>| Note {
        words: claim.statement.clone(),
        tone: Tone::Plain,
        goal: Some(Goal::Card(Key::Claim(claim.id.clone()))),
        figures: None,
    };
    let notes = notes.map(note).collect();
    Some(Card {
        title: row.event.name.clone(),
        about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        notes,
        more: row.articles.len() - rows.len(),
        rows,
        ..Card::default()
    })
}
