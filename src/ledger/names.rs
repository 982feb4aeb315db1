//! Who claims, and what people and things are called.

use crate::model::id::EntityId;

/// Somebody who says something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claimant {
    /// An entity of the register.
    Entity(EntityId),
    /// In words, folded: "witnesses".
    Words(String),
    /// The outlet itself, in its own voice.
    Outlet(String),
    /// Nobody is named.
    Unnamed,
}

/// `words` as they are compared: in lower case, with single spaces, without an article in front.
pub(super) fn folded(words: &str) -> String {
    let lower = words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let articles = ["the ", "a ", "an ", "el ", "la ", "los ", "las ", "un ", "una "];
    let bare = articles.iter().find_map(|article| lower.strip_prefix(article));
    bare.unwrap_or(&lower).to_owned()
}
