//! The files that say how an export is made: maps of labels and templates.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use crate::exchange::chat::template::{Template, TemplateError};
use crate::exchange::shaping::label_map::{LabelMap, LabelMapError};

/// Why such a file cannot be used.
#[derive(Debug, Error)]
pub enum ExportFileError {
    /// It cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// It is no map of labels.
    #[error("{}: {wrong}", path.display())]
    LabelMap {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        wrong: LabelMapError,
    },
    /// It is no template.
    #[error("{}: {wrong}", path.display())]
    Template {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        wrong: TemplateError,
    },
}

impl ExportFileError {
    /// What can be done about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::LabelMap { .. } => Some(r#"such a file says {"entity": {"person": "PER", "event": None}}"#),
            Self::Io { .. } | Self::Template { .. } => None,
        }
    }
}

/// Reads a map of labels.
pub fn label_map(path: &Path) -> Result<LabelMap, ExportFileError> {
    let wrong = |wrong| ExportFileError::LabelMap { path: path.to_owned(), wrong };
    LabelMap::read(&text_of(path)?, &name_of(path)).map_err(wrong)
}

/// Reads a template.
pub fn template(path: &Path) -> Result<Arc<Template>, ExportFileError> {
    let wrong = |wrong| ExportFileError::Template { path: path.to_owned(), wrong };
    Template::read(&text_of(path)?, &name_of(path)).map(Arc::new).map_err(wrong)
}

fn text_of(path: &Path) -> Result<String, ExportFileError> {
    std::fs::read_to_string(path).map_err(|source| ExportFileError::Io { path: path.to_owned(), source })
}

/// What the card of the data set calls it: where it is on this machine is nobody else's concern.
fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
