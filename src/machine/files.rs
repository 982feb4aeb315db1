//! Files and folders of the machine as a source and a sink.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use crate::exchange::sink::Sink;
use crate::exchange::source::{Entry, Source};
use crate::store::disk::Disk as _;
use crate::store::disk::real::RealDisk;

/// Files given by the user; a folder stands for every file below it that is not hidden.
pub struct Files {
    /// Name and path, in the order given.
    files: Vec<(String, PathBuf)>,
}

impl Files {
    /// Finds the files under `paths`. Names are the paths as given, so that errors name them so.
    pub fn find(paths: &[PathBuf]) -> io::Result<Self> {
        let mut files = Vec::new();
        for path in paths {
            if fs::metadata(path).map_err(|err| named(path, &err))?.is_dir() {
                find_below(path, &mut files)?;
            } else {
                files.push((name_of(path), path.clone()));
            }
        }
        Ok(Self { files })
    }

    /// The length of all files together, in bytes.
    pub fn total_len(&self) -> u64 {
        self.files.iter().filter_map(|(_, path)| fs::metadata(path).ok()).map(|metadata| metadata.len()).sum()
    }
}

fn named(path: &Path, err: &io::Error) -> io::Error {
    io::Error::new(err.kind(), format!("cannot read {}: {err}", path.display()))
}

fn name_of(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn find_below(folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    let mut inside: Vec<PathBuf> = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
        .map_err(|err| named(folder, &err))?;
    inside.sort();
    let is_hidden =
        |path: &PathBuf| path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    for path in inside.into_iter().filter(|path| !is_hidden(path)) {
        if path.is_dir() { find_below(&path, files)? } else { files.push((name_of(&path), path)) }
    }
    Ok(())
}

impl Source for Files {
    fn entries(&self) -> io::Result<Vec<Entry>> {
        let entry = |(name, path): &(String, PathBuf)| {
            Ok(Entry { name: name.clone(), len: fs::metadata(path).map_err(|err| named(path, &err))?.len() })
        };
        self.files.iter().map(entry).collect()
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + '_>> {
        let found = self.files.iter().find(|(known, _)| known == name);
        let (_, path) = found.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(Box::new(BufReader::with_capacity(1 << 16, File::open(path)?)))
    }
}

/// A file that appears under its name when it is finished, whole, and not before.
pub struct FileSink {
    path: PathBuf,
    temporary: PathBuf,
}

impl FileSink {
    /// A file that will appear as `path`.
    pub fn new(path: &Path) -> Self {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        Self { path: path.to_owned(), temporary: path.with_file_name(format!(".{name}.part")) }
    }

    /// Puts the file in its place.
    pub fn finish(self) -> io::Result<()> {
        RealDisk.sync(&self.temporary)?;
        RealDisk.rename(&self.temporary, &self.path)
    }
}

impl Drop for FileSink {
    fn drop(&mut self) {
        // Gone already when it was finished.
        drop(fs::remove_file(&self.temporary));
    }
}

impl Sink for FileSink {
    fn file(&self, _name: &str) -> io::Result<Box<dyn Write + '_>> {
        Ok(Box::new(BufWriter::with_capacity(1 << 18, File::create(&self.temporary)?)))
    }

    fn written(&self) -> Option<Box<dyn Source + '_>> {
        Some(Box::new(Written { place: &self.temporary }))
    }
}

/// How many files are waited for one by one. For more, waiting for all that any program has written is shorter.
const FEW: usize = 32;

/// A folder that appears under its name when it is finished, whole, and not before.
pub struct FolderSink {
    path: PathBuf,
    temporary: PathBuf,
    /// The files that were made in it, as far as they are few.
    files: RefCell<BTreeSet<PathBuf>>,
}

impl FolderSink {
    /// Prepares the folder `path`, which must not exist yet or be empty.
    pub fn new(path: &Path) -> io::Result<Self> {
        if fs::read_dir(path).is_ok_and(|mut inside| inside.next().is_some()) {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "the folder is not empty"));
        }
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let temporary = path.with_file_name(format!(".{name}.part"));
        // What an export that was cut short has left.
        drop(fs::remove_dir_all(&temporary));
        fs::create_dir_all(&temporary)?;
        Ok(Self { path: path.to_owned(), temporary, files: RefCell::default() })
    }

    /// Puts the folder in its place.
    pub fn finish(self) -> io::Result<()> {
        let files = self.files.take();
        if files.len() > FEW {
            RealDisk.sync_below(&self.temporary)?;
        } else {
            files.iter().try_for_each(|file| RealDisk.sync(file))?;
            let above = files.iter().flat_map(|file| file.ancestors().skip(1));
            let mut folders: BTreeSet<&Path> =
                above.filter(|folder| folder.starts_with(&self.temporary)).collect();
            folders.insert(&self.temporary);
            folders.into_iter().try_for_each(|folder| RealDisk.sync_folder(folder))?;
        }
        RealDisk.rename(&self.temporary, &self.path)
    }
}

impl Drop for FolderSink {
    fn drop(&mut self) {
        // Gone already when it was finished.
        drop(fs::remove_dir_all(&self.temporary));
    }
}

impl Sink for FolderSink {
    fn file(&self, name: &str) -> io::Result<Box<dyn Write + '_>> {
        let path = self.temporary.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = File::create(&path)?;
        let mut files = self.files.borrow_mut();
        if files.len() <= FEW {
            files.insert(path);
        }
        Ok(Box::new(BufWriter::with_capacity(1 << 18, file)))
    }

    fn written(&self) -> Option<Box<dyn Source + '_>> {
        Some(Box::new(Written { place: &self.temporary }))
    }
}

/// What a sink has written and not put in its place yet, named as the sink was told.
struct Written<'s> {
    /// A file or a folder.
    place: &'s Path,
}

impl Written<'_> {
    fn path(&self, name: &str) -> PathBuf {
        if name.is_empty() { self.place.to_owned() } else { self.place.join(name) }
    }
}

impl Source for Written<'_> {
    fn entries(&self) -> io::Result<Vec<Entry>> {
        let mut files = Vec::new();
        if self.place.is_dir() {
            find_below(self.place, &mut files)?;
        } else {
            files.push((String::new(), self.place.to_owned()));
        }
        let entry = |(_, path): (String, PathBuf)| {
            let name = path.strip_prefix(self.place).map(name_of).unwrap_or_default();
            Ok(Entry { name, len: fs::metadata(&path)?.len() })
        };
        files.into_iter().map(entry).collect()
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(BufReader::with_capacity(1 << 16, File::open(self.path(name))?)))
    }
}
