//! A row of tokens with tags, as others have them in data sets of the Hub.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::exchange::importer::{ImportError, Place, Problem};
use crate::exchange::jsonl::translated::Translated;
use crate::exchange::records::{Record, object};
use crate::exchange::tagged::rebuilt::{REBUILT, Rebuilt};
use crate::exchange::tagged::tags::{Scheme, marks, scheme};

/// The column of tokens.
const TOKENS: &str = "tokens";
/// The column of their tags.
pub(super) const TAGS: &str = "ner_tags";
/// What a mark says that came from here.
const ORIGIN: &str = "import:hf";
/// What is known of each text.
const HOW: &str = "from tokens, with a space between two (Hugging Face data set)";
/// What is said of each file.
pub(super) const WARNING: &str = "texts are put together from tokens, with a space between two: the texts that the tokens were cut from are not in \
                                  the file";

/// Whether a row is of tokens with tags.
pub(super) fn is_tagged(row: &Map<String, Value>) -> bool {
    [TOKENS, TAGS].into_iter().all(|key| row.contains_key(key)) && !row.contains_key("text")
}

/// How the tags of a file are read.
pub(super) struct Tags {
    /// What numbers stand for; empty where the tags are words.
    names: Vec<String>,
    scheme: Scheme,
}

impl Tags {
    /// How those in `rows` are read. `names` is asked for what numbers stand for, if there are any.
    pub(super) fn of(
        place: Place,
        rows: impl Iterator<Item = Result<Record, ImportError>>,
        names: impl FnOnce() -> Result<Option<Vec<String>>, ImportError>,
    ) -> Result<Self, ImportError> {
        let (mut words, mut has_numbers) = (BTreeSet::new(), false);
        // What is wrong with a row is told when it is read.
        for row in rows.filter_map(|row| row.ok()?.object().ok()) {
            for tag in row.get(TAGS).and_then(Value::as_array).into_iter().flatten() {
                match tag.as_str() {
                    Some(word) if !words.contains(word) => _ = words.insert(word.to_owned()),
                    Some(_) => {}
                    None => has_numbers |= tag.is_number(),
                }
            }
        }
        let names = if has_numbers { names()? } else { Some(Vec::new()) };
        let Some(names) = names else {
            let message = format!(
                "the tags in {TAGS:?} are numbers, and nothing says what these stand for: import the whole folder of the data set \
                 with its card (README.md) or its dataset_info.json, or have the names themselves in the column"
            );
            return Err(place.error(Problem::Other(message)));
        };
        let scheme = scheme(words.iter().chain(&names).map(String::as_str));
        Ok(Self { names, scheme })
    }

    /// A row as an article called `id`.
    pub(super) fn article(&self, line: &Record, id: &str) -> Result<Translated, ImportError> {
        self.translated(line.place.clone(), &line.object()?, id).map_err(|message| {
            line.place.clone().error(Problem::Other(format!("row {}: {message}", line.number)))
        })
    }

    fn translated(&self, place: Place, row: &Map<String, Value>, id: &str) -> Result<Translated, String> {
        let text = rebuilt(list(row, TOKENS)?)?;
        let tags = list(row, TAGS)?.iter().enumerate().map(|(number, tag)| self.tag(number, tag));
        let tags: Vec<&str> = tags.collect::<Result<_, String>>()?;
        if tags.len() != text.count() {
            return Err(format!("there are {} tokens, but {} tags", text.count(), tags.len()));
        }
        let found =
            marks(self.scheme, &tags).map_err(|wrong| format!("token {}: {}", wrong.token, wrong.message))?;
        let mut article = Translated::new(place, id, text.text());
        for (tokens, label) in found {
            // Every tag has its token, so every mark has a place.
            let Some(span) = text.place(&tokens) else { continue };
            article.mark(object([
                ("start", span.start.into()),
                ("end", span.end.into()),
                ("label", label.into()),
                ("origin", ORIGIN.into()),
            ]));
        }
        for (key, value) in row.iter().filter(|(key, _)| ![TOKENS, TAGS].contains(&key.as_str())) {
            article.fact(key, value.clone());
        }
        article.title();
        article.fact(REBUILT, HOW.into());
        Ok(article)
    }

    /// A tag in words.
    fn tag<'v>(&'v self, number: usize, tag: &'v Value) -> Result<&'v str, String> {
        if let Some(word) = tag.as_str() {
            return Ok(word);
        }
        let place = tag.as_u64().and_then(|place| usize::try_from(place).ok());
        place.and_then(|place| self.names.get(place)).map(String::as_str).ok_or_else(|| {
            let last = self.names.len().saturating_sub(1);
            format!("the tag of token {number} is {tag}, but a tag is a word, or a number from 0 to {last} that has a name")
        })
    }
}

fn list<'r>(row: &'r Map<String, Value>, key: &str) -> Result<&'r [Value], String> {
    row.get(key)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .ok_or_else(|| format!("the row has no list {key:?}"))
}

/// Tokens with a space between two.
fn rebuilt(tokens: &[Value]) -> Result<Rebuilt, String> {
    let mut text = Rebuilt::default();
    for (number, token) in tokens.iter().enumerate() {
        let token =
            token.as_str().ok_or_else(|| format!("token {number} is {token}, but a token is text"))?;
        if number > 0 {
            text.space(" ");
        }
        text.token(token);
    }
    Ok(text)
}
