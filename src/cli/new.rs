//! `glossator new`

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use super::args::New;
use super::output::{Failure, Output};
use crate::model::project::Project;
use crate::store::disk::real::RealDisk;
use crate::store::{create, schema_file};

pub(super) fn run(arguments: &New, out: &mut Output<'_>) -> Result<u8, Failure> {
    if arguments.name.trim().is_empty() {
        return Err(Failure::usage("a project needs a name"));
    }
    let (schema, guideline) = match &arguments.schema {
        Some(path) => schema_file::read(&read(path)?, path)?,
        None => schema_file::news()?,
    };
    let project = Project::new(&arguments.name, schema).with_guideline(Arc::new(guideline));
    create::create(&RealDisk, &arguments.dir, &project)?;
    let dir = arguments.dir.display();
    out.line(format_args!("Made {dir}. Bring articles in with: glossator import {dir} FILES"))?;
    out.json(&json!({ "project": arguments.dir }))?;
    Ok(super::DONE)
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path)
        .map_err(|err| Failure::refused(format!("cannot read the schema: {err}: {}", path.display())))
}
