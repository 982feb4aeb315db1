//! From keys to commands: chords, what the person pressed, which command that means, the file that changes it, and the page
//! of the manual.

pub mod chord;
pub mod chosen;
pub mod keymap;
pub mod manual;
pub mod stroke;

mod file;
