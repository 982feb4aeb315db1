//! Entities of the annotator's register.

use std::sync::Arc;

use super::call::Call;
use super::json;
use super::kind::CommandKind;
use super::outcome::Outcome;
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::extra::Extra;
use crate::model::id::EntityId;
use crate::model::record::{Record, RecordKey, RegisterKey};
use crate::model::register::{Alias, Entity};
use crate::model::schema::Role;
use crate::session::error::{Refusal, Stop};
use crate::session::lookup;
use crate::session::steps::Plan;
use crate::session::unlink::Heir;

const NAME: Parameter = Parameter::text("name", "The canonical name");
const ENTITY: Parameter = Parameter::text("entity", "The entity's id");
const ALIASES: Parameter = Parameter::list("aliases", "All other names, in any case of letters");
const EXACT_ALIASES: Parameter =
    Parameter::list("exact_aliases", "All other names whose case must match, such as IS or US");
const KIND: Parameter = Parameter::text("kind", "The label of its mentions, by name or key");
const EXTERNAL: Parameter = Parameter::text("external", "An identifier elsewhere, such as wikidata:Q42");
const NOTE: Parameter = Parameter::text("note", "A remark");
const RECORD: Parameter =
    Parameter::json("record", "All of it, as in the exchange format; other arguments come on top");

pub(super) const ADD: Spec = Spec::edits("entity.add", Group::Register, add)
    .says("New entity…", "Adds somebody or something that texts name")
    .takes(&[
        Parameter::text("id", "The id of the new entity; else one is made"),
        NAME,
        ALIASES,
        EXACT_ALIASES,
        KIND,
        EXTERNAL,
        NOTE,
        RECORD,
    ]);

pub(super) const SET: Spec = Spec::edits("entity.set", Group::Register, set)
    .says("Change entity…", "Changes the parts of an entity that are given")
    .takes(&[ENTITY.required(), NAME, ALIASES, EXACT_ALIASES, KIND, EXTERNAL, NOTE, RECORD]);

pub(super) const DELETE: Spec = Spec::edits("entity.delete", Group::Register, delete)
    .says("Delete entity…", "Deletes an entity; what was linked to it loses the link")
    .takes(&[ENTITY.required()]);

pub(super) const MERGE: Spec = Spec::edits("entity.merge", Group::Register, merge)
    .says(
        "Merge entities…",
        "Makes one entity of two: the other takes over its names and everything linked to it",
    )
    .takes(&[ENTITY.required(), Parameter::text("into", "The entity that stays").required()]);

pub(super) const LINK: Spec = Spec::edits("entity.link", Group::Register, link)
    .says("Link to entity…", "Says which entity a mark names, or that it names none")
    .keys(&["Ctrl+Shift+K"])
    .needs(&[Need::Article, Need::Mark])
    .takes(&[
        Parameter::ARTICLE,
        Parameter::MARK,
        Parameter::text("entity", "The entity's id; without it, the link is taken away"),
    ]);

fn add(call: &Call<'_>) -> Result<Plan, Stop> {
    let register = call.session.own_register();
    let taken = |id: &str| register.is_some_and(|known| known.entities.contains_key(&EntityId::from(id)));
    let id = EntityId::from(call.session.new_id(call.text("id"), "e", taken)?);
    let blank = Entity {
        id: id.clone(),
        annotator: call.session.annotator.clone(),
        name: String::new(),
        aliases: Vec::new(),
        kind: None,
        external: None,
        note: None,
        extra: Extra::default(),
    };
    let mut draft = call.draft();
    draft.put(Record::Entity(Arc::new(filled(call, blank)?)))?;
    call.plan(draft, call.desk(), Outcome::made(&id))
}

fn set(call: &Call<'_>) -> Result<Plan, Stop> {
    let known = Entity::clone(find(call, "entity")?);
    let mut draft = call.draft();
    draft.put(Record::Entity(Arc::new(filled(call, known)?)))?;
    call.quiet_plan(draft)
}

fn find<'a>(call: &Call<'a>, argument: &str) -> Result<&'a Arc<Entity>, Refusal> {
    let id = lookup::entity(call.session, call.needed(argument)?)?;
    let register = call.session.own_register();
    let found = register.and_then(|register| register.entities.get(&id));
    found.ok_or_else(|| Refusal::new(format!("your register has no entity {id}")))
}

/// `entity` with everything that the command was given.
fn filled(call: &Call<'_>, mut entity: Entity) -> Result<Entity, Stop> {
    let schema = call.session.project.schema();
    let kind_of = |name: &str| match schema.layer_of_role(Role::Entity) {
        Some(layer) => lookup::label_of(schema, &layer.key, name).map(|label| label.key.clone()),
        None => Err(Refusal::new("no layer of the project holds entities")),
    };
    if let Some(text) = call.text("record") {
        let (id, annotator) = (entity.id, entity.annotator);
        entity = Entity { id, annotator, ..json::entity(text)? };
        entity.kind = entity.kind.map(|name| kind_of(name.as_str())).transpose()?;
    }
    if let Some(name) = call.text("name") {
        name.clone_into(&mut entity.name);
    }
    for (argument, case_sensitive) in [("aliases", false), ("exact_aliases", true)] {
        if call.get(argument).is_some() {
            entity.aliases.retain(|alias| alias.case_sensitive != case_sensitive);
            let added = call.list(argument).iter().map(|text| Alias { text: text.clone(), case_sensitive });
            entity.aliases.extend(added);
        }
    }
    if let Some(kind) = call.text("kind") {
        entity.kind = if kind.is_empty() { None } else { Some(kind_of(kind)?) };
    }
    call.set_text("external", &mut entity.external);
    call.set_text("note", &mut entity.note);
    Ok(entity)
}

fn key_of(entity: &Entity) -> RecordKey {
    RecordKey::Register(entity.annotator.clone(), RegisterKey::Entity(entity.id.clone()))
}

fn delete(call: &Call<'_>) -> Result<Plan, Stop> {
    let entity = find(call, "entity")?;
    let mut draft = call.draft();
    call.session.replace_entity(&mut draft, entity, Heir::Name(&entity.name))?;
    draft.set(key_of(entity), None)?;
    call.quiet_plan(draft)
}

fn merge(call: &Call<'_>) -> Result<Plan, Stop> {
    let (gone, into) = (find(call, "entity")?, find(call, "into")?);
    if gone.id == into.id {
        return Err(Refusal::new("an entity cannot be merged into itself").into());
    }
    let mut merged = Entity::clone(into);
    let name = Alias { text: gone.name.clone(), case_sensitive: false };
    for alias in std::iter::once(&name).chain(&gone.aliases) {
        if alias.text != merged.name && !merged.aliases.iter().any(|known| known.text == alias.text) {
            merged.aliases.push(alias.clone());
        }
    }
    merged.kind = merged.kind.or_else(|| gone.kind.clone());
    merged.external = merged.external.or_else(|| gone.external.clone());
    merged.note = merged.note.or_else(|| gone.note.clone());
    let mut draft = call.draft();
    call.session.replace_entity(&mut draft, gone, Heir::Entity(&into.id))?;
    draft.put(Record::Entity(Arc::new(merged)))?;
    draft.set(key_of(gone), None)?;
    call.quiet_plan(draft)
}

fn link(call: &Call<'_>) -> Result<Plan, Stop> {
    let wanted = call.text("entity").filter(|id| !id.is_empty());
    let entity = wanted.map(|id| lookup::entity(call.session, id)).transpose()?;
    let plan = call.change_mark(|mark| {
        mark.entity = entity;
        Ok(())
    })?;
    Ok(plan.remembering(call, CommandKind::EntityLink))
}
