//! The lines on the screen: from places in the text to places in the window, and back.

use std::ops::Range;

use egui::{Pos2, Rect, pos2, vec2};

use super::column::Column;
use crate::ui::shaped::LineIndex;

/// Lines of one piece that are on the screen.
#[derive(Clone, Debug)]
pub(super) struct Strip {
    /// Which piece.
    pub(super) piece: usize,
    /// The left top corner of the piece's text in the window.
    pub(super) origin: Pos2,
    /// Which lines of the piece.
    pub(super) lines: Range<usize>,
    /// Their bytes in the body.
    pub(super) bytes: Range<usize>,
    /// Size of the letters in points.
    pub(super) size: f32,
    /// First byte of the piece in the body.
    start: usize,
}

/// A part of a stretch of text that is one rectangle in the window. All lengths are points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Patch {
    /// Which line: its piece and its number there.
    pub(super) line: (usize, usize),
    pub(super) left: f32,
    pub(super) right: f32,
    /// Top of the line's box.
    pub(super) top: f32,
    /// Bottom of the line's box.
    pub(super) bottom: f32,
    pub(super) baseline: f32,
    /// Size of the letters.
    pub(super) size: f32,
    /// Whether the stretch begins or ends at the left edge.
    pub(super) ends_left: bool,
    /// The same for the right edge.
    pub(super) ends_right: bool,
}

impl Strip {
    /// The first byte of its piece in the body.
    pub(super) const fn start(&self) -> usize {
        self.start
    }
}

impl Patch {
    /// The whole height of the line.
    pub(super) fn line_rect(&self) -> Rect {
        Rect::from_x_y_ranges(self.left..=self.right, self.top..=self.bottom)
    }
}

/// The lines on the screen.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    column: &'a Column,
    strips: Vec<Strip>,
}

impl<'a> Sheet<'a> {
    /// The lines that `view` shows, of a column whose left edge is at `left`.
    pub(super) fn new(column: &'a Column, view: Rect, left: f32) -> Self {
        let strips = column.rows().iter().filter_map(|row| {
            let (laid, piece) = (column.laid(row.piece)?, column.pieces().get(row.piece)?);
            let index = laid.paragraph.index();
            let top = view.top() + row.top + laid.above;
            let indent = column.indent(laid.kind, index.is_right_to_left());
            let lines = index.lines_between(view.top() - top, view.bottom() - top);
            let start = piece.start as usize;
            let bytes = bytes_of(index, lines.clone());
            Some(Strip {
                piece: row.piece,
                origin: pos2(left + indent, top),
                lines,
                bytes: start + bytes.start..start + bytes.end,
                size: column.size(laid.kind),
                start,
            })
        });
        Self { column, strips: strips.collect() }
    }

    pub(super) fn column(&self) -> &'a Column {
        self.column
    }

    pub(super) fn strips(&self) -> &[Strip] {
        &self.strips
    }

    /// From the first to the last byte on the screen.
    pub(super) fn bytes(&self) -> Range<usize> {
        let start = self.strips.first().map_or(0, |strip| strip.bytes.start);
        start..self.strips.last().map_or(start, |strip| strip.bytes.end)
    }

    pub(super) fn index(&self, strip: &Strip) -> Option<&'a LineIndex> {
        Some(self.column.laid(strip.piece)?.paragraph.index())
    }

    /// The rectangles that show `range` (bytes of the body), as far as they are on the screen, from top to bottom.
    pub(super) fn patches(&self, range: Range<usize>, mut each: impl FnMut(Patch)) {
        let first = self.strips.partition_point(|strip| strip.bytes.end <= range.start);
        for strip in &self.strips[first..] {
            if strip.bytes.start >= range.end {
                break;
            }
            let Some(index) = self.index(strip) else { continue };
            // What is far above and below the screen is not looked at; a byte more keeps inner edges inner.
            let start = range.start.max(strip.bytes.start.saturating_sub(1)).max(strip.start) - strip.start;
            let end = range.end.min(strip.bytes.end + 1) - strip.start;
            index.fragments(start..end, |fragment| {
                let Some(line) = index.lines().get(fragment.line) else { return };
                each(Patch {
                    line: (strip.piece, fragment.line),
                    left: strip.origin.x + fragment.left,
                    right: strip.origin.x + fragment.right,
                    top: strip.origin.y + line.top,
                    bottom: strip.origin.y + line.bottom,
                    baseline: strip.origin.y + line.baseline,
                    size: strip.size,
                    ends_left: fragment.ends_left,
                    ends_right: fragment.ends_right,
                });
            });
        }
    }

    /// The first rectangle that shows `range`, if it is on the screen.
    pub(super) fn first_patch(&self, range: Range<usize>) -> Option<Patch> {
        let mut first = None;
        self.patches(range, |patch| first = first.or(Some(patch)));
        first
    }

    /// The baseline of the line with `byte` and the size of its letters, in points. Known for every line of a paragraph of
    /// which a part is on the screen, so that what stands beside the text does not jump when its line is scrolled away.
    pub(super) fn baseline_at(&self, byte: usize) -> Option<(f32, f32)> {
        let strip = self.strips.iter().rev().find(|strip| strip.start <= byte)?;
        let piece = self.column.pieces().get(strip.piece)?;
        let index = self.index(strip)?;
        let line = index.lines().get(index.line_of(byte - strip.start))?;
        (byte < piece.end as usize).then_some((strip.origin.y + line.baseline, strip.size))
    }

    /// Whether the letter at the beginning or end of `range` that a patch shows is read from right to left.
    pub(super) fn is_right_to_left(&self, patch: &Patch, range: &Range<usize>) -> bool {
        let strip = self.strips.iter().find(|strip| strip.piece == patch.line.0);
        let Some((strip, index)) = strip.and_then(|strip| Some((strip, self.index(strip)?))) else {
            return false;
        };
        let shown = index.clusters(patch.line.1).iter().find(|cluster| {
            let start = strip.start + cluster.start as usize;
            let left = strip.origin.x + cluster.left;
            range.contains(&start) && left >= patch.left - 1.0 && left < patch.right
        });
        shown.is_some_and(|cluster| cluster.right_to_left)
    }

    /// The caret before `byte`, if it is on the screen.
    pub(super) fn caret(&self, byte: usize) -> Option<Rect> {
        let strip = self.strips.iter().rev().find(|strip| strip.start <= byte)?;
        let index = self.index(strip)?;
        let rect = index.caret_rect(byte - strip.start);
        strip
            .lines
            .contains(&index.line_of(byte - strip.start))
            .then(|| rect.translate(strip.origin.to_vec2()))
    }

    /// The place between two letters that is nearest to `at`, as a byte of the body.
    pub(super) fn byte_at(&self, at: Pos2) -> Option<usize> {
        let strip = self.strip_at(at.y)?;
        let index = self.index(strip)?;
        Some(strip.start + index.byte_at(at - strip.origin.to_vec2()))
    }

    /// The bytes of the letter under `at`, if there is one.
    pub(super) fn letter_at(&self, at: Pos2) -> Option<Range<usize>> {
        let strip = self.strip_at(at.y)?;
        let cluster = self.index(strip)?.cluster_under((at - strip.origin).to_pos2())?;
        Some(strip.start + cluster.start as usize..strip.start + cluster.end as usize)
    }

    /// The strip at the height `y`, or the nearest one above, or the first.
    fn strip_at(&self, y: f32) -> Option<&Strip> {
        let after = self.strips.partition_point(|strip| strip.origin.y <= y);
        self.strips.get(after.saturating_sub(1))
    }

    /// Where the text of a strip ends in the window.
    pub(super) fn bottom(&self, strip: &Strip) -> f32 {
        let height = self.column.laid(strip.piece).map_or(0.0, |laid| laid.paragraph.height());
        (strip.origin + vec2(0.0, height)).y
    }
}

fn bytes_of(index: &LineIndex, lines: Range<usize>) -> Range<usize> {
    let lines = index.lines().get(lines).unwrap_or_default();
    match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => first.bytes.start as usize..last.bytes.end as usize,
        _ => 0..0,
    }
}
