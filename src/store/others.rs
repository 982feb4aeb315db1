//! Locking out everybody else, for what concerns all who have ever worked here.

use std::collections::BTreeSet;
use std::path::Path;

use super::StoreError;
use super::disk::Lock;
use super::reader::Store;
use super::stem::annotator_stem;
use crate::model::id::{Annotator, ArticleId};

impl Store {
    /// Takes the locks of everybody who has ever worked here, and of `more`, without that of `held`, whose lock the caller
    /// has. Fails naming those who are at work: then `article` cannot be what `action` says ("be removed").
    pub(super) fn lock_others(
        &self,
        held: Option<&Annotator>,
        more: &BTreeSet<Annotator>,
        article: &ArticleId,
        action: &'static str,
    ) -> Result<Vec<Box<dyn Lock>>, StoreError> {
        let mut folders: BTreeSet<String> = self.annotator_folders()?.into_iter().collect();
        folders.extend(self.names_in(&self.layout.locks())?);
        folders.extend(self.names_in(&self.layout.journals())?);
        folders.extend(more.iter().map(|who| annotator_stem(who.as_str())));
        if let Some(held) = held {
            folders.remove(&annotator_stem(held.as_str()));
        }
        let (mut locks, mut annotators) = (Vec::new(), Vec::new());
        for folder in folders {
            let path = self.layout.locks().join(&folder);
            match self.disk.lock(&path).map_err(StoreError::io("lock", &path))? {
                Some(lock) => locks.push(lock),
                None => annotators.push(self.annotator_of(&folder)),
            }
        }
        if annotators.is_empty() {
            return Ok(locks);
        }
        Err(StoreError::AtWork { article: article.clone(), action, annotators })
    }

    /// The names of the files in a folder that belong to annotators.
    pub(super) fn names_in(&self, folder: &Path) -> Result<Vec<String>, StoreError> {
        let listed = self.disk.list(folder).map_err(StoreError::io("read", folder))?;
        let files = listed.into_iter().filter(|entry| !entry.stat.is_dir && !entry.name.contains('.'));
        Ok(files.map(|entry| entry.name).collect())
    }

    /// Whose folder it is, as far as that is known.
    pub(super) fn annotator_of(&self, folder: &str) -> Annotator {
        let known = self.root.annotators.iter().find(|(name, ..)| name == folder);
        known.map_or_else(|| Annotator::from(folder), |(_, annotator, _)| annotator.clone())
    }
}
