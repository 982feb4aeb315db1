//! What commands of the window change in an open project: what is shown, and where the person is.

use egui::Id;

use super::Workbench;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::ui::article::Jump;
use crate::ui::commands::{AnyCommand, WindowCommand};
use crate::ui::ledger::{LedgerView, Part};
use crate::ui::messages::Message;
use crate::ui::rooms::Side;
use crate::ui::scene::Act;
use crate::ui::shaped::Typesetter;
use crate::ui::texts::Texts;
use crate::ui::top_bar::View;

impl Workbench {
    /// Does a command of the window, if it concerns the open project.
    ///
    /// Returns what is to be said.
    pub fn run_window(
        &mut self,
        ctx: &egui::Context,
        command: WindowCommand,
        typesetter: &mut Typesetter,
        texts: &Texts,
    ) -> Option<Message> {
        match command {
            WindowCommand::ShowArticles => self.view = View::Articles,
            WindowCommand::ShowLedger => self.view = View::Ledger,
            WindowCommand::LedgerCopy => return Some(self.copy_citation(ctx, texts)),
            WindowCommand::ShowOverview => self.view = View::Overview,
            WindowCommand::ShowSchema => self.view = View::Schema,
            WindowCommand::ShowHistory => self.view = View::History,
            WindowCommand::ToggleList => self.rooms.toggle(Side::List, self.beside),
            WindowCommand::ToggleInspector => self.rooms.toggle(Side::Inspector, self.beside),
            WindowCommand::ToggleLabelNames => self.label_names = self.label_names.other(),
            WindowCommand::FilterArticles => {
                self.view = View::Articles;
                self.rooms.open(Side::List);
                self.list.focus_filter();
            }
            WindowCommand::Find => {
                self.view = View::Articles;
                self.find.open(&self.session);
            }
            WindowCommand::NextUnfinished => return self.next_unfinished(texts),
            WindowCommand::FindNext => self.find_step(true),
            WindowCommand::FindPrevious => self.find_step(false),
            WindowCommand::Recheck => {
                self.view = View::Articles;
                self.find.open_recheck();
            }
            WindowCommand::FocusNext => self.focus(ctx, true),
            WindowCommand::FocusPrevious => self.focus(ctx, false),
            WindowCommand::CursorUp => self.jump(typesetter, Jump::Up, false),
            WindowCommand::CursorDown => self.jump(typesetter, Jump::Down, false),
            WindowCommand::ExtendUp => self.jump(typesetter, Jump::Up, true),
            WindowCommand::ExtendDown => self.jump(typesetter, Jump::Down, true),
            WindowCommand::PageUp => self.jump(typesetter, Jump::PageUp, false),
            WindowCommand::PageDown => self.jump(typesetter, Jump::PageDown, false),
            WindowCommand::TextStart => self.jump(typesetter, Jump::Start, false),
            WindowCommand::TextEnd => self.jump(typesetter, Jump::End, false),
            _ => {
                let part = Part::ALL.iter().find(|(_, shows)| *shows == command);
                if let Some((part, _)) = part {
                    self.view = View::Ledger;
                    self.ledger.turn_to(*part);
                }
            }
        }
        None
    }

    /// Copies what the ledger is at.
    fn copy_citation(&mut self, ctx: &egui::Context, texts: &Texts) -> Message {
        let quote = self.ledger.quote(&self.session, texts).filter(|_| self.view == View::Ledger);
        let said = if quote.is_some() { "ledger-copied" } else { "ledger-not-shown" };
        if let Some(quote) = quote {
            ctx.copy_text(quote);
        }
        Message::news(texts.get(said))
    }

    /// Opens the next article that is not finished.
    fn next_unfinished(&mut self, texts: &Texts) -> Option<Message> {
        let Some(id) = self.list.next_unfinished(&self.session) else {
            return Some(Message::news(texts.get("overview-finished")));
        };
        self.view = View::Articles;
        self.run(CommandKind::ArticleOpen, Arguments::new().with("article", id.as_str()))
    }

    /// Gives the focus to the next part of the window, or to the one before.
    fn focus(&self, ctx: &egui::Context, forwards: bool) {
        let fields = match self.view {
            View::Schema => [Some(self.schema.list()), None, None],
            View::Ledger => [Some(LedgerView::list()), None, None],
            _ => [self.list.field(), self.inspector.label_field(), self.inspector.field()],
        };
        // What is hidden is no place to go to.
        let is_shown = |id: &Id| ctx.read_response(*id).is_some();
        let parts = [self.page()].into_iter().chain(fields).flatten().filter(is_shown);
        let parts: Vec<Id> = parts.collect();
        if parts.is_empty() {
            return;
        }
        let steps = if forwards { 1 } else { parts.len() - 1 };
        ctx.memory_mut(|memory| {
            let at = parts.iter().position(|id| memory.has_focus(*id));
            // Anywhere else, the way leads back to the article.
            let next = at.map_or(0, |at| (at + steps) % parts.len());
            memory.request_focus(parts[next]);
        });
    }

    /// Moves the cursor, or the end of the selection, as the page is laid out.
    fn jump(&mut self, typesetter: &mut Typesetter, jump: Jump, extends: bool) {
        let selection = self.session.desk().selection;
        let Some(head) = self.article.visual(typesetter, selection.head, jump) else { return };
        let anchor = if extends { selection.anchor } else { head };
        let arguments = Arguments::new().with("start", anchor).with("end", head);
        // Where a place on the page cannot be selected, the cursor stays.
        if self.session.perform(CommandKind::Select, arguments).is_ok() {
            self.article.reveal(head..head);
        }
    }

    /// Goes to the next place that was found, or to the one before.
    fn find_step(&mut self, forwards: bool) {
        for act in self.find.step(&self.session, forwards) {
            if let Act::Run(AnyCommand::Session(kind), arguments) = act {
                self.run(kind, arguments);
            }
        }
    }
}
