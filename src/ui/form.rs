//! What a command still needs to be told: a form made from its row in the table.

use std::collections::BTreeMap;

use egui::{ComboBox, Context, Key, Modifiers, RichText, TextEdit, Ui, WidgetInfo};

use super::commands::AnyCommand;
use super::texts::Texts;
use super::theme::Look;
use super::{dialog, style};
use crate::session::Session;
use crate::session::command::arguments::{Argument, Arguments};
use crate::session::command::kind::CommandKind;
use crate::session::command::spec::{Parameter, ParameterKind};

/// The form of a command, while it is open.
#[derive(Debug)]
pub struct Form {
    kind: CommandKind,
    /// What was known before.
    given: Arguments,
    /// What is written in each field.
    written: BTreeMap<&'static str, String>,
    is_new: bool,
}

/// What became of a form in a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filled {
    /// Nothing yet.
    Nothing,
    /// It was left.
    Left,
    /// The command is to be run with this.
    Run(Arguments),
}

impl Form {
    /// The form of `kind`, if it needs to be told more than `given`.
    pub fn of(kind: CommandKind, given: &Arguments) -> Option<Self> {
        let is_missing = |parameter: &&Parameter| parameter.required && given.get(parameter.name).is_none();
        kind.spec().parameters.iter().find(is_missing)?;
        Some(Self { kind, given: given.clone(), written: BTreeMap::new(), is_new: true })
    }

    /// The command that it is for.
    pub fn kind(&self) -> CommandKind {
        self.kind
    }

    /// Shows the form.
    pub fn show(&mut self, ctx: &Context, look: &Look<'_>, texts: &Texts, session: &Session) -> Filled {
        let press = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if press(Key::Escape) {
            return Filled::Left;
        }
        let arguments = self.arguments();
        let refusal = self.kind.resolve(session, arguments.clone()).err();
        let mut is_done = press(Key::Enter);
        let mut is_left = false;
        let modal = dialog::modal("form", look, None).show(ctx, |ui| {
            ui.set_width(460.0_f32.min(ctx.content_rect().width() - look.theme.spaces.wide));
            let title = self.kind.spec().text.trim_end_matches('…');
            ui.label(RichText::new(title).font(style::strong(look.theme.sizes.control)));
            let about = RichText::new(format!("{}.", self.kind.spec().tooltip));
            ui.label(about.color(look.palette.second_ink));
            ui.add_space(look.theme.spaces.tight);
            self.fields(ui, look, session);
            ui.add_space(look.theme.spaces.tight);
            ui.horizontal(|ui| {
                let button = egui::Button::new(texts.get("form-run"));
                is_done |= ui.add_enabled(refusal.is_none(), button).clicked();
                is_left = ui.button(texts.get("form-leave")).clicked();
                if let Some(refusal) = &refusal {
                    ui.label(RichText::new(&refusal.message).color(look.palette.second_ink));
                }
            });
        });
        match is_done && refusal.is_none() {
            true => Filled::Run(arguments),
            false if is_left || modal.should_close() => Filled::Left,
            false => Filled::Nothing,
        }
    }

    fn fields(&mut self, ui: &mut Ui, look: &Look<'_>, session: &Session) {
        let mut is_first = std::mem::take(&mut self.is_new);
        for parameter in self.kind.spec().parameters {
            if self.given.get(parameter.name).is_some() {
                continue;
            }
            let label =
                if parameter.required { format!("{} *", parameter.name) } else { parameter.name.to_owned() };
            ui.label(
                RichText::new(label)
                    .font(style::strong(look.theme.sizes.caption))
                    .color(look.palette.second_ink),
            );
            let text = self.written.entry(parameter.name).or_default();
            let response = field(ui, parameter, text, &choices(parameter, session));
            let response = response.on_hover_text(parameter.doc);
            if std::mem::take(&mut is_first) {
                response.request_focus();
            }
        }
    }

    /// What is known and written; empty fields are left out.
    fn arguments(&self) -> Arguments {
        let mut arguments = self.given.clone();
        for parameter in self.kind.spec().parameters {
            let text = self.written.get(parameter.name).map_or("", |text| text.trim());
            if let Some(value) = value(parameter.kind, text) {
                arguments.set(parameter.name, value);
            }
        }
        arguments
    }
}

fn field(ui: &mut Ui, parameter: &Parameter, text: &mut String, choices: &[String]) -> egui::Response {
    let response = if choices.is_empty() {
        ui.add(TextEdit::singleline(text).hint_text(parameter.doc).desired_width(f32::INFINITY))
    } else {
        let boxed =
            ComboBox::from_id_salt(parameter.name).selected_text(text.as_str()).width(ui.available_width());
        let inner = boxed.show_ui(ui, |ui| {
            for choice in choices {
                ui.selectable_value(text, choice.clone(), choice);
            }
        });
        inner.response
    };
    response.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, parameter.name));
    response
}

/// What may be chosen, where that is known; else none.
fn choices(parameter: &Parameter, session: &Session) -> Vec<String> {
    let schema = session.project().schema();
    match (parameter.kind, parameter.name) {
        (ParameterKind::Choice(words), _) => words.iter().map(|word| (*word).to_owned()).collect(),
        (ParameterKind::Bool, _) => vec!["yes".to_owned(), "no".to_owned()],
        (_, "layer") => schema.layers_in_order().iter().map(|layer| layer.name.clone()).collect(),
        (_, "label" | "into") => {
            let layers = schema.layers_in_order();
            let labels = layers.iter().flat_map(|layer| schema.labels_of(&layer.key));
            labels.map(|label| label.name.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// What `text` means as a value of `kind`; nothing where it is empty or does not fit.
fn value(kind: ParameterKind, text: &str) -> Option<Argument> {
    if text.is_empty() {
        return None;
    }
    Some(match kind {
        ParameterKind::Text | ParameterKind::Choice(_) | ParameterKind::Value => Argument::from(text),
        ParameterKind::Offset | ParameterKind::Number => Argument::Number(text.parse().ok()?),
        ParameterKind::Bool => Argument::Bool(text == "yes"),
        ParameterKind::List => {
            let items = text.split(',').map(|item| item.trim().to_owned());
            Argument::List(items.filter(|item| !item.is_empty()).collect())
        }
        ParameterKind::Json | ParameterKind::Spans => Argument::Json(text.to_owned()),
    })
}

/// Whether `command` is a command of a session whose form is to be shown before it is run with `arguments`.
pub fn needed(command: AnyCommand, arguments: &Arguments) -> Option<Form> {
    match command {
        AnyCommand::Session(kind) => Form::of(kind, arguments),
        AnyCommand::Window(_) => None,
    }
}
