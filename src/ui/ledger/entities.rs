//! Entities: where each is named, in context, and with whom.

use super::content::{Card, Chip, Extent, MOST_ROWS, Note, Place, Row, Tone};
use super::parts::{Head, Key, Source};
use super::said;
use crate::model::id::EntityId;
use crate::ui::moment;

/// How many entities are listed beside each.
const BESIDE: usize = 6;

/// Every entity of the register.
pub(super) fn heads(source: Source<'_>) -> Vec<Head> {
    let rows = source.ledger.entities();
    rows.into_iter()
        .map(|row| {
            let names = row.entity.aliases.iter().map(|alias| alias.text.to_lowercase());
            let names = std::iter::once(row.entity.name.to_lowercase()).chain(names);
            Head {
                key: Key::Entity(row.entity.id.clone()),
                name: names.collect::<Vec<_>>().join("\n"),
                extent: Extent {
                    notes: usize::from(!row.entity.aliases.is_empty())
                        + usize::from(source.ledger.has_beside(&row.entity.id)),
                    ..Extent::of(row.mentions as usize)
                },
            }
        })
        .collect()
}

/// One entity.
pub(super) fn card(source: Source<'_>, id: &EntityId) -> Option<Card> {
    let texts = source.texts;
    let row = source.ledger.entity(source.ledger.register().entities.get(id)?);
    let mentions = row
        .articles
        .iter()
        .flat_map(|(digest, found)| found.mentions().iter().map(move |naming| (*digest, naming)));
    let rows: Vec<Row> = mentions
        .take(MOST_ROWS)
        .map(|(digest, naming)| Row {
            who: digest.metadata.title.clone().unwrap_or_else(|| digest.article.to_string()),
            when: said::whence(digest, digest.metadata.published, texts),
            words: naming.context.to_string(),
            accent: naming.own.clone(),
            citation: said::citation(digest, "", &naming.context, texts),
            place: Some(Place {
                article: digest.article.clone(),
                span: naming.span.clone(),
                mark: Some(naming.annotation.clone()),
            }),
            ..Row::default()
        })
        .collect();
    let counts = [("mentions", row.mentions.into()), ("articles", row.articles.len().into())];
    let mut about = vec![texts.with("ledger-entity-about", counts)];
    let at = |place: Option<&(&crate::ledger::digest::Digest, _)>| {
        place.and_then(|(digest, _)| digest.metadata.published).map(|at| moment::written(at, texts))
    };
    if let (Some(first), Some(last)) = (at(row.articles.first()), at(row.articles.last())) {
        let words = [("first", first.clone().into()), ("last", last.clone().into())];
        about.push(if first == last { first } else { texts.with("ledger-from-to", words) });
    }
    let aliases: Vec<&str> = row.entity.aliases.iter().map(|alias| alias.text.as_str()).collect();
    let mut notes = Vec::new();
    let mut note = |words| notes.push(Note { words, tone: Tone::Plain, goal: None, figures: None });
    if !aliases.is_empty() {
        note(texts.name("ledger-also", &aliases.join(", ")));
    }
    let beside = source.ledger.beside(id, BESIDE);
    if !beside.is_empty() {
        let names = beside.iter().map(|(other, articles)| format!("{} ({articles})", other.name));
        note(texts.name("ledger-beside", &names.collect::<Vec<_>>().join(", ")));
    }
    let kind = row.entity.kind.as_ref().and_then(|kind| {
        let mut labels = source.schema.labels.values();
        labels.find(|label| label.key == *kind).map(|label| label.name.clone())
    });
    Some(Card {
        title: row.entity.name.clone(),
        chips: kind.map(|words| Chip { words, tone: Tone::Plain }).into_iter().collect(),
        about: about.join(" · "),
        notes,
        more: row.mentions as usize - rows.len(),
        rows,
        ..Card::default()
    })
}
