//! Bringing articles and marks in from other formats, and writing them out.
//!
//! Everything here works over [`source::Source`] and [`sink::Sink`], named streams of bytes, and touches no file
//! itself. [`format::FORMATS`] lists the formats; [`importer::import`] reads, and a format's `export` writes.

pub mod format;

pub mod importer;
pub mod source;

pub mod arrival;
pub mod command_line;
pub mod counted;
pub mod exporter;
pub mod filter;
pub mod losses;
pub mod manual;
pub mod options;
pub mod preview;
pub mod proof;
pub mod recognition;
pub mod shaping;
pub mod sink;
pub mod splits;
pub mod tokens;

pub mod watch;

pub mod growth;
pub mod metadata_table;

pub mod merge;
pub mod reanchor;

pub mod brat;
pub mod chat;
pub mod checked;
pub mod checkthat;
pub mod conll;
pub mod conllu;
pub mod doccano;
pub mod gliner;
#[cfg(feature = "documents")]
pub mod html;
#[cfg(feature = "parquet")]
pub mod hugging_face;
pub mod jsonl;
pub mod label_studio;
pub mod markdown;
pub mod measeval;
#[cfg(feature = "documents")]
pub mod office;
#[cfg(feature = "parquet")]
pub mod parquet;
#[cfg(feature = "documents")]
pub mod pdf;
pub mod plain;
pub mod prodigy;
mod proposals;
pub mod said;
pub mod spacy;
pub mod table;
pub mod w3c;

mod ahead;
mod card;
#[cfg(feature = "parquet")]
mod columns;
mod document;
pub mod encoding;
mod free_names;
mod front_matter;
mod json;
mod lines;
pub mod mapped;
mod one_each;
mod outputs;
mod pages;
mod quotes;
mod records;
mod rename;
mod schema_union;
mod stretches;
mod tagged;
mod title;
