//! Counts over all articles of a project from their listings: nothing is read for them.

use std::collections::BTreeMap;

use super::state::Session;
use crate::model::article::Listing;
use crate::model::id::{Annotator, ArticleId, LabelKey, LayerKey};
use crate::model::project::Project;
use crate::model::summary::WorkSummary;

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

impl Session {
    /// Everybody else who has marks or has finished a layer, with the number of articles and of marks.
    pub fn others(&self) -> BTreeMap<Annotator, (usize, usize)> {
        let mut others: BTreeMap<Annotator, (usize, usize)> = BTreeMap::new();
        for slot in self.project.articles().values() {
            let listing = slot.listing();
            for work in listing.work.iter().filter(|work| work.annotator != self.annotator) {
                let counts = match others.get_mut(&work.annotator) {
                    Some(counts) => counts,
                    None => others.entry(work.annotator.clone()).or_default(),
                };
                counts.0 += 1;
                counts.1 += work.marks();
            }
        }
        others
    }

    /// What is known of the annotator's own work in an article.
    pub fn own_summary<'a>(&self, listing: &'a Listing) -> Option<&'a WorkSummary> {
        listing.work.iter().find(|work| work.annotator == self.annotator)
    }

    /// Whether the annotator has done or skipped every layer of an article.
    pub fn has_finished(&self, listing: &Listing) -> bool {
        let finished = self.own_summary(listing).map_or(0, WorkSummary::finished_layers);
        finished >= self.project.schema().layers.len()
    }

    /// Whether the annotator is to work on an article.
    pub fn is_assigned(&self, article: &ArticleId) -> bool {
        let assignment = self.project.assignments().get(&self.annotator);
        assignment.is_none_or(|assignment| assignment.articles.contains(article))
    }
}
