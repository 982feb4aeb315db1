//! Rows of an annotator's register.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::leaf;
use crate::model::extra::Extra;
use crate::model::id::{
    AnnotationId, Annotator, ArticleId, ClaimId, ClaimLinkId, EntityId, EventId, LabelKey, SettlementId,
};
use crate::model::moment::Moment;
use crate::model::register::{
    Alias, Claim, ClaimLink, ClaimLinkKind, Claimant, Entity, Event, Evidence, Question, SettledFigure,
    Settlement, SettlementKind,
};

/// An entity.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct EntityRow {
    id: EntityId,
    #[serde(default)]
    name: String,
    #[serde(default)]
    aliases: Vec<AliasRow>,
    #[serde(default)]
    kind: Option<LabelKey>,
    #[serde(default)]
    external: Option<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    extra: Extra,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AliasRow {
    #[serde(default)]
    text: String,
    #[serde(default)]
    case_sensitive: bool,
}

/// A claim.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct ClaimRow {
    id: ClaimId,
    #[serde(default)]
    statement: String,
    #[serde(default)]
    claimant: Option<ClaimantRow>,
    #[serde(default)]
    said_at: Option<Moment>,
    #[serde(default)]
    valid_at: Option<Moment>,
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    check_worthy: Option<bool>,
    #[serde(default)]
    verdict: Option<String>,
    #[serde(default)]
    justification: Option<String>,
    #[serde(default)]
    evidence: Vec<EvidenceRow>,
    #[serde(default)]
    questions: Vec<QuestionRow>,
    #[serde(default)]
    event: Option<EventId>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    extra: Extra,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ClaimantRow {
    Entity(EntityId),
    Text(String),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EvidenceRow {
    #[serde(default)]
    text: String,
    #[serde(default)]
    url: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionRow {
    #[serde(default)]
    question: String,
    #[serde(default)]
    answer: Option<String>,
}

/// A link between claims.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct ClaimLinkRow {
    id: ClaimLinkId,
    from: ClaimId,
    to: ClaimId,
    kind: ClaimLinkKind,
    #[serde(default)]
    extra: Extra,
}

/// An event.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct EventRow {
    id: EventId,
    #[serde(default)]
    name: String,
    #[serde(default)]
    date: Option<Moment>,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    extra: Extra,
}

impl From<&Entity> for EntityRow {
    fn from(entity: &Entity) -> Self {
        let alias =
            |alias: &Alias| AliasRow { text: alias.text.clone(), case_sensitive: alias.case_sensitive };
        Self {
            id: entity.id.clone(),
            name: entity.name.clone(),
            aliases: entity.aliases.iter().map(alias).collect(),
            kind: entity.kind.clone(),
            external: entity.external.clone(),
            note: entity.note.clone(),
            extra: entity.extra.clone(),
        }
    }
}

impl EntityRow {
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> Entity {
        let alias = |row: AliasRow| Alias { text: row.text, case_sensitive: row.case_sensitive };
        Entity {
            id: self.id,
            annotator: annotator.clone(),
            name: self.name,
            aliases: self.aliases.into_iter().map(alias).collect(),
            kind: self.kind,
            external: self.external,
            note: self.note,
            extra: self.extra,
        }
    }
}

impl From<&Claim> for ClaimRow {
    fn from(claim: &Claim) -> Self {
        let claimant = |claimant: &Claimant| match claimant {
            Claimant::Entity(id) => ClaimantRow::Entity(id.clone()),
            Claimant::Text(text) => ClaimantRow::Text(text.clone()),
        };
        let evidence =
            |evidence: &Evidence| EvidenceRow { text: evidence.text.clone(), url: evidence.url.clone() };
        let question =
            |asked: &Question| QuestionRow { question: asked.question.clone(), answer: asked.answer.clone() };
        Self {
            id: claim.id.clone(),
            statement: claim.statement.clone(),
            claimant: claim.claimant.as_ref().map(claimant),
            said_at: claim.said_at,
            valid_at: claim.valid_at,
            types: claim.types.clone(),
            check_worthy: claim.check_worthy,
            verdict: claim.verdict.clone(),
            justification: claim.justification.clone(),
            evidence: claim.evidence.iter().map(evidence).collect(),
            questions: claim.questions.iter().map(question).collect(),
            event: claim.event.clone(),
            note: claim.note.clone(),
            extra: claim.extra.clone(),
        }
    }
}

impl ClaimRow {
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> Claim {
        let claimant = |row| match row {
            ClaimantRow::Entity(id) => Claimant::Entity(id),
            ClaimantRow::Text(text) => Claimant::Text(text),
        };
        let evidence = |row: EvidenceRow| Evidence { text: row.text, url: row.url };
        let question = |row: QuestionRow| Question { question: row.question, answer: row.answer };
        Claim {
            id: self.id,
            annotator: annotator.clone(),
            statement: self.statement,
            claimant: self.claimant.map(claimant),
            said_at: self.said_at,
            valid_at: self.valid_at,
            types: self.types,
            check_worthy: self.check_worthy,
            verdict: self.verdict,
            justification: self.justification,
            evidence: self.evidence.into_iter().map(evidence).collect(),
            questions: self.questions.into_iter().map(question).collect(),
            event: self.event,
            note: self.note,
            extra: self.extra,
        }
    }
}

impl From<&ClaimLink> for ClaimLinkRow {
    fn from(link: &ClaimLink) -> Self {
        Self {
            id: link.id.clone(),
            from: link.from.clone(),
            to: link.to.clone(),
            kind: link.kind,
            extra: link.extra.clone(),
        }
    }
}

impl ClaimLinkRow {
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> ClaimLink {
        ClaimLink {
            id: self.id,
            annotator: annotator.clone(),
            from: self.from,
            to: self.to,
            kind: self.kind,
            extra: self.extra,
        }
    }
}

/// How two figures were settled.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct SettlementRow {
    id: SettlementId,
    one: SettledFigureRow,
    other: SettledFigureRow,
    kind: SettlementKind,
    #[serde(default)]
    why: Option<String>,
    #[serde(default, with = "leaf::timestamp")]
    at: Option<Timestamp>,
    #[serde(default)]
    extra: Extra,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettledFigureRow {
    article: ArticleId,
    annotation: AnnotationId,
    #[serde(default)]
    said: String,
}

impl From<&SettledFigure> for SettledFigureRow {
    fn from(figure: &SettledFigure) -> Self {
        let SettledFigure { article, annotation, said } = figure.clone();
        Self { article, annotation, said }
    }
}

impl From<SettledFigureRow> for SettledFigure {
    fn from(row: SettledFigureRow) -> Self {
        let SettledFigureRow { article, annotation, said } = row;
        Self { article, annotation, said }
    }
}

impl From<&Settlement> for SettlementRow {
    fn from(settlement: &Settlement) -> Self {
        Self {
            id: settlement.id.clone(),
            one: (&settlement.one).into(),
            other: (&settlement.other).into(),
            kind: settlement.kind,
            why: settlement.why.clone(),
            at: settlement.at,
            extra: settlement.extra.clone(),
        }
    }
}

impl SettlementRow {
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> Settlement {
        Settlement {
            id: self.id,
            annotator: annotator.clone(),
            one: self.one.into(),
            other: self.other.into(),
            kind: self.kind,
            why: self.why,
            at: self.at,
            extra: self.extra,
        }
    }
}

impl From<&Event> for EventRow {
    fn from(event: &Event) -> Self {
        Self {
            id: event.id.clone(),
            name: event.name.clone(),
            date: event.date,
            place: event.place.clone(),
            note: event.note.clone(),
            extra: event.extra.clone(),
        }
    }
}

impl EventRow {
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> Event {
        Event {
            id: self.id,
            annotator: annotator.clone(),
            name: self.name,
            date: self.date,
            place: self.place,
            note: self.note,
            extra: self.extra,
        }
    }
}
