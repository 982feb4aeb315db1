//! File names that are safe everywhere: for articles and annotators, whatever they are called.

/// The most characters of a name that a stem keeps.
const MAX_SLUG: usize = 60;

/// The stem of an article's files: an ASCII slug of its id and eight hexadecimal digits of the id's hash.
///
/// Always lower case, so that no two differ only in case or normal form; never a reserved name of Windows, because
/// of the digits; the same on every machine, so that two clones agree.
pub fn article_stem(id: &str) -> String {
    let slug = slug(id);
    let digits = digits(id);
    if slug.is_empty() { digits } else { format!("{slug}-{digits}") }
}

/// The folder name of an annotator: the name itself where it is a plain lower-case word, else as for articles.
pub fn annotator_stem(annotator: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let is_plain = (1..=MAX_SLUG).contains(&annotator.len()) && annotator.bytes().all(plain);
    if is_plain && !is_reserved(annotator) { annotator.to_owned() } else { article_stem(annotator) }
}

fn slug(name: &str) -> String {
    let ascii = deunicode::deunicode(name);
    let mut slug = String::with_capacity(MAX_SLUG);
    for character in ascii.chars().map(|character| character.to_ascii_lowercase()) {
        if slug.len() == MAX_SLUG {
            break;
        }
        if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

fn digits(name: &str) -> String {
    let hash = blake3::hash(name.as_bytes());
    let [first, second, third, fourth, ..] = *hash.as_bytes();
    format!("{:08x}", u32::from_be_bytes([first, second, third, fourth]))
}

/// Device names that Windows keeps for itself, whatever the extension.
fn is_reserved(name: &str) -> bool {
    let numbered = |prefix: &str| {
        name.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    matches!(name, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_ascii_lower_case_and_tell_ids_apart() {
        assert!(article_stem("Declared Defeated").starts_with("declared-defeated-"));
        assert_ne!(article_stem("declared defeated"), article_stem("Declared Defeated"));
        // One code point and two: the same on the screen, two articles.
        assert_ne!(article_stem("caf\u{e9}"), article_stem("cafe\u{301}"));
        for id in ["", "..", "a/b\\c", "CON", "خبر عاجل", "头条", &"x".repeat(300), "line\nbreak", "💩"]
        {
            let stem = article_stem(id);
            assert!(stem.len() <= MAX_SLUG + 9, "{stem}");
            assert!(
                stem.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            );
        }
    }

    #[test]
    fn annotators_keep_plain_names() {
        assert_eq!(annotator_stem("ana"), "ana");
        assert!(annotator_stem("Ana").starts_with("ana-"));
        assert!(annotator_stem("con").starts_with("con-"));
        assert_ne!(annotator_stem("ana maria"), annotator_stem("ana-maria"));
    }
}
