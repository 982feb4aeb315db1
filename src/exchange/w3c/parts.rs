//! What an annotation says, whoever has written it: the vocabulary leaves many ways to say the same.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::exchange::records::text_at;

/// An annotation, as the keys and values of its object.
pub(super) type Annotation = Map<String, Value>;

/// A body of an annotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body<'v> {
    /// What it is for: "tagging", "commenting"; empty where nothing says it.
    pub(super) purpose: &'v str,
    pub(super) said: Said<'v>,
}

/// What a body says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Said<'v> {
    /// Words.
    Text(&'v str),
    /// JSON, in words.
    Json(&'v str),
    /// The name of something.
    Iri(&'v str),
}

/// Where a target stands in its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Selected<'v> {
    /// Start and end.
    pub(super) position: Option<(usize, usize)>,
    pub(super) quote: Option<Quote<'v>>,
}

/// The words of a target, with those before and behind them as far as they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote<'v> {
    pub(super) exact: &'v str,
    pub(super) prefix: &'v str,
    pub(super) suffix: &'v str,
}

/// The values at `key`: one, or each of a list.
pub(super) fn all<'v>(object: &'v Annotation, key: &str) -> Vec<&'v Value> {
    match object.get(key) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) => items.iter().collect(),
        Some(value) => vec![value],
    }
}

/// The first of the words at `key`.
pub(super) fn first_text<'v>(object: &'v Annotation, key: &str) -> Option<&'v str> {
    all(object, key).into_iter().find_map(Value::as_str)
}

/// The first of the words of the vocabulary at `key`, without what may stand before such words: "tagging" for "oa:tagging".
pub(super) fn first_term<'v>(object: &'v Annotation, key: &str) -> Option<&'v str> {
    let word = first_text(object, key)?;
    let bare = ["oa:", "http://www.w3.org/ns/oa#"].into_iter().find_map(|prefix| word.strip_prefix(prefix));
    Some(bare.unwrap_or(word))
}

/// The name of what a target is of, or of what it is.
pub(super) fn source(target: &Value) -> Option<&str> {
    match target {
        Value::String(iri) => Some(iri),
        Value::Object(target) => match target.get("source") {
            Some(source) => source.as_str().or_else(|| source.get("id")?.as_str()),
            None => text_at(target, "id").or(text_at(target, "@id")),
        },
        _ => None,
    }
}

/// The text that a target brings along, if it does.
pub(super) fn text_of(target: &Value) -> Option<&str> {
    let whole = target.get("source").filter(|source| source.is_object()).unwrap_or(target);
    whole.get("value").and_then(Value::as_str)
}

/// The bodies of an annotation.
pub(super) fn bodies<'v>(annotation: &'v Annotation) -> Vec<Body<'v>> {
    let motivation = first_term(annotation, "motivation").unwrap_or_default();
    let plain =
        text_at(annotation, "bodyValue").map(|text| Body { purpose: motivation, said: Said::Text(text) });
    let body = |body: &'v Value| match body {
        Value::String(iri) => Some(Body { purpose: motivation, said: Said::Iri(iri) }),
        Value::Object(body) => {
            let purpose = first_term(body, "purpose").unwrap_or(motivation);
            let iri = || source_of(body).or(text_at(body, "id"));
            let said = match (text_at(body, "value"), text_at(body, "format")) {
                (Some(json), Some("application/json")) => Some(Said::Json(json)),
                (Some(text), _) => Some(Said::Text(text)),
                (None, _) => iri().map(Said::Iri),
            };
            said.map(|said| Body { purpose, said })
        }
        _ => None,
    };
    all(annotation, "body").into_iter().filter_map(body).chain(plain).collect()
}

fn source_of(body: &Annotation) -> Option<&str> {
    body.get("source").and_then(|source| source.as_str().or_else(|| source.get("id")?.as_str()))
}

/// Who made an annotation, if it says so.
pub(super) fn creator(annotation: &Annotation) -> Option<&str> {
    let maker = all(annotation, "creator").into_iter().next()?;
    let named = |key| maker.get(key).and_then(Value::as_str).filter(|name| !name.is_empty());
    maker.as_str().or_else(|| ["name", "nickname", "email", "id"].into_iter().find_map(named))
}

/// Where a target stands, as its selectors say; `None` where it has none that says it.
pub(super) fn selected(target: &Value) -> Option<Selected<'_>> {
    let target = target.as_object()?;
    let mut waiting = all(target, "selector");
    let mut found = Selected::default();
    while let Some(selector) = waiting.pop() {
        let Some(selector) = selector.as_object() else { continue };
        let number = |key| selector.get(key).and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
        match first_term(selector, "type") {
            Some("TextPositionSelector") => {
                found.position = number("start").zip(number("end")).or(found.position);
            }
            Some("TextQuoteSelector") => {
                let part = |key| text_at(selector, key);
                let quote = |exact| Quote {
                    exact,
                    prefix: part("prefix").unwrap_or_default(),
                    suffix: part("suffix").unwrap_or_default(),
                };
                found.quote = part("exact").map(quote).or(found.quote);
            }
            Some("FragmentSelector") => {
                found.position = text_at(selector, "value").and_then(characters).or(found.position);
            }
            _ => {}
        }
        // What refines a paragraph of a page counts from there, so its words alone are of use.
        waiting.extend(all(selector, "refinedBy").into_iter().filter(|inner| is_quote(inner)));
    }
    (found != Selected::default()).then_some(found)
}

fn is_quote(selector: &Value) -> bool {
    selector.as_object().and_then(|selector| first_term(selector, "type")) == Some("TextQuoteSelector")
}

/// "char=4,9" of RFC 5147, which counts places between characters.
fn characters(fragment: &str) -> Option<(usize, usize)> {
    let range = fragment.strip_prefix("char=")?;
    let range = range.split(';').next().unwrap_or(range);
    let (start, end) = range.split_once(',')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

/// The parts of a name that Glossator has given within a file, of this kind: "#mark/dam/m1". A program that knows where the
/// file was may have put its address in front.
pub(super) fn own_parts(iri: &str, kind: &str) -> Option<Vec<String>> {
    let (_, fragment) = iri.rsplit_once('#')?;
    let parts = fragment.strip_prefix(kind)?.strip_prefix('/')?;
    Some(parts.split('/').map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned()).collect())
}
