//! `glossator formats`

use serde_json::{Map, Value, json};

use super::output::{Failure, Output};
use crate::exchange::format::{FORMATS, Format, Shape};

pub(super) fn run(out: &mut Output<'_>) -> Result<u8, Failure> {
    out.json(&FORMATS.iter().map(|format| row(format)).collect::<Vec<_>>())?;
    out.line("FORMAT        READ  WRITE  MAKES   OFFSETS      CARRIES")?;
    for format in FORMATS {
        let carries: Vec<&str> =
            format.carries.answers().iter().filter(|(_, yes)| *yes).map(|(what, _)| *what).collect();
        let yes = |yes| if yes { "yes" } else { "no" };
        out.line(format_args!(
            "{:<13} {:<5} {:<6} {:<7} {:<12} {}",
            format.id,
            yes(format.importer.is_some()),
            yes(format.export.is_some()),
            shape(format),
            format.offsets.map_or_else(|| "none".to_owned(), super::super::exchange::format::Offsets::name),
            carries.join(", ").replace('_', " ")
        ))?;
    }
    Ok(super::DONE)
}

fn shape(format: &Format) -> &'static str {
    match (format.export, format.shape) {
        (None, _) => "none",
        (Some(_), Shape::File) => "file",
        (Some(_), Shape::Folder) => "folder",
    }
}

fn row(format: &Format) -> Value {
    let carries: Map<String, Value> =
        format.carries.answers().into_iter().map(|(what, yes)| (what.to_owned(), Value::from(yes))).collect();
    json!({
        "id": format.id,
        "name": format.name,
        "makes": shape(format),
        "pattern": format.pattern,
        "reads": format.importer.is_some(),
        "writes": format.export.is_some(),
        "offsets": format.offsets.map(super::super::exchange::format::Offsets::name),
        "carries": carries,
    })
}
