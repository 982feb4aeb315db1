//! Reading columns of tokens, in any of their schemes.

use std::collections::BTreeMap;
use std::io::Read as _;

use serde_json::Value;

use super::columns::{begins, is_announced, is_columns, parse};
use super::joined::{Joined, join};
use super::word;
use crate::exchange::conllu::read::is_sentences;
use crate::exchange::encoding;
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Importer, Incoming, Place};
use crate::exchange::jsonl::translated::{Translated, Translating};
use crate::exchange::plain::{file_stem, has_extension};
use crate::exchange::records::object;
use crate::exchange::source::{Entry, Source, stem};
use crate::exchange::stretches::{Stretch, Stretches};
use crate::exchange::tagged::labels::Labels;
use crate::exchange::tagged::rebuilt::REBUILT;
use crate::model::id::LayerKey;
use crate::model::schema::Schema;

/// Reads columns of tokens.
pub(super) struct Tables;

/// What a mark says that came from here.
const ORIGIN: &str = "import:conll";

impl Importer for Tables {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        if is_sentences(head) {
            return false;
        }
        let head = String::from_utf8_lossy(head);
        has_extension(name, &["conll", "iob", "iob2", "bio", "bilou", "bioes"])
            || is_announced(&head)
            || has_extension(name, &["txt", "tsv"]) && is_columns(&head)
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let entries = source.entries().map_err(|error| Place::file(".").error(error))?;
        // Files of an export that differ in their layer alone belong together.
        let mut groups: BTreeMap<String, Vec<File>> = BTreeMap::new();
        for entry in entries {
            let (group, layer) = named(schema.schema(), &entry);
            if options.apart {
                apart(source, &entry.name, layer.as_ref(), &mut Translating { options, schema, out })?;
                continue;
            }
            match decoded(source, &entry.name, options) {
                Ok(text) => {
                    let lines = Stretch { line: 1, text };
                    groups.entry(group).or_default().push(File { name: entry.name, layer, lines });
                }
                Err(error) => options.settle(error, out)?,
            }
        }
        for (group, files) in groups {
            let found = Group { name: &group, files: &files }.articles(schema.schema(), options);
            found.doubtful.into_iter().try_for_each(&mut *out)?;
            let wrong = found.wrong.into_iter().map(Err);
            let articles = wrong.chain(found.articles.into_iter().map(Ok));
            Translating { options, schema, out }.read(articles, |article| Ok(Some(article)))?;
        }
        Ok(())
    }
}

/// Reads each document of a file as an article of its own.
fn apart(
    source: &dyn Source,
    name: &str,
    layer: Option<&LayerKey>,
    translating: &mut Translating<'_>,
) -> Result<(), ImportError> {
    let options = translating.options;
    let known = translating.schema.schema().clone();
    let documents = Stretches::open(source, name, options, begins)?;
    translating.read(documents, |lines| {
        let files = [File { name: name.to_owned(), layer: layer.cloned(), lines }];
        let mut found = Group { name, files: &files }.articles(&known, options);
        found.wrong.pop().map_or_else(|| Ok(found.articles.pop()), Err)
    })
}

/// A file of columns.
struct File {
    name: String,
    /// The layer that it is called after.
    layer: Option<LayerKey>,
    /// All of it, or one of its documents.
    lines: Stretch,
}

/// What was found in files.
struct Found {
    articles: Vec<Translated>,
    /// What is wrong with documents that are not read.
    wrong: Vec<ImportError>,
    /// Files whose tags can be read in two ways.
    doubtful: Vec<Incoming>,
}

/// The name of a file without the layer that it is called after, if it is, and that layer.
fn named(schema: &Schema, entry: &Entry) -> (String, Option<LayerKey>) {
    let folder = entry.name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let stem = stem(&entry.name);
    let (split, last) = stem.rsplit_once('.').unwrap_or(("", stem));
    match schema.layers.keys().find(|layer| file_stem(layer.as_str()) == last) {
        Some(layer) => (format!("{folder}/{split}"), Some(layer.clone())),
        None => (entry.name.clone(), None),
    }
}

fn decoded(source: &dyn Source, name: &str, options: &ImportOptions) -> Result<String, ImportError> {
    let mut bytes = Vec::new();
    let read = source.open(name).and_then(|mut stream| stream.read_to_end(&mut bytes));
    read.map_err(|error| Place::file(name).error(error))?;
    encoding::decode(&bytes, options.encoding.as_deref()).map_err(|error| Place::file(name).error(error))
}

/// Files that have the same articles.
struct Group<'g> {
    name: &'g str,
    files: &'g [File],
}

impl Group<'_> {
    fn articles(&self, schema: &Schema, options: &ImportOptions) -> Found {
        let (mut documents, mut wrong, mut doubtful) = (Vec::new(), Vec::new(), Vec::new());
        for file in self.files {
            let parsed = parse(&file.name, file.lines.line, &file.lines.text);
            doubtful.extend(parsed.doubtful.map(|line| {
                Place::line(&file.name, line).warning(
                    "the file is neither IOB1 nor IOB2: it has marks that begin with B after no mark, and marks that begin \
                     with I, as here; such an I was taken for the beginning of a mark",
                )
            }));
            let (read, refused): (Vec<_>, Vec<_>) = parsed.documents.into_iter().partition(Result::is_ok);
            documents.push(read.into_iter().flatten().collect());
            wrong.extend(refused.into_iter().filter_map(Result::err));
        }
        let labels: Vec<Labels> =
            self.files.iter().map(|file| Labels::new(schema, file.layer.as_ref(), word)).collect();
        let joined = join(documents);
        let width = joined.len().to_string().len();
        let articles = joined.iter().enumerate();
        let article = |(number, article): (usize, &Joined<'_>)| {
            let id = format!("{}-{:0width$}", self.stem(), number + 1);
            self.article(&id, article, &labels, options)
        };
        let mut articles: Vec<Translated> = articles.map(article).collect();
        if let Some(first) = articles.first_mut() {
            first.warn(
                "texts are put together from tokens, with a space between two and a sentence a line: the texts that the \
                 tokens were cut from are not in the file",
            );
        }
        Found { articles, wrong, doubtful }
    }

    /// What the articles are called after.
    fn stem(&self) -> &str {
        let stem = match self.files {
            [File { layer: None, name, .. }] => stem(name),
            _ => self.name.rsplit('/').next().unwrap_or_default(),
        };
        if stem.is_empty() { "conll" } else { stem }
    }

    fn article(
        &self,
        id: &str,
        joined: &Joined<'_>,
        labels: &[Labels],
        options: &ImportOptions,
    ) -> Translated {
        let place = joined
            .documents
            .first()
            .and_then(|(file, document)| Some(Place::line(&self.files.get(*file)?.name, document.line)));
        let (text, marks) = joined.text();
        let mut article = Translated::new(place.unwrap_or_else(|| Place::file(self.name)), id, &text);
        for (span, spelt, file) in marks {
            let (Some(file), Some(labels)) = (self.files.get(file), labels.get(file)) else { continue };
            let mut mark = object([
                ("start", span.start.into()),
                ("end", span.end.into()),
                ("label", labels.name(&spelt).into()),
                ("origin", ORIGIN.into()),
            ]);
            // A layer that was asked for counts more than the name of a file.
            if let Some(layer) = file.layer.as_ref().filter(|_| options.layer.is_none()) {
                mark.insert("layer".to_owned(), layer.as_str().into());
            }
            article.mark(mark);
        }
        article.title();
        article.fact(
            REBUILT,
            Value::from("from tokens, with a space between two and a sentence a line (CoNLL)"),
        );
        article
    }
}
