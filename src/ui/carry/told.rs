//! What is told of an export line by line, in its message as in the list.

use crate::exchange::exporter::Exported;
use crate::exchange::splits::leakage::{Leakage, SplitLeakage};
use crate::ui::texts::Texts;

/// All that is told of an export, without full stops: what leaks, what was lost, what to know.
pub(in crate::ui) fn lines(exported: &Exported, texts: &Texts) -> Vec<String> {
    let losses = exported.losses.iter().map(|(why, lost)| reason(lost.count, why, texts));
    let remarks = exported
        .losses
        .remarks()
        .map(|(why, lost)| texts.name("losses-remark", &reason(lost.count, why, texts)));
    exported.leakage.iter().flat_map(|leakage| leaks(leakage, texts)).chain(losses).chain(remarks).collect()
}

/// How much there is for one reason.
pub(super) fn reason(count: u64, reason: &str, texts: &Texts) -> String {
    texts.with("losses-reason", [("count", count.into()), ("name", reason.into())])
}

/// What is in each split and how much of it the first one has, and how many copies are in different ones.
pub(super) fn leaks(leakage: &Leakage, texts: &Texts) -> Vec<String> {
    let first = leakage.splits.first().map_or("", |split| split.name.as_str());
    let splits = leakage.splits.iter().enumerate().map(|(number, split)| {
        let id = if number == 0 { "split-first" } else { "split-other" };
        within(id, split, first, texts)
    });
    splits.chain([texts.count("split-copies", leakage.duplicates)]).collect()
}

fn within(id: &str, split: &SplitLeakage, first: &str, texts: &Texts) -> String {
    let values = [
        ("name", split.name.as_str().into()),
        ("articles", split.articles.into()),
        ("names", split.names.into()),
        ("seen", split.seen.into()),
        ("first", first.into()),
    ];
    texts.with(id, values)
}
