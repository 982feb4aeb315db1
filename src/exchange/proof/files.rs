//! The files of an export that its articles are in.

use std::io::{Read, Result};

use crate::exchange::format::{Format, Shape};
use crate::exchange::importer::Importer;
use crate::exchange::options::ExportOptions;
use crate::exchange::plain::has_extension;
use crate::exchange::source::{Entry, Source};

/// The files of an export that its articles are in, under the names that they will have.
pub(super) struct Written<'s> {
    source: &'s dyn Source,
    entries: Vec<Entry>,
    /// What an export that is one file is called here, since it has its name from the user.
    only: Option<String>,
}

impl<'s> Written<'s> {
    /// Those of `source`, and what the importer reads with them.
    pub(super) fn new(
        source: &'s dyn Source,
        format: &Format,
        importer: &dyn Importer,
        options: &ExportOptions,
    ) -> Result<Self> {
        let mut entries = source.entries()?;
        if format.shape == Shape::File && options.split.is_none() {
            let name = format.pattern.replace('*', "export");
            for entry in &mut entries {
                entry.name.clone_from(&name);
            }
            return Ok(Self { source, entries, only: Some(name) });
        }
        let extension = format.pattern.rsplit('.').next().unwrap_or_default();
        let endings = [extension, format.record_shape(options)];
        let has_articles = |entry: &&Entry| has_extension(&entry.name, &endings);
        let companions: Vec<String> =
            entries.iter().filter(has_articles).flat_map(|entry| importer.companions(&entry.name)).collect();
        entries.retain(|entry| has_articles(&entry) && !companions.contains(&entry.name));
        Ok(Self { source, entries, only: None })
    }

    /// How long all of them are, in bytes.
    pub(super) fn len(&self) -> u64 {
        self.entries.iter().map(|entry| entry.len).sum()
    }
}

impl Source for Written<'_> {
    fn entries(&self) -> Result<Vec<Entry>> {
        Ok(self.entries.clone())
    }

    fn open(&self, name: &str) -> Result<Box<dyn Read + '_>> {
        self.source.open(if self.only.as_deref() == Some(name) { "" } else { name })
    }
}
