//! A table with what is known of the articles: one row for each file.

use std::collections::HashMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::encoding;
use super::front_matter::other_key;
use super::importer::{ImportError, Incoming, Place, Problem};
use super::source::{file_name, stem};
use crate::model::article::Article;
use crate::model::extra::ExtraValue;
use crate::model::metadata::Metadata;

/// Headings of the column that names the file, the first that is there counts.
const FILE_COLUMNS: [&str; 5] = ["file", "filename", "file_name", "name", "id"];

/// A table with what is known of the articles.
#[derive(Clone, Debug)]
pub struct MetadataTable {
    name: String,
    rows: Vec<Row>,
    /// Rows by the name of the file, and by that name without its extension.
    by_name: HashMap<String, usize>,
}

#[derive(Clone, Debug)]
struct Row {
    line: u64,
    file: String,
    metadata: Metadata,
}

/// Which rows of a table an import has used.
pub(crate) struct Join<'t> {
    table: &'t MetadataTable,
    used: Vec<bool>,
}

impl MetadataTable {
    /// Reads the table `name`: values between commas, semicolons or tabs, with headings.
    pub fn parse(name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Self, ImportError> {
        let text = encoding::decode(bytes, encoding).map_err(|error| Place::file(name).error(error))?;
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter(&text)).from_reader(text.as_bytes());
        let wrong = |error: csv::Error| {
            let line = error.position().map_or(1, |position| line_at(&text, position));
            Place::line(name, line).error(Problem::Table(message(&error)))
        };
        let headings: Vec<String> =
            reader.headers().map_err(wrong)?.iter().map(|heading| heading.trim().to_owned()).collect();
        let file_column = file_column(&headings).ok_or_else(|| {
            let message = format!(
                "no column names the file: one must be called {}; there are {}",
                FILE_COLUMNS.join(", "),
                headings.join(", ")
            );
            Place::line(name, 1).error(Problem::Table(message))
        })?;
        let mut table = Self { name: name.to_owned(), rows: Vec::new(), by_name: HashMap::new() };
        for record in reader.records() {
            let record = record.map_err(wrong)?;
            let line = record.position().map_or(1, |position| line_at(&text, position));
            let metadata = metadata(&headings, file_column, &record)
                .map_err(|message| Place::line(name, line).error(Problem::Table(message)))?;
            let file = record.get(file_column).unwrap_or_default().trim().to_owned();
            table.add(Row { line, file, metadata })?;
        }
        Ok(table)
    }

    fn add(&mut self, row: Row) -> Result<(), ImportError> {
        let place = self.rows.len();
        if let Some(first) = self.by_name.insert(normal(&row.file), place) {
            let first = &self.rows[first];
            if normal(&first.file) == normal(&row.file) {
                let message = format!("file {:?} has a row already, in line {}", row.file, first.line);
                return Err(Place::line(&self.name, row.line).error(Problem::Table(message)));
            }
        }
        self.by_name.entry(normal(stem(&row.file))).or_insert(place);
        self.rows.push(row);
        Ok(())
    }

    /// What the table is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Begins to join the table.
    pub(crate) fn join(&self) -> Join<'_> {
        Join { table: self, used: vec![false; self.rows.len()] }
    }

    /// The row for an article that stands in `file`: by path, file name, either without its extension, or by id.
    fn row(&self, article: &Article, file: &str) -> Option<usize> {
        let without_extension = file.rsplit_once('.').map_or(file, |(path, _)| path);
        let names = [file, without_extension, file_name(file), stem(file), article.id().as_str()];
        // Many articles in one file have its name in common; only their ids tell them apart.
        let own = if stem(file) == article.id().as_str() { &names[..] } else { &names[4..] };
        own.iter().find_map(|name| self.by_name.get(&normal(name)).copied())
    }
}

impl Join<'_> {
    /// The article with what the table says of it, if it says anything.
    pub(crate) fn add_to(&mut self, article: &Article, file: &str) -> Option<Article> {
        let place = self.table.row(article, file)?;
        self.used[place] = true;
        let metadata = article.metadata().updated(&self.table.rows[place].metadata);
        let zones = article.zones().values().map(|zone| zone.as_ref().clone());
        let bare = Article::new(article.id().clone(), article.body().clone(), Arc::new(metadata), zones);
        let works = article.works().iter();
        Some(
            works.fold(bare, |article, (annotator, work)| article.with_work(annotator.clone(), work.clone())),
        )
    }

    /// A warning for each row that no article has used.
    pub(crate) fn unused(self) -> impl Iterator<Item = Incoming> {
        let rows = self.table.rows.iter().zip(self.used).filter(|(_, used)| !used);
        rows.map(|(row, _)| {
            Place::line(&self.table.name, row.line).warning(format!("no article is called {:?}", row.file))
        })
    }
}

/// Names of files may come composed from one system and decomposed from another.
fn normal(name: &str) -> String {
    name.nfc().collect()
}

/// The sign that is most frequent in the headings.
pub(super) fn delimiter(text: &str) -> u8 {
    let headings = text.lines().next().unwrap_or_default();
    let count = |sign: &u8| headings.bytes().filter(|byte| byte == sign).count();
    // Of equals, the last counts.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// The line of a record, from 1. (`csv` counts the line feed of CR LF with the next record.)
pub(super) fn line_at(text: &str, position: &csv::Position) -> u64 {
    let before_feed = text.as_bytes().get(position.byte() as usize) == Some(&b'\n');
    position.line() + u64::from(before_feed)
}

/// What is wrong, without the place, which is told in our own way.
pub(super) fn message(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the row has {len} values, but there are {expected_len} headings")
        }
        _ => error.to_string(),
    }
}

fn file_column(headings: &[String]) -> Option<usize> {
    FILE_COLUMNS
        .iter()
        .find_map(|wanted| headings.iter().position(|heading| heading.eq_ignore_ascii_case(wanted)))
}

fn metadata(headings: &[String], file_column: usize, record: &csv::StringRecord) -> Result<Metadata, String> {
    let mut metadata = Metadata::default();
    for (place, (heading, value)) in headings.iter().zip(record).enumerate() {
        let value = value.trim();
        if place == file_column || value.is_empty() {
            continue;
        }
        let text = Some(value.to_owned());
        match heading.to_lowercase().as_str() {
            "title" => metadata.title = text,
            "outlet" => metadata.outlet = text,
            "url" => metadata.url = text,
            "byline" | "author" => metadata.byline = text,
            "language" | "lang" => metadata.language = text,
            "published" | "date" => {
                let moment = value.parse().map_err(|error| format!("column {heading:?}: {error}"))?;
                metadata.published = Some(moment);
            }
            _ => metadata.other.set(&other_key(heading), text.map(ExtraValue::Text)),
        }
    }
    Ok(metadata)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::body::Body;

    fn article(id: &str) -> Article {
        let metadata = Metadata { title: Some("From the text".to_owned()), ..Metadata::default() };
        Article::new(id.into(), Body::new("Text"), metadata, [])
    }

    #[test]
    fn rows_are_joined_by_file_name_with_or_without_extension() {
        for (sign, ending) in [(",", "\n"), (";", "\r\n"), ("\t", "\n")] {
            let lines = [
                ["Filename", "Outlet", "date", "section"],
                ["one.txt", "\"The \"\"Post\"\"\"", "2019-03-22", "World"],
                ["two", "", "", ""],
                ["cafe\u{301}", "Le Monde", "2019-03", ""],
            ];
            let text = lines.map(|line| line.join(sign)).join(ending);
            let table = MetadataTable::parse("meta.csv", format!("\u{feff}{text}").as_bytes(), None).unwrap();
            let mut join = table.join();
            let one = join.add_to(&article("one"), "sub/one.txt").unwrap();
            assert_eq!(one.metadata().outlet.as_deref(), Some("The \"Post\""));
            assert_eq!(one.metadata().title.as_deref(), Some("From the text"));
            assert_eq!(one.metadata().other.get("section"), Some(&ExtraValue::Text("World".to_owned())));
            assert!(join.add_to(&article("caf\u{e9}"), "caf\u{e9}.txt").is_some());
            assert!(join.add_to(&article("three"), "one.jsonl").is_none());
            let unused: Vec<String> = join.unused().map(|warning| format!("{warning:?}")).collect();
            assert_eq!(unused.len(), 1);
            assert!(unused[0].contains("line: Some(3)") && unused[0].contains("two"), "{unused:?}");
        }
    }

    #[test]
    fn errors_name_the_line() {
        let message =
            |text: &str| MetadataTable::parse("m.csv", text.as_bytes(), None).unwrap_err().to_string();
        let error = message("file,date\n\"a\n\",2019-03-22\nb,22/03/2019\n");
        assert!(error.contains("\"22/03/2019\" is no date") && error.ends_with("(m.csv, line 4)"), "{error}");
        let error = message("a,b\n1,2\n");
        assert!(error.contains("there are a, b"), "{error}");
        let error = message("file,title\nx,1\nx,2\n");
        assert!(error.contains("\"x\" has a row already, in line 2 (m.csv, line 3)"), "{error}");
        assert!(message("file,title\nx\n").ends_with("(m.csv, line 2)"));
    }
}
