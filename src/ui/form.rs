//! What a command still needs to be told: one thing picked from a list, or fields made from its row in the table.

mod choices;
mod field;
mod offered;
mod parts;
mod picker;
mod sheet;

use egui::Context;

use self::picker::Picker;
use self::sheet::Sheet;
use super::commands::AnyCommand;
use super::shaped::Typesetter;
use super::texts::Texts;
use super::theme::Look;
use crate::session::Session;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;

/// What asks for the rest of a command, while it is open.
#[derive(Debug)]
pub enum Form {
    /// Fields to be filled in.
    Sheet(Box<Sheet>),
    /// A list to pick one from.
    Picker(Picker),
}

/// What became of a form in a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filled {
    /// Nothing yet.
    Nothing,
    /// It was left.
    Left,
    /// The command is to be run with this.
    Run(CommandKind, Arguments),
}

impl Form {
    /// The command that it is for.
    pub fn kind(&self) -> CommandKind {
        match self {
            Self::Sheet(sheet) => sheet.kind(),
            Self::Picker(picker) => picker.kind(),
        }
    }

    /// Says why the command could not be run.
    pub fn refuse(&mut self, reason: &str) {
        match self {
            Self::Sheet(sheet) => sheet.refuse(reason),
            Self::Picker(picker) => picker.refuse(reason),
        }
    }

    /// Shows the form.
    pub fn show(
        &mut self,
        ctx: &Context,
        typesetter: &mut Typesetter,
        look: &Look<'_>,
        texts: &Texts,
        session: &Session,
    ) -> Filled {
        match self {
            Self::Sheet(sheet) => sheet.show(ctx, typesetter, look, texts, session),
            Self::Picker(picker) => picker.show(ctx, typesetter, look, texts),
        }
    }
}

/// The form that is to be shown before `command` is run with `arguments`, if there is to be one.
pub fn needed(command: AnyCommand, arguments: &Arguments, session: &Session, texts: &Texts) -> Option<Form> {
    let AnyCommand::Session(kind) = command else { return None };
    if let Some(rows) = offered::rows(kind, arguments, session, texts) {
        return Some(Form::Picker(Picker::new(kind, rows, offered::unknown(kind))));
    }
    Sheet::of(kind, arguments, session, texts).map(|sheet| Form::Sheet(Box::new(sheet)))
}
