//! The RON files of a project, format version 1: what they hold, how they are written and read.

mod article;
mod effort;
mod project;
mod read;
mod register;
mod text;
mod versions;
mod work;

pub(super) use article::ArticleFile;
pub(super) use effort::{EffortContent, read_effort, write_effort};
pub(super) use project::{ProjectContent, read_project, read_schema, write_project};
pub(super) use register::{RegisterContent, read_register, write_register};
pub(super) use versions::versions;
pub(super) use work::{WorkContent, read_work, read_work_through, write_work};

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::StoreError;
use super::conflict::Conflict;
use super::rows::{KeyRow, RecordRow, RowError};
use crate::model::id::Annotator;

/// The format that is written.
pub(super) const FORMAT: u32 = 1;

/// The version of a record that is not in place.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConflictRow {
    record: KeyRow,
    #[serde(default)]
    other: Option<Box<RecordRow>>,
}

impl From<&Conflict> for ConflictRow {
    fn from(conflict: &Conflict) -> Self {
        Self {
            record: (&conflict.key).into(),
            other: conflict.other.as_ref().map(|other| Box::new(other.into())),
        }
    }
}

impl ConflictRow {
    fn into_model(self, annotator: &Annotator) -> Result<Conflict, RowError> {
        let other = self.other.map(|other| other.into_model(annotator)).transpose()?;
        Ok(Conflict { key: self.record.into_model(), other })
    }
}

/// The conflicts that a file lists, as conflicts in the work of `annotator`.
fn conflicts_of(
    rows: Vec<ConflictRow>,
    annotator: &Annotator,
    text: &str,
    path: &Path,
) -> Result<Vec<Conflict>, StoreError> {
    let conflicts = rows.into_iter().map(|row| row.into_model(annotator)).collect::<Result<_, _>>();
    conflicts.map_err(|err| read::broken_at(text, "conflicts", err.to_string(), path))
}
