//! Asks whose work is to be looked at.

use egui::{Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::commands::{AnyCommand, WindowCommand};
use super::page;
use super::scene::{Act, Setting};
use super::shaped::{TextStyle, Typesetter, Weight};
use crate::model::id::Annotator;
use crate::session::Session;
use crate::session::command::arguments::Arguments;

/// The others, with what they have done: counted when the question was asked.
#[derive(Debug)]
pub struct OthersPanel {
    /// Each with the number of articles and of marks.
    others: Vec<(Annotator, usize, usize)>,
    /// Whether the first is still to get the focus.
    is_new: bool,
}

impl OthersPanel {
    /// The question; `None` where nobody else has done anything.
    pub fn new(session: &Session) -> Option<Self> {
        let others: Vec<_> =
            session.others().into_iter().map(|(who, (articles, marks))| (who, articles, marks)).collect();
        (!others.is_empty()).then_some(Self { others, is_new: true })
    }

    /// Shows it; whoever is chosen is asked for with an act.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        typesetter: &mut Typesetter,
        setting: &Setting<'_>,
        acts: &mut Vec<Act>,
    ) {
        page::title(ui, &setting.look, &setting.texts.get("others-title"));
        page::aside(ui, &setting.look, &setting.texts.get("others-about"));
        ui.add_space(setting.look.theme.spaces.tight);
        ui.spacing_mut().item_spacing.y = 0.0;
        for other in &self.others {
            let response = row(ui, typesetter, setting, other);
            if std::mem::take(&mut self.is_new) {
                response.request_focus();
            }
            if response.clicked() {
                let arguments = Arguments::new().with("annotator", other.0.as_str());
                acts.push(Act::Run(AnyCommand::Window(WindowCommand::OthersWork), arguments));
            }
        }
    }
}

fn row(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    setting: &Setting<'_>,
    (who, articles, marks): &(Annotator, usize, usize),
) -> egui::Response {
    let (palette, theme) = (setting.look.palette, setting.look.theme);
    let size = vec2(ui.available_width(), theme.overview.row + theme.spaces.tight);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let about =
        setting.texts.with("others-row", [("marks", (*marks).into()), ("articles", (*articles).into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{who}: {about}")));
    if response.hovered() || response.has_focus() {
        let fill = if response.has_focus() { palette.selection } else { palette.hover };
        ui.painter().rect_filled(rect, theme.marks.radius, fill);
    }
    let side = theme.spaces.tight;
    let quiet = TextStyle::sans(Weight::Regular, theme.sizes.caption);
    let about = typesetter.label(&about, &quiet, rect.width() / 2.0, 1);
    let right = rect.right() - side - about.size().x;
    let at = pos2(right, rect.center().y - about.size().y / 2.0);
    about.paint_tight(ui.painter(), typesetter, at, palette.second_ink);
    let name = TextStyle::sans(Weight::Strong, theme.sizes.small);
    let name = typesetter.label(who.as_str(), &name, (right - rect.left() - 2.0 * side).max(1.0), 1);
    let at = pos2(rect.left() + side, rect.center().y - name.size().y / 2.0);
    name.paint_tight(ui.painter(), typesetter, at, palette.ink);
    response
}
