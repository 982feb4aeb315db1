//! The window.

mod picture;
mod software;
