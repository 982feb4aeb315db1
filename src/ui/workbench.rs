//! An open project: what is shown of it, and what happens when a person acts.

mod left;
mod shown;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{CentralPanel, EventFilter, Frame, Panel, Ui};

use super::article::{ArticleView, Gesture, LabelNames, Shown};
use super::commands::AnyCommand;
use super::context_menu::ContextMenu;
use super::dateline::Dateline;
use super::find::Find;
use super::gestures::acts_of;
use super::history::HistoryView;
use super::inspector::{self, Inspector};
use super::keys::chord::Chord;
use super::ledger::{LedgerView, Saved};
use super::list::{ArticleList, Step};
use super::messages::Message;
use super::overview::Overview;
use super::places::ProjectPlaces;
use super::rooms::{Plan, Rooms};
use super::safety::Watch;
use super::scene::{Act, Setting};
use super::schema::SchemaView;
use super::shaped::Typesetter;
use super::status_line::Whereabouts;
use super::texts::Texts;
use super::theme::{Appearance, Theme};
use super::top_bar::{self, View};
use super::upcoming::Upcoming;
use super::{empty, prefix_panel, status_line, visit_band};
use crate::model::id::{Annotator, ArticleId, ZoneId};
use crate::model::project::Project;
use crate::model::span::Span;
use crate::model::zone::Zone;
use crate::session::Session;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::session::command::spec::Context;
use crate::session::error::CommandError;
use crate::suggest::zones::FoundZone;

/// The keys that do not move the focus while the article has it.
const READING_KEYS: EventFilter =
    EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };

/// An open project.
#[derive(Debug)]
pub struct Workbench {
    session: Session,
    /// Where it lies.
    pub folder: PathBuf,
    view: View,
    article: ArticleView,
    /// The article that the view shows.
    shown: Option<ArticleId>,
    list: ArticleList,
    inspector: Inspector,
    history: HistoryView,
    schema: SchemaView,
    overview: Overview,
    /// Who said what, when, and how many.
    pub ledger: LedgerView,
    find: Find,
    upcoming: Upcoming,
    /// Which panels are wanted beside the article.
    pub rooms: Rooms,
    /// What was shown beside the page in the last frame.
    beside: Plan,
    /// The article to begin with, if it is there.
    first: Option<ArticleId>,
    label_names: LabelNames,
    /// The menu at a place of the article, while it is open.
    menu: Option<ContextMenu>,
    dateline: Dateline,
    /// Where the cursor was in the articles that were left, in bytes.
    places: BTreeMap<ArticleId, usize>,
    /// Where the articles were left before the project was opened, as far as they were not shown since.
    left: ProjectPlaces,
    /// How many steps were done when the list was last refreshed.
    steps: usize,
    watch: Watch,
}

/// What the person has chosen for reading.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// The size of the letters, in points.
    pub size: f32,
    /// Whether nothing is to move.
    pub reduced_motion: bool,
    /// Whether what could be marked next is shown.
    pub suggestions: bool,
}

impl Workbench {
    /// Shows `session`, whose project lies in `folder`. The first article is opened if none is.
    pub fn new(session: Session, folder: PathBuf) -> Self {
        Self {
            session,
            folder,
            view: View::default(),
            article: ArticleView::new(),
            shown: None,
            list: ArticleList::default(),
            inspector: Inspector::default(),
            history: HistoryView::default(),
            schema: SchemaView::default(),
            overview: Overview::default(),
            ledger: LedgerView::default(),
            find: Find::default(),
            upcoming: Upcoming::default(),
            rooms: Rooms::default(),
            beside: Plan::default(),
            first: None,
            label_names: LabelNames::default(),
            menu: None,
            dateline: Dateline::default(),
            places: BTreeMap::new(),
            left: ProjectPlaces::new(),
            steps: 0,
            watch: Watch::default(),
        }
    }

    /// The work.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The work, to take in what has come from outside; the list follows.
    pub fn session_mut(&mut self) -> &mut Session {
        self.list.refresh();
        &mut self.session
    }

    /// A bench that shows the work of `host`, to be looked at, as this one is laid out; `reason` says why nothing can be
    /// changed.
    pub fn visit(&self, host: &Annotator, reason: String) -> Result<Self, CommandError> {
        let session = self.session.visit(host, reason)?;
        let (rooms, label_names) = (self.rooms, self.label_names);
        Ok(Self { rooms, label_names, ..Self::new(session, self.folder.clone()) })
    }

    /// Takes in the project as the visitor's own session has it. Returns what is to be said.
    pub fn follow(&mut self, project: &Project) -> Option<Message> {
        self.list.refresh();
        self.session.follow(project).err().map(Message::from)
    }

    /// Takes in what other programs have changed meanwhile, and looks whether work is kept. Returns what is to be said.
    pub fn catch_up(&mut self, texts: &Texts) -> Vec<Message> {
        let changed = self.session.catch_up().into_iter().map(Message::news);
        changed.chain(self.watch.news(&self.session, texts)).collect()
    }

    /// Gives the work back, to close it.
    pub fn into_session(self) -> Session {
        self.session
    }

    /// Whether the project may be let go of; else what is to be said.
    pub fn may_leave(&mut self, texts: &Texts) -> Result<(), Message> {
        self.watch.may_leave(&mut self.session, texts)
    }

    /// What egui knows the open article by, while it is shown.
    pub fn page(&self) -> Option<egui::Id> {
        self.article.id().filter(|_| self.view == View::Articles)
    }

    /// Where the person is, for the meaning of keys.
    pub fn context(&self, ctx: &egui::Context) -> Context {
        let is_in_article = self.page().is_some_and(|id| ctx.memory(|memory| memory.has_focus(id)));
        if is_in_article { Context::Article } else { Context::Window }
    }

    /// Shows everything, and does what is asked for. Returns what is to be said.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        setting: Setting<'_>,
        typesetter: &mut Typesetter,
        reading: Reading,
        before: &[Chord],
    ) -> (Vec<Act>, Vec<Message>) {
        if ui.input(|input| input.events.iter().any(is_activity)) {
            self.session.note_activity();
        }
        let mut messages = self.catch_up(setting.texts);
        self.open_first(&mut messages);
        self.take_up();
        self.upcoming.update(&self.session, reading.suggestions);
        let mut acts = Vec::new();
        let panels = setting.look.theme.panels;
        let palette = *setting.look.palette;
        let chrome = Frame::new().fill(palette.chrome);
        Panel::top("top").exact_size(panels.top_bar).resizable(false).frame(chrome).show(ui, |ui| {
            top_bar::show(ui, &setting.scene(&self.session), self.view, &mut acts);
        });
        if self.session.visitor().is_some() {
            let band = Frame::new().fill(palette.accent);
            Panel::top("visit").exact_size(panels.band).resizable(false).frame(band).show(ui, |ui| {
                visit_band::show(ui, typesetter, &setting.scene(&self.session), &mut acts);
            });
        }
        Panel::bottom("status").exact_size(panels.status_line).resizable(false).frame(chrome).show(
            ui,
            |ui| {
                let is_finding = self.find.is_open() && self.context(ui.ctx()) == Context::Window;
                let at = Whereabouts { view: self.view, is_finding };
                status_line::show(ui, &setting.scene(&self.session), at, before);
            },
        );
        self.beside = self.rooms.plan(setting.look.theme, ui.available_width(), self.find.is_open());
        if let Some(width) = self.beside.list.filter(|_| self.view == View::Articles) {
            Panel::left("list").exact_size(width).resizable(false).frame(chrome).show(ui, |ui| {
                self.list.show(ui, typesetter, &setting.scene(&self.session), &mut acts);
            });
        }
        if self.find.is_open() && self.view == View::Articles {
            // What is looked for matters more than what is chosen: it stands where the inspector stood.
            Panel::right("find").exact_size(self.beside.find).resizable(false).frame(chrome).show(ui, |ui| {
                self.find.show(ui, typesetter, &setting.scene(&self.session), &mut acts);
            });
        } else if let Some(width) = self.beside.inspector.filter(|_| self.view == View::Articles) {
            Panel::right("inspector").exact_size(width).resizable(false).frame(chrome).show(ui, |ui| {
                let upcoming = self.upcoming.candidates();
                self.inspector.show(ui, typesetter, &setting.scene(&self.session), upcoming, &mut acts);
            });
        }
        let paper = Frame::new().fill(palette.paper);
        CentralPanel::default().frame(paper).show(ui, |ui| match self.view {
            View::Articles => self.middle(ui, setting, typesetter, reading, &mut acts),
            View::Ledger => {
                self.ledger.show(ui, typesetter, &setting.scene(&self.session), &mut acts);
            }
            View::Overview => {
                self.overview.show(ui, typesetter, &setting.scene(&self.session), &mut acts);
            }
            View::History => {
                self.history.show(ui, typesetter, &setting.scene(&self.session), &mut acts);
            }
            View::Schema => self.schema.show(ui, &setting.scene(&self.session), &mut acts),
        });
        prefix_panel::show(ui.ctx(), &setting.scene(&self.session), before);
        let mut rest = Vec::new();
        for act in acts {
            match act {
                Act::Reveal => self.reveal(),
                act @ Act::Run(..) => rest.push(act),
            }
        }
        (rest, messages)
    }

    fn middle(
        &mut self,
        ui: &mut Ui,
        setting: Setting<'_>,
        typesetter: &mut Typesetter,
        reading: Reading,
        acts: &mut Vec<Act>,
    ) {
        let scene = setting.scene(&self.session);
        let Some(article) = self.session.open_article() else {
            empty::show(ui, &scene);
            return;
        };
        let is_new = self.shown.as_ref() != Some(article.id());
        if is_new {
            self.shown = Some(article.id().clone());
        }
        let dateline = self.dateline.of(article, scene.texts);
        let figure = self.session.chosen().and_then(|mark| mark.quantity.as_deref());
        let figure = figure.map(|figure| inspector::reading(&scene, figure)).unwrap_or_default();
        let seeming = seeming_zones(&self.session.found_zones(article), self.session.annotator());
        let mut zones = article.zones_for(self.session.annotator());
        zones.extend(&seeming);
        zones.sort_by_key(|zone| zone.span);
        let shown = Shown {
            look: scene.look,
            article,
            work: self.session.own_work(article.id()),
            schema: self.session.project().schema(),
            desk: self.session.desk(),
            zones,
            dateline: &dateline,
            reading: &figure,
            reading_size: reading.size,
            label_names: self.label_names,
            hits: self.find.hits(article.id()),
            suggestions: self.upcoming.suggestions(),
            texts: scene.texts,
            reduced_motion: reading.reduced_motion,
        };
        let gestures = self.article.show(ui, typesetter, &shown);
        if let Some(range) = self.find.take_reveal(article.id()) {
            self.article.reveal(range);
            ui.ctx().request_repaint();
        }
        if let Some(range) = self.ledger.take_reveal(article.id()) {
            self.article.reveal(range);
            ui.ctx().request_repaint();
        }
        if let Some(id) = self.article.id() {
            // Where a dialog, a menu or a field was left, the keys are the article's again.
            let is_covered = self.find.is_open() || egui::Popup::is_any_open(ui.ctx());
            let takes_keys = self.find.gives_back() || (is_new && !self.find.keeps_focus());
            ui.memory_mut(|memory| {
                let is_left = memory.focused().is_none() && memory.top_modal_layer().is_none() && !is_covered;
                if takes_keys || is_left {
                    memory.request_focus(id);
                }
                // While a person reads, Tab and the arrows are commands; F6 leaves.
                memory.set_focus_lock_filter(id, READING_KEYS);
            });
        }
        let armed = self.session.desk().armed.clone();
        let selection = self.session.desk().selection;
        for gesture in gestures {
            if let Gesture::Menu { at, .. } = &gesture {
                self.menu = Some(ContextMenu::new(*at));
            }
            acts.extend(acts_of(gesture, armed.as_ref(), selection));
        }
        let scene = setting.scene(&self.session);
        self.menu = self.menu.filter(|menu| menu.show(ui, &scene, acts));
    }

    /// Whether the ledger is shown.
    pub fn shows_ledger(&self) -> bool {
        self.view == View::Ledger
    }

    /// The bytes of a plot or table of the ledger.
    pub fn ledger_file(
        &mut self,
        saved: Saved,
        theme: &Theme,
        appearance: Appearance,
        texts: &Texts,
    ) -> Option<Vec<u8>> {
        self.ledger.file(saved, &self.session, theme, appearance, texts)
    }

    /// Reads everything that is read beside the window.
    pub fn read_all(&mut self) {
        self.ledger.read_all(&self.session);
    }

    /// Does a command, and shows what it has done.
    pub fn run(&mut self, kind: CommandKind, arguments: Arguments) -> Option<Message> {
        let before = (self.session.desk().chosen.clone(), self.session.desk().selection);
        let left = self.session.desk().article.clone();
        if kind == CommandKind::AnnotationMarkAll && arguments.iter().next().is_none() {
            return self.mark_all();
        }
        let (kind, arguments) = self.as_listed(kind, arguments);
        let done = self.session.perform(kind, arguments);
        self.go_on_reading(left, before.1.head);
        self.refresh(kind);
        self.find.recount();
        let desk = self.session.desk();
        if (desk.chosen.clone(), desk.selection) != before && kind != CommandKind::Select {
            self.reveal();
        }
        match done {
            Ok(outcome) => outcome.message.map(Message::news),
            Err(error) => Some(error.into()),
        }
    }

    /// Shows what would be marked, so that nothing is marked unseen; the second time it is marked.
    fn mark_all(&mut self) -> Option<Message> {
        match self.find.mark_all(&self.session) {
            Ok(acts) => acts.into_iter().find_map(|act| match act {
                Act::Run(AnyCommand::Session(kind), arguments) => self.run(kind, arguments),
                Act::Run(..) | Act::Reveal => None,
            }),
            Err(error) => Some(error.into()),
        }
    }

    /// The next article is the next in the list as it is sorted and filtered, where the list has one.
    fn as_listed(&mut self, kind: CommandKind, arguments: Arguments) -> (CommandKind, Arguments) {
        let step = match kind {
            CommandKind::ArticleNext => Step::Next,
            CommandKind::ArticlePrevious => Step::Previous,
            _ => return (kind, arguments),
        };
        match self.list.beside(&self.session, step) {
            Some(id) => (CommandKind::ArticleOpen, arguments.with("article", id.as_str())),
            None => (kind, arguments),
        }
    }

    /// Keeps the list in step with what a command may have changed.
    fn refresh(&mut self, kind: CommandKind) {
        let steps = self.session.history().done();
        if steps != std::mem::replace(&mut self.steps, steps)
            && matches!(
                kind,
                CommandKind::MetadataSet | CommandKind::StatusSet | CommandKind::Undo | CommandKind::Redo
            )
        {
            self.list.refresh();
        }
        if self.session.desk().article != self.shown {
            self.list.reveal_open();
        }
    }

    /// Scrolls to the selection, or to the chosen mark.
    fn reveal(&mut self) {
        let desk = self.session.desk();
        let range = match self.session.chosen() {
            Some(mark) if desk.selection.is_empty() => mark.spans.hull().range(),
            _ => desk.selection.range(),
        };
        self.article.reveal(range);
    }
}

/// Zones that were only found, to be shown as others are.
fn seeming_zones(found: &[FoundZone], annotator: &Annotator) -> Vec<Arc<Zone>> {
    let zone = |zone: &FoundZone| {
        let span = Span::new(zone.span.start, zone.span.end).ok()?;
        let id = ZoneId::from("");
        Some(Arc::new(Zone { id, span, kind: zone.kind, annotator: Some(annotator.clone()) }))
    };
    found.iter().filter_map(zone).collect()
}

/// Whether an event shows that somebody is at work.
fn is_activity(event: &egui::Event) -> bool {
    use egui::Event;
    matches!(
        event,
        Event::Key { .. }
            | Event::Text(_)
            | Event::PointerMoved(_)
            | Event::PointerButton { .. }
            | Event::MouseWheel { .. }
    )
}
