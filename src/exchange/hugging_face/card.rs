//! The card of a data set: its configurations and the types of their columns for a loader, and a text for people.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::file::FileKind;
use super::licence;
use super::{SPANS, columns_of, file_name};
use crate::exchange::card::{self, MARK_OF_YAML};
use crate::exchange::columns;
use crate::exchange::exporter::ExportContext;

/// How many lines and bytes each split of each configuration has.
pub(super) type Sizes = BTreeMap<String, BTreeMap<usize, (u64, u64)>>;

/// What the card is written from.
pub(super) struct Card<'c> {
    pub(super) context: &'c ExportContext<'c>,
    pub(super) kind: FileKind,
    pub(super) sizes: &'c Sizes,
}

impl Card<'_> {
    /// The card, in Markdown with YAML in front.
    pub(super) fn text(&self) -> String {
        let mut out = String::from(MARK_OF_YAML);
        let name = quoted(self.context.project.name());
        // Writing to a string cannot fail.
        let _infallible = writeln!(out, "pretty_name: {name}");
        self.write_languages(&mut out);
        out.push_str(&licence::lines(self.context.options.licence.as_deref()));
        out.push_str("annotations_creators:\n- expert-generated\ntask_categories:\n- token-classification\n");
        let _infallible = writeln!(out, "size_categories:\n- {}", self.size());
        out.push_str("configs:\n");
        self.sizes.keys().for_each(|configuration| self.write_files(&mut out, configuration));
        out.push_str("dataset_info:\n");
        self.sizes.keys().for_each(|configuration| self.write_info(&mut out, configuration));
        out.push_str("---\n\n");
        let typed = match self.kind {
            FileKind::Parquet => IN_PARQUET,
            FileKind::Lines => IN_LINES,
        };
        let _infallible = write!(out, "{}\n## Files\n\n{TEXT}{typed}", card::text(self.context));
        out
    }

    fn write_languages(&self, out: &mut String) {
        let articles = self.context.project.articles().values();
        let mut tags: Vec<String> = articles
            .filter_map(|slot| {
                slot.listing().metadata.language.as_deref().map(|tag| primary(tag).to_lowercase())
            })
            .filter(|tag| (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase()))
            .collect();
        tags.sort_unstable();
        tags.dedup();
        if !tags.is_empty() {
            out.push_str("language:\n");
            // Norwegian without quotation marks is a truth value to YAML.
            for tag in &tags {
                let _infallible = writeln!(out, "- {}", quoted(tag));
            }
        }
    }

    /// The class of size that the Hub knows.
    fn size(&self) -> &'static str {
        let count: u64 =
            self.sizes.get(SPANS).into_iter().flat_map(BTreeMap::values).map(|(count, _)| count).sum();
        match count {
            0..1_000 => "n<1K",
            1_000..10_000 => "1K<n<10K",
            10_000..100_000 => "10K<n<100K",
            100_000..1_000_000 => "100K<n<1M",
            _ => "1M<n<10M",
        }
    }

    fn split(&self, number: usize) -> &str {
        self.context.splits.map_or("train", |splits| &splits.names[number])
    }

    fn write_files(&self, out: &mut String, configuration: &str) {
        let _infallible = writeln!(out, "- config_name: {configuration}");
        if configuration == SPANS {
            out.push_str("  default: true\n");
        }
        out.push_str("  data_files:\n");
        for split in self.sizes[configuration].keys() {
            let path = file_name(self.context, self.kind, configuration, *split);
            let _infallible = writeln!(out, "  - split: {}\n    path: {path}", self.split(*split));
        }
    }

    fn write_info(&self, out: &mut String, configuration: &str) {
        let _infallible = writeln!(out, "- config_name: {configuration}\n  features:");
        columns::write_card(out, &columns_of(self.context, configuration), 2);
        out.push_str("  splits:\n");
        for (split, (count, bytes)) in &self.sizes[configuration] {
            let name = self.split(*split);
            let _infallible =
                writeln!(out, "  - name: {name}\n    num_bytes: {bytes}\n    num_examples: {count}");
        }
    }
}

/// The language of a tag without its region and script.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// A string of YAML: JSON is part of it.
fn quoted(text: &str) -> String {
    let mut out = Vec::new();
    crate::exchange::json::output::string(&mut out, text);
    String::from_utf8(out).unwrap_or_default()
}

const TEXT: &str = "\
* `spans` has one line for each article and annotator. `start` and `end` count code points of `text` from 0, `end` is the
  first one after the mark; a mark of several pieces has them in `fragments`. `relations` name their ends by their place
  in `spans`. `features`, `quantity`, `metadata` and each of `attributions` are JSON in a string.
* `complete` names the layers in which everything is marked. That a layer has no spans in an article means that there are
  none only where it is complete.
* `tokens_...` has the marks of one layer as tags of tokens (IOB2), of the articles in which it is complete. Of marks that
  overlap it has the longest.
";

const IN_PARQUET: &str = "\
* The files have the type of every column. No value is ever null: what is not known is an empty string or an empty list.
";

const IN_LINES: &str = "\
* The files are lines of JSON. Every column has the type that this card gives it under `dataset_info`: `load_dataset` of
  this folder casts to them, and a line read by itself has strings, whole numbers and lists of them. No value is ever null:
  what is not known is an empty string or an empty list. Tags are the numbers of their names.
* `published` is JSON in a string as well (`\"2021-10-11\"`, with its quotation marks), because the loader of JSON lines
  takes a column of nothing but dates for one of moments, whatever the card says, and makes other words of them.
";
