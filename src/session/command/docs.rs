//! The table of commands as a page of the manual.

use super::kind::CommandKind;
use super::spec::{Group, Parameter, Spec};

const HEAD: &str = "# Commands

Every command of Glossator, as menus, keys, the palette and `glossator run` know it.
This page is written from the table of commands (`src/session/command/`); a test compares the two.
Offsets are given in the unit of the surface that runs the command; inside the program they are UTF-8 bytes.
";

/// Every command as Markdown, one section for each menu.
pub fn markdown() -> String {
    let mut specs: Vec<&Spec> = CommandKind::ALL.iter().map(|kind| kind.spec()).collect();
    specs.sort_by_key(|spec| spec.group);
    let mut group: Option<Group> = None;
    let sections = specs.into_iter().map(|spec| {
        let is_first = group.replace(spec.group) != Some(spec.group);
        let heading = if is_first { format!("\n## {:?}\n", spec.group) } else { String::new() };
        heading + &section(spec)
    });
    HEAD.to_owned() + &sections.collect::<String>()
}

fn section(spec: &Spec) -> String {
    let keys: Vec<String> = spec.keys.iter().map(|key| format!("`{key}`")).collect();
    let keys = if keys.is_empty() { String::new() } else { format!(" ({})", keys.join(", ")) };
    let table =
        if spec.parameters.is_empty() { "" } else { "\n| argument | value | meaning |\n|---|---|---|\n" };
    let rows: String = spec.parameters.iter().map(row).collect();
    format!("\n### `{}`{keys}\n{}.\n{table}{rows}", spec.id, spec.tooltip)
}

fn row(parameter: &Parameter) -> String {
    let (name, kind, doc) = (parameter.name, parameter.kind.description(), parameter.doc);
    let required = if parameter.required { ", required" } else { "" };
    format!("| `{name}` | {kind}{required} | {doc} |\n")
}
