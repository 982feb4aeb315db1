//! Who works on a project, and on what.

use std::collections::BTreeSet;

use super::id::{Annotator, ArticleId};

/// Somebody who works on the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name that files and commands use.
    pub annotator: Annotator,
    /// The name to show.
    pub name: String,
}

/// The articles that an annotator is to work on. Without an assignment it is all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Whose.
    pub annotator: Annotator,
    /// Which articles.
    pub articles: BTreeSet<ArticleId>,
}

/// The written rules of the project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guideline {
    /// Counts up with each change of the rules, from 1.
    pub version: u32,
    /// The rules, as Markdown.
    pub text: String,
}
