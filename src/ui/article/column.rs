//! The column of text: which pieces are on the screen and where, of a body of any length.
//!
//! Only what is seen is laid out. The scroll position is a piece and a distance into it, so that a height that turns out
//! to be another than was estimated moves nothing on the screen.

mod laying;

use std::collections::HashMap;

use super::heights::Heights;
use super::pieces::{self, Piece};
use super::sections::{Kind, Sections};
use super::setting::Setting;
use crate::model::body::Body;
use crate::ui::shaped::{Paragraph, Typesetter};

/// Layouts that were not on the screen for so many frames are dropped.
const KEPT_FRAMES: u64 = 90;

/// A piece that was laid out.
#[derive(Debug)]
pub(super) struct Laid {
    pub(super) paragraph: Paragraph,
    pub(super) kind: Kind,
    /// From the top of the piece to the first line, in points.
    pub(super) above: f32,
    used: u64,
}

/// A piece on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Row {
    /// Which piece.
    pub(super) piece: usize,
    /// From the top of the view to the top of the piece, in points.
    pub(super) top: f32,
}

/// A scroll position: what is at the top of the view.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Anchor {
    /// Which piece.
    pub(super) piece: usize,
    /// How far into it, in points.
    pub(super) into: f64,
}

/// The column of text.
#[derive(Debug)]
pub(super) struct Column {
    body: Body,
    pieces: Vec<Piece>,
    sections: Sections,
    setting: Setting,
    heights: Heights,
    laid: HashMap<usize, Laid>,
    anchor: Anchor,
    /// The byte that stays at the top when everything is laid out anew.
    keep: Option<usize>,
    frame: u64,
    rows: Vec<Row>,
}

impl Column {
    pub(super) fn new(body: &Body) -> Self {
        Self {
            body: body.clone(),
            pieces: pieces::pieces(body.text()),
            sections: Sections::default(),
            setting: Setting::default(),
            heights: Heights::default(),
            laid: HashMap::new(),
            anchor: Anchor::default(),
            keep: None,
            frame: 0,
            rows: Vec::new(),
        }
    }

    pub(super) fn body(&self) -> &Body {
        &self.body
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    pub(super) fn sections(&self) -> &Sections {
        &self.sections
    }

    pub(super) fn setting(&self) -> &Setting {
        &self.setting
    }

    /// The pieces on the screen, from top to bottom, as the last [`Column::settle`] found them.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The piece `at` if it is laid out, which all pieces on the screen are.
    pub(super) fn laid(&self, at: usize) -> Option<&Laid> {
        self.laid.get(&at)
    }

    /// How a piece is set in from the left of the column, in points.
    pub(super) fn indent(&self, kind: Kind, right_to_left: bool) -> f32 {
        if kind == Kind::Aside && !right_to_left { self.setting.indent } else { 0.0 }
    }

    /// Size of the letters of a kind of text, in points.
    pub(super) fn size(&self, kind: Kind) -> f32 {
        self.setting.style(kind).size
    }

    /// Everything is laid out anew if `setting` or `sections` are new; what is at the top stays there.
    pub(super) fn set(&mut self, setting: Setting, sections: Sections) {
        if self.setting == setting && self.sections == sections {
            return;
        }
        self.keep = self.keep.or_else(|| self.first_visible());
        self.setting = setting;
        self.sections = sections;
        self.laid.clear();
        let estimates = (0..self.pieces.len()).map(|at| self.estimate(at)).collect();
        self.heights = Heights::new(estimates);
    }

    /// The first byte of the first line on the screen; `None` at the very top.
    pub(super) fn first_visible(&self) -> Option<usize> {
        let piece = self.pieces.get(self.anchor.piece)?;
        if self.anchor.piece == 0 && self.anchor.into < 1.0 {
            return None;
        }
        let laid = self.laid.get(&self.anchor.piece)?;
        let into = self.anchor.into as f32 - laid.above;
        let line = laid.paragraph.index().lines().get(laid.paragraph.index().line_at(into))?;
        Some(piece.start as usize + line.bytes.start as usize)
    }

    /// Puts the line of `byte` at the top when the column is next settled.
    pub(super) fn put_at_top(&mut self, byte: usize) {
        self.keep = Some(byte);
    }

    /// Scrolls down by so many points.
    pub(super) fn scroll_by(&mut self, distance: f64) {
        self.anchor.into += distance;
    }

    /// Scrolls to a depth below the top of everything, in points.
    pub(super) fn scroll_to(&mut self, depth: f64) {
        let (piece, into) = self.heights.at(depth);
        self.anchor = Anchor { piece, into };
    }

    /// Scrolls to `anchor`, less `above` points.
    pub(super) fn scroll_to_anchor(&mut self, anchor: Anchor, above: f64) {
        self.anchor = Anchor { piece: anchor.piece, into: anchor.into - above };
    }

    /// How far below the top of everything the view begins, in points.
    pub(super) fn depth(&self) -> f64 {
        self.depth_of(self.anchor)
    }

    /// How far below the top of everything `anchor` is, in points.
    pub(super) fn depth_of(&self, anchor: Anchor) -> f64 {
        self.heights.before(anchor.piece) + anchor.into
    }

    /// Height of everything in points; an estimate of what was never on the screen.
    pub(super) fn total(&self) -> f64 {
        self.heights.total()
    }

    /// Where the line of `byte` begins.
    pub(super) fn anchor_of(&mut self, typesetter: &mut Typesetter, byte: usize) -> Anchor {
        let at = pieces::piece_of(&self.pieces, byte);
        self.lay(typesetter, at);
        let into = self.laid.get(&at).zip(self.pieces.get(at)).map_or(0.0, |(laid, piece)| {
            let index = laid.paragraph.index();
            let line = index.line_of(byte.saturating_sub(piece.start as usize));
            laid.above + index.lines().get(line).map_or(0.0, |line| line.top)
        });
        Anchor { piece: at, into: f64::from(into) }
    }

    /// Lays out what a view of `height` points shows, and finds where it stands.
    pub(super) fn settle(&mut self, typesetter: &mut Typesetter, height: f32) {
        self.frame += 1;
        if let Some(byte) = self.keep.take() {
            self.anchor = self.anchor_of(typesetter, byte);
        }
        // Far away, estimates are as good as what would have to be laid out on the way.
        let far = f64::from(height) * 3.0;
        if self.anchor.into < -far || self.anchor.into > far + f64::from(self.heights.get(self.anchor.piece))
        {
            self.scroll_to(self.depth());
        }
        self.walk(typesetter);
        let shown = self.fill(typesetter, height);
        if shown < height && self.anchor != Anchor::default() {
            self.anchor.into -= f64::from(height - shown);
            self.walk(typesetter);
            self.fill(typesetter, height);
        }
        let (frame, rows) = (self.frame, &self.rows);
        for row in rows {
            if let Some(laid) = self.laid.get_mut(&row.piece) {
                laid.used = frame;
            }
        }
        if frame.is_multiple_of(KEPT_FRAMES) {
            self.laid.retain(|_, laid| laid.used + KEPT_FRAMES > frame);
        }
    }

    /// Moves the anchor into the piece that it is really in.
    fn walk(&mut self, typesetter: &mut Typesetter) {
        self.lay(typesetter, self.anchor.piece);
        while self.anchor.into < 0.0 {
            if self.anchor.piece == 0 {
                self.anchor.into = 0.0;
                break;
            }
            self.anchor.piece -= 1;
            self.lay(typesetter, self.anchor.piece);
            self.anchor.into += f64::from(self.heights.get(self.anchor.piece));
        }
        while self.anchor.piece + 1 < self.pieces.len() {
            let height = f64::from(self.heights.get(self.anchor.piece));
            if self.anchor.into < height {
                break;
            }
            self.anchor.into -= height;
            self.anchor.piece += 1;
            self.lay(typesetter, self.anchor.piece);
        }
    }

    /// Lays out pieces from the anchor down to the bottom of the view; how far down there is anything, in points.
    fn fill(&mut self, typesetter: &mut Typesetter, height: f32) -> f32 {
        self.rows.clear();
        let mut top = -(self.anchor.into as f32);
        let mut piece = self.anchor.piece;
        while top < height && piece < self.pieces.len() {
            self.lay(typesetter, piece);
            self.rows.push(Row { piece, top });
            top += self.heights.get(piece);
            piece += 1;
        }
        top
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ui::fonts::Fallback;
    use crate::ui::theme::Theme;

    const VIEW: f32 = 800.0;

    fn setting(width: f32) -> Setting {
        Setting::new(&Theme::built_in(), 17.5, width, 1.0)
    }

    fn open(text: &str) -> (Column, Typesetter) {
        let mut typesetter = Typesetter::new(&egui::Context::default(), Fallback::None);
        let mut column = Column::new(&Body::new(text));
        column.set(setting(560.0), Sections::default());
        column.settle(&mut typesetter, VIEW);
        (column, typesetter)
    }

    /// Paragraphs of which many are far higher or lower than their number of bytes suggests.
    fn uneven() -> String {
        let parts = ["iiii llll ", "政府表示，至少三十一人", "WWW MMM ", "قال الوزير "];
        (0..400)
            .map(|at| parts[at % 4].repeat(3 + at * 7 % 60) + if at % 3 == 0 { "\r\n\r\n" } else { "\n" })
            .collect()
    }

    fn tops(column: &Column) -> BTreeMap<usize, f32> {
        column.rows().iter().map(|row| (row.piece, row.top)).collect()
    }

    #[test]
    fn a_height_that_was_estimated_wrong_moves_nothing() {
        let (mut column, mut typesetter) = open(&uneven());
        column.scroll_to(column.total() / 2.0);
        column.settle(&mut typesetter, VIEW);
        let total = column.total();
        for step in [-90.0, -250.0, 40.0, -700.0, 300.0, -90.0, -1_200.0] {
            let before = tops(&column);
            column.scroll_by(step);
            column.settle(&mut typesetter, VIEW);
            let after = tops(&column);
            let mut stayed = 0;
            for (piece, top) in &before {
                if let Some(now) = after.get(piece) {
                    assert!(
                        (top - now - step as f32).abs() < 0.05,
                        "{step}: piece {piece} from {top} to {now}"
                    );
                    stayed += 1;
                }
            }
            assert!(stayed > 0 || step.abs() > f64::from(VIEW), "{step}");
        }
        assert!((column.total() - total).abs() > 1.0, "no estimate was wrong, so this shows nothing");
    }

    #[test]
    fn rows_follow_each_other_and_fill_the_view() {
        let (mut column, mut typesetter) = open(&uneven());
        for _ in 0..300 {
            column.scroll_by(333.0);
            column.settle(&mut typesetter, VIEW);
            let rows = column.rows();
            assert!(rows[0].top <= 0.01);
            for pair in rows.windows(2) {
                let height = column.heights.get(pair[0].piece);
                assert_eq!(pair[0].piece + 1, pair[1].piece);
                assert!((pair[0].top + height - pair[1].top).abs() < 0.01);
            }
            let last = rows[rows.len() - 1];
            assert!(last.top + column.heights.get(last.piece) >= VIEW - 0.01);
        }
        assert!((column.depth() + f64::from(VIEW) - column.total()).abs() < 0.1, "it stops at the end");
    }

    #[test]
    fn of_ten_megabytes_in_one_line_only_what_is_seen_is_laid_out() {
        let (mut column, mut typesetter) = open(&"minister ".repeat(1_200_000));
        assert!(typesetter.laid_out() <= 2, "{}", typesetter.laid_out());
        for part in [1.0, 0.3, 0.7, 0.0] {
            let before = typesetter.laid_out();
            column.scroll_to(column.total() * part);
            column.settle(&mut typesetter, VIEW);
            assert!(typesetter.laid_out() - before <= 3, "{part}: {}", typesetter.laid_out() - before);
        }
    }

    #[test]
    fn a_later_piece_of_an_arabic_paragraph_begins_at_the_right_even_if_it_starts_in_latin() {
        let text = format!("{}{}", "قال الوزير ".repeat(1_000), "Reuters and others ".repeat(2_000));
        let (mut column, mut typesetter) = open(&text);
        let last = column.pieces().len() - 1;
        assert!(last > 0);
        column.lay(&mut typesetter, last);
        assert!(column.laid(last).unwrap().paragraph.index().is_right_to_left());
    }

    #[test]
    fn nothing_and_blanks_can_be_shown() {
        for text in
            ["", " ", "   \u{a0} ", "\n", "\r\n\r\n", "\u{2028}\t\n\u{b}", "\u{feff}x", "\u{10ffff}\u{e000}"]
        {
            let (mut column, mut typesetter) = open(text);
            assert!(!column.rows().is_empty(), "{text:?}");
            column.scroll_by(1_000.0);
            column.settle(&mut typesetter, VIEW);
            assert_eq!(column.anchor, Anchor::default(), "{text:?}");
        }
    }

    #[test]
    fn what_is_at_the_top_stays_there_at_another_width() {
        let (mut column, mut typesetter) = open(&uneven());
        column.scroll_to(column.total() / 3.0);
        column.settle(&mut typesetter, VIEW);
        let top = column.first_visible().unwrap();
        for width in [300.0, 700.0, 560.0] {
            column.set(setting(width), Sections::default());
            column.settle(&mut typesetter, VIEW);
            let now = column.first_visible().unwrap();
            assert!(now <= top && top - now < 300, "{width}: {top} became {now}");
        }
        let anchor = column.anchor_of(&mut typesetter, top);
        assert_eq!(anchor.piece, column.anchor.piece);
    }
}
