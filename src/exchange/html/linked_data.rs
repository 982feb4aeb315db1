//! What a page says of its article for search engines: JSON-LD in the words of schema.org.

use dom_query::Document;
use serde_json::Value;

/// How many objects of one page are looked through.
const MOST: usize = 2_000;

/// What is said of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LinkedData {
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
}

impl LinkedData {
    /// What `page` says of the first article that it tells of.
    pub(super) fn of(page: &Document) -> Self {
        let scripts = page.select("script[type=\"application/ld+json\"]");
        let values = scripts.nodes().iter().filter_map(|script| {
            // A block that is no JSON says nothing; others may.
            serde_json::from_str::<Value>(script.text().trim().trim_end_matches(';')).ok()
        });
        values.into_iter().find_map(|value| article(&value).map(Self::read)).unwrap_or_default()
    }

    fn read(article: &Value) -> Self {
        let url = text(article.get("url")).or_else(|| match article.get("mainEntityOfPage") {
            Some(Value::Object(page)) => text(page.get("@id")),
            other => text(other),
        });
        Self {
            title: text(article.get("headline")).or_else(|| text(article.get("name"))),
            byline: names(article.get("author")),
            outlet: names(article.get("publisher")),
            published: text(article.get("datePublished")),
            language: match article.get("inLanguage") {
                Some(Value::Object(language)) => text(language.get("alternateName")),
                other => text(other),
            },
            url,
        }
    }
}

/// The first object in `value` that is an article.
fn article(value: &Value) -> Option<&Value> {
    let mut waiting = vec![value];
    let mut seen = 0;
    while let Some(value) = waiting.pop() {
        seen += 1;
        if seen > MOST {
            return None;
        }
        match value {
            Value::Array(items) => waiting.extend(items.iter().rev()),
            Value::Object(object) if is_article(object.get("@type")) => return Some(value),
            Value::Object(object) => {
                waiting.extend(["mainEntity", "@graph"].iter().filter_map(|key| object.get(*key)));
            }
            _ => {}
        }
    }
    None
}

fn is_article(kind: Option<&Value>) -> bool {
    let is = |kind: &str| {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
        ["Article", "Posting", "Report"].iter().any(|ending| kind.ends_with(ending))
    };
    match kind {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = super::metadata::plain(value?.as_str()?);
    (!text.is_empty()).then_some(text)
}

/// The names of one or several people or companies, with commas between them.
fn names(value: Option<&Value>) -> Option<String> {
    let name = |value: &Value| match value {
        Value::Object(object) => text(object.get("name")),
        other => text(Some(other)),
    };
    match value? {
        Value::Array(items) => {
            let names: Vec<String> = items.iter().filter_map(name).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        one => name(one),
    }
}
