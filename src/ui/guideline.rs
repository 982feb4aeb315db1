//! What to mark with a label: the written rule, where spans begin and end, examples and counter-examples.

mod content;
mod markup;

use egui::{Button, RichText, ScrollArea, Ui};

use super::scene::{Act, Scene};
use super::shaped::Typesetter;
use super::{example, style};
use crate::model::annotation::Annotation;
use crate::model::id::{LabelKey, LayerKey};
use crate::model::schema::{Label, Role};
use crate::session::Session;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::text::sentences::sentence_at;
use crate::ui::commands::AnyCommand;

/// Whose guideline.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Topic {
    /// That of the project.
    Project,
    /// That of a layer.
    Layer(LayerKey),
    /// That of a label.
    Label(LayerKey, LabelKey),
}

/// The guideline, while it is open.
#[derive(Debug)]
pub struct GuidelinePanel {
    topic: Topic,
}

impl GuidelinePanel {
    /// Opens at the armed label, else at that of the chosen mark, else at the first.
    pub fn new(session: &Session) -> Self {
        let schema = session.project().schema();
        let chosen = || session.chosen().map(|mark| (mark.layer.clone(), mark.label.clone()));
        let known = session.desk().armed.clone().or_else(chosen);
        let known = known.and_then(|(layer, label)| schema.resolve(&layer, &label));
        let first = || {
            let layers = schema.layers_in_order();
            layers.iter().find_map(|layer| in_use(&schema.labels_of(&layer.key)).next())
        };
        let topic = match known.or_else(first) {
            Some(label) => Topic::Label(label.layer.clone(), label.key.clone()),
            None => Topic::Project,
        };
        Self { topic }
    }

    /// Shows the guideline, at most `height` points high.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        typesetter: &mut Typesetter,
        scene: &Scene<'_>,
        height: f32,
        acts: &mut Vec<Act>,
    ) {
        let spaces = scene.look.theme.spaces;
        ui.horizontal_top(|ui| {
            let width = scene.look.theme.panels.margin.min(ui.available_width() / 3.0);
            ui.allocate_ui(egui::vec2(width, height), |ui| {
                ui.set_width(width);
                let area = ScrollArea::vertical().id_salt("topics").max_height(height);
                area.auto_shrink([false, true]).show(ui, |ui| ui.vertical(|ui| self.topics(ui, scene)));
            });
            ui.add_space(spaces.near);
            ui.vertical(|ui| {
                let area = ScrollArea::vertical().id_salt(format!("{:?}", self.topic)).max_height(height);
                area.auto_shrink([false, true]).show(ui, |ui| {
                    self.content(ui, typesetter, scene);
                    self.offer(ui, typesetter, scene, acts);
                });
            });
        });
    }

    fn topics(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        ui.visuals_mut().indent_has_left_vline = false;
        ui.spacing_mut().item_spacing.y = scene.look.theme.spaces.hair;
        let schema = scene.session.project().schema();
        let heading = |text: &str| RichText::new(text).font(style::strong(scene.look.theme.sizes.small));
        let whole = scene.texts.get("guideline-project");
        ui.selectable_value(&mut self.topic, Topic::Project, heading(&whole));
        for layer in schema.layers_in_order() {
            let topic = Topic::Layer(layer.key.clone());
            ui.selectable_value(&mut self.topic, topic, heading(&layer.name));
            for label in in_use(&schema.labels_of(&layer.key)) {
                let topic = Topic::Label(layer.key.clone(), label.key.clone());
                ui.indent((label.layer.as_str(), label.key.as_str()), |ui| {
                    ui.selectable_value(&mut self.topic, topic, &label.name)
                });
            }
        }
    }

    fn content(&self, ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>) {
        let schema = scene.session.project().schema();
        match &self.topic {
            Topic::Project => {
                content::title(ui, typesetter, scene, scene.session.project().name());
                content::text(ui, typesetter, scene, &scene.session.project().guideline().text);
            }
            Topic::Layer(key) => {
                let Some(layer) = schema.layers.get(key) else { return };
                content::title(ui, typesetter, scene, &layer.name);
                content::text(ui, typesetter, scene, &layer.guideline);
            }
            Topic::Label(layer, key) => {
                let label = schema.labels.get(&(layer.clone(), key.clone()));
                if let (Some(label), Some(layer)) = (label, schema.layers.get(layer)) {
                    content::label(ui, typesetter, scene, layer, label);
                }
            }
        }
    }

    /// Offers the chosen mark as an example.
    fn offer(&self, ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        let schema = scene.session.project().schema();
        let Topic::Label(layer, key) = &self.topic else { return };
        let (Some(mark), Some(label)) =
            (scene.session.chosen(), schema.labels.get(&(layer.clone(), key.clone())))
        else {
            return;
        };
        let Some(sentence) = quoted(scene, mark) else { return };
        super::page::heading(ui, &scene.look, &scene.texts.get("guideline-offer"));
        let role = schema.layers.get(layer).map_or(Role::None, |layer| layer.role);
        let shape = example::Shape { role, colour: &label.colour };
        example::show(ui, typesetter, &scene.look, shape, &sentence);
        ui.horizontal(|ui| {
            for (name, known, text) in [
                ("examples", &label.examples, "guideline-add-example"),
                ("counter_examples", &label.counter_examples, "guideline-add-counter-example"),
            ] {
                let arguments = with_example(label, name, known, &sentence);
                let refusal = CommandKind::LabelSetGuideline.resolve(scene.session, arguments.clone()).err();
                let is_new = !known.contains(&sentence);
                let button = ui.add_enabled(refusal.is_none() && is_new, Button::new(scene.texts.get(text)));
                let button = match &refusal {
                    Some(refusal) => button.on_disabled_hover_text(refusal.to_string()),
                    None => button.on_disabled_hover_text(scene.texts.get("guideline-known")),
                };
                if button.clicked() {
                    acts.push(Act::Run(AnyCommand::Session(CommandKind::LabelSetGuideline), arguments));
                }
            }
        });
    }
}

/// The labels that can be chosen.
fn in_use<'a>(labels: &[&'a Label]) -> impl Iterator<Item = &'a Label> {
    labels.iter().copied().filter(|label| label.fate.is_none())
}

/// The sentence around a mark, with the mark in square brackets.
fn quoted(scene: &Scene<'_>, mark: &Annotation) -> Option<String> {
    let text = scene.session.open_article()?.body().text();
    let hull = mark.spans.hull().range();
    let first = sentence_at(text, hull.start, &[]);
    let last = sentence_at(text, hull.end.saturating_sub(1).max(hull.start), &[]);
    let whole = first.start.min(hull.start)..last.end.max(hull.end);
    let sentence = text.get(whole.clone())?;
    Some(example::written(sentence, hull.start - whole.start..hull.end - whole.start))
}

fn with_example(label: &Label, name: &str, known: &[String], sentence: &str) -> Arguments {
    let all: Vec<String> = known.iter().cloned().chain([sentence.to_owned()]).collect();
    Arguments::new().with("layer", label.layer.as_str()).with("label", label.key.as_str()).with(name, all)
}
