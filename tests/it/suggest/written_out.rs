//! Quantities written out in words, read back: numbers, units and approximators, in English and Spanish.

use glossator::model::quantity::{Approximator, Bound, Quantity, QuantityKind};
use glossator::suggest::figures::{Context, figures};
use proptest::prelude::*;
use rust_decimal::Decimal;

const ENGLISH: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SPANISH: [&str; 30] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];
const SPANISH_TENS: [&str; 10] =
    ["", "", "veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];
const SPANISH_HUNDREDS: [&str; 10] = [
    "",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
];

/// `number`, less than a thousand million, in English words.
fn english(number: u64) -> String {
    let below_hundred = |number: u64| match number {
        0..20 => ENGLISH[number as usize].to_owned(),
        _ if number.is_multiple_of(10) => ENGLISH_TENS[(number / 10) as usize].to_owned(),
        _ => format!("{}-{}", ENGLISH_TENS[(number / 10) as usize], ENGLISH[(number % 10) as usize]),
    };
    let below_thousand = |number: u64| match (number / 100, number % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", ENGLISH[hundreds as usize]),
        (hundreds, rest) => format!("{} hundred and {}", ENGLISH[hundreds as usize], below_hundred(rest)),
    };
    let parts =
        [(number / 1_000_000, " million"), (number / 1_000 % 1_000, " thousand"), (number % 1_000, "")];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    parts.map(|(count, scale)| format!("{}{scale}", below_thousand(count))).collect::<Vec<_>>().join(" ")
}

/// `number`, less than a million, in Spanish words.
fn spanish(number: u64) -> String {
    let below_hundred = |number: u64| match number {
        0..30 => SPANISH[number as usize].to_owned(),
        _ if number.is_multiple_of(10) => SPANISH_TENS[(number / 10) as usize].to_owned(),
        _ => format!("{} y {}", SPANISH_TENS[(number / 10) as usize], SPANISH[(number % 10) as usize]),
    };
    let below_thousand = |number: u64| match (number / 100, number % 100) {
        (0, rest) => below_hundred(rest),
        (1, 0) => "cien".to_owned(),
        (hundreds, 0) => SPANISH_HUNDREDS[hundreds as usize].to_owned(),
        (hundreds, rest) => format!("{} {}", SPANISH_HUNDREDS[hundreds as usize], below_hundred(rest)),
    };
    match (number / 1_000, number % 1_000) {
        (0, rest) => below_thousand(rest),
        (1, 0) => "mil".to_owned(),
        (1, rest) => format!("mil {}", below_thousand(rest)),
        (thousands, 0) => format!("{} mil", below_thousand(thousands)),
        (thousands, rest) => format!("{} mil {}", below_thousand(thousands), below_thousand(rest)),
    }
}

/// How an approximator is written, what it stands for, and which ends the number is.
type Word = (&'static str, &'static str, Approximator, [Option<bool>; 2]);

/// For each end: whether there is one, and whether it is left out.
const WORDS: &[Word] = &[
    ("around", "alrededor de", Approximator::Around, [Some(false), Some(false)]),
    ("more than", "más de", Approximator::MoreThan, [Some(true), None]),
    ("at least", "al menos", Approximator::AtLeast, [Some(false), None]),
    ("almost", "casi", Approximator::Almost, [None, Some(true)]),
    ("less than", "menos de", Approximator::LessThan, [None, Some(true)]),
    ("up to", "hasta", Approximator::UpTo, [None, Some(false)]),
];

/// What follows the number in both languages, its kind and unit.
type Thing = (&'static str, &'static str, QuantityKind, Option<&'static str>);

const THINGS: &[Thing] = &[
    ("people", "personas", QuantityKind::Count, None),
    ("kilometres", "kilómetros", QuantityKind::Measure, Some("kilometre")),
    ("tonnes", "toneladas", QuantityKind::Measure, Some("tonne")),
    ("weeks", "semanas", QuantityKind::Duration, Some("week")),
    ("percent", "por ciento", QuantityKind::Percent, Some("%")),
];

fn read(text: &str, language: &str) -> Vec<Quantity> {
    let context = Context { language: Some(language.to_owned()), ..Context::default() };
    figures(text, 0..text.len(), &context).into_iter().map(|figure| figure.quantity).collect()
}

fn check(text: &str, language: &str, number: u64, word: &Word, thing: &Thing) -> Result<(), TestCaseError> {
    let found = read(text, language);
    prop_assert_eq!(found.len(), 1, "{:?}: {:?}", text, found);
    let (one, (.., approximator, [low, high])) = (&found[0], word);
    let bound = |end: &Option<bool>| end.map(|_| Bound::Number(Decimal::from(number)));
    prop_assert_eq!((&one.low, &one.high), (&bound(low), &bound(high)), "{:?}", text);
    prop_assert_eq!(
        (one.low_open, one.high_open),
        (low.unwrap_or(false), high.unwrap_or(false)),
        "{:?}",
        text
    );
    prop_assert_eq!(&one.point, &Some(Bound::Number(Decimal::from(number))), "{:?}", text);
    prop_assert_eq!(one.approximator, Some(*approximator), "{:?}", text);
    prop_assert_eq!((one.kind, one.unit.as_deref()), (thing.2, thing.3), "{:?}", text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn english_words_give_the_quantity_back(
        number in prop_oneof![2..100_u64, 100..10_000_u64, 10_000..900_000_000_u64],
        word in 0..WORDS.len(), thing in 0..THINGS.len(), in_digits in any::<bool>(),
    ) {
        let (word, thing) = (&WORDS[word], &THINGS[thing]);
        let written = if in_digits { grouped(number, ',') } else { english(number) };
        check(&format!("They saw {} {written} {} there.", word.0, thing.0), "en", number, word, thing)?;
    }

    #[test]
    fn spanish_words_give_the_quantity_back(
        number in prop_oneof![2..100_u64, 100..1_000_000_u64], word in 0..WORDS.len(), thing in 0..THINGS.len(),
        in_digits in any::<bool>(),
    ) {
        let (word, thing) = (&WORDS[word], &THINGS[thing]);
        let written = if in_digits { grouped(number, '.') } else { spanish(number) };
        check(&format!("Vieron {} {written} {} allí.", word.1, thing.1), "es", number, word, thing)?;
    }
}

/// `number` in digits, with `sign` between groups of three.
fn grouped(number: u64, sign: char) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(sign);
        }
        text.push(digit);
    }
    text
}
