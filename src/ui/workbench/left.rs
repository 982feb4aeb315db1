//! Where somebody reads on: the article that a project begins with, and the place in each article.

use super::Workbench;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::session::desk::Selection;
use crate::session::error::CommandError;
use crate::ui::list::Step;
use crate::ui::messages::Message;
use crate::ui::places::{Place, ProjectPlaces};

impl Workbench {
    /// The same, beginning with the article `first` if it is there, and with each article at its place in `left`.
    #[must_use]
    pub fn beginning_with(mut self, first: Option<ArticleId>, left: ProjectPlaces) -> Self {
        self.first = first;
        self.left = left;
        self
    }

    /// The article that is shown, and where it is read.
    pub fn place(&self) -> Option<(&Article, Place)> {
        let article = self.session.open_article()?;
        // Before it was shown, the top is that of another.
        let is_shown = self.shown.as_ref() == Some(article.id());
        let place = Place { cursor: self.session.desk().selection.head, top: self.article.first_visible() };
        is_shown.then_some((article, place))
    }

    /// Takes an article up where it was left before the project was opened, when it is about to be shown for the first
    /// time. Whoever was led to a place in it stays there.
    pub(super) fn take_up(&mut self) {
        let Some(article) = self.session.open_article() else { return };
        let Some((text, place)) = self.left.remove(article.id()) else { return };
        if text != article.body().hash() || self.session.desk().selection != Selection::default() {
            return;
        }
        self.article.begin_at(article.id(), place.top);
        // A file that was written by hand may name a place that is none: it is moved into the text.
        drop(self.session.perform(CommandKind::Select, Arguments::new().with("start", place.cursor)));
    }

    /// Goes back to where the cursor was when an article was last left. `left` is the article that was open, `at` where the
    /// cursor was in it, in bytes.
    pub(super) fn go_on_reading(&mut self, left: Option<ArticleId>, at: usize) {
        let desk = self.session.desk();
        if desk.article == left {
            return;
        }
        let is_at_start = desk.selection == Selection::default();
        let known = desk.article.as_ref().and_then(|open| self.places.get(open)).copied();
        self.places.extend(left.map(|left| (left, at)));
        if let Some(place) = known.filter(|_| is_at_start) {
            // A place in a text that was replaced meanwhile is moved into it.
            let arguments = Arguments::new().with("start", place);
            drop(self.session.perform(CommandKind::Select, arguments));
        }
    }

    /// A project is opened at its first article, so that there is something to read.
    pub(super) fn open_first(&mut self, messages: &mut Vec<Message>) {
        if self.session.desk().article.is_some() || self.shown.is_some() {
            return;
        }
        if self.session.project().articles().is_empty() {
            return;
        }
        let known = self.first.take().filter(|id| self.session.project().articles().contains_key(id));
        let Some(first) = known.or_else(|| self.list.beside(&self.session, Step::Next)) else { return };
        let arguments = Arguments::new().with("article", first.as_str());
        let opened: Result<_, CommandError> = self.session.perform(CommandKind::ArticleOpen, arguments);
        // Without an article there is an empty page that says what to do; it is not tried again each frame.
        self.shown = self.session.project().articles().keys().next().cloned().filter(|_| opened.is_err());
        messages.extend(opened.err().map(Message::from));
    }
}
