//! What an import would bring, without bringing it: what each file is taken for, how much is in it, and what of it the
//! schema does not know yet.

use super::growth::SchemaGrowth;
use super::importer::{self, ImportError, ImportOptions, Incoming};
use super::recognition;
use super::source::Source;
use super::watch::{Watch, Watched};
use crate::model::schema::Schema;

/// How many articles are shown.
const ARTICLES: usize = 3;
/// How many code points of the text of each.
const TEXT: usize = 200;
/// How many labels of each.
const LABELS: usize = 12;
/// How many warnings are shown.
const WARNINGS: usize = 5;

/// What an import would bring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// What the files are taken for: names of formats, each with how many files it has.
    pub formats: Vec<(&'static str, usize)>,
    /// How many articles.
    pub articles: u64,
    /// How many marks are in them.
    pub marks: u64,
    /// What the schema would get: layers, labels, features, relations.
    pub schema: Vec<String>,
    /// The first articles.
    pub first: Vec<FirstArticle>,
    /// The first warnings, sentences without full stop.
    pub warnings: Vec<String>,
    /// How many warnings there are.
    pub warned: usize,
}

/// One of the first articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstArticle {
    /// Its title, or its id where it has none.
    pub title: String,
    /// How its text begins.
    pub text: String,
    /// Its first marks: the words, and the name of the label.
    pub marks: Vec<(String, String)>,
}

/// What an import of `source` into a project with `schema` would bring. It is read once; nothing is kept.
///
/// # Errors
///
/// What an import would fail of, and that it was called off.
pub fn arrival(
    source: &dyn Source,
    options: &ImportOptions,
    schema: &Schema,
    watch: &dyn Watch,
) -> Result<Arrival, ImportError> {
    let source = Watched::new(source, watch);
    let mut arrival = Arrival::default();
    let mut growth = SchemaGrowth::new(schema.clone());
    importer::import(&source, options, &mut growth, &mut |incoming| {
        arrival.take(incoming);
        Ok(())
    })?;
    let chosen = recognition::chosen(&source, options)?;
    arrival.formats = chosen.into_iter().map(|(format, files)| (format.name, files)).collect();
    let news = growth.edit().changes.into_iter().filter(|change| change.after.is_some());
    arrival.schema = news.map(|change| change.key.to_string()).collect();
    Ok(arrival)
}

impl Arrival {
    fn take(&mut self, incoming: Incoming) {
        match incoming {
            Incoming::Article(incoming) => {
                let article = &incoming.article;
                let marks = article.annotations_in_order();
                self.articles += 1;
                self.marks += marks.len() as u64;
                if self.first.len() < ARTICLES {
                    let label = |mark: &crate::model::annotation::Annotation| {
                        let label = incoming.schema.resolve(&mark.layer, &mark.label);
                        label.map_or_else(|| mark.label.to_string(), |label| label.name.clone())
                    };
                    let words = |span| article.body().quote(span).chars().take(TEXT).collect();
                    let marks = marks.iter().take(LABELS);
                    self.first.push(FirstArticle {
                        title: article.metadata().title.clone().unwrap_or_else(|| article.id().to_string()),
                        text: article.body().text().chars().take(TEXT).collect(),
                        marks: marks.map(|mark| (words(mark.spans.hull()), label(mark))).collect(),
                    });
                }
            }
            Incoming::Shared(..) => {}
            Incoming::Warning(warning) => {
                self.warned += 1;
                if self.warnings.len() < WARNINGS {
                    self.warnings.push(format!("{} ({})", warning.message, warning.place));
                }
            }
        }
    }
}
