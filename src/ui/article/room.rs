//! Where there is room for a few words between the lines.

use egui::{Pos2, Rect, Vec2};

use super::sheet::Sheet;
use crate::ui::theme::Look;

/// How much worse it is to cover other words of ours than letters of the article.
const OURS: f32 = 8.0;
/// How much worse it is to cover a mark that is under work than letters.
const UNDER_WORK: f32 = 4.0;

/// How much worse each place is than the one before it, in square points of letters: of two that are as free, the first.
const LATER: f32 = 0.5;

/// What is on the page already.
pub(super) struct Room<'a> {
    sheet: &'a Sheet<'a>,
    look: Look<'a>,
    ours: Vec<Rect>,
    under_work: Vec<Rect>,
}

impl<'a> Room<'a> {
    /// A page with nothing but its letters.
    pub(super) fn new(sheet: &'a Sheet<'a>, look: Look<'a>) -> Self {
        Self { sheet, look, ours: Vec::new(), under_work: Vec::new() }
    }

    /// Keeps words of ours off `rect`, as far as that can be done.
    pub(super) fn keep_off(&mut self, rect: Rect) {
        self.under_work.push(rect);
    }

    /// Takes the place, of those around `centres` (the best first), at which words of `size` cover least, all in points.
    pub(super) fn take(&mut self, size: Vec2, centres: impl IntoIterator<Item = Pos2>, within: Rect) -> Rect {
        let mut best: Option<(f32, Rect)> = None;
        for (rank, centre) in centres.into_iter().enumerate() {
            let rect = inside(Rect::from_center_size(centre, size), within);
            let cost = self.covered(rect) + rank as f32 * LATER;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, rect));
            }
        }
        let rect = best.map_or(Rect::NOTHING, |(_, rect)| rect);
        self.ours.push(rect);
        rect
    }

    /// How much `rect` covers, in square points, weighed by how bad that is.
    fn covered(&self, rect: Rect) -> f32 {
        let over = |other: &Rect| area(rect.intersect(*other));
        let ours: f32 = self.ours.iter().map(over).sum();
        let under_work: f32 = self.under_work.iter().map(over).sum();
        self.letters(rect) + OURS * ours + UNDER_WORK * under_work
    }

    fn letters(&self, rect: Rect) -> f32 {
        let marks = self.look.theme.marks;
        let mut sum = 0.0;
        for strip in self.sheet.strips() {
            let Some(index) = self.sheet.index(strip) else { continue };
            for (at, line) in index.lines().iter().enumerate().take(strip.lines.end).skip(strip.lines.start) {
                let baseline = strip.origin.y + line.baseline;
                let band = baseline - marks.ascent * strip.size..=baseline + marks.descent * strip.size;
                if *band.start() > rect.bottom() || *band.end() < rect.top() {
                    continue;
                }
                let inked = index.clusters(at).iter().filter(|cluster| !cluster.blank);
                let (left, right) = inked.fold((f32::MAX, f32::MIN), |(left, right), cluster| {
                    (left.min(cluster.left), right.max(cluster.right))
                });
                let letters = Rect::from_x_y_ranges(strip.origin.x + left..=strip.origin.x + right, band);
                sum += area(rect.intersect(letters));
            }
        }
        sum
    }
}

fn area(rect: Rect) -> f32 {
    if rect.is_positive() { rect.area() } else { 0.0 }
}

/// `rect` moved so that it lies in `within`, as far as it has room there.
fn inside(rect: Rect, within: Rect) -> Rect {
    let x = rect.left().min(within.right() - rect.width()).max(within.left());
    let y = rect.top().min(within.bottom() - rect.height()).max(within.top());
    Rect::from_min_size(Pos2::new(x, y), rect.size())
}
