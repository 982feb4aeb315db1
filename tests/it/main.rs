//! Integration tests: one binary, one module for each subject.

mod exchange;
mod session;
mod store_basics;
