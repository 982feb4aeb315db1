//! Draws what egui has laid out without a display and without a graphics card: for pictures of the window from the
//! command line, and for tests that look at pixels.
//!
//! The picture agrees with the one that the window's own painter (`egui_glow`) draws, up to the rounding of a colour:
//! colours are mixed as they are stored, with alpha already multiplied in; corners lie on a grid of 1/256 pixel; a
//! pixel belongs to the triangle that its centre lies in.
//!
//! Left out: paint callbacks (they draw with OpenGL), mipmaps, dithering, and the smoothing of edges by multisampling,
//! which the window does not use either (egui brings its own soft edges).

mod colour;
mod fragment;
mod grid;
mod quad;
mod surface;
mod texture;
mod triangle;

pub mod offscreen;
pub mod png;
pub mod renderer;
