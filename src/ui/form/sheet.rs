//! A form made from the row of a command in the table: a field for each thing that it can be told.

use egui::{Context, Key, RichText, Ui};

use super::Filled;
use super::choices::{self, Choice};
use super::field::{Field, NO, YES};
use super::parts::Whole;
use crate::exchange::jsonl::parts::quantity_to_json;
use crate::model::schema::Role;
use crate::session::Session;
use crate::session::command::arguments::{Argument, Arguments};
use crate::session::command::kind::CommandKind;
use crate::session::command::spec::{Need, Parameter, ParameterKind};
use crate::ui::commands::AnyCommand;
use crate::ui::shaped::Typesetter;
use crate::ui::texts::Texts;
use crate::ui::theme::Look;
use crate::ui::{dialog, style};

/// The fields of a command, while they are open.
#[derive(Debug)]
pub struct Sheet {
    kind: CommandKind,
    /// What was known before.
    given: Arguments,
    fields: Vec<Field>,
    /// The parameter of which some of the fields are parts.
    whole: Option<Whole>,
    /// The mark that was chosen in the form when the parts were filled.
    filled_for: Option<Argument>,
    /// The key of the layer that is known without being asked for.
    layer: Option<String>,
    /// Why the command could not be run with what is written.
    refused: Option<String>,
    is_new: bool,
}

impl Sheet {
    /// The form of `kind`, if it needs to be told more than `given`.
    pub(super) fn of(kind: CommandKind, given: &Arguments, session: &Session, texts: &Texts) -> Option<Self> {
        let is_missing = |known: &Parameter| known.required && given.get(known.name).is_none();
        let is_bare = given.iter().next().is_none() && AnyCommand::Session(kind).asks();
        if !is_bare && !lacks_reason(kind, given) && !kind.spec().parameters.iter().any(is_missing) {
            return None;
        }
        let open = kind.spec().parameters.iter().filter(|known| given.get(known.name).is_none());
        let open: Vec<&Parameter> = open.filter(|known| !is_known(kind, known, session)).collect();
        let is_by_hand = |known: &&&Parameter| {
            known.required
                || !known.parts.is_empty()
                || !matches!(known.kind, ParameterKind::Json | ParameterKind::Spans)
        };
        let mut by_hand: Vec<&Parameter> = open.iter().filter(is_by_hand).copied().collect();
        if by_hand.is_empty() {
            // Where there is nothing else to say, JSON is better than nothing.
            by_hand = open;
        }
        let field = |known| Field::new(known, choices(kind, known, session, texts));
        let fields = by_hand.iter().flat_map(|known| match known.parts {
            [] => vec![field(known)],
            parts => parts.iter().map(|part| field(part).into_part()).collect(),
        });
        let mut fields: Vec<Field> = fields.collect();
        let whole = by_hand.iter().find(|known| !known.parts.is_empty());
        let whole =
            whole.map(|known| Whole::filled(known, value_now(given, session).as_deref(), &mut fields));
        let layer = layer_of(kind, given, session);
        let given = given.clone();
        let (filled_for, refused) = (None, None);
        let mut sheet = Self { kind, given, fields, whole, filled_for, layer, refused, is_new: true };
        sheet.prefill(session);
        Some(sheet)
    }

    /// The command that it is for.
    pub(super) fn kind(&self) -> CommandKind {
        self.kind
    }

    /// Says why the command could not be run.
    pub(super) fn refuse(&mut self, reason: &str) {
        self.refused = Some(reason.to_owned());
    }

    /// What the chosen mark is most likely to be for.
    fn prefill(&mut self, session: &Session) {
        let Some(mark) = session.chosen() else { return };
        let layer = session.project().schema().layers.get(&mark.layer);
        let is_claim = layer.is_some_and(|layer| layer.role == Role::Claim);
        let wanted = match self.kind {
            CommandKind::RelationAdd => "from",
            CommandKind::AttributionAdd if is_claim => "contents",
            _ => return,
        };
        for field in self.fields.iter_mut().filter(|field| field.parameter.name == wanted) {
            field.chosen.push(mark.id.to_string());
        }
    }

    /// Shows the form.
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        typesetter: &mut Typesetter,
        look: &Look<'_>,
        texts: &Texts,
        session: &Session,
    ) -> Filled {
        let press = |key| dialog::pressed(ctx, key);
        if press(Key::Escape) {
            return Filled::Left;
        }
        self.fill_again(session);
        let arguments = self.arguments(texts);
        let checked = arguments.and_then(|arguments| self.check(arguments, texts, session));
        let mut is_done = press(Key::Enter);
        let mut is_left = false;
        let modal = dialog::modal("form", look, None).show(ctx, |ui| {
            ui.set_width(dialog::fit(ctx, look, look.theme.windows.form));
            dialog::body(ui, look, |ui| {
                let title = self.kind.spec().text.trim_end_matches('…');
                ui.label(RichText::new(title).font(style::strong(look.theme.sizes.control)));
                let about = RichText::new(format!("{}.", self.kind.spec().tooltip));
                ui.label(about.color(look.palette.second_ink));
                ui.add_space(look.theme.spaces.tight);
                self.show_fields(ui, typesetter, look, texts);
            });
            dialog::buttons(ui, look, |ui| {
                let button = egui::Button::new(texts.get("form-run"));
                is_done |= ui.add_enabled(checked.is_ok(), button).clicked();
                is_left = ui.button(texts.get("form-leave")).clicked();
                if let Some(reason) = self.refused.as_ref().or(checked.as_ref().err()) {
                    ui.label(RichText::new(reason).color(look.palette.second_ink));
                }
            });
        });
        match checked {
            Ok(arguments) if is_done => Filled::Run(self.kind, arguments),
            _ if is_left || modal.should_close() => Filled::Left,
            _ => Filled::Nothing,
        }
    }

    /// Fills the parts with what is known of the mark that is chosen in the form, when it is another.
    fn fill_again(&mut self, session: &Session) {
        let Some(parameter) = self.whole.as_ref().map(|whole| whole.parameter) else { return };
        let id = self.fields.iter().find(|field| field.parameter.name == "id" && !field.is_part);
        let id = id.and_then(|field| field.value(None).ok().flatten());
        if id == self.filled_for {
            return;
        }
        let mut given = self.given.clone();
        if let Some(id) = &id {
            given.set("id", id.clone());
        }
        for field in self.fields.iter_mut().filter(|field| field.is_part) {
            field.written.clear();
            field.chosen.clear();
        }
        let known = value_now(&given, session);
        self.whole = Some(Whole::filled(parameter, known.as_deref(), &mut self.fields));
        self.filled_for = id;
    }

    fn show_fields(&mut self, ui: &mut Ui, typesetter: &mut Typesetter, look: &Look<'_>, texts: &Texts) {
        let layer = self.chosen_layer();
        let mut is_changed = false;
        for field in &mut self.fields {
            let name = field.name();
            let label = if field.parameter.required { format!("{name} *") } else { name };
            let font = style::strong(look.theme.sizes.caption);
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(label).font(font).color(look.palette.second_ink));
                // What is written over the hint can still be looked up.
                let about = RichText::new(field.parameter.doc).size(look.theme.sizes.caption);
                ui.label(about.color(look.palette.second_ink));
            });
            if field.is_empty() {
                ui.label(RichText::new(texts.get("form-none")).color(look.palette.second_ink));
                continue;
            }
            let shown = ui.push_id(field.parameter.name, |ui| {
                field.show(ui, typesetter, look, layer.as_deref(), &mut is_changed)
            });
            // What is known already does not come first.
            if let Some(response) = shown.inner.filter(|_| self.is_new && field.chosen.is_empty()) {
                response.request_focus();
                self.is_new = false;
            }
        }
        self.is_new = false;
        if is_changed {
            self.refused = None;
        }
    }

    /// The key of the layer to which labels and features belong, if it is known.
    fn chosen_layer(&self) -> Option<String> {
        let field = self.fields.iter().find(|field| field.parameter.name == "layer");
        match field.and_then(|field| field.value(None).ok().flatten()) {
            Some(Argument::Text(layer)) => Some(layer),
            _ => self.layer.clone(),
        }
    }

    /// What is known and written; empty fields are left out. Fails with what is to be said.
    fn arguments(&self, texts: &Texts) -> Result<Arguments, String> {
        let layer = self.chosen_layer();
        let mut arguments = self.given.clone();
        for field in self.fields.iter().filter(|field| !field.is_part) {
            let value = field.value(layer.as_deref());
            let value = value.map_err(|_| texts.name("form-unclear", field.written.trim()))?;
            if let Some(value) = value {
                arguments.set(field.parameter.name, value);
            }
        }
        if let Some(whole) = &self.whole {
            let unclear = || self.fields.iter().find(|field| field.is_part && field.value(None).is_err());
            let written = || unclear().map_or("", |field| field.written.trim());
            let json = whole.json(&self.fields).map_err(|_| texts.name("form-unclear", written()))?;
            if let Some(json) = json {
                arguments.set(whole.parameter.name, Argument::Json(json));
            }
        }
        Ok(arguments)
    }

    /// Whether the command can be run with `arguments`; else what is to be said.
    fn check(&self, arguments: Arguments, texts: &Texts, session: &Session) -> Result<Arguments, String> {
        let is_missing =
            |field: &&Field| field.parameter.required && arguments.get(field.parameter.name).is_none();
        if let Some(missing) = self.fields.iter().find(is_missing) {
            return Err(texts.name("form-missing", &missing.name()));
        }
        match self.kind.resolve(session, arguments.clone()) {
            Ok(_) => Ok(arguments),
            Err(refusal) => Err(refusal.message),
        }
    }
}

/// The value of the mark that is spoken of, as its command takes it.
fn value_now(given: &Arguments, session: &Session) -> Option<String> {
    let article = session.open_article()?;
    let mark = match given.get("id") {
        Some(Argument::Text(id)) => article.annotation(&id.as_str().into())?,
        _ => session.chosen()?,
    };
    mark.quantity.as_deref().map(|quantity| quantity_to_json(quantity, article))
}

/// Whether a layer is to be skipped, and nobody has said why.
fn lacks_reason(kind: CommandKind, given: &Arguments) -> bool {
    let is_skipped = given.get("status") == Some(&Argument::from("skipped"));
    kind == CommandKind::StatusSet && is_skipped && given.get("reason").is_none()
}

/// Whether a parameter that can be left out follows from what lies before the annotator.
fn is_known(kind: CommandKind, parameter: &Parameter, session: &Session) -> bool {
    let desk = session.desk();
    let is_mark = kind.spec().needs.contains(&Need::Mark);
    !parameter.required
        && match parameter.name {
            "article" => desk.article.is_some(),
            "id" => !is_mark || desk.chosen.is_some(),
            "start" | "end" => !desk.selection.is_empty(),
            _ => false,
        }
}

fn choices(
    kind: CommandKind,
    parameter: &Parameter,
    session: &Session,
    texts: &Texts,
) -> Option<Vec<Choice>> {
    if parameter.kind == ParameterKind::Bool {
        return Some(vec![Choice::new(YES, texts.get("form-yes")), Choice::new(NO, texts.get("form-no"))]);
    }
    choices::of(kind, parameter, session)
}

/// The key of the layer to which what is chosen has to belong.
fn layer_of(kind: CommandKind, given: &Arguments, session: &Session) -> Option<String> {
    let schema = session.project().schema();
    match given.get("layer") {
        Some(Argument::Text(name)) => schema.find_layer(name).map(|layer| layer.key.to_string()),
        _ if kind == CommandKind::FeatureSet => session.chosen().map(|mark| mark.layer.to_string()),
        _ => None,
    }
}
