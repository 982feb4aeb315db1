//! The next few candidates, to be shown before anybody asks for them.

use super::Candidate;
use super::found::Ground;
use super::walk::{self, CHUNK};
use crate::session::Session;

/// How much text after the cursor, in bytes, is looked through: about as much as is on a large screen.
const AHEAD: usize = 2 * CHUNK;

impl Session {
    /// At most `most` candidates after the cursor in the open article, in the order in which "next candidate" comes to
    /// them, and as far as they stand near.
    pub fn upcoming(&self, most: usize) -> Vec<Candidate> {
        let Some(article) = self.open_article() else { return Vec::new() };
        walk::several(&Ground::new(self, article), self.candidate_place(), (most, AHEAD))
    }
}
