//! The panel that finds: places by their words, to be walked through and marked together, and places to be looked at again.
//!
//! Searches run beside the window over a copy of the project that costs nothing; what is shown is what they have told so
//! far. Nothing is searched again unless the words, the switches or the text have changed.

mod excerpt;
mod form;

mod list;
mod marking;
mod panel;
mod recheck;
mod results;

use std::ops::Range;

use egui::{Context, Id};

use self::form::{Form, Options};
use self::recheck::Recheck;
use self::results::Results;
use super::commands::AnyCommand;
use super::scene::Act;
use crate::model::body::BodyHash;
use crate::model::id::{ArticleId, EntityId, LabelKey, LayerKey};
use crate::session::Session;
use crate::session::command::arguments::Arguments;
use crate::session::command::bulk::Model;
use crate::session::command::kind::CommandKind;
use crate::session::error::CommandError;
use crate::session::occurrences::Scope;
use crate::session::search::hits::{Told, search};
use crate::text::pattern::{Pattern, Query};
use crate::ui::job::Job;

/// The most places that are kept of one search; the others are counted.
const ROOM: usize = 10_000;
/// The longest selection that is taken as what to look for, in bytes.
const LONGEST_WORDS: usize = 200;

/// What the panel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Places with certain words.
    #[default]
    Find,
    /// Places that may have been overlooked.
    Recheck,
}

/// What has the keys, when something in the panel has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Field,
    List,
    /// The panel is left: the article has them again.
    Article,
}

/// The panel.
#[derive(Debug, Default)]
pub struct Find {
    tab: Option<Tab>,
    form: Form,
    results: Results,
    /// What the results are of.
    of: Option<Source>,
    job: Option<Job<Told>>,
    /// Why nothing is searched, a sentence without full stop.
    problem: Option<String>,
    /// The place that was gone to last.
    current: Option<usize>,
    /// Whether the list is to be scrolled to it.
    wants_current: bool,
    label: Option<(LayerKey, LabelKey)>,
    entity: Option<EntityId>,
    /// Whether what is listed was proposed by "mark all", and the next Enter marks it.
    is_proposal: bool,
    recheck: Recheck,
    /// What is to have the keys from the next frame on.
    wants_focus: Option<Part>,
    field: Option<Id>,
    list: Option<Id>,
    /// Whether something in the panel had the keys in the last frame.
    has_focus: bool,
    /// A place to be scrolled to once its article is shown.
    reveal: Option<(ArticleId, Range<usize>)>,
}

/// What results are of: they hold as long as this is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Source {
    query: Query,
    scope: Scope,
    body: Option<BodyHash>,
    articles: usize,
}

impl Find {
    /// Whether the panel is there.
    pub fn is_open(&self) -> bool {
        self.tab.is_some()
    }

    /// Opens the panel to look for words: those that are selected, else those that were looked for last.
    pub fn open(&mut self, session: &Session) {
        self.tab = Some(Tab::Find);
        self.is_proposal = false;
        self.wants_focus = Some(Part::Field);
        let words = session.open_article().and_then(|article| {
            let words = article.body().text().get(session.desk().selection.range())?.trim();
            (!words.is_empty() && words.len() <= LONGEST_WORDS && !words.contains('\n')).then_some(words)
        });
        if let Some(words) = words {
            words.clone_into(&mut self.form.words);
            self.form.options.is_regex = false;
        }
        self.entity = None;
        if self.label.is_none() {
            let chosen = session.chosen().map(|mark| (mark.layer.clone(), mark.label.clone()));
            self.label = chosen.or_else(|| session.desk().armed.clone());
        }
    }

    /// Opens the panel with the places that may have been overlooked.
    pub fn open_recheck(&mut self) {
        self.tab = Some(Tab::Recheck);
        self.wants_focus = Some(Part::List);
    }

    /// Closes the panel; the article has the keys again.
    pub fn close(&mut self) {
        self.tab = None;
        self.is_proposal = false;
        self.job = None;
        self.of = None;
        self.results = Results::default();
        self.current = None;
        self.recheck = Recheck::default();
        self.wants_focus = Some(Part::Article);
    }

    /// What "mark all" does: the first time the places are shown, the second time those that are ticked are marked.
    pub fn mark_all(&mut self, session: &Session) -> Result<Vec<Act>, CommandError> {
        let command = CommandKind::AnnotationMarkAll.resolve(session, Arguments::new())?;
        if self.is_proposal && self.tab == Some(Tab::Find) {
            return Ok(self.confirm(session));
        }
        let Model { words, layer, label, entity } = session.model_of_mark_all(&command)?;
        self.tab = Some(Tab::Find);
        let options = Options { match_case: true, whole_words: true, ..Options::default() };
        self.form = Form { words, options };
        (self.label, self.entity) = (Some((layer, label)), entity);
        (self.is_proposal, self.current) = (true, None);
        self.results.untick();
        self.wants_focus = Some(Part::List);
        Ok(Vec::new())
    }

    /// Marks what is ticked. A proposal is done with then.
    fn confirm(&mut self, session: &Session) -> Vec<Act> {
        let ticked = self.results.ticked(session);
        let Some((layer, label)) = self.label.as_ref().filter(|_| !ticked.is_empty()) else {
            return Vec::new();
        };
        let act = marking::act(layer, label, self.entity.as_ref(), ticked);
        self.results.untick();
        if self.is_proposal {
            self.close();
        }
        vec![act]
    }

    /// Goes to the next place, or to the one before; round from the last to the first.
    pub fn step(&mut self, session: &Session, forwards: bool) -> Vec<Act> {
        let count = self.results.len();
        if count == 0 {
            return Vec::new();
        }
        let next = match self.current {
            Some(at) if forwards => (at + 1) % count,
            Some(at) => (at + count - 1) % count,
            None => {
                let desk = session.desk();
                let near = desk.article.as_ref();
                near.and_then(|id| self.results.nearest(id, desk.selection.range().start)).unwrap_or(0)
            }
        };
        self.go_to(session, next)
    }

    fn go_to(&mut self, session: &Session, place: usize) -> Vec<Act> {
        let Some((article, hit)) = self.results.place(place) else { return Vec::new() };
        let (article, range) = (article.clone(), hit.span.range());
        (self.current, self.wants_current) = (Some(place), true);
        self.go(session, article, range)
    }

    /// Opens the article if it is another, selects the place, and has it scrolled to.
    fn go(&mut self, session: &Session, article: ArticleId, range: Range<usize>) -> Vec<Act> {
        let select = Arguments::new().with("start", range.start).with("end", range.end);
        let select = Act::Run(AnyCommand::Session(CommandKind::Select), select);
        let is_open = session.desk().article.as_ref() == Some(&article);
        let open = (!is_open).then(|| Act::with(CommandKind::ArticleOpen, "article", article.as_str()));
        self.reveal = Some((article, range));
        open.into_iter().chain([select]).collect()
    }

    /// The place that the article view is to scroll to, now that it shows `article`.
    pub fn take_reveal(&mut self, article: &ArticleId) -> Option<Range<usize>> {
        let (_, range) = self.reveal.take_if(|(of, _)| of == article)?;
        Some(range)
    }

    /// The places to be lit in `article`, in order.
    pub fn hits(&self, article: &ArticleId) -> &[Range<usize>] {
        if self.tab == Some(Tab::Find) { self.results.ranges(article) } else { &[] }
    }

    /// Whether the panel keeps the keys when another article is opened.
    pub fn keeps_focus(&self) -> bool {
        self.is_open() && (self.has_focus || self.wants_focus.is_some())
    }

    /// Whether the article is to have the keys again: the panel was closed.
    pub fn gives_back(&mut self) -> bool {
        self.wants_focus.take_if(|part| *part == Part::Article).is_some()
    }

    /// Looks again at what is marked: a command was run.
    pub fn recount(&mut self) {
        self.results.recount();
    }

    /// Starts a search where what is looked for has changed, and takes in what was found.
    fn update(&mut self, ctx: &Context, session: &Session) {
        let scope = match session.desk().article.clone() {
            Some(article) if !self.form.options.in_project => Scope::Article(article),
            _ => Scope::Project,
        };
        let body = session.open_article().filter(|_| scope != Scope::Project);
        let source = Source {
            query: self.form.query(),
            body: body.map(|article| article.body().hash()),
            articles: session.project().articles().len(),
            scope,
        };
        let mut news = Vec::new();
        if self.of.as_ref() != Some(&source) {
            self.start(ctx, session, &source);
            self.of = Some(source);
            news = self.job.as_mut().map(Job::first_news).unwrap_or_default();
        } else if let Some(job) = &mut self.job {
            news = job.news();
        }
        for told in news {
            self.results.take(told);
        }
    }

    fn start(&mut self, ctx: &Context, session: &Session, source: &Source) {
        (self.results, self.current, self.job, self.problem) = (Results::default(), None, None, None);
        if source.query.written.is_empty() {
            return;
        }
        match Pattern::new(&source.query) {
            Err(error) => self.problem = Some(error.to_string()),
            Ok(pattern) => {
                let survey = session.survey(&source.scope);
                self.job = Some(Job::start(ctx, move |tell| search(&survey, &pattern, ROOM, tell)));
            }
        }
    }

    fn is_searching(&self) -> bool {
        self.job.as_ref().is_some_and(|job| !job.is_over())
    }
}
