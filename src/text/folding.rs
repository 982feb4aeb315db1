//! Folding: a text written another way so that spellings which count as equal are equal, and the way back.
//!
//! The source is never changed. A [`Folded`] text knows for each of its places the place in the source, so a match
//! in it is a span of the source. Any folding also takes letters and their combining marks apart, so that é as one
//! code point and as two are equal.

use std::ops::Range;

use unicode_normalization::char::{decompose_canonical, decompose_compatible};

/// Which differences do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "four independent options, each a check box")]
pub struct Folding {
    /// Upper and lower case; also ß and ss, and the two small sigmas.
    pub case: bool,
    /// Accents and points on Latin, Greek, Cyrillic and Hebrew letters. Vowel signs of Devanagari are no accents.
    pub accents: bool,
    /// Arabic vowel points, the stretching of letters, the forms of alef, yeh, waw and teh marbuta, Persian letters.
    pub arabic_forms: bool,
    /// Full-width and half-width forms of letters, digits and Katakana; Latin ligatures.
    pub width: bool,
}

impl Folding {
    /// Returns whether every difference counts.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Returns `text` folded.
    pub fn fold(self, text: &str) -> String {
        Folded::new(text, self).text
    }
}

/// A folded text that knows where each part of it stands in the source.
#[derive(Clone, Debug)]
pub struct Folded {
    /// The text to search in. Its offsets are its own.
    pub text: String,
    /// The characters whose folded form has another length, in order. All else has the same bytes or as many.
    changes: Vec<Change>,
}

/// One character whose folded form is longer or shorter. Both spans are in bytes.
#[derive(Clone, Debug)]
struct Change {
    folded: Range<usize>,
    source: Range<usize>,
}

impl Folded {
    /// Folds `source`.
    pub fn new(source: &str, folding: Folding) -> Self {
        if folding.is_none() {
            return Self { text: source.to_owned(), changes: Vec::new() };
        }
        let mut folded = Self { text: String::with_capacity(source.len()), changes: Vec::new() };
        let mut at = 0;
        while at < source.len() {
            let run = at..at + ascii_length(&source.as_bytes()[at..]);
            folded.push_ascii(&source[run.clone()], folding);
            at = run.end;
            for character in source[at..].chars().take_while(|character| !character.is_ascii()) {
                let next = at + character.len_utf8();
                folded.push(character, at..next, folding);
                at = next;
            }
        }
        folded
    }

    /// Returns the span of the source, in bytes, whose folded form is at `span` of the folded text.
    ///
    /// A span that cuts the folded form of one character gives the whole character; marks that were left out after
    /// the last character belong to it. Offsets beyond the end give the end.
    pub fn to_source(&self, span: Range<usize>) -> Range<usize> {
        let start = self.place(span.start);
        let end = self.place(span.end);
        let start = if start.is_inside { start.character.start } else { start.character.end };
        start..end.character.end.max(start)
    }

    /// Returns the place in the source of a place in the folded text, if it is between two characters of the source.
    pub fn edge(&self, folded: usize) -> Option<usize> {
        let place = self.place(folded);
        (!place.is_inside).then_some(place.character.end)
    }

    fn place(&self, folded: usize) -> Place {
        let folded = folded.min(self.text.len());
        let after = self.changes.partition_point(|change| change.folded.start <= folded);
        let Some(change) = after.checked_sub(1).map(|last| &self.changes[last]) else {
            return Place { character: folded..folded, is_inside: false };
        };
        if folded >= change.folded.end {
            let at = change.source.end + (folded - change.folded.end);
            return Place { character: at..at, is_inside: false };
        }
        if folded == change.folded.start {
            return Place { character: change.source.start..change.source.start, is_inside: false };
        }
        Place { character: change.source.clone(), is_inside: true }
    }

    fn push_ascii(&mut self, run: &str, folding: Folding) {
        let start = self.text.len();
        self.text.push_str(run);
        if folding.case
            && let Some(added) = self.text.get_mut(start..)
        {
            added.make_ascii_lowercase();
        }
    }

    fn push(&mut self, character: char, source: Range<usize>, folding: Folding) {
        let start = self.text.len();
        if is_always_itself(character) {
            self.text.push(character);
            return;
        }
        fold_character(character, folding, &mut |part| self.text.push(part));
        let folded = start..self.text.len();
        if folded.len() != source.len() {
            self.changes.push(Change { folded, source });
        }
    }
}

/// A place in the source: an empty span between two characters, or the character that it is inside of.
struct Place {
    character: Range<usize>,
    is_inside: bool,
}

/// Returns how many of the first bytes are ASCII.
fn ascii_length(bytes: &[u8]) -> usize {
    /// Whole blocks are tested at once, which is several times faster than byte by byte.
    const BLOCK: usize = 128;
    let blocks = bytes.chunks(BLOCK).take_while(|block| block.is_ascii()).count();
    let checked = (blocks * BLOCK).min(bytes.len());
    checked + bytes[checked..].iter().take_while(|byte| byte.is_ascii()).count()
}

/// Returns whether no folding changes `character`: common Han, and most Arabic letters.
fn is_always_itself(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{0627}' | '\u{0628}' | '\u{062A}'..='\u{063A}' | '\u{0641}'..='\u{0648}' | '\u{064A}' | '\u{2010}'..='\u{2023}')
}

/// Gives the folded form of one character to `emit`.
fn fold_character(character: char, folding: Folding, emit: &mut impl FnMut(char)) {
    let is_compatible = folding.width
        && matches!(character, '\u{3000}' | '\u{FB00}'..='\u{FB06}' | '\u{FF00}'..='\u{FFEF}')
        || folding.arabic_forms && matches!(character, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    let mut fold_part = |part: char| {
        let is_left_out = folding.accents && is_accent(part) || folding.arabic_forms && is_arabic_sign(part);
        if is_left_out {
            return;
        }
        let part = if folding.arabic_forms { arabic_letter(part) } else { part };
        if folding.case {
            // Upper case makes ß two letters and the two sigmas one; ẞ has to be small for that.
            let upper = part.to_lowercase().flat_map(char::to_uppercase);
            upper.flat_map(char::to_lowercase).for_each(&mut *emit);
        } else {
            emit(part);
        }
    };
    if is_compatible {
        decompose_compatible(character, &mut fold_part);
    } else {
        decompose_canonical(character, &mut fold_part);
    }
}

/// Returns whether `part` is a combining accent or a Hebrew point.
fn is_accent(part: char) -> bool {
    matches!(u32::from(part),
        0x0300..=0x036F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F // general
        | 0x0591..=0x05BD | 0x05BF | 0x05C1 | 0x05C2 | 0x05C4 | 0x05C5 | 0x05C7) // Hebrew
}

/// Returns whether `part` is an Arabic vowel point, a hamza taken off its letter, or the stretching sign.
fn is_arabic_sign(part: char) -> bool {
    matches!(u32::from(part), 0x0610..=0x061A | 0x0640 | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06DC | 0x06DF..=0x06ED)
}

/// Returns the plain letter for a form of it; hamzas have been taken off before.
fn arabic_letter(part: char) -> char {
    match part {
        '\u{0671}' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: Folding = Folding { case: true, accents: true, arabic_forms: true, width: true };

    #[test]
    fn spellings_that_count_as_equal_fold_to_the_same() {
        let case = Folding { case: true, ..Folding::default() };
        assert_eq!(case.fold("STRAẞE Straße ΟΔΟΣ Éa"), case.fold("strasse STRASSE οδος e\u{301}A"));
        let accents = Folding { accents: true, ..Folding::default() };
        assert_eq!(accents.fold("Pérez Niño Ångström צָהָ\u{5BC}ל"), "Perez Nino Angstrom צהל");
        assert_eq!(accents.fold("दिल्ली चाँद"), "दिल्ली चाँद");
        let arabic = Folding { arabic_forms: true, ..Folding::default() };
        assert_eq!(arabic.fold("أُسَامَة إلى مسؤول ﻻ کی ـــ"), "اسامه الي مسوول لا كي ");
        let width = Folding { width: true, ..Folding::default() };
        assert_eq!(width.fold("ＩＳＩＳ　１２ ｶﾞ ﬁn"), width.fold("ISIS 12 ガ fin"));
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let source = "ﬁn cafe\u{301} ISSßX";
        let folded = Folded::new(source, ALL);
        assert_eq!(folded.text, "fin cafe issssx");
        let back = |needle: &str| {
            let start = folded.text.find(needle).unwrap();
            &source[folded.to_source(start..start + needle.len())]
        };
        assert_eq!(
            [back("cafe"), back("e i"), back("in"), back("n")],
            ["cafe\u{301}", "e\u{301} I", "ﬁn", "n"]
        );
        assert_eq!((folded.edge(1), folded.edge(2), folded.edge(99)), (None, Some(3), Some(source.len())));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn every_place_leads_to_its_character(
            source in "(?s)(\\PC|[a-zA-Zß]|e\u{301}|أُ|ـ|한|ｶﾞ|ﬁ){0,40}",
            flags in any::<[bool; 4]>(),
        ) {
            let [case, accents, arabic_forms, width] = flags;
            let folding = Folding { case, accents, arabic_forms, width };
            let folded = Folded::new(&source, folding);
            // The folded forms of the characters one by one, each with its place.
            let mut at = 0;
            for (start, character) in source.char_indices() {
                let form = folding.fold(&character.to_string());
                prop_assert_eq!(&folded.text[at..at + form.len()], &form);
                if !form.is_empty() {
                    let span = folded.to_source(at..at + form.len());
                    prop_assert_eq!(span.start, start);
                    prop_assert!(span.end >= start + character.len_utf8());
                    prop_assert_eq!(folded.edge(at), Some(start));
                }
                at += form.len();
            }
            prop_assert_eq!(at, folded.text.len());
            prop_assert_eq!(folded.to_source(0..at + 9).end, source.len());
        }
    }
}
