//! A few words outside an article: titles, names, notes.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, Painter, Pos2, Vec2, vec2};

use super::ink::{Ink, snap};
use super::paragraph::Paragraph;
use super::style::{Accent, Direction, TextStyle};
use super::typesetter::Typesetter;
use crate::text::graphemes;

/// After how many passes a label that nobody painted is forgotten.
const KEPT_PASSES: u64 = 120;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    text: String,
    style: TextStyle,
    width: u32,
    most_lines: usize,
    scale: u32,
    accents: Vec<(Range<usize>, Accent)>,
}

/// Labels that were laid out lately.
#[derive(Default)]
pub(super) struct Labels {
    kept: HashMap<Key, (Label, u64)>,
    pass: u64,
}

impl Labels {
    /// Forgets labels that were not painted for a while, or whose glyphs have moved.
    pub(super) fn tidy(&mut self, pass: u64, generation: u64) {
        self.pass = pass;
        if pass.is_multiple_of(KEPT_PASSES)
            || self.kept.values().any(|(label, _)| !label.paragraph.is_of(generation))
        {
            self.kept
                .retain(|_, (label, used)| *used + KEPT_PASSES > pass && label.paragraph.is_of(generation));
        }
    }
}

/// A few words that were laid out.
#[derive(Clone, Debug)]
pub struct Label {
    paragraph: Arc<Paragraph>,
    /// Width of the widest line and height of all lines, in points.
    size: Vec2,
    /// From the left of the measure to the left of the widest line, in points.
    left: f32,
    /// Whether words were left out.
    shortened: bool,
}

impl Label {
    /// Width of the widest line and height of all lines, in points.
    pub fn size(&self) -> Vec2 {
        self.size
    }

    /// Whether words were left out because they had no room.
    pub fn is_shortened(&self) -> bool {
        self.shortened
    }

    /// Paints the lines with the left top corner of the measure at `at`: text that is read from the right begins at the
    /// right end of the measure.
    pub fn paint(&self, painter: &Painter, typesetter: &Typesetter, at: Pos2, colour: Color32) {
        let mut ink = Ink::default();
        ink.add(&self.paragraph, 0..self.paragraph.index().lines().len(), at, colour);
        ink.paint(painter, typesetter);
    }

    /// The same, but the left top corner of the words themselves is at `at`.
    pub fn paint_tight(&self, painter: &Painter, typesetter: &Typesetter, at: Pos2, colour: Color32) {
        let shift = snap(vec2(self.left, 0.0), self.paragraph.pixels_per_point());
        self.paint(painter, typesetter, at - shift, colour);
    }

    /// The lines.
    pub fn paragraph(&self) -> &Paragraph {
        &self.paragraph
    }
}

impl Typesetter {
    /// Lays out `text` in at most `most_lines` lines of at most `width` points; what has no room is replaced by "…".
    pub fn label(&mut self, text: &str, style: &TextStyle, width: f32, most_lines: usize) -> Label {
        self.rich(text, &[], style, width, most_lines)
    }

    /// The same where stretches of `text` (bytes) are set apart.
    pub fn rich(
        &mut self,
        text: &str,
        accents: &[(Range<usize>, Accent)],
        style: &TextStyle,
        width: f32,
        most_lines: usize,
    ) -> Label {
        // Tidies first, so that a label is never handed out with glyphs that have moved.
        self.generation();
        let scale = self.pixels_per_point().to_bits();
        let key = Key {
            text: text.to_owned(),
            style: *style,
            width: width.to_bits(),
            most_lines,
            scale,
            accents: accents.to_vec(),
        };
        let pass = self.labels.pass;
        if let Some((label, used)) = self.labels.kept.get_mut(&key) {
            *used = pass;
            return label.clone();
        }
        let label = self.lay_out_label((text, accents), style, width, most_lines.max(1));
        self.labels.kept.insert(key, (label.clone(), pass));
        label
    }

    fn lay_out_label(
        &mut self,
        (text, accents): (&str, &[(Range<usize>, Accent)]),
        style: &TextStyle,
        width: f32,
        most_lines: usize,
    ) -> Label {
        // No label shows more than this many bytes a line; a title of a megabyte is not laid out to be cut.
        const LINE: usize = 1_000;
        let room = text.floor_char_boundary(most_lines * LINE);
        let mut paragraph = self.accented(&text[..room], accents, style, Direction::OfText, width);
        let shortened = room < text.len() || paragraph.index().lines().len() > most_lines;
        if shortened {
            paragraph = self.shorten(text, &paragraph, style, width, most_lines);
        }
        let clusters = (0..paragraph.index().lines().len()).flat_map(|line| paragraph.index().clusters(line));
        let inked = clusters.filter(|cluster| !cluster.blank);
        let (left, right) = inked.fold((f32::MAX, f32::MIN), |(left, right), cluster| {
            (left.min(cluster.left), right.max(cluster.right))
        });
        let left = if right < left { 0.0 } else { left };
        let size = vec2((right - left).max(0.0), paragraph.height());
        Label { paragraph: Arc::new(paragraph), size, left, shortened }
    }

    /// Lays out as much of the beginning of `text` as has room before an ellipsis.
    fn shorten(
        &mut self,
        text: &str,
        whole: &Paragraph,
        style: &TextStyle,
        width: f32,
        most_lines: usize,
    ) -> Paragraph {
        let last = whole.index().lines().iter().take(most_lines).next_back();
        let mut end = last.map_or(0, |line| line.bytes.end as usize);
        loop {
            let kept = text[..end].trim_end();
            let paragraph = self.paragraph(&format!("{kept}…"), style, Direction::OfText, width);
            if paragraph.index().lines().len() <= most_lines || kept.is_empty() {
                return paragraph;
            }
            end = graphemes::previous_grapheme(text, kept.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::fonts::Fallback;
    use crate::ui::shaped::Weight;

    #[test]
    fn a_title_that_is_too_long_ends_in_an_ellipsis_within_its_lines() {
        let mut typesetter = Typesetter::new(&egui::Context::default(), Fallback::None);
        let style = TextStyle::serif(Weight::Strong, 13.0, 1.3);
        for text in [
            "Hundreds missing below Kestrian dam, monitor says, as helicopters take thousands from the roofs",
            "واد تحت الماء: سد ليسك ينهار والجيش والحرس يتبادلان الاتهام بعد ليلة من القصف المتواصل",
            "https://meridian.example/wire/20211012/hundreds-missing-below-kestrian-dam-monitor-says-long",
        ] {
            let label = typesetter.label(text, &style, 180.0, 2);
            assert!(label.is_shortened(), "{text}");
            assert_eq!(label.paragraph().index().lines().len(), 2, "{text}");
            assert!(label.size().x <= 181.0, "{text}: {:?}", label.size());
        }
        let short = typesetter.label("سد ليسك", &style, 180.0, 2);
        assert!(!short.is_shortened());
        assert!(short.size().x > 10.0 && short.left > 60.0, "it begins at the right: {short:?}");
    }

    #[test]
    fn a_label_is_laid_out_once() {
        let mut typesetter = Typesetter::new(&egui::Context::default(), Fallback::None);
        let style = TextStyle::sans(Weight::Regular, 13.0);
        typesetter.label("Ilva Brandt", &style, 100.0, 1);
        let before = typesetter.laid_out();
        typesetter.label("Ilva Brandt", &style, 100.0, 1);
        assert_eq!(typesetter.laid_out(), before);
        assert!(typesetter.label("", &style, 100.0, 1).size().x < 0.1);
    }

    #[test]
    fn emphasis_changes_the_letters_of_every_script() {
        let mut typesetter = Typesetter::new(&egui::Context::default(), Fallback::None);
        let style = TextStyle::serif(Weight::Regular, 40.0, 1.3);
        for text in ["Damm brach", "Плотина", "דוד אורסולן", "العقيد", "कर्नल"]
        {
            let plain = typesetter.label(text, &style, 900.0, 1).size().x;
            for accent in [Accent::Strong, Accent::Italic] {
                let accents = [(0..text.len(), accent)];
                let width = typesetter.rich(text, &accents, &style, 900.0, 1).size().x;
                assert!((width - plain).abs() > 0.5, "{text} {accent:?}: {width}, not {plain}");
            }
        }
    }
}
