//! Text that people wrote, shaped: any script, in either direction, with every place in it known by its byte.
//!
//! egui lays out its own controls. What goes through here are articles, titles, names: parley shapes and breaks
//! lines, swash draws each glyph once into a texture, and a paragraph is painted as rectangles of that texture.

mod atlas;
mod ink;
mod label;
mod line_index;
mod paragraph;
mod raster;
mod style;
mod typesetter;

pub use ink::Ink;
pub use label::Label;
pub use line_index::{Cluster, Fragment, Line, LineIndex};
pub use paragraph::Paragraph;
pub use style::{Accent, Direction, Family, TextStyle, Weight};
pub use typesetter::Typesetter;
