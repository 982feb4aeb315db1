//! The model of an annotated article and of the project it belongs to: plain data and its invariants.
//!
//! This module knows `text` and nothing else: no serialisation, no files, no clock, no randomness, no window.
//! A [`project::Project`] can only be changed through `edit`; everything here is a value to read or to build.

pub mod project;

pub mod article;
pub mod body;
pub mod metadata;
pub mod summary;
pub mod work;

pub mod annotation;
pub mod attribution;
pub mod decision;
pub mod quantity;
pub mod relation;
pub mod status;
pub mod suggestion;
pub mod zone;

pub mod effort;
pub mod people;
pub mod register;
pub mod schema;

pub mod record;

pub mod extra;
pub mod id;
pub mod moment;
pub mod span;
pub mod span_tree;
mod words;
