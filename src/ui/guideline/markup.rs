//! Emphasis in a line of Markdown: `*x*`, `**x**`, `` `x` ``; and square brackets around what is marked.

use std::ops::Range;

use crate::ui::shaped::Accent;

/// A line without its marks, and what they said. Ranges are bytes of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marked {
    pub(super) text: String,
    pub(super) accents: Vec<(Range<usize>, Accent)>,
    /// What stood in square brackets.
    pub(super) spans: Vec<Range<usize>>,
}

/// Takes the marks out of `line`. A mark without its other half is a letter like any other, and so is one after a
/// backslash. Square brackets count if `with_spans`.
pub(super) fn read(line: &str, with_spans: bool) -> Marked {
    let mut marked = Marked::default();
    add(&mut marked, line, with_spans);
    marked
}

fn add(marked: &mut Marked, line: &str, with_spans: bool) {
    let mut rest = line;
    while let Some(next) = rest.chars().next() {
        if let Some((inside, after, kind)) = opened(rest, with_spans) {
            let start = marked.text.len();
            match kind {
                Kind::Accent(Accent::Code) => marked.text += inside,
                _ => add(marked, inside, with_spans),
            }
            let range = start..marked.text.len();
            match kind {
                Kind::Accent(accent) => marked.accents.push((range, accent)),
                Kind::Span => marked.spans.push(range),
            }
            rest = after;
            continue;
        }
        let after = &rest[next.len_utf8()..];
        let escaped = after.chars().next().filter(|of| next == '\\' && ['*', '`', '[', '\\'].contains(of));
        let letter = escaped.unwrap_or(next);
        marked.text.push(letter);
        rest = if escaped.is_some() { &after[letter.len_utf8()..] } else { after };
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Accent(Accent),
    Span,
}

/// What stands between the mark at the beginning of `rest` and its other half, and what follows.
fn opened(rest: &str, with_spans: bool) -> Option<(&str, &str, Kind)> {
    let marks = [
        ("**", "**", Kind::Accent(Accent::Strong)),
        ("*", "*", Kind::Accent(Accent::Italic)),
        ("`", "`", Kind::Accent(Accent::Code)),
        ("[", "]", Kind::Span),
    ];
    let (open, close, kind) = marks.into_iter().find(|(open, ..)| rest.starts_with(open))?;
    if matches!(kind, Kind::Span) && !with_spans {
        return None;
    }
    let body = &rest[open.len()..];
    // A star between spaces is a star.
    if body.starts_with(char::is_whitespace) {
        return None;
    }
    let ends = body.match_indices(close).map(|(at, _)| at);
    let end = ends
        .into_iter()
        .find(|&at| at > 0 && !body[..at].ends_with(char::is_whitespace) && is_whole(body, at, close))?;
    Some((&body[..end], &body[end + close.len()..], kind))
}

/// Whether `close` at `at` is not a part of a longer mark: a star that ends emphasis is not the first of two.
fn is_whole(body: &str, at: usize, close: &str) -> bool {
    close != "*" || !(body[at + 1..].starts_with('*') || body[..at].ends_with('*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accents(line: &str) -> (String, Vec<(String, Accent)>) {
        let marked = read(line, false);
        let parts =
            marked.accents.iter().map(|(range, accent)| (marked.text[range.clone()].to_owned(), *accent));
        let parts = parts.collect();
        (marked.text, parts)
    }

    #[test]
    fn emphasis_is_told_apart_from_its_letters() {
        use Accent::{Code, Italic, Strong};

        let (text, parts) = accents("**Was *markiert* wird**: `a*b*`, *«نعم»*, 2 * 3 * 4 \\*und* 👩🏽‍🚒*");
        assert_eq!(text, "Was markiert wird: a*b*, «نعم», 2 * 3 * 4 *und* 👩🏽‍🚒*");
        let expected =
            [("markiert", Italic), ("Was markiert wird", Strong), ("a*b*", Code), ("«نعم»", Italic)];
        assert_eq!(parts, expected.map(|(part, accent)| (part.to_owned(), accent)));
        assert_eq!(accents("*open and `open").1, []);
    }

    #[test]
    fn brackets_and_emphasis_go_together() {
        let marked = read("The *possessive* stays outside: [**Maren**]'s [office", true);
        assert_eq!(marked.text, "The possessive stays outside: Maren's [office");
        assert_eq!(&marked.text[marked.spans[0].clone()], "Maren");
        assert_eq!(marked.accents.len(), 2);
        assert_eq!(read("[x]", false).text, "[x]");
    }
}
