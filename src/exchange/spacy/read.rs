//! Reading spaCy's own files.

use std::collections::HashSet;
use std::io::Read as _;
use std::ops::Range;

use serde_json::{Map, Value, json};

use super::doc::REFUSED;
use super::packed::{Packed, unpack};
use super::unbin::{Bin, Part, Unpacked, inflate};
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use crate::exchange::jsonl::translated::{Gathered, Translated, Translating};
use crate::exchange::plain::has_extension;
use crate::exchange::records::object;
use crate::exchange::source::{Source, stem};
use crate::exchange::tagged::rebuilt::REBUILT;
use crate::model::schema::{Role, Schema};

/// Reads spaCy's own files.
pub(super) struct Bins;

/// What a mark says that came from here, and by which rule a suggestion was made that was refused.
const ORIGIN: &str = "import:spacy";
const RULE: &str = "spacy";
/// The group in which spaCy's span categoriser has its spans when it is not told otherwise: the name of no layer.
const USUAL: &str = "sc";
/// The feature for a link into a base of knowledge that is not the project's register.
const LINK: &str = "kb_id";

impl Importer for Bins {
    fn recognises(&self, name: &str, _: &[u8]) -> bool {
        has_extension(name, &["spacy"])
    }

    /// The configuration that trains on the files.
    fn companions(&self, name: &str) -> Vec<String> {
        let folder = name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        vec![format!("{folder}config.cfg")]
    }

    /// What a file holds is about ten times as long as its texts.
    fn most_at_once(&self) -> usize {
        32 << 20
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
            if !has_extension(&entry.name, &["spacy"]) {
                continue;
            }
            let place = Place::file(&entry.name);
            let mut bytes = Vec::new();
            let read = source.open(&entry.name).and_then(|mut stream| stream.read_to_end(&mut bytes));
            read.map_err(|error| place.clone().error(error))?;
            let wrong = |message: String| place.clone().error(Problem::Other(message));
            let content = match inflate(&bytes) {
                Ok(content) => content,
                Err(message) => {
                    options.settle(wrong(message), translating.out)?;
                    continue;
                }
            };
            let whole =
                unpack(&content).map_err(|message| format!("the file is no DocBin of spaCy: {message}"));
            let bin = match whole
                .as_ref()
                .map_err(String::clone)
                .and_then(|whole| Bin::new(whole, content.len()))
            {
                Ok(bin) => bin,
                Err(message) => {
                    options.settle(wrong(message), translating.out)?;
                    continue;
                }
            };
            let file = File { place: &place, stem: stem(&entry.name), schema: &known, options };
            let add = |number: usize, articles: &mut Gathered| {
                let added = bin.document(number).and_then(|document| file.add(number, &document, articles));
                added.map_err(|message| wrong(format!("document {}: {message}", number + 1)))
            };
            articles.take((0..bin.len()).map(Ok), add, &mut translating)?;
        }
        articles.finish(&mut translating)
    }
}

/// A file that is being read.
struct File<'f> {
    place: &'f Place,
    stem: &'f str,
    schema: &'f Schema,
    options: &'f ImportOptions,
}

impl File<'_> {
    /// Adds a document to its article.
    fn add(&self, number: usize, document: &Unpacked<'_>, articles: &mut Gathered) -> Result<(), String> {
        let known = match document.user_data {
            [] => Packed::Null,
            bytes => unpack(bytes).map_err(|message| format!("user_data: {message}"))?,
        };
        let name = known.get("id").and_then(Packed::text).map(str::to_owned);
        let default = || format!("{}-{:04}", self.stem, number + 1);
        let article = articles.article(self.place.clone(), name, default, &document.text);
        let is_ours = known.get("relations").is_some() && known.get("id").is_some();
        let annotator = known.get("annotator").and_then(Packed::text).filter(|_| is_ours);
        let mut reading = Reading { file: self, article, document, annotator, is_ours, groups: Vec::new() };
        reading.facts(&known);
        reading.marks();
        reading.relations(&known);
        reading.categories();
        Ok(())
    }
}

/// One document that is being put into words of the native format.
struct Reading<'r> {
    file: &'r File<'r>,
    article: &'r mut Translated,
    document: &'r Unpacked<'r>,
    annotator: Option<&'r str>,
    /// Whether Glossator has written it.
    is_ours: bool,
    /// The ids of the marks of each group, by its name.
    groups: Vec<(&'r str, Vec<String>)>,
}

impl Reading<'_> {
    fn facts(&mut self, known: &Packed<'_>) {
        let own = ["id", "annotator", "relations"];
        let mut others = 0;
        for (key, value) in known.pairs() {
            // What an extension keeps of a document has a key of its own name, and of a token that and its place.
            let key = match key {
                Packed::Text(key) => Some(*key),
                Packed::List(parts) if parts.len() == 4 && parts[2..] == [Packed::Null, Packed::Null] => {
                    parts[1].text()
                }
                _ => None,
            };
            match (key, value.json()) {
                (Some(key), _) if own.contains(&key) && (self.is_ours || key == "id") => {}
                (Some(key), _) if self.article.article.contains_key(key) => {}
                (Some(key), Some(value)) => self.article.fact(key, value),
                _ => others += 1,
            }
        }
        if others > 0 {
            self.article
                .warn(format!("what user_data has of tokens and spans is not read (entries: {others})"));
        }
        if self.document.is_rebuilt {
            self.article.fact(REBUILT, "from tokens, with a space between two (spaCy)".into());
            self.article.warn("the file does not know where spaces are: the text has one after each token");
        }
        self.article.title();
    }

    fn marks(&mut self) {
        let document = self.document;
        for (name, parts) in &document.groups {
            if name == REFUSED {
                self.refused(parts);
                continue;
            }
            let layer = (name != USUAL).then_some(name.as_str());
            let ids = parts.iter().map(|part| self.mark(part, layer)).collect();
            self.groups.push((name, ids));
            if let Some(layer) = layer {
                self.done(layer);
            }
        }
        let entities =
            self.file.schema.layer_of_role(Role::Entity).map_or("entity", |layer| layer.key.as_str());
        let groups = document.groups.iter().filter(|(name, _)| name != REFUSED);
        let known: HashSet<&Part> = groups.flat_map(|(_, parts)| parts).collect();
        let layer = self.file.options.layer.clone().unwrap_or_else(|| entities.to_owned());
        for part in document.entities.iter().filter(|part| !known.contains(part)) {
            self.mark(part, Some(&layer));
        }
        if document.is_complete && !self.is_ours {
            self.done(&layer);
        }
    }

    /// Says that everything is marked in a layer.
    fn done(&mut self, layer: &str) {
        self.article.said(self.annotator, "status", json!({layer: "done"}));
    }

    /// Adds a mark and returns its id.
    fn mark(&mut self, part: &Part, layer: Option<&str>) -> String {
        let mut mark = self.place(part);
        mark.insert("origin".to_owned(), ORIGIN.into());
        let role = layer.and_then(|layer| self.file.schema.find_layer(layer)).map(|layer| layer.role);
        if let Some(layer) = layer {
            mark.insert("layer".to_owned(), layer.into());
        }
        match (part.link.as_str(), role) {
            ("", _) => {}
            (link, Some(Role::Claim)) if self.is_ours => drop(mark.insert("claim".to_owned(), link.into())),
            (link, _) if self.is_ours => drop(mark.insert("entity".to_owned(), link.into())),
            (link, _) => drop(mark.insert("features".to_owned(), json!({LINK: link}))),
        }
        self.article.mark(mark)
    }

    /// Where a mark is, what its label is, and who made it.
    fn place(&self, part: &Part) -> Map<String, Value> {
        let Range { start, end } = part.tokens;
        let first = self.document.tokens.get(start).map_or(0, |token| token.start);
        let last = self.document.tokens.get(end.wrapping_sub(1)).map_or(0, |token| token.end);
        let mut place = object([("start", first.into()), ("end", last.into())]);
        if !part.label.is_empty() {
            place.insert("label".to_owned(), part.label.as_str().into());
        }
        if let Some(annotator) = self.annotator {
            place.insert("annotator".to_owned(), annotator.into());
        }
        place
    }

    fn refused(&mut self, parts: &[Part]) {
        for part in parts {
            let decision = self.place(part);
            self.article.refuse(decision, RULE);
        }
    }

    /// Relations as Glossator keeps them: each end is a group, and the number of a span in it.
    fn relations(&mut self, known: &Packed<'_>) {
        let relations = known.get("relations").filter(|_| self.is_ours).map_or(&[][..], Packed::items);
        for relation in relations {
            let end = |key: &str| {
                let [group, number] = relation.get(key)?.items() else { return None };
                let (_, ids) = self.groups.iter().find(|(name, _)| Some(*name) == group.text())?;
                ids.get(usize::try_from(number.number()?).ok()?).map(String::as_str)
            };
            match (relation.get("type").and_then(Packed::text), end("head"), end("child")) {
                (Some(kind), Some(from), Some(to)) => {
                    let mut part = object([("type", kind.into()), ("from", from.into()), ("to", to.into())]);
                    if let Some(annotator) = self.annotator {
                        part.insert("annotator".to_owned(), annotator.into());
                    }
                    self.article.add("relations", part);
                }
                _ => self.article.warn("a relation names a span that is not there"),
            }
        }
    }

    /// Labels of the whole text: those that are more likely than not.
    fn categories(&mut self) {
        let mut labels = Vec::new();
        for (label, weight) in &self.document.categories {
            if weight.fract() != 0.0 {
                self.article.warn(format!(
                    "the label {label:?} has the weight {weight}: from 0.5 on the article has it"
                ));
            }
            if *weight >= 0.5 {
                labels.push(Value::from(*label));
            }
            self.article.known_labels.push((*label).to_owned());
        }
        if !labels.is_empty() {
            self.article.said(self.annotator, "labels", labels.into());
        }
    }
}
