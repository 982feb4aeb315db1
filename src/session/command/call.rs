//! What a planner sees: the session as it is, what the command was given, and what it acts on.

use std::ops::Range;
use std::sync::Arc;

use super::arguments::Argument;
use super::resolve::Command;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::model::record::Record;
use crate::model::span::Span;
use crate::session::Session;
use crate::session::command::outcome::Outcome;
use crate::session::desk::Desk;
use crate::session::draft::Draft;
use crate::session::error::{Refusal, Stop};
use crate::session::spans;
use crate::session::steps::Plan;

/// A command about to be planned.
#[derive(Clone, Copy, Debug)]
pub(in crate::session) struct Call<'a> {
    /// The session as it is.
    pub(in crate::session) session: &'a Session,
    /// The command.
    pub(in crate::session) command: &'a Command,
}

impl<'a> Call<'a> {
    pub(super) fn new(session: &'a Session, command: &'a Command) -> Self {
        Self { session, command }
    }

    /// The value of an argument.
    pub(super) fn get(&self, name: &str) -> Option<&'a Argument> {
        self.command.arguments.get(name)
    }

    /// The words of an argument.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        match self.get(name) {
            Some(Argument::Text(text) | Argument::Json(text)) => Some(text),
            _ => None,
        }
    }

    /// The words of an argument that the table says is required.
    pub(super) fn needed(&self, name: &str) -> Result<&'a str, Refusal> {
        self.text(name).ok_or_else(|| Refusal::new(format!("{name:?} is needed")))
    }

    /// The number of an argument, which is not negative.
    pub(super) fn offset(&self, name: &str) -> Option<usize> {
        match self.get(name) {
            Some(Argument::Number(number)) => usize::try_from(*number).ok(),
            _ => None,
        }
    }

    /// Whether an argument says yes; `default` when it is left out.
    pub(super) fn flag_or(&self, name: &str, default: bool) -> bool {
        match self.get(name) {
            Some(Argument::Bool(value)) => *value,
            _ => default,
        }
    }

    /// Whether an argument says yes.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.flag_or(name, false)
    }

    /// The words of a list; none when it is left out.
    pub(super) fn list(&self, name: &str) -> &'a [String] {
        match self.get(name) {
            Some(Argument::List(items)) => items,
            _ => &[],
        }
    }

    /// The id of the article that the command acts on.
    pub(super) fn article_id(&self) -> Result<&'a ArticleId, Refusal> {
        self.command.target.article.as_ref().ok_or_else(|| Refusal::new("no article is open"))
    }

    /// The article that the command acts on.
    pub(super) fn article(&self) -> Result<&'a Arc<Article>, Stop> {
        Ok(self.session.project.article(self.article_id()?)?)
    }

    /// Whether the command acts on the open article.
    pub(super) fn is_open(&self) -> bool {
        self.command.target.article.is_some() && self.command.target.article == self.session.desk.article
    }

    /// The span that was asked for, or the selection.
    pub(super) fn span(&self) -> Result<Span, Stop> {
        let range = match (self.offset("start"), self.offset("end")) {
            (Some(start), Some(end)) => start..end,
            (None, None) => self.selected()?,
            _ => return Err(Refusal::new("both start and end are needed").into()),
        };
        Ok(spans::by_hand(self.article()?.body(), range, self.flag("exact"))?)
    }

    /// What is selected in the article that the command acts on, in bytes; not only a place.
    pub(super) fn selected(&self) -> Result<Range<usize>, Refusal> {
        let range = self.session.desk.selection.range();
        if self.is_open() && !range.is_empty() { Ok(range) } else { Err(Refusal::new("nothing is selected")) }
    }

    /// A plan that changes the mark that the command acts on.
    pub(super) fn change_mark(
        &self,
        change: impl FnOnce(&mut Annotation) -> Result<(), Stop>,
    ) -> Result<Plan, Stop> {
        let mut mark = Annotation::clone(self.mark()?);
        change(&mut mark)?;
        let mut draft = self.draft();
        draft.put_in(self.article_id()?, Record::Annotation(Arc::new(mark)))?;
        self.quiet_plan(draft)
    }

    /// The mark that the command acts on.
    pub(super) fn mark(&self) -> Result<&'a Arc<Annotation>, Stop> {
        let id = self.command.target.mark.as_ref().ok_or_else(|| Refusal::new("no mark is chosen"))?;
        let article = self.article()?;
        let missing = || Refusal::new(format!("there is no annotation {id} in article {}", article.id()));
        Ok(article.annotation(id).ok_or_else(missing)?)
    }

    /// The desk as it is, to be changed for afterwards.
    pub(super) fn desk(&self) -> Desk {
        self.session.desk.clone()
    }

    /// An empty draft of an edit.
    pub(super) fn draft(&self) -> Draft<'a> {
        Draft::new(&self.session.project)
    }

    /// A plan that makes the drafted edit.
    pub(super) fn plan(&self, draft: Draft<'_>, desk: Desk, outcome: Outcome) -> Result<Plan, Stop> {
        Ok(Plan::Step { edit: draft.finish(&self.session.annotator)?, desk: Box::new(desk), outcome })
    }

    /// A plan that makes the drafted edit, leaves the desk as it is and has nothing to tell.
    pub(super) fn quiet_plan(&self, draft: Draft<'_>) -> Result<Plan, Stop> {
        self.plan(draft, self.desk(), Outcome::default())
    }
}
