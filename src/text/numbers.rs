//! Numbers as they are written: digits or words, with the scale, currency or percent sign that belongs to them.
//!
//! "30,000", "2 million", "US$100 million", "12.5%", "twenty-one", "tens of thousands", "٣٠٠٠", "३०००", "3万". These are
//! shapes only: what a number means is read elsewhere. A word such as "F16" or "0Even" is no number, nor is "one"
//! alone. The words are English and Spanish, with a few scales of Arabic, Hindi and Chinese.

use std::ops::Range;

use super::characters::{after, before, is_digit};
use super::words::words_in;

#[rustfmt::skip]
const NUMBER_WORDS: &[&str] = &[
    "zero", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty",
    "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "cero", "dos", "tres", "cuatro", "cinco",
    "seis", "siete", "ocho", "nueve", "diez", "doce", "trece", "catorce", "quince", "dieciséis",
    "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés",
    "veinticuatro", "veinticinco", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta",
    "noventa", "cien", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos",
    "setecientos", "ochocientos", "novecientos",
];

/// Words that count something larger after a number, and are no number alone.
const SCALES: &[&str] = &[
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "dozen",
    "lakh",
    "crore",
    "bn",
    "mn",
    "tn",
    "m",
    "k",
    "mil",
    "millón",
    "billón",
    "docena",
    "third",
    "quarter",
    "fifth",
    "tenth",
    "half",
    "ألف",
    "الف",
    "مليون",
    "مليار",
    "مئة",
    "مائة",
    "लाख",
    "करोड़",
    "करोड़",
    "हज़ार",
    "हज़ार",
    "हजार",
    "सौ",
];

/// Scales in the plural, which are numbers alone: "thousands of people".
const PLURAL_SCALES: &[&str] = &[
    "tens",
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "millions",
    "billions",
    "trillions",
    "lakhs",
    "crores",
    "millones",
    "billones",
    "decenas",
    "docenas",
    "cientos",
    "centenares",
    "آلاف",
    "ملايين",
    "مليارات",
    "عشرات",
    "مئات",
];

/// Fractions in the plural, which need a number before them: "two-thirds".
const PLURAL_FRACTIONS: &[&str] = &["thirds", "quarters", "fifths", "tenths", "halves", "tercios", "cuartos"];

/// Words that start a number only when a scale follows: "a million", "one hundred".
const WEAK_STARTS: &[&str] = &["one", "a", "half", "un", "una", "medio", "media"];

/// What may be written onto the digits, in lower case.
const SUFFIXES: &[&str] =
    &["st", "nd", "rd", "th", "s", "m", "k", "b", "bn", "mn", "tn", "º", "ª", "er", "ème"];

const CURRENCY_CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CHF", "CNY", "INR", "RUB", "TRY", "SYP", "IQD", "AED", "SAR", "ILS", "MXN",
];

/// Arabic conjunctions and prepositions that are written onto the next word.
const ARABIC_PREFIXES: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];

/// Words for the percent sign.
const PERCENT_WORDS: &[&str] = &["percent", "per cent", "pct", "por ciento", "بالمئة", "في المئة", "प्रतिशत"];

/// What a word is to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Digits,
    NumberWord,
    Scale,
    PluralScale,
    PluralFraction,
    WeakStart,
}

/// Returns the spans of the numbers that are wholly inside `span`, in order.
pub fn numbers_in(text: &str, span: Range<usize>) -> Vec<Range<usize>> {
    let end = text.floor_char_boundary(span.end);
    let span = text.ceil_char_boundary(span.start).min(end)..end;
    let parts: Vec<(Range<usize>, Part)> = words_in(text, span.clone())
        .filter(|word| word.start >= span.start && word.end <= span.end)
        .filter_map(|word| classify(text, word))
        .collect();
    let mut numbers: Vec<Range<usize>> = Vec::new();
    let mut first = 0;
    while first < parts.len() {
        let last = run_end(text, &parts, first);
        if stands_alone(&parts[first..=last]) {
            let floor = numbers.last().map_or(span.start, |number| number.end);
            let start = with_signs_before(text, parts[first].0.start, floor);
            numbers.push(start..with_signs_after(text, parts[last].0.end, span.end));
        }
        first = last + 1;
    }
    numbers
}

/// Returns whether `word`, in any case, is a number written as a word: "two", "thousands".
pub(super) fn is_number_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    NUMBER_WORDS.contains(&lower.as_str()) || PLURAL_SCALES.contains(&lower.as_str())
}

/// Returns what `word` is to a number, and its part that is.
fn classify(text: &str, word: Range<usize>) -> Option<(Range<usize>, Part)> {
    let content = &text[word.clone()];
    let unprefixed = content.strip_prefix(ARABIC_PREFIXES).unwrap_or(content);
    if unprefixed.starts_with(is_digit) {
        let (content, word) = (unprefixed, word.end - unprefixed.len()..word.end);
        let tail = content.trim_start_matches(|character: char| !character.is_alphabetic());
        let digits = word.start..word.end - tail.len();
        if SUFFIXES.contains(&tail.to_lowercase().as_str()) {
            return Some((word, Part::Digits));
        }
        // A unit may be written onto the digits, "5km"; a longer word is no unit.
        let is_unit = tail.chars().all(char::is_lowercase) && tail.chars().count() <= 3;
        return is_unit.then_some((digits, Part::Digits));
    }
    let lower = content.to_lowercase();
    let is_in = |table: &[&str]| table.contains(&lower.as_str());
    let part = if is_in(NUMBER_WORDS) {
        Part::NumberWord
    } else if is_in(SCALES) && lower != "half" {
        Part::Scale
    } else if is_in(PLURAL_SCALES) || lower == "miles" && text[word.end..].starts_with(" de ") {
        // "miles" is a scale in Spanish only.
        Part::PluralScale
    } else if is_in(PLURAL_FRACTIONS) {
        Part::PluralFraction
    } else {
        is_in(WEAK_STARTS).then_some(Part::WeakStart)?
    };
    Some((word, part))
}

/// Returns the number of the last part of the run that starts with part `first`.
fn run_end(text: &str, parts: &[(Range<usize>, Part)], first: usize) -> usize {
    let mut last = first;
    while let Some((next, part)) = parts.get(last + 1) {
        let (previous, previous_part) = &parts[last];
        if !goes_on(&text[previous.end..next.start], *previous_part, *part) {
            break;
        }
        last += 1;
    }
    last
}

/// Returns whether two parts with `gap` between them belong to one number.
fn goes_on(gap: &str, previous: Part, next: Part) -> bool {
    use Part::{Digits, NumberWord, PluralFraction, PluralScale, Scale, WeakStart};
    let is_space = matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}");
    let is_joined = is_space || matches!(gap, "-" | "\u{2010}" | "\u{2011}");
    match (previous, next) {
        // "30 000" with a space that does not break, and "2½".
        (Digits, Digits) => is_space && gap != " " || gap.is_empty(),
        (Digits, Scale | PluralScale) => is_joined || gap.is_empty(),
        (NumberWord, NumberWord) => is_joined || gap == " y ",
        (NumberWord | Digits | WeakStart, PluralFraction)
        | (NumberWord | Scale | PluralScale | WeakStart, Scale)
        | (NumberWord, PluralScale) => is_joined,
        (NumberWord, WeakStart) => is_joined && !is_space,
        (Scale, PluralScale) | (WeakStart, WeakStart) => is_space,
        (Scale | PluralScale, NumberWord) => is_space || matches!(gap, " and " | " y "),
        (PluralScale, PluralScale) => matches!(gap, " of " | " de " | " "),
        _ => false,
    }
}

/// Returns whether a run is a number, rather than "one", "a", or "million" by itself.
fn stands_alone(parts: &[(Range<usize>, Part)]) -> bool {
    let is_number =
        |&(_, part): &(_, Part)| matches!(part, Part::Digits | Part::NumberWord | Part::PluralScale);
    parts.iter().any(is_number) || parts.len() > 1 && parts[parts.len() - 1].1 != Part::WeakStart
}

/// Returns where a number that starts at `start` starts with its currency and minus signs, not before `floor`.
fn with_signs_before(text: &str, start: usize, floor: usize) -> usize {
    let lead = &text[floor..start];
    let bare = lead.strip_suffix([' ', '\u{a0}']).unwrap_or(lead);
    let mut start = start;
    if bare.ends_with(is_currency) {
        let signs = bare.trim_end_matches(is_currency);
        // "US$", "C$".
        let letters = signs.trim_end_matches(|character: char| character.is_ascii_uppercase());
        let has_country =
            (1..=3).contains(&(signs.len() - letters.len())) && !letters.ends_with(char::is_alphanumeric);
        start = floor + if has_country { letters.len() } else { signs.len() };
    } else if CURRENCY_CODES.iter().any(|code| bare.ends_with(code)) && bare.len() < lead.len() {
        let letters = bare.len() - 3;
        start = if before(text, floor + letters).is_some_and(char::is_alphanumeric) {
            start
        } else {
            floor + letters
        };
    }
    let is_minus = |character: char| matches!(character, '-' | '\u{2212}');
    let lead = &text[floor..start];
    // After a number it is the dash of a range, "20-30", and after a word a hyphen.
    let is_free = |at: usize| before(text, at).is_none_or(|side| side.is_whitespace() || side == '(');
    lead.strip_suffix(is_minus).map(|rest| floor + rest.len()).filter(|&at| is_free(at)).unwrap_or(start)
}

/// Returns where a number that ends at `end` ends with its percent sign, currency or Chinese scale.
fn with_signs_after(text: &str, end: usize, ceiling: usize) -> usize {
    let mut end = end;
    while end < ceiling
        && after(text, end).is_some_and(|next| matches!(next, '万' | '亿' | '千' | '百' | '兆' | '萬' | '億'))
    {
        end += '万'.len_utf8();
    }
    let rest = &text[end..ceiling.max(end)];
    let tight = rest.strip_prefix([' ', '\u{a0}', '\u{202f}']).unwrap_or(rest);
    let space = rest.len() - tight.len();
    if let Some(sign) = tight.chars().next().filter(|&sign| is_percent(sign) || is_currency(sign)) {
        let following = tight[sign.len_utf8()..].chars().next();
        let is_of_next = is_currency(sign) && following.is_some_and(is_digit);
        return if is_of_next { end } else { end + space + sign.len_utf8() };
    }
    if space == 0 {
        return end;
    }
    let names_unit = |word: &&&str| {
        tight.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
            && !tight[word.len()..].starts_with(char::is_alphanumeric)
    };
    let unit = PERCENT_WORDS.iter().chain(CURRENCY_CODES).find(names_unit);
    unit.map_or(end, |word| end + space + word.len())
}

fn is_percent(character: char) -> bool {
    matches!(character, '%' | '‰' | '٪' | '％')
}

fn is_currency(character: char) -> bool {
    matches!(
        character,
        '$' | '¢' | '£' | '¤' | '¥' | '\u{20A0}'..='\u{20CF}' | '﷼' | '￥' | '￡' | '＄' | '฿'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            numbers_in(text, 0..text.len()).into_iter().map(|number| &text[number]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn digits_with_what_belongs_to_them() {
        check(
            "more than 30,000 people, 2 million more, $100 million",
            &["30,000", "2 million", "$100 million"],
        );
        check(
            "12.5% and 12 percent, 3 per cent; 5 percentage points",
            &["12.5%", "12 percent", "3 per cent", "5"],
        );
        check(
            "US$2.5bn, £3m, 40 €, USD 100, 100 EUR, 5 $10",
            &["US$2.5bn", "£3m", "40 €", "USD 100", "100 EUR", "5", "$10"],
        );
        check(
            "the 4th of the 1990s, 2½ miles, −5 degrees, 5km, 20-30",
            &["4th", "1990s", "2½", "−5", "5", "20", "30"],
        );
        check("30\u{202f}000 kg, 8-million-dollar", &["30\u{202f}000", "8-million"]);
    }

    #[test]
    fn words_that_are_numbers() {
        check(
            "twelve of twenty-one, two hundred and five",
            &["twelve", "twenty-one", "two hundred and five"],
        );
        check("tens of thousands, dozens, two-thirds", &["tens of thousands", "dozens", "two-thirds"]);
        check("half a million, a dozen, one million", &["half a million", "a dozen", "one million"]);
        check(
            "treinta y cinco mil, miles de millones, un millón",
            &["treinta y cinco mil", "miles de millones", "un millón"],
        );
    }

    #[test]
    fn what_only_looks_like_one_is_left_out() {
        check("one of a half, per million, an F16 and 0Even, Kundennummer2785708", &[]);
        check("CO₂ at ①, 一", &[]);
    }

    #[test]
    fn other_scripts() {
        check("قتل ٣٠٠٠ شخص و٢ مليون، ١٢٫٥٪", &["٣٠٠٠", "٢ مليون", "١٢٫٥٪"]);
        check("३०,००० लोग, २ करोड़", &["३०,०००", "२ करोड़"]);
        check("约3万人，2亿美元", &["3万", "2亿"]);
    }

    #[test]
    fn numbers_stay_inside_the_span_asked_for() {
        assert_eq!(numbers_in("$100 million", 1..4).first(), Some(&(1..4)));
        assert!(numbers_in("$100 million", 2..12).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn numbers_are_in_order(
            text in "(?s)([0-9٣३$€%., -]|million|two |one |of |USD|万|\\PC){0,40}",
            start in 0..30_usize,
        ) {
            let mut at = start;
            for number in numbers_in(&text, start..text.len()) {
                prop_assert!(number.start >= at && number.end > number.start && number.end <= text.len());
                prop_assert!(text.get(number.clone()).is_some());
                at = number.end;
            }
        }
    }
}
