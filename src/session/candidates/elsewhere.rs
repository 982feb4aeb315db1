//! Whether a word is a name somewhere else in the text.

use std::ops::Range;

use memchr::memmem;

use super::found::Ground;
use super::recall::REACH;
use crate::text::matching::is_word_edge;
use crate::text::names::{merely_opens, names_in};
use crate::text::sentences::sentence_at;

/// At how many other places it is looked, beside those that show at a glance that they say nothing. Looking for the
/// names of a sentence takes some 10 microseconds, and a word can stand in ten thousand.
const PLACES: usize = 64;

/// Whether the word at `span` (bytes), which may have its capital only for where it stands, is a name elsewhere around,
/// outside of headlines.
pub(super) fn is_name(ground: &Ground<'_>, span: &Range<usize>) -> bool {
    let text = ground.text;
    let start = text.floor_char_boundary(span.start.saturating_sub(REACH));
    let end = text.ceil_char_boundary(span.end.saturating_add(REACH));
    let (around, needle) = (&text[start..end], &text[span.clone()]);
    let hits = memmem::find_iter(around.as_bytes(), needle).map(|at| start + at..start + at + needle.len());
    hits.filter(|hit| hit.start != span.start && is_word_edge(text, hit.start) && is_word_edge(text, hit.end))
        .filter(|hit| !merely_opens(text, hit))
        .filter(|hit| !ground.headlines.iter().any(|zone| zone.range().contains(&hit.start)))
        .take(PLACES)
        .any(|hit| {
            let sentence = sentence_at(text, hit.start, &ground.breaks);
            names_in(text, sentence)
                .iter()
                .any(|name| !name.lone_opener && name.span.start <= hit.start && hit.end <= name.span.end)
        })
}
