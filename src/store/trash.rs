//! The trash: copies of an article's files, each below one folder at the place that it has in the project, so that
//! copying the folder's content over the project brings them back.

use std::path::{Path, PathBuf};

use super::StoreError;
use super::disk::Disk;
use super::reader::Store;
use super::stem::article_stem;
use crate::model::body::BodyHash;
use crate::model::id::ArticleId;

/// A file as it was read.
#[derive(Clone, Debug)]
pub(super) struct Original {
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
}

impl Store {
    /// The files of an article that are there: the body, the article file, and work files of whomever there is a folder
    /// of, known or not.
    pub(super) fn files_of(&self, id: &ArticleId) -> Result<Vec<Original>, StoreError> {
        let articles = self.layout.articles().join(article_stem(id.as_str()));
        let mut files = self.works_of(id, &self.annotator_folders()?)?;
        for path in [articles.with_added_extension("txt"), articles.with_added_extension("ron")] {
            files.extend(self.original(&path)?);
        }
        Ok(files)
    }

    /// The work files of an article in the folders of these annotators, whether the article is there or not.
    pub(super) fn works_of(
        &self,
        id: &ArticleId,
        annotators: &[String],
    ) -> Result<Vec<Original>, StoreError> {
        let name = format!("{}.ron", article_stem(id.as_str()));
        let mut works = Vec::new();
        for folder in annotators {
            let works_folder = self.layout.annotations().join(folder).join("articles");
            works.extend(self.original(&works_folder.join(&name))?);
        }
        Ok(works)
    }

    /// The names of the folders below `annotations`.
    pub(super) fn annotator_folders(&self) -> Result<Vec<String>, StoreError> {
        let folder = self.layout.annotations();
        let listed = match self.disk.list(&folder) {
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            listed => listed.map_err(StoreError::io("read", &folder))?,
        };
        Ok(listed.into_iter().filter(|entry| entry.stat.is_dir).map(|entry| entry.name).collect())
    }

    fn original(&self, path: &Path) -> Result<Option<Original>, StoreError> {
        match self.disk.read(path) {
            Ok(bytes) => Ok(Some(Original { path: path.to_owned(), bytes })),
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(err) => Err(StoreError::io("read", path)(err)),
        }
    }

    /// Copies `files` of an article with the text `body` into a folder of the trash, and returns the folder. Its name
    /// begins with eight digits of the text's hash. A copy that is there already is used again; one with other content
    /// is never written over. Not synced.
    pub(super) fn copy_to_trash(
        &self,
        id: &ArticleId,
        body: &BodyHash,
        files: &[Original],
    ) -> Result<PathBuf, StoreError> {
        let hash = body.to_string();
        let digits = hash.get(..8).unwrap_or_default();
        let name = format!("{digits}-{}", article_stem(id.as_str()));
        let mut folder = self.layout.trash().join(&name);
        let mut number = 1;
        while self.holds_other_copies(&folder, files)? {
            number += 1;
            folder = self.layout.trash().join(format!("{name}-{number}"));
        }
        for file in files {
            self.copy(file, &folder.join(self.layout.relative(&file.path)))?;
        }
        Ok(folder)
    }

    /// Waits until all copies are on the disk.
    pub(super) fn sync_trash(&self) -> Result<(), StoreError> {
        let trash = self.layout.trash();
        self.disk.sync_below(&trash).map_err(StoreError::io("write", &trash))
    }

    fn holds_other_copies(&self, folder: &Path, files: &[Original]) -> Result<bool, StoreError> {
        for file in files {
            let copy = self.original(&folder.join(self.layout.relative(&file.path)))?;
            if copy.is_some_and(|copy| copy.bytes != file.bytes) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Writes a copy under another name first, so that a copy is whole where it is there.
    fn copy(&self, file: &Original, target: &Path) -> Result<(), StoreError> {
        if self.disk.read(target).is_ok_and(|bytes| bytes == file.bytes) {
            return Ok(());
        }
        let folder = target.parent().unwrap_or(Path::new(""));
        self.disk.create_folder(folder).map_err(StoreError::io("make the folder", folder))?;
        let temporary = target.with_added_extension("tmp");
        let written = self.disk.write(&temporary, &file.bytes);
        let written = written.and_then(|()| self.disk.rename(&temporary, target));
        if written.is_err() {
            // The first error is the one that matters.
            drop(self.disk.remove(&temporary));
        }
        written.map_err(StoreError::io("write", target))
    }
}

/// Puts a copy of one file into the folder `trash`, under its name after eight digits of its hash. Not synced.
pub(super) fn keep(disk: &dyn Disk, trash: &Path, file: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let hash = blake3::hash(bytes).to_hex();
    let name = file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let copy = trash.join(format!("{}-{name}", &hash[..8]));
    disk.write(&copy, bytes).map_err(StoreError::io("write", &copy))
}
