//! Lays out text.

use std::ops::Range;

use egui::TextureId;
use parley::{
    Alignment, AlignmentOptions, BaseDirection, FontContext, FontStyle, GlyphRun, Layout, LayoutContext,
    LineHeight, OverflowWrap, PositionedLayoutItem, StyleProperty,
};
use swash::scale::ScaleContext;

use super::atlas::{Atlas, GlyphKey, Slot};
use super::ink::Quad;
use super::label::Labels;
use super::line_index::{Cluster, Line, LineIndex};
use super::paragraph::Paragraph;
use super::raster::{self, Glyph};
use super::style::{Accent, Direction, Family, TextStyle, Weight};
use crate::ui::fonts::{self, Fallback};

/// Lays out text and keeps the pictures of its glyphs. One for the whole window.
pub struct Typesetter {
    ctx: egui::Context,
    fonts: FontContext,
    fallback: Fallback,
    layouts: LayoutContext<()>,
    scaling: ScaleContext,
    atlas: Atlas,
    /// The family of text to read, where the person has chosen one.
    reading: Option<String>,
    /// How often another family was chosen.
    readings: u32,
    pub(super) labels: Labels,
    /// The pass of egui in which the atlas was tidied.
    tidied: u64,
    laid_out: u64,
}

impl Typesetter {
    /// A typesetter for the window of `ctx`.
    pub fn new(ctx: &egui::Context, fallback: Fallback) -> Self {
        let (fonts, fallback) = fonts::context(fallback);
        Self {
            ctx: ctx.clone(),
            fonts,
            fallback,
            layouts: LayoutContext::new(),
            scaling: ScaleContext::new(),
            atlas: Atlas::new(ctx),
            reading: None,
            readings: 0,
            labels: Labels::default(),
            tidied: 0,
            laid_out: 0,
        }
    }

    /// Sets text to read in `family`, or in the built-in one. To be called before anything is laid out in a frame.
    pub fn read_in(&mut self, family: Option<&str>) {
        if self.reading.as_deref() != family {
            self.reading = family.map(str::to_owned);
            self.readings += 1;
            self.atlas.renew();
            self.labels = Labels::default();
        }
    }

    /// Goes up when text to read is set in another family.
    pub fn readings(&self) -> u32 {
        self.readings
    }

    /// The families that text can be set in, by name, ours first.
    pub fn families(&mut self) -> Vec<String> {
        let mut names: Vec<String> = self.fonts.collection.family_names().map(str::to_owned).collect();
        // Names with a dot before them are the system's own, not for people to choose.
        names.retain(|name| !name.starts_with('.'));
        names.sort_by_cached_key(|name| (name != fonts::SERIF, name.to_lowercase()));
        names.dedup();
        names
    }

    /// Goes up when glyphs have moved: whoever keeps paragraphs of another generation lays them out again before
    /// painting them. It never changes between two calls in the same frame.
    pub fn generation(&mut self) -> u64 {
        self.tidy();
        self.atlas.generation()
    }

    /// Where letters come from that no built-in face has.
    pub fn fallback(&self) -> Fallback {
        self.fallback
    }

    /// Physical pixels in a point.
    pub fn pixels_per_point(&self) -> f32 {
        self.ctx.pixels_per_point()
    }

    /// How many paragraphs were laid out so far.
    pub fn laid_out(&self) -> u64 {
        self.laid_out
    }

    /// Lays out `text`, which is one paragraph, in lines of at most `width` points.
    pub fn paragraph(
        &mut self,
        text: &str,
        style: &TextStyle,
        direction: Direction,
        width: f32,
    ) -> Paragraph {
        self.accented(text, &[], style, direction, width)
    }

    /// The same where stretches of `text` (bytes) are set apart.
    pub(super) fn accented(
        &mut self,
        text: &str,
        accents: &[(Range<usize>, Accent)],
        style: &TextStyle,
        direction: Direction,
        width: f32,
    ) -> Paragraph {
        self.tidy();
        self.laid_out += 1;
        let layout = self.layout((text, accents), style, direction, width);
        let scale = self.pixels_per_point();
        let mut index = LineIndex::new(layout.is_rtl(), width);
        let mut quads = Vec::with_capacity(text.len());
        let mut line_quads = Vec::with_capacity(layout.len());
        for line in layout.lines() {
            let metrics = line.metrics();
            let clusters = clusters(&line, scale);
            index.push(
                Line {
                    top: metrics.block_min_coord / scale,
                    bottom: metrics.block_max_coord / scale,
                    baseline: metrics.baseline / scale,
                    bytes: line.text_range().start as u32..line.text_range().end as u32,
                    clusters: 0..0,
                },
                clusters,
            );
            for item in line.items() {
                if let PositionedLayoutItem::GlyphRun(run) = item {
                    self.draw(&run, &mut quads);
                }
            }
            line_quads.push(quads.len() as u32);
        }
        Paragraph {
            index,
            quads,
            line_quads,
            height: layout.height() / scale,
            pixels_per_point: scale,
            generation: self.atlas.generation(),
        }
    }

    /// Whether the lines of `text` begin at the right.
    pub fn is_right_to_left(&mut self, text: &str) -> bool {
        let style = TextStyle::sans(Weight::Regular, 10.0);
        self.layout((text, &[]), &style, Direction::OfText, f32::MAX).is_rtl()
    }

    pub(super) fn texture(&self, page: usize) -> Option<TextureId> {
        self.atlas.texture(page)
    }

    /// Lengths in the layout are pixels.
    fn layout(
        &mut self,
        (text, accents): (&str, &[(Range<usize>, Accent)]),
        style: &TextStyle,
        direction: Direction,
        width: f32,
    ) -> Layout<()> {
        let scale = self.pixels_per_point();
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, text, scale, true);
        builder.set_base_direction(match direction {
            Direction::OfText => BaseDirection::Auto,
            Direction::LeftToRight => BaseDirection::Ltr,
            Direction::RightToLeft => BaseDirection::Rtl,
        });
        builder.push_default(StyleProperty::FontFamily(style.families(self.reading.as_deref())));
        builder.push_default(StyleProperty::FontWeight(style.font_weight()));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(style.leading)));
        // An address longer than a line is broken anywhere rather than cut off.
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        for (range, accent) in accents {
            let range = range.start.min(text.len())..range.end.min(text.len());
            match accent {
                Accent::Italic if has_italic(text.get(range.clone()).unwrap_or_default()) => {
                    builder.push(StyleProperty::FontStyle(FontStyle::Italic), range);
                }
                Accent::Strong | Accent::Italic => {
                    let strong = TextStyle { weight: Weight::Strong, ..*style };
                    builder.push(StyleProperty::FontWeight(strong.font_weight()), range);
                }
                Accent::Code => {
                    let code = TextStyle { family: Family::Sans, ..*style };
                    builder.push(StyleProperty::FontFamily(code.families(None)), range);
                }
            }
        }
        let mut layout = builder.build(text);
        layout.break_all_lines(Some(width * scale));
        layout.align(Alignment::Start, AlignmentOptions::default());
        layout
    }

    fn draw(&mut self, run: &GlyphRun<'_, ()>, quads: &mut Vec<Quad>) {
        let font = run.run().font();
        let size = run.run().font_size();
        let axes: Vec<i16> = run.run().normalized_coords().iter().map(|axis| axis.to_bits()).collect();
        let axes_hash = axes
            .iter()
            .fold(0_u64, |hash, &axis| hash.wrapping_mul(31).wrapping_add(u64::from(axis.cast_unsigned())));
        for glyph in run.positioned_glyphs() {
            let Ok(number) = u16::try_from(glyph.id) else { continue };
            let whole = glyph.x.floor();
            let quarter =
                [3_u8, 2, 1].into_iter().find(|part| glyph.x - whole >= f32::from(*part) / 4.0).unwrap_or(0);
            let key = GlyphKey {
                font: font.data.id(),
                face: font.index,
                glyph: number,
                size: size.to_bits(),
                quarter,
                axes: axes_hash,
            };
            let scaling = &mut self.scaling;
            let slot = self.atlas.slot(key, || {
                let data = font.data.as_ref();
                raster::draw(scaling, &Glyph { data, face: font.index, number, size, quarter, axes: &axes })
            });
            if let Some(slot) = slot {
                quads.push(place(slot, whole, glyph.y));
            }
        }
    }

    /// Tidies the atlas once in each pass, before anything of it is painted.
    fn tidy(&mut self) {
        let pass = self.ctx.cumulative_pass_nr();
        if self.tidied != pass {
            self.tidied = pass;
            self.atlas.tidy();
            self.labels.tidy(pass, self.atlas.generation());
        }
    }
}

/// Whether `text` is in scripts that have italics (Latin, Greek, Cyrillic); others are set heavier instead.
fn has_italic(text: &str) -> bool {
    const END_OF_CYRILLIC: char = '\u{52f}';
    let mut letters = text.chars().filter(|letter| letter.is_alphabetic());
    letters.all(|letter| letter <= END_OF_CYRILLIC || ('\u{1e00}'..='\u{1fff}').contains(&letter))
}

fn place(slot: Slot, x: f32, baseline: f32) -> Quad {
    Quad { x: x as i32 + i32::from(slot.left), y: baseline.round() as i32 - i32::from(slot.top), slot }
}

/// The clusters of `line` in visual order, in points.
fn clusters(line: &parley::Line<'_, ()>, scale: f32) -> Vec<Cluster> {
    let metrics = line.metrics();
    let mut x = metrics.offset + metrics.inline_min_coord;
    let mut clusters = Vec::new();
    for run in line.runs() {
        for cluster in run.visual_clusters() {
            let bytes = cluster.text_range();
            let left = x;
            x += cluster.advance();
            clusters.push(Cluster {
                start: bytes.start as u32,
                end: bytes.end as u32,
                left: left / scale,
                right: x / scale,
                right_to_left: run.is_rtl(),
                blank: cluster.is_space_or_nbsp(),
            });
        }
    }
    clusters
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Typesetter").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::shaped::Weight;

    #[test]
    fn text_to_read_is_set_in_the_chosen_family_and_the_interface_is_not() {
        let mut typesetter = Typesetter::new(&egui::Context::default(), Fallback::None);
        let mut width = |family: Option<&str>, style: TextStyle| {
            typesetter.read_in(family);
            typesetter.label("The governor of Kestria, حاكم", &style, 500.0, 1).size().x
        };
        let (text, control) =
            (TextStyle::serif(Weight::Regular, 17.5, 1.7), TextStyle::sans(Weight::Regular, 13.0));
        let (ours, of_interface) = (width(None, text), width(None, control));
        assert!((width(Some("Inter"), text) - ours).abs() > 1.0, "the labels of before were kept");
        assert!((width(Some("Inter"), control) - of_interface).abs() < 0.1);
        assert!((width(Some("No Such Face"), text) - ours).abs() < 0.1, "ours stands in for what is missing");
        assert!(typesetter.families().iter().any(|name| name == fonts::SERIF));
    }
}
