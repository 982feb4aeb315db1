//! A file system in memory, which can be cut off like a machine that loses power.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Appender, Disk, Entry, Lock, Stat};

/// A file system in memory. Copies share its content.
#[derive(Clone, Debug, Default)]
pub struct MemoryDisk(Arc<Mutex<State>>);

#[derive(Clone, Debug, Default)]
struct State {
    files: BTreeMap<PathBuf, File>,
    folders: BTreeSet<PathBuf>,
    locks: BTreeSet<PathBuf>,
    /// Counts changes: the clock of this file system.
    clock: u64,
}

#[derive(Clone, Debug)]
struct File {
    bytes: Vec<u8>,
    modified_ns: u64,
    /// What a crash leaves.
    safe: Option<Vec<u8>>,
}

impl MemoryDisk {
    /// A copy as it would be found after a power cut: files have what was last synced. A name counts as safe as soon
    /// as its content is, as on the journalling file systems in common use.
    pub fn after_power_cut(&self) -> Self {
        let state = self.state();
        let survive = |(path, file): (&PathBuf, &File)| {
            let bytes = file.safe.clone()?;
            Some((path.clone(), File { safe: Some(bytes.clone()), bytes, modified_ns: file.modified_ns }))
        };
        let files = state.files.iter().filter_map(survive).collect();
        let (folders, clock) = (state.folders.clone(), state.clock);
        Self(Arc::new(Mutex::new(State { files, folders, locks: BTreeSet::new(), clock })))
    }

    /// A copy that shares nothing with this one, without its locks.
    pub fn fork(&self) -> Self {
        let mut state = self.state().clone();
        state.locks.clear();
        Self(Arc::new(Mutex::new(state)))
    }

    /// Every file, by path.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.state().files.iter().map(|(path, file)| (path.clone(), file.bytes.clone())).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic while the lock is held leaves no half-made change behind: each is a single insertion.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn put(&mut self, path: &Path, bytes: Vec<u8>) {
        self.clock += 1;
        let safe = self.files.get(path).and_then(|file| file.safe.clone());
        self.files.insert(path.to_owned(), File { bytes, modified_ns: self.clock, safe });
    }

    fn file(&mut self, path: &Path) -> io::Result<&mut File> {
        self.files.get_mut(path).ok_or_else(not_found)
    }

    fn require_folder(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let there = folder.as_os_str().is_empty() || self.folders.contains(folder);
        there.then_some(()).ok_or_else(not_found)
    }
}

fn not_found() -> io::Error {
    io::ErrorKind::NotFound.into()
}

#[derive(Debug)]
struct MemoryAppender(MemoryDisk, PathBuf);

#[derive(Debug)]
struct MemoryLock(MemoryDisk, PathBuf);

impl Lock for MemoryLock {}

impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.0.state().locks.remove(&self.1);
    }
}

impl Disk for MemoryDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        Ok(self.state().file(path)?.bytes.clone())
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        let state = self.state();
        let file = state.files.get(path);
        let file = file.map(|file| Stat {
            len: file.bytes.len() as u64,
            modified_ns: file.modified_ns,
            is_dir: false,
        });
        let folder = || state.folders.contains(path).then_some(Stat { len: 0, modified_ns: 0, is_dir: true });
        Ok(file.or_else(folder))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let state = self.state();
        if !state.folders.contains(folder) {
            return Err(not_found());
        }
        let inside = |path: &&PathBuf| path.parent() == Some(folder);
        let files = state.files.keys().filter(inside);
        let names =
            files.chain(state.folders.iter().filter(inside)).filter_map(|path| path.file_name()?.to_str());
        let names: BTreeSet<String> = names.map(str::to_owned).collect();
        drop(state);
        let entry = |name: String| {
            let stat = self.stat(&folder.join(&name)).ok().flatten()?;
            Some(Entry { name, stat })
        };
        Ok(names.into_iter().filter_map(entry).collect())
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        state
            .folders
            .extend(folder.ancestors().filter(|above| !above.as_os_str().is_empty()).map(Path::to_owned));
        Ok(())
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        state.require_folder(path)?;
        state.put(path, bytes.to_vec());
        Ok(())
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        let file = state.file(path)?;
        file.safe = Some(file.bytes.clone());
        Ok(())
    }

    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    fn sync_below(&self, folder: &Path) -> io::Result<()> {
        for (_, file) in self.state().files.iter_mut().filter(|(path, _)| path.starts_with(folder)) {
            file.safe = Some(file.bytes.clone());
        }
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.require_folder(to)?;
        let file = state.files.remove(from).ok_or_else(not_found)?;
        state.files.insert(to.to_owned(), file);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.state().files.remove(path).map(|_| ()).ok_or_else(not_found)
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        let mut state = self.state();
        state.require_folder(path)?;
        if !state.files.contains_key(path) {
            state.put(path, Vec::new());
        }
        Ok(Box::new(MemoryAppender(self.clone(), path.to_owned())))
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        let mut state = self.state();
        state.require_folder(path)?;
        if !state.files.contains_key(path) {
            state.put(path, Vec::new());
        }
        let free = state.locks.insert(path.to_owned());
        Ok(free.then(|| Box::new(MemoryLock(self.clone(), path.to_owned())) as Box<dyn Lock>))
    }
}

impl Appender for MemoryAppender {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.0.state();
        let mut grown = state.file(&self.1)?.bytes.clone();
        grown.extend_from_slice(bytes);
        state.put(&self.1, grown);
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync(&self.1)
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        let mut state = self.0.state();
        let mut bytes = state.file(&self.1)?.bytes.clone();
        bytes.resize(usize::try_from(len).map_err(io::Error::other)?, 0);
        state.put(&self.1, bytes);
        Ok(())
    }
}
