//! What stands at the top or at the bottom of pages and is no part of the article: running heads and page numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Line, rows};
use super::paragraphs::is_larger;

/// Which part of a page its top and its bottom are.
const MARGIN: f64 = 0.12;
/// How long a line of a margin is at most, in characters.
const LONGEST: usize = 120;

/// What a page number may look like, with a sign for each number.
const NUMBERS: [&str; 9] = ["#", "- # -", "– # –", "— # —", "page #", "page # of #", "p. #", "# / #", "#/#"];

/// Takes the lines at the edges of `pages`, each with its height in points, that stand on several of them, numbers aside,
/// and page numbers. What is larger than `body`, the size of the type of the text, stays: a title may be a running head on
/// later pages. Returns what was taken from each page, a row of it a text.
pub(super) fn take(pages: &mut [(f64, Vec<Line>)], body: f64) -> Vec<Vec<String>> {
    let keys: Vec<BTreeSet<Key>> = pages
        .iter()
        .map(|(height, lines)| lines.iter().filter_map(|line| Key::of(line, *height)).collect())
        .collect();
    let mut counts: BTreeMap<&Key, usize> = BTreeMap::new();
    for key in keys.iter().flatten() {
        *counts.entry(key).or_default() += 1;
    }
    // Left and right pages may have heads of their own, and chapters have.
    let least = (keys.len() / 3).max(2);
    let is_margin = |line: &Line, height: f64| {
        !is_larger(line.size, body)
            && Key::of(line, height).is_some_and(|key| {
                NUMBERS.contains(&key.words.as_str()) || counts.get(&key).is_some_and(|count| *count >= least)
            })
    };
    let mut taken = Vec::new();
    for (height, lines) in pages.iter_mut() {
        let (margin, kept): (Vec<Line>, Vec<Line>) =
            lines.drain(..).partition(|line| is_margin(line, *height));
        *lines = kept;
        let in_rows = rows(&margin, |line| (line.baseline, line.size));
        taken.push(
            in_rows
                .into_iter()
                .map(|mut row| {
                    row.sort_by(|a, b| a.left.total_cmp(&b.left));
                    row.into_iter().map(|line| line.text).collect::<Vec<_>>().join(" ")
                })
                .collect(),
        );
    }
    taken
}

/// What lines of the same kind have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    is_top: bool,
    /// Its words in small letters, with a sign for each number.
    words: String,
}

impl Key {
    /// The key of a line at the edge of a page with that height.
    fn of(line: &Line, height: f64) -> Option<Self> {
        let is_top = line.bottom() < height * MARGIN;
        let is_bottom = line.top() > height * (1.0 - MARGIN);
        if !is_top && !is_bottom || line.text.chars().count() > LONGEST {
            return None;
        }
        let mut words = String::new();
        for sign in line.text.to_lowercase().chars() {
            match sign {
                _ if !sign.is_numeric() => words.push(sign),
                _ if words.ends_with('#') => {}
                _ => words.push('#'),
            }
        }
        Some(Self { is_top, words })
    }
}
