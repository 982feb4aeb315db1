//! What comes off at the beginning and at the end of a word, and what cuts it inside.

use std::ops::Range;

use super::Rules;
use super::signs::{is_capital, is_letter, is_punctuation, is_quote, is_small, is_symbol};

const CURRENCIES: &str = "$£€¥฿₽﷼₴₠₡₢₣₤₥₦₧₨₩₪₫₭₮₯₰₱₲₳₵₶₷₸₹₺₻₼₾₿";

/// Dollars with their country.
const DOLLARS: [&str; 3] = ["US$", "C$", "A$"];

/// Units that come off the number before them.
const UNITS: &[&str] = &[
    // Lengths and areas.
    "nm",
    "µm",
    "mm",
    "mm²",
    "mm³",
    "cm",
    "cm²",
    "cm³",
    "dm",
    "dm²",
    "dm³",
    "m",
    "m²",
    "m³",
    "km",
    "km²",
    "km³",
    "ha",
    "in",
    "ft",
    "yd",
    // Weights, speeds and pressures.
    "µg",
    "mg",
    "g",
    "kg",
    "t",
    "oz",
    "lb",
    "m/s",
    "km/h",
    "kmh",
    "mph",
    "Pa",
    "hPa",
    "mbar",
    // Data, and factors.
    "kb",
    "KB",
    "mb",
    "MB",
    "gb",
    "GB",
    "tb",
    "TB",
    "K",
    "M",
    "G",
    "T",
    "%",
    // In Cyrillic and in Arabic letters.
    "нм",
    "мм",
    "мм²",
    "мм³",
    "см",
    "см²",
    "см³",
    "дм",
    "дм²",
    "дм³",
    "м",
    "м²",
    "м³",
    "км",
    "км²",
    "км³",
    "мг",
    "г",
    "кг",
    "м/с",
    "км/ч",
    "Па",
    "кПа",
    "мбар",
    "кб",
    "Кб",
    "КБ",
    "мб",
    "Мб",
    "МБ",
    "гб",
    "Гб",
    "ГБ",
    "Тб",
    "ТБ",
    "مم",
    "مم²",
    "مم³",
    "سم",
    "سم²",
    "سم³",
    "م",
    "م²",
    "م³",
    "كم",
    "كم²",
    "كم³",
    "جم",
    "جرام",
    "غرام",
    "كغ",
    "ملغ",
    "كوب",
    "اكواب",
];

/// How many bytes come off the beginning of `words`.
pub(super) fn prefix(words: &str) -> usize {
    let Some(first) = words.chars().next() else { return 0 };
    match first {
        '.' => at_least_two(words.bytes().take_while(|byte| *byte == b'.').count()),
        '+' => usize::from(!words[1..].starts_with(|next: char| next.is_ascii_digit())),
        '§' | '%' | '=' | '—' | '–' => first.len_utf8(),
        _ if is_punctuation(first) || is_quote(first) || CURRENCIES.contains(first) || is_symbol(first) => {
            first.len_utf8()
        }
        _ => DOLLARS.iter().find(|dollar| words.starts_with(**dollar)).map_or(0, |dollar| dollar.len()),
    }
}

/// How many bytes come off the end of `words`.
pub(super) fn suffix(words: &str) -> usize {
    let mut back = words.chars().rev();
    let Some(last) = back.next() else { return 0 };
    let by_itself = match last {
        '.' => {
            let dots = at_least_two(words.bytes().rev().take_while(|byte| *byte == b'.').count());
            let mut ends = || back.next().is_some_and(|before| ends_sentence(before, back.next()));
            if dots == 0 && ends() { 1 } else { dots }
        }
        '…' if words.ends_with("……") => "……".len(),
        's' | 'S' => {
            back.next().filter(|sign| matches!(sign, '\'' | '’')).map_or(0, |sign| sign.len_utf8() + 1)
        }
        '—' | '–' => last.len_utf8(),
        _ if is_punctuation(last) || is_quote(last) || is_symbol(last) => last.len_utf8(),
        _ => 0,
    };
    by_itself.max(unit(words))
}

/// How many bytes at the end of `words` are a unit or a currency after a digit.
fn unit(words: &str) -> usize {
    // None is longer than five signs.
    let Some((digit, _)) = words.char_indices().rev().take(6).find(|(_, sign)| sign.is_ascii_digit()) else {
        return 0;
    };
    let unit = &words[digit + 1..];
    let mut signs = unit.chars();
    let is_currency = matches!((signs.next(), signs.next()), (Some(only), None) if CURRENCIES.contains(only));
    let is_known = is_currency || unit == "+" || DOLLARS.contains(&unit) || UNITS.contains(&unit);
    if is_known { unit.len() } else { 0 }
}

/// Whether a full stop after `before`, and `before_that`, comes off. It stays with single capitals, which abbreviate.
fn ends_sentence(before: char, before_that: Option<char>) -> bool {
    before.is_ascii_digit()
        || is_small(before)
        || "%²-+|".contains(before)
        || is_punctuation(before)
        || is_quote(before)
        || (is_capital(before) && before_that.is_some_and(is_capital))
}

fn at_least_two(count: usize) -> usize {
    if count > 1 { count } else { 0 }
}

/// The places at which `words` is cut, in bytes: what stands there is a token of its own.
pub(super) fn infixes(words: &str, rules: Rules) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let mut before = None;
    std::iter::from_fn(move || {
        while let Some(sign) = words[at..].chars().next() {
            let start = at;
            let len = infix(before, &words[start..], sign, rules);
            at += len.unwrap_or(sign.len_utf8());
            before = words[start..at].chars().next_back();
            if len.is_some() && start > 0 {
                return Some(start..at);
            }
        }
        None
    })
}

/// How many bytes of `words`, which begins with `sign` and comes after `before`, cut it.
fn infix(before: Option<char>, words: &str, sign: char, rules: Rules) -> Option<usize> {
    let after = |len: usize| words[len..].chars().next();
    let is_after = |kind: fn(char) -> bool| before.is_some_and(kind);
    let is_followed = |len: usize, kind: fn(char) -> bool| after(len).is_some_and(kind);
    let is_word = |sign: char| is_letter(sign) || sign.is_ascii_digit();
    let digits = |sign: char| sign.is_ascii_digit();
    match sign {
        '.' if words.starts_with("..") => Some(words.bytes().take_while(|byte| *byte == b'.').count()),
        '.' if is_after(|sign| is_small(sign) || is_quote(sign))
            && is_followed(1, |sign| is_capital(sign) || is_quote(sign)) =>
        {
            Some(1)
        }
        ',' if is_after(is_letter) && is_followed(1, is_letter) => Some(1),
        '+' | '-' | '*' | '^'
            if is_after(digits) && is_followed(1, |sign| sign.is_ascii_digit() || sign == '-') =>
        {
            Some(1)
        }
        '-' | '–' | '—' | '~' => {
            let hyphens = if rules == Rules::English { is_after(is_word) } else { is_after(is_letter) };
            let known = ["-", "–", "—", "--", "---", "——", "~"];
            let fits = |hyphen: &&&str| words.starts_with(**hyphen) && is_followed(hyphen.len(), is_letter);
            known.iter().find(fits).filter(|_| hyphens).map(|hyphen| hyphen.len())
        }
        ':' | '<' | '>' | '=' | '/' if is_after(is_word) && is_followed(1, is_letter) => Some(1),
        '…' => Some(sign.len_utf8()),
        _ => is_symbol(sign).then_some(sign.len_utf8()),
    }
}
