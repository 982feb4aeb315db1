//! The clock, randomness, the name of the user.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};

use jiff::Timestamp;

use crate::model::id::Annotator;
use crate::session::env::Env;

/// The machine's clock, and ids from the operating system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct Machine;

/// The letters of ids: no vowels, so that no words appear, and nothing that looks like another.
const LETTERS: &[u8] = b"23456789bcdfghjkmnpqrstvwxz";
/// Ten letters of 27: a billion ids collide with a probability of one in 400.
const ID_LENGTH: u32 = 10;

impl Env for Machine {
    #[expect(clippy::disallowed_methods, reason = "this is the edge")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let milliseconds = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
        Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn new_id(&self) -> String {
        // The standard library seeds each of these from the operating system.
        let mut random = RandomState::new().build_hasher().finish();
        let letters = u64::try_from(LETTERS.len()).unwrap_or(1);
        let letter = |_| {
            let place = usize::try_from(random % letters).unwrap_or_default();
            random /= letters;
            char::from(LETTERS[place])
        };
        (0..ID_LENGTH).map(letter).collect()
    }
}

/// The name under which the user is logged in.
#[expect(clippy::disallowed_methods, reason = "this is the edge")]
pub fn login_name() -> Annotator {
    let named = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    let name = named.map(|name| name.trim().to_owned()).find(|name| !name.is_empty());
    Annotator::from(name.unwrap_or_else(|| "me".to_owned()))
}
