//! What a new text of an article takes the place of: kept in the trash, since marks may not be found again in it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::StoreError;
use super::layout::FileId;
use super::reader::{Store, parse_work};
use super::staged::StagedArticle;
use super::trash::Original;
use crate::model::article::Article;
use crate::model::id::Annotator;

impl Store {
    /// The work files of those among `annotators` who have work in the article that is there and none in `article`.
    pub(super) fn work_without(&self, article: &Article, annotators: &BTreeSet<Annotator>) -> Vec<PathBuf> {
        let Ok(known) = self.entry(article.id()) else { return Vec::new() };
        let works = known.works.iter().map(|work| &work.annotator);
        let gone = works.filter(|who| annotators.contains(*who) && article.work(who).is_none());
        gone.map(|who| self.layout.file(&FileId::Work(who.clone(), article.id().clone()))).collect()
    }

    /// Copies to the trash what is about to be replaced by another text or to go: the files of the article that is there,
    /// and work that an article of the same id has left. Not synced.
    pub(super) fn keep_superseded(&self, staged: &StagedArticle) -> Result<(), StoreError> {
        let id = &staged.entry.id;
        for orphan in &staged.orphans {
            // It was read before, and names its text.
            let Ok(content) = parse_work(&orphan.bytes, &orphan.path, None) else { continue };
            self.copy_to_trash(id, &content.body, std::slice::from_ref(orphan))?;
        }
        let Some(known) = &staged.before else { return Ok(()) };
        if known.body_hash == staged.entry.body_hash && staged.gone.is_empty() {
            return Ok(());
        }
        self.copy_to_trash(id, &known.body_hash, &self.files_of(id)?).map(drop)
    }

    /// Work in another text that must not lie in an article that is new: an article of that id was removed or lost here,
    /// and its marks would lie on words that they were not made on. Work in the same text is not among it, and belongs to
    /// the article again.
    pub(super) fn orphans_of(&self, article: &Article) -> Result<Vec<Original>, StoreError> {
        if self.entry(article.id()).is_ok() {
            return Ok(Vec::new());
        }
        let folders: Vec<String> = self.root.annotators.iter().map(|(folder, ..)| folder.clone()).collect();
        let is_elsewhere = |orphan: &Original| {
            // Work that does not read is told of when the project is opened, and loads into no text.
            parse_work(&orphan.bytes, &orphan.path, None)
                .is_ok_and(|content| content.body != article.body().hash())
        };
        let mut orphans = self.works_of(article.id(), &folders)?;
        orphans.retain(is_elsewhere);
        Ok(orphans)
    }
}
