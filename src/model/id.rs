//! Identifiers: short strings that are compared by content and cost one pointer to copy.

use std::fmt;
use std::sync::Arc;

macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, formatter)
            }
        }
    )*};
}

id_types! {
    /// Names an article, unique in its project.
    ArticleId;
    /// Names a person who marks, or the reserved annotator [`GOLD`].
    Annotator;
    /// Names an annotation, unique in its article.
    AnnotationId;
    /// Names a relation, unique in its article.
    RelationId;
    /// Names an attribution, unique in its article.
    AttributionId;
    /// Names a zone, unique in its article.
    ZoneId;
    /// Names a decision, unique in its article.
    DecisionId;
    /// Names a suggestion that waits, unique in its article.
    SuggestionId;
    /// Names an entity, unique in its annotator's register.
    EntityId;
    /// Names a claim record, unique in its annotator's register.
    ClaimId;
    /// Names a link between two claim records, unique in its annotator's register.
    ClaimLinkId;
    /// Names an event, unique in its annotator's register.
    EventId;
    /// Names a settlement, unique in its annotator's register.
    SettlementId;
    /// The permanent key of a layer.
    LayerKey;
    /// The permanent key of a label, unique in its layer.
    LabelKey;
    /// The permanent key of a feature, unique in its layer.
    FeatureKey;
    /// The permanent key of a type of relation.
    RelationKey;
}

/// The reserved annotator that adjudication writes as.
pub const GOLD: &str = "gold";
