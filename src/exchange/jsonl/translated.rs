//! Records of other formats that were put into the words of the native one: the native reader checks every offset, quote
//! and reference of them, once for all formats.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::read::{Line, read_article};
use super::reader::Dropped;
use crate::exchange::ahead;
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
    /// What is done with an article when everything of it is known.
    last: Option<fn(&mut Translated)>,
}

impl Gathered {
    /// None yet. `last` is done with each when everything of it is known.
    pub(crate) fn with_last(last: fn(&mut Translated)) -> Self {
        Self { last: Some(last), ..Self::default() }
    }

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

    /// Takes `records`, each of which `add` adds to its article, and hands the articles to `out` that are known then:
    /// all of them where each record is one. Others come with [`Self::finish`].
    pub(crate) fn take<R: Send>(
        &mut self,
        records: impl Iterator<Item = Result<R, ImportError>>,
        add: impl Fn(R, &mut Self) -> Result<(), ImportError> + Sync,
        translating: &mut Translating<'_>,
    ) -> Result<(), ImportError> {
        if !translating.options.apart {
            for record in records {
                if let Err(error) = record.and_then(|record| add(record, self)) {
                    self.wrong.push(error);
                }
            }
            return Ok(());
        }
        let last = self.last;
        translating.read(records, |record| {
            let mut one = Self { last, ..Self::default() };
            add(record, &mut one)?;
            Ok(one.found.pop().map(|article| one.finished(article)))
        })
    }

    /// Hands the articles to `out`, in the order in which they were first told of, after what is wrong with records
    /// of which nothing was taken.
    pub(crate) fn finish(mut self, translating: &mut Translating<'_>) -> Result<(), ImportError> {
        let (wrong, found) = (std::mem::take(&mut self.wrong), std::mem::take(&mut self.found));
        let records = wrong.into_iter().map(Err).chain(found.into_iter().map(Ok));
        translating.read(records, |article| Ok(Some(self.finished(article))))
    }

    fn finished(&self, mut article: Translated) -> Translated {
        if let Some(last) = self.last {
            last(&mut article);
        }
        article
    }
}

/// What articles of other formats are read with.
pub(crate) struct Translating<'r> {
    pub(crate) options: &'r ImportOptions,
    pub(crate) schema: &'r mut SchemaGrowth,
    pub(crate) out: &'r mut dyn FnMut(Incoming) -> Result<(), ImportError>,
}

impl Translating<'_> {
    /// Hands the articles that `translate` makes of `records` to `out`; one that is refused ends the import unless it is
    /// to go on.
    pub(crate) fn read<R: Send>(
        &mut self,
        records: impl Iterator<Item = Result<R, ImportError>>,
        translate: impl Fn(R) -> Result<Option<Translated>, ImportError> + Sync,
    ) -> Result<(), ImportError> {
        let Self { options, schema, out } = self;
        let prepare = |record: Result<R, ImportError>| match record.and_then(&translate) {
            Ok(Some(article)) => Ok(Prepared::new(article, options)),
            Ok(None) => Err(Ok(Vec::new())),
            Err(error) => Err(Err(error)),
        };
        let take = |read: Result<Vec<Incoming>, ImportError>| match read {
            Ok(incoming) => incoming.into_iter().try_for_each(&mut **out),
            Err(error) => options.settle(error, &mut **out),
        };
        ahead::read(records, prepare, schema, |article, schema| article.read(options, schema), take)
    }
}

/// An article of another format as lines of the native one.
struct Prepared {
    article: Line,
    decisions: Vec<Line>,
    warnings: Vec<String>,
    known_labels: Vec<String>,
}

impl Prepared {
    fn new(translated: Translated, options: &ImportOptions) -> Self {
        let Translated { place, mut article, mut decisions, warnings, known_labels } = translated;
        if let Some(layer) = &options.layer {
            let lists =
                article.iter_mut().filter(|(key, _)| ["annotations", "suggestions"].contains(&key.as_str()));
            let items = lists.filter_map(|(_, list)| list.as_array_mut()).flatten();
            let marks = items.filter_map(Value::as_object_mut);
            for mark in marks.chain(&mut decisions) {
                mark.entry("layer").or_insert_with(|| layer.as_str().into());
            }
        }
        let decisions = decisions.into_iter().map(|line| (place.clone(), line_of(&line)));
        Self { decisions: decisions.collect(), article: (place, line_of(&article)), warnings, known_labels }
    }

    fn read(&self, options: &ImportOptions, schema: &mut SchemaGrowth) -> Result<Vec<Incoming>, ImportError> {
        let before = schema.schema().clone();
        self.known_labels.iter().for_each(|label| schema.document_label(label));
        // What no key of this program is has been made a fact of the article.
        let dropped = Dropped::default();
        let read = read_article(&self.article, |_| &self.decisions, options, schema, &dropped);
        let incoming = read.inspect_err(|_| schema.go_back(before))?;
        let warnings = self.warnings.iter().map(|message| self.article.0.clone().warning(message));
        Ok(warnings.chain(incoming).collect())
    }
}

/// The line that keys and values are. This is faster than displaying them, and cannot fail: every key is a string.
fn line_of(object: &Map<String, Value>) -> String {
    serde_json::to_string(object).unwrap_or_default()
}
