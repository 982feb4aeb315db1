//! Reading text: offsets in three units, graphemes, words, sentences, and normal forms for matching.
//!
//! This module may not know any other module of the crate. All offsets are UTF-8 bytes unless a name says otherwise.
//! No function panics on an offset that is no place in the text, and none but the whole-text searches and the
//! building of an index reads more than the neighbourhood of the offset: a body may have 10 MB and a line 1 MB.

pub mod offsets;

pub mod graphemes;

pub mod characters;

mod runs;

mod lexicon;

pub mod words;

pub mod paragraphs;

pub mod sentences;

pub mod trim;

pub mod quotations;

pub mod names;

pub mod numbers;

pub mod clauses;

pub mod units;

pub mod folding;

pub mod matching;

pub mod many;
