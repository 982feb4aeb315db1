//! The files of an export: one or one for each layer, and each of those in parts where the articles are split.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::Write;

use super::exporter::{ExportContext, ExportError, PieceWriter};
use super::losses::Losses;
use super::sink::Sink;
use crate::model::id::ArticleId;

/// What stands around and between the articles of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) before: &'static str,
    pub(crate) between: &'static str,
    pub(crate) after: &'static str,
}

impl Frame {
    /// A JSON array, each element on a line of its own.
    pub(crate) const ARRAY: Self = Self { before: "[\n", between: ",\n", after: "\n]\n" };
}

/// Files that are written to by turns. Each is made when there is something to write to it.
pub(crate) struct Outputs<'s> {
    context: &'s ExportContext<'s>,
    sink: &'s dyn Sink,
    extension: &'static str,
    frame: Frame,
    /// By name.
    open: BTreeMap<String, Stream<'s>>,
}

struct Stream<'s> {
    file: Box<dyn Write + 's>,
    split: usize,
    is_begun: bool,
}

impl<'s> Outputs<'s> {
    /// Begins to write files whose names end in `extension`.
    pub(crate) fn new(
        context: &'s ExportContext<'s>,
        sink: &'s dyn Sink,
        extension: &'static str,
        frame: Frame,
    ) -> Self {
        Self { context, sink, extension, frame, open: BTreeMap::new() }
    }

    /// The number of the split that `article` is in; 0 without splits.
    pub(crate) fn split(&self, article: &ArticleId) -> usize {
        self.context.splits.map_or(0, |splits| splits.of(article))
    }

    /// Writes a piece of `article` to the file called `stem`, which is empty for the only file of a format.
    pub(crate) fn write(&mut self, stem: &str, article: &ArticleId, piece: &[u8]) -> Result<(), ExportError> {
        let split = self.split(article);
        let name = self.name(stem, split);
        let between = self.frame.between;
        let stream = self.stream(&name, split)?;
        let separator = if std::mem::replace(&mut stream.is_begun, true) { between } else { "" };
        let written = stream.file.write_all(separator.as_bytes()).and_then(|()| stream.file.write_all(piece));
        written.map_err(|source| ExportError::Write { file: name, source })
    }

    /// Makes the only file of a format, even if there is nothing to write to it.
    pub(crate) fn begin(&mut self) -> Result<(), ExportError> {
        if self.context.splits.is_none() {
            self.stream("", 0)?;
        }
        Ok(())
    }

    /// Writes `end` of its split to the end of each file, and closes them.
    pub(crate) fn close(mut self, end: impl Fn(usize) -> Vec<u8>) -> Result<(), ExportError> {
        for (name, stream) in &mut self.open {
            let ended = stream.file.write_all(&end(stream.split));
            let framed = ended.and_then(|()| stream.file.write_all(self.frame.after.as_bytes()));
            let flushed = framed.and_then(|()| stream.file.flush());
            flushed.map_err(|source| ExportError::Write { file: name.clone(), source })?;
        }
        Ok(())
    }

    /// The name of the file `stem` for a split: "train.entity.conll", without splits "entity.conll".
    fn name(&self, stem: &str, split: usize) -> String {
        let split = self.context.splits.map(|splits| splits.names[split].as_str());
        let parts: Vec<&str> = split.into_iter().chain((!stem.is_empty()).then_some(stem)).collect();
        if parts.is_empty() { String::new() } else { format!("{}.{}", parts.join("."), self.extension) }
    }

    fn stream(&mut self, name: &str, split: usize) -> Result<&mut Stream<'s>, ExportError> {
        match self.open.entry(name.to_owned()) {
            Entry::Occupied(open) => Ok(open.into_mut()),
            Entry::Vacant(free) => {
                let cannot = |source| ExportError::Write { file: name.to_owned(), source };
                let mut file = self.sink.file(name).map_err(cannot)?;
                file.write_all(self.frame.before.as_bytes()).map_err(cannot)?;
                Ok(free.insert(Stream { file, split, is_begun: false }))
            }
        }
    }
}

/// A format of one file, whose articles are written one after the other.
impl PieceWriter<Vec<u8>> for Outputs<'_> {
    fn piece(&mut self, article: &ArticleId, piece: Vec<u8>, _: &mut Losses) -> Result<(), ExportError> {
        self.write("", article, &piece)
    }

    fn finish(self: Box<Self>, _: &mut Losses) -> Result<(), ExportError> {
        self.close(|_| Vec::new())
    }
}

/// Writes a file that stands beside those of the articles.
pub(crate) fn side_file(sink: &dyn Sink, name: &str, text: &str) -> Result<(), ExportError> {
    let write = || {
        let mut file = sink.file(name)?;
        file.write_all(text.as_bytes())?;
        file.flush()
    };
    write().map_err(|source| ExportError::Write { file: name.to_owned(), source })
}
