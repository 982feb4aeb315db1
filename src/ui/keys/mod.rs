//! From keys to commands: chords, what the person pressed, which command that means, and the file that changes it.

pub mod chord;
pub mod keymap;
pub mod stroke;

mod file;
