//! Why a piece of JSON is no record.

use thiserror::Error;

use crate::model::moment::MomentError;
use crate::model::span::SpanError;
use crate::text::offsets::{OffsetError, OffsetUnit, line_column};

/// Why a piece of JSON is no record.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PartError {
    /// It is no JSON, or a value has the wrong shape.
    #[error("line {line}, column {column}: {message}")]
    Json {
        /// The line within the text that was read, from 1.
        line: usize,
        /// The column in code points, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
    /// A key that may not be missing.
    #[error("{key:?} is missing")]
    Missing {
        /// The key.
        key: &'static str,
    },
    /// An article whose text was left out.
    #[error("its text was left out: put it back first, with \"glossator rehydrate\"")]
    NoText,
    /// An article whose text is not the one that was annotated.
    #[error(
        "its \"text\" is not the one that \"text_hash\" was made of: its marks would stand in other words"
    )]
    AnotherText,
    /// A key that is not known, where there is no place to keep it.
    #[error("there is no key {key:?}")]
    UnknownKey {
        /// The key.
        key: String,
    },
    /// A word that is not in a closed list.
    #[error("{key:?} is {value:?}, but must be one of: {allowed}")]
    NotAWord {
        /// The key.
        key: &'static str,
        /// What stands there.
        value: String,
        /// The list.
        allowed: String,
    },
    /// A value of the wrong kind.
    #[error("{key:?} is {value}, but must be {wanted}")]
    WrongValue {
        /// The key.
        key: &'static str,
        /// What stands there, as JSON.
        value: String,
        /// What should stand there.
        wanted: &'static str,
    },
    /// A date that is none.
    #[error("{key:?}: {source}")]
    Moment {
        /// The key.
        key: &'static str,
        /// What is wrong with it.
        source: MomentError,
    },
    /// An offset that is no place in the text.
    #[error(transparent)]
    Offset(#[from] OffsetError),
    /// Offsets that make no span. They are bytes.
    #[error(transparent)]
    Span(#[from] SpanError),
    /// The end comes before the start, or both are the same.
    #[error("the span {start}..{end} ({unit}) is empty or runs backwards")]
    EmptySpan {
        /// Where it starts.
        start: usize,
        /// Where it ends.
        end: usize,
        /// What the two count.
        unit: OffsetUnit,
    },
    /// The hull of the fragments is not from start to end.
    #[error("the fragments reach from {first} to {last}, but \"start\" and \"end\" are {start} and {end}")]
    Hull {
        /// Where the first fragment starts.
        first: usize,
        /// Where the last fragment ends.
        last: usize,
        /// The value of `start`.
        start: usize,
        /// The value of `end`.
        end: usize,
    },
    /// The text that was given is not what stands at the offsets.
    #[error("\"text\" is {given:?}, but {start}..{end} ({unit}) of the article is {found:?}")]
    OtherText {
        /// The text that was given.
        given: String,
        /// The text of the article.
        found: String,
        /// Where the span starts.
        start: usize,
        /// Where the span ends.
        end: usize,
        /// What the two count.
        unit: OffsetUnit,
    },
    /// Two records of one article have the same id.
    #[error("there are two with this id in the article")]
    Duplicate,
    /// An attribution of nothing.
    #[error("an attribution needs a source, a cue or a content")]
    EmptyAttribution,
    /// An error in a part of the record.
    #[error("{part}: {source}")]
    In {
        /// The part: "annotation a1", "quantity".
        part: String,
        /// The error.
        source: Box<PartError>,
    },
}

impl PartError {
    /// The error of `serde_json` while it read `text`.
    pub(crate) fn json(text: &str, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = message.strip_suffix(&place).unwrap_or(&message).to_owned();
        let line_start: usize =
            text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let byte = line_start + error.column().saturating_sub(1);
        let (_, column) = line_column(&text[line_start..], byte - line_start);
        Self::Json { line: error.line(), column, message }
    }

    /// What to do about it, where that is not plain.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::In { source, .. } => source.hint(),
            Self::OtherText { .. } | Self::Offset(_) => {
                Some("say in \"offset_unit\" what the offsets count: code_point, utf16 or byte")
            }
            Self::Duplicate => Some("ids must differ within an article; leave them out to get new ones"),
            _ => None,
        }
    }

    /// The same error, in a part that has a name.
    pub(crate) fn within(self, part: impl Into<String>) -> Self {
        Self::In { part: part.into(), source: Box::new(self) }
    }

    /// The word at `key` is not in the closed list `allowed`.
    pub(crate) fn not_a_word<'w>(
        key: &'static str,
        value: &str,
        allowed: impl IntoIterator<Item = &'w str>,
    ) -> Self {
        let allowed = allowed.into_iter().collect::<Vec<_>>().join(", ");
        Self::NotAWord { key, value: value.to_owned(), allowed }
    }
}
