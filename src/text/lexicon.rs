//! The small tables of English and Spanish words that the shapes of sentences and names depend on.

/// What an abbreviation says about the place after its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Stands before the word it belongs to, and never ends a sentence: "Dr.", "e.g.".
    Before,
    /// Belongs to a number when one follows: "No. 4", "Feb. 26".
    BeforeNumber,
    /// Ends a sentence when a function word in upper case follows: "Inc.", "p.m.".
    Anywhere,
}

/// Titles, ranks and other abbreviations that stand before a name or a word, in lower case.
#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "adm", "amb", "atty", "brig", "capt", "cdr", "cmdr", "col", "comdr", "cpl", "cpt", "dr", "fr", "gen",
    "gov", "hon", "insp", "lieut", "lt", "ltc", "maj", "messrs", "mgr", "mlle", "mme", "mr", "mrs", "ms",
    "msgr", "mt", "ofc", "pfc", "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "spc",
    "st", "ste", "supt", "vice-adm", "dra", "dres", "gral", "ing", "lic", "mons", "pdte", "profa", "sr",
    "sra", "sres", "srta", "sto", "sta", "tte", "cnel", "cap", "almte", "ud", "uds", "vd", "vds", "excmo",
    "excma",
];

const BEFORE: &[&str] = &["approx", "ca", "cf", "ee", "eg", "esp", "ie", "incl", "v", "viz", "vs", "aprox"];

const BEFORE_NUMBER: &[&str] = &[
    "apr", "art", "arts", "aug", "ch", "dec", "feb", "fig", "figs", "jan", "jul", "jun", "mar", "no", "nos",
    "nov", "oct", "p", "pp", "sec", "sep", "sept", "vol", "vols", "ene", "abr", "dic", "núm", "núms", "nro",
    "pág", "págs", "tel", "tfno",
];

#[rustfmt::skip]
const ANYWHERE: &[&str] = &[
    "assn", "ave", "blvd", "bros", "co", "corp", "dept", "est", "etc", "govt", "inc", "intl", "jr", "ltd",
    "min", "mph", "natl", "rd", "univ", "uu", "ariz", "calif", "colo", "conn", "fla", "ga", "kan", "ky",
    "md", "mich", "minn", "mo", "neb", "nev", "okla", "pa", "penn", "tenn", "tex", "va", "vt", "wis", "wyo",
    "cía", "dpto", "hnos", "av", "avda", "pza", "al", "ft",
];

/// Words that open a sentence and no name: before them in upper case, "U.S." ends a sentence.
#[rustfmt::skip]
const ENGLISH_FUNCTION_WORDS: &[&str] = &[
    "a", "about", "according", "after", "again", "all", "also", "although", "among", "an", "and", "another",
    "any", "are", "around", "as", "asked", "at", "because", "before", "being", "between", "both", "but",
    "by", "can", "could", "despite", "did", "do", "does", "during", "each", "earlier", "either", "even",
    "every", "few", "for", "from", "given", "had", "has", "have", "he", "her", "here", "hers", "his", "how",
    "however", "i", "if", "in", "instead", "into", "is", "it", "its", "just", "last", "later", "like",
    "many", "meanwhile", "more", "most", "my", "neither", "no", "nor", "not", "now", "of", "on", "once",
    "one", "only", "or", "other", "others", "our", "over", "perhaps", "separately", "several", "she",
    "should", "since", "so", "some", "still", "such", "than", "that", "the", "their", "them", "then",
    "there", "these", "they", "this", "those", "though", "through", "thus", "to", "today", "under",
    "unlike", "until", "up", "upon", "was", "we", "were", "what", "when", "where", "whether", "which",
    "while", "who", "why", "will", "with", "within", "without", "would", "yet", "you", "your",
];

/// The same in Spanish.
#[rustfmt::skip]
const SPANISH_FUNCTION_WORDS: &[&str] = &[
    "además", "al", "algunos", "ante", "aquel", "aquella", "así", "aún", "aunque", "ayer", "cada", "como",
    "con", "cuando", "cuatro", "de", "del", "desde", "después", "donde", "dos", "durante", "el", "él",
    "ella", "ellos", "en", "entonces", "entre", "era", "es", "esa", "ese", "eso", "esta", "está", "este",
    "esto", "estos", "fue", "ha", "hace", "hasta", "hay", "hoy", "la", "las", "le", "les", "lo", "los",
    "luego", "más", "mientras", "mi", "muchos", "ni", "nuestro", "o", "para", "pero", "por", "porque",
    "pues", "que", "qué", "quien", "se", "según", "si", "sí", "sin", "sobre", "su", "sus", "también",
    "tampoco", "tanto", "tras", "tres", "tu", "un", "una", "unas", "unos", "y", "ya", "yo",
];

/// Returns what kind of abbreviation `word` is, without its period and in any case.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let word = word.to_lowercase();
    let is_in = |table: &[&str]| table.contains(&word.as_str());
    if is_in(TITLES) || is_in(BEFORE) {
        Some(Abbreviation::Before)
    } else if is_in(BEFORE_NUMBER) {
        Some(Abbreviation::BeforeNumber)
    } else {
        is_in(ANYWHERE).then_some(Abbreviation::Anywhere)
    }
}

/// Returns whether `word` opens a sentence more often than it belongs to a name.
///
/// In any case, but a longer word all in capitals is a short form: "IS", "WHO".
pub fn is_function_word(word: &str) -> bool {
    if word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase) {
        return false;
    }
    let word = word.to_lowercase();
    ENGLISH_FUNCTION_WORDS.contains(&word.as_str()) || SPANISH_FUNCTION_WORDS.contains(&word.as_str())
}

/// Heads of institutions, after which "for" belongs to the name, in lower case.
pub(super) const INSTITUTIONS: &[&str] = &[
    "agency",
    "alliance",
    "army",
    "association",
    "bureau",
    "campaign",
    "center",
    "centers",
    "centre",
    "coalition",
    "college",
    "commission",
    "committee",
    "council",
    "court",
    "department",
    "force",
    "forum",
    "foundation",
    "front",
    "fund",
    "group",
    "initiative",
    "institute",
    "institution",
    "league",
    "minister",
    "ministry",
    "mission",
    "movement",
    "network",
    "observatory",
    "office",
    "party",
    "programme",
    "program",
    "school",
    "secretary",
    "society",
    "tribunal",
    "union",
];

/// Owners that begin or continue a name with their "'s", in lower case: "People's Protection Units".
pub(super) const OWNERS: &[&str] =
    &["children", "king", "men", "people", "queen", "teacher", "veteran", "women", "worker"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_abbreviation_is_in_one_table_and_in_lower_case() {
        let tables = [TITLES, BEFORE, BEFORE_NUMBER, ANYWHERE].concat();
        for (at, word) in tables.iter().enumerate() {
            assert!(!tables[..at].contains(word), "{word} is listed twice");
            assert_eq!(word.to_lowercase(), **word);
        }
    }
}
