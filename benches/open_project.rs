//! How long it takes to import, open and work in a large project on the machine's own disk, and how much memory.
//!
//! `cargo bench --bench open_project -- [ARTICLES]`, by default 100,000 articles of 10 kB; the first thousand have fifty
//! marks each. The project is made in the folder for temporary files and removed again.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints its results and may fail loudly"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use glossator::edit::{Change, Edit, apply};
use glossator::model::annotation::{Annotation, Features, Origin};
use glossator::model::article::Article;
use glossator::model::body::Body;
use glossator::model::extra::Extra;
use glossator::model::id::{Annotator, ArticleId};
use glossator::model::metadata::Metadata;
use glossator::model::project::{Project, Slot};
use glossator::model::record::Record;
use glossator::model::work::WorkRecords;
use glossator::store::disk::Disk;
use glossator::store::disk::real::RealDisk;
use glossator::store::writer::Writer;
use glossator::store::{create, open, schema_file};
use rayon::prelude::*;

/// Length of a body in bytes.
const BODY: usize = 10_000;
/// How many articles have marks, and how many each.
const MARKED: usize = 1_000;
const MARKS: usize = 50;

fn main() {
    // Cargo passes flags of its own.
    let count = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("project");
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    println!("{:44} {:>10} {:>10} {:>10}", format!("{count} articles of {BODY} bytes"), "ms", "CPU ms", "MB");

    let (schema, _) = schema_file::news().unwrap();
    create::create(&*disk, &dir, &Project::new("Large", schema)).unwrap();
    let marked: Vec<Article> = (0..count.min(MARKED)).map(marked_article).collect();
    measure("import the first thousand, 50 marks each", || import(&disk, &dir, marked.into_iter()));
    measure("import the others", || import(&disk, &dir, (MARKED..count).map(article)));
    measure("open, warm", || open::open(&disk, &dir).unwrap());
    std::fs::remove_dir_all(dir.join(".glossator/cache")).unwrap();
    measure("open, without an index", || open::open(&disk, &dir).unwrap());
    let opened = measure("open for work, without an index", || {
        Writer::open(&disk, &dir, &Annotator::from("ana")).unwrap()
    });
    let mut project = opened.project;
    let mut writer = opened.writer;
    let ids: Vec<ArticleId> = (0..count.min(MARKED)).map(id).collect();
    for name in ["load a thousand marked articles", "load them again"] {
        let store = writer.store();
        let loaded: Vec<_> = measure(name, || ids.par_iter().map(|id| store.load(id).unwrap()).collect());
        project.put_slot(Slot::Loaded(Arc::new(loaded.into_iter().next().unwrap().article)));
    }
    let edits: Vec<Edit> = (0..200).map(|place| edit(&project, place)).collect();
    let mut times: Vec<Duration> = edits.iter().map(|edit| note(&mut writer, &mut project, edit)).collect();
    times.sort();
    row("make an edit safe, median of 200", times[100], 0.0);
    row("make an edit safe, slowest of 200", times[199], 0.0);
    measure("save the changed article", || writer.save(&project).unwrap());
}

fn measure<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let (start, cpu) = (Instant::now(), cpu_ms());
    let value = work();
    row(name, start.elapsed(), cpu_ms() - cpu);
    value
}

/// `cpu` is the time that all threads took together, in milliseconds: on a busy machine it says more than the clock.
fn row(name: &str, time: Duration, cpu: f64) {
    println!("{name:44} {:10.2} {cpu:10.0} {:10.1}", time.as_secs_f64() * 1e3, memory_mb());
}

/// Time that all threads have worked so far, in milliseconds, where the system says it (in hundredths of a second).
fn cpu_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() * 10.0
}

/// Memory of this process that is in use, in megabytes, where the system says it.
fn memory_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes: Option<f64> = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    kilobytes.unwrap_or_default() / 1e3
}

fn id(number: usize) -> ArticleId {
    ArticleId::from(format!("article {number}"))
}

fn article(number: usize) -> Article {
    let line = format!("Nobody in the town of Überlingen had seen the {number}th boat, said Omar Haddad. ");
    let mut text = line.repeat(BODY / line.len() + 1);
    text.truncate(text.floor_char_boundary(BODY));
    let metadata = Metadata { title: Some(format!("Boat {number}")), ..Metadata::default() };
    Article::new(id(number), Body::new(text), metadata, [])
}

fn marked_article(number: usize) -> Article {
    let article = article(number);
    let step = article.body().text().len() / (MARKS + 1);
    let marks = (0..MARKS).map(|place| Arc::new(mark(article.body(), &format!("m{place}"), place * step)));
    let work = WorkRecords { annotations: marks.collect(), ..WorkRecords::default() };
    article.with_work("ana".into(), work)
}

fn mark(body: &Body, id: &str, near: usize) -> Annotation {
    let start = body.text().floor_char_boundary(near);
    let end = body.text().ceil_char_boundary(start + 10);
    Annotation {
        id: id.into(),
        annotator: "ana".into(),
        layer: "entity".into(),
        label: "person".into(),
        spans: body.span(start, end).unwrap().into(),
        features: Features::new(),
        flag: None,
        note: None,
        origin: Origin::Hand,
        created: None,
        entity: Some("e1".into()),
        claim: None,
        quantity: None,
        extra: Extra::default(),
    }
}

fn import(disk: &Arc<dyn Disk>, dir: &Path, articles: impl Iterator<Item = Article>) {
    let annotators = BTreeSet::from([Annotator::from("ana")]);
    let mut store = open::open(disk, dir).unwrap().store;
    let mut import = store.begin_import(&annotators).unwrap();
    articles.for_each(|article| import.put_article(&article, &annotators).unwrap());
    import.finish().unwrap();
}

fn edit(project: &Project, place: usize) -> Edit {
    let article = project.article(&id(0)).unwrap();
    let record = Record::Annotation(Arc::new(mark(article.body(), &format!("n{place}"), place * 7)));
    Change::add(record.key_in(article.id()), record).into()
}

fn note(writer: &mut Writer, project: &mut Project, edit: &Edit) -> Duration {
    apply(project, edit).unwrap();
    let start = Instant::now();
    writer.note(&[edit]).unwrap();
    start.elapsed()
}
