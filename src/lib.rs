//! Glossator: annotate news articles by hand, and export data sets that a model can be trained on.
//!
//! The modules build on each other in one direction (see `ARCHITECTURE.md`); there are no re-exports here,
//! so a path says which layer a type belongs to.

pub mod cli;
pub mod edit;
pub mod exchange;
pub mod ledger;
pub mod machine;
pub mod model;
pub mod session;
pub mod store;
pub mod suggest;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;
