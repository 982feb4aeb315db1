//! Putting texts back into a data set that was written without them.
//!
//! Annotations may be passed on where the texts may not. A text that was got elsewhere is taken if it has the hash of the
//! one that was annotated, and only then, so that every offset still stands where it stood.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{self, ImportError, ImportOptions, Incoming, Place, Problem};
use crate::exchange::json::input::Text;
use crate::exchange::json::output::string;
use crate::exchange::lines::Lines;
use crate::exchange::source::Source;
use crate::model::body::BodyHash;
use crate::model::schema::Schema;

/// What every hash begins with.
const PREFIX: &str = "blake3:";

/// How a file names a hash.
pub(super) fn hash_name(hash: BodyHash) -> String {
    format!("{PREFIX}{hash}")
}

/// The hash that a file names so.
pub(super) fn hash_named(name: &str) -> Option<BodyHash> {
    name.strip_prefix(PREFIX)?.parse().ok()
}

/// What came of putting texts back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rehydrated {
    /// How many articles have their text.
    pub found: u64,
    /// The articles that were left out, since no text with their hash was given.
    pub missing: Vec<String>,
}

/// What has to be known of a line.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, default)]
    id: Option<Text<'a>>,
    #[serde(borrow, default)]
    text: Option<&'a RawValue>,
    #[serde(borrow, default)]
    text_hash: Option<&'a RawValue>,
}

/// Writes the data set `source`, JSON lines of the native format, to `out` with the texts that `texts` holds in any format.
/// Lines that lack no text are written as they are; an article whose text is not there is left out.
///
/// # Errors
///
/// With the file and line that cannot be read or written. What was written until then is to be thrown away.
pub fn rehydrate(
    source: &dyn Source,
    texts: &dyn Source,
    options: &ImportOptions,
    out: &mut dyn Write,
) -> Result<Rehydrated, ImportError> {
    let plain = ImportOptions { encoding: None, ..options.clone() };
    let mut wanted = HashSet::new();
    each_line(source, &plain, |_, line| {
        wanted.extend(line.wanted());
        Ok(())
    })?;
    let known = known_texts(texts, options, &wanted)?;
    let mut rehydrated = Rehydrated::default();
    each_line(source, &plain, |text, line| {
        let Some(hash) = line.wanted() else { return out.write_all(format!("{text}\n").as_bytes()) };
        if let Some(body) = known.get(&hash) {
            rehydrated.found += 1;
            out.write_all(&with_text(text, &line, body))
        } else {
            rehydrated.missing.push(line.id.map_or_else(String::new, Text::into_string));
            Ok(())
        }
    })?;
    Ok(rehydrated)
}

impl Line<'_> {
    /// The hash of the text that it lacks.
    fn wanted(&self) -> Option<BodyHash> {
        let name: Option<String> = self.text_hash.and_then(|name| serde_json::from_str(name.get()).ok());
        name.filter(|_| self.text.is_none()).and_then(|name| hash_named(&name))
    }
}

/// The line with the text right after its hash.
fn with_text(whole: &str, line: &Line<'_>, text: &str) -> Vec<u8> {
    let hash = line.text_hash.map_or("", RawValue::get);
    // What was read is borrowed from the line itself.
    let end = (hash.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize) + hash.len();
    let mut out = Vec::with_capacity(whole.len() + text.len() + 16);
    out.extend_from_slice(&whole.as_bytes()[..end]);
    out.extend_from_slice(b",\"text\":");
    string(&mut out, text);
    out.extend_from_slice(&whole.as_bytes()[end..]);
    out.push(b'\n');
    out
}

/// Calls `act` with each line of the files.
fn each_line(
    source: &dyn Source,
    options: &ImportOptions,
    mut act: impl FnMut(&str, Line<'_>) -> io::Result<()>,
) -> Result<(), ImportError> {
    for entry in source.entries().map_err(|error| Place::file("").error(error))? {
        let mut lines = Lines::open(source, &entry.name, options)?;
        while let Some((place, text)) = lines.next() {
            let text = text?;
            let line: Line<'_> = serde_json::from_str(&text).map_err(|error| {
                let (column, message) = (error.column(), error.to_string());
                place.clone().error(Problem::Json { column, message })
            })?;
            act(&text, line).map_err(|error| place.error(error))?;
        }
    }
    Ok(())
}

/// The texts of `source` that are wanted, by their hash. A text counts with other line ends, and with or without one at
/// its end, if that is the one that was hashed.
fn known_texts(
    source: &dyn Source,
    options: &ImportOptions,
    wanted: &HashSet<BodyHash>,
) -> Result<HashMap<BodyHash, Arc<str>>, ImportError> {
    let mut known = HashMap::new();
    let mut schema = SchemaGrowth::new(Schema::default());
    importer::import(source, options, &mut schema, &mut |incoming| {
        if let Incoming::Article(incoming) = incoming {
            for text in variants(incoming.article.body().text()) {
                let hash = BodyHash::of(&text);
                if wanted.contains(&hash) {
                    known.insert(hash, Arc::from(text));
                }
            }
        }
        Ok(())
    })?;
    Ok(known)
}

fn variants(text: &str) -> Vec<String> {
    let lines = text.replace("\r\n", "\n");
    let returns = lines.replace('\n', "\r\n");
    let mut variants = vec![text.to_owned()];
    for (text, end) in [(lines, "\n"), (returns, "\r\n")] {
        let bare = text.trim_end_matches(['\r', '\n']).to_owned();
        variants.extend([format!("{bare}{end}"), bare, text]);
    }
    variants
}
