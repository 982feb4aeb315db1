//! Names of days and months, which have a capital letter in English and in German and name nothing that is marked.
//!
//! The words are the wide names of the Gregorian calendar in Unicode CLDR, for "en", "de" and, where it differs, "de-AT".
//! Short forms ("Mon", "Jan.") are not among them, since several are names too, and neither are "Sonnabend", compounds
//! ("Montagabend") and words of other languages: most of those write them in small letters. "May", "April", "June" and
//! "August" are months here also where they stand alone for a person.

/// Days of the week, in small letters.
#[rustfmt::skip]
const DAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
];

/// Months, in small letters.
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "januar", "jänner", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember",
];

/// Returns whether `words`, which stand side by side, are days and months and nothing else: "Monday", "Friday’s",
/// "Mondays", "October". A longer name such as "Black Monday" is none.
pub fn is_date_word(words: &str) -> bool {
    !words.is_empty() && words.split_whitespace().all(is_day_or_month)
}

fn is_day_or_month(word: &str) -> bool {
    let lower = word.to_lowercase();
    let bare = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")).unwrap_or(&lower);
    let several = bare.strip_suffix('s').unwrap_or(bare);
    DAYS.contains(&several) || MONTHS.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_are_known_with_their_endings() {
        for words in [
            "Monday",
            "OCTOBER",
            "Mondays",
            "Friday’s",
            "May's",
            "März",
            "Jänner",
            "Montags",
            "Monday October",
        ] {
            assert!(is_date_word(words), "{words}");
        }
    }

    #[test]
    fn longer_names_and_other_words_are_none() {
        for words in
            ["Black Monday", "October Films", "Marchs", "Maya", "Jan", "Sun", "", "Augustus", "الاثنين"]
        {
            assert!(!is_date_word(words), "{words}");
        }
    }
}
