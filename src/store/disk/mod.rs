//! The file system as the store sees it: few operations, each of which can fail.

use std::fmt::Debug;
use std::io;
use std::path::Path;

pub mod failing;
pub mod memory;
pub mod real;

/// What is known of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// Length in bytes.
    pub len: u64,
    /// Time of the last change, in nanoseconds since 1970 (or any clock that moves on with each change).
    pub modified_ns: u64,
    /// Whether it is a folder.
    pub is_dir: bool,
}

/// A file or folder in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, without the folder.
    pub name: String,
    /// What is known of it.
    pub stat: Stat,
}

/// A file that grows at its end.
pub trait Appender: Send + Debug {
    /// Writes `bytes` at the end.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Waits until everything appended is on the disk.
    fn sync(&mut self) -> io::Result<()>;
    /// Cuts the file to `len` bytes.
    fn truncate(&mut self, len: u64) -> io::Result<()>;
}

/// Held as long as a lock is; dropping it lets go.
pub trait Lock: Send + Debug {}

/// A file system. Paths are absolute or relative to the process, as the user gave them.
pub trait Disk: Send + Sync + Debug {
    /// Everything in a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// What is known of a path; `Ok(None)` if nothing is there.
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>>;
    /// What a folder holds, sorted by name; names that are not Unicode are left out.
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>>;
    /// Makes a folder and those above it.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;
    /// Writes a file that need not survive a crash yet, replacing what is there.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Waits until a file is on the disk.
    fn sync(&self, path: &Path) -> io::Result<()>;
    /// Waits until the names in a folder are on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Waits until everything written below `folder` is on the disk: one call for many files.
    fn sync_below(&self, folder: &Path) -> io::Result<()>;
    /// Gives a file another name, replacing what is there in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Opens a file for appending, making it if needed.
    fn append(&self, path: &Path) -> io::Result<Box<dyn Appender>>;
    /// Takes an exclusive lock, which ends with the process at the latest; `Ok(None)` if another holds it.
    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>>;
}

/// Replaces a file so that after a crash either the old or the new content is there, whole.
///
/// Temporary file, sync, rename, sync of the folder. When anything fails, the old file is as it was.
pub fn replace(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let temporary = folder.join(format!(".{name}.tmp"));
    let written = disk
        .write(&temporary, bytes)
        .and_then(|()| disk.sync(&temporary))
        .and_then(|()| disk.rename(&temporary, path))
        .and_then(|()| disk.sync_folder(folder));
    if written.is_err() {
        // The first error is the one that matters; a temporary file that stays is ignored by every reader.
        drop(disk.remove(&temporary));
    }
    written
}
