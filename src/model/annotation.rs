//! A mark: a label put on one or more spans by somebody.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::extra::Extra;
use super::id::{AnnotationId, Annotator, ClaimId, EntityId, FeatureKey, LabelKey, LayerKey};
use super::quantity::Quantity;
use super::span::Spans;

/// A label on a place in the text. Entity mentions, claims and figures are all annotations; what their layer's
/// role adds stands in `entity`, `claim` and `quantity`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Unique in its article, over all annotators.
    pub id: AnnotationId,
    /// Who marked it.
    pub annotator: Annotator,
    /// The layer it belongs to.
    pub layer: LayerKey,
    /// Its label, as it was when marked: a merged label is resolved by the schema when it is read.
    pub label: LabelKey,
    /// Where it stands.
    pub spans: Spans,
    /// Named values.
    pub features: Features,
    /// A doubt to be settled.
    pub flag: Option<Flag>,
    /// A free remark.
    pub note: Option<String>,
    /// How it came to be.
    pub origin: Origin,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// The entity that the text names here.
    pub entity: Option<EntityId>,
    /// The claim record that the text states here.
    pub claim: Option<ClaimId>,
    /// The value that the text gives here.
    pub quantity: Option<Arc<Quantity>>,
    /// What another program wrote on it.
    pub extra: Extra,
}

/// Feature values by key.
pub type Features = BTreeMap<FeatureKey, FeatureValue>;

/// The value of a feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeatureValue {
    /// Words, or one choice of a list.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// An exact number.
    Number(Decimal),
    /// Several choices of a list, in order.
    Many(Vec<String>),
    /// Anything else that another program wrote, as compact JSON text.
    Json(String),
}

/// Marks an annotation as doubtful, with the question and, later, its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flag {
    /// What is to be settled; may be empty.
    pub question: String,
    /// How it was settled.
    pub answer: Option<String>,
}

/// How an annotation came to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Marked by a person, one by one.
    #[default]
    Hand,
    /// Marked together with every other occurrence.
    Bulk,
    /// A suggestion that was accepted.
    Suggestion {
        /// The rule that proposed it.
        rule: String,
    },
    /// Brought in from a file.
    Import {
        /// The format or tool it came from, where known.
        from: Option<String>,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hand => formatter.write_str("hand"),
            Self::Bulk => formatter.write_str("bulk"),
            Self::Suggestion { rule } => write!(formatter, "suggestion:{rule}"),
            Self::Import { from: None } => formatter.write_str("import"),
            Self::Import { from: Some(from) } => write!(formatter, "import:{from}"),
        }
    }
}

impl From<&str> for Origin {
    /// Reads what [`Origin`] displays; a word that is not known is taken as the name of where it was imported from.
    fn from(text: &str) -> Self {
        match text.split_once(':') {
            Some(("suggestion", rule)) => Self::Suggestion { rule: rule.to_owned() },
            Some(("import", from)) => Self::Import { from: Some(from.to_owned()) },
            _ => match text {
                "hand" => Self::Hand,
                "bulk" => Self::Bulk,
                "import" => Self::Import { from: None },
                other => Self::Import { from: Some(other.to_owned()) },
            },
        }
    }
}
