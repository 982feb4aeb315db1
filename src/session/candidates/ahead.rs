//! The next few candidates, to be shown before anybody asks for them.

use std::sync::Arc;

use imbl::OrdMap;

use super::Candidate;
use super::found::{self, Ground, REACH};
use super::known::Known;
use super::walk::{self, CHUNK};
use crate::model::annotation::Annotation;
use crate::model::id::{AnnotationId, EntityId, LayerKey};
use crate::model::register::Entity;
use crate::model::schema::Role;
use crate::session::Session;

/// How much text after the cursor, in bytes, is looked through: about as much as is on a large screen.
const AHEAD: usize = 2 * CHUNK;

/// What it takes to find the next few candidates, kept from one look to the next: what is known does not change while
/// only the cursor moves.
#[derive(Debug, Default)]
pub struct Outlook {
    named: Option<Named>,
    marked: Option<Marked>,
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
    /// The layer of entities.
    layer: Option<LayerKey>,
    annotations: OrdMap<AnnotationId, Arc<Annotation>>,
    /// In bytes.
    around: usize,
    known: Arc<Known>,
}

impl Outlook {
    /// At most `most` candidates after the cursor, in the order in which "next candidate" comes to them, and as far as
    /// they stand near. Copies of maps are compared without looking at what is in them.
    pub fn next(&mut self, session: &Session, most: usize) -> Vec<Candidate> {
        let Some(article) = session.open_article() else {
            *self = Self::default();
            return Vec::new();
        };
        let known = [self.named(session), self.marked(session)];
        let ground = Ground::with(session, article, known);
        walk::several(&ground, session.candidate_place(), (most, AHEAD))
    }

    fn named(&mut self, session: &Session) -> Arc<Known> {
        let entities = session.own_register().map(|register| register.entities.clone()).unwrap_or_default();
        if let Some(named) = self.named.as_ref().filter(|named| named.entities.ptr_eq(&entities)) {
            return Arc::clone(&named.known);
        }
        let known = Arc::new(found::named(session));
        self.named = Some(Named { entities, known: Arc::clone(&known) });
        known
    }

    fn marked(&mut self, session: &Session) -> Arc<Known> {
        let Some(article) = session.open_article() else { return Arc::default() };
        let work = article.work(&session.annotator);
        let annotations = work.map(|work| work.annotations().clone()).unwrap_or_default();
        let at = session.desk.selection.head;
        let layer = session.project.schema().layer_of_role(Role::Entity).map(|layer| layer.key.clone());
        let still = |marked: &&Marked| {
            marked.layer == layer
                && marked.annotations.ptr_eq(&annotations)
                && marked.around.abs_diff(at) < REACH / 4
        };
        if let Some(marked) = self.marked.as_ref().filter(still) {
            return Arc::clone(&marked.known);
        }
        let known = Arc::new(found::marked(session, article));
        self.marked = Some(Marked { layer, annotations, around: at, known: Arc::clone(&known) });
        known
    }
}
