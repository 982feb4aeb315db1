//! The files that a person names for an export: a map of labels, and the words of a template.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::exchange::chat::template::Template;
use crate::exchange::shaping::ShapingOptions;
use crate::exchange::shaping::label_map::LabelMap;
use crate::exchange::shaping::unit::Unit;
use crate::ui::carry::Problem;

/// What becomes of articles before they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShapingChoices {
    /// What becomes an article of its own.
    pub unit: Unit,
    /// What labels are called.
    pub labels: LabelChoice,
    /// Whether annotators are called by numbers.
    pub pseudonyms: bool,
}

/// What labels are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LabelChoice {
    /// What they are called here.
    #[default]
    Own,
    /// As the schema says for the standard of that name.
    Standard(String),
    /// As the file at the path says, as it was written.
    File(String),
}

/// Reads files that are named by their paths, as they were written.
pub trait NamedFiles {
    /// A map of labels.
    fn label_map(&self, path: &str) -> Result<LabelMap, Problem>;

    /// What a language model is asked.
    fn template(&self, path: &str) -> Result<Arc<Template>, Problem>;
}

impl ShapingChoices {
    /// What they are for an export; of a map of labels, the name alone is known.
    pub(super) fn options(&self) -> ShapingOptions {
        let called = |path: &str| LabelMap::Given { file: path.to_owned(), names: BTreeMap::new() };
        let labels = match &self.labels {
            LabelChoice::Own => None,
            LabelChoice::Standard(name) => Some(LabelMap::Standard(name.clone())),
            LabelChoice::File(_) => self.label_file().map(called),
        };
        ShapingOptions { unit: self.unit, labels, pseudonyms: self.pseudonyms }
    }

    /// The file that says what labels are called, where one is named.
    pub(super) fn label_file(&self) -> Option<&str> {
        match &self.labels {
            LabelChoice::File(path) => written(path),
            LabelChoice::Own | LabelChoice::Standard(_) => None,
        }
    }
}

/// What was written, if anything was.
pub(super) fn written(path: &str) -> Option<&str> {
    Some(path.trim()).filter(|path| !path.is_empty())
}
