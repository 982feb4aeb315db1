//! A field of a form: words to be written, or something to be chosen.

use egui::{Response, Role, Sense, TextEdit, Ui, WidgetInfo, vec2};

use super::choices::{Choice, Words};
use crate::session::command::arguments::Argument;
use crate::session::command::spec::{Parameter, ParameterKind};
use crate::ui::shaped::{TextStyle, Typesetter, Weight};
use crate::ui::theme::Look;

/// As many choices are all shown at once; more are looked for by a part of their name.
const FEW: usize = 8;
/// As many words of the program are all shown at once.
const FIXED: usize = 16;
/// How many of many choices are shown.
const SEEN: usize = 6;

/// A field of a form.
#[derive(Debug)]
pub(super) struct Field {
    /// What it is for.
    pub(super) parameter: &'static Parameter,
    /// What is written in it.
    pub(super) written: String,
    /// The values that are chosen.
    pub(super) chosen: Vec<String>,
    /// Whether it is one of the keys of a parameter that is an object.
    pub(super) is_part: bool,
    /// What can be chosen; `None` where anything can be written.
    choices: Option<Vec<Choice>>,
}

/// Words that are not, or not only, the name of one choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unclear;

impl Field {
    pub(super) fn new(parameter: &'static Parameter, choices: Option<Vec<Choice>>) -> Self {
        Self { parameter, written: String::new(), chosen: Vec::new(), is_part: false, choices }
    }

    /// The same, as a key of a parameter that is an object.
    pub(super) fn into_part(self) -> Self {
        Self { is_part: true, ..self }
    }

    /// Whether something is chosen in it.
    pub(super) fn has_choices(&self) -> bool {
        self.choices.is_some()
    }

    /// What people call it.
    pub(super) fn name(&self) -> String {
        self.parameter.name.replace(['_', '.'], " ")
    }

    /// Whether there would have to be something to choose, but there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.choices.as_ref().is_some_and(Vec::is_empty)
    }

    fn takes_many(&self) -> bool {
        self.parameter.kind == ParameterKind::List
    }

    /// What can be chosen while `layer` is.
    fn offered<'a>(&'a self, layer: Option<&'a str>) -> impl Iterator<Item = &'a Choice> {
        let fits = move |choice: &&Choice| match (&choice.layer, layer) {
            (Some(own), Some(layer)) => own.as_str() == layer,
            _ => true,
        };
        self.choices.iter().flatten().filter(fits)
    }

    /// What the written words mean: the only choice that is called so, else the only one whose name contains them.
    fn meant<'a>(&'a self, layer: Option<&'a str>) -> Result<Option<&'a Choice>, Unclear> {
        if self.written.trim().is_empty() {
            return Ok(None);
        }
        let words = Words::new(&self.written);
        let only = |fits: &dyn Fn(&Choice) -> bool| {
            let mut fitting = self.offered(layer).filter(|choice| fits(choice));
            fitting.next().filter(|_| fitting.next().is_none())
        };
        let found =
            only(&|choice| choice.is_called(&words)).or_else(|| only(&|choice| choice.contains(&words)));
        found.map(Some).ok_or(Unclear)
    }

    /// What the command is given, if anything.
    pub(super) fn value(&self, layer: Option<&str>) -> Result<Option<Argument>, Unclear> {
        if self.choices.is_none() {
            return Ok(written(self.parameter.kind, self.written.trim()));
        }
        let meant = self.meant(layer)?.map(|choice| &choice.value);
        let known = |value: &&String| self.offered(layer).any(|choice| choice.value == **value);
        let mut chosen = self.chosen.iter().filter(known);
        if self.takes_many() {
            let mut values: Vec<String> = chosen.cloned().collect();
            values.extend(meant.filter(|value| !self.chosen.contains(value)).cloned());
            return Ok((!values.is_empty()).then_some(Argument::List(values)));
        }
        let value = meant.or_else(|| chosen.next());
        Ok(value.map(|value| match self.parameter.kind {
            ParameterKind::Bool => Argument::Bool(value == YES),
            _ => Argument::from(value.as_str()),
        }))
    }

    /// Shows it. Returns what gets the keys first, and notes whether anything was changed in `is_changed`.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        typesetter: &mut Typesetter,
        look: &Look<'_>,
        layer: Option<&str>,
        is_changed: &mut bool,
    ) -> Option<Response> {
        // Words of the program are few and known; what people have named is looked for by writing, however little it is.
        let is_fixed = match self.parameter.kind {
            ParameterKind::Choice(words) => words.len() <= FIXED,
            kind => kind == ParameterKind::Bool,
        };
        let is_short = is_fixed || self.parameter.name == "layer" && self.offered(layer).count() <= FEW;
        let is_short = is_short && self.choices.is_some();
        let mut first = None;
        if !is_short {
            let field = TextEdit::singleline(&mut self.written).hint_text(self.parameter.doc);
            let response = ui.add(field.desired_width(f32::INFINITY));
            response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, self.parameter.name));
            *is_changed |= response.changed();
            first = Some(response);
        }
        let mut picked = None;
        let width = ui.available_width();
        let shown = self.shown(layer, is_short);
        if shown.is_empty() {
            // A row without chips would have a height all the same.
            return first;
        }
        ui.horizontal_wrapped(|ui| {
            for (choice, is_chosen) in shown {
                let name = format!("{}: {}", self.name(), choice.name);
                let response = chip(ui, typesetter, look, (choice, &name, is_chosen), width);
                if response.clicked() {
                    picked = Some(choice.value.clone());
                }
                first.get_or_insert(response);
            }
        });
        if let Some(value) = picked {
            *is_changed = true;
            self.pick(value);
        }
        first
    }

    /// The choices that are shown, and whether they are chosen: all of a few; of many, what is chosen and what fits best.
    fn shown<'a>(&'a self, layer: Option<&'a str>, is_short: bool) -> Vec<(&'a Choice, bool)> {
        let is_chosen = |choice: &Choice| self.chosen.contains(&choice.value);
        if is_short {
            return self.offered(layer).map(|choice| (choice, is_chosen(choice))).collect();
        }
        let words = Words::new(&self.written);
        let meant = self.meant(layer).ok().flatten();
        let chosen = self.offered(layer).filter(|choice| is_chosen(choice)).map(|choice| (choice, true));
        let fits = |choice: &&Choice| !is_chosen(choice) && choice.contains(&words);
        let fitting = self.offered(layer).filter(fits).take(SEEN);
        chosen.chain(fitting.map(|choice| (choice, meant == Some(choice)))).collect()
    }

    fn pick(&mut self, value: String) {
        self.written.clear();
        if self.chosen.contains(&value) {
            self.chosen.retain(|known| *known != value);
            return;
        }
        if !self.takes_many() {
            self.chosen.clear();
        }
        self.chosen.push(value);
    }
}

/// The value that stands for yes.
pub(super) const YES: &str = "yes";
/// The value that stands for no.
pub(super) const NO: &str = "no";

/// A choice with the name by which it is read out; its name may be written in any script.
fn chip(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    look: &Look<'_>,
    (choice, name, is_chosen): (&Choice, &str, bool),
    width: f32,
) -> Response {
    let (palette, theme) = (look.palette, look.theme);
    let padding = vec2(theme.spaces.tight, theme.spaces.hair);
    let style = TextStyle::sans(Weight::Regular, theme.sizes.small);
    let label = typesetter.label(&choice.name, &style, (width - 2.0 * padding.x).max(1.0), 1);
    let size = label.size() + 2.0 * padding;
    let (_, rect) = ui.allocate_space(vec2(size.x, size.y.max(theme.spaces.wide)));
    let response = ui.interact(rect, ui.scope_id().with(("chip", name, &choice.value)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, name));
    let fill = match (is_chosen, response.hovered()) {
        (true, _) => palette.selection,
        (false, true) => palette.hover,
        (false, false) => palette.raised,
    };
    let edge = if response.has_focus() { palette.accent } else { palette.strong_line };
    let stroke =
        egui::Stroke::new(if response.has_focus() { theme.strokes.strong } else { theme.strokes.hair }, edge);
    ui.painter().rect(rect, theme.marks.radius, fill, stroke, egui::StrokeKind::Inside);
    label.paint_tight(ui.painter(), typesetter, rect.center() - label.size() / 2.0, palette.ink);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

/// What `text` means as a value of `kind`; nothing where it is empty or does not fit.
fn written(kind: ParameterKind, text: &str) -> Option<Argument> {
    if text.is_empty() {
        return None;
    }
    Some(match kind {
        ParameterKind::Text | ParameterKind::Choice(_) | ParameterKind::Value => Argument::from(text),
        ParameterKind::Offset | ParameterKind::Number => Argument::Number(text.parse().ok()?),
        ParameterKind::Bool => Argument::Bool(text == YES),
        ParameterKind::List => {
            let items = text.split(',').map(|item| item.trim().to_owned());
            Argument::List(items.filter(|item| !item.is_empty()).collect())
        }
        ParameterKind::Json | ParameterKind::Spans => Argument::Json(text.to_owned()),
    })
}
