//! Moving the edges of a mark, and marks of several spans.

use super::fixture::{check, check_keys, check_refused};

#[test]
fn edges_move_by_words() {
    let text = "The [*m1:person|Syrian minister], he said¦";
    check(text, "annotation.end_forward", "The [*m1:person|Syrian minister, he] said¦");
    check(text, "annotation.end_back", "The [*m1:person|Syrian] minister, he said¦");
    check(text, "annotation.start_back", "[*m1:person|The Syrian minister], he said¦");
    check(text, "annotation.start_forward", "The Syrian [*m1:person|minister], he said¦");
    check("[*m1:place|بغداد] الجديدة¦", "annotation.end_forward", "[*m1:place|بغداد الجديدة]¦");
    check("在[*m1:place|叙利亚]民主¦", "annotation.end_forward", "在[*m1:place|叙利亚民主]¦");
}

#[test]
fn edges_move_by_graphemes() {
    check(
        "x👨🏻‍🚒[*m1:person|Ali]e\u{301}.¦",
        "annotation.start_back_grapheme; annotation.end_forward_grapheme",
        "x[*m1:person|👨🏻‍🚒Alie\u{301}].¦",
    );
    check("[*m1:place|दिल्ली]¦", "annotation.end_back_grapheme", "[*m1:place|दि]ल्ली¦");
    check(
        "a[m1:person|b]c¦",
        "annotation.move_edge id=m1 edge=start by=grapheme direction=back",
        "[m1:person|ab]c¦",
    );
    check_keys("[*m1:person|Ali] left¦", "Alt+[ Alt+[", "[*m1:person|A]li left¦");
}

#[test]
fn a_mark_never_becomes_empty() {
    check_refused("[*m1:person|a] b¦", "annotation.end_back", "cannot become empty");
    check_refused("[*m1:person|a] b¦", "annotation.start_forward", "cannot become empty");
    check_refused("‹[*m1:person|a]› b", "annotation.remove_span", "cannot become empty");
}

#[test]
fn a_mark_can_have_gaps() {
    check(
        "[*m1:claim|We held], he said, ‹until dawn›",
        "annotation.add_span",
        "[*m1:claim|We held], he said, ‹[*m1:claim|until dawn]›",
    );
    check("[*m1:claim|We ‹held› on]", "annotation.remove_span", "[*m1:claim|We ]‹held›[*m1:claim| on]");
    check("[*m1:claim|We] ‹held›", "annotation.set_span", "We ‹[*m1:claim|held]›");
    check("[*m1:claim|We h]‹eld›", "annotation.add_span", "[*m1:claim|We h‹eld]›");
}
