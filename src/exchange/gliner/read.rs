//! Reading passages of tokens with marks.

use serde_json::{Map, Value};

use super::said;
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use crate::exchange::json::kind::{Kind, is};
use crate::exchange::jsonl::translated::{Translated, Translating};
use crate::exchange::plain::has_extension;
use crate::exchange::records::{list_at, name_of, object, records, width};
use crate::exchange::source::{Source, stem};
use crate::exchange::tagged::labels::Labels;
use crate::exchange::tagged::rebuilt::{REBUILT, Rebuilt};

/// Reads passages.
pub(super) struct Passages;

/// What a mark says that came from here.
const ORIGIN: &str = "import:gliner";
/// What a passage has that is read, or says nothing of its marks.
const OWN: [&str; 6] = ["tokenized_text", "ner", "relations", "ner_negatives", "ner_labels", "id"];

impl Importer for Passages {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        has_extension(name, &["json", "jsonl", "ndjson"]) && is(Kind::Gliner, head)
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let layer = options.layer.as_deref().and_then(|layer| schema.schema().find_layer(layer));
        let labels = Labels::new(schema.schema(), layer.map(|layer| &layer.key), said);
        let mut translating = Translating { options, schema, out };
        for entry in source.entries().map_err(|error| Place::file(".").error(error))? {
            let width = width(source, &entry.name, options)?;
            translating.read(records(source, &entry.name, options)?, |line| {
                let record = line.object()?;
                let given = record.get("id").and_then(name_of);
                let id = given.unwrap_or_else(|| format!("{}-{:0width$}", stem(&entry.name), line.number));
                let read = passage(line.place.clone(), &id, &record, &labels);
                read.map(Some).map_err(|message| line.place.error(Problem::Other(message)))
            })?;
        }
        Ok(())
    }
}

/// A passage as an article.
fn passage(
    place: Place,
    id: &str,
    record: &Map<String, Value>,
    labels: &Labels,
) -> Result<Translated, String> {
    let Some(tokens) = record.get("tokenized_text").and_then(Value::as_array) else {
        return Err("the passage has no list \"tokenized_text\"".to_owned());
    };
    let mut text = Rebuilt::default();
    for (number, token) in tokens.iter().enumerate() {
        let token =
            token.as_str().ok_or_else(|| format!("token {number} is {token}, but a token is text"))?;
        if number > 0 {
            text.space(" ");
        }
        text.token(token);
    }
    let mut article = Translated::new(place, id, text.text());
    let mut ids = Vec::new();
    for item in list_at(record, "ner") {
        let (first, last, label) = triple(item)
            .ok_or_else(|| format!("a mark is its first token, its last and a label, {item} is not"))?;
        let span = text.place(&(first..last.saturating_add(1))).ok_or_else(|| {
            format!(
                "the mark {item} names tokens that are not there: there are {}, counted from 0, and the last one of a mark is counted in",
                text.count()
            )
        })?;
        ids.push(article.mark(object([
            ("start", span.start.into()),
            ("end", span.end.into()),
            ("label", labels.name(label).into()),
            ("origin", ORIGIN.into()),
        ])));
    }
    for item in list_at(record, "relations") {
        let ends = triple(item)
            .and_then(|(from, to, kind)| Some((ids.get(from)?.as_str(), ids.get(to)?.as_str(), kind)));
        match ends {
            Some((from, to, kind)) => {
                article.add(
                    "relations",
                    object([("type", kind.into()), ("from", from.into()), ("to", to.into())]),
                );
            }
            None => article.warn(format!("a relation is the numbers of two marks and a type, {item} is not")),
        }
    }
    for (key, value) in record.iter().filter(|(key, _)| !OWN.contains(&key.as_str())) {
        article.fact(key, value.clone());
    }
    article.title();
    article.fact(REBUILT, "from tokens, with a space between two (GLiNER)".into());
    Ok(article)
}

/// Two numbers and a word.
fn triple(item: &Value) -> Option<(usize, usize, &str)> {
    let [first, second, word] = item.as_array()?.as_slice() else { return None };
    let number = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok());
    Some((number(first)?, number(second)?, word.as_str().filter(|word| !word.is_empty())?))
}
