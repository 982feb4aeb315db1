//! Lines in the order in which they are read, column by column.

use std::ops::Range;

use super::lines::{Line, rows};
use super::paragraphs::is_larger;

/// How many lines of a page are put in order at most; with more of them it is no page of text.
const LINES: usize = 3_000;
/// How many places are tried at which columns may part.
const PLACES: usize = 200;
/// How often a part of a page is cut.
const DEEPEST: usize = 20;
/// How wide the gap between columns is at least, and how wide a column, in parts of the size of type.
const GUTTER: f64 = 0.8;
const COLUMN: f64 = 7.0;

/// The parts of a page in the order in which they are read, each with its lines from the top down.
pub(super) fn blocks(mut lines: Vec<Line>) -> Vec<Vec<Line>> {
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let rtl = lines.iter().filter(|line| line.is_rtl).count();
    let page =
        Page { size: median(lines.iter().map(|line| line.size).collect()), is_rtl: rtl * 2 > lines.len() };
    let mut blocks = Vec::new();
    let depth = if lines.len() > LINES { 0 } else { DEEPEST };
    page.cut(lines, depth, &mut blocks);
    blocks
}

/// The value in the middle; none of none.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// What holds for all parts of a page.
struct Page {
    /// The size of most of its type, in points.
    size: f64,
    /// Whether its first column is at the right.
    is_rtl: bool,
}

/// Lines that follow each other from the top down and stand in two columns or more.
struct Band {
    lines: Range<usize>,
    /// Where two of its columns part, in points from the left.
    gutter: f64,
}

impl Page {
    /// Adds the parts of `lines`, which are in order from the top down: what is above the largest band of columns, what is
    /// at either side of its gutter, what is below it.
    fn cut(&self, mut lines: Vec<Line>, depth: usize, blocks: &mut Vec<Vec<Line>>) {
        if lines.is_empty() {
            return;
        }
        let band = if depth > 0 { self.band(&lines) } else { None };
        let Some(band) = band else {
            blocks.push(lines);
            return;
        };
        let below = lines.split_off(band.lines.end);
        let columns = lines.split_off(band.lines.start);
        let (left, right): (Vec<Line>, Vec<Line>) =
            columns.into_iter().partition(|line| line.right <= band.gutter);
        let columns = if self.is_rtl { [right, left] } else { [left, right] };
        self.cut(lines, depth - 1, blocks);
        for column in columns {
            self.cut(column, depth - 1, blocks);
        }
        self.cut(below, depth - 1, blocks);
    }

    /// The band of columns with the most lines.
    fn band(&self, lines: &[Line]) -> Option<Band> {
        let mut best: Option<Band> = None;
        for gutter in self.gutters(lines) {
            let mut start = 0;
            for (end, line) in lines.iter().enumerate() {
                if self.goes_across(line, gutter) {
                    self.take_longer(lines, start..end, gutter, &mut best);
                    start = end + 1;
                }
            }
            self.take_longer(lines, start..lines.len(), gutter, &mut best);
        }
        best
    }

    /// Puts the band in place of the `best` if it is one and has more lines.
    fn take_longer(&self, lines: &[Line], mut band: Range<usize>, gutter: f64, best: &mut Option<Band>) {
        // The last line of a headline may be as short as a column.
        while lines.get(band.start).is_some_and(|line| is_larger(line.size, self.size)) && !band.is_empty() {
            band.start += 1;
        }
        let most = best.as_ref().map_or(0, |best| best.lines.len());
        if band.len() > most && self.has_columns(&lines[band.clone()], gutter) {
            *best = Some(Band { lines: band, gutter });
        }
    }

    /// Whether a line goes across the gap between two columns.
    fn goes_across(&self, line: &Line, gutter: f64) -> bool {
        let half = GUTTER * self.size / 2.0;
        line.left < gutter + half && line.right > gutter - half
    }

    /// Places at which columns may part: the middles of gaps within rows.
    fn gutters(&self, lines: &[Line]) -> Vec<f64> {
        let mut places: Vec<i64> = Vec::new();
        for mut row in rows(lines, |line| (line.baseline, line.size)) {
            row.sort_by(|a, b| a.left.total_cmp(&b.left));
            let gaps = row.windows(2).filter(|pair| pair[1].left - pair[0].right >= GUTTER * self.size);
            places.extend(gaps.map(|pair| f64::midpoint(pair[0].right, pair[1].left).round() as i64));
        }
        places.sort_unstable();
        places.dedup();
        places.truncate(PLACES);
        places.into_iter().map(|place| place as f64).collect()
    }

    /// Whether `lines` are columns at both sides of `gutter`.
    fn has_columns(&self, lines: &[Line], gutter: f64) -> bool {
        let (left, right): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| line.right <= gutter);
        self.is_column(&left) && self.is_column(&right) && stand_beside_each_other(&left, &right)
    }

    /// Whether these are lines of text, and not numbers of a list or cells of a table.
    fn is_column(&self, lines: &[&Line]) -> bool {
        let rows = rows(lines, |line| (line.baseline, line.size));
        let width = |row: &Vec<&Line>| {
            let (left, right) = extent(row.iter().map(|line| (line.left, line.right)));
            right - left
        };
        rows.len() >= 2 && median(rows.iter().map(width).collect()) >= COLUMN * self.size
    }
}

/// Whether the lower one begins well above the end of the upper one.
fn stand_beside_each_other(left: &[&Line], right: &[&Line]) -> bool {
    let height = |lines: &[&Line]| extent(lines.iter().map(|line| (line.top(), line.bottom())));
    let (left, right) = (height(left), height(right));
    let shared = left.1.min(right.1) - left.0.max(right.0);
    shared > 0.5 * f64::min(left.1 - left.0, right.1 - right.0)
}

/// From the first beginning to the last end.
fn extent(stretches: impl Iterator<Item = (f64, f64)>) -> (f64, f64) {
    stretches.fold((f64::INFINITY, f64::NEG_INFINITY), |all, one| (all.0.min(one.0), all.1.max(one.1)))
}
