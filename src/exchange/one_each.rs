//! Files that are an article each.

use super::growth::SchemaGrowth;
use super::importer::{ImportError, ImportOptions, Incoming, IncomingArticle, Place};
use super::source::{Source, stem};
use crate::model::article::Article;
use crate::model::id::ArticleId;

/// Reads each entry of `source` as an article that is named after its file. `make` is handed the name of the entry, the id,
/// and a list for what the user should know.
pub(super) fn read_each(
    source: &dyn Source,
    options: &ImportOptions,
    schema: &SchemaGrowth,
    out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    make: impl Fn(&str, ArticleId, &mut Vec<String>) -> Result<Article, ImportError>,
) -> Result<(), ImportError> {
    for entry in source.entries().map_err(|error| Place::file(".").error(error))? {
        let place = Place::file(&entry.name);
        let mut warnings = Vec::new();
        match make(&entry.name, stem(&entry.name).into(), &mut warnings) {
            Ok(article) => {
                warnings.into_iter().try_for_each(|message| out(place.clone().warning(message)))?;
                let schema = schema.schema().clone();
                out(Incoming::Article(IncomingArticle { place, article, schema, known: 0 }))?;
            }
            Err(error) => options.settle(error, out)?,
        }
    }
    Ok(())
}
