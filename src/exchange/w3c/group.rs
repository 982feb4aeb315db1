//! The annotations of a text as an article.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::parts::{
    Annotation, Body, Quote, Said, Selected, all, bodies, creator, first_term, own_parts, selected, source,
    text_of,
};
use super::texts::TextFiles;
use crate::exchange::importer::{ImportError, Place, Problem};
use crate::exchange::jsonl::translated::Translated;
use crate::exchange::quotes::{self, Quoted};
use crate::exchange::records::{object, text_at};
use crate::exchange::source::{file_name, stem};
use crate::text::offsets::{OffsetIndex, OffsetUnit};

/// What a mark says that came from here.
const ORIGIN: &str = "import:w3c";

/// The annotations of a text.
pub(super) struct Group {
    /// What the text is called.
    pub(super) source: String,
    annotations: Vec<(Place, Annotation)>,
    /// What they are called.
    names: HashSet<String>,
}

impl Group {
    /// None of the text `source` yet.
    pub(super) fn new(source: String) -> Self {
        Self { source, annotations: Vec::new(), names: HashSet::new() }
    }

    /// Adds an annotation of the text, or of one of these.
    pub(super) fn add(&mut self, place: Place, annotation: Annotation) {
        self.names.extend(text_at(&annotation, "id").map(str::to_owned));
        self.annotations.push((place, annotation));
    }

    /// Whether one of these is called `name`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The article, called after its text, of which `texts` may have the file; `None` where there are no annotations.
    pub(super) fn into_article(self, texts: &TextFiles) -> Result<Option<Translated>, ImportError> {
        let Some((place, _)) = self.annotations.first() else { return Ok(None) };
        let own = own_parts(&self.source, "text").and_then(|parts| parts.into_iter().next());
        let named = percent_decode_str(&self.source).decode_utf8_lossy().into_owned();
        let path = named.split(['#', '?']).next().unwrap_or_default().trim_end_matches('/');
        let file = file_name(path);
        let beside = || texts.text(path).map(|text| text.map(str::to_owned));
        let text = self.text().map_or_else(beside, |text| Ok(Some(text))).map_err(|files| {
            let message = format!(
                "{:?} may be the text of any of these files: {}; leave all but one out",
                self.source,
                files.join(", ")
            );
            place.clone().error(Problem::Other(message))
        })?;
        let Some(text) = text else {
            let message = format!(
                "the text of {:?} is not in the file: add it as \"value\" of the source, or import the folder with \
                 --from w3c and a text file called {file:?} in it",
                self.source
            );
            return Err(place.clone().error(Problem::Other(message)));
        };
        let is_own = own.is_some();
        let id = own.unwrap_or_else(|| match file.rsplit_once('.') {
            Some((name, _)) if !name.is_empty() => name.to_owned(),
            _ if file.is_empty() => stem(&place.file).to_owned(),
            _ => file.to_owned(),
        });
        let mut article = Translated::new(place.clone(), &id, &text);
        let unit = quotes::unit(&text, &self.quoted());
        if unit == OffsetUnit::Utf16 {
            article.article.insert("offset_unit".to_owned(), "utf16".into());
        }
        let mut reading = Reading {
            article: &mut article,
            text: &text,
            index: OffsetIndex::new(&text),
            unit,
            source: &self.source,
            marks: HashMap::new(),
        };
        let (links, others): (Vec<_>, Vec<_>) = self
            .annotations
            .iter()
            .partition(|(_, annotation)| first_term(annotation, "motivation") == Some("linking"));
        for (place, annotation) in others {
            let read = reading.annotation(annotation);
            read.map_err(|message| place.clone().error(Problem::Other(message)))?;
        }
        for (_, annotation) in links {
            reading.relation(annotation);
        }
        // What is from here says all that is known of it.
        if !is_own {
            if path.contains("://") {
                article.article.entry("url").or_insert_with(|| self.source.as_str().into());
            }
            article.title();
        }
        Ok(Some(article))
    }

    /// The text that one of the targets brings along.
    fn text(&self) -> Option<String> {
        let targets = self.annotations.iter().flat_map(|(_, annotation)| all(annotation, "target"));
        let own = targets.filter(|target| source(target) == Some(&self.source));
        own.into_iter().find_map(text_of).map(str::to_owned)
    }

    /// Every place that is said with the words there.
    fn quoted(&self) -> Vec<Quoted<'_>> {
        let targets = self.annotations.iter().flat_map(|(_, annotation)| all(annotation, "target"));
        let quoted = targets.filter_map(|target| {
            let Selected { position, quote } = selected(target)?;
            position.zip(quote).map(|((start, end), quote)| (start, end, quote.exact))
        });
        quoted.collect()
    }
}

/// The annotations of a text that are being read.
struct Reading<'r> {
    article: &'r mut Translated,
    text: &'r str,
    index: OffsetIndex,
    unit: OffsetUnit,
    /// What the text is called.
    source: &'r str,
    /// The ids of marks by the names of their annotations.
    marks: HashMap<String, String>,
}

impl Reading<'_> {
    fn annotation(&mut self, annotation: &Annotation) -> Result<(), String> {
        let targets = all(annotation, "target");
        let own: Vec<&Value> =
            targets.iter().copied().filter(|target| source(target) == Some(self.source)).collect();
        let places: Vec<Selected<'_>> = own.iter().filter_map(|target| selected(target)).collect();
        let name = text_at(annotation, "id").unwrap_or("an annotation");
        if !places.is_empty() && places.len() < targets.len() {
            self.article.warn(format!("{name} has a target without a place in the text, which is not read"));
        }
        match (places.as_slice(), own.is_empty()) {
            ([], true) => {
                self.article.warn(format!("{name} is of another annotation, and is not read"));
                Ok(())
            }
            ([], false) => {
                self.of_the_whole(annotation);
                Ok(())
            }
            (places, _) => self.mark(annotation, places),
        }
    }

    /// What is said of the article.
    fn of_the_whole(&mut self, annotation: &Annotation) {
        let annotator = creator(annotation);
        let motivation = first_term(annotation, "motivation").unwrap_or_default();
        let mut others = 0;
        for body in bodies(annotation) {
            match (body.purpose, body.said) {
                ("describing", Said::Json(json)) => match serde_json::from_str::<Map<String, Value>>(json) {
                    Ok(facts) => self.facts(annotator, facts),
                    Err(_) => others += 1,
                },
                ("classifying" | "tagging", Said::Text(label)) => {
                    self.article.said(annotator, "labels", json!([label]));
                }
                _ => others += 1,
            }
        }
        if others > 0 {
            let name = text_at(annotation, "id").unwrap_or("an annotation");
            self.article.warn(format!("{name} ({motivation}) is of the whole text, and is not read"));
        }
    }

    fn facts(&mut self, annotator: Option<&str>, facts: Map<String, Value>) {
        for (key, value) in facts {
            match (key.as_str(), annotator) {
                ("id", _) => {}
                ("complete", Some(_)) => {
                    for layer in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
                        self.article.said(annotator, "status", json!({layer: "done"}));
                    }
                }
                (key, _) => self.article.fact(key, value),
            }
        }
    }

    fn mark(&mut self, annotation: &Annotation, places: &[Selected<'_>]) -> Result<(), String> {
        let spans: Vec<(usize, usize)> =
            places.iter().map(|place| self.span(place)).collect::<Result<_, _>>()?;
        let (start, end) =
            spans.iter().fold((usize::MAX, 0), |(start, end), span| (start.min(span.0), end.max(span.1)));
        let mut mark = object([("start", start.into()), ("end", end.into()), ("origin", ORIGIN.into())]);
        if spans.len() > 1 {
            mark.insert("fragments".to_owned(), json!(spans));
        }
        let own = text_at(annotation, "id").and_then(|name| own_parts(name, "mark"));
        self.say(&mut mark, annotation, own.is_some());
        if let Some(annotator) = creator(annotation) {
            mark.insert("annotator".to_owned(), annotator.into());
        }
        let created = text_at(annotation, "created");
        if let Some(created) = created.filter(|text| text.parse::<jiff::Timestamp>().is_ok()) {
            mark.insert("created".to_owned(), created.into());
        }
        let id = match own.and_then(|parts| parts.into_iter().nth(1)) {
            Some(id) => {
                mark.insert("id".to_owned(), id.as_str().into());
                self.article.add("annotations", mark);
                id
            }
            None => self.article.mark(mark),
        };
        self.marks.extend(text_at(annotation, "id").map(|name| (name.to_owned(), id)));
        Ok(())
    }

    /// Adds what the bodies say of a mark. What is from here names its layer first.
    fn say(&mut self, mark: &mut Map<String, Value>, annotation: &Annotation, is_own: bool) {
        let motivation = first_term(annotation, "motivation").unwrap_or("highlighting");
        let (mut notes, mut features) = (Vec::new(), Map::new());
        let name = text_at(annotation, "id").unwrap_or("an annotation");
        for Body { purpose, said } in bodies(annotation) {
            match (purpose, said) {
                ("classifying", Said::Text(layer)) if is_own => {
                    drop(mark.insert("layer".to_owned(), layer.into()));
                }
                ("tagging" | "classifying", Said::Text(label) | Said::Iri(label)) => {
                    if let Some(first) = mark.get("label") {
                        self.article.warn(format!(
                            "{name} has the label {first}, and {label:?} as well, which is not read"
                        ));
                    } else {
                        mark.insert("label".to_owned(), label.into());
                    }
                }
                ("questioning", Said::Text(question)) => flag(mark, "question", question),
                ("replying", Said::Text(answer)) => flag(mark, "answer", answer),
                ("describing", Said::Json(json)) if is_own => match serde_json::from_str(json) {
                    Ok(Value::Object(values)) => mark.extend(values),
                    _ => self.article.warn(format!("{name} says what is no JSON, and is not read: {json:?}")),
                },
                (purpose, Said::Iri(iri)) => {
                    let own = |kind| own_parts(iri, kind).and_then(|parts| parts.into_iter().nth(1));
                    match (own("entity"), own("claim")) {
                        (Some(entity), _) => _ = mark.insert("entity".to_owned(), entity.into()),
                        (_, Some(claim)) => _ = mark.insert("claim".to_owned(), claim.into()),
                        _ => {
                            let key = if purpose.is_empty() { "link" } else { purpose };
                            features.insert(key.to_owned(), iri.into());
                        }
                    }
                }
                (_, Said::Text(note) | Said::Json(note)) => notes.push(note),
            }
        }
        if !notes.is_empty() {
            mark.insert("note".to_owned(), notes.join("\n").into());
        }
        if !features.is_empty() {
            mark.insert("features".to_owned(), features.into());
        }
        // Nothing is a label here but what the annotation is made for.
        mark.entry("label").or_insert_with(|| motivation.into());
    }

    /// Where a target stands, in the unit of the article, with its words in that place.
    fn span(&self, place: &Selected<'_>) -> Result<(usize, usize), String> {
        let Selected { position, quote } = place;
        match (position, quote) {
            (Some((start, end)), None) => Ok((*start, *end)),
            (Some((start, end)), Some(quote)) => {
                let byte = |offset| self.index.to_byte(self.text, self.unit, offset).ok();
                let found = byte(*start).zip(byte(*end)).and_then(|(start, end)| self.text.get(start..end));
                if found == Some(quote.exact) {
                    return Ok((*start, *end));
                }
                let found = found.map_or_else(|| "nothing".to_owned(), |found| format!("{found:?}"));
                Err(format!(
                    "the words {:?} are said to be at {start}..{end} ({}), where the text has {found}",
                    quote.exact, self.unit
                ))
            }
            (None, Some(quote)) => self.found(quote),
            (None, None) => Err("a target says nowhere where it is".to_owned()),
        }
    }

    /// The only place in which words stand with those around them.
    fn found(&self, quote: &Quote<'_>) -> Result<(usize, usize), String> {
        let whole = [quote.prefix, quote.exact, quote.suffix].concat();
        let mut places = memchr::memmem::find_iter(self.text.as_bytes(), whole.as_bytes());
        let (first, second) = (places.next(), places.next());
        let offset = |byte| self.index.from_byte(self.text, self.unit, byte).ok();
        let start = first.map(|first| first + quote.prefix.len());
        let span = start.and_then(|start| offset(start).zip(offset(start + quote.exact.len())));
        match (span, second) {
            (Some(span), None) if !quote.exact.is_empty() => Ok(span),
            (_, None) => Err(format!("the words {:?} do not stand in the text", quote.exact)),
            (_, Some(_)) => Err(format!(
                "the words {:?} stand in the text more than once, and nothing says which are meant",
                quote.exact
            )),
        }
    }

    /// A relation: from its target to the mark that its body names, or from the first of two targets to the second.
    fn relation(&mut self, annotation: &Annotation) {
        let name = text_at(annotation, "id").unwrap_or("an annotation");
        let targets: Vec<&str> = all(annotation, "target").into_iter().filter_map(source).collect();
        let bodies = bodies(annotation);
        let named = bodies.iter().filter_map(|body| match body.said {
            Said::Iri(iri) => Some(iri),
            _ => None,
        });
        let ends: Vec<&String> =
            targets.into_iter().chain(named).filter_map(|name| self.marks.get(name)).collect();
        let [from, to] = ends.as_slice() else {
            return self.article.warn(format!(
                "{name} links something else than two marks of {:?}, and is not read",
                self.source
            ));
        };
        let kind = bodies.iter().find_map(|body| match (body.purpose, body.said) {
            ("tagging", Said::Text(kind)) => Some(kind),
            _ => None,
        });
        let mut part = object([
            ("type", kind.unwrap_or("linking").into()),
            ("from", from.as_str().into()),
            ("to", to.as_str().into()),
        ]);
        let own = own_parts(name, "relation").and_then(|parts| parts.into_iter().nth(1));
        part.extend(own.map(|id| ("id".to_owned(), id.into())));
        part.extend(creator(annotation).map(|annotator| ("annotator".to_owned(), annotator.into())));
        let features = bodies.iter().find_map(|body| match body.said {
            Said::Json(json) => serde_json::from_str::<Value>(json).ok(),
            _ => None,
        });
        part.extend(features.map(|features| ("features".to_owned(), features)));
        self.article.add("relations", part);
    }
}

fn flag(mark: &mut Map<String, Value>, key: &str, said: &str) {
    let flag = mark.entry("flag").or_insert_with(|| json!({}));
    if let Some(flag) = flag.as_object_mut() {
        flag.insert(key.to_owned(), said.into());
    }
}
