//! What a paragraph of a page is, by the element that it stands in and by its words.

use dom_query::NodeRef;

use super::blocks::Block;
use crate::model::zone::ZoneKind;

/// How many characters an element may have whose class says what it is. A page may call all of its text "premium".
const LONGEST: usize = 600;
/// The longest paragraph that its words make a part of the page, in characters.
const LONGEST_BY_WORDS: usize = 240;

/// Words of classes and ids.
const CLASSES: &[(&[&str], ZoneKind)] = &[
    (&["caption", "figcaption"], ZoneKind::Caption),
    (
        &[
            "newsletter",
            "newsletters",
            "subscribe",
            "subscription",
            "signup",
            "promo",
            "promotion",
            "advert",
            "advertisement",
            "ad",
            "ads",
            "sponsored",
            "paywall",
            "donate",
            "donation",
        ],
        ZoneKind::Promotion,
    ),
    (&["related", "readmore", "recommended", "recommendations", "recirculation"], ZoneKind::RelatedLink),
    (
        &["breadcrumb", "breadcrumbs", "nav", "navigation", "menu", "toc", "share", "sharing"],
        ZoneKind::Navigation,
    ),
    (&["byline"], ZoneKind::Byline),
    (&["copyright", "disclaimer", "legal"], ZoneKind::Legal),
    (&["player"], ZoneKind::Player),
];

/// Beginnings of paragraphs, in small letters, that say what these are.
const BEGINNINGS: &[(&str, ZoneKind)] = &[
    ("advertisement", ZoneKind::Promotion),
    ("get breaking news alerts", ZoneKind::Promotion),
    ("sign up for", ZoneKind::Promotion),
    ("sign up to", ZoneKind::Promotion),
    ("subscribe to", ZoneKind::Promotion),
    ("skip to ", ZoneKind::Navigation),
    ("all rights reserved", ZoneKind::Legal),
    ("copyright ©", ZoneKind::Legal),
    ("©", ZoneKind::Legal),
];

/// Beginnings of pointers to other articles, in small letters.
const POINTERS: &[&str] = &[
    "also read",
    "more on this story",
    "read also",
    "read more",
    "read next",
    "related:",
    "see also",
    "watch:",
];

/// What the text within an element is, in a page with `whole` characters.
pub(super) fn of_element(node: &NodeRef<'_>, name: &str, whole: usize) -> Option<ZoneKind> {
    match name {
        "figcaption" => return Some(ZoneKind::Caption),
        "nav" => return Some(ZoneKind::Navigation),
        _ => {}
    }
    let class = node.class().unwrap_or_default().to_lowercase();
    let id = node.attr("id").unwrap_or_default().to_lowercase();
    let mut words = class.split(|sign: char| !sign.is_alphanumeric());
    let of_word = |word: &str| {
        let (_, kind) = CLASSES.iter().find(|(words, _)| words.contains(&word))?;
        Some(*kind)
    };
    let kind = words
        .find_map(of_word)
        .or_else(|| id.split(|sign: char| !sign.is_alphanumeric()).find_map(of_word))?;
    let count = node.normalized_char_count();
    (count <= LONGEST && count * 3 <= whole).then_some(kind)
}

/// What a paragraph is by its own words and links.
pub(super) fn of_text(block: &Block) -> Option<ZoneKind> {
    let count = block.text.chars().count();
    if count > LONGEST_BY_WORDS {
        return None;
    }
    // Nothing but a link, or but a few words before it.
    if block.linked > 0 && block.unlinked() * 10 <= count {
        return Some(ZoneKind::RelatedLink);
    }
    let start: String = block.text.chars().take(40).collect::<String>().to_lowercase();
    if block.linked * 2 >= count && POINTERS.iter().any(|words| start.starts_with(words)) {
        return Some(ZoneKind::RelatedLink);
    }
    let (_, kind) = BEGINNINGS.iter().find(|(words, _)| start.starts_with(words))?;
    Some(*kind)
}
