//! The keys that a person has chosen: a preset, changed by a file.

use super::keymap::{KeyError, Keymap, VIM};
use crate::ui::messages::Message;
use crate::ui::preferences::Preset;
use crate::ui::texts::Texts;
use crate::ui::user_file::{Place, UserFile, place_of};

/// The keys of `preset`, changed by the person's own file; and what is wrong with that. A file with a mistake changes
/// nothing: half of what somebody has set would be harder to see through than none of it.
pub fn keymap(preset: Preset, own: Option<&UserFile>, texts: &Texts) -> (Keymap, Option<Message>) {
    let keys = Keymap::default();
    // A test reads the preset.
    let keys = match preset {
        Preset::Default => keys,
        Preset::Vim => keys.clone().changed(VIM).unwrap_or(keys),
    };
    let Some(file) = own else { return (keys, None) };
    match keys.clone().changed(&file.text) {
        Ok(changed) => (changed, None),
        Err(err) => {
            let reason = place(&err, &file.text).said(&err.said(texts), texts);
            let path = file.path.display().to_string();
            let text = texts.with("keys-unusable", [("path", path.into()), ("reason", reason.into())]);
            (keys, Some(Message::trouble(text, vec![texts.get("keys-unusable-hint")])))
        }
    }
}

/// Where in the file the mistake is.
fn place(err: &KeyError, text: &str) -> Place {
    let of = |command: &str| place_of(text, &["keys", command]);
    let found = match err {
        KeyError::Unreadable { place, .. } => Some(*place),
        KeyError::NoCommand(command) => of(command),
        KeyError::NoKeys { command, .. } => of(command).or_else(|| place_of(text, &["labels"])),
        KeyError::Clash { first, second, .. } => {
            of(first).or_else(|| of(second)).or_else(|| place_of(text, &["labels"]))
        }
    };
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_named_with_file_and_line_and_the_keys_stay() {
        for (text, line, reason) in [
            ("(\n  keys: {\n    \"undo\": [\"Ctrl+Y\"],\n  },\n)", 3, "Ctrl+Y is for undo and for redo"),
            ("(keys: {\n  \"undo\": [\"U\"],\n})", 2, "U is for undo and for labels"),
            ("(\n  labels: [\"Ctrl+Z\"],\n)", 2, "Ctrl+Z is for undo and for labels"),
            ("(keys: {\n\n  \"undoo\": [\"Ctrl+Z\"],\n})", 3, "there is no command “undoo”"),
            ("(keys: {\n  \"undo\": [\"Strg+Z\"],\n})", 2, "Strg+Z"),
            ("(labels: [\"Strg+Z\"])", 1, "Strg+Z"),
            ("(\n  keys: {\n    \"undo\": \n  },\n)", 3, "Expected opening `[`"),
            ("\u{feff}", 1, ""),
        ] {
            let file = UserFile { path: "/settings/keys.ron".into(), text: text.to_owned() };
            let (keys, problem) = keymap(Preset::Default, Some(&file), &Texts::default());
            assert!(keys == Keymap::default(), "{text:?}");
            let problem = problem.unwrap_or_else(|| panic!("{text:?} is taken"));
            assert!(problem.text.contains("/settings/keys.ron"), "{}", problem.text);
            assert!(problem.text.contains(&format!("line {line}, ")), "{text:?}: {}", problem.text);
            assert!(problem.text.contains(reason), "{text:?}: {}", problem.text);
            assert!(problem.hints[0].contains("mend"));
        }
    }
}
