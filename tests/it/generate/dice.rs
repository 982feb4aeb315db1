//! Choices for a generator. They shrink well: fewer and smaller rolls make a smaller project.

use proptest::prelude::*;

/// A row of rolls; when they run out every choice is the simplest one.
#[derive(Clone, Debug)]
pub(crate) struct Dice {
    rolls: std::vec::IntoIter<u32>,
    /// How many identifiers were given out.
    ids: usize,
}

/// Characters and sequences that have broken annotation tools, and files that hold them.
const PIECES: &[&str] = &[
    "a",
    " ",
    "word",
    "é",
    "e\u{301}",
    "👨🏻‍🚒",
    "💩",
    "كتاب",
    "שלום",
    "हिन्दी",
    "头条",
    "\r\n",
    "\n",
    "\t",
    "\u{a0}",
    "\"",
    "\\",
    "'",
    "\u{2028}",
    "\u{2029}",
    "\u{202e}",
    "\u{2066}",
    "\u{feff}",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{ad}",
    "\u{10ffff}",
    "\n<<<<<<< HEAD\n",
    "\n=======\n",
    "\n>>>>>>> b\n",
    "format: 9",
    "(id: \"x\"",
    "None",
    "r#\"",
    "//",
    "/*",
    "{",
    ")",
    ",",
];

impl Dice {
    pub(crate) fn new(rolls: Vec<u32>) -> Self {
        Self { rolls: rolls.into_iter(), ids: 0 }
    }

    /// A number below `limit`, which must not be 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.rolls.next().unwrap_or_default() as usize % limit
    }

    /// True once in `times`; false when the rolls have run out.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, values: &[&'a T]) -> &'a T {
        values[self.below(values.len())]
    }

    pub(crate) fn choose<T: Clone>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())].clone()
    }

    /// A value every other time.
    pub(crate) fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.once_in(2).then(|| value(self))
    }

    /// Fewer than `limit` values.
    pub(crate) fn some<T>(&mut self, limit: usize, mut value: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(limit)).map(|_| value(self)).collect()
    }

    /// Any text of fewer than `limit` pieces, often empty.
    pub(crate) fn text(&mut self, limit: usize) -> String {
        (0..self.below(limit)).map(|_| self.piece()).collect()
    }

    fn piece(&mut self) -> String {
        if self.once_in(8) {
            let code_point = self.below(0x11_0000) as u32;
            return char::from_u32(code_point).unwrap_or('\u{fffd}').to_string();
        }
        self.pick(PIECES).to_owned()
    }

    /// Text that is not blank.
    pub(crate) fn name(&mut self) -> String {
        format!("n{}", self.text(4))
    }

    /// An identifier that nothing else has.
    pub(crate) fn id(&mut self, kind: &str) -> String {
        self.ids += 1;
        let odd = if self.once_in(6) { self.text(3) } else { String::new() };
        format!("{kind}{}{odd}", self.ids)
    }
}

/// Dice with fewer than `limit` rolls.
pub(crate) fn dice(limit: usize) -> impl Strategy<Value = Dice> {
    prop::collection::vec(any::<u32>(), 0..limit).prop_map(Dice::new)
}
