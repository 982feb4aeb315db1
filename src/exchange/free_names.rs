//! Names of files that are not taken yet, made of the ids of articles.

use std::collections::BTreeSet;

use super::losses::Losses;
use super::plain::file_stem;
use crate::model::id::ArticleId;

/// Gives out names, each once.
#[derive(Debug, Default)]
pub(super) struct FreeNames {
    /// Paths that are taken, in small letters: some systems do not tell capitals.
    taken: BTreeSet<String>,
}

impl FreeNames {
    /// A path below `folders` for a file of `article`, without an ending. It is noted where the id cannot be the name.
    pub(super) fn take(&mut self, folders: &[String], article: &ArticleId, losses: &mut Losses) -> String {
        let wanted = file_stem(article.as_str());
        let numbered = (2_u32..).map(|number| format!("{wanted}-{number}"));
        let path = |stem: String| folders.iter().cloned().chain([stem]).collect::<Vec<_>>().join("/");
        let free = |path: &String| !self.taken.contains(&path.to_lowercase());
        let names = std::iter::once(wanted.clone()).chain(numbered).map(path);
        let name = names.into_iter().find(free).unwrap_or_default();
        if name.rsplit('/').next() != Some(article.as_str()) {
            losses.add("an article id that cannot be a file name", article, &name);
        }
        self.taken.insert(name.to_lowercase());
        name
    }
}
