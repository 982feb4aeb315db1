//! What several tests of the store need.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use glossator::edit::{Change, Edit, apply};
use glossator::exchange::watch::{Phase, Watch};
use glossator::model::annotation::{Annotation, Features, Origin};
use glossator::model::article::Article;
use glossator::model::body::Body;
use glossator::model::extra::Extra;
use glossator::model::id::{Annotator, ArticleId, LabelKey, LayerKey};
use glossator::model::metadata::Metadata;
use glossator::model::project::{Project, Slot};
use glossator::model::record::Record;
use glossator::model::schema::{Label, Layer, Schema};
use glossator::store::disk::Disk;
use glossator::store::{Notice, create, open, schema_file};

/// Everybody who has work or a register in `project`.
pub(crate) fn annotators_of(project: &Project) -> BTreeSet<Annotator> {
    let articles = project.articles().values().filter_map(Slot::loaded);
    let in_articles = articles.flat_map(|article| article.works().keys().cloned());
    in_articles.chain(project.registers().keys().cloned()).collect()
}

/// Makes a project folder that holds `project`, whose articles must be loaded.
pub(crate) fn import(disk: &Arc<dyn Disk>, dir: &Path, project: &Project) {
    create::create(&**disk, dir, project).unwrap();
    let annotators = annotators_of(project);
    let open::Opened { mut store, project: before, .. } = open::open(disk, dir).unwrap();
    let mut import = store.begin_import(&annotators).unwrap();
    import.put_project(&before, project).unwrap();
    for annotator in project.registers().keys() {
        import.put_register(&before, project, annotator).unwrap();
    }
    for article in project.articles().values().filter_map(Slot::loaded) {
        import.put_article(article, &annotators).unwrap();
    }
    import.finish().unwrap();
}

/// Opens a project with every article loaded, and collects what is odd.
pub(crate) fn open_all(disk: &Arc<dyn Disk>, path: &Path) -> (Project, Vec<Notice>) {
    let open::Opened { store, mut project, mut notices, .. } = open::open(disk, path).unwrap();
    let ids: Vec<ArticleId> = project.articles().keys().cloned().collect();
    for id in ids {
        let loaded = store.load(&id).unwrap();
        notices.extend(loaded.notices);
        project.put_slot(Slot::Loaded(Arc::new(loaded.article)));
    }
    (project, notices)
}

/// Fails at the first line in which the two differ: whole projects are too long to read.
#[track_caller]
pub(crate) fn assert_same<T: PartialEq + std::fmt::Debug>(found: &T, expected: &T) {
    if found == expected {
        return;
    }
    let (found, expected) = (format!("{found:#?}"), format!("{expected:#?}"));
    let mut pairs = found.lines().zip(expected.lines()).enumerate();
    let (line, (found, expected)) = pairs.find(|(_, (a, b))| a != b).unwrap_or_default();
    panic!("found {:?}, expected {:?} (line {line})", found.trim(), expected.trim());
}

/// A project with the schema for news and articles of these ids and texts.
pub(crate) fn news_project(articles: &[(&str, &str)]) -> Project {
    let (schema, _) = schema_file::news().unwrap();
    let mut project = Project::new("Test", schema);
    for (id, text) in articles {
        let article = Article::new((*id).into(), Body::new(*text), Metadata::default(), []);
        project.put_slot(Slot::Loaded(Arc::new(article)));
    }
    project
}

/// The edit by which `annotator` marks the first place of `quote` in `article` as a person.
pub(crate) fn mark(project: &Project, article: &str, annotator: &str, id: &str, quote: &str) -> Edit {
    let article = project.article(&ArticleId::from(article)).unwrap();
    let body = article.body();
    let start = body.text().find(quote).unwrap();
    let record = Record::Annotation(Arc::new(Annotation {
        id: id.into(),
        annotator: annotator.into(),
        layer: "entity".into(),
        label: "person".into(),
        spans: body.span(start, start + quote.len()).unwrap().into(),
        features: Features::new(),
        flag: None,
        note: None,
        origin: Origin::Hand,
        created: None,
        entity: None,
        claim: None,
        quantity: None,
        extra: Extra::default(),
    }));
    Change::add(record.key_in(article.id()), record).into()
}

/// Makes the edit of [`mark`].
pub(crate) fn add_mark(project: &mut Project, article: &str, annotator: &str, id: &str, quote: &str) {
    let edit = mark(project, article, annotator, id, quote);
    apply(project, &edit).unwrap();
}

/// A project with a schema of one label, for files that are short, and articles of these ids and texts.
pub(crate) fn small_project(articles: &[(&str, &str)]) -> Project {
    let news = news_project(articles);
    let (layer, label) = (LayerKey::from("entity"), LabelKey::from("person"));
    let mut schema = Schema::default();
    let known = &news.schema().layers[&layer];
    schema
        .layers
        .insert(layer.clone(), Arc::new(Layer { guideline: String::new(), ..known.as_ref().clone() }));
    let key = (layer, label);
    schema.labels.insert(key.clone(), Arc::new(brief(&news.schema().labels[&key])));
    let mut project = Project::new("Small", schema);
    project.put_slots(news.articles().iter().map(|(id, slot)| (id.clone(), slot.clone())));
    project
}

fn brief(label: &Label) -> Label {
    Label {
        guideline: String::new(),
        boundaries: Vec::new(),
        examples: Vec::new(),
        counter_examples: Vec::new(),
        ..label.clone()
    }
}

/// Wants an import or export to be called off when it asks for the n-th time, and remembers what it was told.
#[derive(Debug)]
pub(crate) struct StopsAt {
    left: AtomicI64,
    told: Mutex<Vec<(Phase, u64, u64)>>,
}

impl StopsAt {
    pub(crate) fn question(number: i64) -> Self {
        Self { left: AtomicI64::new(number), told: Mutex::default() }
    }

    pub(crate) fn never() -> Self {
        Self::question(i64::MAX)
    }

    pub(crate) fn has_stopped(&self) -> bool {
        self.left.load(Ordering::SeqCst) <= 0
    }

    /// Phases, each with the steps done and the steps in all.
    pub(crate) fn told(&self) -> Vec<(Phase, u64, u64)> {
        self.told.lock().unwrap().clone()
    }
}

impl Watch for StopsAt {
    fn begin(&self, phase: Phase, all: u64) {
        self.told.lock().unwrap().push((phase, 0, all));
    }

    fn reach(&self, done: u64) {
        let mut told = self.told.lock().unwrap();
        let (phase, _, all) = *told.last().unwrap();
        told.push((phase, done, all));
    }

    fn is_stopped(&self) -> bool {
        self.left.fetch_sub(1, Ordering::SeqCst) <= 1
    }
}
