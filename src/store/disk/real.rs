//! The file system of the machine.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::Path;
use std::time::UNIX_EPOCH;

use rayon::prelude::*;

use super::{Appender, Disk, Entry, Lock, Stat};

/// The file system of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

#[derive(Debug)]
struct RealAppender(File);

/// An open file with an advisory lock of the operating system, which ends with the process: no lock can go stale.
#[derive(Debug)]
struct RealLock {
    _file: File,
}

impl Lock for RealLock {}

fn stat_of(metadata: &fs::Metadata) -> Stat {
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified_ns = modified.map_or(0, |time| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX));
    Stat { len: metadata.len(), modified_ns, is_dir: metadata.is_dir() }
}

impl Disk for RealDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        match fs::metadata(path) {
            Ok(metadata) => Ok(Some(stat_of(&metadata))),
            Err(err) if matches!(err.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(None)
            }
            Err(err) => Err(err),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let entries: Vec<fs::DirEntry> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
        // With 100,000 articles almost all of the time goes into one system call for each name.
        let found = entries.into_par_iter().with_min_len(512).filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            match fs::metadata(entry.path()) {
                Ok(metadata) => Some(Ok(Entry { name, stat: stat_of(&metadata) })),
                // Removed between the listing and the look: not there.
                Err(err) if err.kind() == io::ErrorKind::NotFound => None,
                Err(err) => Some(Err(err)),
            }
        });
        let mut entries: Vec<Entry> = found.collect::<io::Result<_>>()?;
        entries.par_sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        File::create(path)?.write_all(bytes)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        sync_names(folder)
    }

    fn sync_below(&self, folder: &Path) -> io::Result<()> {
        sync_tree(*self, folder)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        let file = OpenOptions::new().append(true).create(true).open(path)?;
        Ok(Box::new(RealAppender(file)))
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(RealLock { _file: file }))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(err)) => Err(err),
        }
    }
}

#[cfg(unix)]
fn sync_names(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}

/// Windows has no such call; its file system keeps names in a journal of its own.
#[cfg(not(unix))]
fn sync_names(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn sync_tree(_disk: RealDisk, folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_tree(disk: RealDisk, folder: &Path) -> io::Result<()> {
    for entry in disk.list(folder)? {
        let path = folder.join(&entry.name);
        if entry.stat.is_dir { sync_tree(disk, &path)? } else { disk.sync(&path)? }
    }
    sync_names(folder)
}

impl Appender for RealAppender {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }
}
