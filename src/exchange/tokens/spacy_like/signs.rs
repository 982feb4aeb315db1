//! The kinds of signs that the rules tell apart.

use std::sync::LazyLock;

use regex::Regex;

/// Whether it is a sign of punctuation, which comes off at both ends.
pub(super) fn is_punctuation(sign: char) -> bool {
    "…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪".contains(sign)
}

/// Whether it is a quotation mark, or a bracket that serves as one.
pub(super) fn is_quote(sign: char) -> bool {
    "'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉\u{2329}\u{232a}⟦⟧".contains(sign)
}

/// Whether it is a symbol such as an emoji or the sign of a degree. spaCy knows those of Unicode 11.
pub(super) fn is_symbol(sign: char) -> bool {
    static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
        #[expect(clippy::expect_used, reason = "the expression is a constant, and a test uses it")]
        Regex::new(r"^[\p{So}&&\p{Age:11.0}]$").expect("the expression is right")
    });
    // Letters in Chinese are many, and an expression is slow.
    !sign.is_ascii() && !sign.is_alphabetic() && SYMBOL.is_match(sign.encode_utf8(&mut [0; 4]))
}

/// Whether it is a letter.
pub(super) fn is_letter(sign: char) -> bool {
    is_small(sign) || is_capital(sign) || (sign.is_alphabetic() && is_latin(sign))
}

/// Whether it is a small letter, or one of a script without capitals.
pub(super) fn is_small(sign: char) -> bool {
    sign.is_ascii_lowercase()
        || (!sign.is_ascii() && ((sign.is_lowercase() && is_cased(sign)) || is_uncased(sign)))
}

/// Whether it is a capital, or a letter of a script without capitals.
pub(super) fn is_capital(sign: char) -> bool {
    sign.is_ascii_uppercase()
        || (!sign.is_ascii() && ((sign.is_uppercase() && is_cased(sign)) || is_uncased(sign)))
}

/// Whether it is of Latin script, with all the marks that its letters may have.
fn is_latin(sign: char) -> bool {
    matches!(sign, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Whether it is of a script with capitals that the rules know.
fn is_cased(sign: char) -> bool {
    is_latin(sign)
        || matches!(sign,
            // Phonetic signs, Greek and Cyrillic.
            '\u{250}'..='\u{2af}' | '\u{386}'..='\u{3ce}' | '\u{400}'..='\u{4ff}'
            // Rare letters, and wide ones.
            | '\u{1d00}'..='\u{1d9a}' | '\u{2c60}'..='\u{2c7f}' | '\u{a722}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab64}' | '\u{ff21}'..='\u{ff5a}')
}

/// Whether it is of a script without capitals that the rules know.
fn is_uncased(sign: char) -> bool {
    matches!(sign,
        // Hebrew and Arabic.
        '\u{591}'..='\u{5f4}' | '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d5}' | '\u{6e5}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8bd}'
        | '\u{fb1d}'..='\u{fbb1}' | '\u{fbd3}'..='\u{fd3d}' | '\u{fd50}'..='\u{fdc7}' | '\u{fdf0}'..='\u{fdfb}' | '\u{fe70}'..='\u{fefc}'
        // India and Ethiopia.
        | '\u{900}'..='\u{9ff}' | '\u{b80}'..='\u{bff}' | '\u{c00}'..='\u{c7f}' | '\u{d80}'..='\u{dff}' | '\u{1200}'..='\u{137f}'
        // China, Japan and Korea.
        | '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{30ff}' | '\u{31c0}'..='\u{31ef}' | '\u{3200}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{20000}'..='\u{2fa1f}')
}
