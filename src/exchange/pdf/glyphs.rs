//! The letters on the pages of a document, each with its place.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{self, LoadPdfError};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, RenderContent, SoftMask, TransformExt as _, interpret_page,
};
use unicode_normalization::UnicodeNormalization as _;

use super::properties::Properties;

/// How many pages are read at most: those of a thick book.
const PAGES: usize = 2_000;
/// How many letters, lines and pictures the pages may have together. Parts of a page may be drawn in each other, so that a
/// small file can ask for any number of them.
const DRAWN: usize = 2_000_000;
/// Which part of an em the letters of a typeface are counted in.
const UNITS_PER_EM: f64 = 1_000.0;
/// The largest place on a page, in points: that of a poster.
const FARTHEST: f64 = 100_000.0;

/// What stands on the pages of a document, and what it says of itself.
pub(super) struct Document {
    pub(super) pages: Vec<Page>,
    pub(super) properties: Properties,
}

/// What stands on a page.
#[derive(Default)]
pub(super) struct Page {
    /// In points.
    pub(super) height: f64,
    /// In the order in which they are drawn.
    pub(super) glyphs: Vec<Glyph>,
    /// How many letters do not say which they are.
    pub(super) unknown: usize,
    /// How many letters do not stand on a level line.
    pub(super) turned: usize,
}

/// A letter, or several in one sign. Places are in points from the left and from the top of the page.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    /// The line that it stands on.
    pub(super) baseline: f64,
    /// The size of its type.
    pub(super) size: f64,
}

/// Unwinds out of the library when there is too much.
struct TooMuch;

/// The letters of a document, or why it cannot be read.
pub(super) fn read(bytes: Vec<u8>) -> Result<Document, String> {
    // The library goes on whatever is drawn, and cannot be stopped otherwise; and it may panic on a damaged file. It is
    // handed the file and nothing else, so nothing is left half done.
    catch_unwind(AssertUnwindSafe(|| unguarded(bytes))).unwrap_or_else(|panic| {
        Err(if panic.is::<TooMuch>() {
            format!("the pages of the document have more than {DRAWN} letters and lines")
        } else {
            "the document is damaged".to_owned()
        })
    })
}

fn unguarded(bytes: Vec<u8>) -> Result<Document, String> {
    let pdf = hayro_syntax::Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => {
            "the document is encrypted: save it again without a password".to_owned()
        }
        LoadPdfError::Invalid => "the document is damaged, or none".to_owned(),
    })?;
    let pages = pdf.pages();
    if pages.len() > PAGES {
        return Err(format!("the document has more than {PAGES} pages"));
    }
    let cache = InterpreterCache::new();
    let mut found = Vec::new();
    let mut left = DRAWN;
    for page in pages.iter() {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        // What is filled in or stuck on by hand is no part of the article.
        let settings =
            InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
        let place = page.initial_transform(true).to_kurbo();
        let mut context =
            Context::new(place, Rect::new(0.0, 0.0, width, height), &cache, pdf.xref(), settings);
        let mut collector =
            Collector { page: Page { height, ..Page::default() }, seen: HashSet::new(), left };
        interpret_page(page, &mut context, &mut collector);
        left = collector.left;
        found.push(collector.page);
    }
    Ok(Document { pages: found, properties: Properties::of(pdf.metadata()) })
}

/// Takes letters, and lets go of everything else.
struct Collector {
    page: Page,
    /// What was drawn where: a letter that is drawn twice, to look bold or as a shadow, is there once.
    seen: HashSet<(String, i64, i64)>,
    /// How much more may be drawn.
    left: usize,
}

impl Collector {
    fn spend(&mut self) {
        match self.left.checked_sub(1) {
            Some(left) => self.left = left,
            None => resume_unwind(Box::new(TooMuch)),
        }
    }

    /// Takes one letter. `place` leads from the units of its typeface to the page.
    fn take(&mut self, glyph: &Drawn<'_>, place: Affine) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(sign)) => plain(&sign.to_string()),
            Some(BfString::String(text)) => plain(&text),
            None => {
                self.page.unknown += 1;
                return;
            }
        };
        let advance = match glyph {
            Drawn::Outline(outline) => outline.advance_width(),
            Drawn::Type3(drawing) => drawing.advance_width(),
        };
        let start = place * Point::ZERO;
        let end = place * Point::new(f64::from(advance.unwrap_or_default()), 0.0);
        let size = (place * Point::new(0.0, UNITS_PER_EM) - start).hypot();
        let is_placed = [start.x, start.y, end.x, size].iter().all(|place| place.abs() < FARTHEST);
        if text.is_empty() || !is_placed || size <= 0.0 {
            return;
        }
        if !is_level(place) {
            self.page.turned += 1;
            return;
        }
        let near = |place: f64| (place * 8.0 / size).round() as i64;
        if text.trim().is_empty() || self.seen.insert((text.clone(), near(start.x), near(start.y))) {
            self.page.glyphs.push(Glyph {
                text,
                left: start.x.min(end.x),
                right: start.x.max(end.x),
                baseline: start.y,
                size,
            });
        }
    }
}

/// Whether the lines of text in `place` go from side to side, with the feet of the letters down.
fn is_level(place: Affine) -> bool {
    let origin = place * Point::ZERO;
    let along: Vec2 = place * Point::new(UNITS_PER_EM, 0.0) - origin;
    let up: Vec2 = place * Point::new(0.0, UNITS_PER_EM) - origin;
    along.y.abs() <= along.x.abs() * 0.05 && along.x > 0.0 && up.y < 0.0
}

/// The letters of a sign: what a ligature is made of, Arabic letters without the shape that they have between others.
/// Spaces of all kinds are one, and what is no sign is left out.
fn plain(text: &str) -> String {
    let is_shape = |sign: char| matches!(sign, '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            _ if is_shape(sign) => out.extend(sign.nfkc()),
            _ if sign.is_whitespace() => out.push(' '),
            // Many typefaces have one shape for this and for the hyphen, and a hyphen that is drawn is one.
            '\u{ad}' => out.push('-'),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{fffd}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(sign),
        }
    }
    out
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.spend();
            self.take(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.spend();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.spend();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend();
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.spend();
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
