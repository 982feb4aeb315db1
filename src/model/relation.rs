//! A typed, directed link between two annotations of one article.

use super::annotation::Features;
use super::extra::Extra;
use super::id::{AnnotationId, Annotator, RelationId, RelationKey};

/// A link from one annotation to another. It belongs to its maker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Unique in its article.
    pub id: RelationId,
    /// Who made it.
    pub annotator: Annotator,
    /// Its type.
    pub kind: RelationKey,
    /// Where it starts.
    pub from: AnnotationId,
    /// Where it points to.
    pub to: AnnotationId,
    /// Named values.
    pub features: Features,
    /// What another program wrote on it.
    pub extra: Extra,
}
