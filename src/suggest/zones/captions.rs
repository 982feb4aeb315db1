//! Captions: lines with a credit, and lines that stand there twice.

use std::collections::HashMap;

use super::FoundZone;
use super::lines::Line;
use crate::model::zone::ZoneKind;

/// Agencies and services whose names stand in credits.
const AGENCIES: &[&str] = &[
    "AFP",
    "AP",
    "Reuters",
    "REUTERS",
    "Getty",
    "EPA",
    "EFE",
    "VOA",
    "NPR",
    "BBC",
    "dpa",
    "DPA",
    "ANSA",
    "Xinhua",
    "PA",
    "TASS",
    "Anadolu",
    "Shutterstock",
    "Bloomberg",
    "Handout",
    "Courtesy",
    "Photo",
    "Foto",
    "Images",
    "Notimex",
    "Europa Press",
    "Alamy",
    "UPI",
    "ANP",
    "Magnum",
];

/// How many words a line has at least whose repetition is a caption and no refrain.
const REPEATED: usize = 6;

/// How much of a cut caption, in tenths, must be in the whole one, and in one that is known to be a caption.
const SHARED: usize = 6;
const SHARED_WITH_CAPTION: usize = 3;

/// Finds captions among `lines` that are nothing else yet.
pub(super) fn find(lines: &[Line<'_>], found: &mut [Option<FoundZone>]) {
    let zone = |line: &Line<'_>, kind, reason, percent| {
        Some(FoundZone { span: line.span.clone(), kind, reason, percent })
    };
    for (place, line) in lines.iter().enumerate() {
        if found[place].is_none() && has_credit(line.text) {
            found[place] = zone(line, ZoneKind::Caption, "credit", 90);
        }
    }
    for place in 1..lines.len() {
        let (cut, whole) = (&lines[place - 1], &lines[place]);
        let is_free = found[place - 1].is_none();
        let is_caption = found[place].as_ref().is_some_and(|zone| zone.kind == ZoneKind::Caption);
        if is_free && whole.follows && cut.text != whole.text && is_cut(cut, whole, is_caption) {
            found[place - 1] =
                zone(cut, ZoneKind::DuplicateCaption, "cut short before the whole caption", 95);
            found[place].get_or_insert_with(|| FoundZone {
                span: whole.span.clone(),
                kind: ZoneKind::Caption,
                reason: "whole after one that was cut short",
                percent: 90,
            });
        }
    }
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (place, line) in lines.iter().enumerate() {
        let earlier = match first.get(line.text) {
            Some(earlier) if line.words() >= REPEATED => *earlier,
            _ => {
                first.insert(line.text, place);
                continue;
            }
        };
        if found[place].as_ref().is_none_or(|zone| zone.kind == ZoneKind::Caption) {
            found[place] = zone(line, ZoneKind::DuplicateCaption, "stands there twice", 95);
        }
        // Twice in a row: the first one is a caption. Elsewhere it may be a sentence of the article.
        if earlier + 1 == place {
            found[earlier].get_or_insert_with(|| FoundZone {
                span: lines[earlier].span.clone(),
                kind: ZoneKind::Caption,
                reason: "stands there twice",
                percent: 85,
            });
        }
    }
}

/// Whether `text` ends with whom its picture is of: "(AFP)", "NICHOLAS KAMM / AFP – Getty Images", "Photo: EFE".
fn has_credit(text: &str) -> bool {
    let is_agency = |words: &str| {
        let mut parts = words.split(|sign: char| !sign.is_alphanumeric() && sign != ' ' && sign != '.');
        parts.any(|part| AGENCIES.iter().any(|agency| part.split(' ').any(|word| word == *agency)))
    };
    let short = |words: &str| words.chars().count() <= 60;
    let text = text.trim_end_matches('.');
    if let Some((before, credit)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        // "(AFP) - " at the front is a dateline; a credit stands after a sentence.
        let sentence = before.trim_end().ends_with(['.', '”', '"', '\'', '’']) || before.is_empty();
        return sentence && short(credit) && is_agency(credit);
    }
    // "2019.NICHOLAS KAMM / AFP": what follows the last full stop has a stroke or a bar and an agency.
    let tail = text.rfind(". ").map_or(0, |at| at + 2);
    let tail = text[tail..].rfind(['.', '|']).map_or(&text[tail..], |at| &text[tail + at + 1..]).trim();
    let strokes = tail.contains('/') || tail.contains('|') || text.contains(" | ");
    strokes && short(tail) && is_agency(tail) && !tail.contains("http") && tail.len() < text.len()
}

/// Whether `cut` is the beginning of `whole`, though not to the letter: captions are cut from another version.
fn is_cut(cut: &Line<'_>, whole: &Line<'_>, is_caption: bool) -> bool {
    if cut.ends_sentence() || cut.words() < REPEATED || whole.text.len() <= cut.text.len() / 2 {
        return false;
    }
    let words = |text: &str| -> Vec<String> {
        text.split_whitespace()
            .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase())
            .collect()
    };
    let mut cut = words(cut.text);
    // The last word may be a piece of one.
    cut.pop();
    let whole = words(whole.text);
    let mut at = 0;
    let mut shared = 0;
    for word in &cut {
        if let Some(found) = whole.iter().skip(at).take(10).position(|other| other == word) {
            at += found + 1;
            shared += 1;
        }
    }
    shared * 10 >= cut.len() * if is_caption { SHARED_WITH_CAPTION } else { SHARED }
}
