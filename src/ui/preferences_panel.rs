//! What a person can choose for the window: how it looks, how text is set, which keys.

use egui::{ComboBox, Role, Slider, Ui, WidgetInfo};

use super::preferences::{AppearanceChoice, LEADING, MEASURE, Preferences, Preset, SIZE_STEP, ZOOM};
use super::scene::Setting;
use super::shaped::Typesetter;
use super::{dialog, fonts, page, style};

/// Shows the choices; changes are made in `preferences` at once.
pub fn show(ui: &mut Ui, setting: &Setting<'_>, typesetter: &mut Typesetter, preferences: &mut Preferences) {
    let (look, texts) = (&setting.look, setting.texts);
    page::title(ui, look, &texts.get("preferences-title"));
    ui.add_space(look.theme.spaces.tight);
    row(ui, setting, &texts.get("preferences-appearance"), |ui| {
        let choices = [
            (AppearanceChoice::System, texts.get("preferences-system")),
            (AppearanceChoice::Light, texts.get("preferences-light")),
            (AppearanceChoice::Dark, texts.get("preferences-dark")),
        ];
        ui.horizontal_wrapped(|ui| {
            for (choice, text) in choices {
                ui.selectable_value(&mut preferences.appearance, choice, text);
            }
        });
    });
    reading_face(ui, setting, typesetter, &mut preferences.reading_face);
    let sizes = look.theme.reading_sizes;
    let size = &mut preferences.reading_size;
    slider(
        ui,
        setting,
        &texts.get("preferences-reading-size"),
        size,
        (sizes.smallest, sizes.largest, SIZE_STEP),
    );
    slider(
        ui,
        setting,
        &texts.get("preferences-leading"),
        &mut preferences.leading,
        (LEADING.0, LEADING.1, 0.05),
    );
    slider(
        ui,
        setting,
        &texts.get("preferences-measure"),
        &mut preferences.measure,
        (MEASURE.0, MEASURE.1, 1.0),
    );
    slider(ui, setting, &texts.get("preferences-zoom"), &mut preferences.zoom, (ZOOM.0, ZOOM.1, 0.1));
    row(ui, setting, &texts.get("preferences-keys"), |ui| {
        ui.horizontal_wrapped(|ui| {
            let keys = &mut preferences.keys;
            ui.selectable_value(keys, Preset::Default, texts.get("preferences-keys-default"));
            ui.selectable_value(keys, Preset::Vim, texts.get("preferences-keys-vim"));
        });
    });
    row(ui, setting, "", |ui| {
        dialog::checkbox(ui, &mut preferences.reduced_motion, &texts.get("preferences-reduced-motion"));
    });
    row(ui, setting, "", |ui| {
        dialog::checkbox(ui, &mut preferences.suggestions, &texts.get("preferences-suggestions"));
    });
    ui.add_space(look.theme.spaces.tight);
    page::aside(ui, look, &texts.get("preferences-about"));
}

/// The family of the text to read: ours, or one that is installed.
fn reading_face(
    ui: &mut Ui,
    setting: &Setting<'_>,
    typesetter: &mut Typesetter,
    chosen: &mut Option<String>,
) {
    let name = setting.texts.get("preferences-reading-face");
    row(ui, setting, &name, |ui| {
        let now = chosen.clone().unwrap_or_else(|| fonts::SERIF.to_owned());
        let width = (setting.look.theme.panels.margin * 1.5).min(ui.available_width());
        let boxed = ComboBox::from_id_salt("reading-face").selected_text(&now).width(width);
        let boxed = boxed.show_ui(ui, |ui| {
            for family in typesetter.families() {
                if ui.selectable_label(family == now, &family).clicked() {
                    *chosen = (family != fonts::SERIF).then_some(family);
                }
            }
        });
        style::name_box(&boxed.response, &name);
    });
}

fn row(ui: &mut Ui, setting: &Setting<'_>, name: &str, content: impl FnOnce(&mut Ui)) {
    dialog::row(ui, &setting.look, name, content);
}

/// A number from the first to the second of `range`, in steps of the third.
fn slider(ui: &mut Ui, setting: &Setting<'_>, name: &str, value: &mut f32, range: (f32, f32, f32)) {
    row(ui, setting, name, |ui| {
        // On the ground of a dialog, the rail of a control would not be seen.
        ui.visuals_mut().widgets.inactive.bg_fill = setting.look.palette.strong_line;
        ui.spacing_mut().slider_rail_height = setting.look.theme.spaces.hair;
        // Beside it stands the number.
        let room = ui.available_width() - setting.look.theme.panels.margin / 2.0;
        ui.spacing_mut().slider_width = setting.look.theme.panels.margin.min(room.max(0.0));
        let (smallest, largest, step) = range;
        let slider = ui.add(Slider::new(value, smallest..=largest).step_by(f64::from(step)).max_decimals(2));
        let now = f64::from(*value);
        slider
            .widget_info(|| WidgetInfo { value: Some(now), ..WidgetInfo::labeled(Role::Slider, true, name) });
    });
}
