//! Finding layers, labels and unused ids, with reasons when there is none.

use super::error::{CommandError, Refusal, Stop};
use super::state::Session;
use crate::model::id::{ClaimId, EntityId, EventId, LayerKey};
use crate::model::schema::{Fate, Label, Layer, Schema};

/// How many ids are tried before the source of ids is taken to be broken.
const MAX_TRIES: usize = 100;

/// A layer by key or name.
pub(super) fn layer<'a>(schema: &'a Schema, name: &str) -> Result<&'a Layer, Refusal> {
    schema.find_layer(name).ok_or_else(|| {
        let known: Vec<&str> = schema.layers_in_order().into_iter().map(|layer| layer.key.as_str()).collect();
        Refusal::new(format!("there is no layer {name:?}")).hint(format!("There are {}", known.join(", ")))
    })
}

/// A label in use, by name or key. Without a layer, the name must belong to one layer only.
pub(super) fn label<'a>(schema: &'a Schema, within: Option<&str>, name: &str) -> Result<&'a Label, Refusal> {
    match within {
        Some(within) => label_of(schema, &layer(schema, within)?.key, name),
        None => label_anywhere(schema, name),
    }
}

/// A label of `layer` that is in use, by name or key.
pub(super) fn label_of<'a>(schema: &'a Schema, layer: &LayerKey, name: &str) -> Result<&'a Label, Refusal> {
    let found = schema.find_label(layer, name).ok_or_else(|| {
        let labels = schema.labels_of(layer);
        let known: Vec<&str> =
            labels.iter().filter(|label| label.fate.is_none()).map(|label| label.name.as_str()).collect();
        Refusal::new(format!("layer {layer} has no label {name:?}"))
            .hint(format!("It has {}", known.join(", ")))
    })?;
    in_use(schema, found)
}

fn label_anywhere<'a>(schema: &'a Schema, name: &str) -> Result<&'a Label, Refusal> {
    let layers = schema.layers_in_order();
    let found: Vec<&Label> = layers.iter().filter_map(|layer| schema.find_label(&layer.key, name)).collect();
    let usable: Vec<&Label> = found.iter().copied().filter(|label| label.fate.is_none()).collect();
    match usable[..] {
        [only] => Ok(only),
        [] => match found.first() {
            Some(retired) => in_use(schema, retired),
            None => Err(Refusal::new(format!("no layer has a label {name:?}"))),
        },
        [first, ..] => Err(Refusal::new(format!("several layers have a label {name:?}"))
            .hint(format!("Say which layer, such as {}", first.layer))),
    }
}

/// An entity of the annotator's register.
pub(super) fn entity(session: &Session, id: &str) -> Result<EntityId, Refusal> {
    let id = EntityId::from(id);
    let known = session.own_register().is_some_and(|register| register.entities.contains_key(&id));
    if known { Ok(id) } else { Err(Refusal::new(format!("your register has no entity {id}"))) }
}

/// A claim of the annotator's register.
pub(super) fn claim(session: &Session, id: &str) -> Result<ClaimId, Refusal> {
    let id = ClaimId::from(id);
    let known = session.own_register().is_some_and(|register| register.claims.contains_key(&id));
    if known { Ok(id) } else { Err(Refusal::new(format!("your register has no claim {id}"))) }
}

/// An event of the annotator's register.
pub(super) fn event(session: &Session, id: &str) -> Result<EventId, Refusal> {
    let id = EventId::from(id);
    let known = session.own_register().is_some_and(|register| register.events.contains_key(&id));
    if known { Ok(id) } else { Err(Refusal::new(format!("your register has no event {id}"))) }
}

fn in_use<'a>(schema: &Schema, label: &'a Label) -> Result<&'a Label, Refusal> {
    let name = &label.name;
    match &label.fate {
        None => Ok(label),
        Some(Fate::Retired) => Err(Refusal::new(format!("label {name:?} is retired"))),
        Some(Fate::Became(_)) => {
            let now = schema.resolve(&label.layer, &label.key).map_or("another", |next| &next.name);
            Err(Refusal::new(format!("label {name:?} was merged into {now:?}")).hint(format!("Use {now:?}")))
        }
    }
}

impl Session {
    /// An id that begins with `prefix` and is not taken.
    pub(super) fn fresh_id(&self, prefix: &str, taken: impl Fn(&str) -> bool) -> Result<String, Stop> {
        let mut tries = (0..MAX_TRIES).map(|_| format!("{prefix}{}", self.env.new_id()));
        let used_up = || CommandError::internal(Refusal::new("every new id is taken already"));
        tries.find(|id| !taken(id)).ok_or_else(|| Stop::Fail(used_up()))
    }

    /// The id that was asked for, if it is not taken, else a fresh one.
    pub(super) fn new_id(
        &self,
        asked: Option<&str>,
        prefix: &str,
        taken: impl Fn(&str) -> bool,
    ) -> Result<String, Stop> {
        match asked {
            Some("") => Err(Refusal::new("an id may not be empty").into()),
            Some(id) if taken(id) => Err(Refusal::new(format!("the id {id:?} is taken already")).into()),
            Some(id) => Ok(id.to_owned()),
            None => self.fresh_id(prefix, taken),
        }
    }
}
