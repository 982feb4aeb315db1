//! Sessions in memory, and the two checks that most tests are made of.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use glossator::edit::history::History;
use glossator::model::annotation::{Annotation, Features, Origin};
use glossator::model::article::Article;
use glossator::model::body::Body;
use glossator::model::extra::Extra;
use glossator::model::id::{AnnotationId, Annotator, ArticleId, LabelKey, LayerKey};
use glossator::model::metadata::Metadata;
use glossator::model::project::{Project, Slot};
use glossator::model::schema::{Label, Layer, Role, Schema};
use glossator::model::span::{Span, Spans};
use glossator::model::work::WorkRecords;
use glossator::session::Session;
use glossator::session::command::arguments::{Argument, Arguments};
use glossator::session::command::kind::CommandKind;
use glossator::session::command::outcome::Outcome;
use glossator::session::command::spec::ParameterKind;
use glossator::session::env::Env;
use glossator::session::error::CommandError;
use glossator::session::keeper::{Keeper, Unkept};
use jiff::Timestamp;

use super::markup::{self, Markup};

/// The annotator of every test.
pub(super) const ANA: &str = "ana";

/// The id of the article of tests with one article.
pub(super) const ARTICLE: &str = "one";

/// Counts instead of looking at a clock: new marks are a1, a2, ...
#[derive(Debug, Default)]
pub(crate) struct Counters {
    ids: AtomicU64,
}

impl Env for Counters {
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn new_id(&self) -> String {
        (self.ids.fetch_add(1, Ordering::Relaxed) + 1).to_string()
    }
}

/// The labels of the test schema, with their layers and keys.
const LABELS: [(&str, &str, &str, char); 5] = [
    ("entity", "person", "Person", 'p'),
    ("entity", "place", "Place", 'l'),
    ("entity", "organisation", "Organisation", 'o'),
    ("claim", "claim", "Claim", 'c'),
    ("figure", "figure", "Figure", 'f'),
];

/// Three layers of the three roles.
pub(super) fn schema() -> Schema {
    let mut schema = Schema::default();
    for (position, key) in ["entity", "claim", "figure"].into_iter().enumerate() {
        let layer = Layer {
            key: key.into(),
            name: key.to_uppercase(),
            role: Role::from_name(key).unwrap(),
            guideline: String::new(),
            position: position as u32,
        };
        schema.layers.insert(key.into(), Arc::new(layer));
    }
    for (position, (layer, key, name, shortcut)) in LABELS.into_iter().enumerate() {
        let label = Label {
            layer: layer.into(),
            key: key.into(),
            name: name.to_owned(),
            colour: "#336699".to_owned(),
            shortcut: Some(shortcut),
            guideline: String::new(),
            boundaries: Vec::new(),
            examples: Vec::new(),
            counter_examples: Vec::new(),
            maps: std::collections::BTreeMap::new(),
            position: position as u32,
            fate: None,
        };
        schema.labels.insert((LayerKey::from(layer), LabelKey::from(key)), Arc::new(label));
    }
    schema
}

/// An annotation of `annotator` as it is read from markup.
pub(super) fn annotation(annotator: &str, id: &str, label: &str, spans: &[(usize, usize)]) -> Annotation {
    let (layer, ..) = LABELS.into_iter().find(|(_, key, ..)| *key == label).expect("a label of the schema");
    Annotation {
        id: id.into(),
        annotator: annotator.into(),
        layer: layer.into(),
        label: label.into(),
        spans: Spans::new(spans.iter().map(|&(start, end)| Span::new(start, end).unwrap())).unwrap(),
        features: Features::new(),
        flag: None,
        note: None,
        origin: Origin::Hand,
        created: None,
        entity: None,
        claim: None,
        quantity: None,
        extra: Extra::default(),
    }
}

/// An article of marked-up text, marked by `annotator`.
pub(super) fn article(id: &str, annotator: &str, markup: &Markup) -> Article {
    let marks = markup.marks.iter();
    let annotations =
        marks.map(|(id, (label, spans))| Arc::new(annotation(annotator, id, label, spans))).collect();
    let records = WorkRecords { annotations, ..WorkRecords::default() };
    Article::new(id.into(), Body::new(markup.text.as_str()), Metadata::default(), [])
        .with_work(annotator.into(), records)
}

/// A project of marked-up articles, all marked by Ana.
pub(super) fn project(articles: &[(&str, &str)]) -> Project {
    let mut project = Project::new("Test", schema());
    for (id, markup) in articles {
        let article = article(id, ANA, &Markup::read(markup));
        project.put_slot(Slot::Loaded(Arc::new(article)));
    }
    project
}

/// Ana's session with `project`.
pub(crate) fn session_with(project: Project, keeper: impl Keeper + 'static) -> Session {
    let history = History::default();
    Session::new(project, Annotator::from(ANA), history, Box::<Counters>::default(), Box::new(keeper))
}

/// Ana's session with marked-up articles, the first of which is open, with what it shows as selected and chosen.
pub(crate) fn session(articles: &[(&str, &str)]) -> Session {
    let mut session = session_with(project(articles), Unkept);
    let (id, markup) = articles[0];
    let markup = Markup::read(markup);
    run(&mut session, &format!("article.open article={id}"));
    if let Some(chosen) = markup.chosen {
        run(&mut session, &format!("annotation.choose id={chosen}"));
    }
    if let Some(selection) = markup.selection {
        run(&mut session, &format!("select start={} end={}", selection.anchor, selection.head));
    }
    session
}

/// Runs a line such as `annotation.add label=person note='a friend'`.
pub(crate) fn try_run(session: &mut Session, line: &str) -> Result<Outcome, CommandError> {
    let mut words = split(line).into_iter();
    let kind = CommandKind::find(&words.next().expect("a command"))?;
    let mut arguments = Arguments::new();
    for word in words {
        let (name, value) = word.split_once('=').expect("name=value");
        let parameter = kind.spec().parameters.iter().find(|parameter| parameter.name == name);
        let value = parameter.map_or(Argument::from(value), |parameter| typed(parameter.kind, value));
        arguments.set(name, value);
    }
    session.perform(kind, arguments)
}

/// Runs a line that must succeed.
#[track_caller]
pub(crate) fn run(session: &mut Session, line: &str) -> Outcome {
    try_run(session, line).unwrap_or_else(|error| panic!("{line}: {error} {:?}", error.hints))
}

/// Presses keys: those of the table, and letters for labels.
#[track_caller]
pub(super) fn press(session: &mut Session, keys: &str) {
    for key in keys.split(' ') {
        let by_key = CommandKind::ALL.iter().find(|kind| kind.spec().keys.contains(&key));
        match (by_key, LABELS.iter().find(|(.., shortcut)| key == shortcut.to_string())) {
            (Some(kind), _) => session.perform(*kind, Arguments::new()).map(|_| ()),
            (None, Some((layer, label, ..))) => {
                try_run(session, &format!("label.apply layer={layer} label={label}")).map(|_| ())
            }
            (None, None) => panic!("no command has the key {key}"),
        }
        .unwrap_or_else(|error| panic!("{key}: {error}"));
    }
}

/// Checks what pressing `keys` makes of `before`.
#[track_caller]
pub(super) fn check_keys(before: &str, keys: &str, after: &str) {
    let mut session = session(&[(ARTICLE, before)]);
    press(&mut session, keys);
    assert_eq!(shown(&session), after, "after {keys}");
}

/// Splits at spaces outside of single quotes.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            other => words.last_mut().unwrap().push(other),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn typed(kind: ParameterKind, value: &str) -> Argument {
    match (kind, value.parse::<i64>()) {
        (ParameterKind::Offset | ParameterKind::Number | ParameterKind::Value, Ok(number)) => number.into(),
        (ParameterKind::Bool | ParameterKind::Value, _) if value == "true" => true.into(),
        (ParameterKind::Bool, _) if value == "false" => false.into(),
        (ParameterKind::List, _) => value.split(',').map(str::to_owned).collect::<Vec<_>>().into(),
        (ParameterKind::Json | ParameterKind::Spans, _) => Argument::Json(value.to_owned()),
        _ => value.into(),
    }
}

/// The open article of `session` as marked-up text.
pub(crate) fn shown(session: &Session) -> String {
    let article = session.open_article().expect("an article is open");
    markup::write(article, session.annotator(), session.desk())
}

/// The article `id` of `session` as marked-up text.
pub(crate) fn shown_in(session: &Session, id: &str) -> String {
    let article = session.project().article(&ArticleId::from(id)).unwrap();
    markup::write(article, session.annotator(), session.desk())
}

/// Checks that `before` becomes `after` by the lines of `commands`, that undoing every step gives the project back,
/// and that redoing them gives the result again.
#[track_caller]
pub(super) fn check(before: &str, commands: &str, after: &str) {
    check_in(&mut session(&[(ARTICLE, before)]), commands, after);
}

/// Checks what the lines of `commands` make of the open article, and undo and redo of every step.
#[track_caller]
pub(super) fn check_in(session: &mut Session, commands: &str, after: &str) {
    let mut states = vec![session.project().clone()];
    for line in commands.split(['\n', ';']).map(str::trim).filter(|line| !line.is_empty()) {
        let done = session.history().done();
        run(session, line);
        if session.history().done() > done {
            states.push(session.project().clone());
        }
    }
    assert_eq!(shown(session), after, "after {commands:?}");
    check_history(session, &states);
}

#[track_caller]
fn check_history(session: &mut Session, states: &[Project]) {
    for state in states.iter().rev().skip(1) {
        run(session, "undo");
        assert!(session.project() == state, "undo gives the project back");
    }
    for state in &states[1..] {
        run(session, "redo");
        assert!(session.project() == state, "redo does the step again");
    }
}

/// Checks that `command` is refused for a reason that contains `reason`, and changes nothing.
#[track_caller]
pub(super) fn check_refused(before: &str, command: &str, reason: &str) {
    refused(&mut session(&[(ARTICLE, before)]), command, reason);
}

/// Checks that `command` is refused for a reason that contains `reason`, and changes nothing.
#[track_caller]
pub(super) fn refused(session: &mut Session, command: &str, reason: &str) {
    let (project, desk, history) =
        (session.project().clone(), session.desk().clone(), session.history().clone());
    let error = try_run(session, command).expect_err("it is refused");
    assert!(error.message.contains(reason), "{:?} does not say {reason:?}", error.message);
    assert!(session.project() == &project, "{command} changes nothing");
    assert_eq!((session.desk(), session.history()), (&desk, &history));
}

/// The mark `id` of the open article.
pub(super) fn mark(session: &Session, id: &str) -> Arc<Annotation> {
    let article = session.open_article().unwrap();
    Arc::clone(article.annotation(&AnnotationId::from(id)).expect("there is such a mark"))
}
