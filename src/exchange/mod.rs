//! Bringing articles and marks in from other formats, and writing them out.
//!
//! Everything here works over [`source::Source`] and [`sink::Sink`], named streams of bytes, and touches no file itself.

pub mod growth;

mod json;
pub mod jsonl;
