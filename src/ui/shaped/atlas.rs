//! Where the pictures of glyphs lie in textures.

use std::collections::HashMap;

use egui::{Color32, ColorImage, TextureHandle, TextureId, TextureOptions};

/// Side of a page in pixels.
const SIDE: usize = 1024;
/// Above this many pages everything is thrown away at the start of the next frame.
const MOST_PAGES: usize = 12;
/// Pixels left free beside each glyph, so that none bleeds into its neighbour.
const GAP: usize = 1;

/// A picture of one glyph, all that distinguishes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct GlyphKey {
    /// The font file.
    pub(super) font: u64,
    /// Which face in the file.
    pub(super) face: u32,
    /// Which glyph in the face.
    pub(super) glyph: u16,
    /// The bits of the size in pixels.
    pub(super) size: u32,
    /// How far right of a whole pixel it stands, in quarters.
    pub(super) quarter: u8,
    /// A hash of where on its axes a variable font stands.
    pub(super) axes: u64,
}

/// Where a glyph lies in the atlas. All lengths are pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) page: u8,
    pub(super) x: u16,
    pub(super) y: u16,
    pub(super) width: u16,
    pub(super) height: u16,
    /// From the pen to the left edge.
    pub(super) left: i16,
    /// From the baseline up to the top edge.
    pub(super) top: i16,
    /// Whether it has colours of its own.
    pub(super) coloured: bool,
}

/// A glyph that was just drawn. All lengths are pixels.
pub(super) struct Picture {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) left: i16,
    pub(super) top: i16,
    pub(super) coloured: bool,
    pub(super) pixels: Vec<Color32>,
}

struct Page {
    texture: TextureHandle,
    /// The free place in the current row.
    x: usize,
    y: usize,
    /// Height of the current row.
    row: usize,
}

/// Textures full of glyphs.
///
/// A glyph never moves while the generation stays the same. When there are too many pages, all are given up at the start
/// of a frame and the generation goes up: whoever kept places lays out again before painting.
pub(super) struct Atlas {
    ctx: egui::Context,
    pages: Vec<Page>,
    /// `None` for glyphs without a picture, such as spaces.
    slots: HashMap<GlyphKey, Option<Slot>>,
    generation: u64,
}

impl Atlas {
    pub(super) fn new(ctx: &egui::Context) -> Self {
        Self { ctx: ctx.clone(), pages: Vec::new(), slots: HashMap::new(), generation: 0 }
    }

    /// Goes up whenever places that were handed out are no longer right.
    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// Has everything laid out again. Nothing may have been painted in this frame yet.
    pub(super) fn renew(&mut self) {
        self.generation += 1;
    }

    /// Gives up all pages if there are too many. Nothing may have been painted in this frame yet.
    pub(super) fn tidy(&mut self) {
        if self.pages.len() > MOST_PAGES {
            self.pages.clear();
            self.slots.clear();
            self.generation += 1;
        }
    }

    /// The texture of `page`.
    pub(super) fn texture(&self, page: usize) -> Option<TextureId> {
        self.pages.get(page).map(|page| page.texture.id())
    }

    /// Where the glyph lies; drawn by `draw` when it is asked for first.
    pub(super) fn slot(&mut self, key: GlyphKey, draw: impl FnOnce() -> Option<Picture>) -> Option<Slot> {
        if let Some(slot) = self.slots.get(&key) {
            return *slot;
        }
        let slot = draw().and_then(|picture| self.put(picture));
        self.slots.insert(key, slot);
        slot
    }

    fn put(&mut self, picture: Picture) -> Option<Slot> {
        let Picture { width, height, left, top, coloured, pixels } = picture;
        if width == 0 || height == 0 || width > SIDE || height > SIDE {
            return None;
        }
        let found = self.pages.last_mut().and_then(|page| page.place(width, height));
        let [x, y] = match found {
            Some(place) => place,
            None => self.new_page()?.place(width, height)?,
        };
        let page = self.pages.len() - 1;
        let image = ColorImage::new([width, height], pixels);
        self.pages[page].texture.set_partial([x, y], image, TextureOptions::LINEAR);
        Some(Slot {
            page: u8::try_from(page).ok()?,
            x: x as u16,
            y: y as u16,
            width: width as u16,
            height: height as u16,
            left,
            top,
            coloured,
        })
    }

    fn new_page(&mut self) -> Option<&mut Page> {
        let image = ColorImage::filled([SIDE, SIDE], Color32::TRANSPARENT);
        let texture = self.ctx.load_texture("glyphs", image, TextureOptions::LINEAR);
        self.pages.push(Page { texture, x: 0, y: 0, row: 0 });
        self.pages.last_mut()
    }
}

/// Side of every page in pixels.
pub(super) const fn side() -> f32 {
    SIDE as f32
}

impl Page {
    /// Takes the next free place of this size, if there is one.
    fn place(&mut self, width: usize, height: usize) -> Option<[usize; 2]> {
        if self.x + width > SIDE {
            self.x = 0;
            self.y += self.row + GAP;
            self.row = 0;
        }
        if self.y + height > SIDE {
            return None;
        }
        let place = [self.x, self.y];
        self.x += width + GAP;
        self.row = self.row.max(height);
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(glyph: u16, size: u32) -> GlyphKey {
        GlyphKey { font: 1, face: 0, glyph, size, quarter: 0, axes: 0 }
    }

    fn picture(width: usize, height: usize) -> Picture {
        let pixels = vec![Color32::WHITE; width * height];
        Picture { width, height, left: 0, top: 0, coloured: false, pixels }
    }

    #[test]
    fn no_two_glyphs_share_a_pixel_and_a_full_page_is_followed_by_another() {
        let mut atlas = Atlas::new(&egui::Context::default());
        let mut taken = std::collections::HashSet::new();
        for glyph in 0..300 {
            let (width, height) = (60 + usize::from(glyph) % 37, 70 + usize::from(glyph) % 11);
            let slot = atlas.slot(key(glyph, 1), || Some(picture(width, height))).unwrap();
            for x in slot.x..slot.x + slot.width {
                for y in [slot.y, slot.y + slot.height - 1] {
                    assert!(taken.insert((slot.page, x, y)), "glyph {glyph}");
                    assert!(usize::from(x) < SIDE && usize::from(y) < SIDE);
                }
            }
        }
        assert!(atlas.pages.len() > 1);
        assert!(atlas.slot(key(7, 1), || unreachable!()).is_some(), "a glyph is drawn once");
    }

    #[test]
    fn pages_are_given_up_only_at_the_start_of_a_frame() {
        let mut atlas = Atlas::new(&egui::Context::default());
        for glyph in 0..=MOST_PAGES as u16 {
            atlas.slot(key(glyph, 1), || Some(picture(SIDE, SIDE)));
        }
        assert_eq!(atlas.generation(), 0);
        assert!(atlas.texture(MOST_PAGES).is_some(), "what this frame needs is there");
        atlas.tidy();
        assert_eq!(atlas.generation(), 1);
        assert!(atlas.texture(0).is_none());
    }

    #[test]
    fn what_has_no_picture_takes_no_place() {
        let mut atlas = Atlas::new(&egui::Context::default());
        assert!(atlas.slot(key(3, 1), || None).is_none());
        assert!(atlas.slot(key(4, 1), || Some(picture(0, 5))).is_none());
        assert!(atlas.slot(key(5, 1), || Some(picture(SIDE + 1, 5))).is_none());
    }
}
