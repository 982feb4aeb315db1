//! Which pieces are the headline, running text, or stand aside.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::pieces::Piece;
use crate::model::zone::{Zone, ZoneKind};

/// Among how many pieces from the top the headline is looked for.
const NEAR_TOP: usize = 12;

/// How a piece is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Running text.
    Body,
    /// The headline, where the body holds it.
    Headline,
    /// Captions and whatever is not the article's own text.
    Aside,
    /// An empty line.
    Blank,
}

/// What is set apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sections {
    headline: Option<usize>,
    asides: BTreeSet<usize>,
    /// Zones that are only a part of a piece, in bytes of the body, in order.
    dimmed: Vec<Range<usize>>,
}

impl Sections {
    /// Finds what is set apart. `zones` are in the order of their positions.
    pub(super) fn new(text: &str, pieces: &[Piece], zones: &[&Arc<Zone>], title: Option<&str>) -> Self {
        let mut sections = Self::default();
        for zone in zones {
            sections.add(text, pieces, zone);
        }
        if sections.headline.is_none() {
            let title = title.map(str::trim).filter(|title| !title.is_empty());
            let is_title = |piece: &Piece| Some(text[piece.bytes()].trim()) == title;
            sections.headline = pieces.iter().take(NEAR_TOP).position(is_title);
        }
        sections
    }

    fn add(&mut self, text: &str, pieces: &[Piece], zone: &Zone) {
        let span = zone.span.range();
        let first = pieces.partition_point(|piece| piece.end as usize <= span.start);
        for (at, piece) in pieces.iter().enumerate().skip(first) {
            let bytes = piece.bytes();
            if bytes.start >= span.end {
                break;
            }
            let part = bytes.start.max(span.start)..bytes.end.min(span.end);
            let outside = |range: Range<usize>| text.get(range).is_none_or(|text| text.trim().is_empty());
            let is_whole = outside(bytes.start..part.start) && outside(part.end..bytes.end);
            match zone.kind {
                ZoneKind::Headline if is_whole => self.headline = self.headline.or(Some(at)),
                ZoneKind::Headline => {}
                _ if is_whole => drop(self.asides.insert(at)),
                _ if !part.is_empty() => self.dimmed.push(part),
                _ => {}
            }
        }
    }

    /// The piece that is the headline.
    pub(super) fn headline(&self) -> Option<usize> {
        self.headline
    }

    /// Zones inside of pieces, in bytes of the body.
    pub(super) fn dimmed(&self) -> &[Range<usize>] {
        &self.dimmed
    }

    /// How the piece `at` is set.
    pub(super) fn kind(&self, at: usize, piece: Piece) -> Kind {
        if piece.is_empty() {
            Kind::Blank
        } else if self.headline == Some(at) {
            Kind::Headline
        } else if self.asides.contains(&at) {
            Kind::Aside
        } else {
            Kind::Body
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::pieces;
    use super::*;
    use crate::model::span::Span;

    fn zone(text: &str, part: &str, kind: ZoneKind) -> Arc<Zone> {
        let start = text.find(part).unwrap();
        let span = Span::new(start, start + part.len()).unwrap();
        Arc::new(Zone { id: part.into(), span, kind, annotator: None })
    }

    fn kinds(text: &str, zones: &[Arc<Zone>], title: Option<&str>) -> Vec<Kind> {
        let pieces = pieces::pieces(text);
        let sections = Sections::new(text, &pieces, &zones.iter().collect::<Vec<_>>(), title);
        pieces.iter().enumerate().map(|(at, piece)| sections.kind(at, *piece)).collect()
    }

    #[test]
    fn the_paragraph_that_is_the_title_is_the_headline() {
        use Kind::{Blank, Body, Headline};

        let text = "The Record\n\nDam gives way \n\nHALVARD – It did.\n\nDam gives way";
        let found = kinds(text, &[], Some("Dam gives way"));
        assert_eq!(found, [Body, Blank, Headline, Blank, Body, Blank, Body]);
        assert_eq!(kinds("a\nb", &[], Some(" ")), [Body, Body]);
        assert_eq!(kinds("a\nb", &[zone("a\nb", "b", ZoneKind::Headline)], Some("a")), [Body, Headline]);
    }

    #[test]
    fn a_zone_sets_whole_paragraphs_aside_and_dims_parts() {
        let text = "One.\n  Sign up! \nTwo. Read more\nالصورة";
        let zones =
            [zone(text, "Sign up!", ZoneKind::Promotion), zone(text, "Read more", ZoneKind::RelatedLink)];
        assert_eq!(kinds(text, &zones, None), [Kind::Body, Kind::Aside, Kind::Body, Kind::Body]);
        let pieces = pieces::pieces(text);
        let sections = Sections::new(text, &pieces, &zones.iter().collect::<Vec<_>>(), None);
        assert_eq!(sections.dimmed(), [zones[1].span.range()]);
    }
}
