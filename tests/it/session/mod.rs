//! Commands, tried on marked-up text. See [`markup`] for how it is written.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a fixture that is broken is a failed test"
)]

pub(super) mod fixture;
mod markup;

mod beside;
mod candidates;
mod edges;
mod effort;
mod history;
mod intake;
mod keys;
mod linking;
mod marking;
mod occurrences;
mod places;
mod random;
mod records;
mod relating;
mod removal;
mod safety;
mod said;
pub(crate) mod settling;
mod suggestions;
mod table;
mod visit;
mod zoning;
