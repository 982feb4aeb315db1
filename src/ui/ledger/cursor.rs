//! Going through the cards of a part with the keys: from row to row, from card to card, from part to part.

use egui::{EventFilter, Id, Key as Press, Modifiers, Ui};

use super::parts::{Head, Key};

/// The keys that do not move the focus while the list has it.
const KEYS: EventFilter =
    EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };

/// Where somebody is in a part.
#[derive(Clone, Debug, Default)]
pub(super) struct Cursor {
    key: Option<Key>,
    card: usize,
    stop: usize,
    /// Whether somebody has put it there. Until then it is at the beginning, whatever comes to stand there.
    is_placed: bool,
}

/// What keys ask for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    /// Whether the cursor is elsewhere now.
    pub(super) moved: bool,
    /// What is to be done with what it is at.
    pub(super) deed: Option<Deed>,
    /// Another part is to be shown: so many further.
    pub(super) part: Option<isize>,
}

/// What can be done with what a cursor is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Going there.
    Enter,
    /// Saying what two figures are to each other.
    Settle,
    /// Quoting it elsewhere.
    Copy,
}

/// What egui knows the list by.
pub(super) fn list() -> Id {
    Id::unique("ledger-list")
}

impl Cursor {
    /// The card and the stop that it is at, if there is a card.
    pub(super) fn at(&self) -> Option<(usize, usize)> {
        self.key.as_ref().map(|_| (self.card, self.stop))
    }

    /// Puts it at a stop.
    pub(super) fn set(&mut self, head: &Head, card: usize, stop: usize) {
        *self = Self { key: Some(head.key.clone()), card, stop, is_placed: true };
    }

    /// A cursor at the first stop of a card.
    pub(super) fn on(key: Key) -> Self {
        Self { key: Some(key), card: 0, stop: 0, is_placed: true }
    }

    /// Stays on its card where the cards have changed. Returns whether that card is elsewhere now.
    pub(super) fn settle(&mut self, heads: &[Head]) -> bool {
        if !self.is_placed {
            *self = Self { key: heads.first().map(|head| head.key.clone()), ..Self::default() };
            return false;
        }
        let is_here = heads.get(self.card).is_some_and(|head| Some(&head.key) == self.key.as_ref());
        let card = if is_here {
            Some(self.card)
        } else {
            heads.iter().position(|head| Some(&head.key) == self.key.as_ref())
        };
        let is_known = self.key.is_some() && card.is_some();
        let card = card.unwrap_or_else(|| self.card.min(heads.len().saturating_sub(1)));
        let is_elsewhere = is_known && card != self.card;
        self.card = card;
        self.key = heads.get(card).map(|head| head.key.clone());
        self.stop = if is_known { self.stop.min(stops(heads, card) - 1) } else { 0 };
        is_elsewhere
    }

    /// What the keys ask for, while the list has them.
    pub(super) fn keys(&mut self, ui: &Ui, heads: &[Head]) -> Asked {
        if !ui.memory(|memory| memory.has_focus(list())) {
            return Asked::default();
        }
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list(), KEYS));
        let press = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let mut asked = Asked::default();
        let before = (self.card, self.stop);
        for _ in 0..press(Press::ArrowDown) {
            self.down(heads);
        }
        for _ in 0..press(Press::ArrowUp) {
            self.up(heads);
        }
        let (next, previous) = (press(Press::PageDown), press(Press::PageUp));
        if next + previous > 0 && !heads.is_empty() {
            let card = (self.card + next).saturating_sub(previous).min(heads.len() - 1);
            // Back to the beginning of a card before that of another.
            let stays = previous == 1 && next == 0 && self.stop > 0;
            (self.card, self.stop) = (if stays { self.card } else { card }, 0);
        }
        if press(Press::Home) > 0 {
            (self.card, self.stop) = (0, 0);
        }
        if press(Press::End) > 0 && !heads.is_empty() {
            self.card = heads.len() - 1;
            self.stop = stops(heads, self.card) - 1;
        }
        asked.moved = (self.card, self.stop) != before;
        self.is_placed |= asked.moved;
        self.key = heads.get(self.card).map(|head| head.key.clone());
        let (enters, settles) = (press(Press::Enter) > 0, press(Press::Space) > 0);
        let steps = press(Press::ArrowRight).cast_signed() - press(Press::ArrowLeft).cast_signed();
        asked.part = (steps != 0).then_some(steps);
        let copies = ui.input(|input| input.events.contains(&egui::Event::Copy));
        let deeds = [(enters, Deed::Enter), (settles, Deed::Settle), (copies, Deed::Copy)];
        asked.deed = deeds.into_iter().find(|(is_asked, _)| *is_asked).map(|(_, deed)| deed);
        asked
    }

    fn down(&mut self, heads: &[Head]) {
        if self.stop + 1 < stops(heads, self.card) {
            self.stop += 1;
        } else if self.card + 1 < heads.len() {
            (self.card, self.stop) = (self.card + 1, 0);
        }
    }

    fn up(&mut self, heads: &[Head]) {
        if self.stop > 0 {
            self.stop -= 1;
        } else if self.card > 0 {
            self.card -= 1;
            self.stop = stops(heads, self.card) - 1;
        }
    }
}

/// The stops of a card.
fn stops(heads: &[Head], card: usize) -> usize {
    heads.get(card).map_or(1, |head| head.extent.stops())
}
