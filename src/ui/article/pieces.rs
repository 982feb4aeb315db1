//! A body cut into what is laid out at once: its paragraphs, and pieces of those that are very long.

use std::ops::Range;

use crate::text::{graphemes, paragraphs};

/// Above this many bytes a paragraph is laid out in pieces.
const LONGEST: usize = 20_000;
/// How far before that a space is looked for.
const REACH: usize = 1_000;

/// What is laid out at once. Offsets are bytes of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// First byte.
    pub(super) start: u32,
    /// Byte after the last.
    pub(super) end: u32,
    /// Whether its paragraph begins before it.
    pub(super) continues: bool,
    /// Whether its paragraph goes on after it.
    pub(super) goes_on: bool,
}

impl Piece {
    /// Its bytes in the body.
    pub(super) const fn bytes(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether there is nothing in it.
    pub(super) const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// The pieces of `text` in order, at least one.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for paragraph in paragraphs::paragraphs(text) {
        let mut start = paragraph.start;
        loop {
            let end = cut(text, start..paragraph.end);
            pieces.push(Piece {
                start: start as u32,
                end: end as u32,
                continues: start > paragraph.start,
                goes_on: end < paragraph.end,
            });
            if end == paragraph.end {
                break;
            }
            start = end;
        }
    }
    pieces
}

/// The piece in which the caret before `byte` stands: at a cut, the one that begins there.
pub(super) fn piece_of(pieces: &[Piece], byte: usize) -> usize {
    pieces.partition_point(|piece| piece.start as usize <= byte).saturating_sub(1)
}

/// Where the first piece of `rest` ends: after a space if there is one nearby, else between two graphemes.
fn cut(text: &str, rest: Range<usize>) -> usize {
    if rest.len() <= LONGEST {
        return rest.end;
    }
    let latest = text.floor_char_boundary(rest.start + LONGEST);
    let earliest = text.floor_char_boundary(latest - REACH);
    let space = text[earliest..latest].char_indices().rev().find(|(_, character)| character.is_whitespace());
    match space {
        Some((at, character)) => earliest + at + character.len_utf8(),
        // A grapheme longer than a piece exists only in hostile text; it is cut.
        None => {
            Some(graphemes::floor_to_grapheme(text, latest)).filter(|at| *at > rest.start).unwrap_or(latest)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_a_piece_whatever_ends_its_line() {
        let text = "one\r\ntwo\n\nthree\u{2029}four";
        let found: Vec<&str> = pieces(text).iter().map(|piece| &text[piece.bytes()]).collect();
        assert_eq!(found, ["one", "two", "", "three", "four"]);
        assert_eq!(pieces("").len(), 1);
    }

    #[test]
    fn a_megabyte_without_a_line_end_is_cut_between_words() {
        for word in ["minister ", "الوزير ", "政府", "👨🏻‍🚒", "e\u{301}"] {
            let text = word.repeat(1_000_000 / word.len());
            let pieces = pieces(&text);
            assert!(pieces.len() > 40);
            let mut at = 0;
            for piece in &pieces {
                assert_eq!(piece.start as usize, at);
                assert!(piece.bytes().len() <= LONGEST);
                assert!(graphemes::is_grapheme_boundary(&text, at));
                assert!(!word.ends_with(' ') || at % word.len() == 0, "{word:?} is cut");
                assert_eq!((piece.continues, piece.goes_on), (at > 0, (piece.end as usize) < text.len()));
                at = piece.end as usize;
            }
            assert_eq!(at, text.len());
        }
    }

    #[test]
    fn at_a_cut_the_caret_stands_in_the_piece_that_begins_there() {
        let text = "ab\ncd".to_owned() + &"x ".repeat(LONGEST);
        let pieces = pieces(&text);
        assert_eq!([0, 2, 3, 5].map(|byte| piece_of(&pieces, byte)), [0, 0, 1, 1]);
        assert_eq!(piece_of(&pieces, pieces[1].end as usize), 2);
        assert_eq!(piece_of(&pieces, usize::MAX), pieces.len() - 1);
    }
}
