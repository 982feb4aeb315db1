//! The copies that sync tools make of files that two machines have changed.

use std::path::{Path, PathBuf};

use super::disk::replace;
use super::effort::parse_effort;
use super::files::{RegisterContent, read_register, write_effort, write_register, write_work};
use super::layout::FileId;
use super::merge::union;
use super::reader::{Store, merge_work, parse_work};
use super::{Notice, StoreError};
use crate::model::effort::Effort;
use crate::model::id::Annotator;

/// Merges copies of files of `annotator` into the files they are copies of, and puts the copies in the trash. Gives the
/// files that were merged. Stray files that are no such copies are left alone.
pub(super) fn adopt(
    store: &Store,
    annotator: &Annotator,
    notices: &[Notice],
) -> Result<Vec<PathBuf>, StoreError> {
    let mut merged = Vec::new();
    for notice in notices {
        let Notice::StrayFile { path: copy } = notice else { continue };
        let Ok(bytes) = store.disk.read(copy) else { continue };
        let Some((path, text)) = with_work(store, annotator, copy, &bytes)
            .or_else(|| with_register(store, annotator, copy, &bytes))
            .or_else(|| with_effort(store, annotator, copy, &bytes))
        else {
            continue;
        };
        replace(&*store.disk, &path, text.as_bytes()).map_err(StoreError::io("write", &path))?;
        let hash = blake3::hash(&bytes).to_hex();
        let name = copy.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let trash = store.layout.trash().join(format!("{}-{name}", &hash[..8]));
        store.disk.rename(copy, &trash).map_err(StoreError::io("move to the trash", copy))?;
        merged.push(path);
    }
    Ok(merged)
}

/// The work file that `bytes` is a copy of, and its text with the copy in it.
fn with_work(store: &Store, annotator: &Annotator, copy: &Path, bytes: &[u8]) -> Option<(PathBuf, String)> {
    let id = parse_work(bytes, copy, None).ok()?.article;
    let article = store.load(&id).ok()?.article;
    let copied = parse_work(bytes, copy, Some(article.body())).ok()?;
    if copied.annotator != *annotator {
        return None;
    }
    let path = store.layout.file(&FileId::Work(annotator.clone(), id));
    let content = match store.disk.read(&path) {
        Ok(bytes) => {
            let mut content = parse_work(&bytes, &path, Some(article.body())).ok()?;
            merge_work(&mut content, copied);
            content
        }
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => copied,
        Err(_) => return None,
    };
    let work = content.records.into();
    Some((path, write_work(article.id(), annotator, article.body(), &work, &content.conflicts)))
}

/// The register that `bytes` is a copy of, and its text with the copy in it.
fn with_register(
    store: &Store,
    annotator: &Annotator,
    copy: &Path,
    bytes: &[u8],
) -> Option<(PathBuf, String)> {
    let copied = read_register(bytes, copy).ok().filter(|copied| copied.annotator == *annotator)?;
    let path = store.layout.file(&FileId::Register(annotator.clone()));
    let content = match store.disk.read(&path) {
        Ok(bytes) => {
            let RegisterContent { annotator, records, conflicts } = read_register(&bytes, &path).ok()?;
            let merged = union(records, copied.records);
            let conflicts = [conflicts, copied.conflicts, merged.conflicts].concat();
            RegisterContent { annotator, records: merged.records, conflicts }
        }
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => copied,
        Err(_) => return None,
    };
    Some((path, write_register(&content)))
}

/// The effort file that `bytes` is a copy of, and its text with the copy in it.
fn with_effort(store: &Store, annotator: &Annotator, copy: &Path, bytes: &[u8]) -> Option<(PathBuf, String)> {
    let (copied, _) = parse_effort(bytes, copy).ok().filter(|(copied, _)| copied.annotator == *annotator)?;
    let path = store.layout.effort(annotator);
    let mut effort = match store.disk.read(&path) {
        Ok(bytes) => parse_effort(&bytes, &path).ok()?.0.effort,
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => Effort::default(),
        Err(_) => return None,
    };
    effort.merge(&copied.effort);
    Some((path, write_effort(annotator, &effort)))
}
