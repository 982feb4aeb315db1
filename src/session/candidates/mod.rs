//! Places that are most likely to be marked next: suggestions that wait, names from the register, texts marked before,
//! capitalised runs, numbers, quotations. Found around the cursor, sentence by sentence, with no model to load.

mod ahead;
mod elsewhere;
mod found;
mod known;
mod proposed;
mod recall;
mod walk;

use std::ops::Range;
use std::sync::Arc;

pub(super) use recall::Recall;
pub(super) use walk::Walk;

use crate::model::id::{EntityId, LabelKey, LayerKey};
use crate::model::quantity::Quantity;
use crate::model::suggestion::Suggestion;
use crate::suggest::attributions::Said;

/// A place that may be marked next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where, in bytes of the open article.
    pub span: Range<usize>,
    /// What found it.
    pub rule: Rule,
    /// The layer it would be marked in.
    pub layer: LayerKey,
    /// The label it would get, if that is known.
    pub label: Option<LabelKey>,
    /// The entity that it names, if that is known.
    pub entity: Option<EntityId>,
    /// What it asserts, if it is a figure.
    pub quantity: Option<Arc<Quantity>>,
    /// Who says it, if it is a claim that somebody makes.
    pub said: Option<Arc<Said>>,
    /// The suggestion that waits there, if it is one.
    pub suggestion: Option<Arc<Suggestion>>,
}

impl Candidate {
    /// The name of what proposes it, as decisions and origins use it.
    pub fn rule_name(&self) -> &str {
        self.suggestion.as_ref().map_or(self.rule.name(), |suggestion| &suggestion.rule)
    }
}

/// What finds candidates. The better one comes first where two find the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A suggestion that waits.
    Suggestion,
    /// A name of an entity of the register.
    Alias,
    /// A text that was marked elsewhere in the article.
    Repeat,
    /// A run of capitalised words.
    Name,
    /// A number with what belongs to it.
    Number,
    /// What somebody says.
    Attribution,
    /// What stands in quotation marks.
    Quotation,
}

impl Rule {
    /// The name that decisions and origins use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Suggestion => "suggestion",
            Self::Alias => "alias",
            Self::Repeat => "repeat",
            Self::Name => "name",
            Self::Number => "number",
            Self::Attribution => "attribution",
            Self::Quotation => "quotation",
        }
    }
}
