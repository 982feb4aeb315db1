//! Reading text: offsets in three units, graphemes, words, sentences, larger units, and finding words again.
//!
//! This module may not know any other module of the crate. All offsets are UTF-8 bytes unless a name says otherwise.
//! No function panics on an offset that is no place in the text, and none but the whole-text searches and the
//! building of an index reads more than the neighbourhood of the offset: a body may have 10 MB and a line 1 MB.

// Places.
pub mod offsets;

pub mod graphemes;

// Units around a place, from small to large.
pub mod characters;
mod runs;

pub mod words;

pub mod paragraphs;

mod lexicon;
pub mod sentences;

pub mod quotations;
pub mod trim;

pub mod clauses;

// Shapes that are candidates for a mark.
pub mod calendar;
pub mod names;
pub mod numbers;

pub mod units;

// Finding words again.
pub mod folding;
pub mod matching;

pub mod many;

pub mod pattern;
