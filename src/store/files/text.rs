//! The outer shape of a RON file: one field a line, and in lists one record a line, so that diffs and merges read well.

use serde::Serialize;

use super::FORMAT;
use crate::store::ron_write::to_ron;

/// A RON file that is being written.
pub(super) struct FileText(String);

impl FileText {
    /// Starts with the format.
    pub(super) fn new() -> Self {
        Self(format!("(\n    format: {FORMAT},\n"))
    }

    /// A field on one line.
    pub(super) fn field(mut self, name: &str, value: &impl Serialize) -> Self {
        self.0.push_str("    ");
        self.0.push_str(name);
        self.0.push_str(": ");
        self.0.push_str(&to_ron(value));
        self.0.push_str(",\n");
        self
    }

    /// A field on one line, if there is a value.
    pub(super) fn optional(self, name: &str, value: Option<&impl Serialize>) -> Self {
        match value {
            Some(value) => self.field(name, value),
            None => self,
        }
    }

    /// A list with one record a line; nothing for an empty one.
    pub(super) fn rows<T: Serialize>(self, name: &str, rows: impl IntoIterator<Item = T>) -> Self {
        self.blocks(name, rows.into_iter().map(|row| to_ron(&row)))
    }

    /// A list of texts that are RON already.
    pub(super) fn blocks(mut self, name: &str, blocks: impl IntoIterator<Item = String>) -> Self {
        let mut blocks = blocks.into_iter().peekable();
        if blocks.peek().is_none() {
            return self;
        }
        self.0.push_str("    ");
        self.0.push_str(name);
        self.0.push_str(": [\n");
        for block in blocks {
            self.0.push_str("        ");
            self.0.push_str(&block);
            self.0.push_str(",\n");
        }
        self.0.push_str("    ],\n");
        self
    }

    /// The whole file.
    pub(super) fn finish(mut self) -> String {
        self.0.push_str(")\n");
        self.0
    }
}
