//! Zones: lines that are not the article's own running text.
//!
//! A line is judged by its shape (what boxes, players, credits and links look like) and by its neighbours (a caption that
//! stands there twice, a cut one before the whole). What makes sentences is left alone wherever it could be the article's.

mod captions;
mod glued;
mod lines;
mod outlet;
mod shapes;

use std::ops::Range;

use super::language::Language;
use super::tokens::tokens;
use crate::model::zone::ZoneKind;
use lines::{Line, lines};
pub use outlet::OutletLines;

/// A stretch that seems to be no running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundZone {
    /// Where it stands, in bytes: whole lines, without white space around them, except for what was run together.
    pub span: Range<usize>,
    /// What it seems to be.
    pub kind: ZoneKind,
    /// Why.
    pub reason: &'static str,
    /// How sure that is, in percent.
    pub percent: u8,
}

/// The zones of `text`, in order; none lies over another. `repeated` says of a line whether other articles of the outlet
/// have it too. A language that there is no file for is looked at with the words of English.
pub fn zones(text: &str, language: Option<&str>, repeated: &dyn Fn(&str) -> bool) -> Vec<FoundZone> {
    let Some(language) = Language::of(language).or_else(|| Language::of(None)) else { return Vec::new() };
    let lines = lines(text);
    let mut found: Vec<Option<FoundZone>> = vec![None; lines.len()];
    for (place, line) in lines.iter().enumerate() {
        let tokens = tokens(text, line.span.clone());
        let shape = shapes::of_line(&tokens, language);
        let zone = shape.or_else(|| repeated(line.text).then_some((ZoneKind::Navigation, "repeated", 80)));
        found[place] =
            zone.map(|(kind, reason, percent)| FoundZone { span: line.span.clone(), kind, reason, percent });
    }
    captions::find(&lines, &mut found);
    glued::find(text, &lines, language, &mut found);
    shapes::links_among_boxes(text, &lines, language, &mut found);
    joined(&lines, found)
}

/// Boxes of several lines as one zone: neighbours of one kind that are no sentences of the article.
fn joined(lines: &[Line<'_>], found: Vec<Option<FoundZone>>) -> Vec<FoundZone> {
    let mut zones: Vec<FoundZone> = Vec::new();
    let mut last_line = None;
    for (place, zone) in found.into_iter().enumerate() {
        let Some(zone) = zone else { continue };
        let follows = last_line.is_some_and(|last| last + 1 == place);
        last_line = Some(place).filter(|_| zone.span == lines[place].span);
        match zones.last_mut() {
            Some(box_before) if follows && box_before.kind == zone.kind && !is_caption(zone.kind) => {
                box_before.span.end = zone.span.end;
                box_before.percent = box_before.percent.min(zone.percent);
            }
            _ => zones.push(zone),
        }
    }
    zones
}

const fn is_caption(kind: ZoneKind) -> bool {
    matches!(kind, ZoneKind::Caption | ZoneKind::DuplicateCaption)
}
