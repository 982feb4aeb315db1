//! What offsets count, told by the words that are said to stand there.

use crate::text::offsets::{OffsetIndex, OffsetUnit};

/// A place that a file says, start and end, and the words that it says are there.
pub(super) type Quoted<'q> = (usize, usize, &'q str);

/// UTF-16 units where only these make all words stand where they are said to, else code points.
pub(super) fn unit(text: &str, quoted: &[Quoted<'_>]) -> OffsetUnit {
    let index = OffsetIndex::new(text);
    let fits = |unit: OffsetUnit| {
        quoted.iter().all(|(start, end, words)| {
            let place = |offset| index.to_byte(text, unit, offset).ok();
            let found = place(*start).zip(place(*end)).and_then(|(start, end)| text.get(start..end));
            found == Some(*words)
        })
    };
    if !fits(OffsetUnit::CodePoint) && fits(OffsetUnit::Utf16) {
        OffsetUnit::Utf16
    } else {
        OffsetUnit::CodePoint
    }
}
