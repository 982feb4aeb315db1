//! Schema files: a schema that new projects start with.

use std::path::Path;

use super::StoreError;
use super::files::read_schema;
use crate::model::people::Guideline;
use crate::model::schema::Schema;

/// The schema that is shipped with the program.
const NEWS: &str = include_str!("../../assets/schemas/news.ron");

/// Reads a schema file: the schema and its general rules. `path` is only named in errors.
pub fn read(bytes: &[u8], path: &Path) -> Result<(Schema, Guideline), StoreError> {
    read_schema(bytes, path)
}

/// The schema for news articles: entities, claims and figures.
pub fn news() -> Result<(Schema, Guideline), StoreError> {
    read(NEWS.as_bytes(), Path::new("assets/schemas/news.ron"))
}
