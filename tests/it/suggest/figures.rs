//! Figures, on texts in which people have marked them.

use std::path::Path;

use glossator::model::quantity::{Modality, Referent};
use glossator::suggest::figures::{Context, Figure, figures};
use proptest::prelude::*;

use super::gold::{Score, elsewhere, example, folder, score, spoken};

fn gold(part: &str) -> (Score, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let marked = root.join("tests/gold/figures");
    let texts = match part {
        "example" => example(),
        "shared" => elsewhere(&root.join("../shared/articles"), &marked.join("shared/figures.jsonl")),
        part => folder(&marked.join(part)),
    };
    let (mut sum, mut lines) = (Score::default(), Vec::new());
    for gold in texts {
        sum.add(score(&gold, &mut |line| lines.push(line)));
    }
    (sum, lines)
}

/// Fails where fewer are found or read right than is wanted, and says which.
#[track_caller]
fn reads(part: &str) {
    let (score, lines) = gold(part);
    let is_good = score.f1() >= 0.95 && score.values() >= 0.95;
    assert!(is_good, "{part}: F1 {:.3}, values {:.3}\n{}", score.f1(), score.values(), lines.join("\n"));
}

#[test]
fn figures_are_found_and_read_as_people_read_them() {
    reads("open");
    reads("example");
}

#[test]
fn figures_of_real_articles_are_found_and_read() {
    if Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/articles").exists() {
        reads("shared");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_read_and_figures_lie_in_it_one_after_the_other(
        pieces in proptest::collection::vec(
            prop_oneof![
                "\\PC{0,6}",
                "[0-9٠-٩]{1,30}([.,:/-][0-9]{1,4}){0,3}",
                Just("between".to_owned()), Just("and".to_owned()), Just("half".to_owned()), Just("a".to_owned()),
                Just("million".to_owned()), Just("thousand".to_owned()), Just("hundred".to_owned()), Just("de".to_owned()),
                Just("one".to_owned()), Just("twenty".to_owned()), Just("-".to_owned()), Just("$".to_owned()),
                Just("percent".to_owned()), Just("March".to_owned()), Just("31 February 2019".to_owned()),
                Just("from".to_owned()), Just("to".to_owned()), Just("times as".to_owned()), Just("p.m.".to_owned()),
                Just("mil millones".to_owned()), Just("crore".to_owned()), Just("years ago".to_owned()),
            ],
            0..12,
        ),
        glue in prop_oneof![Just(" "), Just(""), Just("\u{a0}"), Just("\r\n")],
        spanish in any::<bool>(),
    ) {
        let text = pieces.join(glue);
        let language = Some(if spanish { "es".to_owned() } else { "en".to_owned() });
        let context = Context { language, published: "2019-03-23".parse().ok(), country: Some("MX".to_owned()) };
        let mut end = 0;
        for figure in figures(&text, 0..text.len(), &context) {
            prop_assert!(figure.span.start >= end && figure.span.start < figure.span.end, "{:?}", text);
            prop_assert!(text.get(figure.span.clone()).is_some(), "{:?}", text);
            end = figure.span.end;
        }
    }
}

/// What stands in `text` as figures, each with its words.
fn found<'t>(text: &'t str, context: &Context) -> Vec<(&'t str, String)> {
    let all = figures(text, 0..text.len(), context);
    all.iter().map(|figure| (&text[figure.span.clone()], spoken(figure))).collect()
}

#[test]
fn what_is_no_figure_is_left_alone() {
    for text in [
        "Flight 93 left Gate 7 for Route 66.",
        "Article 9 of the Water Act, Section 230 and Resolution 1701",
        "COVID-19, F-16s, the G20, a 3D film and 4x4 cars",
        "One of the caves, no one, one another, the elderly one",
        "https://example.org/2019/03/22 and @user42 #100",
        "They won 3-1 on 9/11.",
        "0:00 0:02:34 0:00",
        "He may march on.",
        "1. First of all",
        "a week, a man, many, few, both",
    ] {
        assert_eq!(found(text, &Context::default()), [], "{text}");
    }
}

#[test]
fn numbers_that_overflow_or_run_backwards_are_defined() {
    let digits = "9".repeat(60);
    assert_eq!(found(&format!("{digits} people"), &Context::default()), []);
    // There is no such day: the month is what is sure of it.
    let text = "31 February 2019";
    assert_eq!(found(text, &Context::default()), [(text, "2019-02 date".to_owned())]);
    assert!(figures(text, 0..text.len(), &Context::default())[0].quantity.doubtful);
    let backwards = found("seven to four", &Context::default());
    assert_eq!(backwards, [("seven", "7".to_owned()), ("four", "4".to_owned())]);
    assert_eq!(found("it cost $ and € more", &Context::default()), []);
    let in_country = |country: &str, language: &str, text: &'static str| {
        let context = Context {
            language: Some(language.to_owned()),
            country: Some(country.to_owned()),
            published: None,
        };
        figures(text, 0..text.len(), &context)
            .first()
            .map(|figure| (spoken(figure), figure.quantity.doubtful))
    };
    // Whether it is a thousand depends on where it is written.
    assert_eq!(in_country("ES", "es", "1.000 personas"), Some(("1000".to_owned(), false)));
    assert_eq!(in_country("US", "en", "1.000 people"), Some(("1".to_owned(), true)));
    assert_eq!(in_country("MX", "es", "1,000 personas"), Some(("1000".to_owned(), false)));
    assert_eq!(in_country("FR", "en", "$5"), Some(("5 money:USD".to_owned(), true)));
}

/// What is counted and said of each figure of `text`, with how it stands to others, in words.
fn meant(text: &str) -> Vec<String> {
    let context = Context { published: "2019-03-22".parse().ok(), ..Context::default() };
    let all = figures(text, 0..text.len(), &context);
    let told = |figure: &Figure| {
        let counted = match &figure.quantity.counted {
            Some(Referent::Span(spans)) => &text[spans.hull().range()],
            _ => "-",
        };
        let property = figure.quantity.property.as_deref().unwrap_or("-");
        let link = figure.link.as_ref().map(|(kind, of)| format!(" {} {}", kind.name(), &text[of.clone()]));
        let base = figure.base.as_ref().map(|of| format!(" of {}", &text[of.clone()]));
        let modality = Some(figure.quantity.modality).filter(|modality| *modality != Modality::Actual);
        let modality = modality.map(|modality| format!(" {}", modality.name()));
        let period = figure.quantity.period.from.map(|from| format!(" from {from}"));
        let more: String = [link, base, modality, period].into_iter().flatten().collect();
        format!("{}: {counted}, {property}{more}", &text[figure.span.clone()])
    };
    all.iter().map(told).collect()
}

#[test]
fn the_words_around_say_what_is_counted_and_how_figures_stand_to_each_other() {
    let cases: [(&str, &[&str]); 9] = [
        (
            "More than 5,000 IS fighters have surrendered, while another 1,300 have been killed.",
            &["More than 5,000: IS fighters, surrendered", "1,300: -, killed in_addition_to More than 5,000"],
        ),
        (
            "They captured 157 people, including more than 100 foreign nationals.",
            &["157: people, captured", "more than 100: foreign nationals, - part_of 157"],
        ),
        (
            "Upwards of 30,000 civilians, mostly families, have fled Baghouz.",
            &["Upwards of 30,000: civilians, fled"],
        ),
        ("They found twelve of the 17 sailors.", &["twelve: -, found part_of 17", "17: sailors, -"]),
        (
            "There were about 3,000 battle-hardened jihadists. Others put it at about half that.",
            &["about 3,000: battle-hardened jihadists, -", "about half that: -, - of about 3,000"],
        ),
        ("The army will send some 2,000 troops.", &["some 2,000: troops, - planned"]),
        ("He was 100 percent sure.", &["100 percent: -, - rhetorical"]),
        (
            "Nearly 270,000 people have fled since April.",
            &["Nearly 270,000: people, fled from 2018-04", "April: -, -"],
        ),
        ("Some 5,000 people left in the past week.", &["Some 5,000: people, left from 2019-03-15"]),
    ];
    for (text, expected) in cases {
        assert_eq!(meant(text), expected, "{text}");
    }
}
