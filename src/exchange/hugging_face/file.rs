//! A file of a data set: columns of Parquet, or lines of JSON.

use std::io::{self, Write};

use super::moments::Moments;
use crate::exchange::columns::file::ParquetFile;
use crate::exchange::columns::{Column, schema};
use crate::model::id::ArticleId;
use crate::text::offsets::OffsetUnit;

/// What the files of a data set are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// Columns, each with its type.
    Parquet,
    /// Lines of JSON, whose types the card tells.
    Lines,
}

/// A file that is being written.
pub(super) struct DataFile<'s> {
    content: Content<'s>,
    /// The first article in it.
    pub(super) first: ArticleId,
    /// Its columns that a loader may take for moments.
    pub(super) moments: Moments,
}

enum Content<'s> {
    Parquet(Box<ParquetFile<'s>>),
    Lines(Box<dyn Write + 's>),
}

impl FileKind {
    /// How the names of files end.
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Lines => "jsonl",
        }
    }
}

impl<'s> DataFile<'s> {
    /// Begins a file with these columns.
    pub(super) fn new(
        kind: FileKind,
        file: Box<dyn Write + 's>,
        columns: &[Column],
        first: &ArticleId,
    ) -> io::Result<Self> {
        let content = match kind {
            FileKind::Parquet => {
                let schema = schema(columns, OffsetUnit::CodePoint);
                Content::Parquet(Box::new(ParquetFile::new(file, schema)?))
            }
            FileKind::Lines => Content::Lines(file),
        };
        Ok(Self { content, first: first.clone(), moments: Moments::default() })
    }

    /// Adds a line of JSON with a value for each column.
    pub(super) fn add(&mut self, line: &[u8], moments: Moments) -> io::Result<()> {
        self.moments.append(moments);
        match &mut self.content {
            Content::Parquet(file) => file.add(line),
            Content::Lines(file) => file.write_all(line),
        }
    }

    /// Ends the file.
    pub(super) fn finish(self) -> io::Result<()> {
        match self.content {
            Content::Parquet(file) => file.finish(),
            Content::Lines(mut file) => file.flush(),
        }
    }
}
