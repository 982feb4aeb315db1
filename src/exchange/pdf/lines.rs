//! Letters made into lines: pieces of a line of print without a wide gap, in the order in which they are read.

use std::collections::BTreeMap;

use unicode_normalization::char::is_combining_mark;

use super::direction::to_reading_order;
use super::glyphs::Glyph;

/// How far letters of one line may stand above or below each other, in parts of the size of their type: the 2 of CO₂ does.
const SAME_LINE: f64 = 0.35;
/// From which gap on letters are not of one piece, in parts of the size of their type: columns are farther apart.
const WIDE: f64 = 1.0;
/// From which gap on there is a space, where spaces are letters too, and where they are not.
const SPACE_BESIDE_SPACES: f64 = 0.5;
const SPACE: f64 = 0.18;

/// A piece of a line. Places are in points from the left and from the top of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) baseline: f64,
    /// The size of most of its type.
    pub(super) size: f64,
    /// Whether it is read from right to left.
    pub(super) is_rtl: bool,
}

impl Line {
    pub(super) fn top(&self) -> f64 {
        self.baseline - 0.8 * self.size
    }

    pub(super) fn bottom(&self) -> f64 {
        self.baseline + 0.2 * self.size
    }
}

/// The lines of a page, from the top down.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let pieces = rows(glyphs, |glyph| (glyph.baseline, glyph.size));
    pieces.into_iter().flat_map(|row| pieces_of(row).into_iter().filter_map(line)).collect()
}

/// `items` in rows from the top down, each with the items whose baseline is about that of its first.
pub(super) fn rows<T: Clone>(items: &[T], place: impl Fn(&T) -> (f64, f64)) -> Vec<Vec<T>> {
    let mut sorted: Vec<T> = items.to_vec();
    sorted.sort_by(|a, b| place(a).0.total_cmp(&place(b).0));
    let mut rows: Vec<Vec<T>> = Vec::new();
    let (mut first, mut size) = (0.0, 0.0);
    for item in sorted {
        let (baseline, own) = place(&item);
        match rows.last_mut() {
            Some(row) if baseline - first <= SAME_LINE * f64::max(size, own) => {
                size = f64::max(size, own);
                row.push(item);
            }
            _ => {
                (first, size) = (baseline, own);
                rows.push(vec![item]);
            }
        }
    }
    rows
}

/// A row from left to right, cut at its wide gaps.
fn pieces_of(mut row: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut pieces: Vec<Vec<Glyph>> = Vec::new();
    let mut reach = f64::NEG_INFINITY;
    for glyph in row {
        // A space may be as wide as it likes.
        let is_blank = glyph.text.trim().is_empty();
        match pieces.last_mut() {
            Some(piece) if is_blank || glyph.left - reach <= WIDE * glyph.size => piece.push(glyph.clone()),
            _ if is_blank => continue,
            _ => pieces.push(vec![glyph.clone()]),
        }
        if !is_blank {
            reach = reach.max(glyph.right);
        }
    }
    pieces
}

/// The line that a piece is; `None` if there is nothing in it.
fn line(piece: Vec<Glyph>) -> Option<Line> {
    let has_spaces = piece.iter().any(|glyph| glyph.text.trim().is_empty());
    let space = if has_spaces { SPACE_BESIDE_SPACES } else { SPACE };
    let (size, baseline) = main_type(&piece)?;
    let mut line = Line { left: f64::INFINITY, right: f64::NEG_INFINITY, baseline, size, ..Line::default() };
    let mut signs: Vec<String> = Vec::with_capacity(piece.len());
    for glyph in with_marks(piece) {
        if glyph.text.trim().is_empty() {
            signs.push(" ".to_owned());
            continue;
        }
        if glyph.left - line.right > space * glyph.size {
            signs.push(" ".to_owned());
        }
        (line.left, line.right) = (line.left.min(glyph.left), line.right.max(glyph.right));
        signs.push(glyph.text);
    }
    line.is_rtl = to_reading_order(&mut signs);
    line.text = signs.concat().split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.text.is_empty()).then_some(line)
}

/// The size of type that most of the width of `piece` has, and the line on which it stands.
fn main_type(piece: &[Glyph]) -> Option<(f64, f64)> {
    let mut widths: BTreeMap<i64, (f64, &Glyph)> = BTreeMap::new();
    for glyph in piece.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
        let (width, _) = widths.entry((glyph.size * 10.0).round() as i64).or_insert((0.0, glyph));
        *width += glyph.right - glyph.left;
    }
    let (_, glyph) = widths.into_values().max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some((glyph.size, glyph.baseline))
}

/// The letters of `piece` with the accents, points and vowel signs that stand over them.
fn with_marks(piece: Vec<Glyph>) -> Vec<Glyph> {
    let mut letters: Vec<Glyph> = Vec::with_capacity(piece.len());
    let mut early = String::new();
    for mut glyph in piece {
        if glyph.text.chars().all(is_combining_mark) {
            let middle = f64::midpoint(glyph.left, glyph.right);
            match letters.last_mut() {
                Some(letter) if middle <= letter.right + 0.05 * letter.size => {
                    letter.text.push_str(&glyph.text);
                }
                _ => early.push_str(&glyph.text),
            }
        } else {
            glyph.text.push_str(&std::mem::take(&mut early));
            letters.push(glyph);
        }
    }
    if let Some(letter) = letters.last_mut() {
        letter.text.push_str(&early);
    }
    letters
}
