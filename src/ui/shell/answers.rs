//! What follows from what was answered on the start screen, in the palette and in forms.

use egui::Context as Egui;

use super::{Request, Shell};
use crate::session::command::arguments::Arguments;
use crate::ui::commands::AnyCommand;
use crate::ui::form::Filled;
use crate::ui::palette::{Entry, Picked};
use crate::ui::path_form::{Asked, Purpose};
use crate::ui::scene::Act;
use crate::ui::start::Chosen;

impl Shell {
    /// Follows what was chosen on the start screen.
    pub(super) fn take_chosen(&mut self, chosen: Option<Chosen>) -> Option<Act> {
        match chosen? {
            Chosen::Recent(folder) => self.requests.push(Request::Use(Purpose::Open, folder)),
            Chosen::Example => self.requests.push(Request::OpenExample),
            Chosen::Command(command) => return Some(Act::window(command)),
        }
        None
    }

    /// Follows what was picked in the palette.
    pub(super) fn take_picked(&mut self, picked: Picked) -> Option<Act> {
        if picked != Picked::Nothing {
            self.palette = None;
        }
        match picked {
            Picked::Nothing | Picked::Left => None,
            Picked::Entry(Entry::Command(command)) => Some(Act::Run(command, Arguments::new())),
            Picked::Entry(Entry::Label(label)) => Some(Act::label(&label.layer, &label.key)),
        }
    }

    /// Follows what was asked for in the form for a place.
    pub(super) fn take_place(&mut self, asked: Asked) {
        let request = match asked {
            Asked::Nothing => return,
            Asked::Left => None,
            Asked::Browse(purpose) => Some(Request::Browse(purpose)),
            Asked::New(path, annotator) => Some(Request::New(path, annotator)),
            Asked::Given(purpose, path) => Some(Request::Use(purpose, path)),
        };
        // What else is asked for a new project stays as it is written while its place is browsed for.
        let stays = request == Some(Request::Browse(Purpose::New));
        self.path_form = self.path_form.take().filter(|_| stays);
        self.requests.extend(request);
    }

    /// Does what a form was filled for. It stays open where that cannot be done, so that nothing has to be written twice.
    /// Returns whether it is closed now.
    pub(super) fn take_form(&mut self, ctx: &Egui, filled: Filled) -> bool {
        let Some(mut form) = self.form.take() else { return false };
        let trouble = match filled {
            Filled::Left => None,
            Filled::Run(kind, arguments) => self.run(ctx, AnyCommand::Session(kind), arguments),
            Filled::Nothing => {
                self.form = Some(form);
                return false;
            }
        };
        if let Some(trouble) = trouble {
            form.refuse(&trouble.text);
            self.form = Some(form);
        }
        self.form.is_none()
    }
}
