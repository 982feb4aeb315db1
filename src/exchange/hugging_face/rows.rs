//! The rows of a Parquet file as records of JSON.

use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_json::WriterBuilder;
use arrow_json::writer::LineDelimited;
use bytes::Bytes;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use crate::exchange::importer::{ImportError, Place, Problem};
use crate::exchange::records::Record;

/// How many rows are turned at a time.
const BATCH: usize = 64;
/// How much larger than the file its rows may be, and what any file may have, in bytes: columns are compressed, and a small
/// file must not fill the memory.
const GROWTH: usize = 1024;
const FREE: usize = 1 << 26;
/// Where the library `datasets` keeps what it knows of the columns.
const FEATURES: &str = "huggingface";

/// The rows of a file, of which every one has all columns.
pub(in crate::exchange) struct Rows {
    place: Place,
    /// `None` once it is read, or cannot be read any further.
    reader: Option<ParquetRecordBatchReader>,
    /// Rows that were turned, from the last to the next.
    turned: Vec<Record>,
    /// What the library `datasets` says of the columns, in JSON, if it has written the file.
    pub(super) features: Option<String>,
    /// How many there are, as far as the file says.
    pub(in crate::exchange) len: usize,
    given: usize,
    /// How many bytes they have taken, and may take.
    taken: usize,
    most: usize,
}

impl Rows {
    /// Those of `file`, which stands at `place`.
    pub(in crate::exchange) fn open(place: Place, file: Bytes) -> Result<Self, ImportError> {
        let most = file.len().saturating_mul(GROWTH).saturating_add(FREE);
        let opened = guarded(|| {
            let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| wrong(&error))?;
            let file = builder.metadata().file_metadata();
            let len = usize::try_from(file.num_rows()).unwrap_or_default();
            let said = file.key_value_metadata().into_iter().flatten().find(|said| said.key == FEATURES);
            let features = said.and_then(|said| said.value.clone());
            Ok((len, features, builder.with_batch_size(BATCH).build().map_err(|error| wrong(&error))?))
        });
        let (len, features, reader) =
            opened.map_err(|message| place.clone().error(Problem::Other(message)))?;
        Ok(Self { place, reader: Some(reader), turned: Vec::new(), features, len, given: 0, taken: 0, most })
    }

    /// Turns some more rows; whether there were any.
    fn turn(&mut self) -> Result<bool, String> {
        let Some(reader) = &mut self.reader else { return Ok(false) };
        let lines = guarded(|| {
            let Some(batch) = reader.next().transpose().map_err(|error| wrong(&error))? else {
                return Ok(None);
            };
            let mut writer =
                WriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(Vec::new());
            writer.write(&batch).and_then(|()| writer.finish()).map_err(|error| wrong(&error))?;
            Ok(Some(String::from_utf8(writer.into_inner()).map_err(|error| wrong(&error))?))
        })?;
        let Some(lines) = lines else { return Ok(false) };
        self.taken = self.taken.saturating_add(lines.len());
        if self.taken > self.most {
            return Err(format!("the rows are more than {GROWTH} times as large as the file: it is damaged"));
        }
        for line in lines.lines() {
            self.given += 1;
            self.turned.push(Record::new(self.place.clone(), self.given, line.to_owned()));
        }
        self.turned.reverse();
        Ok(true)
    }
}

impl Iterator for Rows {
    type Item = Result<Record, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.turned.pop() {
                return Some(Ok(record));
            }
            match self.turn() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(message) => {
                    self.reader = None;
                    return Some(Err(self.place.clone().error(Problem::Other(message))));
                }
            }
        }
    }
}

/// What `read` gives. The library trusts what a file says of its columns, and panics where a damaged one says too much; after
/// an error nothing of it is used any more.
fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err("the file is no Parquet file that can be read: it is damaged".to_owned()))
}

fn wrong(error: &dyn std::fmt::Display) -> String {
    format!("the file is no Parquet file that can be read: {error}")
}
