//! Integration tests: one binary, one module for each subject.

#[cfg(test)]
mod exchange;
mod session;
mod store_basics;
