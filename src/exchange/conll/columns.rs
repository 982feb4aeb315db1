//! A file of columns: its documents, their sentences, and of each token the first and the last column.

use crate::exchange::importer::{ImportError, Place, Problem};
use crate::exchange::tagged::tags::{Scheme, is_tag, marks, mixed, scheme};

/// What begins a document.
pub(super) const BEGIN: &str = "-DOCSTART-";

/// The line of a token.
#[derive(Clone, Copy, Debug)]
struct Row<'t> {
    /// From 1.
    line: u64,
    token: &'t str,
    tag: &'t str,
}

/// A document: its sentences, each of tokens, and its marks.
#[derive(Clone, Debug)]
pub(super) struct Columns<'t> {
    /// The line on which it begins, from 1.
    pub(super) line: u64,
    /// Sentences of tokens.
    pub(super) sentences: Vec<Vec<&'t str>>,
    /// Marks: the number of the sentence, the tokens there, and the label as the file spells it.
    pub(super) marks: Vec<(usize, std::ops::Range<usize>, String)>,
}

/// What was read of a file.
pub(super) struct Parsed<'t> {
    /// Its documents, or what is wrong with each.
    pub(super) documents: Vec<Result<Columns<'t>, ImportError>>,
    /// The line of a tag that is right in no scheme, though it can be read.
    pub(super) doubtful: Option<u64>,
}

/// The columns of a line: parted by tabs, or where there are none by spaces.
fn columns(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        return line.split('\t').map(str::trim).collect();
    }
    line.split(' ').filter(|part| !part.is_empty()).collect()
}

/// Whether a file that begins with these lines announces its first document.
pub(super) fn is_announced(head: &str) -> bool {
    head.trim_start_matches(['\u{feff}', '\r', '\n'])
        .strip_prefix(BEGIN)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

/// Whether a file that begins with these lines is one of columns: there are only lines of two to four columns of which the
/// last is a tag, and some of them tag something.
pub(super) fn is_columns(head: &str) -> bool {
    let lines: Vec<&str> = head.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    // The last line may be cut off.
    let whole = lines.get(..lines.len().saturating_sub(1)).unwrap_or_default();
    let is_row = |line: &&str| {
        let columns = columns(line);
        (2..=4).contains(&columns.len()) && columns.last().is_some_and(|tag| is_tag(tag))
    };
    whole.len() >= 2 && whole.iter().all(is_row) && whole.iter().any(|line| !line.ends_with('O'))
}

/// A document as it is being read.
#[derive(Debug, Default)]
struct Rows<'t> {
    line: u64,
    sentences: Vec<Vec<Row<'t>>>,
    /// The first line that is no token, and why.
    wrong: Option<(u64, String)>,
}

/// Whether a line begins a document.
pub(super) fn begins(line: &[u8]) -> bool {
    line.starts_with(BEGIN.as_bytes())
}

/// Reads a file, or lines of it of which the first has the number `first`.
pub(super) fn parse<'t>(file: &str, first: u64, text: &'t str) -> Parsed<'t> {
    let mut documents: Vec<Rows<'t>> = Vec::new();
    let mut width = None;
    let mut is_between = true;
    for (line, number) in text.lines().zip(first..) {
        let parts = columns(line.trim_end());
        match parts.as_slice() {
            [] => is_between = true,
            [BEGIN, ..] => {
                documents.push(Rows { line: number, ..Rows::default() });
                is_between = true;
            }
            ["#", .., last] if !is_tag(last) => {}
            parts => {
                if documents.is_empty() {
                    documents.push(Rows { line: number, ..Rows::default() });
                }
                let Some(document) = documents.last_mut() else { continue };
                match (row(parts, number, &mut width), document.sentences.last_mut()) {
                    (Ok(row), Some(sentence)) if !is_between => sentence.push(row),
                    (Ok(row), _) => document.sentences.push(vec![row]),
                    (Err(message), _) => _ = document.wrong.get_or_insert((number, message)),
                }
                is_between = false;
            }
        }
    }
    tagged(file, &documents)
}

/// The token and the tag of a line.
fn row<'t>(parts: &[&'t str], line: u64, width: &mut Option<usize>) -> Result<Row<'t>, String> {
    let (Some(token), Some(tag)) = (parts.first(), parts.last().filter(|_| (2..=4).contains(&parts.len())))
    else {
        return Err(format!(
            "the line has {} columns, but a token has two to four: itself first, its tag last",
            parts.len()
        ));
    };
    let wanted = *width.get_or_insert(parts.len());
    if wanted != parts.len() {
        return Err(format!("the line has {} columns, but those before have {wanted}", parts.len()));
    }
    if token.is_empty() {
        return Err("the token is empty".to_owned());
    }
    Ok(Row { line, token, tag })
}

/// The marks of all documents, in the scheme of the file.
fn tagged<'t>(file: &str, documents: &[Rows<'t>]) -> Parsed<'t> {
    let tags = |sentence: &[Row<'t>]| sentence.iter().map(|row| row.tag).collect::<Vec<&str>>();
    let all: Vec<&Vec<Row<'t>>> = documents.iter().flat_map(|document| &document.sentences).collect();
    let lists: Vec<Vec<&str>> = all.iter().map(|sentence| tags(sentence)).collect();
    let scheme = scheme(lists.iter().flatten().copied());
    let doubtful = mixed(lists.iter().map(Vec::as_slice)).filter(|_| scheme == Scheme::Iob);
    let doubtful = doubtful.and_then(|(sentence, token)| all.get(sentence)?.get(token)).map(|row| row.line);
    let document = |rows: &Rows<'t>| {
        let at = |line, message| Place::line(file, line).error(Problem::Other(message));
        if let Some((line, message)) = &rows.wrong {
            return Err(at(*line, message.clone()));
        }
        let mut document = Columns { line: rows.line, sentences: Vec::new(), marks: Vec::new() };
        for (number, sentence) in rows.sentences.iter().enumerate() {
            let found = marks(scheme, &tags(sentence)).map_err(|wrong| {
                at(sentence.get(wrong.token).map_or(rows.line, |row| row.line), wrong.message)
            })?;
            document.marks.extend(found.into_iter().map(|(tokens, label)| (number, tokens, label)));
            document.sentences.push(sentence.iter().map(|row| row.token).collect());
        }
        Ok(document)
    };
    Parsed { documents: documents.iter().map(document).collect(), doubtful }
}
