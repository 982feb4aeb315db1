//! A file system that fails on demand.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::{Appender, Disk, Entry, Lock, Stat};

/// Passes everything on to another file system until a given number of changing calls has been made; from then on
/// every call that would change something fails as if the disk were full, writing half of what it was given.
#[derive(Clone, Debug)]
pub struct FailingDisk<D> {
    inner: D,
    remaining: Arc<AtomicI64>,
}

impl<D: Disk> FailingDisk<D> {
    /// The first `calls` changing calls succeed.
    pub fn after(inner: D, calls: i64) -> Self {
        Self { inner, remaining: Arc::new(AtomicI64::new(calls)) }
    }

    /// Lets only the next `calls` changing calls succeed.
    pub fn fail_after(&self, calls: i64) {
        self.remaining.store(calls, Ordering::SeqCst);
    }

    /// Lets everything succeed from now on, as when space has been made.
    pub fn heal(&self) {
        self.remaining.store(i64::MAX, Ordering::SeqCst);
    }

    /// Whether a call has failed.
    pub fn has_failed(&self) -> bool {
        self.remaining.load(Ordering::SeqCst) < 0
    }

    fn spend(&self) -> io::Result<()> {
        if self.remaining.fetch_sub(1, Ordering::SeqCst) > 0 {
            return Ok(());
        }
        self.remaining.store(-1, Ordering::SeqCst);
        Err(io::Error::new(io::ErrorKind::StorageFull, "no space left on device (caused by a test)"))
    }
}

impl<D: Disk + Clone + 'static> Disk for FailingDisk<D> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.inner.read(path)
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        self.inner.stat(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        self.inner.list(folder)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.spend()?;
        self.inner.create_folder(folder)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.spend().or_else(|err| self.inner.write(path, &bytes[..bytes.len() / 2]).and(Err(err)))?;
        self.inner.write(path, bytes)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.spend()?;
        self.inner.sync(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.spend()?;
        self.inner.sync_folder(folder)
    }

    fn sync_below(&self, folder: &Path) -> io::Result<()> {
        self.spend()?;
        self.inner.sync_below(folder)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.spend()?;
        self.inner.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.spend()?;
        self.inner.remove(path)
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        self.spend()?;
        Ok(Box::new(FailingAppender { inner: self.inner.append(path)?, disk: self.clone() }))
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        self.inner.lock(path)
    }
}

#[derive(Debug)]
struct FailingAppender<D> {
    inner: Box<dyn Appender>,
    disk: FailingDisk<D>,
}

impl<D: Disk> Appender for FailingAppender<D> {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.disk.spend().or_else(|err| self.inner.append(&bytes[..bytes.len() / 2]).and(Err(err)))?;
        self.inner.append(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.spend()?;
        self.inner.sync()
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.disk.spend()?;
        self.inner.truncate(len)
    }
}
