//! A paragraph that was laid out.

use std::ops::Range;

use super::ink::Quad;
use super::line_index::LineIndex;

/// A paragraph that was laid out: what is drawn, and where each byte stands. Lengths are points unless said otherwise.
#[derive(Debug)]
pub struct Paragraph {
    pub(super) index: LineIndex,
    pub(super) quads: Vec<Quad>,
    /// Where the glyphs of each line end among the quads.
    pub(super) line_quads: Vec<u32>,
    pub(super) height: f32,
    pub(super) pixels_per_point: f32,
    pub(super) generation: u64,
}

impl Paragraph {
    /// Where each byte stands.
    pub fn index(&self) -> &LineIndex {
        &self.index
    }

    /// Height of all lines in points.
    pub fn height(&self) -> f32 {
        self.height
    }

    /// The scale it was laid out for.
    pub fn pixels_per_point(&self) -> f32 {
        self.pixels_per_point
    }

    /// Whether its glyphs are still where they were when it was laid out.
    pub fn is_of(&self, generation: u64) -> bool {
        self.generation == generation
    }

    /// The glyphs of some lines.
    pub(super) fn quads(&self, lines: Range<usize>) -> &[Quad] {
        let end_of = |line: usize| self.line_quads.get(line).copied().unwrap_or_default() as usize;
        let start = lines.start.checked_sub(1).map_or(0, end_of);
        let end = lines.end.min(self.line_quads.len()).checked_sub(1).map_or(0, end_of);
        self.quads.get(start..end).unwrap_or_default()
    }
}
