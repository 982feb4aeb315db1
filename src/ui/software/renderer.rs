//! Keeps textures, and paints what egui has cut into triangles.

use std::collections::HashMap;

use egui::epaint::{ImageDelta, Primitive};
use egui::{ClippedPrimitive, ColorImage, Mesh, Rect, TextureId, TexturesDelta};

use super::grid::Corner;
use super::surface::Surface;
use super::texture::Texture;
use super::{quad, triangle};

/// Paints egui's meshes into a picture.
///
/// Nothing that is handed in makes it fail: vertices whose place is no number, indices of no vertex, textures that do
/// not exist and updates beyond the edge of a texture are left out.
#[derive(Debug, Default)]
pub struct Renderer {
    textures: HashMap<TextureId, Texture>,
    /// To be dropped with the next update.
    freed: Vec<TextureId>,
}

impl Renderer {
    /// Takes over what has changed in the textures, and leaves `delta` empty.
    ///
    /// Textures that the delta frees can still be painted with until the next update, because the shapes that came
    /// with it may use them.
    pub fn update_textures(&mut self, delta: &mut TexturesDelta) {
        for id in self.freed.drain(..) {
            self.textures.remove(&id);
        }
        delta.set.drain().for_each(|(id, images)| images.iter().for_each(|image| self.set(id, image)));
        self.freed.extend(delta.free.drain());
    }

    fn set(&mut self, id: TextureId, delta: &ImageDelta) {
        if let Some(corner) = delta.pos {
            if let Some(texture) = self.textures.get_mut(&id) {
                texture.update(corner, delta);
            }
        } else if let Some(texture) = Texture::new(delta) {
            self.textures.insert(id, texture);
        } else {
            self.textures.remove(&id);
        }
    }

    /// Paints over a picture. Places in `primitives` are points.
    pub fn paint(&self, image: &mut ColorImage, primitives: &[ClippedPrimitive], pixels_per_point: f32) {
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            if let Primitive::Mesh(mesh) = primitive {
                self.mesh(image, mesh, *clip_rect, pixels_per_point);
            }
        }
    }

    fn mesh(&self, image: &mut ColorImage, mesh: &Mesh, clip: Rect, pixels_per_point: f32) {
        let Some(texture) = self.textures.get(&mesh.texture_id) else { return };
        let Some(mut surface) = Surface::new(image, clip, pixels_per_point) else { return };
        let mut triangles = triangles(mesh, pixels_per_point).peekable();
        while let Some(own) = triangles.next() {
            let with_next = |next: &[Corner; 3]| quad::draw(&mut surface, texture, own, *next);
            if triangles.peek().is_some_and(with_next) {
                triangles.next();
            } else {
                triangle::draw(&mut surface, texture, own);
            }
        }
    }
}

/// The triangles of a mesh that have three corners.
fn triangles(mesh: &Mesh, pixels_per_point: f32) -> impl Iterator<Item = [Corner; 3]> {
    mesh.indices.chunks_exact(3).filter_map(move |indices| {
        let corner = |index: u32| {
            let vertex = mesh.vertices.get(usize::try_from(index).ok()?)?;
            Corner::of(vertex, pixels_per_point)
        };
        Some([corner(indices[0])?, corner(indices[1])?, corner(indices[2])?])
    })
}
