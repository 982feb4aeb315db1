//! Values of features, as the schema allows them.

use rust_decimal::Decimal;

use super::command::arguments::Argument;
use super::error::Refusal;
use crate::model::annotation::{FeatureValue, Features};
use crate::model::id::LayerKey;
use crate::model::schema::{Feature, FeatureKind, Schema};

/// A feature of `layer`, by key or name.
pub(super) fn find<'a>(schema: &'a Schema, layer: &LayerKey, name: &str) -> Result<&'a Feature, Refusal> {
    let known = schema.features_of(layer);
    let by_key = known.iter().copied().find(|feature| feature.key.as_str() == name);
    by_key.or_else(|| known.iter().copied().find(|feature| feature.name == name)).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|feature| feature.key.as_str()).collect();
        let hint =
            if names.is_empty() { "It has none".to_owned() } else { format!("It has {}", names.join(", ")) };
        Refusal::new(format!("layer {layer} has no feature {name:?}")).hint(hint)
    })
}

/// What a new annotation of `layer` begins with: the defaults, and over them what is given, by key or name.
pub(super) fn initial(schema: &Schema, layer: &LayerKey, given: Features) -> Result<Features, Refusal> {
    let mut features = defaults(schema, layer);
    for (name, given) in given {
        let feature = find(schema, layer, name.as_str())?;
        let argument = match given {
            FeatureValue::Text(text) => Argument::Text(text),
            FeatureValue::Bool(truth) => Argument::Bool(truth),
            FeatureValue::Number(number) => Argument::Json(number.to_string()),
            FeatureValue::Many(texts) => Argument::List(texts),
            FeatureValue::Json(json) => Argument::Json(json),
        };
        features.insert(feature.key.clone(), value(feature, &argument)?);
    }
    Ok(features)
}

/// The value of `feature` that `argument` gives.
pub(super) fn value(feature: &Feature, argument: &Argument) -> Result<FeatureValue, Refusal> {
    let wrong = |what: &str| Err(Refusal::new(format!("{} takes {what}, not {argument}", feature.name)));
    match (&feature.kind, argument) {
        (FeatureKind::Choice(choices), Argument::Text(text)) if choices.contains(text) => {
            Ok(FeatureValue::Text(text.clone()))
        }
        (FeatureKind::Choice(choices), _) => wrong(&format!("one of {}", choices.join(", "))),
        (FeatureKind::Choices(choices), Argument::List(items))
            if items.iter().all(|item| choices.contains(item)) =>
        {
            Ok(FeatureValue::Many(items.clone()))
        }
        (FeatureKind::Choices(choices), Argument::Text(text)) if choices.contains(text) => {
            Ok(FeatureValue::Many(vec![text.clone()]))
        }
        (FeatureKind::Choices(choices), _) => wrong(&format!("any of {}", choices.join(", "))),
        (FeatureKind::YesNo, Argument::Bool(value)) => Ok(FeatureValue::Bool(*value)),
        (FeatureKind::YesNo, _) => wrong("true or false"),
        (FeatureKind::Number, Argument::Number(number)) => Ok(FeatureValue::Number(Decimal::from(*number))),
        (FeatureKind::Number, Argument::Text(text) | Argument::Json(text)) => {
            text.parse().map(FeatureValue::Number).or_else(|_| wrong("a number"))
        }
        (FeatureKind::Number, _) => wrong("a number"),
        (FeatureKind::Text, Argument::Text(text)) => Ok(FeatureValue::Text(text.clone())),
        (FeatureKind::Text, Argument::Number(number)) => Ok(FeatureValue::Text(number.to_string())),
        (FeatureKind::Text, _) => wrong("text"),
    }
}

/// What a new annotation of `layer` begins with.
pub(super) fn defaults(schema: &Schema, layer: &LayerKey) -> Features {
    let given = schema.features_of(layer).into_iter().filter_map(|feature| {
        let default = feature.default.as_deref()?;
        let argument = match &feature.kind {
            FeatureKind::YesNo => Argument::Bool(default == "true"),
            _ => Argument::from(default),
        };
        // A default that is no value of its feature counts as none.
        Some((feature.key.clone(), value(feature, &argument).ok()?))
    });
    given.collect()
}
