//! Glyphs on their way to the screen.

use std::ops::Range;

use egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, Vec2, pos2, vec2};

use super::atlas::{self, Slot};
use super::paragraph::Paragraph;
use super::typesetter::Typesetter;

/// A glyph of a paragraph: where it stands and which part of which texture shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quad {
    /// The left top corner in pixels, from that of the paragraph.
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) slot: Slot,
}

/// Glyphs gathered from several paragraphs, one mesh for each page of the atlas.
#[derive(Debug, Default)]
pub struct Ink {
    pages: Vec<Mesh>,
}

impl Ink {
    /// Adds the glyphs of some lines of a paragraph whose left top corner is at `origin`.
    pub fn add(&mut self, paragraph: &Paragraph, lines: Range<usize>, origin: Pos2, colour: Color32) {
        let point = 1.0 / paragraph.pixels_per_point();
        let texel = 1.0 / atlas::side();
        // Glyphs were drawn for whole pixels.
        let origin = (origin / point).round() * point;
        for quad in paragraph.quads(lines) {
            let slot = &quad.slot;
            let page = usize::from(slot.page);
            if self.pages.len() <= page {
                self.pages.resize_with(page + 1, Mesh::default);
            }
            let size = vec2(f32::from(slot.width), f32::from(slot.height));
            let corner = origin + vec2(quad.x as f32, quad.y as f32) * point;
            let place = Rect::from_min_size(corner, size * point);
            let uv = pos2(f32::from(slot.x), f32::from(slot.y)) * texel;
            let uv = Rect::from_min_size(uv, size * texel);
            let colour = if slot.coloured { Color32::WHITE.gamma_multiply_u8(colour.a()) } else { colour };
            self.pages[page].add_rect_with_uv(place, uv, colour);
        }
    }

    /// Whether there is nothing to paint.
    pub fn is_empty(&self) -> bool {
        self.pages.iter().all(Mesh::is_empty)
    }

    /// Paints everything that was added.
    pub fn paint(self, painter: &Painter, typesetter: &Typesetter) {
        for (page, mut mesh) in self.pages.into_iter().enumerate() {
            let Some(texture) = typesetter.texture(page) else { continue };
            if !mesh.is_empty() {
                mesh.texture_id = texture;
                painter.add(Shape::mesh(mesh));
            }
        }
    }
}

/// The distance from the origin of `rect` that leaves it on whole pixels.
pub(super) fn snap(at: Vec2, pixels_per_point: f32) -> Vec2 {
    (at * pixels_per_point).round() / pixels_per_point
}
