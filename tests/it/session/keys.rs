//! What work costs in keys, and that it needs no mouse.

use super::fixture::check_keys;

#[test]
fn a_candidate_costs_two_keys() {
    check_keys(
        "¦On Monday, Paul Ortega met 30 aides of Ortega.",
        "Tab p",
        "On Monday, [*a1:person|Paul Ortega]¦ met 30 aides of Ortega.",
    );
    check_keys("¦They met Paul Ortega.", "Tab p", "They met [*a1:person|Paul Ortega]¦.");
}

#[test]
fn a_span_of_n_words_costs_n_and_two() {
    // From the cursor before it: one key for each word, and the label.
    check_keys("He ¦left the old town", "Right l", "He [*a1:place|left]¦ the old town");
    check_keys("He ¦left the old town", "Right Shift+Right p", "He [*a1:person|left the]¦ old town");
    check_keys(
        "He ¦left the old town",
        "Right Shift+Right Shift+Right Shift+Right p",
        "He [*a1:person|left the old town]¦",
    );
}

#[test]
fn a_sentence_or_quotation_costs_at_most_four() {
    check_keys("One. ¦Two or three. Four.", "Ctrl+Space c", "One. [*a1:claim|Two or three].¦ Four.");
    check_keys(
        "¦One. Two or three. Four.",
        "Ctrl+Right Ctrl+Right c",
        "One. [*a1:claim|Two or three].¦ Four.",
    );
    check_keys("He said, “We ¦won it.”", "Ctrl+Shift+Space c", "He said, “[*a1:claim|We won it].¦”");
}

#[test]
fn space_grows_and_shift_space_goes_back_the_same_way() {
    check_keys("The Syrian ¦Army won. It did.", "Space", "The Syrian ‹Army› won. It did.");
    check_keys("The Syrian ¦Army won. It did.", "Space Space", "The ‹Syrian Army› won. It did.");
    check_keys(
        "The Syrian ¦Army won. It did.",
        "Space Space Space Shift+Space Shift+Space",
        "The Syrian ‹Army› won. It did.",
    );
    check_keys("The Syrian ¦Army won.", "Shift+Space", "The Syrian ¦Army won.");
}

#[test]
fn the_cursor_goes_by_word_sentence_paragraph_and_grapheme() {
    check_keys("¦One two", "Right Right", "One ‹two›");
    check_keys("¦One two", "Right Right Right", "One ‹two›");
    check_keys("One ‹two›", "Left", "‹One› two");
    check_keys("¦One.\n\nTwo. Three", "Ctrl+Down Ctrl+Down", "One.\n\n‹Two. Three›");
    check_keys("One.\n\nTwo. ¦Three", "Ctrl+Up", "One.\n\n‹Two. Three›");
    check_keys("¦👨🏻‍🚒e\u{301}x", "Alt+Right Alt+Right", "👨🏻‍🚒e\u{301}¦x");
    check_keys("👨🏻‍🚒¦x", "Alt+Left", "¦👨🏻‍🚒x");
    check_keys("¦दिल्ली", "Alt+Shift+Right", "‹दि›ल्ली");
}

#[test]
fn extending_back_turns_the_selection_around_its_first_word() {
    check_keys("One ‹two› three", "Shift+Right", "One ‹two three›");
    check_keys("One ‹two› three", "Shift+Right Shift+Left", "One ‹two› three");
    check_keys("One ‹two› three", "Shift+Left", "‹One two› three");
    check_keys("One ‹two› three", "Shift+Left Shift+Right", "One ‹two› three");
}

#[test]
fn a_letter_relabels_the_mark_that_was_just_made() {
    check_keys("‹Ali› left", "p l", "[*a1:place|Ali]¦ left");
    // To put another label on the same words, they are selected again.
    check_keys("‹Ali› left", "p Ctrl+E l", "[a1:person|[*a2:place|Ali]]¦ left");
}

#[test]
fn a_dot_repeats_on_what_is_selected_now() {
    check_keys("‹Ali› met Omar", "p Right Right .", "[a1:person|Ali] met [*a2:person|Omar]¦");
    check_keys("[m1:person|a] [m2:person|b]¦", "Shift+F3 l Shift+F3 .", "[*m1:place|a]¦ [m2:place|b]");
}

#[test]
fn every_mark_can_be_reached_by_key() {
    let text = "¦[m1:person|[m2:place|Bank] of [m3:claim|England/m1] said]";
    check_keys(text, "F3", "[m1:person|[*m2:place|Bank]¦ of [m3:claim|England/m1] said]");
    check_keys(text, "F3 F3", "[*m1:person|[m2:place|Bank] of [m3:claim|England/m1]¦ said]");
    check_keys(text, "F3 F3 F3 Shift+F3", "[*m1:person|[m2:place|Bank] of [m3:claim|England/m1]¦ said]");
}
