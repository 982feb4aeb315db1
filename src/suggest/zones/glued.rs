//! Links that were run together with the sentence after them.

use super::FoundZone;
use super::lines::Line;
use super::shapes::is_title;
use crate::model::zone::ZoneKind;
use crate::suggest::language::Language;
use crate::suggest::tokens::{Kind, tokens};

/// Finds a title with a count of comments or pictures that runs into a sentence: "Dam Gives Way in Lisk 0Even as …". The zone
/// ends at the letter at which the sentence begins.
pub(super) fn find(text: &str, lines: &[Line<'_>], language: &Language, found: &mut [Option<FoundZone>]) {
    for (place, line) in lines.iter().enumerate().filter(|(place, _)| *place > 0) {
        if found[place].is_some() {
            continue;
        }
        let tokens = tokens(text, line.span.clone());
        let glued = tokens.windows(2).position(|pair| {
            let [count, word] = pair else { return false };
            let is_count = count.kind == Kind::Digits && !count.is_glued && count.text.len() <= 4;
            let mut letters = word.text.chars();
            let opens = letters.next().is_some_and(char::is_uppercase)
                && letters.next().is_some_and(char::is_lowercase);
            is_count && word.is_glued && opens
        });
        let Some(at) = glued.filter(|at| *at >= 4) else { continue };
        if is_title(&tokens[..at], language) {
            let span = line.span.start..tokens[at].span.end;
            found[place] = Some(FoundZone {
                span,
                kind: ZoneKind::RelatedLink,
                reason: "a title that runs into a sentence",
                percent: 85,
            });
        }
    }
}
