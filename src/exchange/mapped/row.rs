//! A row of a table as an article.

use serde_json::Value;

use super::columns::Field;
use crate::exchange::front_matter::other_key;
use crate::exchange::importer::Place;
use crate::exchange::jsonl::translated::Translated;
use crate::exchange::records::name_of;
use crate::model::moment::Moment;

/// A cell: the name of its column, what it holds, and its value.
pub(crate) type Cell<'c> = (&'c str, Option<Field>, Value);

/// The article of a row; `default` is what it is called where no column says.
pub(crate) fn article<'c>(
    place: Place,
    default: String,
    cells: impl Iterator<Item = Cell<'c>>,
) -> Result<Translated, String> {
    let (mut text, mut id, mut facts) = (None, None, Vec::new());
    for (column, field, value) in cells {
        match field {
            Some(Field::Text) => match value {
                Value::String(value) => text = Some(value),
                Value::Null => text = Some(String::new()),
                other => {
                    return Err(format!("column {column:?} is said to hold the text, but it has {other}"));
                }
            },
            Some(Field::Id) => id = name_of(&trimmed(value)),
            Some(Field::Fact(key)) => facts.push((column, Some(key), trimmed(value))),
            None => facts.push((column, None, trimmed(value))),
        }
    }
    let text = text.ok_or("the row has no text")?;
    let mut article = Translated::new(place, &id.unwrap_or(default), &text);
    if text.is_empty() {
        article.warn("the text of the row is empty");
    }
    for (column, key, value) in facts {
        match (key, value) {
            (_, Value::Null) => {}
            (_, Value::String(text)) if text.is_empty() => {}
            (Some("published"), value) => {
                let text = value.as_str().unwrap_or_default();
                text.parse::<Moment>().map_err(|error| format!("column {column:?}: {error}"))?;
                article.fact("published", value);
            }
            (Some(key), value) => article.fact(key, value),
            (None, value) => article.fact(&other_key(column.trim()), value),
        }
    }
    article.title();
    Ok(article)
}

/// A value without white space around it.
fn trimmed(value: Value) -> Value {
    match value {
        Value::String(text) => text.trim().into(),
        other => other,
    }
}
