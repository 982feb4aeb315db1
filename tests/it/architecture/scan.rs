//! Finds the paths that Rust source names, wherever they stand.

use std::collections::VecDeque;

/// A path that a file names, resolved from the root of the crate.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Line of its first word, from 1.
    pub(super) line: usize,
    /// The module it stands in, inline modules included.
    pub(super) module: Vec<String>,
    /// Its names. What begins with `crate`, `super` or `self` begins with "crate" and is absolute.
    pub(super) names: Vec<String>,
}

impl Found {
    /// Whether it begins with `names`.
    pub(super) fn begins(&self, names: &[&str]) -> bool {
        self.names.len() >= names.len() && self.names.iter().zip(names).all(|(own, name)| own == name)
    }
}

#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    text: &'a str,
    line: usize,
}

/// Every path that `source` names; `module` is the module that the file is.
pub(super) fn paths(source: &str, module: &[String]) -> Vec<Found> {
    let code = code_only(source);
    let tokens = tokens(&code);
    let mut scan = Scan { tokens: &tokens, module: module.to_vec(), inline: Vec::new(), found: Vec::new() };
    scan.run();
    scan.found
}

struct Scan<'a> {
    tokens: &'a [Token<'a>],
    module: Vec<String>,
    /// The depths of braces at which inline modules began.
    inline: Vec<usize>,
    found: Vec<Found>,
}

impl Scan<'_> {
    fn text(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.text)
    }

    fn before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |before| self.text(before))
    }

    fn run(&mut self) {
        let (mut index, mut depth) = (0, 0);
        while index < self.tokens.len() {
            match self.text(index) {
                "mod" if self.text(index + 2) == "{" => {
                    self.module.push(self.text(index + 1).to_owned());
                    self.inline.push(depth);
                    depth += 1;
                    index += 3;
                    continue;
                }
                "{" => depth += 1,
                "}" => {
                    depth -= 1;
                    if self.inline.last() == Some(&depth) {
                        self.inline.pop();
                        self.module.pop();
                    }
                }
                text if is_name(text) && !matches!(self.before(index), "::" | ".") => {
                    let mut names = Vec::new();
                    index = self.tree(index, &mut names);
                    continue;
                }
                _ => {}
            }
            index += 1;
        }
    }

    /// Reads a path or a tree of a `use` from `index` on, and returns where it ends.
    fn tree(&mut self, mut index: usize, names: &mut Vec<String>) -> usize {
        let (start, outer) = (index, names.len());
        loop {
            match self.text(index) {
                "{" => {
                    index += 1;
                    while !matches!(self.text(index), "}" | "") {
                        index = self.tree(index, names);
                        if self.text(index) == "as" {
                            index += 2;
                        }
                        if self.text(index) == "," {
                            index += 1;
                        }
                    }
                    names.truncate(outer);
                    return index + 1;
                }
                name if is_name(name) || name == "*" => names.push(name.to_owned()),
                _ => break,
            }
            index += 1;
            if self.text(index) != "::" {
                break;
            }
            index += 1;
        }
        self.note(start, names);
        names.truncate(outer);
        index.max(start + 1)
    }

    fn note(&mut self, start: usize, names: &[String]) {
        // A word alone is a path only when it is a whole module; `pub(crate)` is none.
        let is_word = names.len() == 1 && !matches!(names[0].as_str(), "crate" | "super");
        let is_visibility = names.len() == 1 && start >= 2 && self.text(start - 2) == "pub";
        if !is_word && !is_visibility {
            let (line, module) = (self.tokens[start].line, self.module.clone());
            self.found.push(Found { line, names: resolve(names, &module), module });
        }
    }
}

fn resolve(names: &[String], module: &[String]) -> Vec<String> {
    let mut rest: VecDeque<&str> = names.iter().map(String::as_str).collect();
    let mut base: Vec<String> = match rest.front() {
        Some(&"crate") => {
            rest.pop_front();
            Vec::new()
        }
        Some(&("super" | "self")) => module.to_vec(),
        _ => return names.to_vec(),
    };
    while let Some(name) = rest.front().filter(|name| matches!(**name, "super" | "self")) {
        if *name == "super" {
            base.pop();
        }
        rest.pop_front();
    }
    base.insert(0, "crate".to_owned());
    base.extend(rest.into_iter().map(str::to_owned));
    base
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut line, mut rest) = (1, code);
    while let Some(first) = rest.chars().next() {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let length = match first {
            _ if is_word(first) => rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            _ => first.len_utf8(),
        };
        let (text, after) = rest.split_at(length);
        line += usize::from(first == '\n');
        if !first.is_whitespace() {
            tokens.push(Token { text, line });
        }
        rest = after;
    }
    tokens
}

/// `source` with its comments and literals blanked; lines stay where they are.
fn code_only(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = hidden_length(rest, code.ends_with(|letter: char| letter.is_alphanumeric()));
        let (hidden, after) = rest.split_at(length);
        code.extend(hidden.chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }));
        rest = after;
        if length == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    code
}

/// The length in bytes of the comment or literal that `rest` begins with, else 0.
fn hidden_length(rest: &str, is_inside_word: bool) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment_length(rest);
    }
    if rest.starts_with('"') {
        return string_length(rest);
    }
    if rest.starts_with('\'') {
        return character_length(rest);
    }
    let prefix = ["br", "r", "b", "c"].into_iter().find(|prefix| rest.starts_with(prefix));
    let Some(prefix) = prefix.filter(|_| !is_inside_word) else { return 0 };
    let literal = &rest[prefix.len()..];
    let hashes = literal.len() - literal.trim_start_matches('#').len();
    if prefix.ends_with('r') && literal[hashes..].starts_with('"') {
        let end = format!("\"{}", &literal[..hashes]);
        let inside = &literal[hashes + 1..];
        let length = inside.find(&end).map_or(inside.len(), |found| found + end.len());
        return prefix.len() + hashes + 1 + length;
    }
    match literal.chars().next() {
        Some('"') => prefix.len() + string_length(literal),
        Some('\'') if prefix == "b" => prefix.len() + character_length(literal),
        _ => 0,
    }
}

fn block_comment_length(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        let step = match &rest.as_bytes()[at..] {
            [b'/', b'*', ..] => {
                depth += 1;
                2
            }
            [b'*', b'/', ..] => {
                depth -= 1;
                2
            }
            _ => 1,
        };
        at += step;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn string_length(rest: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !is_escaped => return at + 1,
            _ => is_escaped = byte == b'\\' && !is_escaped,
        }
    }
    rest.len()
}

/// The length of a character literal; 0 for a lifetime.
fn character_length(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    match letters.next() {
        Some((_, '\\')) => {
            let end = letters.skip(1).find(|(_, letter)| *letter == '\'');
            end.map_or(rest.len(), |(at, _)| at + 1)
        }
        Some(_) => match letters.next() {
            Some((at, '\'')) => at + 1,
            _ => 0,
        },
        None => 0,
    }
}
