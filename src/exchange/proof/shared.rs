//! What belongs to no article: the schema and the registers of an export that keeps everything.

use std::collections::BTreeSet;

use crate::exchange::exporter::ExportContext;
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::jsonl::{record_lines, shared};
use crate::model::record::Record;
use crate::model::schema::Schema;

/// How many code points of a line are told.
const TOLD: usize = 120;

/// What has come back that belongs to no article.
#[derive(Debug)]
pub(super) struct Shared {
    /// The schema that the files bring, where they bring one.
    pub(super) growth: SchemaGrowth,
    pub(super) records: Vec<Record>,
}

impl Shared {
    /// Nothing yet; `is_whole` says whether the files bring their schema, and it is to be compared.
    pub(super) fn new(context: &ExportContext<'_>, is_whole: bool) -> Self {
        let schema = context.project.schema();
        let growth = if is_whole && *schema != Schema::default() {
            SchemaGrowth::adopting(Schema::default())
        } else {
            SchemaGrowth::new(schema.clone())
        };
        Self { growth, records: Vec::new() }
    }

    /// How the first line begins that was written and has not come back, or has come back and was not written. Each file
    /// of an export has all of them.
    pub(super) fn difference(self, context: &ExportContext<'_>) -> Option<String> {
        let schema = context.project.schema();
        let written: BTreeSet<Vec<u8>> = record_lines(schema, shared(context)).collect();
        // Where no schema was written, the one that has come back is what the articles use.
        let back = if *schema == Schema::default() { schema } else { self.growth.schema() };
        let back: BTreeSet<Vec<u8>> = record_lines(back, self.records).collect();
        let differing = written.symmetric_difference(&back).next()?;
        let began: String = String::from_utf8_lossy(differing).chars().take(TOLD).collect();
        let what = if written.contains(differing) { "is missing" } else { "was not written" };
        Some(format!("a record that belongs to no article {what}; it begins with {began}"))
    }
}
