//! How one piece is laid out, with what stands above and below it, and how high it is before it was.

use super::{Column, Laid};
use crate::ui::article::pieces::Piece;
use crate::ui::article::sections::Kind;
use crate::ui::shaped::{Direction, Typesetter};

/// How much of a paragraph is read to find its direction when it is laid out in pieces.
const DIRECTION_BYTES: usize = 2_000;

impl Column {
    /// Lays out the piece `at`, unless it is.
    pub(in crate::ui::article) fn lay(&mut self, typesetter: &mut Typesetter, at: usize) {
        let generation = typesetter.generation();
        if self.laid.get(&at).is_some_and(|laid| laid.paragraph.is_of(generation)) {
            return;
        }
        let Some(&piece) = self.pieces.get(at) else { return };
        let kind = self.sections.kind(at, piece);
        let direction = self.direction(typesetter, piece);
        let body = self.body.clone();
        let width =
            if kind == Kind::Aside { self.setting.width - self.setting.indent } else { self.setting.width };
        let paragraph =
            typesetter.paragraph(&body.text()[piece.bytes()], &self.setting.style(kind), direction, width);
        let above = self.above(at);
        self.heights.set(at, above + paragraph.height() + self.below(at, kind));
        self.laid.insert(at, Laid { paragraph, kind, above, used: self.frame });
    }

    /// A later piece of a paragraph runs as its first one does.
    fn direction(&self, typesetter: &mut Typesetter, piece: Piece) -> Direction {
        if !piece.continues {
            return Direction::OfText;
        }
        let text = self.body.text();
        let before = self.pieces.partition_point(|other| other.start <= piece.start);
        let first = self.pieces[..before].iter().rev().find(|other| !other.continues);
        let start = first.map_or(0, |first| first.start as usize);
        let end = text.floor_char_boundary(start + DIRECTION_BYTES);
        if typesetter.is_right_to_left(&text[start..end]) {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        }
    }

    /// The piece that title and dateline stand beside.
    fn front(&self) -> usize {
        self.sections.headline().unwrap_or(0)
    }

    fn above(&self, at: usize) -> f32 {
        let top = if at == 0 { self.setting.top } else { 0.0 };
        top + if at == self.front() { self.setting.front_above } else { 0.0 }
    }

    fn below(&self, at: usize, kind: Kind) -> f32 {
        let front = if self.sections.headline() == Some(at) { self.setting.front_below } else { 0.0 };
        let next = self.pieces.get(at + 1);
        let gap = match next {
            None => self.setting.bottom,
            Some(next) if next.continues || next.is_empty() || kind == Kind::Blank => 0.0,
            Some(_) => self.setting.paragraph_gap,
        };
        front + gap
    }

    /// About how high the piece `at` is, without laying it out.
    pub(super) fn estimate(&self, at: usize) -> f32 {
        let Some(&piece) = self.pieces.get(at) else { return 0.0 };
        let kind = self.sections.kind(at, piece);
        let style = self.setting.style(kind);
        let per_line = (self.setting.width / (style.size * self.setting.character)).max(1.0);
        let lines = (piece.bytes().len() as f32 / per_line).ceil().max(1.0);
        self.above(at) + lines * style.size * style.leading + self.below(at, kind)
    }
}
