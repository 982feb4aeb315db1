//! What the readers of all parts share: places, words, dates, and a list of what could not be kept.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::Timestamp;

use super::error::PartError;
use super::places::Places;
use crate::exchange::json::input::{Text, Unknown};
use crate::model::moment::Moment;

/// Reads the parts of one article.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) places: Places<'a>,
    pub(super) dropped: &'a Dropped,
}

/// Keys that are not known, in objects that have no place to keep them: "zone.colour".
#[derive(Default)]
pub(super) struct Dropped(RefCell<BTreeSet<String>>);

impl Dropped {
    /// Notes the unknown keys of an object that has no place to keep them.
    pub(super) fn note(&self, part: &str, unknown: &Unknown<'_>) {
        let names = unknown.iter().map(|(key, _)| format!("{part}.{}", key.as_str()));
        self.0.borrow_mut().extend(names);
    }

    /// Takes the keys out.
    pub(super) fn take(&self) -> BTreeSet<String> {
        self.0.take()
    }
}

/// The date at `key`.
pub(super) fn moment(key: &'static str, text: Option<Text<'_>>) -> Result<Option<Moment>, PartError> {
    let parsed = text.map(|text| text.as_str().parse::<Moment>()).transpose();
    parsed.map_err(|source| PartError::Moment { key, source })
}

/// The point in time at `key`.
pub(super) fn timestamp(key: &'static str, text: Option<Text<'_>>) -> Result<Option<Timestamp>, PartError> {
    let read = |text: Text<'_>| {
        text.as_str().parse().map_err(|_| PartError::WrongValue {
            key,
            value: text.as_str().to_owned(),
            wanted: "a date and time with zone, such as \"2019-03-22T10:00:00Z\"",
        })
    };
    text.map(read).transpose()
}

/// The value at `key`, which may not be missing.
pub(super) fn required<T>(key: &'static str, value: Option<T>) -> Result<T, PartError> {
    value.ok_or(PartError::Missing { key })
}

/// The word of a closed list at `key`.
macro_rules! word {
    ($kind:ty, $key:literal, $text:expr) => {
        match $text {
            None => Ok(None),
            Some(text) => match <$kind>::from_name(text.as_str()) {
                Some(word) => Ok(Some(word)),
                None => Err($crate::exchange::jsonl::error::PartError::not_a_word(
                    $key,
                    text.as_str(),
                    <$kind>::ALL.iter().map(|word| word.name()),
                )),
            },
        }
    };
}
pub(super) use word;
