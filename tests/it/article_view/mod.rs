//! The article view, driven through events as a window would drive it.
#![expect(clippy::single_range_in_vec_init, reason = "a mark of one piece")]

mod beside;
mod gestures;
mod heard;
mod moves;
mod painted;
pub(crate) mod stage;
