//! Writing a data set to a place of the machine: it appears there when it is whole, and not before.

use std::io;
use std::path::Path;

use super::files::{FileSink, FolderSink};
use crate::exchange::exporter::{Articles, ExportContext, ExportError};
use crate::exchange::format::{Format, Shape};
use crate::exchange::losses::Losses;
use crate::exchange::sink::{Nowhere, Sink};

/// Writes `articles` as the file or folder `path`. After an error, that it was called off among them, there is what was
/// there before. Errors name files by their whole path.
pub fn export(
    format: &Format,
    context: &ExportContext<'_>,
    articles: &dyn Articles,
    path: &Path,
) -> Result<Losses, ExportError> {
    let cannot = |source: io::Error| ExportError::Write { file: path.display().to_string(), source };
    let write = |sink: &dyn Sink| {
        encode(format, context, articles, sink).map_err(|err| match err {
            ExportError::Write { file, source } if !file.is_empty() => {
                ExportError::Write { file: path.join(file).display().to_string(), source }
            }
            ExportError::Write { source, .. } => cannot(source),
            other => other,
        })
    };
    match format.shape {
        Shape::File => {
            let sink = FileSink::new(path);
            let losses = write(&sink)?;
            sink.finish().map_err(cannot)?;
            Ok(losses)
        }
        Shape::Folder => {
            let sink = FolderSink::new(path).map_err(cannot)?;
            let losses = write(&sink)?;
            sink.finish().map_err(cannot)?;
            Ok(losses)
        }
    }
}

/// What exporting `articles` would lose; nothing is written.
pub fn try_out(
    format: &Format,
    context: &ExportContext<'_>,
    articles: &dyn Articles,
) -> Result<Losses, ExportError> {
    encode(format, context, articles, &Nowhere)
}

/// Whether there is a file at `path` that an export would replace.
pub fn is_replaced(format: &Format, path: &Path) -> bool {
    format.shape == Shape::File && path.is_file()
}

fn encode(
    format: &Format,
    context: &ExportContext<'_>,
    articles: &dyn Articles,
    sink: &dyn Sink,
) -> Result<Losses, ExportError> {
    let cannot = || ExportError::Unwritable { format: format.id };
    let losses = format.export.ok_or_else(cannot)?(context, articles, sink)?;
    // A format that does not ask is called off here, before anything is visible.
    context.require_going()?;
    Ok(losses)
}
