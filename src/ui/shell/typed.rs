//! From what is typed to commands, before any field or view sees it.

use egui::Context as Egui;

use super::Shell;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::session::command::spec::Context;
use crate::ui::commands::AnyCommand;
use crate::ui::keys::keymap::Meaning;
use crate::ui::keys::stroke::Stroke;
use crate::ui::ledger::LedgerView;

impl Shell {
    /// Lets go of the field in which somebody writes: when it is next shown, the words are taken.
    pub fn finish_writing(ctx: &Egui) {
        if ctx.egui_wants_keyboard_input() {
            ctx.memory_mut(egui::Memory::stop_text_input);
        }
    }

    /// Turns keys into commands before anything else sees them.
    pub(super) fn read_keys(&mut self, ctx: &Egui) {
        let is_covered = self.overlay.is_some() || self.path_form.is_some() || self.carry.is_open();
        if is_covered || self.palette.is_some() || self.form.is_some() {
            return;
        }
        let context = self.bench.as_ref().map_or(Context::Window, |bench| bench.context(ctx));
        // The list of the ledger takes arrows alone; undo is undo there too.
        let is_list = ctx.memory(|memory| memory.has_focus(LedgerView::list()));
        let is_writing = context == Context::Window && ctx.egui_wants_keyboard_input() && !is_list;
        let strokes = ctx.input(|input| Stroke::read(&input.events));
        for stroke in strokes {
            let before = std::mem::take(&mut self.before);
            let mut meaning = self.keys.meaning(&before, &stroke, context);
            if let Meaning::Label(letters) = &meaning
                && !self.label(letters)
            {
                meaning = self.keys.command(&before, &stroke, context);
            }
            let is_taken = match meaning {
                Meaning::Run(AnyCommand::Session(_)) if is_writing => false,
                Meaning::Run(AnyCommand::Window(command)) if is_writing && command.leaves() => {
                    Self::finish_writing(ctx);
                    self.leaving = Some(command);
                    true
                }
                Meaning::Run(command) => {
                    self.act(ctx, command, Arguments::new());
                    true
                }
                Meaning::Label(_) => true,
                Meaning::More(keys) => {
                    self.before = keys;
                    true
                }
                Meaning::Nothing => false,
            };
            if is_taken {
                ctx.input_mut(|input| input.events.retain(|event| !stroke.came_as(event)));
            }
        }
    }

    /// Puts the label with one of `letters` on the selection. Returns whether there is one.
    fn label(&mut self, letters: &[char]) -> bool {
        let Some(bench) = &mut self.bench else { return false };
        let schema = bench.session().project().schema();
        let layers = schema.layers_in_order();
        let labels: Vec<_> = layers.iter().flat_map(|layer| schema.labels_of(&layer.key)).collect();
        let has = |letter: &char| {
            let same = |shortcut: char| shortcut.to_lowercase().eq(letter.to_lowercase());
            labels.iter().find(|label| label.shortcut.is_some_and(same))
        };
        let Some(label) = letters.iter().find_map(has) else { return false };
        let arguments =
            Arguments::new().with("layer", label.layer.as_str()).with("label", label.key.as_str());
        let said = bench.run(CommandKind::LabelApply, arguments);
        self.messages.say_all(said);
        true
    }
}
