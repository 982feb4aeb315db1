//! What a format is for, and what it cannot hold.

use egui::Ui;

use crate::exchange::format::Format;
use crate::ui::page;
use crate::ui::scene::Setting;
use crate::ui::texts::Texts;

/// Shows what `format` is for and what it cannot hold.
pub(super) fn format(ui: &mut Ui, setting: &Setting<'_>, format: &Format) {
    ui.vertical(|ui| {
        page::aside(ui, &setting.look, &purpose(format, setting.texts));
        page::aside(ui, &setting.look, &limits(format, setting.texts));
    });
}

fn purpose(format: &Format, texts: &Texts) -> String {
    texts.get(&format!("format-{}", format.id))
}

fn limits(format: &Format, texts: &Texts) -> String {
    let answers = format.carries.answers();
    let lacking = answers.iter().filter(|(_, carries)| !carries);
    let lacking: Vec<String> = lacking.map(|(what, _)| texts.get(&carried(what))).collect();
    match lacking.as_slice() {
        [] => texts.get("format-holds-all"),
        lacking => texts.name("format-lacks", &lacking.join(&texts.get("format-and"))),
    }
}

/// The id of the name of what a format may carry.
fn carried(what: &str) -> String {
    format!("carries-{}", what.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::format::{Carries, FORMATS};

    #[test]
    fn every_format_and_all_that_it_may_lack_have_words() {
        let texts = Texts::default();
        for format in FORMATS {
            assert!(texts.has(&format!("format-{}", format.id)), "{format:?}");
        }
        for (what, _) in Carries::NOTHING.answers() {
            assert!(texts.has(&carried(what)), "{what}");
        }
    }
}
