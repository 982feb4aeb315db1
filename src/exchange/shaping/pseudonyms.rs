//! Annotators under numbers instead of names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;

use crate::exchange::merge::{add, records};
use crate::model::article::Article;
use crate::model::id::Annotator;
use crate::model::record::Record;
use crate::model::register::Register;
use crate::model::work::WorkRecords;

/// The name that stands for each annotator of a project.
#[derive(Debug)]
pub(super) struct Pseudonyms(BTreeMap<Annotator, Annotator>);

impl Pseudonyms {
    /// "annotator-1", "annotator-2", and so on, in the order of the names: the same in each export of the project, as
    /// long as nobody joins it.
    pub(super) fn new(annotators: &BTreeSet<Annotator>) -> Self {
        let name = |number: usize| Annotator::from(format!("annotator-{}", number + 1));
        Self(annotators.iter().enumerate().map(|(number, who)| (who.clone(), name(number))).collect())
    }

    /// The name that stands for `annotator`. Nobody else's work is in the project.
    pub(super) fn of(&self, annotator: &Annotator) -> Annotator {
        self.0.get(annotator).cloned().unwrap_or_else(|| Annotator::from("annotator-0"))
    }

    /// The same article.
    pub(super) fn article(&self, article: &Article) -> Article {
        let zones = article.zones().values().map(|zone| zone.as_ref().clone());
        let metadata = Arc::clone(article.metadata());
        let mut renamed = Article::new(article.id().clone(), article.body().clone(), metadata, zones);
        for (annotator, work) in article.works() {
            let mut theirs = WorkRecords::default();
            for record in records(work) {
                add(&mut theirs, self.record(record));
            }
            renamed = renamed.with_work(self.of(annotator), theirs);
        }
        renamed
    }

    /// The same registers.
    pub(super) fn registers(&self, registers: &OrdMap<Annotator, Register>) -> OrdMap<Annotator, Register> {
        let renamed =
            registers.iter().map(|(annotator, register)| (self.of(annotator), self.register(register)));
        renamed.collect()
    }

    fn register(&self, register: &Register) -> Register {
        Register {
            entities: renamed(&register.entities, |entity| self.replace(&mut entity.annotator)),
            claims: renamed(&register.claims, |claim| self.replace(&mut claim.annotator)),
            claim_links: renamed(&register.claim_links, |link| self.replace(&mut link.annotator)),
            events: renamed(&register.events, |event| self.replace(&mut event.annotator)),
            settlements: renamed(&register.settlements, |settled| self.replace(&mut settled.annotator)),
        }
    }

    fn record(&self, mut record: Record) -> Record {
        match &mut record {
            Record::Annotation(record) => self.replace(&mut Arc::make_mut(record).annotator),
            Record::Relation(record) => self.replace(&mut Arc::make_mut(record).annotator),
            Record::Attribution(record) => self.replace(&mut Arc::make_mut(record).annotator),
            Record::Decision(record) => self.replace(&mut Arc::make_mut(record).annotator),
            Record::Suggestion(record) => self.replace(&mut Arc::make_mut(record).annotator),
            Record::Status(record) => self.replace(&mut Arc::make_mut(record).annotator),
            Record::DocumentLabels(record) => self.replace(&mut Arc::make_mut(record).annotator),
            Record::ArticleEvent(record) => self.replace(&mut Arc::make_mut(record).annotator),
            Record::ZoneVerdict(record) => self.replace(&mut Arc::make_mut(record).annotator),
            Record::Zone(record) => {
                if let Some(annotator) = &mut Arc::make_mut(record).annotator {
                    self.replace(annotator);
                }
            }
            // The rest is in no article, and the registers are renamed on their own.
            _ => {}
        }
        record
    }

    fn replace(&self, annotator: &mut Annotator) {
        *annotator = self.of(annotator);
    }
}

fn renamed<K: Clone + Ord, T: Clone>(
    records: &OrdMap<K, Arc<T>>,
    rename: impl Fn(&mut T),
) -> OrdMap<K, Arc<T>> {
    let record = |(key, record): (&K, &Arc<T>)| {
        let mut record = record.as_ref().clone();
        rename(&mut record);
        (key.clone(), Arc::new(record))
    };
    records.iter().map(record).collect()
}
