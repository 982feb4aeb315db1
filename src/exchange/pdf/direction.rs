//! The order in which the signs of a line are read, which stand there from left to right.
//!
//! This is the way back of the Unicode rules for text of both directions, for what occurs in running text: words from
//! right to left with numbers and foreign words in them, and the other way round.

/// What a sign is to the direction of its line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A letter that is read from left to right.
    Left,
    /// A letter that is read from right to left.
    Right,
    /// A digit.
    Number,
    /// What may stand inside of a number.
    Separator,
    /// All else.
    Neutral,
}

impl Kind {
    fn of(sign: &str) -> Self {
        let kind = |sign: char| match sign {
            '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => Some(Self::Number),
            '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
                if sign.is_alphabetic() =>
            {
                Some(Self::Right)
            }
            '.' | ',' | ':' | '/' | '-' | '٫' | '٬' => Some(Self::Separator),
            _ if sign.is_numeric() => Some(Self::Number),
            _ if sign.is_alphabetic() => Some(Self::Left),
            _ => None,
        };
        sign.chars().find_map(kind).unwrap_or(Self::Neutral)
    }
}

/// Puts `signs`, which stand from left to right, in the order in which they are read. Whether most of them are read from
/// right to left.
pub(super) fn to_reading_order(signs: &mut [String]) -> bool {
    let kinds: Vec<Kind> = signs.iter().map(|sign| Kind::of(sign)).collect();
    let count = |kind| kinds.iter().filter(|other| **other == kind).count();
    if count(Kind::Right) == 0 {
        return false;
    }
    if count(Kind::Right) >= count(Kind::Left) {
        reverse(signs);
        return true;
    }
    let mut at = 0;
    while let Some(start) = kinds[at..].iter().position(|kind| *kind == Kind::Right).map(|start| at + start) {
        let end =
            kinds[start..].iter().position(|kind| *kind == Kind::Left).map_or(kinds.len(), |end| start + end);
        let last = kinds[start..end]
            .iter()
            .rposition(|kind| *kind == Kind::Right)
            .map_or(start, |last| start + last);
        reverse(&mut signs[start..=last]);
        at = last + 1;
    }
    false
}

/// Turns signs around that are read from right to left, but for the numbers and foreign words among them.
fn reverse(signs: &mut [String]) {
    signs.reverse();
    let kinds: Vec<Kind> = signs.iter().map(|sign| Kind::of(sign)).collect();
    let mut at = 0;
    while let Some(start) = kinds[at..].iter().position(|kind| is_forward(*kind)).map(|start| at + start) {
        let end = forward_end(&kinds, start);
        signs[start..end].reverse();
        at = end;
    }
    mirror_back(signs);
}

fn is_forward(kind: Kind) -> bool {
    matches!(kind, Kind::Left | Kind::Number)
}

/// The end of the number or of the foreign words that begin at `start`, in `kinds` that are turned around.
fn forward_end(kinds: &[Kind], start: usize) -> usize {
    let mut end = start + 1;
    while let Some(next) = kinds[end..].iter().position(|kind| is_forward(*kind)).map(|next| end + next) {
        let between = &kinds[end..next];
        let is_in_number = matches!(between, [] | [Kind::Separator]);
        // The sign that stands before the gap on the page.
        let is_foreign = kinds[next] == Kind::Left && !between.contains(&Kind::Right);
        if !is_in_number && !is_foreign {
            break;
        }
        end = next + 1;
    }
    end
}

/// Brackets that came as the shapes that they have from right to left are turned around: the first one opens.
fn mirror_back(signs: &mut [String]) {
    const PAIRS: [(&str, &str); 5] = [("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("‹", "›")];
    let is_bracket = |sign: &str| PAIRS.iter().any(|(open, close)| sign == *open || sign == *close);
    let first = signs.iter().find(|sign| is_bracket(sign));
    if !first.is_some_and(|first| PAIRS.iter().any(|(_, close)| first == close)) {
        return;
    }
    for sign in signs {
        let other = PAIRS.iter().find_map(|(open, close)| match sign.as_str() {
            sign if sign == *open => Some(*close),
            sign if sign == *close => Some(*open),
            _ => None,
        });
        if let Some(other) = other {
            other.clone_into(sign);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(visual: &str) -> (String, bool) {
        let mut signs: Vec<String> = visual.chars().map(String::from).collect();
        let is_rtl = to_reading_order(&mut signs);
        (signs.concat(), is_rtl)
    }

    #[test]
    fn words_of_both_directions_are_read_in_their_order() {
        assert_eq!(read("The dam (30 m)."), ("The dam (30 m).".to_owned(), false));
        assert_eq!(read("םולש"), ("שלום".to_owned(), true));
        assert_eq!(read(".יתוש 1,200.5 לש 31"), ("31 של 1,200.5 שותי.".to_owned(), true));
        assert_eq!(read("!Times 12 ןותיעב"), ("בעיתון Times 12!".to_owned(), true));
        assert_eq!(read("Ana said םולש הז to us"), ("Ana said זה שלום to us".to_owned(), false));
        assert_eq!(read("(אבג) ד"), ("ד (גבא)".to_owned(), true));
        assert_eq!(read(")אבג( ד"), ("ד (גבא)".to_owned(), true));
    }
}
