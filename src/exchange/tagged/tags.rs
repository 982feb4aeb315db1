//! Tags of tokens as marks, in whichever of the known schemes they are written.
//!
//! IOB1, IOB2: `B` and `I`; a mark begins at a `B`, and at an `I` that follows no tag of its label. What is right in one of
//! the two means the same in the other, so that they need not be told apart. BILOU (also BIOES, BMES): the last token of
//! a mark has a letter of its own, and so has the only one.

use std::ops::Range;

/// A mark: its tokens, counted in those of the sentence, and its label.
pub(crate) type Tagged = (Range<usize>, String);

/// How tags say where marks begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// The end of a mark has no letter.
    Iob,
    /// It has.
    Bilou,
}

/// What a tag says of its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letter {
    Begin,
    Inside,
    Last,
    Unit,
}

/// What is wrong with the tag of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WrongTag {
    /// The number of the token in its sentence.
    pub(crate) token: usize,
    /// What is wrong.
    pub(crate) message: String,
}

/// The scheme of all the tags of a file: one that has letters for the last token of a mark is BILOU.
pub(crate) fn scheme<'t>(tags: impl IntoIterator<Item = &'t str>) -> Scheme {
    let is_end = |tag: &str| matches!(parse(tag), Ok(Some((Letter::Last | Letter::Unit, _))));
    if tags.into_iter().any(is_end) { Scheme::Bilou } else { Scheme::Iob }
}

/// Whether this is a tag.
pub(crate) fn is_tag(tag: &str) -> bool {
    parse(tag).is_ok()
}

/// The letter and the label of a tag; `None` outside of marks.
fn parse(tag: &str) -> Result<Option<(Letter, &str)>, ()> {
    if tag == "O" {
        return Ok(None);
    }
    let (letter, label) = tag.split_once('-').filter(|(_, label)| !label.is_empty()).ok_or(())?;
    let letter = match letter {
        "B" => Letter::Begin,
        "I" | "M" => Letter::Inside,
        "L" | "E" => Letter::Last,
        "U" | "S" => Letter::Unit,
        _ => return Err(()),
    };
    Ok(Some((letter, label)))
}

/// The marks of a sentence.
pub(crate) fn marks(scheme: Scheme, tags: &[&str]) -> Result<Vec<Tagged>, WrongTag> {
    let mut found: Vec<Tagged> = Vec::new();
    // Whether the last mark may go on.
    let mut is_open = false;
    for (token, tag) in tags.iter().enumerate() {
        let wrong = |message: String| WrongTag { token, message };
        let parsed = parse(tag).map_err(|()| {
            wrong(format!(
                "{tag:?} is no tag: a tag is O, or a letter of B, I, L, U, E, M, S and a label, as in B-PER"
            ))
        })?;
        let goes_on =
            parsed.is_some_and(|(_, label)| is_open && found.last().is_some_and(|(_, last)| last == label));
        let ends_early = || {
            wrong(format!(
                "the mark before {tag} has no last token (L or E): a token is missing, or the tag is wrong"
            ))
        };
        match parsed {
            None if is_open && scheme == Scheme::Bilou => return Err(ends_early()),
            None => is_open = false,
            Some((Letter::Begin | Letter::Unit, _)) if is_open && scheme == Scheme::Bilou => {
                return Err(ends_early());
            }
            Some((letter @ (Letter::Begin | Letter::Unit), label)) => {
                found.push((token..token + 1, label.to_owned()));
                is_open = letter == Letter::Begin;
            }
            Some((letter, _)) if goes_on => {
                if let Some((span, _)) = found.last_mut() {
                    span.end = token + 1;
                }
                is_open = letter == Letter::Inside;
            }
            Some((_, label)) if scheme == Scheme::Iob => {
                found.push((token..token + 1, label.to_owned()));
                is_open = true;
            }
            Some(_) => return Err(wrong(format!("{tag} goes on with a mark that has not begun (B)"))),
        }
    }
    if is_open && scheme == Scheme::Bilou {
        let token = tags.len().saturating_sub(1);
        let message = "the sentence ends before its last mark does (L or E)".to_owned();
        return Err(WrongTag { token, message });
    }
    Ok(found)
}

/// The first token whose tag is right neither in IOB1 nor in IOB2, where those that begin a mark may be meant to go on with
/// one: the file has marks that begin with `I` and marks that need no `B` and have one.
pub(crate) fn mixed<'t>(sentences: impl Iterator<Item = &'t [&'t str]>) -> Option<(usize, usize)> {
    let mut first_inside = None;
    let mut first_needless = None;
    for (number, tags) in sentences.enumerate() {
        let mut before = None;
        for (token, tag) in tags.iter().enumerate() {
            let parsed = parse(tag).ok().flatten();
            if let Some((letter, label)) = parsed {
                let follows = before == Some(label);
                match letter {
                    Letter::Inside if !follows => _ = first_inside.get_or_insert((number, token)),
                    Letter::Begin if !follows => _ = first_needless.get_or_insert((number, token)),
                    _ => {}
                }
            }
            before = parsed.map(|(_, label)| label);
        }
    }
    first_needless.and(first_inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tags: &str) -> Result<String, String> {
        let tags: Vec<&str> = tags.split(' ').collect();
        let found = marks(scheme(tags.iter().copied()), &tags)
            .map_err(|wrong| format!("{} {}", wrong.token, wrong.message))?;
        let said = found.iter().map(|(span, label)| format!("{}-{} {label}", span.start, span.end));
        Ok(said.collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn every_scheme_says_the_same() {
        for tags in [
            "I-PER I-PER O I-ORG B-ORG I-ORG I-PER",
            "B-PER I-PER O B-ORG B-ORG I-ORG B-PER",
            "B-PER L-PER O U-ORG B-ORG L-ORG U-PER",
            "B-PER E-PER O S-ORG B-ORG E-ORG S-PER",
        ] {
            assert_eq!(read(tags).unwrap(), "0-2 PER, 3-4 ORG, 4-6 ORG, 6-7 PER", "{tags}");
        }
        assert_eq!(read("B-A-B M-A-B E-A-B").unwrap(), "0-3 A-B");
    }

    #[test]
    fn a_mark_without_its_end_is_no_guess() {
        for (tags, said) in [
            ("U-A B-A O", "2 the mark before O"),
            ("U-A B-A B-A L-A", "2 the mark before B-A"),
            ("U-A L-A", "1 L-A goes on"),
            ("U-A B-A L-B", "2 L-B goes on"),
            ("U-A B-A I-A", "2 the sentence ends"),
            ("B-A PER", "1 \"PER\" is no tag"),
            ("B-", "0 \"B-\" is no tag"),
        ] {
            let error = read(tags).unwrap_err();
            assert!(error.starts_with(said), "{tags}: {error}");
        }
    }

    #[test]
    fn a_file_of_both_kinds_is_told() {
        let find = |sentences: &[&str]| {
            let split: Vec<Vec<&str>> = sentences.iter().map(|tags| tags.split(' ').collect()).collect();
            mixed(split.iter().map(Vec::as_slice))
        };
        assert_eq!(find(&["B-A I-A", "O I-A"]), Some((1, 1)));
        assert_eq!(find(&["I-A B-A", "O I-A"]), None);
        assert_eq!(find(&["B-A B-A", "O B-B"]), None);
    }
}
