//! What a new text of an article takes the place of: kept in the trash, since marks may not be found again in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::StoreError;
use super::layout::FileId;
use super::reader::Store;
use super::stem::annotator_stem;
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
    /// to go. The copies begin with eight digits of the old text's hash, so that they stay together.
    pub(super) fn keep_superseded(&self, article: &Article, gone: &[PathBuf]) -> Result<(), StoreError> {
        let Ok(known) = self.entry(article.id()) else { return Ok(()) };
        if known.body_hash == article.body().hash() && gone.is_empty() {
            return Ok(());
        }
        let hash = known.body_hash.to_string();
        let digits = hash.get(..8).unwrap_or_default();
        let id = article.id();
        self.keep(&self.layout.body(id), digits)?;
        self.keep(&self.layout.file(&FileId::Article(id.clone())), digits)?;
        for work in &known.works {
            let owner = format!("{digits}-{}", annotator_stem(work.annotator.as_str()));
            self.keep(&self.layout.file(&FileId::Work(work.annotator.clone(), id.clone())), &owner)?;
        }
        Ok(())
    }

    fn keep(&self, path: &Path, prefix: &str) -> Result<(), StoreError> {
        let bytes = match self.disk.read(path) {
            Ok(bytes) => bytes,
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(err) => return Err(StoreError::io("read", path)(err)),
        };
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let copy = self.layout.trash().join(format!("{prefix}-{name}"));
        self.disk.write(&copy, &bytes).map_err(StoreError::io("write", &copy))
    }
}
