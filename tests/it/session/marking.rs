//! Marking, deleting, and what a hand-made span is.

use super::fixture::{check, check_refused, refused, run, session, shown};

#[test]
fn a_selection_becomes_a_mark() {
    check("The ‹minister› said so", "annotation.add label=person", "The [*a1:person|minister]¦ said so");
    check("قال ‹الجيشُ› أمس", "annotation.add label=organisation", "قال [*a1:organisation|الجيشُ]¦ أمس");
    check("在‹巴古斯›附近", "annotation.add label=place", "在[*a1:place|巴古斯]¦附近");
}

#[test]
fn a_mark_may_start_inside_a_word() {
    check("Kundennummer‹2785708›", "annotation.add label=figure", "Kundennummer[*a1:figure|2785708]¦");
    check("0‹Even›", "annotation.add label=person", "0[*a1:person|Even]¦");
}

#[test]
fn a_hand_made_span_is_what_the_person_meant() {
    check("In‹ Baghouz, ›he", "annotation.add label=place", "In [*a1:place|Baghouz], ¦he");
    check("في‹ بغداد، ›أمس", "annotation.add label=place", "في [*a1:place|بغداد]، ¦أمس");
    check("In‹ Baghouz, ›he", "annotation.add label=place exact=true", "In[*a1:place| Baghouz, ]¦he");
    check_refused("one‹  \n ›two", "annotation.add label=place", "only white space");
}

#[test]
fn a_span_never_cuts_a_grapheme() {
    // The family, the e with its accent and the syllable are one grapheme each.
    check("👨🏻‍🚒 x", "annotation.add label=person start=4 end=8", "¦[*a1:person|👨🏻‍🚒] x");
    check(
        "re\u{301}sume\u{301}",
        "annotation.add label=person start=0 end=2",
        "¦[*a1:person|re\u{301}]sume\u{301}",
    );
    check("दिल्ली", "annotation.add label=place start=0 end=3", "¦[*a1:place|दि]ल्ली");
    check_refused("é", "annotation.add label=person start=1 end=2", "inside the character");
}

#[test]
fn a_mark_needs_a_label_in_use_and_a_place() {
    check_refused("‹x›", "annotation.add", "no label is given");
    check_refused("‹x›", "annotation.add label=Person layer=claim", "has no label \"Person\"");
    check_refused("‹x›", "annotation.add label=colour", "no layer has a label \"colour\"");
    check_refused("¦x", "annotation.add label=person", "nothing is selected");
    check_refused("¦x", "annotation.add label=person start=0 end=9", "outside the text");
    check_refused("¦x", "annotation.add label=person start=0", "both start and end");
    check_refused("¦x", "annotation.add lable=person", "no argument \"lable\"");
    check_refused("¦x", "annotation.add label=person start=here", "must be an offset");
}

#[test]
fn an_id_is_used_once() {
    check("¦[m1:person|x]", "annotation.add label=place id=k7 start=0 end=1", "¦[*k7:place|[m1:person|x]]");
    check_refused("¦[m1:person|x]", "annotation.add label=place id=m1 start=0 end=1", "taken already");
}

#[test]
fn equal_nested_crossing_and_touching_marks_can_all_be_deleted() {
    let text = "[m1:person|[m2:place|Bank] of [m3:claim|England/m1] said]¦";
    check(text, "annotation.delete id=m1", "[m2:place|Bank] of [m3:claim|England said]¦");
    check(text, "annotation.delete id=m3", "[m1:person|[m2:place|Bank] of England] said¦");
    check("[m1:person|a][m2:place|b]¦", "annotation.delete id=m1", "a[m2:place|b]¦");
    check("[m1:person|[m2:person|a]]¦", "annotation.delete id=m2", "[m1:person|a]¦");
}

#[test]
fn the_chosen_mark_is_deleted_without_an_id() {
    let mut session = session(&[("one", "‹Ali› left")]);
    run(&mut session, "annotation.add label=person");
    run(&mut session, "annotation.delete");
    assert_eq!(shown(&session), "Ali¦ left");
    refused(&mut session, "annotation.delete", "no mark is chosen");
    refused(&mut session, "annotation.delete id=a1", "there is no annotation a1");
}
