//! The panel as it is drawn, from its tabs to the list.

use egui::{EventFilter, Frame, Key, Layout, Margin, Modifiers, RichText, Sense, Ui, vec2};

use super::marking::{self, quiet};
use super::{Find, Part, Tab, list};
use crate::ui::commands::AnyCommand;
use crate::ui::keycap;
use crate::ui::keys::stroke::Stroke;
use crate::ui::scene::{Act, Scene};
use crate::ui::shaped::Typesetter;
use crate::ui::{commands::WindowCommand, style};

/// The keys that do not move the focus while the list has it.
const LIST_KEYS: EventFilter =
    EventFilter { tab: false, horizontal_arrows: false, vertical_arrows: true, escape: true };

impl Find {
    /// Shows the panel in all of `ui`.
    pub fn show(&mut self, ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        let whole = ui.max_rect();
        // Where nothing has the keys, a button of the panel was clicked.
        self.has_focus = ui.memory(egui::Memory::focused).is_none_or(|id| {
            let there = ui.ctx().read_response(id);
            there.is_some_and(|there| there.layer_id == ui.layer_id() && whole.contains(there.rect.center()))
        });
        if self.has_focus && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.close();
            return;
        }
        let spaces = scene.look.theme.spaces;
        let margin = Margin::symmetric(spaces.near as i8, spaces.tight as i8);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            self.tabs(ui, scene);
            match self.tab {
                Some(Tab::Find) => self.finding(ui, typesetter, scene, acts),
                Some(Tab::Recheck) => self.rechecking(ui, typesetter, scene, acts),
                None => {}
            }
        });
    }

    fn tabs(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let tabs = [(Tab::Find, WindowCommand::Find), (Tab::Recheck, WindowCommand::Recheck)];
        ui.horizontal(|ui| {
            for (tab, command) in tabs {
                let is_current = self.tab == Some(tab);
                let colour = if is_current { scene.look.palette.ink } else { scene.look.palette.second_ink };
                let text = command.spec().text.trim_end_matches('…');
                let size = scene.look.theme.sizes.small;
                let font = if is_current { style::strong(size) } else { style::plain(size) };
                let button = egui::Button::selectable(false, RichText::new(text).font(font).color(colour));
                if ui.add(button).clicked() && !is_current {
                    self.tab = Some(tab);
                }
            }
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                let text = scene.texts.get("find-close");
                let button = egui::Button::new(quiet(scene, text)).frame_when_inactive(false);
                if ui.add(button).clicked() {
                    self.close();
                }
                keycap::show(ui, &scene.look, "Esc");
            });
        });
        ui.add_space(scene.look.theme.spaces.hair);
    }

    fn finding(&mut self, ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        self.field_keys(ui, scene, acts);
        let before = self.form.clone();
        let field = self.form.field(ui, scene);
        self.field = Some(field.id);
        if self.wants_focus.take_if(|part| *part == Part::Field).is_some() {
            field.request_focus();
            select_all(ui, field.id, &self.form.words);
        }
        self.form.switches(ui, scene);
        if self.form.options != before.options {
            self.wants_focus = Some(Part::Field);
        }
        if self.form != before {
            self.is_proposal = false;
        }
        self.update(ui.ctx(), scene.session);
        self.summary(ui, scene);
        if self.results.len() == 0 {
            // Whoever proposes has to look at something: until it is found, the keys stay.
            self.list_focus(ui, scene, acts);
            return;
        }
        self.walking(ui, scene, acts);
        self.marking(ui, scene, acts);
        ui.add_space(scene.look.theme.spaces.hair);
        self.list_focus(ui, scene, acts);
        let is_lit = self.list.is_some_and(|id| ui.memory(|memory| memory.has_focus(id)));
        let shown = list::Shown {
            current: self.current,
            wants_current: std::mem::take(&mut self.wants_current),
            is_lit,
        };
        match list::show(ui, typesetter, scene, &mut self.results, shown) {
            Some(list::Did::Tick(place, is_ticked)) => self.results.tick(place, Some(is_ticked)),
            Some(list::Did::Go(place)) => {
                self.wants_focus = Some(Part::List);
                acts.extend(self.go_to(scene.session, place));
            }
            None => {}
        }
    }

    /// Enter walks on, with Shift back; the key of "mark all" marks.
    fn field_keys(&mut self, ui: &Ui, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        let has_field = self.field.is_some_and(|id| ui.memory(|memory| memory.has_focus(id)));
        let press = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if self.has_focus && press(Modifiers::COMMAND, Key::Enter) {
            acts.extend(self.confirm(scene.session));
        }
        if !has_field {
            return;
        }
        if press(Modifiers::SHIFT, Key::Enter) {
            acts.extend(self.step(scene.session, false));
        } else if press(Modifiers::NONE, Key::Enter) {
            acts.extend(self.step(scene.session, true));
        } else if press(Modifiers::NONE, Key::ArrowDown) {
            self.wants_focus = Some(Part::List);
        }
    }

    /// How much there is, how much is searched, what is wrong.
    fn summary(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let texts = scene.texts;
        if let Some(problem) = &self.problem {
            let size = scene.look.theme.sizes.caption;
            ui.label(RichText::new(format!("{problem}.")).size(size).color(scene.look.palette.danger));
            return;
        }
        let tally = self.results.tally(scene.session);
        let mut parts = Vec::new();
        if tally.all > 0 {
            parts.push(texts.count("find-places", tally.all + self.results.more));
            if self.results.groups() > 1 {
                parts.push(texts.count("find-articles", self.results.groups()));
            }
            if tally.marked > 0 {
                parts.push(texts.count("find-marked", tally.marked));
            }
        } else if !self.is_searching() && !self.form.words.is_empty() {
            parts.push(texts.get("find-none"));
        }
        if self.results.more > 0 {
            parts.push(texts.count("find-more", self.results.more));
        }
        if self.results.unread > 0 {
            parts.push(texts.count("find-unread", self.results.unread));
        }
        if !parts.is_empty() {
            ui.label(quiet(scene, parts.join(" · ")));
        }
        if self.is_searching() {
            ui.horizontal(|ui| {
                ui.label(quiet(scene, texts.count("find-searching", self.results.searched)));
                if ui.button(quiet(scene, texts.get("find-stop"))).clicked() {
                    self.job = None;
                }
            });
        }
    }

    /// All, none, and the way from place to place.
    fn walking(&mut self, ui: &mut Ui, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = scene.look.theme.spaces.hair;
            if ui.button(quiet(scene, scene.texts.get("find-all"))).clicked() {
                self.results.tick_all(scene.session, true);
            }
            if ui.button(quiet(scene, scene.texts.get("find-tick-none"))).clicked() {
                self.results.tick_all(scene.session, false);
            }
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                for (command, forwards) in
                    [(WindowCommand::FindNext, true), (WindowCommand::FindPrevious, false)]
                {
                    let keys = scene.keys.of(AnyCommand::Window(command)).unwrap_or_default();
                    let text = scene.texts.get(if forwards { "find-next" } else { "find-previous" });
                    let response = ui.button(quiet(scene, text)).on_hover_text(keys);
                    if response.clicked() {
                        acts.extend(self.step(scene.session, forwards));
                    }
                }
            });
        });
    }

    fn marking(&mut self, ui: &mut Ui, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        let ticked = self.results.tally(scene.session).ticked;
        let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(egui::Align::Center), |ui| {
            keycap::show(ui, &scene.look, if self.is_proposal { "Enter" } else { "Ctrl+Enter" });
            let can = ticked > 0 && self.label.is_some() && scene.session.why_read_only().is_none();
            let button = egui::Button::new(scene.texts.count("find-mark", ticked));
            if ui.add_enabled(can, button).clicked() {
                acts.extend(self.confirm(scene.session));
            }
            let before = self.label.clone();
            let width = ui.available_width();
            marking::choice(ui, scene, &mut self.label, width);
            if self.label != before {
                // Another label is for another name.
                self.entity = None;
            }
        });
    }

    /// The list as one thing that the keys can go to: arrows walk, Space ticks, Enter marks a proposal, letters choose the
    /// label.
    fn list_focus(&mut self, ui: &mut Ui, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        let id = ui.scope_id().with("find-list");
        let response = ui.interact(ui.available_rect_before_wrap(), id, Sense::focusable_noninteractive());
        let text = scene.texts.get("find-list");
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ListBox, true, &text));
        self.list = Some(id);
        if self.wants_focus.take_if(|part| *part == Part::List).is_some() {
            response.request_focus();
        }
        if !response.has_focus() {
            return;
        }
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, LIST_KEYS));
        let press = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if press(Key::ArrowDown) {
            acts.extend(self.step(scene.session, true));
        } else if press(Key::ArrowUp) {
            acts.extend(self.step(scene.session, false));
        }
        if press(Key::Space)
            && let Some(place) = self.current
        {
            let is_ticked = self.results.is_ticked(scene.session, place);
            self.results.tick(place, Some(!is_ticked));
        }
        if press(Key::Enter) {
            acts.extend(if self.is_proposal {
                self.confirm(scene.session)
            } else {
                self.step(scene.session, true)
            });
        }
        self.letters(ui, scene);
    }

    fn letters(&mut self, ui: &Ui, scene: &Scene<'_>) {
        let strokes = ui.input(|input| Stroke::read(&input.events));
        let schema = scene.session.project().schema();
        let found = strokes.iter().find_map(|stroke| marking::by_letter(schema, &stroke.letters()));
        if let Some(label) = found.filter(|label| self.label.as_ref() != Some(label)) {
            (self.label, self.entity) = (Some(label), None);
        }
    }
}

/// Selects all words of the field, so that writing replaces them.
fn select_all(ui: &Ui, field: egui::Id, words: &str) {
    let mut state = egui::TextEdit::load_state(ui.ctx(), field).unwrap_or_default();
    let end = egui::text::CCursor::new(words.chars().count());
    let all = egui::text::CCursorRange::two(egui::text::CCursor::new(0), end);
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), field);
}
