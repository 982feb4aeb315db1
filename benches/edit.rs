//! How long an edit takes in an article with 100,000 marks: in memory, and until it is safe on the disk.
//!
//! Run with `cargo bench --bench edit`. The disk row is set beside a bare append and sync of as many bytes, which is the
//! least that any program can need on the same disk.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and fails by panicking")]

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use glossator::edit::apply;
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

const MARKS: usize = 100_000;
const ROUNDS: usize = 2_000;
const SYNCED_ROUNDS: usize = 200;

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

fn article() -> Article {
    let text = "minister ".repeat(MARKS + ROUNDS);
    let body = Body::new(text);
    let annotation = |place: usize| {
        Arc::new(Annotation {
            id: AnnotationId::from(format!("a{place:06}")),
            annotator: Annotator::from("ana"),
            layer: "entity".into(),
            label: "person".into(),
            spans: body.span(place * 9, place * 9 + 8).unwrap().into(),
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
    let work = WorkRecords { annotations: (0..MARKS).map(annotation).collect(), ..WorkRecords::default() };
    Article::new(ArticleId::from("long"), body, Metadata::default(), [])
        .with_work(Annotator::from("ana"), work)
}

fn add(session: &mut Session, round: usize) {
    let start = (MARKS + round % ROUNDS) * 9;
    let arguments = Arguments::new()
        .with("article", "long")
        .with("layer", "entity")
        .with("label", "Person")
        .with("start", start)
        .with("end", start + 8);
    session.perform(CommandKind::AnnotationAdd, arguments).unwrap();
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * percent / 100]
}

fn report(what: &str, times: &mut [Duration]) {
    let (median, worst) = (percentile(times, 50), percentile(times, 99));
    println!("{what:<58} {median:>12.1?} {worst:>12.1?}");
}

fn main() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("project");
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    create::create(&*disk, &path, &Project::new("Bench", schema_file::news().unwrap().0)).unwrap();
    let mut store = open::open(&disk, &path).unwrap().store;
    let article = article();
    let mut import = store.begin_import(&BTreeSet::new()).unwrap();
    import.put_article(&article, &article.works().keys().cloned().collect()).unwrap();
    import.finish().unwrap();

    println!("{:<58} {:>12} {:>12}", "one article of 1 MB with 100,000 marks", "median", "99th");
    let opened = Kept::open(&disk, &path, &Annotator::from("ana")).unwrap();
    let mut project = opened.project;
    project.put_slot(Slot::Loaded(Arc::new(article)));
    let annotator = Annotator::from("ana");
    let mut session =
        Session::new(project, annotator, opened.history, Box::<Counter>::default(), Box::new(opened.keeper));
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|round| {
            let start = Instant::now();
            add(&mut session, round);
            start.elapsed()
        })
        .collect();
    report("annotation.add, until it can be drawn", &mut times);
    session.settle().unwrap();

    let last = session.history().to_undo().unwrap().edit.clone();
    let mut project = session.project().clone();
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|round| {
            let edit = if round % 2 == 0 { last.inverse() } else { last.clone() };
            let start = Instant::now();
            apply(&mut project, &edit).unwrap();
            start.elapsed()
        })
        .collect();
    report("edit::apply alone", &mut times);

    let mut times: Vec<Duration> = (0..SYNCED_ROUNDS)
        .map(|round| {
            let start = Instant::now();
            add(&mut session, round);
            session.settle().unwrap();
            start.elapsed()
        })
        .collect();
    report("annotation.add, until it is safe on the disk", &mut times);

    let mut file = OpenOptions::new().append(true).create(true).open(dir.path().join("bare")).unwrap();
    let mut times: Vec<Duration> = (0..SYNCED_ROUNDS)
        .map(|_| {
            let start = Instant::now();
            file.write_all(&[0; 160]).unwrap();
            file.sync_data().unwrap();
            start.elapsed()
        })
        .collect();
    report("the same disk: append 160 bytes and sync, nothing else", &mut times);
    session.close().unwrap();
}
