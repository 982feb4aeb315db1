//! The numbers by which spaCy knows strings.

use super::symbols::symbol;

/// The number of `text` in spaCy's table of strings (`spacy/strings.pyx`): 0 for none, that of a symbol, else a hash.
pub(super) fn number(text: &str) -> u64 {
    if text.is_empty() { 0 } else { symbol(text).unwrap_or_else(|| murmur64a(text.as_bytes(), 1)) }
}

/// `MurmurHash64A` (Austin Appleby, public domain).
fn murmur64a(bytes: &[u8], seed: u64) -> u64 {
    const FACTOR: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(FACTOR);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word).wrapping_mul(FACTOR);
        hash = (hash ^ (word ^ (word >> 47)).wrapping_mul(FACTOR)).wrapping_mul(FACTOR);
    }
    if !rest.is_empty() {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR);
    }
    hash = (hash ^ (hash >> 47)).wrapping_mul(FACTOR);
    hash ^ (hash >> 47)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of `spacy.strings.hash_string` and `spacy.vocab.strings` in version 3.8.
    #[test]
    fn strings_have_the_numbers_that_spacy_gives_them() {
        assert_eq!(number(""), 0);
        assert_eq!(number("PERSON"), 380);
        assert_eq!(number("apple"), 8_566_208_034_543_834_098);
        assert_eq!(number("coffee"), 3_197_928_453_018_144_401);
    }
}
