//! Files that a person writes for the window: keys and theme.

use std::path::PathBuf;

use super::texts::Texts;

/// A file of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What stands in it.
    pub text: String,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
}

impl Default for Place {
    fn default() -> Self {
        Self { line: 1, column: 1 }
    }
}

impl Place {
    /// As people are told it, with what is wrong there.
    pub fn said(self, reason: &str, texts: &Texts) -> String {
        let values = [
            ("line", self.line.to_string().into()),
            ("column", self.column.to_string().into()),
            ("reason", reason.into()),
        ];
        texts.with("file-place", values)
    }
}

impl From<ron::error::Position> for Place {
    fn from(position: ron::error::Position) -> Self {
        Self { line: position.line, column: position.col }
    }
}

/// Where the value stands that lies behind the field names or keys of `path` in the RON file `text`, which reads without
/// fault. The parser tells places only of what it cannot read; a value that reads and makes no sense is found here.
pub fn place_of(text: &str, path: &[&str]) -> Option<Place> {
    let mut rest = text;
    // The name that was read last in each bracket that is open.
    let mut open: Vec<&str> = Vec::new();
    let mut last = ("", text);
    while let Some(first) = rest.chars().next() {
        let len = token(rest);
        match first {
            '(' | '[' | '{' => open.push(""),
            ')' | ']' | '}' => drop(open.pop()),
            ':' => {
                if let Some(name) = open.last_mut() {
                    *name = last.0;
                }
                if open == path {
                    return Some(place(text, text.len() - last.1.len()));
                }
            }
            '"' => last = (rest[1..len].trim_end_matches('"'), rest),
            _ if first.is_alphanumeric() || first == '_' => last = (&rest[..len], rest),
            _ => {}
        }
        rest = &rest[len..];
    }
    None
}

/// How many bytes the first token of `rest` has: a name, a string, a comment, or a single character.
fn token(rest: &str) -> usize {
    let to = |end: &str| rest[2..].find(end).map_or(rest.len(), |at| 2 + at + end.len());
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    match rest.chars().next() {
        _ if rest.starts_with("//") => to("\n"),
        _ if rest.starts_with("/*") => to("*/"),
        Some('"') => {
            let mut is_escaped = false;
            let end = rest[1..].find(|character| {
                let ends = character == '"' && !is_escaped;
                is_escaped = character == '\\' && !is_escaped;
                ends
            });
            end.map_or(rest.len(), |at| at + 2)
        }
        Some(first) if is_name(first) => rest.find(|character| !is_name(character)).unwrap_or(rest.len()),
        Some(first) => first.len_utf8(),
        None => 0,
    }
}

fn place(text: &str, byte: usize) -> Place {
    let before = &text[..byte];
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    Place { line: before.matches('\n').count() + 1, column: before[line..].chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_at_their_depth_and_not_in_comments_or_strings() {
        let text = "// undo: (keys: 1)\n(\n  name: \"(keys: {\\\"\", /* keys: { */\n  ключ: 3,\n  keys: {\n    \
                    \"select.all\": [\"A\"], \"undo\": [\"U\"],\n  },\n  undo: 5,\n)";
        let found = |path: &[&str]| place_of(text, path).map(|place| (place.line, place.column));
        assert_eq!(found(&["keys"]), Some((5, 3)));
        assert_eq!(found(&["keys", "undo"]), Some((6, 26)));
        assert_eq!(found(&["undo"]), Some((8, 3)));
        assert_eq!(found(&["ключ"]), Some((4, 3)));
        assert_eq!(found(&["keys", "redo"]), None);
        assert_eq!(place_of("", &["keys"]), None);
    }
}
