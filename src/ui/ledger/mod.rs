//! The ledger: who said what, when, and how many, in all articles of the project.

mod axis;
mod claims;
mod content;
mod cursor;
mod drawing;
mod entities;
mod events;
mod figures;
mod list;
mod nav;
mod paint;
mod parts;
mod plots;
mod said;
mod saved;
mod sources;
mod svg;
mod table;

use std::collections::HashMap;
use std::ops::Range;

use egui::{Frame, Panel, Ui};

use self::content::{Card, Place};
use self::cursor::Cursor;
pub use self::parts::Part;
use self::parts::{Head, Key, Source};
pub use self::saved::Saved;
use super::commands::AnyCommand;
use super::job::Job;
use super::scene::{Act, Scene};
use super::shaped::Typesetter;
use crate::model::id::ArticleId;
use crate::session::Session;
use crate::session::books::{Books, Read};
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::session::search::Go;
use crate::ui::commands::WindowCommand;

/// How many cards are kept ready.
const KEPT: usize = 64;

/// The view, and the books that it shows.
#[derive(Debug, Default)]
pub struct LedgerView {
    books: Option<Books>,
    job: Option<Job<Read>>,
    part: Part,
    /// What the cards are looked for by.
    filter: String,
    listed: Listed,
    cursors: HashMap<Part, Cursor>,
    /// Cards as they were made last.
    cards: HashMap<Key, Card>,
    /// Whether the list is to get the keys.
    wants_keys: bool,
    /// Whether the card of the cursor is to be scrolled to.
    wants_sight: bool,
    /// The last pass in which the view was shown.
    pass: u64,
    /// A place in an article that is to be scrolled to.
    reveal: Option<(ArticleId, Range<usize>)>,
}

/// The cards of a part, in order.
#[derive(Debug, Default)]
struct Listed {
    /// What they were listed for.
    of: Option<(Part, u64, String)>,
    heads: Vec<Head>,
    /// Where each begins, and where the last ends, in points.
    tops: Vec<f32>,
}

impl Listed {
    /// The height of all cards, in points.
    fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// Where a card begins, in points.
    fn top(&self, card: usize) -> f32 {
        self.tops.get(card).copied().unwrap_or_default()
    }

    /// The cards that lie in `seen`, in points.
    fn visible(&self, seen: Range<f32>) -> Range<usize> {
        let from = self.tops.partition_point(|top| *top <= seen.start).saturating_sub(1);
        let to = self.tops.partition_point(|top| *top < seen.end).min(self.heads.len());
        from.min(to)..to
    }
}

impl LedgerView {
    /// Shows another part.
    pub fn turn_to(&mut self, part: Part) {
        self.part = part;
        self.wants_keys = true;
    }

    /// What egui knows the list by.
    pub fn list() -> egui::Id {
        cursor::list()
    }

    /// What is to be scrolled to in `article`, once.
    pub fn take_reveal(&mut self, article: &ArticleId) -> Option<Range<usize>> {
        self.reveal.take_if(|(of, _)| of == article).map(|(_, range)| range)
    }

    /// Reads everything at once, for who cannot wait for a later frame.
    pub fn read_all(&mut self, session: &Session) {
        let books = self.books.get_or_insert_with(|| Books::new(session.annotator().clone()));
        books.follow(session);
        let reading = books.reading(session);
        let mut read = Vec::new();
        reading.run(&mut |part| {
            read.push(part);
            Go::On
        });
        for part in read {
            books.take(part);
        }
    }

    /// Brings the books up to what `session` has.
    fn follow(&mut self, ctx: &egui::Context, session: &Session) {
        if self.books.as_ref().is_none_or(|books| books.annotator() != session.annotator()) {
            (self.books, self.job) = (Some(Books::new(session.annotator().clone())), None);
        }
        let Some(books) = &mut self.books else { return };
        books.follow(session);
        let mut is_new = false;
        if self.job.is_none() && books.waiting() > 0 {
            let reading = books.reading(session);
            self.job = Some(Job::start(ctx, move |tell| reading.run(tell)));
            is_new = true;
        }
        if let Some(job) = &mut self.job {
            let news = if is_new { job.first_news() } else { job.news() };
            let is_over = job.is_over();
            for read in news {
                books.take(read);
            }
            if is_over {
                self.job = None;
            }
        }
    }

    /// Shows the ledger in all of `ui`.
    pub fn show(&mut self, ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        self.follow(ui.ctx(), scene.session);
        let pass = ui.ctx().cumulative_pass_nr();
        self.wants_keys |= std::mem::replace(&mut self.pass, pass) + 1 < pass;
        let Some(books) = self.books.take() else { return };
        let theme = scene.look.theme;
        let chrome = Frame::new().fill(scene.look.palette.chrome).inner_margin(theme.spaces.tight);
        let width = theme.ledger.nav.min(ui.available_width() / 3.0);
        Panel::left("ledger").exact_size(width).resizable(false).frame(chrome).show(ui, |ui| {
            self.nav(ui, scene, &books, acts);
        });
        let schema = scene.session.project().schema();
        let source = Source { ledger: books.ledger(), schema, texts: scene.texts };
        self.list_cards(source, scene, books.revision());
        self.show_cards(ui, typesetter, scene, &books, acts);
        self.books = Some(books);
    }

    /// Lists the cards again if something has changed.
    fn list_cards(&mut self, source: Source<'_>, scene: &Scene<'_>, revision: u64) {
        let wanted = self.filter.trim().to_lowercase();
        let of = (self.part, revision, wanted);
        if self.listed.of.as_ref() == Some(&of) {
            return;
        }
        let mut heads = self.part.heads(source);
        heads.retain(|head| of.2.is_empty() || head.name.contains(&of.2));
        let gap = scene.look.theme.spaces.near;
        let mut tops = vec![0.0];
        let mut top = 0.0;
        for head in &heads {
            top += drawing::height(&scene.look, head.extent) + gap;
            tops.push(top);
        }
        self.listed = Listed { of: Some(of), heads, tops };
        self.cards.clear();
    }

    fn card(&mut self, key: &Key, source: Source<'_>) -> Option<Card> {
        if let Some(card) = self.cards.get(key) {
            return Some(card.clone());
        }
        let card = key.card(source)?;
        if self.cards.len() >= KEPT {
            self.cards.clear();
        }
        self.cards.insert(key.clone(), card.clone());
        Some(card)
    }

    /// What the cursor is on, to be quoted elsewhere.
    pub fn quote(&mut self, scene: &Session, texts: &super::texts::Texts) -> Option<String> {
        let books = self.books.take()?;
        let source = Source { ledger: books.ledger(), schema: scene.project().schema(), texts };
        let at = self.cursors.get(&self.part).and_then(Cursor::at);
        let key = at.and_then(|(card, _)| Some(self.listed.heads.get(card)?.key.clone()));
        let card = key.as_ref().and_then(|key| self.card(key, source));
        let quote = card.zip(key).zip(at).map(|((card, key), (_, stop))| list::citation(&card, &key, stop));
        self.books = Some(books);
        quote
    }

    /// Shows another card.
    fn turn_to_card(&mut self, key: Key, acts: &mut Vec<Act>) {
        let part = key.part();
        self.filter.clear();
        self.cursors.insert(part, Cursor::on(key));
        let command = Part::ALL.iter().find(|(known, _)| *known == part);
        acts.extend(command.map(|(_, command)| Act::window(*command)));
        self.wants_sight = true;
    }

    /// Goes to a place in an article.
    fn go(&mut self, session: &Session, place: Place, acts: &mut Vec<Act>) {
        acts.push(Act::window(WindowCommand::ShowArticles));
        if session.desk().article.as_ref() != Some(&place.article) {
            acts.push(Act::with(CommandKind::ArticleOpen, "article", place.article.as_str()));
        }
        acts.push(if let Some(mark) = &place.mark {
            Act::with(CommandKind::AnnotationChoose, "id", mark.as_str())
        } else {
            let span = Arguments::new().with("start", place.span.start).with("end", place.span.end);
            Act::Run(AnyCommand::Session(CommandKind::Select), span)
        });
        self.reveal = Some((place.article, place.span));
    }
}
