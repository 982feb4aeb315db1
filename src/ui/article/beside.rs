//! What stands beside the letters: notes of claims in the margin, and relations with their names.

use egui::{Sense, Ui};

use super::Shown;
use super::attributions::Note;
use super::margin::{self, Placed};
use super::paint::Brush;
use super::plan::Plan;
use super::pointer::Spot;
use super::relations::{self, Link};
use super::room::Room;
use super::together::{Target, Together};
use crate::ui::shaped::{TextStyle, Typesetter, Weight};
use crate::ui::theme::Look;

/// The most lines of a note that is told in full.
const LINES: usize = 12;

/// What stands beside the letters in one frame.
pub(super) struct Beside {
    /// What belongs to what the pointer is on.
    pub(super) together: Together,
    notes: Vec<Placed>,
    /// The relations of the chosen and the hovered mark.
    links: Vec<Link>,
}

impl Beside {
    /// Finds a place for everything.
    pub(super) fn new(
        brush: &Brush<'_>,
        typesetter: &mut Typesetter,
        shown: &Shown<'_>,
        notes: &[Note],
        hovered: Option<&Target>,
        plan: Plan,
    ) -> Self {
        let together =
            hovered.zip(shown.work).map(|(target, work)| Together::of(target, work)).unwrap_or_default();
        let edge = plan.left + plan.width;
        let notes =
            plan.margin.map(|margin| margin::place(brush, typesetter, shown.texts, notes, (edge, margin)));
        let related = match hovered {
            Some(Target::Mark(id)) => Some(id),
            // Its name stays while the pointer is on it.
            Some(Target::Relation(id)) => shown.work.and_then(|work| Some(&work.relations().get(id)?.from)),
            _ => None,
        };
        let mut room = Room::new(brush.sheet, brush.look);
        let links = relations::place(
            brush,
            typesetter,
            shown,
            shown.desk.chosen.as_ref().into_iter().chain(related),
            &mut room,
        );
        Self { together, notes: notes.unwrap_or_default(), links }
    }

    /// Paints it over the letters.
    pub(super) fn paint(&self, brush: &Brush<'_>, typesetter: &Typesetter) {
        for note in &self.notes {
            note.paint(brush, typesetter, self.together.attributions.contains(&note.id));
        }
        for link in &self.links {
            link.paint(brush, typesetter, self.together.relations.contains(&link.id));
        }
    }

    /// Tells in full what had no room in the margin, when the pointer rests on it. The text itself has no such tips: they
    /// would cover what is under work.
    pub(super) fn explain(&self, ui: &Ui, typesetter: &mut Typesetter, look: Look<'_>) {
        for note in &self.notes {
            let Some(words) = &note.in_full else { continue };
            let response = ui.interact(note.rect, ui.scope_id().with(&note.id), Sense::hover());
            response.on_hover_ui(|ui| {
                let style = TextStyle::sans(Weight::Regular, look.theme.sizes.small);
                let label = typesetter.label(words, &style, look.theme.panels.left, LINES);
                let (rect, _) = ui.allocate_exact_size(label.size(), Sense::hover());
                label.paint_tight(ui.painter(), typesetter, rect.min, look.palette.ink);
            });
        }
    }

    /// What of it can be pointed at.
    pub(super) fn spots(&self) -> Vec<Spot> {
        let notes = self.notes.iter().map(|note| Spot {
            rect: note.rect,
            target: Target::Attribution(note.id.clone()),
            mark: note.claim.clone(),
        });
        let links = self.links.iter().map(|link| Spot {
            rect: link.chip,
            target: Target::Relation(link.id.clone()),
            mark: link.other.clone(),
        });
        notes.chain(links).collect()
    }
}
