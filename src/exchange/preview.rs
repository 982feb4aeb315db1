//! What an export would look like: the beginnings of its files, made of the first articles.

use std::io::{Result, Write};
use std::sync::Arc;

use super::exporter::{self, Articles, ExportContext, ExportError};
use super::format::Format;
use super::growth::SchemaGrowth;
use super::importer::{ImportOptions, Incoming};
use super::jsonl;
use super::options::ExportOptions;
use super::plain::has_extension;
use super::sink::{Memory, Sink};
use super::source::Source;
use crate::model::article::Article;
use crate::model::id::{Annotator, ArticleId};

/// How many articles are shown.
const ARTICLES: usize = 2;
/// Among how many they are looked for: a filter may leave all of them out.
const LOOKED_AT: usize = 200;
/// How many bytes of each file are shown at most.
const SHOWN: usize = 4 << 10;
/// How many signs of a string in JSON are shown at most.
const STRING: usize = 160;

/// How a file begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its name below the export; empty for an export that is one file.
    pub name: String,
    /// Its first lines; of a file that is no text what a reader finds in it.
    pub text: String,
    /// Whether it is no text.
    pub is_decoded: bool,
    /// Whether there is more of it.
    pub is_cut: bool,
}

/// How the files of an export begin. Files that say what others are, as settings and cards do, come last.
///
/// # Errors
///
/// What an export can fail of.
pub fn samples(
    format: &Format,
    context: &ExportContext<'_>,
    articles: &dyn Articles,
) -> std::result::Result<Vec<Sample>, ExportError> {
    // Too few articles to be put into splits.
    let options = ExportOptions { split: None, ..context.options.clone() };
    let context = ExportContext { options: &options, ..*context };
    let first = First::of(&context, articles)?;
    let sink = Unread(Memory::default());
    exporter::export(format, &context, &first, &sink)?;
    let files = sink.0.files();
    let endings = [format.pattern.trim_start_matches("*."), format.record_shape(&options), "txt"];
    let mut samples: Vec<Sample> =
        files.into_iter().map(|(name, bytes)| sample(format, &context, name, bytes)).collect();
    let is_beside = |sample: &Sample| !sample.name.is_empty() && !has_extension(&sample.name, &endings);
    samples.sort_by_key(is_beside);
    Ok(samples)
}

fn sample(format: &Format, context: &ExportContext<'_>, name: String, bytes: Vec<u8>) -> Sample {
    let (text, is_decoded) = match String::from_utf8(bytes) {
        Ok(text) => (text, false),
        Err(error) => (decoded(format, context, &name, error.into_bytes()), true),
    };
    let is_json = text.trim_start().starts_with(['{', '[']);
    let text = if is_json { without_long_strings(&text) } else { text };
    let mut end = text.len().min(SHOWN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Sample { name, is_cut: end < text.len(), text: text[..end].to_owned(), is_decoded }
}

/// JSON in which long strings, which texts of articles are, are cut: what stands after them is to be seen as well.
fn without_long_strings(json: &str) -> String {
    let mut out = String::with_capacity(SHOWN);
    let (mut is_string, mut is_escaped, mut len) = (false, false, 0);
    for sign in json.chars() {
        let is_end = is_string && !is_escaped && sign == '"';
        if is_end || !is_string {
            is_string = !is_end && sign == '"';
            len = 0;
        }
        is_escaped = is_string && !is_escaped && sign == '\\';
        len += 1;
        let is_left_out = is_string && len > STRING;
        if is_string && len == STRING + 1 {
            out.push_str(" […]");
        }
        if !is_left_out {
            out.push(sign);
        }
        if out.len() > 2 * SHOWN {
            break;
        }
    }
    out
}

/// What is in a file that is no text: its rows if it is a table, else its articles as the native format writes them.
fn decoded(format: &Format, context: &ExportContext<'_>, name: &str, bytes: Vec<u8>) -> String {
    #[cfg(feature = "parquet")]
    if has_extension(name, &["parquet"]) {
        let rows = super::hugging_face::Rows::open(super::importer::Place::file(name), bytes.into());
        let rows: Vec<String> =
            rows.into_iter().flatten().filter_map(|row| Some(row.ok()?.into_json())).collect();
        return rows.join("\n");
    }
    let Some(importer) = format.importer else { return String::new() };
    let source: super::source::Memory = [(name, bytes)].into_iter().collect();
    let mut growth = SchemaGrowth::new(context.project.schema().clone());
    let mut out = Vec::new();
    // What cannot be read is told when it is exported.
    let _unread =
        importer.read(&source, &ImportOptions::by(Annotator::from("nobody")), &mut growth, &mut |incoming| {
            if let Incoming::Article(incoming) = incoming {
                out.append(&mut jsonl::lines(context, &incoming.article));
            }
            Ok(())
        });
    String::from_utf8(out).unwrap_or_default()
}

/// The first articles that a filter lets through.
struct First<'a> {
    articles: &'a dyn Articles,
    ids: Vec<ArticleId>,
}

impl<'a> First<'a> {
    fn of(context: &ExportContext<'_>, articles: &'a dyn Articles) -> std::result::Result<Self, ExportError> {
        let mut ids = Vec::new();
        for id in articles.ids().into_iter().take(LOOKED_AT) {
            context.require_going()?;
            let Some(article) = articles.article(&id)? else { continue };
            let has_work = context.filter.marks(&article) > 0;
            if context.filter.has_article(context.project.schema(), &article) {
                // One with marks says more than one without.
                if has_work && ids.len() == ARTICLES && !ids.iter().any(|(_, has_work)| *has_work) {
                    ids.pop();
                }
                if ids.len() < ARTICLES {
                    ids.push((id, has_work));
                }
            }
            if ids.len() == ARTICLES && ids.iter().any(|(_, has_work)| *has_work) {
                break;
            }
        }
        Ok(Self { articles, ids: ids.into_iter().map(|(id, _)| id).collect() })
    }
}

impl Articles for First<'_> {
    fn ids(&self) -> Vec<ArticleId> {
        self.ids.clone()
    }

    fn article(&self, id: &ArticleId) -> std::result::Result<Option<Arc<Article>>, ExportError> {
        self.articles.article(id)
    }
}

/// Keeps what is written, and is not read again: it is only looked at.
struct Unread(Memory);

impl Sink for Unread {
    fn file(&self, name: &str) -> Result<Box<dyn Write + '_>> {
        self.0.file(name)
    }

    fn written(&self) -> Option<Box<dyn Source + '_>> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_after_a_long_text_is_seen() {
        let json = format!(r#"{{"id":"a","text":"{}\"","spans":[{{"label":"Ort"}}]}}"#, "\\\"é".repeat(100));
        let short = without_long_strings(&json);
        assert!(short.contains(r#" […]","spans":[{"label":"Ort"}]}"#), "{short}");
        assert!(short.chars().count() < 300);
        let brief = r#"{"a":"\\\"","b":[1,"x"]}"#;
        assert_eq!(without_long_strings(brief), brief);
    }
}
