//! Permanent keys for items of the schema, made from their names.

use deunicode::deunicode;

/// A key of lower-case ASCII letters, digits and underscores that reads like `name` and is not taken.
pub(super) fn fresh_key(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let ascii = deunicode(name).to_lowercase();
    let words: Vec<&str> = ascii
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let stem = if words.is_empty() { "item".to_owned() } else { words.join("_") };
    if !taken(&stem) {
        return stem;
    }
    (2..u32::MAX).map(|number| format!("{stem}_{number}")).find(|key| !taken(key)).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_like_names_and_are_new() {
        let taken = |key: &str| ["person", "person_2"].contains(&key);
        assert_eq!(fresh_key("Political place", taken), "political_place");
        assert_eq!(fresh_key("Person", taken), "person_3");
        assert_eq!(fresh_key("  Ämter!", taken), "amter");
        assert_eq!(fresh_key("…", taken), "item");
    }
}
