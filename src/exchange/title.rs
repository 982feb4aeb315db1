//! The title of a text that does not say which line it is.

use crate::text::paragraphs::paragraphs;

/// Lines that belong to the page around an article, in small letters.
const NAVIGATION: &[Line] = &[
    Line::Is("accessibility links"),
    Line::Is("advertisement"),
    Line::Is("breaking news"),
    Line::Is("breaking news emails"),
    Line::Is("menu"),
    Line::Is("share"),
    Line::Begins("by "),
    Line::Begins("get breaking news alerts"),
    Line::Begins("listen to this article"),
    Line::Begins("sign up for"),
    Line::Begins("skip to "),
    Line::Begins("subscribe to"),
    Line::Begins("/ updated"),
    Line::Begins("updated "),
];

enum Line {
    /// The whole line.
    Is(&'static str),
    /// The beginning of the line.
    Begins(&'static str),
}

/// The first line of `text` that has words and is no navigation, without white space around it.
pub(crate) fn first_title(text: &str) -> Option<&str> {
    let lines = paragraphs(text).map(|line| text[line].trim());
    lines.into_iter().find(|line| line.chars().any(char::is_alphanumeric) && !is_navigation(line))
}

fn is_navigation(line: &str) -> bool {
    // Every entry of the table is shorter than this.
    let start: String = line.chars().take(40).collect::<String>().to_lowercase();
    NAVIGATION.iter().any(|entry| match entry {
        Line::Is(words) => start == *words,
        Line::Begins(words) => start.starts_with(words),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_page_are_no_title() {
        let text = "Accessibility links\n\nBreaking News\r\n\n\u{feff}\n / Updated \nBy Ana Petrova\n\n  Last Holdout Falls \n\nMore";
        assert_eq!(first_title(text), Some("Last Holdout Falls"));
        assert_eq!(first_title("Byzantine Church Found"), Some("Byzantine Church Found"));
    }

    #[test]
    fn a_text_without_words_has_no_title() {
        for text in ["", "\n \t\u{2028}", "***\n---"] {
            assert_eq!(first_title(text), None);
        }
    }
}
