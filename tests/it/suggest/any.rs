//! Every rule reads every text.

use glossator::suggest::attributions::attributions;
use glossator::suggest::figures::{Context, figures};
use glossator::suggest::names::names;
use glossator::suggest::zones::zones;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_read_and_what_is_found_lies_in_it(
        pieces in proptest::collection::vec(
            prop_oneof![
                "\\PC{0,6}",
                prop_oneof![
                    Just("“"), Just("”"), Just("\""), Just("«"), Just("»"), Just(","), Just("."), Just(":"), Just("("), Just(")"),
                    Just("-"), Just("—"), Just("\r\n"), Just("\u{2028}"), Just("’s"), Just("👨🏻‍🚒"), Just("0Even"), Just("0:00"),
                ].prop_map(str::to_owned),
                prop_oneof![
                    Just("said"), Just("told"), Just("according to"), Just("the army"), Just("Mustafa Bali"), Just("who"),
                    Just("that"), Just("and"), Just("denied"), Just("has not been able to verify"), Just("as saying"), Just("is believed"),
                    Just("it"), Just("he"), Just("in a tweet"), Just("on Monday"), Just("of"), Just("Ministry"), Just("SDF"), Just("AFP"),
                    Just("dijo"), Just("según"), Just("niega"), Just("que"), Just("read more"), Just("Copyright 2019"), Just("By"),
                ].prop_map(str::to_owned),
            ],
            0..24,
        ),
        glue in prop_oneof![Just(" "), Just(""), Just("\u{a0}"), Just("\n")],
        spanish in any::<bool>(),
        cut in (0..=1_000u32, 0..=1_000u32),
    ) {
        let text = pieces.join(glue);
        let language = Some(if spanish { "es" } else { "en" });
        // The edges of zones cut a text anywhere.
        let at = |share: u32| text.floor_char_boundary(text.len() * share as usize / 1_000);
        let cut = at(cut.0.min(cut.1))..at(cut.0.max(cut.1));
        for within in [0..text.len(), cut] {
            for said in attributions(&text, within.clone(), language, &[]) {
                prop_assert!(!said.contents.is_empty());
                for span in said.sources.iter().chain(&said.cue).chain(&said.contents).chain(&said.via) {
                    prop_assert!(text.get(span.clone()).is_some_and(|words| !words.is_empty()), "{:?} {:?}", text, said);
                    prop_assert!(within.start <= span.start && span.end <= within.end, "{:?} {:?} {:?}", text, within, said);
                }
            }
            let context = Context { language: language.map(str::to_owned), ..Context::default() };
            for figure in figures(&text, within.clone(), &context) {
                prop_assert!(within.start <= figure.span.start && figure.span.end <= within.end, "{:?} {:?}", text, within);
            }
            for name in names(&text, std::slice::from_ref(&within), language) {
                prop_assert!(within.start <= name.span.start && name.span.end <= within.end, "{:?} {:?}", text, within);
            }
        }
        let mut end = 0;
        for zone in zones(&text, language, &|line| line.len() % 7 == 3) {
            prop_assert!(zone.span.start >= end && text.get(zone.span.clone()).is_some_and(|words| !words.is_empty()), "{:?}", text);
            end = zone.span.end;
        }
    }
}
