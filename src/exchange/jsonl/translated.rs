//! Records of other formats that were put into the words of the native one: the native reader checks every offset, quote
//! and reference of them, once for all formats.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use super::read::Import;
use super::reader::Dropped;
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Incoming, Place};
use crate::exchange::title::first_title;
use crate::model::moment::Moment;

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
    /// Labels of whole articles that the file knows, whether the article has them or not.
    pub(crate) known_labels: Vec<String>,
}

impl Translated {
    /// An article without marks.
    pub(crate) fn new(place: Place, id: &str, text: &str) -> Self {
        let mut article = Map::new();
        article.insert("id".to_owned(), id.into());
        article.insert("text".to_owned(), text.into());
        Self { place, article, decisions: Vec::new(), warnings: Vec::new(), known_labels: Vec::new() }
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        self.article.get("text").and_then(Value::as_str).unwrap_or_default()
    }

    /// What it is called.
    pub(crate) fn id(&self) -> &str {
        self.article.get("id").and_then(Value::as_str).unwrap_or_default()
    }

    /// Sets what is known of the article under `key`; under another one where the native format means something else
    /// by it, or wants another kind of value.
    pub(crate) fn fact(&mut self, key: &str, value: Value) {
        let fits = match (key, &value) {
            (_, Value::Null) => return,
            ("title" | "outlet" | "url" | "byline" | "language", value) => value.is_string(),
            ("published", Value::String(text)) => text.parse::<Moment>().is_ok(),
            ("labels", Value::Array(items)) => items.iter().all(Value::is_string),
            (key, _) => !super::is_article_key(key),
        };
        let key = if fits { key.to_owned() } else { format!("{key}_") };
        self.article.insert(key, value);
    }

    /// Gives the article a title where it has none: the first line of its text that could be one.
    pub(crate) fn title(&mut self) {
        if !self.article.contains_key("title")
            && let Some(title) = first_title(self.text()).map(str::to_owned)
        {
            self.fact("title", title.into());
        }
    }

    /// Adds to what an annotator says of the whole article, the list "labels" or the object "status"; without a name it
    /// is who imports.
    pub(crate) fn said(&mut self, annotator: Option<&str>, key: &str, value: Value) {
        let own = match annotator {
            None => Some(&mut self.article),
            Some(name) => {
                let everybody = self.article.entry("annotators").or_insert_with(|| json!({}));
                let own = everybody.as_object_mut().map(|all| all.entry(name).or_insert_with(|| json!({})));
                own.and_then(Value::as_object_mut)
            }
        };
        let Some(own) = own else { return };
        match (own.get_mut(key), value) {
            (Some(Value::Array(known)), Value::Array(new)) => {
                for item in new {
                    if !known.contains(&item) {
                        known.push(item);
                    }
                }
            }
            (Some(Value::Object(known)), Value::Object(new)) => known.extend(new),
            (_, value) => drop(own.insert(key.to_owned(), value)),
        }
    }

    /// Notes what could not be put into words of the native format.
    pub(crate) fn warn(&mut self, message: impl Into<String>) {
        self.warnings.push(message.into());
    }

    /// How many items a list of the article has.
    pub(crate) fn count(&self, list: &str) -> usize {
        self.article.get(list).and_then(Value::as_array).map_or(0, Vec::len)
    }

    /// Adds a mark and returns its id, which sorts as the marks were added.
    pub(crate) fn mark(&mut self, mut mark: Map<String, Value>) -> String {
        let id = format!("a{:04}", self.count("annotations") + 1);
        mark.insert("id".to_owned(), id.clone().into());
        self.add("annotations", mark);
        id
    }

    /// Adds a mark as a suggestion of `rule`, which waits for who imports.
    pub(crate) fn propose(&mut self, mut mark: Map<String, Value>, rule: &str) {
        for key in ["id", "origin", "annotator"] {
            mark.remove(key);
        }
        mark.insert("rule".to_owned(), rule.into());
        self.add("suggestions", mark);
    }

    /// Adds a suggestion that was refused: the keys and values of its place and label.
    pub(crate) fn refuse(&mut self, mut decision: Map<String, Value>, rule: &str) {
        let own = [
            ("record", Value::from("decision")),
            ("id", format!("d{:04}", self.decisions.len() + 1).into()),
            ("article", self.id().into()),
            ("rule", rule.into()),
            ("outcome", "rejected".into()),
        ];
        decision.extend(own.map(|(key, value)| (key.to_owned(), value)));
        self.decisions.push(decision);
    }

    /// Adds to a list of the article: "annotations", "relations".
    pub(crate) fn add(&mut self, list: &str, item: Map<String, Value>) {
        let list = self.article.entry(list).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(items) = list {
            items.push(Value::Object(item));
        }
    }
}

/// Articles of which several records may tell: of each annotator, or of each mark.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    found: Vec<Translated>,
    wrong: Vec<ImportError>,
    /// Places in `found`, by the name that the file gives, if it gives one, and a hash of the text.
    known: HashMap<(Option<String>, blake3::Hash), usize>,
}

impl Gathered {
    /// The article that a record calls `name` and that has this text; a new one, called `default` where it has no
    /// name, if none of the records before was of it.
    pub(crate) fn article(
        &mut self,
        place: Place,
        name: Option<String>,
        default: impl FnOnce() -> String,
        text: &str,
    ) -> &mut Translated {
        let key = (name, blake3::hash(text.as_bytes()));
        let id = key.0.clone();
        let number = *self.known.entry(key).or_insert(self.found.len());
        if number == self.found.len() {
            self.found.push(Translated::new(place, &id.unwrap_or_else(default), text));
        }
        &mut self.found[number]
    }

    /// Keeps what is wrong with a record of which nothing was taken.
    pub(crate) fn fail(&mut self, error: ImportError) {
        self.wrong.push(error);
    }

    /// What is wrong, and the articles in the order in which they were first told of.
    pub(crate) fn into_records(self) -> impl Iterator<Item = Result<Translated, ImportError>> {
        self.wrong.into_iter().map(Err).chain(self.found.into_iter().map(Ok))
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
        let Translated { place, mut article, mut decisions, warnings, known_labels } = match record {
            Ok(record) => record,
            Err(error) => {
                options.settle(error, out)?;
                continue;
            }
        };
        if let Some(layer) = &options.layer {
            let lists =
                article.iter_mut().filter(|(key, _)| ["annotations", "suggestions"].contains(&key.as_str()));
            let items = lists.filter_map(|(_, list)| list.as_array_mut()).flatten();
            let marks = items.filter_map(Value::as_object_mut);
            for mark in marks.chain(&mut decisions) {
                mark.entry("layer").or_insert_with(|| layer.as_str().into());
            }
        }
        warnings.into_iter().try_for_each(|message| out(place.clone().warning(message)))?;
        let name = article.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let lines = decisions.into_iter().map(|line| (place.clone(), Value::Object(line).to_string()));
        let mut decisions = HashMap::from([(name, lines.collect())]);
        let before = schema.schema().clone();
        for label in &known_labels {
            schema.document_label(label);
        }
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
