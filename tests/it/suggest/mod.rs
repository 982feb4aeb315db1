//! What the rules find, on texts in which people have marked it.

mod any;
mod attributions;
mod figures;
mod gold;
mod written_out;
mod zones;
