//! Reading brat standoff: a text and the file of annotations beside it.

use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;

use serde_json::{Map, Value, json};

use crate::exchange::encoding;
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use crate::exchange::jsonl::translated::{Translated, Translating};
use crate::exchange::plain::has_extension;
use crate::exchange::records::object;
use crate::exchange::source::{Source, stem};
use crate::exchange::title::first_title;
use crate::text::offsets::{OffsetIndex, OffsetUnit};

/// Reads brat standoff.
pub(super) struct Standoff;

/// What brat writes beside documents.
const SETTINGS: [&str; 5] =
    ["annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf", ".stats_cache"];

impl Importer for Standoff {
    fn recognises(&self, name: &str, _: &[u8]) -> bool {
        has_extension(name, &["ann"])
    }

    fn companions(&self, name: &str) -> Vec<String> {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        // The settings may stand in any folder above.
        let mut folders = vec![folder];
        while let Some((above, _)) = folders[folders.len() - 1].rsplit_once('/') {
            folders.push(above);
        }
        folders.push("");
        let settings = folders.into_iter().flat_map(|folder| SETTINGS.map(|file| path(folder, file)));
        settings.chain([text_name(name)]).collect()
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let entries = source.entries().map_err(|error| Place::file(".").error(error))?;
        let names =
            entries.iter().map(|entry| entry.name.as_str()).filter(|name| has_extension(name, &["ann"]));
        let articles = names.map(|name| {
            let mut text = text_of(source, &text_name(name), options)?;
            // brat counts a byte order mark as a sign of the text, so its offsets are right with it alone.
            if begins_with_mark(source, &text_name(name))? {
                text.insert(0, '\u{feff}');
            }
            let annotations = text_of(source, name, options)?;
            let labels = labels(source, name, options);
            Document { name, text: &text, annotations: &annotations, labels: &labels }.read()
        });
        Translating { options, schema, out }.read(articles, |article| Ok(Some(article)))
    }
}

fn path(folder: &str, file: &str) -> String {
    if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") }
}

/// The text that a file of annotations belongs to.
fn text_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.txt")
}

fn text_of(source: &dyn Source, name: &str, options: &ImportOptions) -> Result<String, ImportError> {
    let place = Place::file(name);
    let mut bytes = Vec::new();
    let read = source.open(name).and_then(|mut stream| stream.read_to_end(&mut bytes));
    read.map_err(|error| place.clone().error(error))?;
    encoding::decode(&bytes, options.encoding.as_deref()).map_err(|error| place.error(error))
}

/// Whether a file in UTF-8 begins with a byte order mark.
fn begins_with_mark(source: &dyn Source, name: &str) -> Result<bool, ImportError> {
    let mut head = Vec::new();
    let read = source.open(name).and_then(|stream| stream.take(3).read_to_end(&mut head));
    read.map_err(|error| Place::file(name).error(error))?;
    Ok(head == "\u{feff}".as_bytes())
}

/// The names that people see of labels, from the `visual.conf` above a document, if there is one.
fn labels(source: &dyn Source, name: &str, options: &ImportOptions) -> HashMap<String, String> {
    let mut folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    loop {
        if let Ok(text) = text_of(source, &path(folder, "visual.conf"), options) {
            let section = text.lines().skip_while(|line| line.trim() != "[labels]").skip(1);
            let lines = section.take_while(|line| !line.starts_with('['));
            let pair = |line: &str| {
                let mut parts = line.split('|').map(str::trim);
                let (name, shown) = (parts.next()?, parts.next()?);
                (!shown.is_empty()).then(|| (name.to_owned(), shown.to_owned()))
            };
            return lines.filter_map(pair).collect();
        }
        if folder.is_empty() {
            return HashMap::new();
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

/// A text and its annotations.
struct Document<'d> {
    /// The file of annotations.
    name: &'d str,
    text: &'d str,
    annotations: &'d str,
    labels: &'d HashMap<String, String>,
}

impl Document<'_> {
    fn read(&self) -> Result<Translated, ImportError> {
        let mut article = Translated::new(Place::file(self.name), stem(self.name), self.text);
        if let Some(title) = first_title(self.text) {
            article.fact("title", title.into());
        }
        let index = OffsetIndex::new(self.text);
        // Marks in the order of the file, by the names that the file gives them.
        let mut marks: Vec<(&str, Map<String, Value>)> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut relations = Vec::new();
        let mut rest = Vec::new();
        for (number, line) in self.annotations.lines().enumerate().filter(|(_, line)| !line.trim().is_empty())
        {
            let wrong =
                |message: String| Place::line(self.name, number as u64 + 1).error(Problem::Other(message));
            // Words may have tabs of their own.
            let mut columns = line.splitn(3, '\t');
            let (id, what) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
            let words = columns.next().unwrap_or_default();
            match id.chars().next() {
                Some('T') => {
                    let mark = self.mark(id, what, words, &index).map_err(wrong)?;
                    if places.insert(id, marks.len()).is_some() {
                        return Err(wrong(format!("{id} is there twice")));
                    }
                    marks.push((id, mark));
                }
                Some('R' | 'E' | '*') => relations.push((number, id, what)),
                Some('A' | 'M' | 'N' | '#') => rest.push((number, id, what, words)),
                _ => return Err(wrong(format!("no annotation of brat begins like {line:?}"))),
            }
        }
        // Of an event the trigger is the mark.
        let triggers: HashMap<&str, &str> =
            relations.iter().filter_map(|(_, id, what)| trigger(id, what)).collect();
        let target = |name: &str| triggers.get(name).copied().unwrap_or(name).to_owned();
        for (number, id, what, words) in rest {
            let named = what.split(' ').nth(1).map(target);
            match named.as_deref().and_then(|name| places.get(name)) {
                Some(place) => said(&mut marks[*place].1, id, what, words),
                None => article
                    .warnings
                    .push(format!("line {}: {id} is about nothing that is marked", number + 1)),
            }
        }
        for (_, mark) in marks {
            article.add("annotations", mark);
        }
        for (number, id, what) in relations {
            for (kind, from, to) in self.relations(id, what) {
                let (from, to) = (target(&from), target(&to));
                if places.contains_key(from.as_str()) && places.contains_key(to.as_str()) {
                    article.add(
                        "relations",
                        object([("type", kind.into()), ("from", from.into()), ("to", to.into())]),
                    );
                } else {
                    article
                        .warnings
                        .push(format!("line {}: {id} names a mark that is not there", number + 1));
                }
            }
        }
        Ok(article)
    }

    /// The name that people see of a label.
    fn label(&self, name: &str) -> String {
        self.labels.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// A mark: "TYPE start end;start end", and its words.
    fn mark(
        &self,
        id: &str,
        what: &str,
        words: &str,
        index: &OffsetIndex,
    ) -> Result<Map<String, Value>, String> {
        let (kind, places) = what.split_once(' ').ok_or_else(|| format!("{id} has no place"))?;
        let mut pieces: Vec<(usize, usize)> = Vec::new();
        for place in places.split(';') {
            let edges =
                place.split_once(' ').and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
            let (start, end): (usize, usize) =
                edges.ok_or_else(|| format!("{place:?} is no place of {id}: it is two numbers"))?;
            let byte = |offset| {
                index
                    .to_byte(self.text, OffsetUnit::CodePoint, offset)
                    .map_err(|error| format!("{id}: {error}"))
            };
            let (first, last) = (byte(start)?, byte(end)?);
            if first >= last {
                return Err(format!("{id} marks nothing, from {start} to {end}"));
            }
            match pieces.last_mut() {
                // brat cuts what goes over a line break into two.
                Some(piece) if is_line_break(self.text.get(piece.1..first)) => piece.1 = last,
                _ => pieces.push((first, last)),
            }
        }
        let found: Vec<&str> = pieces.iter().map(|(start, end)| &self.text[*start..*end]).collect();
        let same = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if same(&found.join(" ")) != same(words) {
            return Err(format!("{id} marks {:?}, where the text has {:?}", words, found.join(" ")));
        }
        let place = |byte| index.from_byte(self.text, OffsetUnit::CodePoint, byte).unwrap_or(byte);
        let pieces: Vec<[usize; 2]> =
            pieces.iter().map(|(start, end)| [place(*start), place(*end)]).collect();
        let mut mark = object([
            ("id", id.into()),
            ("label", self.label(kind).into()),
            ("start", pieces[0][0].into()),
            ("end", pieces[pieces.len() - 1][1].into()),
            ("origin", "import:brat".into()),
        ]);
        if pieces.len() > 1 {
            mark.insert("fragments".to_owned(), json!(pieces));
        }
        Ok(mark)
    }

    /// The relations of a line: "TYPE Arg1:T1 Arg2:T2", the arguments of an event, or marks of the same thing.
    fn relations(&self, id: &str, what: &str) -> Vec<(String, String, String)> {
        let mut parts = what.split(' ').filter(|part| !part.is_empty());
        let kind = parts.next().unwrap_or_default();
        if id == "*" {
            let same: Vec<&str> = parts.collect();
            return same
                .windows(2)
                .map(|pair| (kind.to_owned(), pair[0].to_owned(), pair[1].to_owned()))
                .collect();
        }
        let arguments: Vec<(&str, &str)> = parts.filter_map(|part| part.split_once(':')).collect();
        if id.starts_with('E') {
            let to = |(role, to): &(&str, &str)| {
                (
                    role.trim_end_matches(|sign: char| sign.is_ascii_digit()).to_owned(),
                    id.to_owned(),
                    (*to).to_owned(),
                )
            };
            return arguments.iter().map(to).collect();
        }
        match arguments.as_slice() {
            [(_, from), (_, to)] => vec![(self.label(kind), (*from).to_owned(), (*to).to_owned())],
            _ => Vec::new(),
        }
    }
}

/// Adds an attribute, a link or a note to a mark.
fn said(mark: &mut Map<String, Value>, id: &str, what: &str, words: &str) {
    let mut parts = what.split(' ');
    let (name, value) = (parts.next().unwrap_or_default(), parts.nth(1));
    match id.chars().next() {
        Some('A' | 'M') => {
            let features = mark.entry("features").or_insert_with(|| json!({}));
            let Some(features) = features.as_object_mut() else { return };
            let value = match value {
                None | Some("true") => Value::from(true),
                Some("false") => Value::from(false),
                Some(word) => word.into(),
            };
            match features.get_mut(name) {
                None => drop(features.insert(name.to_owned(), value)),
                Some(Value::Array(values)) => values.push(value),
                Some(first) => *first = json!([first.clone(), value]),
            }
        }
        Some('N') => match value.and_then(|value| value.split_once(':')) {
            Some(("entity", entity)) => drop(mark.insert("entity".to_owned(), entity.into())),
            Some(("claim", claim)) => drop(mark.insert("claim".to_owned(), claim.into())),
            _ => note(mark, &format!("{} ({words})", value.unwrap_or_default())),
        },
        _ => note(mark, words),
    }
}

/// The trigger of an event, by its name.
fn trigger<'l>(id: &'l str, what: &'l str) -> Option<(&'l str, &'l str)> {
    let first = what.split(' ').next()?;
    id.starts_with('E').then_some((id, first.split_once(':')?.1))
}

/// Whether there is nothing but line breaks between two pieces.
fn is_line_break(between: Option<&str>) -> bool {
    between.is_some_and(|between| {
        !between.is_empty() && between.chars().all(|sign| sign == '\n' || sign == '\r')
    })
}

fn note(mark: &mut Map<String, Value>, words: &str) {
    let before = mark.get("note").and_then(Value::as_str).map(|before| format!("{before}\n"));
    mark.insert("note".to_owned(), format!("{}{words}", before.unwrap_or_default()).into());
}
