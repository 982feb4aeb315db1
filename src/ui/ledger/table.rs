//! The table behind a part of the ledger, as CSV.

use std::error::Error;

use super::content::{Card, Row};

/// The names of its columns.
const COLUMNS: [&str; 11] = [
    "title",
    "standing",
    "source",
    "place",
    "article",
    "words",
    "stance",
    "low",
    "high",
    "likely_low",
    "likely_high",
];

/// Every row of `cards` as CSV (RFC 4180), below the names of the columns.
pub(super) fn write(cards: &[Card]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut records = vec![COLUMNS.map(str::to_owned)];
    for card in cards {
        records.extend(card.rows.iter().map(|row| record(card, row)));
        if card.rows.is_empty() {
            records.push(record(card, &Row::default()));
        }
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records {
        writer.write_record(record)?;
    }
    Ok(writer.into_inner()?)
}

fn record(card: &Card, row: &Row) -> [String; 11] {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let chips = card.chips.iter().map(|chip| chip.words.as_str()).collect::<Vec<_>>().join(", ");
    let bar = row.bar;
    [
        card.title.clone(),
        chips,
        row.who.clone(),
        row.when.clone(),
        row.place.as_ref().map(|place| place.article.to_string()).unwrap_or_default(),
        row.words.clone(),
        row.chip.as_ref().map(|chip| chip.words.clone()).unwrap_or_default(),
        number(bar.and_then(|bar| bar.low)),
        number(bar.and_then(|bar| bar.high)),
        number(bar.map(|bar| bar.plausible.0)),
        number(bar.map(|bar| bar.plausible.1)),
    ]
}
