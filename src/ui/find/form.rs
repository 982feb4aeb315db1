//! What is looked for: the words, and how they are taken.

use egui::{RichText, Role, TextEdit, Ui, WidgetInfo, vec2};

use crate::text::folding::Folding;
use crate::text::pattern::Query;
use crate::ui::scene::Scene;

/// What is looked for, as it is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// The words, or the regular expression.
    pub(super) words: String,
    /// How they are taken.
    pub(super) options: Options,
}

/// How words are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "five independent options, each a switch")]
pub(super) struct Options {
    pub(super) match_case: bool,
    pub(super) whole_words: bool,
    pub(super) is_regex: bool,
    /// Whether accents and forms of Arabic letters do not count.
    pub(super) folds: bool,
    /// Whether the whole project is searched.
    pub(super) in_project: bool,
}

impl Form {
    /// What is searched for.
    pub(super) fn query(&self) -> Query {
        let Options { match_case, whole_words, is_regex, folds, .. } = self.options;
        let folding = Folding { case: !match_case, accents: folds, arabic_forms: folds, width: folds };
        Query { written: self.words.clone(), is_regex, whole_words, folding }
    }

    /// Shows the field for the words.
    pub(super) fn field(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> egui::Response {
        let spaces = scene.look.theme.spaces;
        let hint = scene.texts.get("find-field");
        let field = TextEdit::singleline(&mut self.words)
            .hint_text(hint.as_str())
            .margin(vec2(spaces.tight, scene.look.theme.controls.field_pad))
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &hint));
        response
    }

    /// Shows the switches.
    pub(super) fn switches(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let texts = scene.texts;
        let options = &mut self.options;
        let all = [
            (&mut options.match_case, texts.get("find-case"), texts.get("find-case-about")),
            (&mut options.whole_words, texts.get("find-whole"), texts.get("find-whole-about")),
            (&mut options.is_regex, texts.get("find-regex"), texts.get("find-regex-about")),
            (&mut options.folds, texts.get("find-fold"), texts.get("find-fold-about")),
            (&mut options.in_project, texts.get("find-project"), texts.get("find-project-about")),
        ];
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::splat(scene.look.theme.spaces.hair);
            for (value, text, about) in all {
                let colour = if *value { scene.look.palette.ink } else { scene.look.palette.second_ink };
                let text = RichText::new(text).size(scene.look.theme.sizes.caption).color(colour);
                ui.toggle_value(value, text).on_hover_text(about);
            }
        });
    }
}
