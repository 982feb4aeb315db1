//! Events of the annotator's register.

use std::sync::Arc;

use super::call::Call;
use super::json;
use super::outcome::Outcome;
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::extra::Extra;
use crate::model::id::EventId;
use crate::model::record::{ArticleKey, Record, RecordKey, RegisterKey};
use crate::model::register::Event;
use crate::model::status::ArticleEvent;
use crate::session::error::{Refusal, Stop};
use crate::session::lookup;
use crate::session::steps::Plan;

const fn fields(first: Parameter) -> [Parameter; 6] {
    [
        first,
        Parameter::text("name", "A short name"),
        Parameter::text("date", "When it happened: 2019-03-22, 2019-03, 2019 or a date with time"),
        Parameter::text("place", "Where it happened"),
        Parameter::text("note", "A remark"),
        Parameter::json("record", "All of it, as in the exchange format; other arguments come on top"),
    ]
}

const EVENT: Parameter = Parameter::text("event", "The event's id").required();

pub(super) const ADD: Spec = Spec::edits("event.add", Group::Register, add)
    .says("New event…", "Adds something that happened, which articles, figures and claims can share")
    .takes(const { &fields(Parameter::text("id", "The id of the new event; else one is made")) });

pub(super) const SET: Spec = Spec::edits("event.set", Group::Register, set)
    .says("Change event…", "Changes the parts of an event that are given")
    .takes(const { &fields(EVENT) });

pub(super) const DELETE: Spec = Spec::edits("event.delete", Group::Register, delete)
    .says("Delete event…", "Deletes an event; articles, figures and claims that belonged to it lose the link")
    .takes(&[EVENT]);

pub(super) const ARTICLE: Spec = Spec::edits("article.event", Group::Article, of_article)
    .says(
        "Event of the article…",
        "Says which event the article tells of; its figures belong to it unless they say otherwise",
    )
    .keys(&["Alt+E"])
    .takes(&[Parameter::ARTICLE, Parameter::text("event", "The event's id; empty for none").required()])
    .needs(&[Need::Article]);

fn of_article(call: &Call<'_>) -> Result<Plan, Stop> {
    let annotator = call.session.annotator.clone();
    let key = RecordKey::Article(call.article_id()?.clone(), ArticleKey::Event(annotator.clone()));
    let after = match call.needed("event")? {
        "" => None,
        id => {
            let event = lookup::event(call.session, id)?;
            Some(Record::ArticleEvent(Arc::new(ArticleEvent { annotator, event })))
        }
    };
    // An article that is not in memory is asked for.
    call.article()?;
    let mut draft = call.draft();
    draft.set(key, after)?;
    call.quiet_plan(draft)
}

fn add(call: &Call<'_>) -> Result<Plan, Stop> {
    let register = call.session.own_register();
    let taken = |id: &str| register.is_some_and(|known| known.events.contains_key(&EventId::from(id)));
    let id = EventId::from(call.session.new_id(call.text("id"), "ev", taken)?);
    let blank = Event {
        id: id.clone(),
        annotator: call.session.annotator.clone(),
        name: String::new(),
        date: None,
        place: None,
        note: None,
        extra: Extra::default(),
    };
    let mut draft = call.draft();
    draft.put(Record::Event(Arc::new(filled(call, blank)?)))?;
    call.plan(draft, call.desk(), Outcome::made(&id))
}

fn find<'a>(call: &Call<'a>) -> Result<&'a Arc<Event>, Refusal> {
    let id = lookup::event(call.session, call.needed("event")?)?;
    let register = call.session.own_register();
    let found = register.and_then(|register| register.events.get(&id));
    found.ok_or_else(|| Refusal::new(format!("your register has no event {id}")))
}

fn set(call: &Call<'_>) -> Result<Plan, Stop> {
    let known = Event::clone(find(call)?);
    let mut draft = call.draft();
    draft.put(Record::Event(Arc::new(filled(call, known)?)))?;
    call.quiet_plan(draft)
}

/// `event` with everything that the command was given.
fn filled(call: &Call<'_>, mut event: Event) -> Result<Event, Refusal> {
    if let Some(text) = call.text("record") {
        let (id, annotator) = (event.id, event.annotator);
        event = Event { id, annotator, ..json::event(text)? };
    }
    if let Some(name) = call.text("name") {
        name.clone_into(&mut event.name);
    }
    call.set_moment("date", &mut event.date)?;
    call.set_text("place", &mut event.place);
    call.set_text("note", &mut event.note);
    Ok(event)
}

fn delete(call: &Call<'_>) -> Result<Plan, Stop> {
    let event = find(call)?;
    let mut draft = call.draft();
    call.session.release_event(&mut draft, &event.id)?;
    let key = RegisterKey::Event(event.id.clone());
    draft.set(RecordKey::Register(call.session.annotator.clone(), key), None)?;
    call.quiet_plan(draft)
}
