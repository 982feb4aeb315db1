//! Lines of JSON in columns: a Parquet file that is written while the lines come.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::Schema;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::schema::types::ColumnPath;

/// How many lines become columns at a time.
const BATCH: usize = 64;
/// How many bytes of rows are in memory, encoded, before they are written as a group of the file.
const GROUP: usize = 8 << 20;
/// The columns that say to which article a row belongs; rows are in the order of articles.
const SORTED: [&str; 3] = ["id", "document", "article"];

/// A Parquet file that is being written.
pub(in crate::exchange) struct ParquetFile<'s> {
    file: Box<dyn Write + 's>,
    writer: ArrowWriter<Held>,
    decoder: Decoder,
    held: Held,
    lines: usize,
}

/// What the writer has written and the file has not got yet: the writer wants something that may cross threads.
#[derive(Clone, Default)]
struct Held(Arc<Mutex<Vec<u8>>>);

impl Write for Held {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The metadata of `schema` as readers have it who know nothing of Arrow.
fn metadata(schema: &Schema) -> Vec<KeyValue> {
    let entries = schema.metadata().iter();
    entries.map(|(key, value)| KeyValue::new(key.clone(), value.clone())).collect()
}

/// Asks for the least and the largest value of the columns by which rows are sorted: a reader who looks for one article
/// passes over pages by them. Of other columns they would tell nothing, and cost comparing every value twice.
fn with_statistics(properties: WriterPropertiesBuilder) -> WriterPropertiesBuilder {
    SORTED.into_iter().fold(properties.set_statistics_enabled(EnabledStatistics::None), |properties, name| {
        properties.set_column_statistics_enabled(ColumnPath::from(name), EnabledStatistics::Page)
    })
}

impl<'s> ParquetFile<'s> {
    /// Begins a file whose columns are those of `schema`.
    pub(in crate::exchange) fn new(file: Box<dyn Write + 's>, schema: Schema) -> io::Result<Self> {
        let schema = Arc::new(schema);
        let held = Held::default();
        // Snappy is what every reader has.
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(metadata(&schema)));
        let properties = with_statistics(properties).build();
        let writer = ArrowWriter::try_new(held.clone(), Arc::clone(&schema), Some(properties));
        let decoder = ReaderBuilder::new(schema).with_batch_size(BATCH).build_decoder();
        Ok(Self {
            file,
            writer: writer.map_err(io::Error::other)?,
            decoder: decoder.map_err(io::Error::other)?,
            held,
            lines: 0,
        })
    }

    /// Adds a line of JSON with a value for each column.
    pub(in crate::exchange) fn add(&mut self, line: &[u8]) -> io::Result<()> {
        self.decoder.decode(line).map_err(io::Error::other)?;
        self.lines += 1;
        if self.lines.is_multiple_of(BATCH) { self.flush() } else { Ok(()) }
    }

    /// Ends the file.
    pub(in crate::exchange) fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.writer.finish().map_err(io::Error::other)?;
        self.drain()?;
        self.file.flush()
    }

    fn flush(&mut self) -> io::Result<()> {
        if let Some(batch) = self.decoder.flush().map_err(io::Error::other)? {
            self.writer.write(&batch).map_err(io::Error::other)?;
            if self.writer.in_progress_size() > GROUP {
                self.writer.flush().map_err(io::Error::other)?;
            }
        }
        self.drain()
    }

    /// Hands on what was written.
    fn drain(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut *self.held.0.lock().unwrap_or_else(PoisonError::into_inner));
        self.file.write_all(&bytes)
    }
}
