//! Watching an import or an export: how far it has come, and whether it is to be called off.
//!
//! What goes on asks [`Watch::is_stopped`] between any two steps that take time, and gives up when it says so. Formats
//! need not know of it: their sources and articles are watched from outside.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{Error, Read, Result};
use std::rc::Rc;

use super::importer::{Incoming, Place};
use super::source::{Entry, Source};

/// Who watches work that takes time. Asked from several threads.
pub trait Watch: Sync {
    /// A part of the work begins. `all` is how many steps it has, in the unit of the phase.
    fn begin(&self, phase: Phase, all: u64);

    /// So many steps of it are done.
    fn reach(&self, done: u64);

    /// Whether the work is to be called off. Once it says so it goes on saying so.
    fn is_stopped(&self) -> bool;
}

/// A part of an import or export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The input is read and checked. Steps are bytes.
    Check,
    /// Articles are written beside those that are there. Steps are articles.
    Write,
    /// Articles that were written get their places, which is not called off any more. Steps are articles.
    Commit,
    /// Articles are encoded and written. Steps are articles.
    Export,
    /// What was written is read again. Steps are bytes.
    Prove,
    /// Articles are looked through. Steps are articles.
    Audit,
}

/// Nobody watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&self, _: Phase, _: u64) {}

    fn reach(&self, _: u64) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// A source that cannot be read any further once the watch is stopped, and knows how far it was read.
pub struct Watched<'a> {
    source: &'a dyn Source,
    watch: &'a dyn Watch,
    /// How far each stream was read when it was last opened, in bytes.
    read: RefCell<BTreeMap<String, Rc<Cell<u64>>>>,
    /// The stream that the last article came from.
    last: RefCell<Option<String>>,
    /// The bytes of those before it.
    done: Cell<u64>,
}

impl<'a> Watched<'a> {
    /// Watches `source`, whose first reading begins.
    pub fn new(source: &'a dyn Source, watch: &'a dyn Watch) -> Self {
        Self { source, watch, read: RefCell::default(), last: RefCell::default(), done: Cell::new(0) }
    }

    /// Tells the watch how far the reading has come when it hands out `incoming`. A format may read a file more than
    /// once: what counts is how far it is in the file from which something comes.
    pub fn passed(&self, incoming: &Incoming) {
        let Incoming::Article(article) = incoming else { return };
        let Place { file, .. } = &article.place;
        let mut last = self.last.borrow_mut();
        if last.as_ref() != Some(file) {
            let before = last.replace(file.clone());
            self.done.set(self.done.get() + before.map_or(0, |before| self.read_of(&before)));
        }
        self.watch.reach(self.done.get() + self.read_of(file));
    }

    fn read_of(&self, name: &str) -> u64 {
        self.read.borrow().get(name).map_or(0, |read| read.get())
    }
}

impl Source for Watched<'_> {
    fn entries(&self) -> Result<Vec<Entry>> {
        self.source.entries()
    }

    fn open(&self, name: &str) -> Result<Box<dyn Read + '_>> {
        let read = Rc::new(Cell::new(0));
        self.read.borrow_mut().insert(name.to_owned(), Rc::clone(&read));
        Ok(Box::new(WatchedStream { stream: self.source.open(name)?, watch: self.watch, read }))
    }
}

struct WatchedStream<'a> {
    stream: Box<dyn Read + 'a>,
    watch: &'a dyn Watch,
    read: Rc<Cell<u64>>,
}

impl Read for WatchedStream<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.watch.is_stopped() {
            // Of a kind that no reader tries again.
            return Err(Error::other("it was called off"));
        }
        let count = self.stream.read(buffer)?;
        self.read.set(self.read.get() + count as u64);
        Ok(count)
    }
}
