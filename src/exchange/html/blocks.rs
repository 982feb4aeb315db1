//! The paragraphs of a page, and the text that they make.

use std::collections::{BTreeMap, BTreeSet};

use dom_query::NodeRef;

use super::kinds;
use crate::model::span::Span;
use crate::model::zone::{Zone, ZoneKind};

/// What has no text of its own that people read.
const SILENT: [&str; 14] = [
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select",
    "textarea", "button", "audio", "video",
];

/// What stands in a line with the text around it; everything else begins a paragraph.
const INLINE: [&str; 37] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "output", "q", "rp", "rt", "ruby", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// Its text; `<br>` is a line feed in it.
    pub(super) text: String,
    /// What it is, if it is not the article's own running text.
    pub(super) kind: Option<ZoneKind>,
    /// How many characters of it are in links.
    pub(super) linked: usize,
}

impl Block {
    /// How many characters of it are in no link.
    pub(super) fn unlinked(&self) -> usize {
        self.text.chars().count().saturating_sub(self.linked)
    }
}

/// What holds for the text within an element.
#[derive(Clone, Copy, Default)]
struct Around {
    kind: Option<ZoneKind>,
    linked: bool,
    as_written: bool,
}

#[derive(Default)]
struct Blocks {
    done: Vec<Block>,
    open: Block,
    /// White space that becomes a space if more text comes.
    gap: bool,
    /// How many characters the whole page has.
    whole: usize,
}

/// The paragraphs below `root`, which is not deep: `page` has seen to that.
pub(super) fn read(root: &NodeRef<'_>) -> Vec<Block> {
    let mut blocks = Blocks { whole: root.normalized_char_count(), ..Blocks::default() };
    blocks.children(root, Around::default());
    blocks.end(None);
    blocks.done
}

impl Blocks {
    fn children(&mut self, parent: &NodeRef<'_>, around: Around) {
        for node in parent.children_it(false) {
            if node.is_text() {
                self.add(&node.text(), around);
            } else if let Some(name) = node.node_name() {
                self.element(&node, &name, around);
            }
        }
    }

    fn element(&mut self, node: &NodeRef<'_>, name: &str, around: Around) {
        if SILENT.contains(&name) {
            return;
        }
        let mut inside = around;
        inside.linked |= name == "a" && node.has_attr("href");
        inside.as_written |= name == "pre";
        match name {
            "br" => self.line_feed(),
            "wbr" => {}
            "td" | "th" => {
                if !self.open.text.is_empty() {
                    self.gap = false;
                    self.open.text.push('\t');
                }
                self.children(node, inside);
            }
            _ if INLINE.contains(&name) => self.children(node, inside),
            _ => {
                self.end(around.kind);
                inside.kind = around.kind.or_else(|| kinds::of_element(node, name, self.whole));
                self.children(node, inside);
                self.end(inside.kind);
            }
        }
    }

    /// Adds text: white space in it counts as one space, as on the screen, and a no-break space as what it is.
    fn add(&mut self, text: &str, around: Around) {
        let before = self.open.text.len();
        for character in text.chars() {
            match character {
                '\n' if around.as_written => self.line_feed(),
                '\t' | '\n' | '\r' | '\u{c}' | ' ' if !around.as_written => self.gap = true,
                _ => {
                    if std::mem::take(&mut self.gap) && !self.open.text.is_empty() && !self.is_at_line_start()
                    {
                        self.open.text.push(' ');
                    }
                    self.open.text.push(character);
                }
            }
        }
        if around.linked {
            let added = self.open.text.get(before..).unwrap_or_default();
            self.open.linked += added.trim_start().chars().count();
        }
    }

    fn is_at_line_start(&self) -> bool {
        self.open.text.ends_with(['\n', '\t'])
    }

    fn line_feed(&mut self) {
        self.gap = false;
        self.open.text.push('\n');
    }

    /// Ends the paragraph.
    fn end(&mut self, kind: Option<ZoneKind>) {
        self.gap = false;
        let open = std::mem::take(&mut self.open);
        let text = open.text.trim_matches(['\n', '\t', ' ']);
        if text.is_empty() {
            return;
        }
        let mut block = Block { text: text.to_owned(), kind, linked: open.linked };
        block.kind = kind.or_else(|| kinds::of_text(&block));
        self.done.push(block);
    }
}

/// The text of an article with its headline before everything else, and the stretches of it that are not its own.
pub(super) fn text(blocks: &[Block], title: Option<&str>, byline: Option<&str>) -> (String, Vec<Zone>) {
    let mut text = String::new();
    let mut zones = Zones::default();
    if let Some(title) = title {
        text.push_str(title);
        zones.add(ZoneKind::Headline, 0, text.len());
    }
    let mut captions = BTreeSet::new();
    let mut said = false;
    for block in blocks {
        // Pages repeat their headline above the text.
        if title.is_some_and(|title| !said && one_line(&block.text) == title) {
            continue;
        }
        said |= block.kind.is_none();
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&block.text);
        let kind = match block.kind {
            Some(ZoneKind::Caption) if !captions.insert(&block.text) => Some(ZoneKind::DuplicateCaption),
            None if byline.is_some_and(|byline| without_by(&one_line(&block.text)) == byline) => {
                Some(ZoneKind::Byline)
            }
            kind => kind,
        };
        if let Some(kind) = kind {
            zones.add(kind, start, text.len());
        }
    }
    (text, zones.done)
}

/// Zones with names that count the zones of each kind.
#[derive(Default)]
struct Zones {
    done: Vec<Zone>,
    counts: BTreeMap<&'static str, usize>,
}

impl Zones {
    fn add(&mut self, kind: ZoneKind, start: usize, end: usize) {
        let word = kind.name();
        let count = self.counts.entry(word).or_default();
        *count += 1;
        if let Ok(span) = Span::new(start, end) {
            let id = format!("{}-{count}", word.replace('_', "-"));
            self.done.push(Zone { id: id.as_str().into(), span, kind, annotator: None });
        }
    }
}

/// A text in one line, with one space where there was white space.
pub(super) fn one_line(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name in a line that says who wrote an article in English.
pub(super) fn without_by(line: &str) -> &str {
    match line.split_at_checked(3) {
        Some((by, name)) if by.eq_ignore_ascii_case("by ") => name.trim_start(),
        _ => line,
    }
}
