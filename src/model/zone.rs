//! Stretches of a body that are not the article's own running text.

use super::id::{Annotator, ZoneId};
use super::span::Span;
use super::words::words;

/// A stretch with a kind. Its edges may fall on any grapheme boundary, and an edge ends a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Unique in its article.
    pub id: ZoneId,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ZoneKind,
    /// Who marked it; `None` when it came with the article.
    pub annotator: Option<Annotator>,
}

/// What an annotator holds of a zone that came with the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneVerdict {
    /// The zone.
    pub zone: ZoneId,
    /// Who decided.
    pub annotator: Annotator,
    /// Whether it is one.
    pub accepted: bool,
}

words! {
    /// What a zone is.
    ZoneKind {
        /// The text under a picture.
        Caption = "caption",
        /// A caption that repeats another one, or the article.
        DuplicateCaption = "duplicate_caption",
        /// The headline.
        Headline = "headline",
        /// Who wrote it.
        Byline = "byline",
        /// A pointer to another article.
        RelatedLink = "related_link",
        /// A newsletter box, an advertisement.
        Promotion = "promotion",
        /// Controls of a player.
        Player = "player",
        /// Copyright and terms.
        Legal = "legal",
        /// Links of the page itself.
        Navigation = "navigation",
        /// Metadata in front of a Markdown text.
        FrontMatter = "front_matter",
    }
}

impl ZoneKind {
    /// Whether marks in such a zone belong to the article: captions and headlines are annotated and exported,
    /// the others are left out of suggestions, statistics and agreement.
    pub const fn is_article_text(self) -> bool {
        matches!(self, Self::Caption | Self::Headline)
    }
}
