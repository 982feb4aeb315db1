//! What is as it was left: a project when it is opened again.

use std::path::PathBuf;

use super::Shell;
use crate::model::id::ArticleId;
use crate::session::Session;
use crate::ui::open_project::OpenProject;

impl Shell {
    /// Shows a project; gives back the one that was shown.
    pub fn open(&mut self, session: Session, folder: PathBuf) -> Option<Session> {
        self.preferences.remember(&folder);
        let first = self.preferences.articles.get(&folder).map(|id| ArticleId::from(id.as_str()));
        let places = self.places.of(&folder);
        let project = OpenProject::new(session, folder).as_left(first, places, self.preferences.panels);
        let before = self.bench.replace(Box::new(project));
        before.map(|bench| bench.into_session())
    }

    /// Takes note of what is to be as it is the next time the project is opened.
    pub(super) fn note_desk(&mut self) {
        let Some(bench) = &self.bench else { return };
        self.preferences.panels = bench.panels();
        if let Some((article, place)) = bench.place() {
            self.places.note(bench.folder(), article.id(), article.body().hash(), place);
        }
        let Some(open) = &bench.session().desk().article else { return };
        if self.preferences.articles.get(bench.folder()).is_none_or(|known| known != open.as_str()) {
            self.preferences.articles.insert(bench.folder().clone(), open.to_string());
        }
    }
}
