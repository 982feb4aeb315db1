//! Writing a data set to a place of the machine: it appears there when it is whole, and not before.

use std::io;
use std::path::Path;

use super::files::{FileSink, FolderSink};
use crate::exchange::exporter::{self, Articles, ExportContext, ExportError, Exported};
use crate::exchange::format::{Format, Shape};
use crate::exchange::options::ExportOptions;
use crate::exchange::sink::{Nowhere, Sink};

/// Writes `articles` as the file or folder `path`. After an error, that it was called off among them, there is what was
/// there before. Errors name files by their whole path.
pub fn export(
    format: &Format,
    context: &ExportContext<'_>,
    articles: &dyn Articles,
    path: &Path,
) -> Result<Exported, ExportError> {
    let cannot = |source: io::Error| ExportError::Write { file: path.display().to_string(), source };
    let write = |sink: &dyn Sink| {
        exporter::export(format, context, articles, sink).map_err(|err| match err {
            ExportError::Write { file, source } if !file.is_empty() => {
                ExportError::Write { file: path.join(file).display().to_string(), source }
            }
            ExportError::Write { source, .. } => cannot(source),
            other => other,
        })
    };
    match shape(format, context.options) {
        Shape::File => {
            let sink = FileSink::new(path);
            let exported = write(&sink)?;
            sink.finish().map_err(cannot)?;
            Ok(exported)
        }
        Shape::Folder => {
            let sink = FolderSink::new(path).map_err(cannot)?;
            let exported = write(&sink)?;
            sink.finish().map_err(cannot)?;
            Ok(exported)
        }
    }
}

/// What exporting `articles` would lose; nothing is written.
pub fn try_out(
    format: &Format,
    context: &ExportContext<'_>,
    articles: &dyn Articles,
) -> Result<Exported, ExportError> {
    exporter::export(format, context, articles, &Nowhere)
}

/// Whether there is a file at `path` that an export would replace.
pub fn is_replaced(format: &Format, options: &ExportOptions, path: &Path) -> bool {
    shape(format, options) == Shape::File && path.is_file()
}

/// What an export makes: a format of one file makes one for each split.
pub fn shape(format: &Format, options: &ExportOptions) -> Shape {
    if options.split.is_some() { Shape::Folder } else { format.shape }
}
