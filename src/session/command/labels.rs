//! Labels of the schema. A label is never removed: marks may use it. It is retired, or becomes another.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::call::Call;
use super::outcome::Outcome;
use super::spec::{Group, Parameter, Planner, Spec};
use crate::model::id::LabelKey;
use crate::model::record::Record;
use crate::model::schema::{Fate, Label, Schema, position_after};
use crate::session::error::{Refusal, Stop};
use crate::session::keys::fresh_key;
use crate::session::lookup;
use crate::session::steps::Plan;

const LAYER: Parameter = Parameter::text("layer", "The layer, by key or name").required();
const LABEL: Parameter = Parameter::text("label", "The label, by name or key").required();
const COLOUR: Parameter = Parameter::text("colour", "The colour, as #rrggbb");

/// The colour of labels that are given none.
const GREY: &str = "#808080";

const fn label(id: &'static str, plan: Planner) -> Spec {
    Spec::edits(id, Group::Schema, plan)
}

pub(super) const ADD: Spec = label("label.add", add).says("New label…", "Adds a label to a layer").takes(&[
    LAYER,
    Parameter::text("name", "The name that people see").required(),
    Parameter::text("key", "The permanent key; else one is made from the name"),
    COLOUR,
    Parameter::text("shortcut", "The letter that sets it"),
    Parameter::text("guideline", "What to mark, as Markdown"),
]);
pub(super) const RENAME: Spec = label("label.rename", rename)
    .says("Rename label…", "Gives a label another name; its key and its marks stay")
    .takes(&[LAYER, LABEL, Parameter::text("name", "The new name").required()]);
pub(super) const RECOLOUR: Spec = label("label.recolour", recolour)
    .says("Change colour of label…", "Gives a label another colour")
    .takes(&[LAYER, LABEL, COLOUR.required()]);
pub(super) const SET_KEY: Spec = label("label.set_key", set_key)
    .says("Set key of label…", "Sets the letter that sets a label")
    .takes(&[LAYER, LABEL, Parameter::text("shortcut", "The letter; without it, the label has none")]);
pub(super) const MERGE: Spec = label("label.merge", merge)
    .says("Merge label…", "Makes one label of two: marks with the first count as marks with the second")
    .takes(&[LAYER, LABEL, Parameter::text("into", "The label that stays, of the same layer").required()]);
pub(super) const RETIRE: Spec = label("label.retire", retire)
    .says("Retire label…", "Takes a label out of use; marks with it keep it")
    .takes(&[LAYER, LABEL]);
pub(super) const RESTORE: Spec = label("label.restore", restore)
    .says("Use label again…", "Takes a label that was retired or merged back into use")
    .takes(&[LAYER, LABEL]);
pub(super) const SET_GUIDELINE: Spec = label("label.set_guideline", set_guideline)
    .says("Write guideline of label…", "Says what to mark with a label; what is left out stays as it is")
    .takes(&[
        LAYER,
        LABEL,
        Parameter::text("guideline", "What to mark, as Markdown"),
        Parameter::list("boundaries", "Where its spans begin and end, one rule each"),
        Parameter::list("examples", "What is marked; square brackets show the span"),
        Parameter::list("counter_examples", "What is not marked"),
    ]);

fn add(call: &Call<'_>) -> Result<Plan, Stop> {
    let schema = call.session.project.schema();
    let layer = lookup::layer(schema, call.needed("layer")?)?.key.clone();
    let name = call.needed("name")?;
    let known = schema.labels_of(&layer);
    let taken = |key: &str| known.iter().any(|label| label.key.as_str() == key);
    let key = match call.text("key") {
        Some(key) if taken(key) => {
            return Err(Refusal::new(format!("the key {key:?} is taken already")).into());
        }
        Some(key) => key.to_owned(),
        None => fresh_key(name, taken),
    };
    let label = Label {
        key: key.as_str().into(),
        name: name.to_owned(),
        colour: colour(call.text("colour").unwrap_or(GREY))?,
        shortcut: None,
        guideline: call.text("guideline").unwrap_or_default().to_owned(),
        boundaries: Vec::new(),
        examples: Vec::new(),
        counter_examples: Vec::new(),
        maps: BTreeMap::new(),
        position: position_after(known.iter().map(|label| label.position)),
        fate: None,
        layer,
    };
    let shortcut = shortcut(schema, &label, call.text("shortcut"))?;
    let mut draft = call.draft();
    draft.put(Record::Label(Arc::new(Label { shortcut, ..label })))?;
    call.plan(draft, call.desk(), Outcome::made(&key))
}

/// The label that was named, also when it is no longer in use.
fn named<'a>(call: &Call<'a>) -> Result<&'a Label, Refusal> {
    let schema = call.session.project.schema();
    let layer = &lookup::layer(schema, call.needed("layer")?)?.key;
    let name = call.needed("label")?;
    match schema.find_label(layer, name) {
        Some(label) => Ok(label),
        None => lookup::label_of(schema, layer, name),
    }
}

fn change(call: &Call<'_>, change: impl FnOnce(&mut Label) -> Result<(), Refusal>) -> Result<Plan, Stop> {
    let mut label = named(call)?.clone();
    change(&mut label)?;
    let mut draft = call.draft();
    draft.put(Record::Label(Arc::new(label)))?;
    call.quiet_plan(draft)
}

fn colour(text: &str) -> Result<String, Refusal> {
    let is_colour = text
        .strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    if is_colour {
        Ok(text.to_owned())
    } else {
        Err(Refusal::new(format!("{text:?} is no colour: write #rrggbb")))
    }
}

/// The letter that was asked for, if no other label of the layer has it.
fn shortcut(schema: &Schema, label: &Label, asked: Option<&str>) -> Result<Option<char>, Refusal> {
    let mut letters = asked.unwrap_or_default().chars();
    let letter = match (letters.next(), letters.next()) {
        (None, _) => return Ok(None),
        (Some(letter), None) if letter.is_alphabetic() => letter,
        _ => return Err(Refusal::new("a label is set by one letter")),
    };
    let labels = schema.labels_of(&label.layer);
    let holder = labels
        .iter()
        .find(|other| other.key != label.key && other.fate.is_none() && other.shortcut == Some(letter));
    match holder {
        Some(holder) => Err(Refusal::new(format!("{letter:?} sets {:?} already", holder.name))),
        None => Ok(Some(letter)),
    }
}

fn rename(call: &Call<'_>) -> Result<Plan, Stop> {
    let name = call.needed("name")?;
    change(call, |label| {
        name.clone_into(&mut label.name);
        Ok(())
    })
}

fn recolour(call: &Call<'_>) -> Result<Plan, Stop> {
    let colour = colour(call.needed("colour")?)?;
    change(call, |label| {
        label.colour = colour;
        Ok(())
    })
}

fn set_key(call: &Call<'_>) -> Result<Plan, Stop> {
    change(call, |label| {
        label.shortcut = shortcut(call.session.project.schema(), label, call.text("shortcut"))?;
        Ok(())
    })
}

fn merge(call: &Call<'_>) -> Result<Plan, Stop> {
    let label = named(call)?;
    let into =
        lookup::label_of(call.session.project.schema(), &label.layer, call.needed("into")?)?.key.clone();
    set_fate(call, Some(Fate::Became(into)))
}

fn retire(call: &Call<'_>) -> Result<Plan, Stop> {
    set_fate(call, Some(Fate::Retired))
}

fn restore(call: &Call<'_>) -> Result<Plan, Stop> {
    set_fate(call, None)
}

/// A label out of use gives its letter free. One that others became cannot become one of those.
fn set_fate(call: &Call<'_>, fate: Option<Fate>) -> Result<Plan, Stop> {
    let schema = call.session.project.schema();
    change(call, |label| {
        if let Some(Fate::Became(into)) = &fate
            && chain(schema, label, into).contains(&label.key)
        {
            return Err(Refusal::new(format!("{:?} cannot be merged into itself", label.name)));
        }
        if fate.is_some() {
            label.shortcut = None;
        }
        label.fate = fate;
        Ok(())
    })
}

/// The labels that marks with `from` count as, one after the other.
fn chain(schema: &Schema, label: &Label, from: &LabelKey) -> Vec<LabelKey> {
    let mut keys = vec![from.clone()];
    while let Some(last) = keys.last().and_then(|key| schema.labels.get(&(label.layer.clone(), key.clone())))
    {
        match &last.fate {
            Some(Fate::Became(next)) if !keys.contains(next) => keys.push(next.clone()),
            _ => break,
        }
    }
    keys
}

fn set_guideline(call: &Call<'_>) -> Result<Plan, Stop> {
    change(call, |label| {
        if let Some(guideline) = call.text("guideline") {
            guideline.clone_into(&mut label.guideline);
        }
        call.set_list("boundaries", &mut label.boundaries);
        call.set_list("examples", &mut label.examples);
        call.set_list("counter_examples", &mut label.counter_examples);
        Ok(())
    })
}
