//! Where each byte of a paragraph stands, and which byte stands where.

mod steps;

use std::ops::Range;

use egui::{Pos2, Rect, pos2};
use smallvec::SmallVec;

/// A grapheme as far as it lies in one run, and where it stands. Bytes are of the paragraph, lengths are points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Its left edge.
    pub left: f32,
    /// Its right edge.
    pub right: f32,
    /// Whether it is read from right to left.
    pub right_to_left: bool,
    /// Whether it is a space.
    pub blank: bool,
}

/// A line. Lengths are points from the top of the paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Top of its box.
    pub top: f32,
    /// Bottom of its box.
    pub bottom: f32,
    /// Where its letters stand.
    pub baseline: f32,
    /// Its bytes in the paragraph.
    pub bytes: Range<u32>,
    /// Its clusters.
    pub clusters: Range<u32>,
}

/// A part of a stretch of text that is a rectangle on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fragment {
    /// Which line, counted from 0.
    pub line: usize,
    /// Its left edge in points.
    pub left: f32,
    /// Its right edge in points.
    pub right: f32,
    /// Whether the stretch begins or ends at its left edge, rather than going on elsewhere.
    pub ends_left: bool,
    /// The same for its right edge.
    pub ends_right: bool,
}

/// Where each byte of a paragraph stands, and which byte stands where.
#[derive(Debug)]
pub struct LineIndex {
    lines: Vec<Line>,
    /// In the order of their bytes within each line.
    clusters: Vec<Cluster>,
    right_to_left: bool,
    width: f32,
}

impl LineIndex {
    pub(super) fn new(right_to_left: bool, width: f32) -> Self {
        Self { lines: Vec::new(), clusters: Vec::new(), right_to_left, width }
    }

    /// Adds a line with its clusters.
    pub(super) fn push(&mut self, mut line: Line, mut clusters: Vec<Cluster>) {
        clusters.sort_by_key(|cluster| cluster.start);
        let first = self.clusters.len() as u32;
        self.clusters.append(&mut clusters);
        line.clusters = first..self.clusters.len() as u32;
        self.lines.push(line);
    }

    /// The lines from top to bottom.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The clusters of a line in the order of their bytes.
    pub fn clusters(&self, line: usize) -> &[Cluster] {
        let Some(line) = self.lines.get(line) else { return &[] };
        self.clusters.get(line.clusters.start as usize..line.clusters.end as usize).unwrap_or_default()
    }

    /// Whether lines begin at the right.
    pub fn is_right_to_left(&self) -> bool {
        self.right_to_left
    }

    /// The lines that touch the stretch from `top` to `bottom` (points).
    pub fn lines_between(&self, top: f32, bottom: f32) -> Range<usize> {
        let first = self.lines.partition_point(|line| line.bottom <= top);
        let last = self.lines.partition_point(|line| line.top < bottom);
        first..last.max(first)
    }

    /// The line at the height `y` (points), or the nearest one.
    pub fn line_at(&self, y: f32) -> usize {
        self.lines.partition_point(|line| line.bottom <= y).min(self.lines.len().saturating_sub(1))
    }

    /// The line in which the caret before `byte` stands.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.bytes.start as usize <= byte).saturating_sub(1)
    }

    /// The place between two clusters that is nearest to `position` (points), as a byte.
    pub fn byte_at(&self, position: Pos2) -> usize {
        self.byte_in_line(self.line_at(position.y), position.x)
    }

    /// The place in a line that is nearest to `x` (points), as a byte.
    fn byte_in_line(&self, line: usize, x: f32) -> usize {
        let clusters = self.clusters(line);
        let distance = |cluster: &Cluster| (cluster.left - x).max(x - cluster.right).max(0.0);
        let nearest = clusters.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let Some(nearest) = nearest else {
            return self.lines.get(line).map_or(0, |line| line.bytes.start as usize);
        };
        let in_left_half = x < f32::midpoint(nearest.left, nearest.right);
        let before = in_left_half != nearest.right_to_left;
        // The place after the space at which a line was broken is the start of the next line.
        let is_break = nearest.blank && line + 1 < self.lines.len() && clusters.last() == Some(nearest);
        if before || is_break { nearest.start as usize } else { nearest.end as usize }
    }

    /// The cluster under `position` (points), if there is one.
    pub fn cluster_under(&self, position: Pos2) -> Option<&Cluster> {
        let line = self.lines.partition_point(|line| line.bottom <= position.y);
        let inside = |cluster: &&Cluster| (cluster.left..cluster.right).contains(&position.x);
        self.clusters(line).iter().find(inside).filter(|_| position.y >= 0.0)
    }

    /// Where the caret before `byte` stands: its line and its x in points.
    pub fn caret(&self, byte: usize) -> (usize, f32) {
        let line = self.line_of(byte);
        let clusters = self.clusters(line);
        let after = clusters.partition_point(|cluster| cluster.end as usize <= byte);
        let x = match (clusters.get(after), clusters.last()) {
            (Some(cluster), _) => leading_edge(cluster),
            (None, Some(last)) => trailing_edge(last),
            (None, None) if self.right_to_left => self.width,
            (None, None) => 0.0,
        };
        (line, x)
    }

    /// The caret before `byte` as a rectangle without width, in points.
    pub fn caret_rect(&self, byte: usize) -> Rect {
        let (line, x) = self.caret(byte);
        let (top, bottom) = self.lines.get(line).map_or((0.0, 0.0), |line| (line.top, line.bottom));
        Rect::from_min_max(pos2(x, top), pos2(x, bottom))
    }

    /// The rectangles that show `range` (bytes), line by line. Spaces at which a line was broken are left out.
    pub fn fragments(&self, range: Range<usize>, mut each: impl FnMut(Fragment)) {
        let (start, end) = (range.start as u32, range.end as u32);
        if start >= end {
            return;
        }
        let first = self.lines.partition_point(|line| line.bytes.end <= start);
        for (number, line) in self.lines.iter().enumerate().skip(first) {
            if line.bytes.start >= end {
                break;
            }
            let clusters = self.clusters(number);
            let from = clusters.partition_point(|cluster| cluster.end <= start);
            let to = clusters.partition_point(|cluster| cluster.start < end);
            let mut covered = clusters.get(from..to).unwrap_or_default();
            if end > line.bytes.end {
                let hanging = covered.iter().rev().take_while(|cluster| cluster.blank).count();
                covered = &covered[..covered.len() - hanging];
            }
            join(number, covered, start..end, &mut each);
        }
    }

    /// The rectangles that show `range` (bytes), as high as their lines, in points.
    pub fn rects(&self, range: Range<usize>) -> Vec<Rect> {
        let mut rects = Vec::new();
        self.fragments(range, |fragment| {
            let line = &self.lines[fragment.line];
            rects.push(Rect::from_x_y_ranges(fragment.left..=fragment.right, line.top..=line.bottom));
        });
        rects
    }
}

fn leading_edge(cluster: &Cluster) -> f32 {
    if cluster.right_to_left { cluster.right } else { cluster.left }
}

fn trailing_edge(cluster: &Cluster) -> f32 {
    if cluster.right_to_left { cluster.left } else { cluster.right }
}

/// Joins clusters that touch on the screen.
fn join(line: usize, clusters: &[Cluster], range: Range<u32>, each: &mut impl FnMut(Fragment)) {
    // In a line of both directions, a cluster may close the gap between two that stand far apart in the text.
    let mut open: SmallVec<[Fragment; 4]> = SmallVec::new();
    for cluster in clusters {
        let (begins, ends) = (cluster.start <= range.start, cluster.end >= range.end);
        let (ends_left, ends_right) = if cluster.right_to_left { (ends, begins) } else { (begins, ends) };
        let mut whole = Fragment { line, left: cluster.left, right: cluster.right, ends_left, ends_right };
        while let Some(at) = open.iter().rposition(|fragment| fragment.touches(&whole)) {
            whole = open.remove(at).joined(whole);
        }
        open.push(whole);
    }
    open.into_iter().for_each(each);
}

impl Fragment {
    fn touches(&self, other: &Self) -> bool {
        const TOUCHING: f32 = 0.02;
        (self.right - other.left).abs() < TOUCHING || (self.left - other.right).abs() < TOUCHING
    }

    fn joined(self, other: Self) -> Self {
        let (left, right) = if self.left <= other.left { (self, other) } else { (other, self) };
        Self { right: right.right, ends_right: right.ends_right, ..left }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ui::fonts::Fallback;
    use crate::ui::shaped::{Direction, Paragraph, TextStyle, Typesetter, Weight};

    const WIDTH: f32 = 240.0;
    const TEXTS: [&str; 10] = [
        "The governor’s office and the aid agency gave the latter number, but nobody was sure of it.",
        "قال العقيد دافيت أورسولن إن 31 شخصا على الأقل قتلوا يوم الثلاثاء في وادي أورلان",
        "The ministry (وزارة الأشغال) said that 5,000 people had left بشليك on Monday.",
        "ראש הממשלה אמר ב-Reuters כי 12 איש נפצעו",
        "प्रधानमंत्री ने कहा कि नि क्षि स्त्री बाँध टूट गया है और लोग चले गए हैं",
        "a 👨🏻‍🚒 and 🇩🇪 e\u{301}te\u{301} 👩‍👩‍👧‍👦 firemen",
        "政府表示，至少有三十一人在大坝决堤后死亡，另有六十四人失踪。救援仍在继续。",
        "",
        "   ",
        "\t x \u{b} y \u{85} z",
    ];

    fn typesetter() -> Typesetter {
        Typesetter::new(&egui::Context::default(), Fallback::None)
    }

    fn lay(typesetter: &mut Typesetter, text: &str) -> Paragraph {
        let style = TextStyle::serif(Weight::Regular, 17.5, 1.7);
        typesetter.paragraph(text, &style, Direction::OfText, WIDTH)
    }

    fn carets(index: &LineIndex) -> Vec<usize> {
        let clusters = (0..index.lines().len()).flat_map(|line| index.clusters(line));
        let mut bytes: Vec<usize> = clusters.map(|cluster| cluster.start as usize).collect();
        bytes.sort_unstable();
        bytes.dedup();
        bytes
    }

    #[test]
    fn the_middle_of_a_cluster_leads_back_to_it() {
        let mut typesetter = typesetter();
        for text in TEXTS {
            let paragraph = lay(&mut typesetter, text);
            let index = paragraph.index();
            for (number, line) in index.lines().iter().enumerate() {
                for cluster in index.clusters(number).iter().filter(|cluster| cluster.right > cluster.left) {
                    let y = f32::midpoint(line.top, line.bottom);
                    let x = f32::midpoint(cluster.left, cluster.right);
                    let found = index.cluster_under(pos2(x, y)).unwrap();
                    assert_eq!(found, cluster, "{text:?}");
                    let (start, end) = (cluster.start as usize, cluster.end as usize);
                    let left = index.byte_at(pos2(cluster.left + 0.05, y));
                    let leading = if cluster.right_to_left { end } else { start };
                    let hangs = cluster.blank && number + 1 < index.lines().len();
                    assert!(left == leading || hangs, "{text:?}: {left}, not {leading}");
                }
            }
        }
    }

    #[test]
    fn no_place_inside_a_grapheme_can_be_hit() {
        let mut typesetter = typesetter();
        for text in TEXTS {
            for byte in carets(lay(&mut typesetter, text).index()) {
                assert!(text.is_char_boundary(byte), "{text:?} at {byte}");
            }
        }
        let text = "e\u{301}te\u{301} नि";
        let index = lay(&mut typesetter, text).index;
        assert_eq!(carets(&index), [0, 3, 4, 7, 8]);
    }

    #[test]
    fn a_line_of_a_paragraph_that_starts_in_arabic_begins_at_the_right() {
        let mut typesetter = typesetter();
        let paragraph = lay(&mut typesetter, TEXTS[1]);
        assert!(paragraph.index().is_right_to_left());
        let (line, x) = paragraph.index().caret(0);
        assert_eq!(line, 0);
        assert!((x - WIDTH).abs() < 1.0, "{x}");
        assert!(!lay(&mut typesetter, TEXTS[2]).index().is_right_to_left());
        assert_eq!(lay(&mut typesetter, "").index().caret(0), (0, 0.0));
    }

    #[test]
    fn a_stretch_in_both_directions_is_lit_in_two_places() {
        let mut typesetter = typesetter();
        let text = "a ابجد b";
        let index = lay(&mut typesetter, text).index;
        // From "a " into the middle of the Arabic word: its first letters stand at its right end.
        let rects = index.rects(0..6);
        assert_eq!(rects.len(), 2, "{rects:?}");
        assert!(rects[0].right() < rects[1].left());
        assert_eq!(index.rects(0..text.len()).len(), 1);
    }

    #[test]
    fn inner_edges_of_a_stretch_over_several_lines_do_not_end_it() {
        let mut typesetter = typesetter();
        let index = lay(&mut typesetter, TEXTS[0]).index;
        let mut fragments = Vec::new();
        index.fragments(4..TEXTS[0].len() - 1, |fragment| fragments.push(fragment));
        assert!(fragments.len() >= 3, "{fragments:?}");
        let edges: Vec<(bool, bool)> = fragments.iter().map(|f| (f.ends_left, f.ends_right)).collect();
        assert_eq!(edges[0], (true, false));
        assert!(edges[1..edges.len() - 1].iter().all(|edge| *edge == (false, false)));
        assert_eq!(edges[edges.len() - 1], (false, true));
        assert!(fragments.iter().all(|fragment| fragment.right <= WIDTH), "a space hangs: {fragments:?}");
    }

    #[test]
    fn arrows_move_over_the_whole_line_as_it_is_seen() {
        let mut typesetter = typesetter();
        for text in TEXTS {
            let index = lay(&mut typesetter, text).index;
            let last = index.lines().len() - 1;
            for rightwards in [true, false] {
                let forwards = rightwards != index.is_right_to_left();
                let mut at = if forwards { index.entry(0, true) } else { index.entry(last, false) };
                let mut steps = 0;
                while let Some(next) = index.beside(at, rightwards) {
                    let ((line, x), (next_line, next_x)) = (index.caret(at), index.caret(next));
                    let onwards = if rightwards { next_x > x } else { next_x < x };
                    assert!(next_line != line || onwards, "{text:?}: from {at} to {next}");
                    (at, steps) = (next, steps + 1);
                    assert!(steps <= text.len() + 1, "{text:?} goes round");
                }
                let expected = if forwards { index.entry(last, false) } else { index.entry(0, true) };
                assert_eq!(at, expected, "{text:?}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn what_is_lit_is_what_is_hit(
            words in prop::collection::vec(prop::sample::select(vec![
                "flood", "سد", "ليسك", "31", "(", ")", "the", "«قال»", "ab", "שלום", "👨🏻‍🚒", "e\u{301}",
            ]), 1..14),
            from in 0..100_usize,
            to in 0..100_usize,
        ) {
            let text = words.join(" ");
            let mut typesetter = typesetter();
            let index = lay(&mut typesetter, &text).index;
            let carets = carets(&index);
            let (from, to) = (carets[from % carets.len()], carets[to % carets.len()]);
            let range = from.min(to)..from.max(to);
            let rects = index.rects(range.clone());
            for (number, line) in index.lines().iter().enumerate() {
                let y = f32::midpoint(line.top, line.bottom);
                for cluster in index.clusters(number) {
                    let hangs = cluster.blank && range.end > line.bytes.end as usize;
                    if cluster.right - cluster.left < 0.5 || hangs {
                        continue;
                    }
                    let x = f32::midpoint(cluster.left, cluster.right);
                    let lit = rects.iter().any(|rect| rect.contains(pos2(x, y)));
                    prop_assert_eq!(lit, range.contains(&(cluster.start as usize)), "{:?} in {:?}", cluster, text);
                }
            }
        }
    }
}
