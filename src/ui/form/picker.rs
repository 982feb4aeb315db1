//! One thing picked from a list by a few letters of its name, and what follows from that.

use egui::{Context, Key, RichText, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

use super::Filled;
use super::choices::Words;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::ui::shaped::{TextStyle, Typesetter, Weight};
use crate::ui::texts::Texts;
use crate::ui::theme::Look;
use crate::ui::{dialog, style};

/// How many rows are seen at once.
const SEEN: f32 = 9.0;
/// How many rows are laid out at most: who looks for more writes a letter more.
const MOST: usize = 200;
/// How many lines a row may have.
const LINES: usize = 2;
/// How much of a row what it is called may take, from 0 to 1, where something is said about it.
const NAME: f32 = 0.62;

/// A list, while it is open.
#[derive(Debug)]
pub struct Picker {
    kind: CommandKind,
    /// What was picked before, which the rows are about.
    about: Option<String>,
    rows: Vec<Row>,
    /// What is done with words that nothing is called by.
    unknown: Option<Unknown>,
    words: String,
    at: usize,
    is_new: bool,
    refused: Option<String>,
}

/// A command that makes something of words that nothing is called by.
#[derive(Clone, Debug)]
pub(super) struct Unknown {
    /// The command.
    pub(super) kind: CommandKind,
    /// The argument that takes the words.
    pub(super) argument: &'static str,
    /// The text that says what is made of them.
    pub(super) text: &'static str,
}

/// Something that can be picked.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// What it is called.
    pub(super) name: String,
    /// Why it is offered, or what it is.
    pub(super) about: String,
    /// All its names, folded.
    pub(super) names: Vec<String>,
    /// What picking it does.
    pub(super) step: Step,
}

/// What picking does.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Runs a command.
    Run(CommandKind, Arguments),
    /// Shows another list.
    Ask(Vec<Row>),
}

impl Row {
    pub(super) fn new(name: impl Into<String>, about: impl Into<String>, step: Step) -> Self {
        let (name, about) = (name.into(), about.into());
        let names = vec![super::choices::folded(&name)];
        Self { name, about, names, step }
    }

    /// The same, which can be looked for by other names too.
    pub(super) fn also<'a>(mut self, names: impl Iterator<Item = &'a str>) -> Self {
        self.names.extend(names.map(super::choices::folded));
        self
    }

    fn fits(&self, words: &Words) -> bool {
        self.names.iter().any(|name| words.are_in(name))
    }
}

impl Unknown {
    fn row(&self, words: &str, texts: &Texts) -> Row {
        let step = Step::Run(self.kind, Arguments::new().with(self.argument, words));
        Row::new(texts.name(self.text, words), "", step)
    }
}

impl Picker {
    pub(super) fn new(kind: CommandKind, rows: Vec<Row>, unknown: Option<Unknown>) -> Self {
        Self { kind, about: None, rows, unknown, words: String::new(), at: 0, is_new: true, refused: None }
    }

    pub(super) fn kind(&self) -> CommandKind {
        self.kind
    }

    pub(super) fn refuse(&mut self, reason: &str) {
        self.refused = Some(reason.to_owned());
    }

    pub(super) fn show(
        &mut self,
        ctx: &Context,
        typesetter: &mut Typesetter,
        look: &Look<'_>,
        texts: &Texts,
    ) -> Filled {
        let press = |key| dialog::pressed(ctx, key);
        if press(Key::Escape) {
            return Filled::Left;
        }
        let words = Words::new(&self.words);
        let fitting = self.rows.iter().filter(|row| row.fits(&words)).take(MOST);
        let mut shown: Vec<Row> = fitting.cloned().collect();
        if shown.is_empty() {
            shown.extend(self.unknown.as_ref().map(|unknown| unknown.row(self.words.trim(), texts)));
        }
        let last = shown.len().saturating_sub(1);
        self.at = self.at.min(last);
        let moved = press(Key::ArrowDown).then_some(1).or_else(|| press(Key::ArrowUp).then_some(-1_isize));
        self.at = self.at.saturating_add_signed(moved.unwrap_or_default()).min(last);
        let mut picked = shown.get(self.at).filter(|_| press(Key::Enter));
        let modal = dialog::modal("picker", look, Some(look.theme.panels.top_bar)).show(ctx, |ui| {
            ui.set_width(dialog::fit(ctx, look, look.theme.windows.palette));
            let title = self.kind.spec().text.trim_end_matches('…');
            ui.label(RichText::new(title).font(style::strong(look.theme.sizes.control)));
            if let Some(about) = &self.about {
                let style = TextStyle::sans(Weight::Regular, look.theme.sizes.small);
                let label = typesetter.label(about, &style, ui.available_width(), LINES);
                let (rect, _) = ui.allocate_exact_size(label.size(), Sense::hover());
                label.paint_tight(ui.painter(), typesetter, rect.min, look.palette.second_ink);
            }
            self.field(ui, texts);
            if let Some(reason) = &self.refused {
                ui.label(RichText::new(reason).color(look.palette.warning));
            }
            if shown.is_empty() {
                ui.label(RichText::new(texts.get("picker-none")).color(look.palette.second_ink));
            }
            ui.spacing_mut().item_spacing.y = 0.0;
            let height = look.theme.rows.command * SEEN;
            // As high as it may be from the first frame on, whatever was shown before.
            let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
            area.auto_shrink([false, true]).show(ui, |ui| {
                for (at, shown) in shown.iter().enumerate() {
                    let is_current = at == self.at;
                    let response = row(ui, typesetter, look, shown, is_current);
                    if is_current && moved.is_some() {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        picked = Some(shown);
                    }
                }
            });
        });
        match picked.map(|row| (row.name.clone(), row.step.clone())) {
            Some((_, Step::Run(kind, arguments))) => Filled::Run(kind, arguments),
            Some((name, Step::Ask(rows))) => {
                *self = Self { about: Some(name), ..Self::new(self.kind, rows, None) };
                Filled::Nothing
            }
            None if modal.should_close() => Filled::Left,
            None => Filled::Nothing,
        }
    }

    fn field(&mut self, ui: &mut Ui, texts: &Texts) {
        let hint = texts.get("picker-hint");
        let field = TextEdit::singleline(&mut self.words).hint_text(hint.as_str());
        let response = ui.add(field.desired_width(f32::INFINITY));
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &hint));
        if std::mem::take(&mut self.is_new) {
            response.request_focus();
        }
        if response.changed() {
            self.at = 0;
            self.refused = None;
        }
    }
}

/// The name at the left, and at the right what is said about it.
fn row(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    look: &Look<'_>,
    row: &Row,
    is_current: bool,
) -> egui::Response {
    let (theme, palette) = (look.theme, look.palette);
    let room = ui.available_width() - 2.0 * theme.spaces.tight;
    let small = TextStyle::sans(Weight::Regular, theme.sizes.small);
    let caption = TextStyle::sans(Weight::Regular, theme.sizes.caption);
    let share = if row.about.is_empty() { 1.0 } else { NAME };
    let name = typesetter.label(&row.name, &small, room * share, LINES);
    let about =
        typesetter.label(&row.about, &caption, (room - name.size().x - theme.spaces.near).max(1.0), LINES);
    let height = name.size().y.max(about.size().y) + 2.0 * theme.spaces.hair;
    let size = vec2(ui.available_width(), height.max(theme.rows.command));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_current, &row.name));
    if is_current || response.hovered() {
        let fill = if is_current { palette.selection } else { palette.hover };
        ui.painter().rect_filled(rect, theme.marks.radius, fill);
    }
    let left = pos2(rect.left() + theme.spaces.tight, rect.center().y - name.size().y / 2.0);
    name.paint_tight(ui.painter(), typesetter, left, palette.ink);
    let right = rect.right() - theme.spaces.tight - about.size().x;
    let right = pos2(right, rect.center().y - about.size().y / 2.0);
    about.paint_tight(ui.painter(), typesetter, right, palette.second_ink);
    response
}
