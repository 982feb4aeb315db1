//! A command as a JSON object: parsing, and turning its offsets into bytes.

use serde_json::{Map, Value};

use crate::model::body::Body;
use crate::session::command::arguments::{Argument, Arguments};
use crate::session::command::kind::CommandKind;
use crate::session::command::spec::ParameterKind;
use crate::session::error::{CommandError, Refusal};
use crate::text::offsets::OffsetUnit;

/// A command with what it was given.
pub(super) struct Request {
    pub(super) kind: CommandKind,
    pub(super) arguments: Arguments,
}

/// The argument that holds the pieces of a discontinuous mark: a list of pairs of offsets.
const FRAGMENTS: &str = "fragments";

/// Parses `{"command": "annotation.add", ...}`; every other key is an argument.
pub(super) fn parse(line: &[u8]) -> Result<Request, CommandError> {
    let refuse = |message: String| CommandError::from(Refusal::new(message));
    let value: Value =
        serde_json::from_slice(line).map_err(|err| refuse(format!("this is no JSON: {err}")))?;
    let Value::Object(mut object) = value else {
        return Err(refuse("a command is a JSON object".to_owned()));
    };
    let Some(Value::String(id)) = object.remove("command") else {
        return Err(Refusal::new("the object has no \"command\"")
            .hint("Such as {\"command\": \"undo\"}")
            .into());
    };
    let kind = CommandKind::find(&id)?;
    Ok(Request { kind, arguments: arguments(kind, object) })
}

fn arguments(kind: CommandKind, object: Map<String, Value>) -> Arguments {
    let mut arguments = Arguments::new();
    let is_json = |name: &str| kind_of(kind, name) == Some(ParameterKind::Json);
    for (name, value) in object {
        let argument = match value {
            // Nothing given.
            Value::Null => continue,
            value if is_json(&name) => Argument::Json(value.to_string()),
            Value::String(text) => Argument::Text(text),
            Value::Bool(yes) => Argument::Bool(yes),
            Value::Number(number) if number.is_i64() => Argument::Number(number.as_i64().unwrap_or_default()),
            Value::Array(items) if items.iter().all(Value::is_string) => {
                Argument::List(items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            }
            other => Argument::Json(other.to_string()),
        };
        arguments.set(&name, argument);
    }
    arguments
}

fn kind_of(kind: CommandKind, name: &str) -> Option<ParameterKind> {
    let parameters = kind.spec().parameters;
    parameters.iter().find(|parameter| parameter.name == name).map(|parameter| parameter.kind)
}

/// Whether any argument is an offset.
pub(super) fn has_offsets(kind: CommandKind, arguments: &Arguments) -> bool {
    arguments.iter().any(|(name, _)| name == FRAGMENTS || kind_of(kind, name) == Some(ParameterKind::Offset))
}

/// Turns the offsets among `arguments`, which count `unit` in `body`, into bytes.
pub(super) fn to_bytes(
    kind: CommandKind,
    arguments: &mut Arguments,
    body: &Body,
    unit: OffsetUnit,
) -> Result<(), CommandError> {
    let convert = |offset: i64| -> Result<usize, CommandError> {
        let offset =
            usize::try_from(offset).map_err(|_| Refusal::new(format!("offset {offset} is negative")))?;
        let byte = body.offsets().to_byte(body.text(), unit, offset);
        Ok(byte.map_err(|err| Refusal::new(err.to_string()))?)
    };
    let given: Vec<(String, Argument)> =
        arguments.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
    for (name, value) in given {
        match value {
            Argument::Number(offset) if kind_of(kind, &name) == Some(ParameterKind::Offset) => {
                arguments.set(&name, convert(offset)?);
            }
            Argument::Json(json) if name == FRAGMENTS => {
                let pairs: Vec<(i64, i64)> = serde_json::from_str(&json).map_err(|_| {
                    Refusal::new(format!("{FRAGMENTS:?} must be a list of pairs of offsets, not {json}"))
                })?;
                let pairs = pairs.into_iter().map(|(start, end)| Ok((convert(start)?, convert(end)?)));
                let pairs: Vec<(usize, usize)> = pairs.collect::<Result<_, CommandError>>()?;
                arguments.set(&name, Argument::Json(serde_json::json!(pairs).to_string()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// A value as JSON.
pub(super) fn to_json(argument: &Argument) -> Value {
    match argument {
        Argument::Text(text) => Value::from(text.as_str()),
        Argument::Number(number) => Value::from(*number),
        Argument::Bool(yes) => Value::from(*yes),
        Argument::List(items) => Value::from(items.clone()),
        Argument::Json(json) => serde_json::from_str(json).unwrap_or(Value::Null),
    }
}
