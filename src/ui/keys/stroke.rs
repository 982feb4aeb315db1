//! What the person pressed, as chords that it may mean on the keyboard layout in use.
//!
//! A layout moves letters and punctuation. Letters count as the layout says; punctuation counts as the character that
//! was typed, else as the place on the keyboard, so that "]" works where it takes AltGr and where it has no key.

use egui::{Event, Key, Modifiers};

use super::chord::Chord;

/// One press of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stroke {
    key: Key,
    physical: Option<Key>,
    modifiers: Modifiers,
    typed: Option<char>,
}

impl Stroke {
    /// The presses among `events`, in order. The character that a press types comes as an event of its own behind it.
    pub fn read(events: &[Event]) -> Vec<Self> {
        let mut strokes: Vec<Self> = Vec::new();
        let mut is_open = false;
        for event in events {
            match event {
                Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
                    strokes.push(Self {
                        key: *key,
                        physical: *physical_key,
                        modifiers: *modifiers,
                        typed: None,
                    });
                    is_open = true;
                }
                Event::Text(text) => {
                    let mut letters = text.chars();
                    let only = letters.next().filter(|_| letters.next().is_none());
                    match strokes.last_mut().filter(|_| is_open) {
                        Some(stroke) => stroke.typed = only,
                        None => strokes.extend(only.and_then(Self::of_character)),
                    }
                    is_open = false;
                }
                _ => {}
            }
        }
        strokes
    }

    /// A character that came without a key, as from a layout that egui has no name for.
    fn of_character(typed: char) -> Option<Self> {
        let key = Key::from_name(typed.to_uppercase().to_string().as_str());
        let key = key.or_else(|| typed.is_alphabetic().then_some(Key::F35))?;
        Some(Self { key, physical: None, modifiers: Modifiers::NONE, typed: Some(typed) })
    }

    /// Whether it is what `event` reported.
    pub fn came_as(&self, event: &Event) -> bool {
        match event {
            Event::Key { key, modifiers, pressed: true, .. } => {
                *key == self.key && *modifiers == self.modifiers
            }
            Event::Text(text) => {
                let mut letters = text.chars();
                letters.next() == self.typed && self.typed.is_some() && letters.next().is_none()
            }
            _ => false,
        }
    }

    /// What it may mean, the likeliest first.
    pub fn chords(&self) -> Vec<Chord> {
        let mut chords = Vec::new();
        let is_plain = !self.modifiers.command && !self.modifiers.ctrl && !self.modifiers.alt;
        let typed = self.typed.filter(|typed| is_plain && typed.is_ascii_punctuation());
        chords.extend(typed.and_then(|typed| Key::from_name(&typed.to_string())).map(Chord::bare));
        chords.push(Chord::pressed(self.key, self.modifiers));
        let moves = |key: &Key| !(Key::A..=Key::Z).contains(key);
        chords.extend(self.physical.filter(moves).map(|key| Chord::pressed(key, self.modifiers)));
        chords.dedup();
        chords
    }

    /// The letter that it means, in lower case, when it is pressed alone: what was typed, and the letter that the key
    /// has on a Latin layout when the layout in use has none.
    pub fn letters(&self) -> Vec<char> {
        if self.modifiers.any() {
            return Vec::new();
        }
        let typed = self.typed.filter(|typed| typed.is_alphabetic());
        let mut letters: Vec<char> = typed.into_iter().flat_map(char::to_lowercase).collect();
        let is_latin = typed.is_some_and(|typed| typed.is_ascii());
        let key = Some(self.key).filter(|key| !is_latin && (Key::A..=Key::Z).contains(key));
        letters
            .extend(key.and_then(|key| key.name().chars().next()).map(|letter| letter.to_ascii_lowercase()));
        letters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: Key, physical: Key, modifiers: Modifiers, typed: &str) -> Vec<Stroke> {
        let key = Event::Key { key, physical_key: Some(physical), pressed: true, repeat: false, modifiers };
        let text = Event::Text(typed.to_owned());
        let events = if typed.is_empty() { vec![key] } else { vec![key, text] };
        Stroke::read(&events)
    }

    #[track_caller]
    fn means(strokes: &[Stroke], chord: &str) {
        assert_eq!(strokes.len(), 1, "{strokes:?}");
        let chord: Chord = chord.parse().unwrap();
        assert!(strokes[0].chords().contains(&chord), "{:?}", strokes[0].chords());
    }

    #[test]
    fn punctuation_is_what_was_typed() {
        // A full stop on a French keyboard is Shift and ";".
        means(&press(Key::Period, Key::Comma, Modifiers::SHIFT, "."), ".");
        means(&press(Key::Questionmark, Key::Slash, Modifiers::SHIFT, "?"), "?");
        means(&press(Key::Num8, Key::Num8, Modifiers::NONE, "["), "[");
    }

    #[test]
    fn punctuation_is_also_a_place_on_the_keyboard() {
        means(&press(Key::CloseCurlyBracket, Key::CloseBracket, Modifiers::SHIFT, "}"), "Shift+]");
        // German "ü" lies where "[" does on an American keyboard.
        means(&press(Key::OpenBracket, Key::OpenBracket, Modifiers::NONE, "ü"), "[");
        means(&press(Key::OpenBracket, Key::OpenBracket, Modifiers::ALT, ""), "Alt+[");
    }

    #[test]
    fn letters_are_those_of_the_layout() {
        let letters = |key, physical, typed| press(key, physical, Modifiers::NONE, typed)[0].letters();
        assert_eq!(letters(Key::A, Key::Q, "a"), ['a'], "French");
        assert_eq!(letters(Key::P, Key::P, "з"), ['з', 'p'], "Russian");
        assert_eq!(letters(Key::P, Key::P, "ح"), ['ح', 'p'], "Arabic");
        assert!(press(Key::P, Key::P, Modifiers::CTRL, "")[0].letters().is_empty());
        means(&press(Key::Z, Key::Y, Modifiers::CTRL, ""), "Ctrl+Z");
        assert_eq!(Stroke::read(&[Event::Text("é".to_owned())])[0].letters(), ['é']);
    }

    #[test]
    fn each_press_has_its_own_character() {
        let key = |key| Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let events = [
            key(Key::P),
            Event::Text("p".to_owned()),
            key(Key::Space),
            Event::Text(" ".to_owned()),
            key(Key::O),
        ];
        let letters: Vec<Vec<char>> = Stroke::read(&events).iter().map(Stroke::letters).collect();
        assert_eq!(letters, [vec!['p'], vec![], vec!['o']]);
    }
}
