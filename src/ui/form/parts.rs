//! A parameter that is a JSON object, asked for part by part. What comes out is what the command takes.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::value::RawValue;

use super::field::{Field, Unclear, YES};
use crate::session::command::arguments::Argument;
use crate::session::command::spec::{Parameter, ParameterKind};

type Object = BTreeMap<String, Box<RawValue>>;

/// A parameter whose parts are fields of a form.
#[derive(Debug)]
pub(super) struct Whole {
    pub(super) parameter: &'static Parameter,
    /// What no field can show: it stays as it is.
    kept: Object,
}

impl Whole {
    /// Fills those of `fields` that are parts of `parameter` with what the JSON object `known` holds.
    pub(super) fn filled(parameter: &'static Parameter, known: Option<&str>, fields: &mut [Field]) -> Self {
        let mut kept: Object = known.and_then(|known| serde_json::from_str(known).ok()).unwrap_or_default();
        for field in fields.iter_mut().filter(|field| field.is_part) {
            let Some(value) = taken(&mut kept, field.parameter.name) else { continue };
            match field.parameter.kind {
                ParameterKind::Bool if value == "true" => field.chosen.push(YES.to_owned()),
                ParameterKind::Bool => {}
                _ if field.has_choices() => field.chosen.push(value),
                _ => field.written = value,
            }
        }
        Self { parameter, kept }
    }

    /// The JSON object of what is kept and what the fields hold; `None` where that is nothing.
    pub(super) fn json(&self, fields: &[Field]) -> Result<Option<String>, Unclear> {
        let mut object = self.kept.clone();
        for field in fields.iter().filter(|field| field.is_part) {
            let Some(value) = field.value(None)?.and_then(|value| written(field.parameter.kind, value))
            else {
                continue;
            };
            put(&mut object, field.parameter.name, value);
        }
        Ok((!object.is_empty()).then(|| serde_json::to_string(&object).unwrap_or_default()))
    }
}

/// The value at `name` as somebody would write it, taken out of `object`; an object or a list cannot be written so.
fn taken(object: &mut Object, name: &str) -> Option<String> {
    let Some((outer, inner)) = name.split_once('.') else {
        let value = object.get(name)?;
        let text = match value.get().chars().next()? {
            '{' | '[' | 'n' => return None,
            '"' => serde_json::from_str(value.get()).ok()?,
            _ => value.get().to_owned(),
        };
        object.remove(name);
        return Some(text);
    };
    let mut within: Object = serde_json::from_str(object.get(outer)?.get()).ok()?;
    let value = taken(&mut within, inner)?;
    match raw(&within).filter(|_| !within.is_empty()) {
        Some(rest) => object.insert(outer.to_owned(), rest),
        None => object.remove(outer),
    };
    Some(value)
}

fn put(object: &mut Object, name: &str, value: Box<RawValue>) {
    let Some((outer, inner)) = name.split_once('.') else {
        object.insert(name.to_owned(), value);
        return;
    };
    let known = object.get(outer).and_then(|known| serde_json::from_str(known.get()).ok());
    let mut within: Object = known.unwrap_or_default();
    put(&mut within, inner, value);
    if let Some(whole) = raw(&within) {
        object.insert(outer.to_owned(), whole);
    }
}

/// A value as JSON; no needs no words.
fn written(kind: ParameterKind, value: Argument) -> Option<Box<RawValue>> {
    match value {
        Argument::Bool(is_so) => raw(&is_so).filter(|_| is_so),
        // A number is exact, and JSON knows fewer ways to write it than people do.
        Argument::Text(text) => match text.parse::<Decimal>() {
            Ok(number) if kind == ParameterKind::Value => RawValue::from_string(number.to_string()).ok(),
            _ => raw(&text),
        },
        _ => None,
    }
}

fn raw<T: serde::Serialize>(value: &T) -> Option<Box<RawValue>> {
    serde_json::value::to_raw_value(value).ok()
}
