//! Features and types of relations.

use std::sync::Arc;

use super::call::Call;
use super::outcome::Outcome;
use super::spec::{Group, Parameter, Spec};
use crate::model::id::{FeatureKey, LayerKey, RelationKey};
use crate::model::record::Record;
use crate::model::schema::{Feature, FeatureKind, RelationType, position_after};
use crate::session::error::{Refusal, Stop};
use crate::session::keys::fresh_key;
use crate::session::lookup;
use crate::session::steps::Plan;

const LAYER: Parameter = Parameter::text("layer", "The layer, by key or name").required();
const NAME: Parameter = Parameter::text("name", "The name that people see");
const KEY: Parameter = Parameter::text("key", "The permanent key; else one is made from the name");
const KIND: Parameter = Parameter::choice(
    "kind",
    &["choice", "choices", "yes_no", "text", "number"],
    "What its values are: one of a list, any of a list, yes or no, words, a number",
);
const VALUES: Parameter = Parameter::list("values", "The list of a choice");
const DEFAULT: Parameter = Parameter::text("default", "The value that a new mark gets; empty for none");
const GUIDELINE: Parameter = Parameter::text("guideline", "When to use it, as Markdown");

pub(super) const ADD_FEATURE: Spec = Spec::edits("feature.add", Group::Schema, add_feature)
    .says("New feature…", "Adds a value that marks of a layer can carry")
    .takes(&[LAYER, NAME.required(), KEY, KIND.required(), VALUES, DEFAULT, GUIDELINE]);

pub(super) const CHANGE_FEATURE: Spec = Spec::edits("feature.change", Group::Schema, change_feature)
    .says("Change feature…", "Changes the parts of a feature that are given; its key stays")
    .takes(&[
        LAYER,
        Parameter::text("feature", "The feature's key").required(),
        NAME,
        KIND,
        VALUES,
        DEFAULT,
        GUIDELINE,
    ]);

pub(super) const ADD_RELATION_TYPE: Spec = Spec::edits("relation_type.add", Group::Schema, add_relation_type)
    .says("New relation type…", "Adds a kind of link between marks")
    .takes(&[
        NAME.required(),
        KEY,
        Parameter::list("from", "The layers it may start in; any if left out"),
        Parameter::list("to", "The layers it may point to; any if left out"),
        GUIDELINE,
    ]);

fn add_feature(call: &Call<'_>) -> Result<Plan, Stop> {
    let schema = call.session.project.schema();
    let layer = lookup::layer(schema, call.needed("layer")?)?.key.clone();
    let known = schema.features_of(&layer);
    let taken = |key: &str| known.iter().any(|feature| feature.key.as_str() == key);
    let key = asked_key(call, taken)?;
    let blank = Feature {
        key: key.as_str().into(),
        name: String::new(),
        kind: FeatureKind::Text,
        default: None,
        guideline: String::new(),
        position: position_after(known.iter().map(|feature| feature.position)),
        layer,
    };
    let mut draft = call.draft();
    draft.put(Record::Feature(Arc::new(filled(call, blank)?)))?;
    call.plan(draft, call.desk(), Outcome::made(&key))
}

fn asked_key(call: &Call<'_>, taken: impl Fn(&str) -> bool) -> Result<String, Refusal> {
    match call.text("key") {
        Some(key) if taken(key) => Err(Refusal::new(format!("the key {key:?} is taken already"))),
        Some(key) => Ok(key.to_owned()),
        None => Ok(fresh_key(call.needed("name")?, taken)),
    }
}

fn change_feature(call: &Call<'_>) -> Result<Plan, Stop> {
    let schema = call.session.project.schema();
    let layer = &lookup::layer(schema, call.needed("layer")?)?.key;
    let key = FeatureKey::from(call.needed("feature")?);
    let known = schema.features.get(&(layer.clone(), key.clone()));
    let known = known.ok_or_else(|| Refusal::new(format!("layer {layer} has no feature {key}")))?;
    let mut draft = call.draft();
    draft.put(Record::Feature(Arc::new(filled(call, Feature::clone(known))?)))?;
    call.quiet_plan(draft)
}

/// `feature` with everything that the command was given.
fn filled(call: &Call<'_>, mut feature: Feature) -> Result<Feature, Refusal> {
    if let Some(name) = call.text("name") {
        name.clone_into(&mut feature.name);
    }
    if feature.name.trim().is_empty() {
        return Err(Refusal::new("a feature needs a name"));
    }
    let old = match &feature.kind {
        FeatureKind::Choice(values) | FeatureKind::Choices(values) => values.clone(),
        _ => Vec::new(),
    };
    let values = if call.get("values").is_some() { call.list("values").to_vec() } else { old };
    let kind = call.text("kind").unwrap_or(match feature.kind {
        FeatureKind::Choice(_) => "choice",
        FeatureKind::Choices(_) => "choices",
        FeatureKind::YesNo => "yes_no",
        FeatureKind::Text => "text",
        FeatureKind::Number => "number",
    });
    feature.kind = match kind {
        "choice" => FeatureKind::Choice(values),
        "choices" => FeatureKind::Choices(values),
        _ if !values.is_empty() => return Err(Refusal::new("only a choice has a list of values")),
        "yes_no" => FeatureKind::YesNo,
        "number" => FeatureKind::Number,
        _ => FeatureKind::Text,
    };
    call.set_text("default", &mut feature.default);
    if let Some(guideline) = call.text("guideline") {
        guideline.clone_into(&mut feature.guideline);
    }
    Ok(feature)
}

fn add_relation_type(call: &Call<'_>) -> Result<Plan, Stop> {
    let schema = call.session.project.schema();
    let taken = |key: &str| schema.relations.contains_key(&RelationKey::from(key));
    let key = asked_key(call, taken)?;
    let layers = |argument| -> Result<Vec<LayerKey>, Refusal> {
        call.list(argument).iter().map(|name| Ok(lookup::layer(schema, name)?.key.clone())).collect()
    };
    let kind = RelationType {
        key: key.as_str().into(),
        name: call.needed("name")?.to_owned(),
        guideline: call.text("guideline").unwrap_or_default().to_owned(),
        from: layers("from")?,
        to: layers("to")?,
        position: position_after(schema.relations.values().map(|kind| kind.position)),
    };
    let mut draft = call.draft();
    draft.put(Record::RelationType(Arc::new(kind)))?;
    call.plan(draft, call.desk(), Outcome::made(&key))
}
