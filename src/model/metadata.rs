//! What is known of an article beside its text.

use super::extra::Extra;
use super::moment::Moment;

/// What is known of an article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// Its language as a BCP 47 tag.
    pub language: Option<String>,
    /// Everything else, in the order in which it was read.
    pub other: Extra,
}

impl Metadata {
    /// The same, with what `newer` says in place of what was known.
    #[must_use]
    pub fn updated(&self, newer: &Self) -> Self {
        let mut other = self.other.clone();
        for (key, value) in newer.other.iter() {
            other.set(key, Some(value.clone()));
        }
        Self { other, ..newer.clone().or(self) }
    }

    /// The same, with what `more` says where nothing was known.
    #[must_use]
    pub fn filled(&self, more: &Self) -> Self {
        let mut other = self.other.clone();
        for (key, value) in more.other.iter().filter(|(key, _)| self.other.get(key).is_none()) {
            other.set(key, Some(value.clone()));
        }
        Self { other, ..self.clone().or(more) }
    }

    /// Each field but `other`: as it is, else as in `rest`.
    fn or(self, rest: &Self) -> Self {
        let either = |first: Option<String>, second: &Option<String>| first.or_else(|| second.clone());
        Self {
            title: either(self.title, &rest.title),
            outlet: either(self.outlet, &rest.outlet),
            url: either(self.url, &rest.url),
            byline: either(self.byline, &rest.byline),
            published: self.published.or(rest.published),
            language: either(self.language, &rest.language),
            other: self.other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::extra::ExtraValue;

    #[test]
    fn updating_prefers_what_is_new_and_filling_what_is_known() {
        let metadata = |title: Option<&str>, outlet: &str, keys: &[&str]| Metadata {
            title: title.map(str::to_owned),
            outlet: Some(outlet.to_owned()),
            other: keys.iter().map(|key| ((*key).to_owned(), ExtraValue::Text(outlet.to_owned()))).collect(),
            ..Metadata::default()
        };
        let old = metadata(Some("Old"), "A", &["x", "y"]);
        let new = metadata(None, "B", &["z", "x"]);
        let keys = |metadata: &Metadata| -> Vec<String> {
            metadata.other.iter().map(|(key, value)| format!("{key}{value:?}")).collect()
        };
        let updated = old.updated(&new);
        assert_eq!((updated.title.as_deref(), updated.outlet.as_deref()), (Some("Old"), Some("B")));
        assert_eq!(keys(&updated), ["xText(\"B\")", "yText(\"A\")", "zText(\"B\")"]);
        let filled = old.filled(&new);
        assert_eq!((filled.title.as_deref(), filled.outlet.as_deref()), (Some("Old"), Some("A")));
        assert_eq!(keys(&filled), ["xText(\"A\")", "yText(\"A\")", "zText(\"B\")"]);
    }
}
