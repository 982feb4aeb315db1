//! Reading sentences of CoNLL-U.

use serde_json::json;

use super::sentences::{Document, begins, document, is_preface};
use super::{ENTITIES, plain};
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use crate::exchange::jsonl::translated::{Gathered, Translating};
use crate::exchange::plain::has_extension;
use crate::exchange::records::object;
use crate::exchange::source::{Source, stem};
use crate::exchange::stretches::{Stretch, Stretches};
use crate::exchange::tagged::labels::Labels;
use crate::exchange::tagged::rebuilt::REBUILT;
use crate::exchange::tagged::tags::{is_tag, marks, scheme};
use crate::model::id::LayerKey;
use crate::model::schema::{Role, Schema};

/// Reads sentences.
pub(super) struct Sentences;

/// What a mark says that came from here.
const ORIGIN: &str = "import:conllu";

impl Importer for Sentences {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        has_extension(name, &["conllu"]) || has_extension(name, &["conll", "txt"]) && is_sentences(head)
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let mut articles = Gathered::default();
        let known = schema.schema().clone();
        let mut translating = Translating { options, schema, out };
        for entry in source.entries().map_err(|error| Place::file(".").error(error))? {
            let file = File { name: &entry.name, schema: &known, options };
            let stretches = Stretches::open(source, &entry.name, options, begins);
            let stretches = match stretches {
                Ok(stretches) => stretches,
                Err(error) => {
                    options.settle(error, translating.out)?;
                    continue;
                }
            };
            let found = stretches.filter(|found| !found.as_ref().is_ok_and(|lines| is_preface(&lines.text)));
            let numbered = found.zip(0..).map(|(lines, number)| lines.map(|lines| (number, lines)));
            let add = |(number, lines): (usize, Stretch), articles: &mut Gathered| {
                file.add(number, &document(file.name, &lines)?, articles)
            };
            articles.take(numbered, add, &mut translating)?;
        }
        articles.finish(&mut translating)
    }
}

/// Whether a file that begins with `head` has the ten columns of CoNLL-U, the first of which is a number.
pub(in crate::exchange) fn is_sentences(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let first = head.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty());
    first.is_some_and(|line| line.starts_with('1') && line.split('\t').count() == 10)
}

/// A file that is being read.
struct File<'f> {
    name: &'f str,
    schema: &'f Schema,
    options: &'f ImportOptions,
}

/// A mark: its place in code points, its layer where the file says it, and its label.
type Found = (std::ops::Range<usize>, Option<String>, String);

impl File<'_> {
    /// Adds a document to its article.
    fn add(
        &self,
        number: usize,
        document: &Document<'_>,
        articles: &mut Gathered,
    ) -> Result<(), ImportError> {
        let found = self.marks(document)?;
        // The work of one of several has their name in its id.
        let id = document.id.map(|id| {
            let own = document.annotator.and_then(|name| id.strip_suffix(name)?.strip_suffix('@'));
            own.unwrap_or(id).to_owned()
        });
        let default = || format!("{}-{:04}", stem(self.name), number + 1);
        let article =
            articles.article(Place::line(self.name, document.line), id, default, document.text.text());
        for (place, layer, label) in found {
            let mut mark = object([
                ("start", place.start.into()),
                ("end", place.end.into()),
                ("label", label.into()),
                ("origin", ORIGIN.into()),
            ]);
            let said = [("layer", layer.as_deref()), ("annotator", document.annotator)];
            for (key, value) in said {
                if let Some(value) = value {
                    mark.insert(key.to_owned(), value.into());
                }
            }
            article.mark(mark);
        }
        for key in &document.layers {
            let layer = self.layer(key);
            article.said(document.annotator, "status", json!({layer: "done"}));
        }
        if document.has_brackets {
            article
                .warn("Entity in brackets, as CorefUD has it, is not read: only tags (B-PER, I-PER, O) are");
        }
        article.title();
        if !document.is_exact {
            article.fact(
                REBUILT,
                "from sentences, with a space between two that the file does not part (CoNLL-U)".into(),
            );
        }
        Ok(())
    }

    /// The layer that a key of the last column stands for.
    fn layer(&self, key: &str) -> String {
        let entities = self.schema.layer_of_role(Role::Entity).map(|layer| &layer.key);
        let named = |layer: &&LayerKey| {
            plain(layer.as_str()) == key.trim_end_matches('_') || plain(layer.as_str()) == key
        };
        let found = match key {
            ENTITIES => entities,
            _ => self.schema.layers.keys().find(named),
        };
        found.map_or_else(|| if key == ENTITIES { "entity" } else { key }.to_owned(), ToString::to_string)
    }

    fn marks(&self, document: &Document<'_>) -> Result<Vec<Found>, ImportError> {
        let mut keys: Vec<&str> = document.layers.clone();
        if keys.is_empty() {
            let all = document.sentences.iter().flatten().flat_map(|(_, tags)| tags.keys().copied());
            keys = all.filter(|key| *key != "Entity" || !document.has_brackets).collect();
            keys.sort_unstable();
            keys.dedup();
        }
        let mut found = Vec::new();
        for key in keys {
            // A file that names its layers is from here, unless a layer was asked for.
            let layer =
                (!document.layers.is_empty() && self.options.layer.is_none()).then(|| self.layer(key));
            let labels = Labels::new(self.schema, layer.as_deref().map(LayerKey::from).as_ref(), plain);
            let tag = |(_, tags): &(u64, std::collections::BTreeMap<&str, &str>)| -> String {
                tags.get(key).map_or("O", |tag| if *tag == "_" { "O" } else { tag }).to_owned()
            };
            let all: Vec<Vec<String>> =
                document.sentences.iter().map(|sentence| sentence.iter().map(tag).collect()).collect();
            let scheme = scheme(all.iter().flatten().map(String::as_str).filter(|tag| is_tag(tag)));
            let mut first = 0;
            for (sentence, tags) in document.sentences.iter().zip(&all) {
                let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
                let read = marks(scheme, &tags).map_err(|wrong| {
                    let line = sentence.get(wrong.token).map_or(document.line, |(line, _)| *line);
                    Place::line(self.name, line).error(Problem::Other(format!("{key}: {}", wrong.message)))
                })?;
                for (tokens, label) in read {
                    if let Some(place) = document.text.place(&(first + tokens.start..first + tokens.end)) {
                        found.push((place, layer.clone(), labels.name(&label)));
                    }
                }
                first += sentence.len();
            }
        }
        found.sort_by_key(|(place, ..)| (place.start, place.end));
        Ok(found)
    }
}
