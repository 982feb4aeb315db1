//! What a session needs from the world.

use std::fmt::Debug;

use jiff::Timestamp;

/// The time, and names for new records. The edge gives a clock and randomness; tests give counters.
pub trait Env: Debug + Send + Sync {
    /// The time now, at least to the millisecond: how long somebody was at work is measured with it.
    fn now(&self) -> Timestamp;

    /// A short name of ASCII letters and digits that is most likely unused.
    fn new_id(&self) -> String;
}
