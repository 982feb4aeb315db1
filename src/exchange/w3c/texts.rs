//! The text files beside annotations, by the name of what the annotations are of.

use std::collections::BTreeMap;

use crate::exchange::source::file_name;

/// Text files.
#[derive(Default)]
pub(super) struct TextFiles {
    /// The paths with their texts, by the last part of the path.
    by_name: BTreeMap<String, Vec<(String, String)>>,
}

impl TextFiles {
    /// Adds the text of the file at `path`.
    pub(super) fn add(&mut self, path: &str, text: String) {
        self.by_name.entry(file_name(path).to_owned()).or_default().push((path.to_owned(), text));
    }

    /// The text of the file that is meant by `path`, which may begin with a host; `None` where no file is called so.
    ///
    /// # Errors
    ///
    /// The files of that name where more than one may be meant: marks in another text would be somewhere else.
    pub(super) fn text(&self, path: &str) -> Result<Option<&str>, Vec<&str>> {
        let called = self.by_name.get(file_name(path)).map_or(&[][..], Vec::as_slice);
        // Of those of one name, the one is meant that lies where the path says.
        let is_there = |file: &str| path == file || path.ends_with(&format!("/{file}"));
        let mut there: Vec<&(String, String)> = called.iter().filter(|(file, _)| is_there(file)).collect();
        there.sort_by_key(|(file, _)| std::cmp::Reverse(file.len()));
        match (called, there.first()) {
            ([], _) => Ok(None),
            ([(_, only)], _) | (_, Some((_, only))) => Ok(Some(only)),
            (several, None) => Err(several.iter().map(|(file, _)| file.as_str()).collect()),
        }
    }
}
