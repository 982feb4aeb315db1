//! What one annotator holds of the world across articles: entities, claims, links between claims, events.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::Timestamp;

use super::extra::Extra;
use super::id::{
    AnnotationId, Annotator, ArticleId, ClaimId, ClaimLinkId, EntityId, EventId, LabelKey, SettlementId,
};
use super::moment::Moment;
use super::words::words;

/// One annotator's project-wide records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// Entities by id.
    pub entities: OrdMap<EntityId, Arc<Entity>>,
    /// Claim records by id.
    pub claims: OrdMap<ClaimId, Arc<Claim>>,
    /// Links between claim records by id.
    pub claim_links: OrdMap<ClaimLinkId, Arc<ClaimLink>>,
    /// Events by id.
    pub events: OrdMap<EventId, Arc<Event>>,
    /// How figures that do not go together were settled, by id.
    pub settlements: OrdMap<SettlementId, Arc<Settlement>>,
}

impl Register {
    /// Whether there is no record at all.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
            && self.claims.is_empty()
            && self.claim_links.is_empty()
            && self.events.is_empty()
            && self.settlements.is_empty()
    }
}

/// Somebody or something that texts name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Unique in its register.
    pub id: EntityId,
    /// Whose register.
    pub annotator: Annotator,
    /// The canonical name.
    pub name: String,
    /// Other names, in the order in which they were added.
    pub aliases: Vec<Alias>,
    /// The label of its mentions, in the layer of role entity.
    pub kind: Option<LabelKey>,
    /// An identifier elsewhere: "wikidata:Q42".
    pub external: Option<String>,
    /// A free remark.
    pub note: Option<String>,
    /// What another program wrote on it.
    pub extra: Extra,
}

/// Another name of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The name.
    pub text: String,
    /// Whether its case must match ("IS", "US").
    pub case_sensitive: bool,
}

/// A checkable proposition, gathered from many articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Unique in its register.
    pub id: ClaimId,
    /// Whose register.
    pub annotator: Annotator,
    /// The proposition as a sentence that stands alone.
    pub statement: String,
    /// Who makes it.
    pub claimant: Option<Claimant>,
    /// When it was said.
    pub said_at: Option<Moment>,
    /// The time of which it speaks.
    pub valid_at: Option<Moment>,
    /// Its types, as the schema names them.
    pub types: Vec<String>,
    /// Whether it is worth checking, if decided.
    pub check_worthy: Option<bool>,
    /// A value of the schema's scale.
    pub verdict: Option<String>,
    /// Why that verdict.
    pub justification: Option<String>,
    /// What speaks for or against it.
    pub evidence: Vec<Evidence>,
    /// What was asked to check it.
    pub questions: Vec<Question>,
    /// The event it is about.
    pub event: Option<EventId>,
    /// A free remark.
    pub note: Option<String>,
    /// What another program wrote on it.
    pub extra: Extra,
}

/// Who makes a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimant {
    /// An entity of the same register.
    Entity(EntityId),
    /// In words, where there is no entity.
    Text(String),
}

/// Something that speaks for or against a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it says.
    pub text: String,
    /// Where it is found.
    pub url: Option<String>,
}

/// A question asked to check a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub question: String,
    /// Its answer, if found.
    pub answer: Option<String>,
}

/// How one claim record stands to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimLink {
    /// Unique in its register.
    pub id: ClaimLinkId,
    /// Whose register.
    pub annotator: Annotator,
    /// The claim that does it: the later one of an update.
    pub from: ClaimId,
    /// The claim that it is done to.
    pub to: ClaimId,
    /// How they stand to each other.
    pub kind: ClaimLinkKind,
    /// What another program wrote on it.
    pub extra: Extra,
}

words! {
    /// How one claim stands to another. A denial is no link: it is the same claim with opposite polarity.
    ClaimLinkKind {
        /// Says the same again.
        Repeats = "repeats",
        /// Speaks of a later time, at which both cannot hold.
        Updates = "updates",
        /// Takes the other back and replaces it.
        Corrects = "corrects",
        /// Makes the other more likely.
        Supports = "supports",
        /// Cannot hold together with the other at the same time.
        Contradicts = "contradicts",
        /// Is a part of the other.
        PartOf = "part_of",
    }
}

/// Something that happened, which articles, figures and claims can share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Unique in its register.
    pub id: EventId,
    /// Whose register.
    pub annotator: Annotator,
    /// A short name.
    pub name: String,
    /// When it happened.
    pub date: Option<Moment>,
    /// Where it happened.
    pub place: Option<String>,
    /// A free remark.
    pub note: Option<String>,
    /// What another program wrote on it.
    pub extra: Extra,
}

/// What somebody has found out about two figures that do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Unique in its register.
    pub id: SettlementId,
    /// Whose register.
    pub annotator: Annotator,
    /// The one figure.
    pub one: SettledFigure,
    /// The other.
    pub other: SettledFigure,
    /// What they are to each other.
    pub kind: SettlementKind,
    /// Why.
    pub why: Option<String>,
    /// When it was settled.
    pub at: Option<Timestamp>,
    /// What another program wrote on it.
    pub extra: Extra,
}

/// A figure as it was when it was settled.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SettledFigure {
    /// The article.
    pub article: ArticleId,
    /// Its mark.
    pub annotation: AnnotationId,
    /// What it asserted: what is settled holds for as long as it asserts the same.
    pub said: String,
}

impl SettledFigure {
    /// Where the figure stands.
    pub fn place(&self) -> (&ArticleId, &AnnotationId) {
        (&self.article, &self.annotation)
    }
}

impl Settlement {
    /// Whether it is of these two figures, whichever is the one.
    pub fn is_of(&self, one: (&ArticleId, &AnnotationId), other: (&ArticleId, &AnnotationId)) -> bool {
        let own = (self.one.place(), self.other.place());
        own == (one, other) || own == (other, one)
    }
}

words! {
    /// What two figures that do not go together are to each other.
    SettlementKind {
        /// The later one replaces the earlier one.
        Update = "update",
        /// They count different things.
        Different = "different",
        /// One of them is an error.
        Error = "error",
        /// They contradict each other.
        Conflict = "conflict",
    }
}
