//! Layers, labels and features, to be changed. Every change is a command, and what it does to marks is said before.

mod colours;
mod counts;
mod feature;
mod fields;
mod label;
mod layer;
mod walk;

use egui::{
    Button, Frame, Id, Key, Panel, Rect, RichText, Role as WidgetRole, ScrollArea, Sense, TextEdit, Ui,
    WidgetInfo, pos2, vec2,
};

use self::counts::Counts;
use self::fields::Fields;
use self::walk::Walk;
use super::commands::AnyCommand;
use super::example::Shape;
use super::scene::{Act, Scene};
use super::{colour_vision, focus, keycap, page, style};
use crate::model::id::{LabelKey, LayerKey};
use crate::model::schema::{Label, Layer, Role};
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;

/// More labels than this are filtered by name.
const MANY: usize = 40;

/// What is edited.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Topic {
    Layer(LayerKey),
    Label(LayerKey, LabelKey),
}

impl Topic {
    /// The layer that it is or lies in.
    fn layer(&self) -> &LayerKey {
        match self {
            Self::Layer(layer) | Self::Label(layer, _) => layer,
        }
    }
}

/// What the view remembers between frames.
#[derive(Debug, Default)]
pub struct SchemaView {
    topic: Option<Topic>,
    /// What is to be edited next: first, what was written about the last is taken.
    next: Option<Topic>,
    fields: Fields,
    counts: Counts,
    /// Which labels are listed, where there are many.
    filter: String,
    walk: Walk,
}

impl SchemaView {
    /// What egui knows the current row of the list by.
    pub fn list(&self) -> Id {
        walk::current_row()
    }

    /// Shows the view in all of `ui`.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        self.settle(scene);
        self.walk.begin(ui.ctx());
        let chrome = Frame::new().fill(scene.look.palette.chrome).inner_margin(scene.look.theme.spaces.close);
        let width = scene.look.theme.panels.left.min(ui.available_width() / 2.5);
        Panel::left("schema").exact_size(width).resizable(false).frame(chrome).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| self.topics(ui, scene, acts));
        });
        if let Some(next) = self.walk.step(ui, self.next.as_ref().or(self.topic.as_ref())) {
            self.next = Some(next);
        }
        let fields = ui.available_rect_before_wrap();
        ScrollArea::vertical().auto_shrink(false).id_salt("schema-editor").show(ui, |ui| {
            page::column(ui, &scene.look, |ui| self.editor(ui, scene, acts));
            focus::follow(ui);
        });
        self.walk.end(ui, fields);
        if let Some(next) = self.next.take_if(|_| self.fields.is_leaving) {
            self.topic = Some(next);
            self.fields = Fields::default();
        }
        self.fields.is_leaving = self.next.is_some();
        if self.fields.is_leaving {
            ui.ctx().request_repaint();
        }
    }

    /// Something is edited that is there, as it is now.
    fn settle(&mut self, scene: &Scene<'_>) {
        let schema = scene.session.project().schema();
        let is_there = match &self.topic {
            Some(Topic::Layer(layer)) => schema.layers.contains_key(layer),
            Some(Topic::Label(layer, label)) => schema.labels.contains_key(&(layer.clone(), label.clone())),
            None => false,
        };
        if !is_there {
            let first = schema.layers_in_order().first().map(|layer| layer.key.clone());
            let labels = first.as_ref().map(|layer| schema.labels_of(layer)).unwrap_or_default();
            let label = labels.first().map(|label| Topic::Label(label.layer.clone(), label.key.clone()));
            self.topic = label.or_else(|| first.map(Topic::Layer));
        }
        self.fields.follow(scene.session.history());
    }

    fn topics(&mut self, ui: &mut Ui, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        ui.spacing_mut().item_spacing.y = scene.look.theme.spaces.hair;
        let schema = scene.session.project().schema();
        if schema.labels.len() > MANY {
            let hint = scene.texts.get("inspector-labels-filter");
            let field = TextEdit::singleline(&mut self.filter).hint_text(hint.as_str());
            let response = ui.add(field.desired_width(f32::INFINITY));
            response.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, &hint));
        } else {
            self.filter.clear();
        }
        let wanted = self.filter.trim().to_lowercase();
        let fits = |label: &&Label| wanted.is_empty() || label.name.to_lowercase().contains(&wanted);
        for layer in schema.layers_in_order() {
            let topic = Topic::Layer(layer.key.clone());
            if self.row(ui, scene, &topic, &layer.name, None, None) {
                self.next = Some(topic);
            }
            for label in schema.labels_of(&layer.key).into_iter().filter(fits) {
                let topic = Topic::Label(layer.key.clone(), label.key.clone());
                let keys = label.shortcut.map(|shortcut| scene.keys.of_label(shortcut));
                if self.row(ui, scene, &topic, &label.name, Some((layer, label)), keys.as_deref()) {
                    self.next = Some(topic);
                }
            }
            // Tab comes to one of these alone, like to one of the rows.
            let is_in_layer = self.topic.as_ref().is_some_and(|topic| topic.layer() == &layer.key);
            let sense = if is_in_layer { Sense::click() } else { Sense::CLICK };
            let new = RichText::new(scene.texts.get("schema-new-label")).color(scene.look.palette.second_ink);
            let is_asked = ui.horizontal(|ui| {
                ui.add_space(scene.look.theme.spaces.tight);
                ui.add(Button::new(new).frame(false).sense(sense)).clicked()
            });
            if is_asked.inner {
                acts.push(new_label(scene, layer));
            }
            ui.add_space(scene.look.theme.spaces.tight);
        }
        if ui.button(scene.texts.get("schema-new-layer")).clicked() {
            acts.push(Act::session(CommandKind::LayerAdd));
        }
    }

    /// A layer, or a label with its shape; whether it was chosen.
    fn row(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        topic: &Topic,
        name: &str,
        label: Option<(&Layer, &Label)>,
        keys: Option<&str>,
    ) -> bool {
        let (palette, theme) = (scene.look.palette, scene.look.theme);
        let size = vec2(ui.available_width(), theme.spaces.wide + theme.spaces.hair);
        let (_, rect) = ui.allocate_space(size);
        let is_current = self.topic.as_ref() == Some(topic);
        let response = if is_current {
            ui.interact(rect, walk::current_row(), Sense::click())
        } else {
            ui.interact(rect, Id::unique(("schema", topic)), Sense::CLICK)
        };
        self.walk.row(&response, topic, is_current);
        response.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, is_current, name));
        if is_current || response.hovered() || response.has_focus() {
            let fill = if is_current { palette.selection } else { palette.hover };
            ui.painter().rect_filled(rect, theme.marks.radius, fill);
        }
        let mut left = rect.left() + theme.spaces.tight;
        if let Some((layer, label)) = label {
            let side = theme.spaces.near;
            let swatch = Rect::from_center_size(
                pos2(left + side / 2.0, rect.center().y),
                vec2(side, theme.spaces.close),
            );
            let shape = Shape { role: layer.role, colour: &label.colour };
            shape.paint(ui.painter(), &scene.look, swatch);
            left += side + theme.spaces.tight;
        }
        let is_gone = label.is_some_and(|(_, label)| label.fate.is_some());
        let ink = if is_gone { palette.third_ink } else { palette.ink };
        let font =
            if label.is_none() { style::strong(theme.sizes.small) } else { style::plain(theme.sizes.small) };
        let place =
            ui.painter().text(pos2(left, rect.center().y), egui::Align2::LEFT_CENTER, name, font, ink);
        if is_gone {
            ui.painter().hline(
                place.x_range(),
                place.center().y,
                egui::Stroke::new(scene.look.theme.strokes.hair, ink),
            );
        }
        if let Some(keys) = keys {
            let left = rect.right() - keycap::width(ui, &scene.look, keys) - theme.spaces.tight;
            keycap::at(ui, &scene.look, Rect::from_min_max(pos2(left, rect.top()), rect.max), keys);
        }
        if is_current {
            let is_entered = response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            self.fields.wants_first |= is_entered;
            return false;
        }
        response.clicked()
    }

    fn editor(&mut self, ui: &mut Ui, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        let schema = scene.session.project().schema();
        match &self.topic {
            Some(Topic::Layer(key)) => {
                if let Some(layer) = schema.layers.get(key) {
                    layer::show(ui, scene, &mut self.fields, layer, acts);
                }
            }
            Some(Topic::Label(layer, key)) => {
                let label = schema.labels.get(&(layer.clone(), key.clone()));
                if let (Some(label), Some(layer)) = (label, schema.layers.get(layer)) {
                    let marks = self.counts.of(scene.session, label);
                    label::show(ui, scene, &mut self.fields, marks, (layer, label), acts);
                }
            }
            None => page::aside(ui, &scene.look, &scene.texts.get("schema-none")),
        }
    }
}

/// Asks for a new label of `layer`, in a colour that none of the others has.
fn new_label(scene: &Scene<'_>, layer: &Layer) -> Act {
    let arguments = Arguments::new().with("layer", layer.key.as_str());
    let taken = colours_in_use(scene, layer, None);
    let colour = colour_vision::farthest(scene.look.theme, &taken);
    let arguments = match colour.filter(|_| matches!(layer.role, Role::Entity | Role::None)) {
        Some(colour) => arguments.with("colour", colour),
        None => arguments,
    };
    Act::Run(AnyCommand::Session(CommandKind::LabelAdd), arguments)
}

/// The colours of the labels of `layer` that can be chosen, but for `besides`.
fn colours_in_use<'a>(scene: &Scene<'a>, layer: &Layer, besides: Option<&LabelKey>) -> Vec<&'a str> {
    let labels = scene.session.project().schema().labels_of(&layer.key);
    let in_use = labels.into_iter().filter(|label| label.fate.is_none() && Some(&label.key) != besides);
    in_use.map(|label| label.colour.as_str()).collect()
}

/// A change of the schema.
fn change(kind: CommandKind, arguments: Arguments) -> Act {
    Act::Run(AnyCommand::Session(kind), arguments)
}
