//! How long the ledger of 10,000 articles with 1,000,000 marks takes: as a whole, and after one edit.
//!
//! Run with `cargo bench --bench ledger`. The articles are in memory, as a warm cache gives them; reading them is measured
//! in `open_project`. The ledger is set beside one look at every mark, which is the least that it can need.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and fails by panicking")]

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use glossator::edit::history::History;
use glossator::ledger::Ledger;
use glossator::model::annotation::{Annotation, Features, Origin};
use glossator::model::article::Article;
use glossator::model::attribution::{Anchor, Attribution, Certainty, Polarity, QuoteType, Source};
use glossator::model::body::Body;
use glossator::model::extra::Extra;
use glossator::model::id::Annotator;
use glossator::model::metadata::Metadata;
use glossator::model::project::{Project, Slot};
use glossator::model::quantity::{Bound, Quantity, QuantityKind, Referent};
use glossator::model::register::{Claim, Entity, Register};
use glossator::model::work::WorkRecords;
use glossator::session::Session;
use glossator::session::books::Books;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::session::env::Env;
use glossator::session::keeper::Unkept;
use glossator::store::schema_file;
use jiff::Timestamp;
use rayon::prelude::*;

const ARTICLES: usize = 10_000;
/// Marks of an article: two thirds names, the rest claims and figures.
const NAMES: usize = 66;
const CLAIMS: usize = 17;
const FIGURES: usize = 17;
const ENTITIES: usize = 5_000;
const RECORDS: usize = 20_000;
/// Figures count so many different things.
const COUNTED: usize = 2_000;
const ROUNDS: usize = 200;

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

fn register() -> Register {
    let annotator = Annotator::from("ana");
    let entity = |number: usize| Entity {
        id: format!("e{number}").as_str().into(),
        annotator: annotator.clone(),
        name: format!("Somebody {number}"),
        aliases: Vec::new(),
        kind: None,
        external: None,
        note: None,
        extra: Extra::default(),
    };
    let claim = |number: usize| Claim {
        id: format!("c{number}").as_str().into(),
        annotator: annotator.clone(),
        statement: format!("Statement {number} holds."),
        claimant: None,
        said_at: None,
        valid_at: None,
        types: Vec::new(),
        check_worthy: None,
        verdict: None,
        justification: None,
        evidence: Vec::new(),
        questions: Vec::new(),
        event: None,
        note: None,
        extra: Extra::default(),
    };
    Register {
        entities: (0..ENTITIES).map(entity).map(|one| (one.id.clone(), Arc::new(one))).collect(),
        claims: (0..RECORDS).map(claim).map(|one| (one.id.clone(), Arc::new(one))).collect(),
        ..Register::default()
    }
}

fn article(number: usize) -> Article {
    let annotator = Annotator::from("ana");
    let body = Body::new("minister ".repeat(NAMES + CLAIMS + FIGURES));
    let mark = |place: usize| {
        let seed = number * 7_919 + place * 104_729;
        let (layer, label) = match place {
            place if place < NAMES => ("entity", "person"),
            place if place < NAMES + CLAIMS => ("claim", "claim"),
            _ => ("figure", "figure"),
        };
        let value = Some(Bound::Number(((seed % 900 + 100) as u32).into()));
        let quantity = Quantity {
            low: value.clone(),
            high: value.clone(),
            point: value,
            kind: QuantityKind::Count,
            counted: Some(Referent::Text(format!("people of {}", seed % COUNTED))),
            property: Some("displaced".to_owned()),
            ..Quantity::default()
        };
        Arc::new(Annotation {
            id: format!("a{place:03}").as_str().into(),
            annotator: annotator.clone(),
            layer: layer.into(),
            label: label.into(),
            spans: body.span(place * 9, place * 9 + 8).unwrap().into(),
            features: Features::new(),
            flag: None,
            note: None,
            origin: Origin::Hand,
            created: None,
            entity: (layer == "entity").then(|| format!("e{}", seed % ENTITIES).as_str().into()),
            claim: (layer == "claim").then(|| format!("c{}", seed % RECORDS).as_str().into()),
            quantity: (layer == "figure").then(|| Arc::new(quantity)),
            extra: Extra::default(),
        })
    };
    let said = |claim: usize| {
        let anchor = |place: usize| Anchor::Annotation(format!("a{place:03}").as_str().into());
        Arc::new(Attribution {
            id: format!("q{claim:03}").as_str().into(),
            annotator: annotator.clone(),
            sources: vec![Source { anchor: anchor(claim), entity: None }],
            cue: None,
            contents: vec![anchor(NAMES + claim)],
            via: None,
            said_at: None,
            quote_type: QuoteType::Indirect,
            polarity: if (number + claim).is_multiple_of(9) { Polarity::Denies } else { Polarity::Affirms },
            certainty: Certainty::Certain,
            note: None,
            extra: Extra::default(),
        })
    };
    let work = WorkRecords {
        annotations: (0..NAMES + CLAIMS + FIGURES).map(mark).collect(),
        attributions: (0..CLAIMS).map(said).collect(),
        ..WorkRecords::default()
    };
    let day = format!("2019-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
    let metadata = Metadata {
        outlet: Some(format!("Outlet {}", number % 40)),
        published: Some(day.parse().unwrap()),
        ..Metadata::default()
    };
    Article::new(format!("n{number:05}").as_str().into(), body, metadata, []).with_work(annotator, work)
}

/// What the view asks for when its parts are shown: who says something, the groups of figures, and the first of these.
fn look(ledger: &Ledger) -> usize {
    let groups = ledger.groups();
    let first = groups.first().map_or(0, |(group, _)| ledger.figures(group).findings.len());
    ledger.claimants().len() + ledger.links_by_claim().len() + ledger.open_len() + groups.len() + first
}

/// The least that any ledger does: a look at each mark.
fn marks(project: &Project) -> usize {
    let articles: Vec<_> = project.articles().values().collect();
    let count = |slot: &&Slot| match slot {
        Slot::Loaded(article) => {
            let works = article.works().values();
            works
                .flat_map(|work| work.annotations().values())
                .map(|mark| mark.spans.start())
                .filter(|start| *start < usize::MAX)
                .count()
        }
        Slot::Listed(_) => 0,
    };
    articles.par_iter().map(count).sum()
}

fn median(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[(times.len() - 1) * 99 / 100])
}

fn main() {
    let mut project = Project::new("Bench", schema_file::news().unwrap().0);
    let articles: Vec<Article> = (0..ARTICLES).into_par_iter().map(article).collect();
    for article in articles {
        project.put_slot(Slot::Loaded(Arc::new(article)));
    }
    let annotator = Annotator::from("ana");
    let registers = std::iter::once((annotator.clone(), register())).collect();
    let project = project.with_registers(registers);
    let mut session = Session::new(
        project,
        annotator.clone(),
        History::default(),
        Box::<Counter>::default(),
        Box::new(Unkept),
    );

    let start = Instant::now();
    let count = black_box(marks(session.project()));
    let least = start.elapsed();
    println!("{ARTICLES} articles, {count} marks{:>32} {:>12}", "", "ratio");
    println!("{:<46} {least:>12.1?} {:>12}", "a look at every mark", 1);

    let start = Instant::now();
    let mut books = Books::new(annotator);
    books.follow(&session);
    black_box(look(books.ledger()));
    let whole = start.elapsed();
    println!(
        "{:<46} {whole:>12.1?} {:>12.0}",
        "the ledger as a whole",
        whole.as_secs_f64() / least.as_secs_f64()
    );

    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let article = format!("n{:05}", round * 47 % ARTICLES);
        let value = format!(
            r#"{{"low":{0},"high":{0},"kind":"count","counted":"people of {1}","property":"displaced"}}"#,
            round + 100,
            round % COUNTED
        );
        let arguments = Arguments::new()
            .with("article", article.as_str())
            .with("id", format!("a{:03}", NAMES + CLAIMS).as_str())
            .with("quantity", glossator::session::command::arguments::Argument::Json(value));
        session.perform(CommandKind::QuantitySet, arguments).unwrap();
        let start = Instant::now();
        books.follow(&session);
        black_box(look(books.ledger()));
        times.push(start.elapsed());
    }
    let (middle, worst) = median(times);
    println!(
        "{:<46} {middle:>12.1?} {:>12.2}",
        "after one edit, median",
        middle.as_secs_f64() / least.as_secs_f64()
    );
    println!(
        "{:<46} {worst:>12.1?} {:>12.2}",
        "after one edit, 99th",
        worst.as_secs_f64() / least.as_secs_f64()
    );
}
