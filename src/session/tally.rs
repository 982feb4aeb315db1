//! Counts over all articles of a project from their listings: nothing is read for them.

use std::collections::BTreeMap;

use crate::model::id::{Annotator, LabelKey, LayerKey};
use crate::model::project::Project;

/// Numbers of marks, by layer and label as the marks have them.
pub type MarksByLabel = BTreeMap<(LayerKey, LabelKey), u64>;

/// How many marks `annotator` has made with each label; with `None`, everybody together. O(articles · labels).
pub fn marks_by_label(project: &Project, annotator: Option<&Annotator>) -> MarksByLabel {
    let mut marks = MarksByLabel::new();
    for slot in project.articles().values() {
        let listing = slot.listing();
        let works = listing.work.iter().filter(|work| annotator.is_none_or(|who| work.annotator == *who));
        for label in works.flat_map(|work| &*work.labels) {
            match marks.get_mut(&*label.of) {
                Some(sum) => *sum += u64::from(label.marks),
                None => drop(marks.insert((*label.of).clone(), u64::from(label.marks))),
            }
        }
    }
    marks
}
