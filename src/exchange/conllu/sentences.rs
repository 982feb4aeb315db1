//! A file of CoNLL-U: its documents, with their texts, and the tags of each token.

use std::collections::BTreeMap;

use super::ENTITIES;
use crate::exchange::importer::{ImportError, Place, Problem};
use crate::exchange::stretches::Stretch;
use crate::exchange::tagged::rebuilt::Rebuilt;
use crate::exchange::tagged::tags::is_tag;

/// Keys of the last column under which other programs have names of entities as tags.
const FOREIGN: [&str; 3] = [ENTITIES, "NE", "Entity"];

/// A document.
#[derive(Debug, Default)]
pub(super) struct Document<'t> {
    /// The line on which it begins, from 1.
    pub(super) line: u64,
    /// What it is called, if it says so.
    pub(super) id: Option<&'t str>,
    /// Who marked it, if it says so.
    pub(super) annotator: Option<&'t str>,
    /// The keys of the layers in which everything is marked, if it says so.
    pub(super) layers: Vec<&'t str>,
    pub(super) text: Rebuilt,
    /// Whether the places of its tokens are those that the file has for them: the text is the one that was cut.
    pub(super) is_exact: bool,
    /// Sentences: for each token its line and its tags by key.
    pub(super) sentences: Vec<Vec<(u64, BTreeMap<&'t str, &'t str>)>>,
    /// Whether it has entities in brackets, which are not read.
    pub(super) has_brackets: bool,
}

/// Whether a line begins a document.
pub(super) fn begins(line: &[u8]) -> bool {
    str::from_utf8(line).is_ok_and(|line| comment(line, "newdoc").is_some())
}

/// Whether lines are of no document: comments before the first say something of the file.
pub(super) fn is_preface(text: &str) -> bool {
    let mut lines = text.lines();
    let is_named = |line: &str| comment(line, "newdoc").is_some_and(|id| !id.is_empty());
    lines.all(|line| line.trim().is_empty() || line.starts_with('#') && !is_named(line))
}

/// The document that `lines` of `file` are.
pub(super) fn document<'t>(file: &str, lines: &'t Stretch) -> Result<Document<'t>, ImportError> {
    let mut numbered = lines.text.lines().zip(lines.line..).skip_while(|(line, _)| line.trim().is_empty());
    let mut rest = numbered.by_ref().peekable();
    let mut reading = Reading::new(rest.peek().map_or(lines.line, |(_, number)| *number));
    for (line, number) in rest {
        if let Err(message) = reading.line(number, line) {
            reading.wrong.get_or_insert((number, message));
        }
    }
    reading.finish(file)
}

/// The value of a comment: "# key = value", or "# key", which has none.
fn comment<'t>(line: &'t str, key: &str) -> Option<&'t str> {
    let rest = line.strip_prefix('#')?.trim().strip_prefix(key)?.trim_start();
    let rest = rest.strip_prefix("id").map_or(rest, str::trim_start);
    if rest.is_empty() { Some("") } else { rest.strip_prefix('=').map(str::trim) }
}

/// A document that is being read.
struct Reading<'t> {
    document: Document<'t>,
    /// What the comment says that the text of the sentence is, with its line.
    said: Option<(u64, &'t str)>,
    /// Where the sentence begins in the text, in bytes.
    start: usize,
    /// The last word that belongs to a token that was read already.
    covered: usize,
    /// The space that comes before the next token, if there is one.
    space: Option<String>,
    is_in_sentence: bool,
    wrong: Option<(u64, String)>,
}

impl<'t> Reading<'t> {
    fn new(line: u64) -> Self {
        Self {
            document: Document { line, is_exact: true, ..Document::default() },
            said: None,
            start: 0,
            covered: 0,
            space: None,
            is_in_sentence: false,
            wrong: None,
        }
    }

    fn line(&mut self, number: u64, line: &'t str) -> Result<(), String> {
        if line.trim().is_empty() {
            return self.end_sentence();
        }
        if !line.starts_with('#') {
            return self.token(number, line);
        }
        if let Some(id) = comment(line, "newdoc") {
            self.document.id = Some(id).filter(|id| !id.is_empty());
        } else if let Some(text) = comment(line, "text") {
            self.said = Some((number, text));
        } else if let Some(name) = comment(line, "annotator") {
            self.document.annotator = Some(name);
        } else if let Some(layers) = comment(line, "layers") {
            self.document.layers = layers.split(' ').filter(|layer| !layer.is_empty()).collect();
        } else if comment(line, "newpar").is_some() && !self.document.sentences.is_empty() {
            self.space = self.space.take().map(|space| if space == " " { "\n\n".to_owned() } else { space });
        }
        Ok(())
    }

    fn token(&mut self, number: u64, line: &'t str) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, .., misc] = columns.as_slice() else {
            return Err("the line has no columns: those of CoNLL-U are parted by tabs".to_owned());
        };
        if columns.len() != 10 {
            return Err(format!(
                "the line has {} columns, but in CoNLL-U there are ten, parted by tabs",
                columns.len()
            ));
        }
        if id.contains('.') {
            // A word that is not in the text.
            return Ok(());
        }
        let (first, last) = id.split_once('-').unwrap_or((id, id));
        let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else {
            return Err(format!("{id:?} is no number of a token"));
        };
        if !self.is_in_sentence {
            self.begin_sentence();
        }
        if last <= self.covered {
            return Ok(());
        }
        if first != self.covered + 1 || last < first {
            return Err(format!("the token after {} has the number {id}: lines are missing", self.covered));
        }
        if form.is_empty() {
            return Err("the token is empty".to_owned());
        }
        self.covered = last;
        self.place(number, form, misc)
    }

    /// Adds a token to the text, with the spaces around it, and keeps its tags.
    fn place(&mut self, number: u64, form: &'t str, misc: &'t str) -> Result<(), String> {
        let pairs: Vec<(&str, &str)> = misc.split('|').filter_map(|pair| pair.split_once('=')).collect();
        let value = |key: &str| pairs.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
        let before = value("SpacesBefore").map(unescaped);
        let between = self.space.take();
        for space in [between, before].into_iter().flatten() {
            self.document.text.space(&space);
        }
        if self.document.sentences.last().is_some_and(Vec::is_empty) {
            self.start = self.document.text.text().len();
        }
        self.document.text.token(form);
        match (value("TokenRange"), self.document.text.last()) {
            (Some(said), Some(found)) if said != format!("{}:{}", found.start, found.end) => {
                return Err(format!(
                    "the token {form:?} is said to be at {said} (code points), but what stands before it makes that {}:{}: \
                     lines are missing, or spaces",
                    found.start, found.end
                ));
            }
            (Some(_), _) => {}
            (None, _) => self.document.is_exact = false,
        }
        self.space = match (value("SpacesAfter"), value("SpaceAfter")) {
            (Some(spaces), _) => Some(unescaped(spaces)),
            (None, Some("No")) => None,
            (None, _) => Some(" ".to_owned()),
        };
        let layers = &self.document.layers;
        let is_ours =
            |key: &str| if layers.is_empty() { FOREIGN.contains(&key) } else { layers.contains(&key) };
        let tags: BTreeMap<&str, &str> = pairs.iter().copied().filter(|(key, _)| is_ours(key)).collect();
        let is_bracket = |(key, value): (&&str, &&str)| *key == "Entity" && !is_tag(value);
        self.document.has_brackets |= layers.is_empty() && tags.iter().any(is_bracket);
        if let Some(sentence) = self.document.sentences.last_mut() {
            sentence.push((number, tags));
        }
        Ok(())
    }

    fn begin_sentence(&mut self) {
        self.document.sentences.push(Vec::new());
        self.is_in_sentence = true;
        self.covered = 0;
    }

    /// Compares the text of the sentence with what its comment says, wherever white space is as much as one space.
    fn end_sentence(&mut self) -> Result<(), String> {
        let said = self.said.take();
        if !std::mem::take(&mut self.is_in_sentence) {
            return Ok(());
        }
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = plain(self.document.text.text().get(self.start..).unwrap_or_default());
        match said {
            Some((line, said)) if plain(said) != found => Err(format!(
                "the comment in line {line} says that the sentence is {said:?}, but its tokens make {found:?}"
            )),
            _ => Ok(()),
        }
    }

    fn finish(mut self, file: &str) -> Result<Document<'t>, ImportError> {
        if let Err(message) = self.end_sentence() {
            self.wrong.get_or_insert((self.document.line, message));
        }
        if let Some((line, message)) = self.wrong {
            return Err(Place::line(file, line).error(Problem::Other(message)));
        }
        self.document.is_exact &= !self.document.sentences.is_empty();
        // Of a space after the last token nobody knows, unless the file has all of them.
        if let Some(space) = self.space.filter(|space| self.document.is_exact || space != " ") {
            self.document.text.space(&space);
        }
        Ok(self.document)
    }
}

/// White space as `UDPipe` writes it.
fn unescaped(spaces: &str) -> String {
    let mut out = String::with_capacity(spaces.len());
    let mut signs = spaces.chars();
    while let Some(sign) = signs.next() {
        out.push(match (sign, sign == '\\') {
            (_, true) => match signs.next() {
                Some('s') => ' ',
                Some('t') => '\t',
                Some('r') => '\r',
                Some('n') => '\n',
                Some('p') => '|',
                Some(other) => other,
                None => '\\',
            },
            (other, false) => other,
        });
    }
    out
}
