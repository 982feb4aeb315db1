//! Bounded runs: how the search for the edge of a unit stays local in a line of a megabyte.

use std::ops::Range;

use super::graphemes::floor_to_grapheme;

/// How much further than the longest run is looked, in bytes, so that what stands just behind its edge is seen.
const MARGIN: usize = 64;

/// Returns how far before and after `byte` to look for the edges of a run of at most `limit` bytes.
pub(super) fn reach(text: &str, byte: usize, limit: usize) -> (usize, usize) {
    let floor = text.floor_char_boundary(byte.saturating_sub(limit + MARGIN));
    (floor, text.ceil_char_boundary(byte + limit + MARGIN))
}

/// Returns the run that contains `byte`, given its edges as far as they were found within `limit` bytes.
///
/// A run longer than `limit` is cut at the multiples of `limit`, so that each of its bytes gives the same piece,
/// whichever is asked first. `byte` must be a code point boundary.
pub(super) fn bounded(
    text: &str,
    byte: usize,
    limit: usize,
    start: Option<usize>,
    end: Option<usize>,
) -> Range<usize> {
    if let (Some(start), Some(end)) = (start, end)
        && end - start <= limit
    {
        return start..end;
    }
    let mut cell = byte / limit;
    if floor_to_grapheme(text, (cell + 1) * limit) <= byte {
        cell += 1;
    }
    let cell_start = floor_to_grapheme(text, cell * limit);
    let cell_end = floor_to_grapheme(text, (cell + 1) * limit);
    // A grapheme longer than the limit leaves nothing between two cuts; then the piece goes to the found edge.
    let end = end.map_or(cell_end, |end| end.min(cell_end).max(byte));
    start.map_or(cell_start, |start| start.max(cell_start)).min(byte)..end
}
