//! Records of which two versions could not be reconciled.

use crate::model::record::{Record, RecordKey};

/// Two versions of one record. One is in place; the other is kept in the same file until somebody decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The record.
    pub key: RecordKey,
    /// The version that is not in place; `None` where the other side had deleted it.
    pub other: Option<Record>,
}
