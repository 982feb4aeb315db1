//! The keys as a page of the manual, from the tables of commands and the keymaps that ship with the program.

use super::keymap::{KeyError, Keymap, VIM};
use crate::ui::commands::AnyCommand;
use crate::ui::texts::Texts;
use crate::ui::top_bar::MENUS;

const HEAD: &str = "# Keys

Every command of the window by menu, with the keys it has when nobody has changed them, and those of the preset for vim.
Bare letters belong to labels; with the preset, labels stand behind `,`.
[window.md](window.md#your-keys) says how to change them; the names in the last column are what a key file calls the commands.
This page is written from the tables of commands and from `assets/keys/`; a test compares them.
";

/// Every command with its keys as Markdown, one table for each menu; an error where the preset cannot be read.
pub fn markdown() -> Result<String, KeyError> {
    let (plain, vim) = (Keymap::default(), Keymap::default().changed(VIM)?);
    let texts = Texts::default();
    let section = |(menu, name)| {
        let rows = AnyCommand::all().filter(|command| command.menu() == menu);
        let rows: String = rows.map(|command| row(command, &plain, &vim)).collect();
        let name = texts.get(name);
        format!("\n## {name}\n\n| keys | with vim's | what it does | command |\n|---|---|---|---|\n{rows}")
    };
    Ok(HEAD.to_owned() + &MENUS.into_iter().map(section).collect::<String>())
}

fn row(command: AnyCommand, plain: &Keymap, vim: &Keymap) -> String {
    let keys = code(&plain.all_of(command));
    let vim = code(&vim.all_of(command));
    let vim = if vim == keys { String::new() } else { vim };
    format!("| {keys} | {vim} | {} | `{}` |\n", command.tooltip(), command.id())
}

/// `keys` as Markdown in a cell of a table.
fn code(keys: &[String]) -> String {
    let quoted = keys.iter().map(|keys| {
        let keys = keys.replace('|', "\\|");
        // A key that is a backtick needs two of them around it.
        if keys.contains('`') { format!("`` {keys} ``") } else { format!("`{keys}`") }
    });
    quoted.collect::<Vec<_>>().join(", ")
}
