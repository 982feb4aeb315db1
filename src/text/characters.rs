//! Classes of characters that words, sentences and matching agree on.

use unicode_normalization::char::is_combining_mark;

/// Returns whether `character` is part of a word: a letter, a digit, a mark on one, or a joiner between two.
///
/// Vowel signs of Devanagari and points of Arabic and Hebrew are marks, so a word goes on across them.
pub fn is_word_character(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character == '_';
    }
    // U+200C and U+200D join or part letters inside one word; U+00AD is an invisible hyphen.
    character.is_alphanumeric()
        || is_combining_mark(character)
        || matches!(character, '\u{200C}' | '\u{200D}' | '\u{00AD}' | '\u{2060}')
}

/// Returns whether `character` belongs to a script that is written without spaces between words.
pub fn is_unspaced_script(character: char) -> bool {
    matches!(u32::from(character),
        0x0E00..=0x0EFF         // Thai, Lao
        | 0x1000..=0x109F       // Myanmar
        | 0x1780..=0x17FF       // Khmer
        | 0x3005..=0x3007       // ideographic iteration mark, closing mark, zero
        | 0x3021..=0x30FF       // Hangzhou numerals, Hiragana, Katakana
        | 0x31F0..=0x31FF       // small Katakana
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF // Han
        | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F // Myanmar, extended
        | 0xFF66..=0xFF9F       // half-width Katakana
        | 0x1B000..=0x1B16F     // historic Kana
        | 0x20000..=0x3FFFF) // Han, further planes
}

/// Returns whether `character` is a decimal digit or a fraction in any script, and no index or ornament.
pub fn is_digit(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_digit();
    }
    character.is_numeric()
        && !matches!(u32::from(character),
            0xB2 | 0xB3 | 0xB9          // superscripts
            | 0x2070..=0x209F           // superscripts and subscripts
            | 0x2160..=0x2188           // Roman numerals
            | 0x2460..=0x24FF | 0x2776..=0x2793 // circled
            | 0x3007..=0x4DBF) // ideographic numerals
}

/// Returns whether `character` is an apostrophe, straight or curly.
pub fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// Returns whether `character` belongs to a Hebrew word, where quotation marks write abbreviations.
pub fn is_hebrew(character: char) -> bool {
    matches!(character, '\u{0591}'..='\u{05F2}')
}

/// Returns the character before the byte offset `byte`, which must be a code point boundary of `text`.
pub(super) fn before(text: &str, byte: usize) -> Option<char> {
    text[..byte].chars().next_back()
}

/// Returns the character after the byte offset `byte`, which must be a code point boundary of `text`.
pub(super) fn after(text: &str, byte: usize) -> Option<char> {
    text[byte..].chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_on_letters_belong_to_the_word() {
        assert!("نُنكِهिّ\u{301}".chars().all(is_word_character));
        assert!(!"، “—.-'\u{a0}。💩".chars().any(is_word_character));
    }

    #[test]
    fn digits_of_any_script_count_and_indexes_do_not() {
        assert!("0٣३５½".chars().all(is_digit));
        assert!(!"²₂①Ⅳ三〇a".chars().any(is_digit));
    }

    #[test]
    fn only_scripts_without_spaces_are_unspaced() {
        assert!("中文ひらカไทยខ្មែរမြန်".chars().all(is_unspaced_script));
        assert!(!"한국어 العربية हिन्दी Ελλ。「".chars().any(is_unspaced_script));
    }
}
