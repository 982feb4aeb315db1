//! The table of commands as a page of the manual.

use std::fmt::Write as _;

use super::kind::CommandKind;
use super::spec::{Group, Spec};

const HEAD: &str = "# Commands

Every command of Glossator, as menus, keys, the palette and `glossator run` know it.
This page is written from the table of commands (`src/session/command/`); a test compares the two.
Offsets are given in the unit of the surface that runs the command; inside the program they are UTF-8 bytes.
";

/// Every command as Markdown, one section for each menu.
pub fn markdown() -> String {
    let mut page = HEAD.to_owned();
    let mut group: Option<Group> = None;
    let mut specs: Vec<&Spec> = CommandKind::ALL.iter().map(|kind| kind.spec()).collect();
    specs.sort_by_key(|spec| spec.group);
    for spec in specs {
        if group.replace(spec.group) != Some(spec.group) {
            page.push_str(&format!("\n## {:?}\n", spec.group));
        }
        write_command(&mut page, spec);
    }
    page
}

fn write_command(page: &mut String, spec: &Spec) {
    let keys: Vec<String> = spec.keys.iter().map(|key| format!("`{key}`")).collect();
    let keys = if keys.is_empty() { String::new() } else { format!(" ({})", keys.join(", ")) };
    // Writing to a string cannot fail.
    let _ = write!(page, "\n### `{}`{keys}\n{}.\n", spec.id, spec.tooltip);
    if !spec.parameters.is_empty() {
        page.push_str("\n| argument | value | meaning |\n|---|---|---|\n");
    }
    for parameter in spec.parameters {
        let (name, kind, doc) = (parameter.name, parameter.kind.description(), parameter.doc);
        let required = if parameter.required { ", required" } else { "" };
        let _ = writeln!(page, "| `{name}` | {kind}{required} | {doc} |");
    }
}
