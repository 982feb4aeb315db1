//! `glossator rehydrate`

use std::io::Write as _;

use serde_json::json;

use super::args::Rehydrate;
use super::output::{Failure, Output, plural};
use crate::exchange::importer::ImportOptions;
use crate::exchange::jsonl::rehydrate;
use crate::exchange::sink::Sink as _;
use crate::machine::files::{FileSink, Files};
use crate::model::id::Annotator;
use crate::store::StoreError;

pub(super) fn run(arguments: &Rehydrate, out: &mut Output<'_>) -> Result<u8, Failure> {
    let find = |paths: &[_]| Files::find(paths).map_err(|err| Failure::refused(err.to_string()));
    let source = find(std::slice::from_ref(&arguments.file))?;
    let texts = find(&arguments.texts)?;
    // Whose the work is stands in the data set.
    let mut options = ImportOptions::by(Annotator::from(""));
    options.encoding.clone_from(&arguments.encoding);
    let cannot = |source| StoreError::Io { action: "write", path: arguments.out.clone(), source };
    let sink = FileSink::new(&arguments.out);
    let mut file = sink.file("").map_err(cannot)?;
    let rehydrated = rehydrate::rehydrate(&source, &texts, &options, &mut file)?;
    file.flush().map_err(cannot)?;
    drop(file);
    sink.finish().map_err(cannot)?;
    out.json(&json!({ "out": arguments.out, "found": rehydrated.found, "missing": rehydrated.missing }))?;
    out.line(format_args!(
        "Wrote {} with the text of {}",
        arguments.out.display(),
        plural(rehydrated.found, "article")
    ))?;
    for id in &rehydrated.missing {
        out.line(format_args!("Left out: {id}, whose text is in none of the files"))?;
    }
    Ok(if rehydrated.missing.is_empty() { super::DONE } else { super::FOUND })
}
