//! Who says it: sources, the word of saying, and what is said.

use super::extra::Extra;
use super::id::{AnnotationId, Annotator, AttributionId, EntityId};
use super::moment::Moment;
use super::span::Spans;
use super::words::words;

/// One act of saying, as the article reports it. Attributions nest: a content may hold the parts of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Unique in its article.
    pub id: AttributionId,
    /// Who marked it.
    pub annotator: Annotator,
    /// Who says it; none where the text does not say ("it is believed").
    pub sources: Vec<Source>,
    /// The word of saying, if there is one.
    pub cue: Option<Anchor>,
    /// What is said; none where it is implicit ("he denied it").
    pub contents: Vec<Anchor>,
    /// Through what it was said: "in a tweet", "told VOA".
    pub via: Option<Via>,
    /// When it was said.
    pub said_at: Option<Moment>,
    /// Whether the words are the source's own.
    pub quote_type: QuoteType,
    /// Whether the source stands by the content.
    pub polarity: Polarity,
    /// How sure the source is.
    pub certainty: Certainty,
    /// A free remark.
    pub note: Option<String>,
    /// What another program wrote on it.
    pub extra: Extra,
}

/// A part of an attribution: an annotation, or a bare stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// An annotation of the same article.
    Annotation(AnnotationId),
    /// A stretch that carries no annotation.
    Spans(Spans),
}

/// Somebody who says something: any words ("Witnesses", "he"), with the entity behind them if known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it stands.
    pub anchor: Anchor,
    /// Who that is, where it is not the entity of the annotation.
    pub entity: Option<EntityId>,
}

/// The channel through which something was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Via {
    /// In words.
    pub text: String,
    /// Where the article says so.
    pub spans: Option<Spans>,
}

words! {
    /// Whether the words are the source's own.
    QuoteType {
        /// In quotation marks.
        Direct = "direct",
        /// Retold.
        Indirect = "indirect",
        /// Retold with quoted pieces.
        Mixed = "mixed",
    }
}

words! {
    /// Whether the source stands by the content.
    Polarity {
        /// Says that it is so.
        Affirms = "affirms",
        /// Says that it is not so.
        Denies = "denies",
        /// Asks, or doubts it.
        Questions = "questions",
        /// Will not, or cannot, confirm it.
        Withholds = "withholds",
    }
}

words! {
    /// How sure the source is.
    Certainty {
        /// Without reserve.
        Certain = "certain",
        /// With "may", "believed to", "appears".
        Hedged = "hedged",
    }
}

impl Attribution {
    /// The annotations that this attribution is made of, sources first.
    pub fn references(&self) -> impl Iterator<Item = &AnnotationId> {
        let anchors = self.sources.iter().map(|source| &source.anchor).chain(&self.cue).chain(&self.contents);
        anchors.filter_map(|anchor| match anchor {
            Anchor::Annotation(id) => Some(id),
            Anchor::Spans(_) => None,
        })
    }

    /// The stretches of text that this attribution names itself.
    pub fn spans(&self) -> impl Iterator<Item = &Spans> {
        let anchors = self.sources.iter().map(|source| &source.anchor).chain(&self.cue).chain(&self.contents);
        let own = anchors.filter_map(|anchor| match anchor {
            Anchor::Annotation(_) => None,
            Anchor::Spans(spans) => Some(spans),
        });
        own.chain(self.via.iter().filter_map(|via| via.spans.as_ref()))
    }
}
