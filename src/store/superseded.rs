//! What a new text of an article takes the place of: kept in the trash, since marks may not be found again in it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::StoreError;
use super::layout::FileId;
use super::reader::{Store, parse_work};
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

    /// Copies the files of the article that is there to the trash, where `article` has another text or a file of it is
    /// to go.
    pub(super) fn keep_superseded(&self, article: &Article, gone: &[PathBuf]) -> Result<(), StoreError> {
        let Ok(known) = self.entry(article.id()) else { return Ok(()) };
        if known.body_hash == article.body().hash() && gone.is_empty() {
            return Ok(());
        }
        self.copy_to_trash(article.id(), &known.body_hash, &self.files_of(article.id())?).map(drop)
    }

    /// Moves work in another text out of the way of an article that is new: an article of that id was removed or lost
    /// here, and its marks would lie on words that they were not made on. Work in the same text stays, and belongs to
    /// the article again.
    pub(super) fn put_orphans_aside(&self, article: &Article) -> Result<(), StoreError> {
        if self.entry(article.id()).is_ok() {
            return Ok(());
        }
        let folders: Vec<String> = self.root.annotators.iter().map(|(folder, ..)| folder.clone()).collect();
        for orphan in self.works_of(article.id(), &folders)? {
            // Work that does not read is told of when the project is opened, and loads into no text.
            let Ok(content) = parse_work(&orphan.bytes, &orphan.path, None) else { continue };
            if content.body != article.body().hash() {
                let path = orphan.path.clone();
                self.copy_to_trash(article.id(), &content.body, &[orphan])?;
                self.sync_trash()?;
                self.disk.remove(&path).map_err(StoreError::io("remove", &path))?;
            }
        }
        Ok(())
    }
}
