//! Moves of the caret as they are seen on the screen.

use egui::pos2;

use super::column::Column;
use super::pieces;
use crate::text::graphemes;
use crate::ui::shaped::Typesetter;

/// A move of the caret on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jump {
    /// To what stands at the left.
    Left,
    /// To what stands at the right.
    Right,
    /// To the line above.
    Up,
    /// To the line below.
    Down,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// To the beginning of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// To the beginning of the article.
    Start,
    /// To its end.
    End,
}

/// Where a caret stands while it moves over lines: a piece, a line in it, and the distance from the left in points.
struct Place {
    piece: usize,
    line: usize,
    x: f32,
}

/// The place that the caret before `from` (bytes) moves to, or `None` at the beginning and end of the body. `kept` is the
/// distance from the left at which a series of moves over lines began.
pub(super) fn target(
    column: &mut Column,
    typesetter: &mut Typesetter,
    from: usize,
    jump: Jump,
    page: f32,
    kept: Option<f32>,
) -> Option<(usize, f32)> {
    let piece = pieces::piece_of(column.pieces(), from);
    column.lay(typesetter, piece);
    let start = column.pieces().get(piece)?.start as usize;
    let index = column.laid(piece)?.paragraph.index();
    let (line, x) = index.caret(from.saturating_sub(start));
    let place = Place { piece, line, x: kept.unwrap_or(x) };
    let found = match jump {
        Jump::Left => beside(column, typesetter, from, false),
        Jump::Right => beside(column, typesetter, from, true),
        Jump::LineStart => Some(start + index.entry(line, true)),
        Jump::LineEnd => Some(start + index.entry(line, false)),
        Jump::Start => Some(0),
        Jump::End => Some(column.body().text().len()),
        Jump::Up => over_lines(column, typesetter, &place, false, 0.0),
        Jump::Down => over_lines(column, typesetter, &place, true, 0.0),
        Jump::PageUp => over_lines(column, typesetter, &place, false, page),
        Jump::PageDown => over_lines(column, typesetter, &place, true, page),
    };
    let found = found.map(|found| whole(column.body().text(), from, found))?;
    (found != from).then_some((found, place.x))
}

/// A place between two graphemes: shaping may cut one where a font lacks part of it.
fn whole(text: &str, from: usize, to: usize) -> usize {
    let floor = graphemes::floor_to_grapheme(text, to);
    if floor == from && to > from { graphemes::ceil_to_grapheme(text, to) } else { floor }
}

fn beside(column: &mut Column, typesetter: &mut Typesetter, from: usize, rightwards: bool) -> Option<usize> {
    let piece = pieces::piece_of(column.pieces(), from);
    let start = column.pieces().get(piece)?.start as usize;
    let index = column.laid(piece)?.paragraph.index();
    if let Some(found) = index.beside(from - start, rightwards) {
        return Some(start + found);
    }
    let forwards = rightwards != index.is_right_to_left();
    let next = if forwards { piece + 1 } else { piece.checked_sub(1)? };
    column.lay(typesetter, next);
    let start = column.pieces().get(next)?.start as usize;
    let index = column.laid(next)?.paragraph.index();
    let line = if forwards { 0 } else { index.lines().len().saturating_sub(1) };
    Some(start + index.entry(line, forwards))
}

/// Moves over lines until at least `distance` points are passed; over one line if that is 0.
fn over_lines(
    column: &mut Column,
    typesetter: &mut Typesetter,
    from: &Place,
    downwards: bool,
    distance: f32,
) -> Option<usize> {
    let (mut piece, mut line) = (from.piece, from.line);
    let mut passed = 0.0;
    loop {
        column.lay(typesetter, piece);
        let count = column.laid(piece)?.paragraph.index().lines().len();
        let next = if downwards { Some(line + 1).filter(|next| *next < count) } else { line.checked_sub(1) };
        if let Some(next) = next {
            line = next;
        } else {
            let beyond = if downwards { Some(piece + 1) } else { piece.checked_sub(1) };
            let Some(beyond) = beyond.filter(|beyond| *beyond < column.pieces().len()) else { break };
            piece = beyond;
            column.lay(typesetter, piece);
            let count = column.laid(piece)?.paragraph.index().lines().len();
            line = if downwards { 0 } else { count.saturating_sub(1) };
        }
        let index = column.laid(piece)?.paragraph.index();
        passed += index.lines().get(line).map_or(0.0, |line| line.bottom - line.top);
        if passed >= distance {
            break;
        }
    }
    let laid = column.laid(piece)?;
    let start = column.pieces().get(piece)?.start as usize;
    let index = laid.paragraph.index();
    if piece == from.piece && line == from.line {
        // There is no further line: the end of the text.
        return Some(start + index.entry(line, !downwards));
    }
    let y = index.lines().get(line).map_or(0.0, |line| f32::midpoint(line.top, line.bottom));
    Some(start + index.byte_at(pos2(from.x, y)))
}
