//! How many marks a change would touch, as far as that is known without reading files.

use crate::model::project::Slot;
use crate::model::schema::{Label, Layer};
use crate::session::Session;

/// What is known of the marks with a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// How many there are in articles that are in memory, of all annotators there.
    pub(super) marks: usize,
    /// How many articles are in memory.
    pub(super) articles: usize,
    /// Whether there are other articles.
    pub(super) is_part: bool,
}

/// The count that was made last.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Of which layer and label, and after how many steps.
    of: Option<(String, String, usize)>,
    known: Known,
}

impl Counts {
    /// Counts the marks with `label`, again only when something has changed.
    pub(super) fn of(&mut self, session: &Session, layer: &Layer, label: &Label) -> Known {
        let of = (layer.key.to_string(), label.key.to_string(), session.history().done());
        if self.of.as_ref() != Some(&of) {
            self.known = count(session, label);
            self.of = Some(of);
        }
        self.known
    }
}

fn count(session: &Session, label: &Label) -> Known {
    let project = session.project();
    let loaded: Vec<_> = project.articles().values().filter_map(Slot::loaded).collect();
    let works = loaded.iter().flat_map(|article| article.works().values());
    let marks = works.map(|work| {
        let marks = work.annotations().values();
        marks.filter(|mark| mark.layer == label.layer && mark.label == label.key).count()
    });
    Known { marks: marks.sum(), articles: loaded.len(), is_part: loaded.len() < project.articles().len() }
}
