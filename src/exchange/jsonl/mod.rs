//! The native format: one article or record a line, as JSON. It carries everything.

mod annotation;
mod attribution;
mod error;
mod features;
pub mod parts;
mod places;
mod quantity;
mod reader;
mod register;
