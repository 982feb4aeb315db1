//! Plots and tables of the ledger as files.

use std::path::Path;

use crate::store::disk::real::RealDisk;
use crate::store::disk::replace;
use crate::ui::messages::Message;
use crate::ui::shell::Shell;

/// Writes a plot or table of the ledger to `path`; the ending says which. Returns what is to be said.
pub(super) fn ledger(shell: &mut Shell, path: &Path) -> Message {
    let bytes = match shell.ledger_file(path) {
        Ok(bytes) => bytes,
        Err(message) => return message,
    };
    let texts = shell.texts();
    let shown = path.display().to_string();
    if path.exists() {
        let hint = texts.get("path-save-ledger-hint");
        return Message::trouble(texts.name("path-save-exists", &shown), vec![hint]);
    }
    match replace(&RealDisk, path, &bytes) {
        Ok(()) => Message::news(texts.name("path-saved", &shown)),
        Err(error) => {
            let reason = [("name", shown.into()), ("reason", error.to_string().into())];
            Message::trouble(texts.with("path-not-saved", reason), Vec::new())
        }
    }
}
