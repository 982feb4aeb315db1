//! What is known around the cursor, kept from one look to the next.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;

use super::known::Known;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::id::{AnnotationId, ArticleId, EntityId, LayerKey};
use crate::model::register::Entity;
use crate::model::schema::Role;
use crate::session::Session;

/// How far around a place, in bytes, other occurrences and marks count: enough for an article, and for a part of a book.
pub(super) const REACH: usize = 256 * 1024;

/// How much text, in bytes, is one place to the marks around it, so that what is known does not depend on the way there.
const CELL: usize = 16 * 1024;

/// How many marks before the cursor count, and how many after it: those of a long report, and no more than can be gone
/// through in the frame that shows what comes next.
const MARKS: usize = 1_000;

/// The names of the register and the texts marked around the cursor. Each becomes a table once, and again only when
/// what it was made from is another; copies of maps are compared without looking at what is in them.
#[derive(Debug, Default)]
pub(in crate::session) struct Recall {
    named: RefCell<Option<Named>>,
    marked: RefCell<Option<Marked>>,
}

/// The names of a register.
#[derive(Debug)]
struct Named {
    entities: OrdMap<EntityId, Arc<Entity>>,
    known: Arc<Known>,
}

/// What was marked around a place.
#[derive(Debug)]
struct Marked {
    article: ArticleId,
    /// The layer of entities.
    layer: Option<LayerKey>,
    annotations: OrdMap<AnnotationId, Arc<Annotation>>,
    /// The middle of the cell, in bytes.
    around: usize,
    known: Arc<Known>,
}

impl Recall {
    /// The names of the annotator's register, and what they have marked in `article` around the cursor.
    pub(super) fn known(&self, session: &Session, article: &Article) -> [Arc<Known>; 2] {
        [self.named(session), self.marked(session, article)]
    }

    /// The entities of the annotator's register that `text` names by one of their names.
    pub(in crate::session) fn named_in(&self, session: &Session, text: &str) -> BTreeSet<EntityId> {
        let layer = LayerKey::from("");
        let found = self.named(session).find(text, &(0..text.len()), &layer);
        found.into_iter().filter_map(|candidate| candidate.entity).collect()
    }

    fn named(&self, session: &Session) -> Arc<Known> {
        let register = session.own_register();
        let entities = register.map(|register| register.entities.clone()).unwrap_or_default();
        let mut kept = self.named.borrow_mut();
        if let Some(named) = kept.as_ref().filter(|named| named.entities.ptr_eq(&entities)) {
            return Arc::clone(&named.known);
        }
        let mut known = Known::default();
        if let Some(register) = register {
            known.add_register(register);
        }
        let known = Arc::new(known);
        *kept = Some(Named { entities, known: Arc::clone(&known) });
        known
    }

    fn marked(&self, session: &Session, article: &Article) -> Arc<Known> {
        let work = article.work(&session.annotator);
        let annotations = work.map(|work| work.annotations().clone()).unwrap_or_default();
        let around = session.desk.selection.head / CELL * CELL + CELL / 2;
        let layer = session.project.schema().layer_of_role(Role::Entity).map(|layer| layer.key.clone());
        let still = |marked: &&Marked| {
            marked.article == *article.id()
                && marked.layer == layer
                && marked.annotations.ptr_eq(&annotations)
                && marked.around == around
        };
        let mut kept = self.marked.borrow_mut();
        if let Some(marked) = kept.as_ref().filter(still) {
            return Arc::clone(&marked.known);
        }
        let mut known = Known::default();
        if let (Some(work), Some(layer)) = (work, &layer) {
            let is_near = |mark: &&Arc<Annotation>| mark.spans.hull().start().abs_diff(around) < REACH;
            let marks = work.around(around, MARKS).filter(|mark| mark.layer == *layer).filter(is_near);
            known.add_marks(article.body().text(), marks);
        }
        let known = Arc::new(known);
        let article = article.id().clone();
        *kept = Some(Marked { article, layer, annotations, around, known: Arc::clone(&known) });
        known
    }
}
