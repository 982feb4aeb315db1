//! The copies that sync tools make of files that two machines have changed.

use std::path::PathBuf;

use super::cache::FileKey;
use super::current::Current;
use super::disk::replace;
use super::layout::FileId;
use super::reader::{merge_work, parse_work};
use super::writer::Writer;
use super::{Notice, StoreError};

impl Writer {
    /// Merges the copies that sync tools make of a conflict into the files they are copies of, and puts them in the
    /// trash. Other files are left alone and named.
    pub(super) fn adopt_strays(
        &mut self,
        strays: Vec<PathBuf>,
        notices: &mut Vec<Notice>,
    ) -> Result<(), StoreError> {
        for stray in strays {
            let bytes = self.store.disk.read(&stray).map_err(StoreError::io("read", &stray))?;
            let copy = parse_work(&bytes, &stray, None).ok();
            let copy = copy
                .filter(|copy| copy.annotator == self.annotator && self.store.entry(&copy.article).is_ok());
            let Some(copy) = copy else {
                notices.push(Notice::StrayFile { path: stray });
                continue;
            };
            let file = FileId::Work(copy.annotator.clone(), copy.article.clone());
            let path = self.store.layout.file(&file);
            let Ok(article) = self.store.load(&copy.article).map(|loaded| loaded.article) else {
                notices.push(Notice::StrayFile { path: stray });
                continue;
            };
            let mut content = match self.store.disk.read(&path) {
                Ok(bytes) => parse_work(&bytes, &path, Some(article.body()))?,
                Err(_) => parse_work(&bytes, &stray, Some(article.body()))?,
            };
            merge_work(&mut content, copy);
            self.conflicts.insert(file.clone(), content.conflicts);
            let current =
                Current::Work(Box::new(article.clone()), self.annotator.clone(), content.records.into());
            let text =
                current.text(self.conflicts.get(&file).cloned().unwrap_or_default()).unwrap_or_default();
            replace(&*self.store.disk, &path, text.as_bytes()).map_err(StoreError::io("write", &path))?;
            let stat = self.store.disk.stat(&path).map_err(StoreError::io("read", &path))?;
            self.remember(&file, &current, stat.map(|stat| FileKey::new(stat, text.as_bytes())));
            let name = stray.file_name().map(PathBuf::from).unwrap_or_default();
            let trash = self.store.layout.trash().join(name);
            self.store.disk.rename(&stray, &trash).map_err(StoreError::io("move to the trash", &stray))?;
            notices.push(Notice::Merged { path });
        }
        Ok(())
    }
}
