//! The card of a data set: what is in a folder that was exported, for whoever gets it without the project.

mod agreement;
mod tally;

use std::fmt::{Display, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use self::tally::Tally;
use super::command_line;
use super::exporter::ExportContext;
use super::format::Format;
use super::shaping::unit::Unit;
use super::splits::leakage::Leakage;
use crate::model::article::Article;
use crate::model::id::{ArticleId, LayerKey};
use crate::model::schema::{Label, Layer, Schema};

/// The file of the card.
pub(super) const NAME: &str = "README.md";
/// What a card begins with, by which an import tells it from an article.
const MARK: &str = "<!-- A card of Glossator: no article -->\n";
/// The same where YAML must come first.
pub(super) const MARK_OF_YAML: &str = "---\n# A card of Glossator: no article\n";

/// What a card says of the licence where nobody has said anything.
const UNSTATED: &str = "Not stated. The texts belong to those who published them.";

/// Whether a file that begins with `head` is a card.
pub(super) fn is_card(head: &[u8]) -> bool {
    head.starts_with(MARK.as_bytes()) || head.starts_with(MARK_OF_YAML.as_bytes())
}

/// What a card is written from. It is filled while articles are exported.
pub(super) struct CardNotes<'a> {
    format: &'a Format,
    leakage: Option<&'a Leakage>,
    tally: Mutex<Tally>,
}

impl<'a> CardNotes<'a> {
    pub(super) fn new(format: &'a Format, leakage: Option<&'a Leakage>) -> Self {
        Self { format, leakage, tally: Mutex::default() }
    }

    /// Counts the pieces that are exported of the article `id`.
    pub(super) fn note(&self, context: &ExportContext<'_>, id: &ArticleId, pieces: &[Arc<Article>]) {
        let split = context.splits.map_or(0, |splits| splits.of(id));
        for piece in pieces {
            let one = Tally::of(context, piece, split);
            self.tally.lock().unwrap_or_else(PoisonError::into_inner).append(one);
        }
    }
}

/// The card of a format that has no front matter.
pub(super) fn plain(context: &ExportContext<'_>) -> String {
    format!("{MARK}{}", text(context))
}

/// The card for people. Empty where no notes were taken.
pub(super) fn text(context: &ExportContext<'_>) -> String {
    let Some(notes) = context.card else { return String::new() };
    let tally = notes.tally.lock().unwrap_or_else(PoisonError::into_inner);
    let card = Card { context, notes, tally: &tally };
    let mut out = format!(
        "# {}\n\nNews articles, annotated by hand with Glossator {}. Format: {}.\n",
        line(context.project.name()),
        env!("CARGO_PKG_VERSION"),
        notes.format.name
    );
    card.write_counts(&mut out);
    card.write_labels(&mut out);
    card.write_people(&mut out);
    card.write_splits(&mut out);
    card.write_sources(&mut out);
    let licence = context.options.licence.as_deref().map_or(UNSTATED, str::trim);
    add(&mut out, format_args!("\n## Licence\n\n{licence}\n"));
    let command = command_line::line(context, notes.format, ["PROJECT", "PLACE"]);
    add(&mut out, format_args!("\n## Made with\n\n```\n{command}\n```\n"));
    out
}

/// A card while it is written.
struct Card<'c> {
    context: &'c ExportContext<'c>,
    notes: &'c CardNotes<'c>,
    tally: &'c Tally,
}

impl Card<'_> {
    fn schema(&self) -> &Schema {
        self.context.project.schema()
    }

    /// The exported layers, in their order.
    fn layers(&self) -> Vec<&Layer> {
        super::document::Document::layers(self.context)
    }

    /// What one of the texts is that are counted.
    fn unit(&self) -> &'static str {
        let unit = self.context.options.shaping.unit;
        Unit::ALL.iter().find(|(known, _)| *known == unit).map_or("article", |(_, name)| name)
    }

    fn write_counts(&self, out: &mut String) {
        let names: Vec<&str> = match self.context.splits {
            Some(splits) => splits.names.iter().map(String::as_str).collect(),
            None => vec!["all"],
        };
        let rules = "---:|".repeat(names.len());
        add(out, format_args!("\n## Counts\n\n| | {} |\n|---|{rules}\n", names.join(" | ")));
        let mut row = |name: &str, count: &dyn Fn(&tally::Counts) -> u64| {
            let cells: Vec<String> =
                (0..names.len()).map(|split| count(self.tally.split(split)).to_string()).collect();
            add(out, format_args!("| {name} | {} |\n", cells.join(" | ")));
        };
        row(&format!("{}s", self.unit()), &|counts| counts.articles);
        for layer in self.layers() {
            let name = cell(&layer.name);
            row(&format!("marks: {name}"), &|counts| counts.marks_in(&layer.key));
            row(&format!("done: {name}"), &|counts| counts.done.get(&layer.key).copied().unwrap_or(0));
        }
        row("relations", &|counts| counts.relations.values().sum());
        row("attributions", &|counts| counts.attributions);
        out.push_str(
            "\n*Done* is in how many of them an annotator has marked everything in the layer. \
             Marks are counted as they were made; what this format cannot hold of them is listed by the export.\n",
        );
    }

    /// Every label with its definition, and every type of relation.
    fn write_labels(&self, out: &mut String) {
        out.push_str("\n## Labels\n");
        for layer in self.layers() {
            add(out, format_args!("\n### {} (`{}`)\n\n", line(&layer.name), line(layer.key.as_str())));
            if !layer.guideline.trim().is_empty() {
                add(out, format_args!("{}\n\n", layer.guideline.trim()));
            }
            for label in self.labels(&layer.key) {
                let count = self.tally.marks(&layer.key, &label.key);
                write_item(out, &label.name, count, &label.guideline);
            }
        }
        let relations = self.schema().relations_in_order();
        if !relations.is_empty() {
            out.push_str("\n### Relations\n\n");
        }
        for relation in relations {
            write_item(out, &relation.name, self.tally.relations(&relation.key), &relation.guideline);
        }
    }

    /// The labels of a layer that are in use, or that a mark has.
    fn labels(&self, layer: &LayerKey) -> Vec<&Label> {
        let mut labels = self.schema().labels_of(layer);
        labels.retain(|label| label.fate.is_none() || self.tally.marks(layer, &label.key) > 0);
        labels
    }

    fn write_people(&self, out: &mut String) {
        out.push_str("\n## Annotators\n\n");
        if self.tally.annotators.is_empty() {
            out.push_str("Nobody has marked anything.\n");
        }
        for (annotator, (articles, marks)) in &self.tally.annotators {
            let name = line(annotator.as_str());
            add(out, format_args!("* {name}: {}, {}\n", many(*articles, self.unit()), many(*marks, "mark")));
        }
        if self.tally.shared == 0 {
            out.push_str(
                "\nNo article was worked on by more than one of them, so there is no agreement to report.\n",
            );
            return;
        }
        let shared = many(self.tally.shared, self.unit());
        add(out, format_args!("\nMore than one of them worked on {shared}.\n"));
        self.write_agreement(out);
    }

    fn write_agreement(&self, out: &mut String) {
        let known = |layer: &&Layer| self.tally.agreement.contains_key(&layer.key);
        let layers: Vec<&Layer> = self.layers().into_iter().filter(known).collect();
        if layers.is_empty() {
            out.push_str(
                "In none of them have two done the same layer, so there is no agreement to report.\n",
            );
            return;
        }
        let unit = self.unit();
        let heading = format_args!(
            "\n### Agreement\n\n| layer | {unit}s that two have done | same place | same place and label |\n|---|---:|---:|---:|\n",
        );
        add(out, heading);
        for layer in layers {
            let Some(agreement) = self.tally.agreement.get(&layer.key) else { continue };
            let cells = match agreement.measures() {
                Some([in_place, same]) => format!("{in_place:.3} | {same:.3}"),
                None => "no marks | no marks".to_owned(),
            };
            add(out, format_args!("| {} | {} | {cells} |\n", cell(&layer.name), agreement.articles));
        }
        out.push_str(
            "\nOf the marks that two annotators made where both have done the layer: the share that the \
             other made as well, over all pairs. That is the F-measure of one against the other \
             ([Hripcsak and Rothschild 2005](https://doi.org/10.1197/jamia.M1733)). \
             Marks in promotions, bylines and the like do not count.\n",
        );
    }

    fn write_splits(&self, out: &mut String) {
        let (Some(options), Some(leakage)) = (&self.context.options.split, self.notes.leakage) else {
            return;
        };
        let group = super::splits::GroupBy::ALL.iter().find(|(by, _)| *by == options.group_by);
        add(
            out,
            format_args!(
                "\n## Splits\n\nShares {}, seed {}, kept together by: {}. The same articles with the same seed are \
                 split in the same way.\n\n",
                options.shares,
                options.seed,
                group.map_or("", |(_, name)| name)
            ),
        );
        for split in &leakage.splits {
            let names = format_args!(
                "{} of entities, {} of them in the first split",
                many(split.names as u64, "name"),
                split.seen
            );
            add(out, format_args!("* `{}`: {names}\n", split.name));
        }
        let pairs = many(leakage.duplicates as u64, "pair");
        add(out, format_args!("\nCopies or versions of one text in different splits: {pairs}.\n"));
    }

    fn write_sources(&self, out: &mut String) {
        out.push_str("\n## Sources\n\n");
        let unknown = self.tally.articles() - self.tally.outlets.values().sum::<u64>();
        for (outlet, count) in &self.tally.outlets {
            add(out, format_args!("* {}: {}\n", line(outlet), many(*count, self.unit())));
        }
        if unknown > 0 {
            add(out, format_args!("* of unknown outlets: {}\n", many(unknown, self.unit())));
        }
        if let Some((first, last)) = &self.tally.published {
            add(out, format_args!("\nPublished from {first} to {last}.\n"));
        }
        let languages: Vec<&str> = self.tally.languages.iter().map(String::as_str).collect();
        if !languages.is_empty() {
            add(out, format_args!("\nLanguages: {}.\n", line(&languages.join(", "))));
        }
    }
}

/// A name with its count and its definition, whose further lines belong to it as well.
fn write_item(out: &mut String, name: &str, count: u64, definition: &str) {
    add(out, format_args!("* **{}** ({count})", line(name)));
    let lines: Vec<&str> = definition.trim().lines().collect();
    if let Some((first, rest)) = lines.split_first() {
        add(out, format_args!(": {first}"));
        let indented = |line: &&str| if line.is_empty() { "\n".to_owned() } else { format!("\n  {line}") };
        out.extend(rest.iter().map(indented));
    }
    out.push('\n');
}

fn add(out: &mut String, text: impl Display) {
    // Writing to a string cannot fail.
    let _infallible = write!(out, "{text}");
}

fn many(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A name on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name in a cell of a table.
fn cell(text: &str) -> String {
    line(text).replace('|', "\\|")
}
