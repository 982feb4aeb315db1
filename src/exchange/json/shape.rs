//! The shape of a record: its keys and kinds of values, without what is long in it.

use std::fmt;
use std::io::Read;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// How many code points of a text are kept, and how many items of a list.
const TEXT: usize = 64;
const ITEMS: usize = 256;

/// The first record of `stream` as JSON, with its long texts and lists cut; `None` where none can be read.
pub(crate) fn shape_of_first(stream: impl Read) -> Option<Vec<u8>> {
    let mut records = serde_json::Deserializer::from_reader(stream);
    let Shape(record) = Shape::deserialize(&mut records).ok()?;
    serde_json::to_vec(&record).ok().filter(|_| record.is_object())
}

/// A value of which what is long is cut.
struct Shape(Value);

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Cutting).map(Self)
    }
}

struct Cutting;

impl<'de> Visitor<'de> for Cutting {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(text.chars().take(TEXT).collect::<String>().into())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<Value, S::Error> {
        let mut items = Vec::new();
        while items.len() < ITEMS {
            match list.next_element::<Shape>()? {
                Some(Shape(item)) => items.push(item),
                None => return Ok(items.into()),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(items.into())
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Value, M::Error> {
        let mut keys = Map::new();
        // A number of many digits comes as a map of one key, and is one again when it is read.
        while let Some((key, Shape(value))) = map.next_entry::<String, Shape>()? {
            keys.insert(key, value);
        }
        Ok(keys.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_cut_and_the_rest_is_kept() {
        let text = "ش👩‍👩‍👧\n".repeat(1_000_000);
        let marks: Vec<Value> =
            (0..1_000).map(|start| serde_json::json!([start, start + 1, "Person"])).collect();
        let record = serde_json::json!({"text": text, "label": marks, "weight": 0.25, "id": 7, "done": true, "x": null});
        let json = format!("{record}\n{{}}");
        let shape = shape_of_first(json.as_bytes()).unwrap();
        let shape: Map<String, Value> = serde_json::from_slice(&shape).unwrap();
        assert!(shape["text"].as_str().unwrap().starts_with("ش👩‍👩‍👧\n"));
        assert_eq!(shape["label"][255], record["label"][255]);
        assert_eq!(shape["label"].as_array().unwrap().len(), ITEMS);
        assert_eq!(
            [&shape["weight"], &shape["id"], &shape["done"], &shape["x"]],
            [&record["weight"], &record["id"], &record["done"], &record["x"]]
        );
        assert!(shape_of_first(&json.as_bytes()[..2_000]).is_none());
        assert!(shape_of_first(&b"7"[..]).is_none());
    }
}
