//! How to import, what an import has done, and why nothing was imported.

use thiserror::Error;

use crate::edit::EditError;
use crate::exchange::importer::{ImportError, ImportOptions, ImportWarning, Place};
use crate::exchange::merge::Refusal;
use crate::store::StoreError;

/// How to import.
#[derive(Clone, Debug)]
pub struct IntakeOptions {
    /// How to read.
    pub reading: ImportOptions,
    /// Whether what differs is replaced.
    pub update: bool,
    /// The length of the input in bytes.
    pub total_len: u64,
}

/// What an import has done.
#[derive(Clone, Debug, Default)]
pub struct IntakeReport {
    /// Articles that are new.
    pub added: u64,
    /// Articles that were there and have changed.
    pub changed: u64,
    /// Articles that were there and are as they were.
    pub unchanged: u64,
    /// Articles or records that were left out, because the user wanted the rest.
    pub refused: u64,
    /// Marks in the articles that were added or changed.
    pub marks: u64,
    /// Suggestions that wait in the articles that were added or changed.
    pub suggestions: u64,
    /// Suggestions that were left out, because the same waits, is marked, or was decided about.
    pub known: u64,
    /// Records of registers that were added or replaced.
    pub records: u64,
    /// Items that the schema did not have.
    pub schema: Vec<String>,
    /// What the files were taken for, where nobody said it: the names of formats, each with how many files it has.
    pub formats: Vec<(&'static str, usize)>,
    /// What the user should know.
    pub warnings: Vec<ImportWarning>,
    /// What is odd in files that were there.
    pub notices: Vec<String>,
}

/// Why nothing was imported.
#[derive(Debug, Error)]
pub enum IntakeError {
    /// The input does not read.
    #[error(transparent)]
    Read(#[from] ImportError),
    /// What was read does not go with what is there.
    #[error("{refusal} ({place})")]
    Refused {
        /// Where it stands.
        place: Place,
        /// Why not.
        refusal: Refusal,
    },
    /// What was read does not hold together.
    #[error("{error} ({place})")]
    Invalid {
        /// Where it stands.
        place: Place,
        /// Why not.
        error: Box<EditError>,
    },
    /// The project's files cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It was called off.
    #[error("the import was called off; nothing was imported")]
    Stopped,
}

impl IntakeError {
    /// What the user can do about it.
    pub fn hints(&self) -> Vec<String> {
        match self {
            Self::Read(err) => err.hint().into_iter().collect(),
            Self::Refused { refusal, .. } => vec![refusal.hint().to_owned()],
            Self::Invalid { .. } => {
                vec!["mend the record, or import with --keep-going to leave it out".to_owned()]
            }
            Self::Store(err) => err.hints().into_iter().map(str::to_owned).collect(),
            Self::Stopped => Vec::new(),
        }
    }

    pub(super) fn warning(self) -> Result<ImportWarning, Self> {
        match self {
            Self::Refused { place, refusal } => {
                Ok(ImportWarning { place, message: refusal.to_string(), refused: true })
            }
            Self::Invalid { place, error } => {
                Ok(ImportWarning { place, message: error.to_string(), refused: true })
            }
            other => Err(other),
        }
    }
}
