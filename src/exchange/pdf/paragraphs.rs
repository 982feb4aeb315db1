//! Lines joined to paragraphs.

use std::collections::BTreeSet;

use super::columns::median;
use super::lines::{Line, rows};

/// From which distance on, in parts of the usual one, lines are of two paragraphs.
const APART: f64 = 1.3;
/// The distance of lines from which on they may be of two paragraphs, in parts of the size of type.
const LOOSE: f64 = 1.75;
/// The distance of lines from which on they are of two paragraphs, in parts of the size of type.
const FAR: f64 = 3.0;
/// How far the first line of a paragraph is moved in at least, in parts of the size of type.
const INDENT: f64 = 0.8;
/// How much larger other type is.
const LARGER: f64 = 1.15;

/// A paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// The size of its type, in points.
    pub(super) size: f64,
    /// Whether its last line goes on to the edge of its column.
    is_full: bool,
}

impl Paragraph {
    /// What stands at the edge of a page.
    pub(super) fn of_margin(text: String) -> Self {
        Self { text, size: 0.0, is_full: false }
    }

    /// Whether `next`, at the top of the next column or page, goes on with it.
    pub(super) fn goes_on(&self, next: &Self) -> bool {
        let is_same_type = self.size <= next.size * LARGER && next.size <= self.size * LARGER;
        let is_open = !ends_sentence(&self.text);
        let continues =
            |sign: char| sign.is_lowercase() || sign.is_alphabetic() && !sign.is_uppercase() && self.is_full;
        is_same_type && is_open && next.text.starts_with(continues)
    }
}

/// Whether type of the size `one` is clearly larger than of the size `other`.
pub(super) fn is_larger(one: f64, other: f64) -> bool {
    one > other * LARGER
}

/// Joins lines.
pub(super) struct Joiner {
    /// Words that have a hyphen in the middle of a line, in small letters.
    compounds: BTreeSet<String>,
    /// The size of most of the text, in points.
    body: f64,
}

impl Joiner {
    /// What can be told from all `lines` of a document.
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l Line>) -> Self {
        let (mut compounds, mut sizes) = (BTreeSet::new(), Vec::new());
        for line in lines {
            let words = line.text.split_whitespace().map(|word| bare(word).to_lowercase());
            compounds.extend(words.filter(|word| word.contains('-')));
            // A long line counts for more than a page number.
            sizes.extend(std::iter::repeat_n(line.size, line.text.len() / 8 + 1));
        }
        Self { compounds, body: median(sizes) }
    }

    /// The size of most of the text, in points.
    pub(super) fn body(&self) -> f64 {
        self.body
    }

    /// The paragraphs of a block of lines.
    pub(super) fn paragraphs(&self, block: &[Line]) -> Vec<Paragraph> {
        let lines: Vec<Line> =
            rows(block, |line| (line.baseline, line.size)).into_iter().filter_map(whole).collect();
        let column = Column::of(&lines);
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            let before = number.checked_sub(1).and_then(|number| lines.get(number));
            match (paragraphs.last_mut(), before) {
                (Some(paragraph), Some(before)) if !column.parts(before, line, self.body) => {
                    self.join(&mut paragraph.text, &line.text);
                    paragraph.is_full = column.is_full(line);
                }
                _ => paragraphs.push(Paragraph {
                    text: line.text.clone(),
                    size: line.size,
                    is_full: column.is_full(line),
                }),
            }
        }
        paragraphs
    }

    /// Adds the next line to `text`.
    pub(super) fn join(&self, text: &mut String, next: &str) {
        let mut back = text.chars().rev();
        let (last, before) = (back.next(), back.next());
        let Some((last, first)) = last.zip(next.chars().next()) else {
            text.push_str(next);
            return;
        };
        let is_hyphen = matches!(last, '-' | '\u{2010}') && before.is_some_and(char::is_alphanumeric);
        if is_hyphen && before.is_some_and(char::is_alphabetic) && first.is_lowercase() {
            let word = text.rsplit(' ').next().unwrap_or_default();
            let whole = [word, next.split(' ').next().unwrap_or_default()].concat().to_lowercase();
            if !self.compounds.contains(bare(&whole)) {
                text.pop();
            }
        } else if !(is_hyphen || last == '—' || is_without_spaces(last) && is_without_spaces(first)) {
            text.push(' ');
        }
        text.push_str(next);
    }
}

/// The pieces of a row as one line.
fn whole(mut row: Vec<Line>) -> Option<Line> {
    let rtl = row.iter().filter(|line| line.is_rtl).count();
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    if rtl * 2 > row.len() {
        row.reverse();
    }
    let words: Vec<&str> = row.iter().map(|line| line.text.as_str()).collect();
    let text = words.join(" ");
    let left = row.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let right = row.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
    let main = row.into_iter().max_by(|a, b| (a.right - a.left).total_cmp(&(b.right - b.left)))?;
    Some(Line { text, left, right, ..main })
}

/// What the lines of a column have in common; its edges in points.
struct Column {
    left: f64,
    right: f64,
    /// The usual distance from line to line, in parts of the size of type.
    leading: f64,
}

impl Column {
    fn of(lines: &[Line]) -> Self {
        let mut distances: Vec<f64> = lines
            .windows(2)
            .filter(|pair| !is_larger(pair[0].size, pair[1].size) && !is_larger(pair[1].size, pair[0].size))
            .map(|pair| (pair[1].baseline - pair[0].baseline) / pair[0].size)
            .collect();
        distances.sort_by(f64::total_cmp);
        Self {
            left: lines.iter().map(|line| line.left).fold(f64::INFINITY, f64::min),
            right: lines.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max),
            leading: distances.get(distances.len() / 4).copied().unwrap_or(f64::INFINITY),
        }
    }

    /// How far the line is moved in.
    fn indent(&self, line: &Line) -> f64 {
        if line.is_rtl { self.right - line.right } else { line.left - self.left }
    }

    /// How much room is behind the line.
    fn room(&self, line: &Line) -> f64 {
        if line.is_rtl { line.left - self.left } else { self.right - line.right }
    }

    fn is_full(&self, line: &Line) -> bool {
        self.room(line) <= 2.0 * line.size
    }

    /// Whether a paragraph ends between two lines that follow each other, in a text whose type has the size `body`.
    fn parts(&self, line: &Line, next: &Line, body: f64) -> bool {
        if is_larger(line.size, next.size) || is_larger(next.size, line.size) {
            return true;
        }
        let distance = next.baseline - line.baseline;
        let first_word = next.text.split(' ').next().map_or(0, |word| word.chars().count());
        let share = first_word as f64 / next.text.chars().count().max(1) as f64;
        // A word that has room on a line does not begin the next one, but at the end of a paragraph.
        let has_room = self.room(line) > share * (next.right - next.left) + 0.6 * line.size;
        // In headlines lines are as long as they come.
        let is_moved_in = !is_larger(next.size, body)
            && self.indent(next) > INDENT * next.size
            && self.indent(line) < self.indent(next) - 0.5 * next.size;
        distance > self.leading * APART * line.size
            || distance > FAR * line.size
            || distance > LOOSE * line.size && has_room
            || is_moved_in
            || has_room && ends_sentence(&line.text) && !is_larger(line.size, body)
    }
}

/// Whether `text` ends as a sentence ends, or with what announces one.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', '›', ')', ']', '“', '」', '』', '）']);
    text.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '：', '؟', '۔', '।'])
}

/// `word` without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|sign: char| !sign.is_alphanumeric())
}

/// Whether it is of a script that is written without spaces.
fn is_without_spaces(sign: char) -> bool {
    matches!(sign, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_goes_where_small_letters_follow_and_the_word_has_none_elsewhere() {
        let line = Line { text: "a well-known dam".to_owned(), size: 10.0, ..Line::default() };
        let joiner = Joiner::of([line].iter());
        for (first, next, expected) in [
            ("the reser-", "voir, it", "the reservoir, it"),
            ("the well-", "known dam", "the well-known dam"),
            ("Anglo-", "Saxon", "Anglo-Saxon"),
            ("2010-", "2012", "2010-2012"),
            ("it broke -", "and then", "it broke - and then"),
            ("it broke—", "and then", "it broke—and then"),
            ("谷歌", "公司", "谷歌公司"),
            ("谷歌", "said", "谷歌 said"),
        ] {
            let mut text = first.to_owned();
            joiner.join(&mut text, next);
            assert_eq!(text, expected);
        }
    }
}
