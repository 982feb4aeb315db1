//! Reading the native format.
//!
//! Records that belong to no article stand after the articles, but the schema says what the labels of the articles
//! are, and decisions belong into their article. So each file is looked through for these two kinds of lines first.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use memchr::memmem::Finder;
use serde::Deserialize;

use super::article::{self, ArticlePart, ReadArticle};
use super::decision::{self, DecisionPart};
use super::error::PartError;
use super::reader::{Dropped, Reader};
use super::{register, schema, settlement};
use crate::exchange::ahead;
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{
    ImportError, ImportOptions, Importer, Incoming, IncomingArticle, Place, Problem,
};
use crate::exchange::json::input::{Name, Text, object};
use crate::exchange::json::kind::{Kind, is};
use crate::exchange::lines::Lines;
use crate::exchange::plain::has_extension;
use crate::exchange::source::Source;
use crate::model::decision::Decision;
use crate::model::id::Annotator;
use crate::model::record::{Record, RecordKey};

/// Reads the native format.
pub(super) struct JsonLines;

type Out<'o> = &'o mut dyn FnMut(Incoming) -> Result<(), ImportError>;

object! {
    /// What a line is.
    KindPart {
        record: Text<'a> = "record",
        article: Name<'a> = "article",
    }
}

impl Importer for JsonLines {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        has_extension(name, &["jsonl", "ndjson"]) && is(Kind::Native, head)
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: Out<'_>,
    ) -> Result<(), ImportError> {
        let entries = source.entries().map_err(|error| Place::file(".").error(error))?;
        let mut import = Import { options, out, told: BTreeSet::new() };
        let mut decisions = HashMap::new();
        for entry in &entries {
            import.look_through(Lines::open(source, &entry.name, options)?, schema, &mut decisions)?;
        }
        for entry in &entries {
            import.read_all(Lines::open(source, &entry.name, options)?, schema, &mut decisions)?;
        }
        import.tell_of_strays(decisions)
    }
}

/// Lines of decisions, by the article that they name.
type Decisions = HashMap<String, Vec<Line>>;

/// A line, and where it stands.
pub(super) type Line = (Place, String);

/// One import, as it goes on.
struct Import<'i> {
    options: &'i ImportOptions,
    out: Out<'i>,
    /// Keys that the user has been told of.
    told: BTreeSet<String>,
}

/// What a line has become.
struct Read {
    place: Place,
    /// The name of the article that it is, with which decisions were read.
    article: Option<String>,
    incoming: Result<Vec<Incoming>, ImportError>,
    dropped: BTreeSet<String>,
}

impl Import<'_> {
    /// Takes the schema, and keeps the decisions for their articles.
    fn look_through(
        &mut self,
        mut lines: Lines<'_>,
        schema: &mut SchemaGrowth,
        decisions: &mut Decisions,
    ) -> Result<(), ImportError> {
        let finder = Finder::new("\"record\"");
        while let Some((place, line)) = lines.next() {
            // What is wrong with a line is told when it is read.
            let Some(kind) = line.as_deref().ok().and_then(|line| kind(&finder, line)) else { continue };
            let Ok(line) = line.as_deref() else { continue };
            match (kind.record.as_ref().map(Text::as_str), kind.article) {
                (Some("schema"), _) => {
                    let dropped = Dropped::default();
                    match parse(line).and_then(|part| schema::read(&dropped, part)) {
                        Ok(read) => self.take_schema(&place, &schema.take(read), dropped.take())?,
                        Err(error) => self.options.settle(place.error(error), self.out)?,
                    }
                }
                (Some("decision"), Some(article)) => {
                    decisions.entry(article.as_str().to_owned()).or_default().push((place, line.to_owned()));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn take_schema(
        &mut self,
        place: &Place,
        differing: &[RecordKey],
        dropped: BTreeSet<String>,
    ) -> Result<(), ImportError> {
        let differing: Vec<String> = differing.iter().map(ToString::to_string).collect();
        if !differing.is_empty() {
            let message =
                format!("these differ in the project, and stay as they are there: {}", differing.join(", "));
            (self.out)(place.clone().warning(message))?;
        }
        self.tell_of_dropped(place, dropped)
    }

    fn read_all(
        &mut self,
        mut lines: Lines<'_>,
        schema: &mut SchemaGrowth,
        decisions: &mut Decisions,
    ) -> Result<(), ImportError> {
        let finder = Finder::new("\"record\"");
        let owned = std::iter::from_fn(|| {
            let (place, line) = lines.next()?;
            Some((place, line.map(Cow::into_owned)))
        });
        let prepare = |(place, line): (Place, Result<String, ImportError>)| match line {
            Ok(line) => Ok((place, line)),
            Err(error) => {
                let (article, dropped) = (None, BTreeSet::new());
                Err(Box::new(Read { place, article, incoming: Err(error), dropped }))
            }
        };
        let (options, all, mut used) = (self.options, &*decisions, BTreeSet::new());
        let read =
            |line: &Line, schema: &mut SchemaGrowth| Box::new(read_line(&finder, line, all, options, schema));
        ahead::read(owned, prepare, schema, read, |read| {
            used.extend(read.article.filter(|name| all.contains_key(name)));
            match read.incoming {
                Ok(incoming) => incoming.into_iter().try_for_each(&mut *self.out)?,
                Err(error) => options.settle(error, self.out)?,
            }
            self.tell_of_dropped(&read.place, read.dropped)
        })?;
        decisions.retain(|article, _| !used.contains(article));
        Ok(())
    }

    /// Tells of keys that could not be kept, each once in an import.
    fn tell_of_dropped(&mut self, place: &Place, dropped: BTreeSet<String>) -> Result<(), ImportError> {
        for key in dropped {
            if self.told.insert(key.clone()) {
                let message = format!("the key {key:?} is not known and could not be kept");
                (self.out)(place.clone().warning(message))?;
            }
        }
        Ok(())
    }

    /// Decisions whose article is in none of the files.
    fn tell_of_strays(&mut self, decisions: Decisions) -> Result<(), ImportError> {
        let mut strays: Vec<(Place, String)> = decisions
            .into_iter()
            .flat_map(|(article, lines)| lines.into_iter().map(move |(place, _)| (place, article.clone())))
            .collect();
        strays.sort();
        for (place, article) in strays {
            let error = place.error(Problem::NoArticle(article.into()));
            self.options.settle(error, self.out)?;
        }
        Ok(())
    }
}

/// Reads a line; a schema that was taken before is nothing, and neither is a decision, which is read with its article.
fn read_line(
    finder: &Finder<'_>,
    line: &Line,
    decisions: &Decisions,
    options: &ImportOptions,
    schema: &mut SchemaGrowth,
) -> Read {
    let (place, text) = line;
    let dropped = Dropped::default();
    let before = schema.schema().clone();
    let found = kind(finder, text);
    let mut article = None;
    let incoming = match found.as_ref().and_then(|found| found.record.as_ref()).map(Text::as_str) {
        None => {
            let own = |name: &str| {
                article = Some(name.to_owned());
                decisions.get(name).map_or(&[][..], Vec::as_slice)
            };
            read_article(line, own, options, schema, &dropped)
        }
        Some("schema") => Ok(Vec::new()),
        Some("decision") if found.as_ref().is_some_and(|found| found.article.is_some()) => Ok(Vec::new()),
        Some(kind) => {
            let record = read_record(kind, text, options, schema, &dropped);
            record
                .map(|record| vec![Incoming::Shared(place.clone(), record)])
                .map_err(|error| place.clone().error(error))
        }
    };
    if incoming.is_err() {
        schema.go_back(before);
    }
    Read { place: place.clone(), article, incoming, dropped: dropped.take() }
}
/// Reads the line of an article, with its decisions, which `decisions` knows by its name.
pub(super) fn read_article<'d>(
    (place, line): &Line,
    decisions: impl FnOnce(&str) -> &'d [Line],
    options: &ImportOptions,
    schema: &mut SchemaGrowth,
    dropped: &Dropped,
) -> Result<Vec<Incoming>, ImportError> {
    let part: ArticlePart<'_> = parse(line).map_err(|error| place.clone().error(error))?;
    let name = part.id.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default();
    let own = decisions(&name);
    let called = if name.is_empty() { "the article".to_owned() } else { format!("article {name}") };
    // A decision that is wrong is told with its own place.
    let mut at = place;
    let annotator = &options.annotator;
    let read = article::read(part, schema, annotator, dropped, |reader, schema| {
        let read = own.iter().map(|(place, line)| {
            at = place;
            read_decision(reader, schema, line, annotator)
        });
        let read = read.collect::<Result<Vec<Decision>, _>>()?;
        let mut seen = BTreeSet::new();
        match read.iter().find(|decision| !seen.insert(&decision.id)) {
            Some(twice) => Err(PartError::Duplicate.within(format!("decision {}", twice.id))),
            None => Ok(read),
        }
    });
    let ReadArticle { article, dangling } =
        read.map_err(|error| at.clone().error(error.within(called.clone())))?;
    let warnings = dangling.into_iter().map(|message| place.clone().warning(format!("{called}: {message}")));
    let article = Incoming::Article(IncomingArticle {
        place: place.clone(),
        article,
        schema: schema.schema().clone(),
        known: 0,
    });
    Ok(warnings.chain([article]).collect())
}

/// Reads a line of another kind.
fn read_record(
    kind: &str,
    line: &str,
    options: &ImportOptions,
    schema: &mut SchemaGrowth,
    dropped: &Dropped,
) -> Result<Record, PartError> {
    let annotator = &options.annotator;
    let (id, record) = match kind {
        "entity" => {
            let part: register::EntityPart<'_> = parse(line)?;
            let kind = part.kind.as_ref().map(|name| schema.entity_kind(name.as_str()));
            let entity = register::read_entity(dropped, part, kind, annotator)?;
            (entity.id.to_string(), Record::Entity(entity.into()))
        }
        "claim" => {
            let claim = register::read_claim(dropped, parse(line)?, annotator)?;
            claim.verdict.iter().for_each(|verdict| schema.verdict(verdict));
            (claim.id.to_string(), Record::Claim(claim.into()))
        }
        "claim_link" => {
            let read = register::read_claim_link(parse(line)?, annotator)?;
            (read.id.to_string(), Record::ClaimLink(read.into()))
        }
        "event" => {
            let event = register::read_event(parse(line)?, annotator)?;
            (event.id.to_string(), Record::Event(event.into()))
        }
        "settlement" => {
            let read = settlement::read(parse(line)?, annotator)?;
            (read.id.to_string(), Record::Settlement(read.into()))
        }
        "decision" => return Err(PartError::Missing { key: "article" }),
        other => {
            let known = ["entity", "claim", "claim_link", "event", "settlement", "decision", "schema"];
            return Err(PartError::not_a_word("record", other, known));
        }
    };
    if id.is_empty() { Err(PartError::Missing { key: "id" }) } else { Ok(record) }
}

fn parse<'l, T: Deserialize<'l>>(line: &'l str) -> Result<T, PartError> {
    serde_json::from_str(line).map_err(|error| PartError::json(line, &error))
}

/// Whether a line is something else than an article.
pub(super) fn is_other_record(line: &str) -> bool {
    kind(&Finder::new("\"record\""), line).is_some_and(|kind| kind.record.is_some())
}

/// What a line is, if it may be something else than an article.
fn kind<'l>(finder: &Finder<'_>, line: &'l str) -> Option<KindPart<'l>> {
    finder.find(line.as_bytes())?;
    serde_json::from_str(line).ok()
}

fn read_decision(
    reader: &Reader<'_>,
    schema: &mut SchemaGrowth,
    line: &str,
    annotator: &Annotator,
) -> Result<Decision, PartError> {
    let part: DecisionPart<'_> = parse(line)?;
    let name = part.id.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default();
    decision::read(reader, schema, part, annotator).map_err(|error| error.within(format!("decision {name}")))
}
