//! The ledger of a session's annotator, kept up with their work.
//!
//! Articles that are in memory are taken in at once; the others are read beside the session, on whatever thread there is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::ordmap::DiffItem;
use rayon::prelude::*;

use super::Session;
use super::keeper::KeepError;
use super::occurrences::Scope;
use super::search::Go;
use super::search::survey::Survey;
use crate::ledger::Ledger;
use crate::ledger::digest::Digest;
use crate::model::article::Article;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::{Project, Slot};
use crate::model::register::Register;
use crate::model::schema::{Role, Schema};

/// How many articles are told at once.
const PORTION: usize = 512;

/// The ledger, and what it accounts for.
#[derive(Debug)]
pub struct Books {
    annotator: Annotator,
    ledger: Ledger,
    /// The project as it is accounted for, but for articles that are still to be read.
    project: Project,
    /// Articles that are still to be read, with the revision of the books in which that was found.
    waiting: BTreeMap<ArticleId, u64>,
    /// Articles that could not be read.
    unread: BTreeSet<ArticleId>,
    /// The revision of the session that was looked at last.
    seen: Option<u64>,
    revision: u64,
}

impl Books {
    /// Books in which nothing is accounted for yet, for the work of `annotator`.
    pub fn new(annotator: Annotator) -> Self {
        Self {
            annotator,
            ledger: Ledger::default(),
            project: Project::default(),
            waiting: BTreeMap::new(),
            unread: BTreeSet::new(),
            seen: None,
            revision: 0,
        }
    }

    /// The ledger, as far as it is read.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Whose work it is of.
    pub fn annotator(&self) -> &Annotator {
        &self.annotator
    }

    /// Goes up whenever the ledger may have changed.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Articles that could not be read, and are missing in the ledger.
    pub fn unread(&self) -> &BTreeSet<ArticleId> {
        &self.unread
    }

    /// How many articles are still to be read.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Reading the articles that are still to be read, as they are now. It can go on on another thread.
    pub fn reading(&self, session: &Session) -> Reading {
        let articles = self.waiting.keys().cloned().collect();
        Reading { survey: session.survey(&Scope::Project), articles, as_of: self.revision }
    }

    /// Takes in what has changed in `session`.
    pub fn follow(&mut self, session: &Session) {
        if self.seen == Some(session.revision()) {
            return;
        }
        self.seen = Some(session.revision());
        self.revision += 1;
        let now = session.project().clone();
        if !is_read_alike(now.schema(), self.project.schema()) {
            *self = Self { seen: self.seen, revision: self.revision, ..Self::new(self.annotator.clone()) };
        }
        let renamed = self.follow_register(&now);
        let before = std::mem::replace(&mut self.project, now.clone());
        for id in before.articles().keys().filter(|id| !now.articles().contains_key(*id)) {
            self.ledger.remove(id);
            self.waiting.remove(id);
        }
        let mut changed: Vec<&Arc<Article>> = Vec::new();
        let mut earlier = before.articles().iter().peekable();
        for (id, slot) in now.articles() {
            while earlier.next_if(|(known, _)| *known < id).is_some() {}
            let known = earlier.next_if(|(known, _)| *known == id);
            if known.is_some_and(|(_, known)| is_same(known, slot)) && !renamed.contains(id) {
                continue;
            }
            self.waiting.remove(id);
            match slot {
                Slot::Loaded(article) => changed.push(article),
                Slot::Listed(listing) if session.own_summary(listing).is_some() => {
                    self.waiting.insert(id.clone(), self.revision);
                }
                Slot::Listed(_) => self.ledger.remove(id),
            }
        }
        let register = self.ledger.register();
        let digest = |article: &&Arc<Article>| Digest::of(article, &self.annotator, now.schema(), register);
        let digests: Vec<Digest> = changed.par_iter().map(digest).collect();
        self.ledger.extend(digests);
    }

    /// Takes in articles that were read as of a revision of the books. What is known to have changed since is not taken.
    pub fn take(&mut self, read: Read) {
        let mut digests = Vec::new();
        for (id, found) in read.articles {
            if self.waiting.get(&id).is_none_or(|since| *since > read.as_of) {
                continue;
            }
            self.waiting.remove(&id);
            self.unread.remove(&id);
            match found {
                Ok(digest) => digests.push(digest),
                Err(_) => drop(self.unread.insert(id)),
            }
        }
        self.ledger.extend(digests);
        self.revision += 1;
    }

    /// Takes in the register of `project`. Returns the articles in which something is called differently now.
    fn follow_register(&mut self, project: &Project) -> BTreeSet<ArticleId> {
        let now: Register = project.registers().get(&self.annotator).cloned().unwrap_or_default();
        let before = self.ledger.register();
        let entities = before.entities.diff(&now.entities).map(|item| key_of(&item).clone()).collect();
        let claims = before.claims.diff(&now.claims).map(|item| key_of(&item).clone()).collect();
        let renamed = self.ledger.referring(&entities, &claims);
        self.ledger.set_register(now);
        renamed
    }
}

/// The key of something that was added, changed or removed.
fn key_of<'a, K, V>(item: &DiffItem<'a, 'a, K, V>) -> &'a K {
    match item {
        DiffItem::Add(key, _) | DiffItem::Remove(key, _) | DiffItem::Update { new: (key, _), .. } => key,
    }
}

/// Whether the same is known of an article, as far as that can be told at a glance.
fn is_same(one: &Slot, other: &Slot) -> bool {
    match (one, other) {
        (Slot::Loaded(one), Slot::Loaded(other)) => Arc::ptr_eq(one, other),
        (Slot::Listed(one), Slot::Listed(other)) => Arc::ptr_eq(one, other) || one == other,
        _ => false,
    }
}

/// Whether two schemas give the same layers the same roles.
fn is_read_alike(one: &Schema, other: &Schema) -> bool {
    let roles = |schema: &Schema| -> Vec<(String, Role)> {
        schema.layers.values().map(|layer| (layer.key.to_string(), layer.role)).collect()
    };
    roles(one) == roles(other)
}

/// Articles about to be read.
#[derive(Debug)]
pub struct Reading {
    survey: Survey,
    articles: Vec<ArticleId>,
    as_of: u64,
}

/// Articles that were read.
#[derive(Debug)]
pub struct Read {
    articles: Vec<(ArticleId, Result<Digest, KeepError>)>,
    as_of: u64,
}

impl Reading {
    /// Reads the articles on all processors and tells them in portions.
    pub fn run(self, tell: &mut dyn FnMut(Read) -> Go) {
        let Self { survey, articles, as_of } = self;
        let register = survey.project().registers().get(survey.annotator()).cloned().unwrap_or_default();
        let read = |id: &ArticleId| {
            let article = survey.article(id)?;
            Ok(Digest::of(&article, survey.annotator(), survey.project().schema(), &register))
        };
        for portion in articles.chunks(PORTION) {
            let articles = portion.par_iter().map(|id| (id.clone(), read(id))).collect();
            if tell(Read { articles, as_of }) == Go::Stop {
                return;
            }
        }
    }
}
