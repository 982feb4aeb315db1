//! What lines look like that are no sentences of the article.

use super::FoundZone;
use super::lines::Line;
use crate::model::zone::ZoneKind;
use crate::suggest::language::Language;
use crate::suggest::tokens::{Kind, Token, tokens};

/// What a line is, why, and how sure that is in percent.
type Shape = (ZoneKind, &'static str, u8);

/// How many tokens a line has at most that is a box for what it holds, and for what it begins with.
const SHORT: usize = 40;

/// How many words a byline has at most.
const BYLINE: usize = 14;

/// What a line of `tokens` is by its shape alone.
pub(super) fn of_line(tokens: &[Token<'_>], language: &Language) -> Option<Shape> {
    let whole = language.zones_whole.at(tokens, 0).filter(|(_, end)| *end == tokens.len());
    if let Some((kind, _)) = whole {
        return Some((*kind, "nothing but words of the page", 95));
    }
    if is_clock(tokens) {
        return Some((ZoneKind::Player, "times of a player", 95));
    }
    if let Some((kind, end)) = language.zones_begin.at(tokens, 0)
        && tokens.len() <= SHORT + 20
        && fits(*kind, tokens, end)
    {
        return Some((*kind, "begins as such lines do", 85));
    }
    if tokens.len() <= SHORT {
        let held = (0..tokens.len()).find_map(|at| language.zones_hold.at(tokens, at));
        if let Some((kind, _)) = held {
            return Some((*kind, "holds what such lines say", 85));
        }
    }
    is_byline(tokens, language).then_some((ZoneKind::Byline, "names who wrote it", 85))
}

/// Whether what follows the beginning of a line fits its kind: "Copyright 2019", and no sentence on copyright.
fn fits(kind: ZoneKind, tokens: &[Token<'_>], end: usize) -> bool {
    let first = tokens.first().map_or("", |token| token.text);
    match kind {
        ZoneKind::Legal if first.eq_ignore_ascii_case("copyright") => tokens[end..]
            .iter()
            .take(3)
            .any(|token| token.kind == Kind::Digits || token.text == "©" || token.text == "("),
        ZoneKind::Legal if first.eq_ignore_ascii_case("source") || first.eq_ignore_ascii_case("fuente") => {
            tokens.len() <= 10
        }
        // "Read more: …" and "Read more about it here", but not "More from him was heard later."
        ZoneKind::RelatedLink => tokens.len() <= SHORT,
        _ => true,
    }
}

/// Whether it is nothing but times: "0:00 0:02:34 0:00".
fn is_clock(tokens: &[Token<'_>]) -> bool {
    let signs = tokens.iter().filter(|token| token.text == ":").count();
    signs > 0
        && tokens
            .iter()
            .all(|token| token.kind == Kind::Digits || matches!(token.text, ":" | "/" | "-" | "|" | "·"))
}

/// Whether it is nothing but who wrote it: "By Linda Givetash".
fn is_byline(tokens: &[Token<'_>], language: &Language) -> bool {
    let words = &language.words;
    let Some(first) = tokens.first() else { return false };
    let opens = words.bylines.contains(&*first.lower) && first.is_capital();
    let ends = tokens.last().is_some_and(|last| last.text != "." && last.text != ":");
    let name = tokens.get(1).is_some_and(Token::is_capital);
    let is_sentence =
        tokens.iter().skip(1).any(|token| words.no_byline.contains(&*token.lower) && token.is_lower_word());
    // "By Friday" is when, and "By Monday the water had fallen" a sentence.
    let is_day = tokens.get(1).is_some_and(|token| {
        words.weekdays.contains_key(&*token.lower) || words.months.contains_key(&*token.lower)
    });
    opens && ends && name && !is_sentence && !is_day && tokens.len() <= BYLINE
}

/// Whether `tokens` are the words of a title: every word that is not small has a capital, and no sentence ends.
pub(super) fn is_title(tokens: &[Token<'_>], language: &Language) -> bool {
    let small = &language.words.title_small;
    let ends = |token: &Token<'_>| matches!(token.text, "." | "!" | ";");
    let words: Vec<&Token<'_>> = tokens.iter().filter(|token| token.kind == Kind::Word).collect();
    let long = words.iter().filter(|word| !small.contains(&*word.lower));
    let (capital, all) =
        long.fold((0, 0), |(capital, all), word| (capital + usize::from(word.is_capital()), all + 1));
    let abbreviated =
        |at: usize| tokens[at].text == "." && at > 0 && tokens[at - 1].text.chars().count() == 1;
    let is_cut = (0..tokens.len()).any(|at| ends(&tokens[at]) && !abbreviated(at));
    all >= 4 && capital * 10 >= all * 9 && !is_cut
}

/// Titles of other articles that stand beside what is known to be a box: they are links.
pub(super) fn links_among_boxes(
    text: &str,
    lines: &[Line<'_>],
    language: &Language,
    found: &mut [Option<FoundZone>],
) {
    for place in 1..lines.len() {
        let line = &lines[place];
        if found[place].is_some() || line.ends_sentence() || line.words() < 5 || line.words() > 25 {
            continue;
        }
        let is_box = |zone: &Option<FoundZone>| {
            zone.as_ref().is_some_and(|zone| {
                matches!(zone.kind, ZoneKind::RelatedLink | ZoneKind::Player | ZoneKind::Promotion)
            })
        };
        let beside = is_box(&found[place - 1]) || found.get(place + 1).is_some_and(is_box);
        if beside && is_title(&tokens(text, line.span.clone()), language) {
            found[place] = Some(FoundZone {
                span: line.span.clone(),
                kind: ZoneKind::RelatedLink,
                reason: "the title of another article",
                percent: 75,
            });
        }
    }
}
