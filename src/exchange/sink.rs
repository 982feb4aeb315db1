//! Where an export goes: named streams of bytes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{Cursor, ErrorKind, Read, Result, Write};
use std::rc::Rc;

use super::source::{self, Entry, Source};

/// Takes named streams of bytes. Whether they become visible all at once is the business of who made the sink.
pub trait Sink {
    /// Begins a stream. `name` is its path below the sink, with `/` between folders; it is empty for a format that
    /// is a single file. Several streams can be open at once.
    fn file(&self, name: &str) -> Result<Box<dyn Write + '_>>;

    /// What was written when it is asked for its streams, to be read again; `None` where nothing is kept.
    fn written(&self) -> Option<Box<dyn Source + '_>>;
}

/// Keeps streams in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory(Rc<RefCell<BTreeMap<String, Vec<u8>>>>);

impl Memory {
    /// What was written, by name.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.0.borrow().clone()
    }
}

impl Sink for Memory {
    fn file(&self, name: &str) -> Result<Box<dyn Write + '_>> {
        self.0.borrow_mut().insert(name.to_owned(), Vec::new());
        Ok(Box::new(Stream { files: self, name: name.to_owned() }))
    }

    fn written(&self) -> Option<Box<dyn Source + '_>> {
        Some(Box::new(self))
    }
}

impl Source for &Memory {
    fn entries(&self) -> Result<Vec<Entry>> {
        source::Memory::from_iter(self.files()).entries()
    }

    fn open(&self, name: &str) -> Result<Box<dyn Read + '_>> {
        let found = self.0.borrow().get(name).cloned();
        Ok(Box::new(Cursor::new(found.ok_or(ErrorKind::NotFound)?)))
    }
}

struct Stream<'a> {
    files: &'a Memory,
    name: String,
}

impl Write for Stream<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.files.0.borrow_mut().entry(self.name.clone()).or_default().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Takes everything and keeps nothing: for a trial run that only asks what would be lost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn file(&self, _: &str) -> Result<Box<dyn Write + '_>> {
        Ok(Box::new(std::io::sink()))
    }

    fn written(&self) -> Option<Box<dyn Source + '_>> {
        None
    }
}
