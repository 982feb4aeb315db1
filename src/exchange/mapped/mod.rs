//! Tables that any program may have made, a row for each text: which column is what is said, or told by names that leave
//! no choice.

pub mod columns;
mod lines;
pub(crate) mod row;
pub(crate) mod tables;
