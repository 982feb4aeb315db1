//! Any sequence of commands, then all undone.

use glossator::session::command::arguments::{Argument, Arguments};
use glossator::session::command::kind::CommandKind;
use glossator::session::command::spec::{Parameter, ParameterKind};
use proptest::prelude::*;

use super::fixture::session;

const ONE: &str =
    "¦[m1:person|Sean Ryan] “met” [m2:claim|[m3:figure|2,000] 👨🏻‍🚒] men. e\u{301}té\r\nقال علي وعلي";
const TWO: &str = "[m4:place|巴古斯]附近。 Ali met Ali, [m5:claim|दिल्ली].";

/// Words that mean something to some command.
const WORDS: &[&str] = &[
    "one",
    "two",
    "m1",
    "m2",
    "m3",
    "m4",
    "m5",
    "a1",
    "a2",
    "e1",
    "e2",
    "q1",
    "r1",
    "z1",
    "c1",
    "c2",
    "ev1",
    "l1",
    "entity",
    "claim",
    "figure",
    "Person",
    "Place",
    "Claim",
    "Figure",
    "person",
    "mood",
    "Mood",
    "Ali",
    "علي",
    "is",
    "2019-03",
    "#112233",
    "k",
    "",
    "soon",
    "ana",
    "gold",
    "{\"low\": 3}",
    "[[0, 4], [5, 9]]",
    "{}",
    "{\"sources\": [\"m1\"]}",
    "{\"mood\": \"glad\"}",
    "{\"base\": {\"figure\": \"m3\"}}",
    "{\"statement\": \"x\"}",
];

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(WORDS).prop_map(str::to_owned)
}

fn value(kind: ParameterKind) -> BoxedStrategy<Argument> {
    match kind {
        ParameterKind::Text => word().prop_map(Argument::Text).boxed(),
        ParameterKind::Choice(words) => prop::sample::select(words).prop_map(Argument::from).boxed(),
        ParameterKind::Offset => (0..90_i64).prop_map(Argument::Number).boxed(),
        ParameterKind::Number => (-1..6_i64).prop_map(Argument::Number).boxed(),
        ParameterKind::Bool => any::<bool>().prop_map(Argument::Bool).boxed(),
        ParameterKind::List => prop::collection::vec(word(), 0..3).prop_map(Argument::List).boxed(),
        ParameterKind::Json | ParameterKind::Spans => word().prop_map(Argument::Json).boxed(),
        ParameterKind::Value => word().prop_map(Argument::Text).boxed(),
    }
}

/// A command with arguments that it may well take.
fn command() -> impl Strategy<Value = (CommandKind, Arguments)> {
    prop::sample::select(CommandKind::ALL).prop_flat_map(|kind| {
        let given = |parameter: &Parameter| {
            let weight = if parameter.required { 0.95 } else { 0.3 };
            prop::option::weighted(weight, value(parameter.kind))
        };
        let all: Vec<_> = kind.spec().parameters.iter().map(given).collect();
        all.prop_map(move |values| {
            let mut arguments = Arguments::new();
            for (parameter, value) in kind.spec().parameters.iter().zip(values) {
                if let Some(value) = value {
                    arguments.set(parameter.name, value);
                }
            }
            (kind, arguments)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn all_undone_gives_the_project_back(commands in prop::collection::vec(command(), 1..40)) {
        let mut session = session(&[("one", ONE), ("two", TWO)]);
        let before = session.project().clone();
        for (kind, arguments) in commands {
            let (project, desk) = (session.project().clone(), session.desk().clone());
            let (done, steps) = (session.history().done(), session.history().revisions().len());
            if kind == CommandKind::HistorySkip {
                continue;
            }
            if let Ok(_) = session.perform(kind, arguments) {
                let history = session.history();
                let moved = history.done() != done || history.revisions().len() != steps;
                prop_assert!(moved || session.project() == &project, "{kind:?} left no step");
            } else {
                prop_assert!(session.project() == &project, "{kind:?} failed and changed the project");
                prop_assert_eq!(session.desk(), &desk);
                prop_assert_eq!(session.history().done(), done);
            }
            let text = session.open_article().map_or("", |article| article.body().text());
            prop_assert!(text.get(session.desk().selection.range()).is_some(), "{:?}", kind);
        }
        let (after, done) = (session.project().clone(), session.history().done());
        let to = |place: usize| Arguments::new().with("to", place);
        session.perform(CommandKind::HistoryGo, to(0)).unwrap();
        prop_assert!(session.project() == &before);
        session.perform(CommandKind::HistoryGo, to(done)).unwrap();
        prop_assert!(session.project() == &after);
    }
}
