//! The block of metadata in front of a Markdown text.
//!
//! The block is read like the simple part of YAML: `key: value` with or without quotation marks, and lists of words.
//! What is nested more deeply is kept as its lines.

use super::json::output::{array, string};
use super::jsonl::is_article_key;
use crate::model::extra::ExtraValue;
use crate::text::paragraphs::paragraphs;

/// The block of metadata in front of a text.
pub(crate) struct FrontMatter {
    /// Where its last line ends, in bytes, without the end of that line.
    pub(crate) end: usize,
    /// Its keys with their values, in order.
    pub(crate) pairs: Vec<(String, ExtraValue)>,
}

impl FrontMatter {
    /// The block that `text` begins with, if it begins with one.
    pub(crate) fn find(text: &str) -> Option<Self> {
        let mut lines = paragraphs(text);
        if text[lines.next()?].trim_end() != "---" {
            return None;
        }
        let mut pairs: Vec<(String, Vec<&str>)> = Vec::new();
        for line in lines {
            let content = &text[line.clone()];
            if matches!(content.trim_end(), "---" | "...") {
                let pairs = pairs.into_iter().map(|(key, lines)| (key, value(&lines))).collect();
                return Some(Self { end: line.end, pairs });
            }
            match key_and_value(content) {
                Some((key, value)) => pairs.push((key.to_owned(), vec![value])),
                // A line that is neither a pair, nor part of one, nor a remark: this is no metadata.
                None => match pairs.last_mut() {
                    _ if content.trim().is_empty() || content.starts_with('#') => {}
                    Some((_, lines)) if content.starts_with([' ', '\t', '-']) => lines.push(content),
                    _ => return None,
                },
            }
        }
        None
    }
}

/// The name under which metadata called `key` is kept: a name that means something else in the native format is
/// marked as metadata.
pub(crate) fn other_key(key: &str) -> String {
    if is_article_key(key) { format!("meta_{key}") } else { key.to_owned() }
}

fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty()
        && !key.starts_with([' ', '\t', '-', '#'])
        && (value.is_empty() || value.starts_with([' ', '\t', '\r']));
    is_key.then(|| (key.trim(), value.trim()))
}

fn value(lines: &[&str]) -> ExtraValue {
    match lines {
        [inline] => match inline.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some("") => list(&[]),
            Some(items) => list(&items.split(',').map(unquoted).collect::<Vec<_>>()),
            None => ExtraValue::Text(unquoted(inline)),
        },
        ["", items @ ..] if items.iter().all(|item| item.trim_start().starts_with("- ")) => {
            list(&items.iter().map(|item| unquoted(&item.trim_start()[2..])).collect::<Vec<_>>())
        }
        lines => ExtraValue::Text(lines.join("\n").trim().to_owned()),
    }
}

fn list(items: &[String]) -> ExtraValue {
    let mut out = Vec::new();
    array(&mut out, items, |out, item| string(out, item));
    ExtraValue::Json(String::from_utf8_lossy(&out).into_owned())
}

/// A scalar without its quotation marks.
pub(crate) fn unquoted(scalar: &str) -> String {
    let scalar = scalar.trim();
    if let Some(inner) = scalar.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return inner.replace("''", "'");
    }
    if scalar.starts_with('"') && scalar.len() > 1 && scalar.ends_with('"') {
        // The escapes of YAML's double quotation marks are nearly those of JSON.
        return serde_json::from_str(scalar).unwrap_or_else(|_| scalar[1..scalar.len() - 1].to_owned());
    }
    scalar.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_quotation_marks_and_nested_lines_are_read() {
        let text = "---\na: 'it''s'\n# remark\nb:\n  - x: y\n  - \"z\\u00e9\"\nc:\n  d: e\n\nf:\n...\nrest";
        let front = FrontMatter::find(text).unwrap();
        let expected = [
            ("a", ExtraValue::Text("it's".to_owned())),
            ("b", ExtraValue::Json("[\"x: y\",\"zé\"]".to_owned())),
            ("c", ExtraValue::Text("d: e".to_owned())),
            ("f", ExtraValue::Text(String::new())),
        ];
        let pairs: Vec<_> = front.pairs.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
        assert_eq!(pairs, expected);
        assert_eq!(&text[front.end..], "\nrest");
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        for text in ["---\nJust a text.\n---\n", "---\nkey: value\n", "--- x\nkey: value\n---", ""] {
            assert!(FrontMatter::find(text).is_none(), "{text:?}");
        }
    }
}
