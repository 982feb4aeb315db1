//! An article line: the text, what is known of it, and everybody's work in it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::annotation::{self, AnnotationPart, RelationPart};
use super::attribution::{self, AttributionPart};
use super::error::PartError;
use super::places::{Places, unit_from_name};
use super::reader::{Dropped, Reader, moment, required};
use super::rehydrate;
use super::suggestion::{self, SuggestionPart};
use super::zones::{self, AnnotatorPart, SkippedPart, ZonePart};
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::json::input::{Name, Text, TextOr, extra, object};
use crate::exchange::proposals::id_of;
use crate::model::article::Article;
use crate::model::body::Body;
use crate::model::decision::Decision;
use crate::model::id::{AnnotationId, Annotator};
use crate::model::metadata::Metadata;
use crate::model::suggestion::Suggestion;
use crate::model::work::WorkRecords;
use crate::text::offsets::OffsetUnit;

object! {
    /// An article as it stands in a file.
    ArticlePart {
        id: Name<'a> = "id",
        text: Text<'a> = "text",
        text_hash: Text<'a> = "text_hash",
        title: Text<'a> = "title",
        outlet: Text<'a> = "outlet",
        url: Text<'a> = "url",
        byline: Text<'a> = "byline",
        published: Text<'a> = "published",
        language: Text<'a> = "language",
        offset_unit: Text<'a> = "offset_unit",
        zones: Vec<ZonePart<'a>> = "zones",
        annotators: BTreeMap<String, AnnotatorPart<'a>> = "annotators",
        status: BTreeMap<String, TextOr<'a, SkippedPart<'a>>> = "status",
        labels: Vec<String> = "labels",
        annotations: Vec<AnnotationPart<'a>> = "annotations",
        relations: Vec<RelationPart<'a>> = "relations",
        attributions: Vec<AttributionPart<'a>> = "attributions",
        suggestions: Vec<SuggestionPart<'a>> = "suggestions",
    }
}

/// Whether a key at the top of an article line means something else than metadata of the user's own.
pub(crate) fn is_article_key(key: &str) -> bool {
    const KEYS: [&str; 19] = [
        "record",
        "id",
        "text",
        "text_hash",
        "title",
        "outlet",
        "url",
        "byline",
        "published",
        "language",
        "offset_unit",
        "zones",
        "annotators",
        "status",
        "labels",
        "annotations",
        "relations",
        "attributions",
        "suggestions",
    ];
    KEYS.contains(&key)
}

/// An article that was read.
pub(super) struct ReadArticle {
    pub(super) article: Article,
    /// Records that refer to annotations which are not there: "relation r1 refers to annotation a9".
    pub(super) dangling: Vec<String>,
}

/// Reads an article with everybody's work. `annotator` made what names nobody; `decisions` are read once the text
/// is known.
pub(super) fn read(
    part: ArticlePart<'_>,
    schema: &mut SchemaGrowth,
    annotator: &Annotator,
    dropped: &Dropped,
    decisions: impl FnOnce(&Reader<'_>, &mut SchemaGrowth) -> Result<Vec<Decision>, PartError>,
) -> Result<ReadArticle, PartError> {
    let id = required("id", part.id)?;
    let body = read_body(part.text, part.text_hash)?;
    let unit = part.offset_unit.map_or(Ok(OffsetUnit::CodePoint), |name| unit_from_name(name.as_str()))?;
    let owned = |text: Option<Text<'_>>| text.map(Text::into_string);
    let metadata = Metadata {
        title: owned(part.title),
        outlet: owned(part.outlet),
        url: owned(part.url),
        byline: owned(part.byline),
        published: moment("published", part.published)?,
        language: owned(part.language),
        other: extra(part.unknown),
    };
    let reader = Reader { places: Places::new(&body, unit), dropped };
    let mut works = Works { annotator, by: Vec::new(), dangling: Vec::new() };
    let mut ids = Ids::new("z");
    let imported = part.zones.unwrap_or_default();
    let mut annotators = part.annotators.unwrap_or_default();
    let all_zones = annotators.values().flat_map(|part| part.zones.iter().flatten()).chain(&imported);
    all_zones.filter_map(|zone| zone.id.as_ref()).try_for_each(|id| ids.take("zone", id.as_str()))?;
    let zones = imported
        .into_iter()
        .map(|zone| zones::read_zone(&reader, zone, || ids.next().into(), None))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| error.within("zone"))?;
    if part.status.is_some() || part.labels.is_some() {
        let own = annotators.entry(annotator.as_str().to_owned()).or_default();
        own.status = own.status.take().or(part.status);
        own.labels = own.labels.take().or(part.labels);
    }
    for (name, part) in annotators {
        let name = Annotator::from(name);
        let records = works.records(&name);
        zones::read_annotator(&reader, schema, part, &name, &mut || ids.next().into(), records)
            .map_err(|error| error.within(format!("annotator {name}")))?;
    }
    let known = works.read_annotations(&reader, schema, part.annotations.unwrap_or_default())?;
    works.read_relations(schema, part.relations.unwrap_or_default(), &known)?;
    works.read_attributions(&reader, part.attributions.unwrap_or_default(), &known)?;
    works.read_suggestions(&reader, schema, part.suggestions.unwrap_or_default())?;
    for decision in decisions(&reader, schema)? {
        works.records(&decision.annotator).decisions.push(Arc::new(decision));
    }
    let dangling = works.dangling;
    let works = works.by.into_iter();
    let bare = Article::new(id.id(), body, metadata, zones);
    let article = works.fold(bare, |article, (annotator, records)| article.with_work(annotator, records));
    Ok(ReadArticle { article, dangling })
}

/// The text of an article, which must be the one that it was hashed from.
fn read_body(text: Option<Text<'_>>, hash: Option<Text<'_>>) -> Result<Body, PartError> {
    let Some(hash) = hash else { return Ok(Body::new(required("text", text)?.into_string())) };
    let wanted = rehydrate::hash_named(hash.as_str()).ok_or_else(|| PartError::WrongValue {
        key: "text_hash",
        value: hash.as_str().to_owned(),
        wanted: "\"blake3:\" and 64 hexadecimal digits",
    })?;
    let body = Body::new(text.ok_or(PartError::NoText)?.into_string());
    if body.hash() == wanted { Ok(body) } else { Err(PartError::AnotherText) }
}

/// Everybody's work in an article, as it is being read.
struct Works<'a> {
    annotator: &'a Annotator,
    /// Few people work on one article, so they are searched one by one.
    by: Vec<(Annotator, WorkRecords)>,
    dangling: Vec<String>,
}

impl Works<'_> {
    fn records(&mut self, annotator: &Annotator) -> &mut WorkRecords {
        let place = self.by.iter().position(|(known, _)| known == annotator).unwrap_or_else(|| {
            self.by.push((annotator.clone(), WorkRecords::default()));
            self.by.len() - 1
        });
        &mut self.by[place].1
    }

    /// Reads the annotations and returns their ids.
    fn read_annotations(
        &mut self,
        reader: &Reader<'_>,
        schema: &mut SchemaGrowth,
        parts: Vec<AnnotationPart<'_>>,
    ) -> Result<HashSet<AnnotationId>, PartError> {
        let mut ids = Ids::new("a");
        let given = parts.iter().filter_map(|part| part.id.as_ref());
        given.into_iter().try_for_each(|id| ids.take("annotation", id.as_str()))?;
        let mut known = HashSet::with_capacity(parts.len());
        let mut maker = self.annotator.clone();
        for part in parts {
            let name = part.id.as_ref().map(|id| id.as_str().to_owned());
            let named_nobody = part.annotator.is_none();
            let mut annotation = annotation::read(reader, schema, part, &maker).map_err(|error| {
                error.within(format!("annotation {}", name.as_deref().unwrap_or("without id")))
            })?;
            if name.is_none() {
                annotation.id = ids.next().into();
            }
            if named_nobody {
                annotation.annotator = self.annotator.clone();
            } else {
                // Most often the next one names the same.
                maker = annotation.annotator.clone();
            }
            known.insert(annotation.id.clone());
            self.records(&annotation.annotator.clone()).annotations.push(Arc::new(annotation));
        }
        self.check_figures(&known);
        Ok(known)
    }

    fn read_suggestions(
        &mut self,
        reader: &Reader<'_>,
        schema: &mut SchemaGrowth,
        parts: Vec<SuggestionPart<'_>>,
    ) -> Result<(), PartError> {
        let mut ids = Ids::new("s");
        let given = parts.iter().filter_map(|part| part.id.as_ref());
        given.into_iter().try_for_each(|id| ids.take("suggestion", id.as_str()))?;
        for part in parts {
            let name = part.id.as_ref().map(|id| id.as_str().to_owned());
            let read = suggestion::read(reader, schema, part, self.annotator);
            let mut suggestion = read.map_err(|error| {
                error.within(format!("suggestion {}", name.as_deref().unwrap_or("without id")))
            })?;
            if name.is_none() {
                suggestion.id = ids.named(&suggestion).into();
            }
            self.records(&suggestion.annotator.clone()).suggestions.push(Arc::new(suggestion));
        }
        Ok(())
    }

    fn check_figures(&mut self, known: &HashSet<AnnotationId>) {
        let annotations = self.by.iter().flat_map(|(_, records)| &records.annotations);
        let figures = annotations
            .filter_map(|annotation| annotation.quantity.as_ref().map(|quantity| (annotation, quantity)));
        let lost = figures.flat_map(|(annotation, quantity)| {
            let lost = quantity.references().filter(|id| !known.contains(*id));
            lost.map(|id| dangling("the quantity of annotation", annotation.id.as_str(), id))
        });
        let lost: Vec<String> = lost.collect();
        self.dangling.extend(lost);
    }

    fn read_relations(
        &mut self,
        schema: &mut SchemaGrowth,
        parts: Vec<RelationPart<'_>>,
        known: &HashSet<AnnotationId>,
    ) -> Result<(), PartError> {
        let mut ids = Ids::new("r");
        let given = parts.iter().filter_map(|part| part.id.as_ref());
        given.into_iter().try_for_each(|id| ids.take("relation", id.as_str()))?;
        for part in parts {
            let name = part.id.as_ref().map(|id| id.as_str().to_owned());
            let mut relation = annotation::read_relation(schema, part, self.annotator).map_err(|error| {
                error.within(format!("relation {}", name.as_deref().unwrap_or("without id")))
            })?;
            if name.is_none() {
                relation.id = ids.next().into();
            }
            let ends = [&relation.from, &relation.to].into_iter().filter(|end| !known.contains(*end));
            self.dangling.extend(ends.map(|end| dangling("relation", relation.id.as_str(), end)));
            self.records(&relation.annotator.clone()).relations.push(Arc::new(relation));
        }
        Ok(())
    }

    fn read_attributions(
        &mut self,
        reader: &Reader<'_>,
        parts: Vec<AttributionPart<'_>>,
        known: &HashSet<AnnotationId>,
    ) -> Result<(), PartError> {
        let mut ids = Ids::new("q");
        let given = parts.iter().filter_map(|part| part.id.as_ref());
        given.into_iter().try_for_each(|id| ids.take("attribution", id.as_str()))?;
        for part in parts {
            let name = part.id.as_ref().map(|id| id.as_str().to_owned());
            let mut attribution = attribution::read(reader, part, self.annotator).map_err(|error| {
                error.within(format!("attribution {}", name.as_deref().unwrap_or("without id")))
            })?;
            if name.is_none() {
                attribution.id = ids.next().into();
            }
            let parts = attribution.references().filter(|id| !known.contains(*id));
            self.dangling.extend(parts.map(|id| dangling("attribution", attribution.id.as_str(), id)));
            self.records(&attribution.annotator.clone()).attributions.push(Arc::new(attribution));
        }
        Ok(())
    }
}

fn dangling(what: &str, id: &str, missing: &AnnotationId) -> String {
    format!("{what} {id} refers to annotation {missing}, which is not in the article")
}

/// The ids of one kind in an article: those that are taken, and new ones for what has none.
struct Ids {
    prefix: &'static str,
    taken: HashSet<String>,
    last: usize,
}

impl Ids {
    fn new(prefix: &'static str) -> Self {
        Self { prefix, taken: HashSet::new(), last: 0 }
    }

    fn take(&mut self, what: &str, id: &str) -> Result<(), PartError> {
        if self.taken.insert(id.to_owned()) {
            Ok(())
        } else {
            Err(PartError::Duplicate.within(format!("{what} {id}")))
        }
    }

    /// A new id for a suggestion, which follows from what it proposes.
    fn named(&mut self, suggestion: &Suggestion) -> String {
        let name = id_of(&suggestion.spans, &suggestion.layer, &suggestion.label);
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut free =
            std::iter::once(name.to_string()).chain(numbered).filter(|id| !self.taken.contains(id));
        let id = free.next().unwrap_or_default();
        self.taken.insert(id.clone());
        id
    }

    /// A new id: the prefix and the next number that is free.
    fn next(&mut self) -> String {
        loop {
            self.last += 1;
            let id = format!("{}{}", self.prefix, self.last);
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}
