//! The rows of a Parquet file as objects of JSON.

use arrow_json::WriterBuilder;
use arrow_json::writer::LineDelimited;
use bytes::Bytes;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Map, Value};

/// How many rows are turned at a time.
const BATCH: usize = 64;
/// How much larger than the file its rows may be, and what any file may have, in bytes: columns are compressed, and a small
/// file must not fill the memory.
const GROWTH: usize = 1024;
const FREE: usize = 1 << 26;

/// The rows of a file. Every column is in every row.
pub(in crate::exchange) fn rows(file: Vec<u8>) -> Result<Vec<Map<String, Value>>, String> {
    // The library trusts what a file says of its columns, and panics where a damaged one says too much. It is handed the
    // file and nothing else, so nothing is left half done.
    let read = std::panic::catch_unwind(|| unguarded(file));
    read.unwrap_or_else(|_| Err("the file is no Parquet file that can be read: it is damaged".to_owned()))
}

fn unguarded(file: Vec<u8>) -> Result<Vec<Map<String, Value>>, String> {
    let most = file.len().saturating_mul(GROWTH).saturating_add(FREE);
    let wrong =
        |error: &dyn std::fmt::Display| format!("the file is no Parquet file that can be read: {error}");
    let reader =
        ParquetRecordBatchReaderBuilder::try_new(Bytes::from(file)).map_err(|error| wrong(&error))?;
    let reader = reader.with_batch_size(BATCH).build().map_err(|error| wrong(&error))?;
    let (mut found, mut taken) = (Vec::new(), 0_usize);
    for batch in reader {
        let batch = batch.map_err(|error| wrong(&error))?;
        let mut writer = WriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(Vec::new());
        writer.write(&batch).and_then(|()| writer.finish()).map_err(|error| wrong(&error))?;
        let lines = writer.into_inner();
        taken = taken.saturating_add(lines.len());
        if taken > most {
            return Err(format!("the rows are more than {GROWTH} times as large as the file: it is damaged"));
        }
        for row in serde_json::Deserializer::from_slice(&lines).into_iter() {
            found.push(row.map_err(|error| wrong(&error))?);
        }
    }
    Ok(found)
}
