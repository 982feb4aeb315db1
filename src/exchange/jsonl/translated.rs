//! Records of other formats that were put into the words of the native one: the native reader checks every offset, quote
//! and reference of them, once for all formats.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::read::Import;
use super::reader::Dropped;
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Incoming, Place};

/// An article of another format in the words of the native one.
#[derive(Clone, Debug)]
pub(crate) struct Translated {
    /// Where it stands.
    pub(crate) place: Place,
    /// The keys and values of its line.
    pub(crate) article: Map<String, Value>,
    /// The keys and values of lines of decisions on suggestions in it.
    pub(crate) decisions: Vec<Map<String, Value>>,
    /// What could not be put into words of the native format.
    pub(crate) warnings: Vec<String>,
}

impl Translated {
    /// An article without marks.
    pub(crate) fn new(place: Place, id: &str, text: &str) -> Self {
        let mut article = Map::new();
        article.insert("id".to_owned(), id.into());
        article.insert("text".to_owned(), text.into());
        Self { place, article, decisions: Vec::new(), warnings: Vec::new() }
    }

    /// Sets what is known of the article under `key`, unless the native format means something else by it.
    pub(crate) fn fact(&mut self, key: &str, value: Value) {
        const OWN: [&str; 7] = ["title", "outlet", "url", "byline", "published", "language", "labels"];
        let is_taken = super::is_article_key(key) && !OWN.contains(&key);
        let key = if is_taken { format!("{key}_") } else { key.to_owned() };
        self.article.insert(key, value);
    }

    /// Adds to a list of the article: "annotations", "relations".
    pub(crate) fn add(&mut self, list: &str, item: Map<String, Value>) {
        let list = self.article.entry(list).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(items) = list {
            items.push(Value::Object(item));
        }
    }
}

/// Reads `records` and hands them to `out`; one that is refused ends the import unless it is to go on.
pub(crate) fn read(
    records: impl Iterator<Item = Result<Translated, ImportError>>,
    options: &ImportOptions,
    schema: &mut SchemaGrowth,
    out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    for record in records {
        let Translated { place, article, decisions, warnings } = match record {
            Ok(record) => record,
            Err(error) => {
                options.settle(error, out)?;
                continue;
            }
        };
        warnings.into_iter().try_for_each(|message| out(place.clone().warning(message)))?;
        let name = article.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let lines = decisions.into_iter().map(|line| (place.clone(), Value::Object(line).to_string()));
        let mut decisions = HashMap::from([(name, lines.collect())]);
        let before = schema.schema().clone();
        let mut import = Import { options, schema, out, dropped: Dropped::default(), told: BTreeSet::new() };
        match import.read_article(&Value::Object(article).to_string(), &place, &mut decisions) {
            Ok(incoming) => incoming.into_iter().try_for_each(&mut *out)?,
            Err(error) => {
                schema.go_back(before);
                options.settle(error, out)?;
            }
        }
    }
    Ok(())
}
