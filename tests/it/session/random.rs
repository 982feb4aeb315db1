//! Any sequence of commands, then all undone.

use glossator::model::project::Project;
use glossator::session::Session;
use glossator::session::command::arguments::{Argument, Arguments};
use glossator::session::command::kind::CommandKind;
use glossator::session::command::spec::{Parameter, ParameterKind, Spec};
use proptest::prelude::*;

use super::fixture::{run, session};

const ONE: &str =
    "¦[m1:person|Sean Ryan] “met” [m2:claim|[m3:figure|2,000] 👨🏻‍🚒] men. e\u{301}té\r\nقال علي وعلي";
const TWO: &str = "[m4:place|巴古斯]附近。 Ali met Ali, [m5:claim|दिल्ली].";

/// A session in which something of every kind has been made, and the project before that.
fn furnished() -> (Session, Project) {
    let mut session = session(&[("one", ONE), ("two", TWO)]);
    let start = session.project().clone();
    let lines = "entity.add id=e1 name=Ali aliases=علي kind=person; entity.add id=e2 name=Omar; claim.add id=c1 statement=A
        claim.add id=c2 statement=B; claim.link id=l1 from=c1 to=c2 type=updates; event.add id=ev1 name=Battle
        entity.link id=m1 entity=e1; claim.mention id=m2 claim=c1; attribution.add id=q1 sources=m1 contents=m2
        feature.add layer=entity name=Mood kind=choice values=glad,sad; relation_type.add name=Same key=same
        relation.add id=r1 type=same from=m1 to=m3; zone.add id=z1 kind=caption start=0 end=4; person.add annotator=ana
        quantity.set id=m3 quantity={\"low\":2000,\"event\":\"ev1\",\"source\":\"q1\",\"counted\":{\"annotation\":\"m1\"}}";
    for line in lines.split(['\n', ';']) {
        run(&mut session, line.trim());
    }
    (session, start)
}

/// Words that a parameter of that name makes something of, most of the time.
fn words(spec: &Spec, name: &str) -> &'static [&'static str] {
    let subject = spec.id.split('.').next().unwrap_or_default();
    match (subject, name) {
        (_, "article" | "articles") => &["one", "two", "nine"],
        ("attribution", "id") => &["q1", "q2", "q3"],
        ("claim", "id") if spec.id == "claim.mention" => &["m1", "m2", "m5"],
        ("entity", "id") if spec.id == "entity.link" => &["m1", "m2", "m5"],
        ("claim", "from" | "to") => &["c1", "c2", "k1"],
        ("relation_type", "from" | "to") | (_, "layer") => &["entity", "claim", "figure", "mood"],
        (_, "id" | "from" | "to" | "sources" | "contents" | "cue") => {
            &["m1", "m2", "m3", "m4", "m5", "a1", "k1"]
        }
        ("entity", "into") | (_, "entity" | "claimant_entity") => &["e1", "e2", "k1", ""],
        (_, "claim") => &["c1", "c2", "k1", ""],
        (_, "event") => &["ev1", "k1", ""],
        (_, "label" | "into" | "kind") => &["person", "place", "Claim", "figure", "Organisation"],
        (_, "relation") => &["r1", "k1"],
        (_, "link") => &["l1", "k1"],
        (_, "zone") => &["z1", "z2"],
        (_, "feature") => &["mood"],
        (_, "value" | "values" | "default") => &["glad", "sad", "2019-03", ""],
        (_, "colour") => &["#112233", "red"],
        (_, "said_at" | "valid_at" | "date") => &["2019-03", "--03-22", "", "soon"],
        (_, "annotator") => &["ana", "ben", "gold"],
        ("relation", "type") => &["same", "Same"],
        (_, "features") => &["{}", "{\"mood\": \"glad\"}"],
        (_, "fragments") => &["[[0, 4], [5, 9]]", "[[0, 4]]", "[[4, 2]]"],
        (_, "quantity") => &["{\"low\": 3}", "{\"base\": {\"figure\": \"m3\"}}", "{\"low\": \"many\"}"],
        (_, "attribution") => {
            &["{\"sources\": [\"m1\"]}", "{\"contents\": [{\"start\": 0, \"end\": 4}]}", "{}"]
        }
        (_, "record") => &["{\"name\": \"X\"}", "{\"statement\": \"X\"}"],
        _ => &["Ali", "علي", "x", "title", "y", ""],
    }
}

fn value(spec: &Spec, parameter: &Parameter) -> BoxedStrategy<Argument> {
    let word = prop::sample::select(words(spec, parameter.name)).prop_map(str::to_owned);
    match parameter.kind {
        ParameterKind::Text | ParameterKind::Value => word.prop_map(Argument::Text).boxed(),
        ParameterKind::Choice(words) => prop::sample::select(words).prop_map(Argument::from).boxed(),
        ParameterKind::Offset => (0..90_i64).prop_map(Argument::Number).boxed(),
        ParameterKind::Number => (-1..50_i64).prop_map(Argument::Number).boxed(),
        ParameterKind::Bool => any::<bool>().prop_map(Argument::Bool).boxed(),
        ParameterKind::List => prop::collection::vec(word, 0..3).prop_map(Argument::List).boxed(),
        ParameterKind::Json | ParameterKind::Spans => word.prop_map(Argument::Json).boxed(),
    }
}

/// A command with arguments that it may well take.
fn command() -> impl Strategy<Value = (CommandKind, Arguments)> {
    prop::sample::select(CommandKind::ALL).prop_flat_map(|kind| {
        let spec = kind.spec();
        let given = |parameter: &Parameter| {
            let weight = if parameter.required || parameter.name == "id" { 0.95 } else { 0.3 };
            prop::option::weighted(weight, value(spec, parameter))
        };
        let all: Vec<_> = spec.parameters.iter().map(given).collect();
        (all, 1..20_i64).prop_map(move |(values, length)| {
            let mut arguments = Arguments::new();
            for (parameter, value) in spec.parameters.iter().zip(values) {
                if let Some(value) = value {
                    arguments.set(parameter.name, value);
                }
            }
            match arguments.get("start") {
                Some(Argument::Number(start)) => (kind, arguments.clone().with("end", start + length)),
                _ => (kind, arguments.without(&["end"])),
            }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn all_undone_gives_the_project_back(commands in prop::collection::vec(command(), 1..40)) {
        let (mut session, start) = furnished();
        for (kind, arguments) in commands {
            let (project, desk) = (session.project().clone(), session.desk().clone());
            let (done, steps) = (session.history().done(), session.history().revisions().len());
            if kind == CommandKind::HistorySkip {
                continue;
            }
            let succeeded = session.perform(kind, arguments).is_ok();
            let history = session.history();
            let moved = history.done() != done || history.revisions().len() != steps;
            prop_assert!(moved || session.project() == &project, "{kind:?} left no step");
            if !succeeded {
                prop_assert!(!moved, "{kind:?} failed and left a step");
                prop_assert_eq!(session.desk(), &desk, "{:?} failed", kind);
            }
            let text = session.open_article().map_or("", |article| article.body().text());
            prop_assert!(text.get(session.desk().selection.range()).is_some(), "{:?}", kind);
        }
        let (after, done) = (session.project().clone(), session.history().done());
        let to = |place: usize| Arguments::new().with("to", place);
        session.perform(CommandKind::HistoryGo, to(0)).unwrap();
        prop_assert!(session.project() == &start);
        session.perform(CommandKind::HistoryGo, to(done)).unwrap();
        prop_assert!(session.project() == &after);
    }
}
