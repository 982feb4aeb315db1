//! The chosen mark: what it covers, its values, its features, its note, its doubt.

use std::sync::Arc;

use egui::{RichText, Role, Sense, TextEdit, Ui, WidgetInfo};

use super::{features, values};
use crate::model::annotation::Annotation;
use crate::model::id::AnnotationId;
use crate::model::register::Claim;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::ui::commands::AnyCommand;
use crate::ui::scene::{Act, Scene};
use crate::ui::shaped::{TextStyle, Typesetter, Weight};

/// Width of the names of fields.
const NAMES: f32 = 84.0;

/// What is being written about a mark, until it is left.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The mark that it is about.
    mark: Option<AnnotationId>,
    note: String,
    question: String,
    answer: String,
    /// The claim that it states, as it was when it was read, and what is written of it.
    claim: Option<Arc<Claim>>,
    statement: String,
    /// Words of the features, by key.
    pub(super) features: std::collections::BTreeMap<String, String>,
}

impl Draft {
    fn follow(&mut self, mark: &Annotation, claim: Option<&Arc<Claim>>) {
        if self.claim.as_ref() != claim {
            self.statement = claim.map(|claim| claim.statement.clone()).unwrap_or_default();
            self.claim = claim.cloned();
        }
        if self.mark.as_ref() == Some(&mark.id) {
            return;
        }
        let flag = mark.flag.clone().unwrap_or_default();
        *self = Self {
            mark: Some(mark.id.clone()),
            note: mark.note.clone().unwrap_or_default(),
            question: flag.question,
            answer: flag.answer.unwrap_or_default(),
            claim: self.claim.take(),
            statement: std::mem::take(&mut self.statement),
            features: std::collections::BTreeMap::new(),
        };
    }
}

/// A command on the chosen mark with one argument, which is left out where it is empty.
pub(super) fn set(kind: CommandKind, name: &str, value: &str) -> Act {
    let arguments = Arguments::new();
    let value = value.trim();
    let arguments = if value.is_empty() { arguments } else { arguments.with(name, value) };
    Act::Run(AnyCommand::Session(kind), arguments)
}

pub(super) fn show(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    draft: &mut Draft,
    mark: &Annotation,
    acts: &mut Vec<Act>,
) {
    let register = scene.session.own_register();
    draft.follow(mark, mark.claim.as_ref().and_then(|id| register?.claims.get(id)));
    let (palette, sizes) = (scene.look.palette, scene.look.theme.sizes);
    let name = scene.label_of(mark).map_or(mark.label.as_str(), |label| label.name.as_str());
    super::heading(ui, scene, name, |ui| {
        let origin = format!("{} · {}", mark.origin, mark.annotator);
        ui.label(RichText::new(origin).size(sizes.caption).color(palette.second_ink));
    });
    let quote = scene.texts.name("inspector-quote", &shortened(&scene.quote(mark)));
    let text = TextStyle::serif(Weight::Regular, sizes.control, scene.look.theme.leadings.quote);
    let label = typesetter.label(&quote, &text, ui.available_width(), 4);
    let (rect, response) = ui.allocate_exact_size(label.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &quote));
    label.paint(ui.painter(), typesetter, rect.min, palette.ink);
    values::show(ui, scene, mark);
    values::claim(ui, scene, &mut draft.statement, mark, acts);
    features::show(ui, scene, draft, mark, acts);
    remarks(ui, scene, draft, mark, acts);
}

fn remarks(ui: &mut Ui, scene: &Scene<'_>, draft: &mut Draft, mark: &Annotation, acts: &mut Vec<Act>) {
    let texts = scene.texts;
    if written(ui, scene, &texts.get("inspector-note"), &mut draft.note) {
        acts.push(Act::with(CommandKind::NoteSet, "note", draft.note.trim()));
    }
    let Some(flag) = &mark.flag else { return };
    if written(ui, scene, &texts.get("inspector-question"), &mut draft.question) {
        acts.push(Act::with(CommandKind::FlagSet, "question", draft.question.trim()));
    }
    if written(ui, scene, &texts.get("inspector-answer"), &mut draft.answer)
        && !draft.answer.trim().is_empty()
    {
        acts.push(set(CommandKind::FlagAnswer, "answer", &draft.answer));
    }
    let text = if flag.answer.is_some() { "inspector-settled" } else { "inspector-unsettled" };
    ui.horizontal(|ui| {
        ui.label(RichText::new(texts.get(text)).color(scene.look.palette.warning));
        if ui.button(texts.get("inspector-clear-flag")).clicked() {
            acts.push(Act::session(CommandKind::FlagClear));
        }
    });
}

/// A named field of words; whether somebody has finished writing in it.
pub(super) fn written(ui: &mut Ui, scene: &Scene<'_>, name: &str, words: &mut String) -> bool {
    named(ui, scene, name, |ui| {
        let field = ui.add(TextEdit::singleline(words).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
        field.lost_focus() && ui.input(|input| !input.key_pressed(egui::Key::Escape))
    })
}

/// The same for what may be longer than a line. Enter leaves it.
pub(super) fn written_lines(ui: &mut Ui, scene: &Scene<'_>, name: &str, words: &mut String) -> bool {
    named(ui, scene, name, |ui| {
        let field = TextEdit::multiline(words).desired_rows(1).return_key(None).desired_width(f32::INFINITY);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        if field.has_focus() && pressed(egui::Key::Enter) {
            field.surrender_focus();
            return true;
        }
        field.lost_focus() && !pressed(egui::Key::Escape)
    })
}

/// A row with a name at its left.
pub(super) fn named<R>(ui: &mut Ui, scene: &Scene<'_>, name: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    let row = ui.horizontal(|ui| {
        let size = egui::vec2(NAMES, scene.look.theme.spaces.wide);
        ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.set_min_size(size);
            ui.add(egui::Label::new(RichText::new(name).color(scene.look.palette.second_ink)).truncate());
        });
        content(ui)
    });
    row.inner
}

/// At most 160 characters of `text`, with an ellipsis in the middle of what is longer.
fn shortened(text: &str) -> String {
    let count = text.chars().count();
    if count <= 160 {
        return text.to_owned();
    }
    let start: String = text.chars().take(110).collect();
    let end: String = text.chars().skip(count - 45).collect();
    format!("{start} … {end}")
}
