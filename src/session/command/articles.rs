//! Opening articles, and removing them.

use super::call::Call;
use super::outcome::Outcome;
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::id::ArticleId;
use crate::session::Session;
use crate::session::error::{Refusal, Stop};
use crate::session::steps::Plan;

pub(super) const OPEN: Spec = Spec::looks("article.open", Group::Article, open)
    .says("Open article…", "Opens an article to work in")
    .takes(&[Parameter::text("article", "The article's id").required()]);

pub(super) const NEXT: Spec = Spec::looks("article.next", Group::Article, |call| step(call, true))
    .says("Next article", "Opens the next of the articles that you are to work on")
    .window_keys(&["Ctrl+PageDown"]);

pub(super) const PREVIOUS: Spec = Spec::looks("article.previous", Group::Article, |call| step(call, false))
    .says("Previous article", "Opens the previous of the articles that you are to work on")
    .window_keys(&["Ctrl+PageUp"]);

pub(super) const REMOVE: Spec = Spec::edits("article.remove", Group::Article, remove)
    .says(
        "Move article to the trash",
        "Moves an article and everybody's work in it to the trash of the project; undo does not bring it back",
    )
    .needs(&[Need::Article])
    .takes(&[Parameter::ARTICLE]);

fn open(call: &Call<'_>) -> Result<Plan, Stop> {
    open_article(call, call.article_id()?)
}

fn open_article(call: &Call<'_>, id: &ArticleId) -> Result<Plan, Stop> {
    call.session.project.article(id)?;
    let mut desk = call.desk();
    desk.open(id);
    Ok(Plan::look(desk, Outcome::default().with("article", id.as_str())))
}

fn step(call: &Call<'_>, forward: bool) -> Result<Plan, Stop> {
    let open = call.session.desk.article.as_ref();
    match call.session.neighbour(open, forward) {
        Some(id) => open_article(call, id),
        None if forward => Err(Refusal::new("this is the last article").into()),
        None => Err(Refusal::new("this is the first article").into()),
    }
}

fn remove(call: &Call<'_>) -> Result<Plan, Stop> {
    Ok(Plan::Remove(call.article_id()?.clone()))
}

impl Session {
    /// The article before or after `open` among those that the annotator is to work on; from nowhere, the first or last.
    pub(in crate::session) fn neighbour(
        &self,
        open: Option<&ArticleId>,
        forward: bool,
    ) -> Option<&ArticleId> {
        let assignment = self.project.assignments().get(&self.annotator);
        let mine = |id: &&ArticleId| assignment.is_none_or(|assignment| assignment.articles.contains(*id));
        let articles = self.project.articles();
        match (open, forward) {
            (None, true) => articles.keys().find(mine),
            (None, false) => articles.iter().rev().map(|(id, _)| id).find(mine),
            (Some(open), true) => {
                articles.range(open.clone()..).map(|(id, _)| id).filter(|id| *id != open).find(mine)
            }
            (Some(open), false) => articles.range(..open.clone()).rev().map(|(id, _)| id).find(mine),
        }
    }
}
