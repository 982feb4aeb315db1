//! Reading and writing JSON without losing anything: unknown keys, their order, and the digits of numbers.

pub(crate) mod input;
pub(crate) mod kind;
pub(crate) mod output;
pub(crate) mod shape;
