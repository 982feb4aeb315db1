//! What is known of an article beside its text.

use super::extra::Extra;
use super::moment::Moment;

/// What is known of an article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// Its language as a BCP 47 tag.
    pub language: Option<String>,
    /// Everything else, in the order in which it was read.
    pub other: Extra,
}
