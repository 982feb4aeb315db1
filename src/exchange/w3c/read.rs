//! Reading Web Annotations: those of a text together, whoever has written them.

use std::collections::HashMap;
use std::io::Read as _;

use super::group::Group;
use super::parts::{Annotation, all, first_term, source};
use super::texts::TextFiles;
use crate::exchange::encoding;
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use crate::exchange::json::kind::{Kind, is};
use crate::exchange::jsonl::translated::Translating;
use crate::exchange::mapped::tables::is_json;
use crate::exchange::plain::has_extension;
use crate::exchange::records::{Record, records_of_pages, text_at};
use crate::exchange::source::Source;

/// Reads Web Annotations.
pub(super) struct Annotations;

impl Importer for Annotations {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        has_extension(name, &["jsonld"]) || is_json(name) && is(Kind::WebAnnotation, head)
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let (mut files, mut texts) = (Vec::new(), TextFiles::default());
        for entry in source.entries().map_err(|error| Place::file(".").error(error))? {
            if is_json(&entry.name) || has_extension(&entry.name, &["jsonld"]) {
                files.push(entry.name);
            } else {
                texts.add(&entry.name, text_file(source, &entry.name, options)?);
            }
        }
        let mut translating = Translating { options, schema, out };
        let article = |group: Group| group.into_article(&texts);
        if !options.apart {
            let mut found = Vec::new();
            for file in &files {
                found.extend(records_of_pages(source, file, options)?.map(parsed));
            }
            return translating.read(gathered(found).into_iter(), article);
        }
        for file in &files {
            let found = records_of_pages(source, file, options)?.map(parsed);
            translating.read(adjacent(found), article)?;
        }
        Ok(())
    }
}

/// A text that annotations beside it are of.
fn text_file(source: &dyn Source, name: &str, options: &ImportOptions) -> Result<String, ImportError> {
    let mut bytes = Vec::new();
    let read = source.open(name).and_then(|mut stream| stream.read_to_end(&mut bytes));
    read.map_err(|error| Place::file(name).error(error))?;
    encoding::decode(&bytes, options.encoding.as_deref()).map_err(|error| Place::file(name).error(error))
}

/// An annotation with its place, and what it is of; or what is wrong with it.
type Parsed = Result<(Place, Annotation, String), ImportError>;

fn parsed(record: Result<Record, ImportError>) -> Parsed {
    let record = record?;
    let annotation = record.object()?;
    if let Some(target) = all(&annotation, "target").into_iter().find_map(source).map(str::to_owned) {
        return Ok((record.place, annotation, target));
    }
    let message = match first_term(&annotation, "type") {
        Some("AnnotationCollection" | "AnnotationPage") => {
            "the annotations are not in the file: it names the pages that have them; save those and import them"
        }
        _ => {
            "the annotation has no \"target\" that is named: a name, or an object with a \"source\" or an \"id\""
        }
    };
    Err(record.place.error(Problem::Other(message.to_owned())))
}

/// Annotations of the same text that follow each other; what is of an annotation belongs to its text.
fn adjacent(records: impl Iterator<Item = Parsed>) -> impl Iterator<Item = Result<Group, ImportError>> {
    let mut records = records.peekable();
    std::iter::from_fn(move || {
        let (place, annotation, source) = match records.next()? {
            Ok(first) => first,
            Err(error) => return Some(Err(error)),
        };
        let mut group = Group::new(source);
        group.add(place, annotation);
        while let Some(Ok((place, annotation, _))) = records.next_if(|next| {
            next.as_ref().is_ok_and(|(_, _, target)| *target == group.source || group.has(target))
        }) {
            group.add(place, annotation);
        }
        Some(Ok(group))
    })
}

/// Annotations by their text, after what is wrong with those that are of none.
fn gathered(records: Vec<Parsed>) -> Vec<Result<Group, ImportError>> {
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    for record in records {
        match record {
            Ok(annotation) => found.push(annotation),
            Err(error) => wrong.push(Err(error)),
        }
    }
    let targets: HashMap<String, String> = found
        .iter()
        .filter_map(|(_, annotation, target)| Some((text_at(annotation, "id")?.to_owned(), target.clone())))
        .collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (place, annotation, target) in found {
        let source = text_named(&targets, &target);
        let number = *known.entry(source.clone()).or_insert(groups.len());
        if number == groups.len() {
            groups.push(Group::new(source));
        }
        groups[number].add(place, annotation);
    }
    wrong.into_iter().chain(groups.into_iter().map(Ok)).collect()
}

/// What annotations of annotations are of in the end. Names that lead in a circle lead nowhere.
fn text_named(targets: &HashMap<String, String>, first: &str) -> String {
    let mut name = first;
    for _ in 0..targets.len() {
        match targets.get(name) {
            Some(next) if next != name => name = next,
            _ => break,
        }
    }
    name.to_owned()
}
