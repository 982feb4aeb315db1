//! Entities, claims, links between claims and events as JSON.

use super::error::PartError;
use super::reader::{Dropped, moment, required, word};
use crate::exchange::json::input::{Name, Text, TextOr, extra, object};
use crate::exchange::json::output::Object;
use crate::model::id::{Annotator, LabelKey};
use crate::model::register::{
    Alias, Claim, ClaimLink, ClaimLinkKind, Claimant, Entity, Event, Evidence, Question,
};

object! {
    /// An entity as it stands in a file.
    EntityPart {
        record: Text<'a> = "record",
        id: Name<'a> = "id",
        annotator: Name<'a> = "annotator",
        name: Text<'a> = "name",
        aliases: Vec<TextOr<'a, AliasPart<'a>>> = "aliases",
        kind: Text<'a> = "kind",
        external: Text<'a> = "external",
        note: Text<'a> = "note",
    }
}

object! {
    /// Another name.
    AliasPart {
        text: Text<'a> = "text",
        case_sensitive: bool = "case_sensitive",
    }
}

object! {
    /// A claim as it stands in a file.
    ClaimPart {
        record: Text<'a> = "record",
        id: Name<'a> = "id",
        annotator: Name<'a> = "annotator",
        statement: Text<'a> = "statement",
        claimant: TextOr<'a, ClaimantPart<'a>> = "claimant",
        said_at: Text<'a> = "said_at",
        valid_at: Text<'a> = "valid_at",
        types: Vec<String> = "types",
        check_worthy: bool = "check_worthy",
        verdict: Text<'a> = "verdict",
        justification: Text<'a> = "justification",
        evidence: Vec<TextOr<'a, EvidencePart<'a>>> = "evidence",
        questions: Vec<TextOr<'a, QuestionPart<'a>>> = "questions",
        event: Name<'a> = "event",
        note: Text<'a> = "note",
    }
}

object! {
    /// Who makes a claim, by id.
    ClaimantPart {
        entity: Name<'a> = "entity",
    }
}

object! {
    /// A piece of evidence.
    EvidencePart {
        text: Text<'a> = "text",
        url: Text<'a> = "url",
    }
}

object! {
    /// A question and its answer.
    QuestionPart {
        question: Text<'a> = "question",
        answer: Text<'a> = "answer",
    }
}

object! {
    /// A link between claims as it stands in a file.
    ClaimLinkPart {
        record: Text<'a> = "record",
        id: Name<'a> = "id",
        annotator: Name<'a> = "annotator",
        from: Name<'a> = "from",
        to: Name<'a> = "to",
        kind: Text<'a> = "type",
    }
}

object! {
    /// An event as it stands in a file.
    EventPart {
        record: Text<'a> = "record",
        id: Name<'a> = "id",
        annotator: Name<'a> = "annotator",
        name: Text<'a> = "name",
        date: Text<'a> = "date",
        place: Text<'a> = "place",
        note: Text<'a> = "note",
    }
}

pub(super) fn owner(name: Option<Name<'_>>, default: &Annotator) -> Annotator {
    name.map_or_else(|| default.clone(), |name| name.id())
}

/// Reads an entity; `kind` is the key of the label that the part names.
pub(super) fn read_entity(
    dropped: &Dropped,
    part: EntityPart<'_>,
    kind: Option<LabelKey>,
    annotator: &Annotator,
) -> Result<Entity, PartError> {
    let aliases = part.aliases.unwrap_or_default().into_iter().map(|alias| match alias {
        TextOr::Text(text) => Ok(Alias { text: text.into_string(), case_sensitive: false }),
        TextOr::Object(part) => {
            dropped.note("alias", &part.unknown);
            let text = required("text", part.text)?.into_string();
            Ok(Alias { text, case_sensitive: part.case_sensitive.unwrap_or_default() })
        }
    });
    Ok(Entity {
        id: part.id.unwrap_or_default().id(),
        annotator: owner(part.annotator, annotator),
        name: required("name", part.name)?.into_string(),
        aliases: aliases.collect::<Result<_, PartError>>().map_err(|error| error.within("aliases"))?,
        kind,
        external: part.external.map(Text::into_string),
        note: part.note.map(Text::into_string),
        extra: extra(part.unknown),
    })
}

/// Reads a claim.
pub(super) fn read_claim(
    dropped: &Dropped,
    part: ClaimPart<'_>,
    annotator: &Annotator,
) -> Result<Claim, PartError> {
    let claimant = part.claimant.map(|claimant| match claimant {
        TextOr::Text(text) => Ok(Claimant::Text(text.into_string())),
        TextOr::Object(part) => {
            dropped.note("claimant", &part.unknown);
            Ok(Claimant::Entity(required("entity", part.entity)?.id()))
        }
    });
    let evidence = part.evidence.unwrap_or_default().into_iter().map(|evidence| match evidence {
        TextOr::Text(text) => Evidence { text: text.into_string(), url: None },
        TextOr::Object(part) => {
            dropped.note("evidence", &part.unknown);
            let text = part.text.map(Text::into_string).unwrap_or_default();
            Evidence { text, url: part.url.map(Text::into_string) }
        }
    });
    let questions = part.questions.unwrap_or_default().into_iter().map(|question| match question {
        TextOr::Text(text) => Question { question: text.into_string(), answer: None },
        TextOr::Object(part) => {
            dropped.note("questions", &part.unknown);
            let question = part.question.map(Text::into_string).unwrap_or_default();
            Question { question, answer: part.answer.map(Text::into_string) }
        }
    });
    Ok(Claim {
        id: part.id.unwrap_or_default().id(),
        annotator: owner(part.annotator, annotator),
        statement: required("statement", part.statement)?.into_string(),
        claimant: claimant.transpose().map_err(|error: PartError| error.within("claimant"))?,
        said_at: moment("said_at", part.said_at)?,
        valid_at: moment("valid_at", part.valid_at)?,
        types: part.types.unwrap_or_default(),
        check_worthy: part.check_worthy,
        verdict: part.verdict.map(Text::into_string),
        justification: part.justification.map(Text::into_string),
        evidence: evidence.collect(),
        questions: questions.collect(),
        event: part.event.map(|event| event.id()),
        note: part.note.map(Text::into_string),
        extra: extra(part.unknown),
    })
}

/// Reads a link between claims.
pub(super) fn read_claim_link(
    part: ClaimLinkPart<'_>,
    annotator: &Annotator,
) -> Result<ClaimLink, PartError> {
    Ok(ClaimLink {
        id: part.id.unwrap_or_default().id(),
        annotator: owner(part.annotator, annotator),
        from: required("from", part.from)?.id(),
        to: required("to", part.to)?.id(),
        kind: required("type", word!(ClaimLinkKind, "type", part.kind)?)?,
        extra: extra(part.unknown),
    })
}

/// Reads an event.
pub(super) fn read_event(part: EventPart<'_>, annotator: &Annotator) -> Result<Event, PartError> {
    Ok(Event {
        id: part.id.unwrap_or_default().id(),
        annotator: owner(part.annotator, annotator),
        name: required("name", part.name)?.into_string(),
        date: moment("date", part.date)?,
        place: part.place.map(Text::into_string),
        note: part.note.map(Text::into_string),
        extra: extra(part.unknown),
    })
}

pub(super) fn begin<'o>(out: &'o mut Vec<u8>, record: &str, id: &str, annotator: &Annotator) -> Object<'o> {
    let mut object = Object::begin(out);
    object.text("record", record);
    object.text("id", id);
    object.text("annotator", annotator.as_str());
    object
}

/// Writes an entity; `kind` is the name of the label of its mentions.
pub(super) fn write_entity(out: &mut Vec<u8>, entity: &Entity, kind: Option<&str>) {
    let mut object = begin(out, "entity", entity.id.as_str(), &entity.annotator);
    object.text("name", &entity.name);
    object.list("aliases", &entity.aliases, |out, alias| {
        let mut part = Object::begin(out);
        part.text("text", &alias.text);
        if alias.case_sensitive {
            part.raw("case_sensitive", true);
        }
        part.end();
    });
    object.some_text("kind", kind);
    object.some_text("external", entity.external.as_deref());
    object.some_text("note", entity.note.as_deref());
    object.extra(&entity.extra);
    object.end();
}

/// Writes a claim.
pub(super) fn write_claim(out: &mut Vec<u8>, claim: &Claim) {
    let mut object = begin(out, "claim", claim.id.as_str(), &claim.annotator);
    object.text("statement", &claim.statement);
    match &claim.claimant {
        Some(Claimant::Text(text)) => object.text("claimant", text),
        Some(Claimant::Entity(id)) => {
            let mut part = Object::begin(object.key("claimant"));
            part.text("entity", id.as_str());
            part.end();
        }
        None => {}
    }
    object.some_display("said_at", claim.said_at);
    object.some_display("valid_at", claim.valid_at);
    object.texts("types", &claim.types);
    if let Some(check_worthy) = claim.check_worthy {
        object.raw("check_worthy", check_worthy);
    }
    object.some_text("verdict", claim.verdict.as_deref());
    object.some_text("justification", claim.justification.as_deref());
    object.list("evidence", &claim.evidence, |out, evidence| {
        pair(out, ("text", &evidence.text), ("url", evidence.url.as_deref()));
    });
    object.list("questions", &claim.questions, |out, question| {
        pair(out, ("question", &question.question), ("answer", question.answer.as_deref()));
    });
    object.some_display("event", claim.event.as_ref());
    object.some_text("note", claim.note.as_deref());
    object.extra(&claim.extra);
    object.end();
}

fn pair(out: &mut Vec<u8>, first: (&str, &str), second: (&str, Option<&str>)) {
    let mut part = Object::begin(out);
    part.text(first.0, first.1);
    part.some_text(second.0, second.1);
    part.end();
}

/// Writes a link between claims.
pub(super) fn write_claim_link(out: &mut Vec<u8>, link: &ClaimLink) {
    let mut object = begin(out, "claim_link", link.id.as_str(), &link.annotator);
    object.text("from", link.from.as_str());
    object.text("to", link.to.as_str());
    object.text("type", link.kind.name());
    object.extra(&link.extra);
    object.end();
}

/// Writes an event.
pub(super) fn write_event(out: &mut Vec<u8>, event: &Event) {
    let mut object = begin(out, "event", event.id.as_str(), &event.annotator);
    object.text("name", &event.name);
    object.some_display("date", event.date);
    object.some_text("place", event.place.as_deref());
    object.some_text("note", event.note.as_deref());
    object.extra(&event.extra);
    object.end();
}
