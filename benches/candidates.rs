//! How long the next candidates take in an article of 1 MB with 10,000 marks: after a mark, after a jump, and by key.
//!
//! Run with `cargo bench --bench candidates`. They are looked for in the frame that shows them, so each row is set
//! beside a frame at 120 Hz, 8.3 ms.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and fails by panicking")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use glossator::model::annotation::{Annotation, Features, Origin};
use glossator::model::article::Article;
use glossator::model::body::Body;
use glossator::model::extra::Extra;
use glossator::model::id::{AnnotationId, Annotator, ArticleId};
use glossator::model::metadata::Metadata;
use glossator::model::project::{Project, Slot};
use glossator::model::work::WorkRecords;
use glossator::session::Session;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::session::env::Env;
use glossator::session::kept::Kept;
use glossator::store::disk::Disk;
use glossator::store::disk::real::RealDisk;
use glossator::store::{create, open, schema_file};
use jiff::Timestamp;

const BYTES: usize = 1_000_000;
const MARKS: usize = 10_000;
const ROUNDS: usize = 100;
/// How many candidates the window shows.
const SHOWN: usize = 3;
/// One frame at 120 Hz.
const FRAME: Duration = Duration::from_micros(8_333);

const PEOPLE: [&str; 8] = [
    "Ilsa Halden",
    "Toma Brask",
    "Maren Torvik",
    "Edvin Lindal",
    "Sanna Okke",
    "Rurik Varn",
    "Petra Sellin",
    "Olen Draper",
];
const PLACES: [&str; 5] = ["Marrow", "Eskby", "Lower Tarn", "Port Vell", "Sandmere"];
const SENTENCES: [&str; 5] = [
    "Work at the lock had stopped on Monday, and nobody in the town could say when it would begin again.",
    "A notice on the door of the school asked parents to wait for a letter.",
    "Farmers along the road spoke of a dry spring and of pumps that were sold years ago.",
    "The council will meet again before the end of the month, in a room that holds forty people.",
    "“We were told to keep the gates shut,” an engineer said, “and that is what we did.”",
];

#[derive(Debug, Default)]
struct Counter(AtomicU64);

impl Env for Counter {
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn new_id(&self) -> String {
        format!("new{}", self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// Paragraphs in which a person says how many houses are without water, and where; marked in each but every tenth.
fn article() -> Article {
    let mut text = String::new();
    let mut places: Vec<(&str, &str, usize, usize)> = Vec::new();
    let mut number = 0;
    while text.len() < BYTES {
        let (person, place) = (PEOPLE[number * 5 % PEOPLE.len()], PLACES[number * 3 % PLACES.len()]);
        let figure = (12 + number * 7919 % 8_000).to_string();
        for (layer, label, words) in [
            ("entity", "person", person),
            ("figure", "figure", &figure),
            ("entity", "political_place", place),
        ] {
            let before = match label {
                "person" => "",
                "figure" => " said that ",
                _ => " houses were without water near ",
            };
            text.push_str(before);
            if number % 10 != 9 {
                places.push((layer, label, text.len(), text.len() + words.len()));
            }
            text.push_str(words);
        }
        text.push('.');
        for sentence in 0..3 {
            text.push(' ');
            text.push_str(SENTENCES[(number + sentence * 2) % SENTENCES.len()]);
        }
        text.push_str("\n\n");
        number += 1;
    }
    let body = Body::new(text);
    let annotation = |(number, (layer, label, start, end)): (usize, (&str, &str, usize, usize))| {
        Arc::new(Annotation {
            id: AnnotationId::from(format!("a{number:06}")),
            annotator: Annotator::from("ana"),
            layer: layer.into(),
            label: label.into(),
            spans: body.span(start, end).unwrap().into(),
            features: Features::new(),
            flag: None,
            note: None,
            origin: Origin::Hand,
            created: None,
            entity: None,
            claim: None,
            quantity: None,
            extra: Extra::default(),
        })
    };
    let annotations = places.into_iter().take(MARKS).enumerate().map(annotation).collect();
    let work = WorkRecords { annotations, ..WorkRecords::default() };
    Article::new(ArticleId::from("long"), body, Metadata::default(), [])
        .with_work(Annotator::from("ana"), work)
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * percent / 100]
}

fn report(what: &str, times: &mut [Duration]) {
    let (median, worst) = (percentile(times, 50), percentile(times, 100));
    let ratio = worst.as_secs_f64() / FRAME.as_secs_f64();
    println!("{what:<58} {median:>12.1?} {worst:>12.1?} {ratio:>8.2}");
}

/// Selects a word somewhere else in the article, another one in each round.
fn jump(session: &mut Session, round: usize) {
    let text = session.open_article().unwrap().body().text();
    let start = text.ceil_char_boundary(round * 7_919 * 31 % BYTES);
    let end = text.ceil_char_boundary(start + 5);
    let arguments = Arguments::new().with("start", start).with("end", end);
    session.perform(CommandKind::Select, arguments).unwrap();
}

/// A session with the article open, in a project in `path`.
fn session(path: &Path) -> Session {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    create::create(&*disk, path, &Project::new("Bench", schema_file::news().unwrap().0)).unwrap();
    let mut store = open::open(&disk, path).unwrap().store;
    let article = article();
    let mut import = store.begin_import(&BTreeSet::new()).unwrap();
    import.put_article(&article, &article.works().keys().cloned().collect()).unwrap();
    import.finish().unwrap();
    let annotator = Annotator::from("ana");
    let opened = Kept::open(&disk, path, &annotator).unwrap();
    let mut project = opened.project;
    project.put_slot(Slot::Loaded(Arc::new(article)));
    let mut session =
        Session::new(project, annotator, opened.history, Box::<Counter>::default(), Box::new(opened.keeper));
    session.perform(CommandKind::ArticleOpen, Arguments::new().with("article", "long")).unwrap();
    session
}

/// The times of `act` in every round, each after `before`.
fn timed(
    session: &mut Session,
    before: impl Fn(&mut Session, usize),
    mut act: impl FnMut(&mut Session),
) -> Vec<Duration> {
    let round = |round| {
        before(session, round);
        let start = Instant::now();
        act(session);
        start.elapsed()
    };
    (0..ROUNDS).map(round).collect()
}

fn mark(session: &mut Session, _: usize) {
    session.perform(CommandKind::CursorNextWord, Arguments::new()).unwrap();
    let range = session.desk().selection.range();
    let arguments = Arguments::new()
        .with("layer", "entity")
        .with("label", "Person")
        .with("start", range.start)
        .with("end", range.start + 1);
    session.perform(CommandKind::AnnotationAdd, arguments).unwrap();
}

fn word(session: &mut Session, _: usize) {
    session.perform(CommandKind::CursorNextWord, Arguments::new()).unwrap();
}

fn main() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = session(&dir.path().join("project"));
    println!(
        "{:<58} {:>12} {:>12} {:>8}",
        "one article of 1 MB with 10,000 marks", "median", "most", "frames"
    );
    let ahead = |session: &mut Session| {
        black_box(session.upcoming(SHOWN));
    };
    report("look ahead where the cursor goes a word on", &mut timed(&mut session, word, ahead));
    report("look ahead after a mark", &mut timed(&mut session, mark, ahead));
    report("look ahead after a jump", &mut timed(&mut session, jump, ahead));
    let step = |session: &mut Session| {
        black_box(session.perform(CommandKind::CandidateNext, Arguments::new()).unwrap());
    };
    report("candidate.next after a jump", &mut timed(&mut session, jump, step));
    report("candidate.next again", &mut timed(&mut session, |_, _| {}, step));
    session.close().unwrap();
}
