//! Features as JSON: text, yes or no, an exact number, a list of texts, or anything else as it is.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::exchange::json::input::{Text, compact, decimal, string};
use crate::exchange::json::output::{Object, array, json, string as write_string};
use crate::model::annotation::{FeatureValue, Features};

/// Keys and values of features as they stand in a file.
#[derive(Debug, Default)]
pub(super) struct FeaturePairs<'a>(pub(super) Vec<(Text<'a>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for FeaturePairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = FeaturePairs<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut pairs = Vec::with_capacity(map.size_hint().unwrap_or_default());
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(FeaturePairs(pairs))
            }
        }

        deserializer.deserialize_map(Pairs)
    }
}

/// Reads the value of a feature.
pub(super) fn read_value(raw: &RawValue) -> FeatureValue {
    let text = raw.get();
    let value = match text.as_bytes().first() {
        Some(b'"') => string(raw).map(FeatureValue::Text),
        Some(b't') => Some(FeatureValue::Bool(true)),
        Some(b'f') => Some(FeatureValue::Bool(false)),
        Some(b'[') => serde_json::from_str(text).ok().map(FeatureValue::Many),
        _ => decimal(text).map(FeatureValue::Number),
    };
    value.unwrap_or_else(|| FeatureValue::Json(compact(text)))
}

/// Writes features, unless there are none.
pub(crate) fn write(object: &mut Object<'_>, features: &Features) {
    if features.is_empty() {
        return;
    }
    let mut pairs = Object::begin(object.key("features"));
    write_pairs(&mut pairs, features);
    pairs.end();
}

/// Writes each feature under its key.
pub(super) fn write_pairs(pairs: &mut Object<'_>, features: &Features) {
    for (key, value) in features {
        let key = key.as_str();
        match value {
            FeatureValue::Text(text) => pairs.text(key, text),
            FeatureValue::Bool(truth) => pairs.raw(key, truth),
            FeatureValue::Number(number) => pairs.raw(key, number),
            FeatureValue::Many(texts) => array(pairs.key(key), texts, |out, text| write_string(out, text)),
            FeatureValue::Json(text) => json(pairs.key(key), text),
        }
    }
}
