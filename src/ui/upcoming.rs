//! What could be marked next, shown before anybody asks for it.

use super::article::Suggestion;
use crate::model::id::{AnnotationId, ArticleId};
use crate::model::schema::Role;
use crate::session::Session;
use crate::session::candidates::Candidate;
use crate::session::desk::Selection;

/// How many are shown.
pub const MOST: usize = 3;

/// The next few candidates after the cursor. They are looked for once for each place of the cursor and each state of
/// the work, not in each frame.
#[derive(Debug, Default)]
pub struct Upcoming {
    of: Option<Source>,
    /// Whether a layer of the article is not done.
    is_waiting: bool,
    candidates: Vec<Candidate>,
    suggestions: Vec<Suggestion>,
}

/// What the candidates were found from.
#[derive(Debug, PartialEq)]
struct Source {
    revision: u64,
    article: ArticleId,
    selection: Selection,
    candidate: Option<Candidate>,
    chosen: Option<AnnotationId>,
}

impl Upcoming {
    /// Looks ahead from the cursor, if it or the work has changed; shows nothing if `is_wanted` is not.
    pub fn update(&mut self, session: &Session, is_wanted: bool) {
        let source = Source::new(session).filter(|_| is_wanted);
        if source == self.of {
            return;
        }
        self.candidates = if source.is_some() { session.upcoming(MOST) } else { Vec::new() };
        let schema = session.project().schema();
        let suggestion = |candidate: &Candidate| Suggestion {
            span: candidate.span.clone(),
            role: schema.layers.get(&candidate.layer).map_or(Role::None, |layer| layer.role),
        };
        let work = session.open_article().and_then(|article| session.own_work(article.id()));
        self.is_waiting = source.is_some()
            && schema.layers.keys().any(|layer| {
                let progress = work.map(|work| work.progress(layer)).unwrap_or_default();
                !progress.is_over()
            });
        self.is_waiting |= !self.candidates.is_empty();
        self.suggestions = self.candidates.iter().map(suggestion).collect();
        self.of = source;
    }

    /// In the order in which one comes to them; nothing where they are not wanted and in an article that is done, so that
    /// no room is kept for them.
    pub fn candidates(&self) -> Option<&[Candidate]> {
        self.is_waiting.then_some(&self.candidates)
    }

    /// The same for the page.
    pub fn suggestions(&self) -> &[Suggestion] {
        &self.suggestions
    }
}

impl Source {
    fn new(session: &Session) -> Option<Self> {
        let desk = session.desk();
        Some(Self {
            revision: session.revision(),
            article: session.open_article()?.id().clone(),
            selection: desk.selection,
            candidate: desk.candidate.clone(),
            chosen: desk.chosen.clone(),
        })
    }
}
