//! Reading text: offsets in three units, graphemes, words, sentences, and normal forms for matching.
//!
//! This module may not know any other module of the crate. All offsets are UTF-8 bytes unless a name says otherwise.
