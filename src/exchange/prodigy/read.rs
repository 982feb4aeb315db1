//! Reading tasks of Prodigy: what was answered in them, by whom.

use serde_json::{Map, Value};

use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use crate::exchange::json::kind::{Kind, is};
use crate::exchange::jsonl::translated::{Gathered, Translated, Translating};
use crate::exchange::plain::has_extension;
use crate::exchange::records::{Record, list_at, name_of, object, records, text_at};
use crate::exchange::source::{Source, stem};
use crate::text::offsets::{OffsetIndex, OffsetUnit};

/// Reads tasks of Prodigy.
pub(super) struct Tasks;

/// What a mark or a refused suggestion says that came from here.
const ORIGIN: &str = "import:prodigy";
const RULE: &str = "prodigy";

impl Importer for Tasks {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        has_extension(name, &["jsonl", "json", "ndjson"]) && is(Kind::Prodigy, head)
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let mut articles = Gathered::with_last(Translated::title);
        let mut translating = Translating { options, schema, out };
        for entry in source.entries().map_err(|error| Place::file(".").error(error))? {
            let add = |record: Record, articles: &mut Gathered| {
                let default = format!("{}-{}", stem(&entry.name), record.number);
                let task = record.object()?;
                Task::new(record.place, &task)?.add_to(articles, default);
                Ok(())
            };
            articles.take(records(source, &entry.name, options)?, add, &mut translating)?;
        }
        articles.finish(&mut translating)
    }
}

/// One task, of one annotator.
struct Task<'r> {
    place: Place,
    record: &'r Map<String, Value>,
    text: &'r str,
    annotator: Option<&'r str>,
}

impl<'r> Task<'r> {
    /// A task whose tokens are those of its text.
    fn new(place: Place, record: &'r Map<String, Value>) -> Result<Self, ImportError> {
        let Some(text) = text_at(record, "text") else {
            let message = "the task has no \"text\": only tasks on texts can be read";
            return Err(place.error(Problem::Other(message.to_owned())));
        };
        let named = text_at(record, "_annotator_id").or(text_at(record, "_session_id"));
        let task = Self { place, record, text, annotator: named.filter(|name| !name.is_empty()) };
        match task.check_tokens() {
            Ok(()) => Ok(task),
            Err(message) => Err(task.place.error(Problem::Other(message))),
        }
    }

    /// Tokens quote the text: where they do not, offsets count something else than code points of this text.
    fn check_tokens(&self) -> Result<(), String> {
        let index = OffsetIndex::new(self.text);
        for token in list_at(self.record, "tokens") {
            let place = |key: &str| token.get(key).and_then(Value::as_u64).map(|place| place as usize);
            let (Some(start), Some(end), Some(words)) =
                (place("start"), place("end"), token.get("text").and_then(Value::as_str))
            else {
                continue;
            };
            let byte = |offset| index.to_byte(self.text, OffsetUnit::CodePoint, offset).ok();
            let found = byte(start).zip(byte(end)).and_then(|(start, end)| self.text.get(start..end));
            if found != Some(words) {
                let found = found.map_or_else(|| "nothing".to_owned(), |found| format!("{found:?}"));
                return Err(format!(
                    "the token {words:?} is said to be at {start}..{end} (code points), where the text has {found}"
                ));
            }
        }
        Ok(())
    }

    /// Adds what was answered to its article.
    fn add_to(&self, articles: &mut Gathered, default: String) {
        let meta = self.record.get("meta").and_then(Value::as_object);
        let name = meta.and_then(|meta| meta.get("id")).and_then(name_of);
        let article = articles.article(self.place.clone(), name, || default, self.text);
        for (key, value) in meta.into_iter().flatten() {
            if !["id", "annotator"].contains(&key.as_str()) && !article.article.contains_key(key) {
                article.fact(key, value.clone());
            }
        }
        match text_at(self.record, "answer").unwrap_or("accept") {
            "accept" => self.accept(article),
            "reject" => self.reject(article),
            "ignore" => self.put_off(article),
            other => article.warn(format!("the answer {other:?} is not known: its marks are not read")),
        }
    }

    fn accept(&self, article: &mut Translated) {
        // By place and label, which is how relations name them.
        let mut known: Vec<(&Value, String)> = Vec::new();
        let before = article.count("annotations");
        for span in list_at(self.record, "spans") {
            match self.mark(article, span, before) {
                Some(id) => known.push((span, id)),
                None => article.warn(format!("a mark is a start, an end and a label, {span} is not")),
            }
        }
        for relation in list_at(self.record, "relations") {
            let id = |end: &str, token: &str| {
                let found = known.iter().find(|(span, _)| is_end(span, relation, end, token));
                found.map(|(_, id)| id.as_str())
            };
            match (id("head_span", "head"), id("child_span", "child"), text_at_value(relation, "label")) {
                (Some(from), Some(to), Some(kind)) => {
                    let mut part = object([("type", kind.into()), ("from", from.into()), ("to", to.into())]);
                    self.sign(&mut part);
                    article.add("relations", part);
                }
                _ => article
                    .warnings
                    .push(format!("a relation names two marks of its task, {relation} does not")),
            }
        }
        let label = text_at(self.record, "label").map(Value::from);
        let labels: Vec<Value> = list_at(self.record, "accept").iter().cloned().chain(label).collect();
        let (words, others): (Vec<Value>, Vec<Value>) = labels.into_iter().partition(Value::is_string);
        if !words.is_empty() {
            article.said(self.annotator, "labels", words.into());
        }
        for label in others {
            article.warn(format!("a label of the text is a word, {label} is not"));
        }
    }

    /// Adds a mark and returns its id: that of the mark that is there already, where one of the tasks before, which made
    /// the first `before` marks, had it too.
    fn mark(&self, article: &mut Translated, span: &Value, before: usize) -> Option<String> {
        let mut mark = place_and_label(span)?;
        mark.insert("origin".to_owned(), ORIGIN.into());
        self.sign(&mut mark);
        let there = article.article.get("annotations").and_then(Value::as_array);
        let same = |known: &&Value| mark.iter().all(|(key, value)| known.get(key) == Some(value));
        let twin =
            there.and_then(|marks| marks.iter().take(before).find(same)).and_then(|mark| mark.get("id"));
        match twin.and_then(Value::as_str) {
            Some(id) => Some(id.to_owned()),
            None => Some(article.mark(mark)),
        }
    }

    fn reject(&self, article: &mut Translated) {
        let spans = list_at(self.record, "spans");
        for span in spans {
            match place_and_label(span) {
                Some(mut decision) => {
                    self.sign(&mut decision);
                    article.refuse(decision, RULE);
                }
                None => article.warn(format!("a mark is a start, an end and a label, {span} is not")),
            }
        }
        if spans.is_empty() {
            let message = "a task that was rejected there has no marks: what was rejected cannot be kept";
            article.warn(message);
        }
    }

    /// Nobody has said yes or no to what was ignored.
    fn put_off(&self, article: &mut Translated) {
        article.warn("a task that was ignored there: its marks wait as suggestions");
        for span in list_at(self.record, "spans") {
            match place_and_label(span) {
                Some(mut mark) => {
                    let score = span.get("score").filter(|score| score.is_number());
                    mark.extend(score.map(|score| ("score".to_owned(), score.clone())));
                    article.propose(mark, ORIGIN);
                }
                None => article.warn(format!("a mark is a start, an end and a label, {span} is not")),
            }
        }
    }

    /// Says who made it, where the task does.
    fn sign(&self, part: &mut Map<String, Value>) {
        if let Some(annotator) = self.annotator {
            part.insert("annotator".to_owned(), annotator.into());
        }
    }
}

/// Where a span is, what it says there if it quotes it, and its label.
fn place_and_label(span: &Value) -> Option<Map<String, Value>> {
    let label = span.get("label").filter(|label| label.as_str().is_some_and(|label| !label.is_empty()))?;
    let (start, end) = (span.get("start")?, span.get("end")?);
    let mut part = object([("start", start.clone()), ("end", end.clone()), ("label", label.clone())]);
    if let Some(words) = span.get("text").filter(|words| words.is_string()) {
        part.insert("text".to_owned(), words.clone());
    }
    Some(part)
}

/// Whether a span is the end of a relation: the same place and label, or, where the relation has only the number of a
/// token, the span's last token.
fn is_end(span: &Value, relation: &Value, end: &str, token: &str) -> bool {
    match relation.get(end) {
        Some(named) => ["start", "end", "label"].into_iter().all(|key| span.get(key) == named.get(key)),
        None => span.get("token_end").is_some() && span.get("token_end") == relation.get(token),
    }
}

fn text_at_value<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}
