//! Integration tests: one binary, one module for each subject.

mod store_basics;
