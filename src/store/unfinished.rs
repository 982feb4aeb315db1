//! The commit of an import that was cut off in its midst, and how it is finished.
//!
//! Where an article that is there is replaced, several files change together. A note of them all is on the disk before the
//! first of them gets its name, and goes when the last has: whoever finds one does the rest, so that the article is wholly
//! the old or wholly the new one.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{Disk, replace};
use super::frames::{self, frame};
use super::import::wait_for;
use super::journal::keep_aside;
use super::layout::Layout;
use super::trash::keep;
use super::{StoreError, cache};

/// What the note begins with.
const FORMAT: u32 = 1;

/// A BLAKE3 hash of a file's bytes.
type Hash = [u8; 32];

/// What a commit does to files. Paths are as seen from the project folder.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Note {
    /// Files that go, if they still hold this.
    removals: Vec<(PathBuf, Hash)>,
    renames: Vec<NotedRename>,
}

#[derive(Debug, Serialize, Deserialize)]
struct NotedRename {
    temporary: PathBuf,
    target: PathBuf,
    /// What the target held; none where it was not there.
    before: Option<Hash>,
}

impl Note {
    /// Adds a file that goes.
    pub(super) fn remove(&mut self, layout: &Layout, path: &Path, held: Hash) {
        self.removals.push((layout.relative(path).to_owned(), held));
    }

    /// Adds a file that gets its name, and what that name has held.
    pub(super) fn rename(&mut self, layout: &Layout, temporary: &Path, target: &Path, before: Option<Hash>) {
        let [temporary, target] = [temporary, target].map(|path| layout.relative(path).to_owned());
        self.renames.push(NotedRename { temporary, target, before });
    }

    /// Puts the note onto the disk. When that fails it may be there all the same.
    pub(super) fn write(&self, disk: &dyn Disk, layout: &Layout) -> Result<(), StoreError> {
        let path = layout.unfinished();
        let content = postcard::to_stdvec(&(FORMAT, self)).map_err(std::io::Error::other);
        let written = content.and_then(|content| replace(disk, &path, &frame(&content)));
        written.map_err(StoreError::io("write", &path))
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let frames = frames::read(bytes);
        let (format, rest) = postcard::take_from_bytes::<u32>(frames.whole.first()?).ok()?;
        (format == FORMAT).then(|| postcard::from_bytes(rest).ok())?
    }

    /// Does what is not done yet. May be called again after it has failed.
    fn finish(&self, disk: &dyn Disk, layout: &Layout) -> Result<(), StoreError> {
        let root = layout.root();
        let mut waiting = Vec::new();
        for NotedRename { temporary, target, before } in &self.renames {
            let (temporary, target) = (root.join(temporary), root.join(target));
            if disk.stat(&temporary).map_err(StoreError::io("read", &temporary))?.is_some() {
                waiting.push((temporary, target, *before));
            }
        }
        for (_, target, before) in &waiting {
            // Another program may have written it since.
            if let Some(bytes) = there(disk, target)?.filter(|bytes| Some(hash(bytes)) != *before) {
                keep(disk, &layout.trash(), target, &bytes)?;
            }
        }
        disk.sync_below(&layout.trash()).map_err(StoreError::io("write", &layout.trash()))?;
        for (path, held) in &self.removals {
            let path = root.join(path);
            if there(disk, &path)?.is_some_and(|bytes| hash(&bytes) == *held) {
                disk.remove(&path).map_err(StoreError::io("remove", &path))?;
            }
        }
        for (temporary, target, _) in &waiting {
            disk.rename(temporary, target).map_err(StoreError::io("write", target))?;
        }
        let removed = self.removals.iter().map(|(path, _)| path.as_path());
        let files = self.renames.iter().map(|rename| rename.target.as_path()).chain(removed);
        cache::forget(disk, &layout.cache(), files);
        disk.sync_below(root).map_err(StoreError::io("write", root))
    }
}

/// Finishes a commit that was cut off, if there is one, and gives whether there was. While another program imports it is
/// left to that.
pub(super) fn finish(disk: &dyn Disk, layout: &Layout) -> Result<bool, StoreError> {
    let (path, import) = (layout.unfinished(), layout.import_lock());
    if disk.stat(&path).map_err(StoreError::io("read", &path))?.is_none() {
        return Ok(false);
    }
    match disk.lock(&import).map_err(StoreError::io("lock", &import))? {
        Some(_import) => finish_locked(disk, layout),
        None => Ok(false),
    }
}

/// As [`finish`], for a caller that holds the lock of whoever imports.
pub(super) fn finish_locked(disk: &dyn Disk, layout: &Layout) -> Result<bool, StoreError> {
    let path = layout.unfinished();
    let Some(bytes) = there(disk, &path)? else { return Ok(false) };
    let _shared = wait_for(disk, &layout.shared_lock())?;
    match Note::read(&bytes) {
        Some(note) => note.finish(disk, layout)?,
        // What is half done is told of when it is read.
        None => drop(keep_aside(disk, &path, &bytes, "damaged").map_err(StoreError::io("copy", &path))?),
    }
    take_back(disk, layout)?;
    Ok(true)
}

/// Removes the note, so that no power cut brings it back.
pub(super) fn take_back(disk: &dyn Disk, layout: &Layout) -> Result<(), StoreError> {
    let (path, folder) = (layout.unfinished(), layout.local());
    match disk.remove(&path) {
        Err(err) if err.kind() != std::io::ErrorKind::NotFound => Err(StoreError::io("remove", &path)(err)),
        _ => disk.sync_folder(&folder).map_err(StoreError::io("write", &folder)),
    }
}

fn there(disk: &dyn Disk, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match disk.read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(err) => Err(StoreError::io("read", path)(err)),
    }
}

fn hash(bytes: &[u8]) -> Hash {
    *blake3::hash(bytes).as_bytes()
}
