//! The native format: one article or record a line, as JSON. It carries everything.

mod annotation;
mod article;
mod attribution;
mod decision;
mod error;
pub(crate) mod features;
pub mod parts;
mod places;
mod quantity;
mod read;
mod reader;
mod register;
pub mod rehydrate;
mod schema;
mod settlement;
pub(crate) mod shapes;
mod suggestion;
pub(crate) mod translated;
mod write;
mod zones;

pub(crate) use article::is_article_key;
pub(crate) use write::{lines, record_lines, shared};

use super::exporter::run;
use super::format::{Carries, Format, Offsets, Shape};
use super::proof::ComesBack;

/// The native format.
pub static FORMAT: Format = Format {
    id: "jsonl",
    name: "Glossator JSON lines",
    shape: Shape::File,
    pattern: "*.jsonl",
    offsets: Some(Offsets::Declared),
    tokens: None,
    record_shapes: &[],
    carries: Carries::EVERYTHING,
    comes_back: ComesBack::Everything,
    importer: Some(&read::JsonLines),
    export: Some(|context, articles, sink| run(&write::JsonLines, context, articles, sink)),
};
