//! Reading JSON objects in one pass, keeping the keys that are not known.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::model::extra::{Extra, ExtraValue};

/// Keys that are not known, with their values, in the order of the file.
pub(crate) type Unknown<'a> = Vec<(Text<'a>, &'a RawValue)>;

/// Defines a struct that is read from a JSON object: every field may be missing or null, and keys that no field has
/// are kept in `unknown`. (`serde`'s own flattening cannot keep the digits of numbers.)
macro_rules! object {
    ($(#[$meta:meta])* $name:ident { $($field:ident: $kind:ty = $key:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Default)]
        pub(crate) struct $name<'a> {
            $(pub(crate) $field: Option<$kind>,)*
            pub(crate) unknown: $crate::exchange::json::input::Unknown<'a>,
        }

        impl<'de: 'a, 'a> serde::Deserialize<'de> for $name<'a> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields<'a>(std::marker::PhantomData<&'a ()>);

                impl<'de: 'a, 'a> serde::de::Visitor<'de> for Fields<'a> {
                    type Value = $name<'a>;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        formatter.write_str("an object")
                    }

                    fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<$name<'a>, M::Error> {
                        let mut read = $name::default();
                        while let Some(key) = map.next_key::<$crate::exchange::json::input::Text<'a>>()? {
                            match key.as_str() {
                                $($key => read.$field = map.next_value()?,)*
                                _ => read.unknown.push((key, map.next_value()?)),
                            }
                        }
                        Ok(read)
                    }
                }

                deserializer.deserialize_map(Fields(std::marker::PhantomData))
            }
        }
    };
}
pub(crate) use object;

/// A string, borrowed from the file where it holds no escapes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Text<'a>(Cow<'a, str>);

impl Text<'_> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor).map(Self)
    }
}

/// An identifier: a string, or a whole number that is taken as its digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name<'a>(Cow<'a, str>);

impl Name<'_> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier that this names.
    pub(crate) fn id<T: for<'t> From<&'t str>>(&self) -> T {
        T::from(&self.0)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor).map(Self)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }
}

/// A string, or an object of the shape `T`. A whole number is taken as its digits.
#[derive(Debug)]
pub(crate) enum TextOr<'a, T> {
    Text(Text<'a>),
    Object(T),
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for TextOr<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<'a, T>(PhantomData<(&'a (), T)>);

        impl<'de: 'a, 'a, T: Deserialize<'de>> Visitor<'de> for Either<'a, T> {
            type Value = TextOr<'a, T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string or an object")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(TextOr::Text(Text(Cow::Borrowed(text))))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(TextOr::Text(Text(Cow::Owned(text.to_owned()))))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
                Ok(TextOr::Text(Text(Cow::Owned(number.to_string()))))
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Self::Value, M::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(TextOr::Object)
            }
        }

        deserializer.deserialize_any(Either(PhantomData))
    }
}

/// Unknown keys as the model keeps them.
pub(crate) fn extra(unknown: Unknown<'_>) -> Extra {
    unknown.into_iter().map(|(key, value)| (key.into_string(), extra_value(value))).collect()
}

/// A value as the model keeps it.
pub(crate) fn extra_value(raw: &RawValue) -> ExtraValue {
    // A string with half a surrogate pair is valid JSON but no text; it stays as it was written.
    string(raw).map_or_else(|| ExtraValue::Json(compact(raw.get())), ExtraValue::Text)
}

/// The string that `raw` is, if it is one.
pub(crate) fn string(raw: &RawValue) -> Option<String> {
    raw.get().starts_with('"').then(|| serde_json::from_str(raw.get()).ok()).flatten()
}

/// The exact value of a JSON number, if it has no more than 28 digits.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    match text.split_once(['e', 'E']) {
        Some((number, exponent)) => Decimal::from_str_exact(&plain(number, exponent.parse().ok()?)?).ok(),
        None => Decimal::from_str_exact(text).ok(),
    }
}

/// The number `number` times ten to the power of `exponent`, written without an exponent.
fn plain(number: &str, exponent: i32) -> Option<String> {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{fraction}");
    let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?;
    // Beyond this, no number other than zero fits.
    if point.unsigned_abs() > 64 {
        return None;
    }
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or_default());
    let missing = zeros(point - i32::try_from(digits.len()).ok()?);
    let padded = format!("{}{digits}{missing}", zeros(1 - point));
    let (whole, fraction) = padded.split_at(usize::try_from(point.max(1)).ok()?);
    Some(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

/// JSON text without the white space between its parts.
pub(crate) fn compact(json: &str) -> String {
    let mut in_string = false;
    let mut escaped = false;
    let keep = |character: &char| {
        if in_string {
            in_string = *character != '"' || escaped;
            escaped = *character == '\\' && !escaped;
            return true;
        }
        in_string = *character == '"';
        !character.is_ascii_whitespace()
    };
    json.chars().filter(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    object! {
        /// For the tests.
        Sample {
            name: Name<'a> = "name",
            size: &'a RawValue = "size",
        }
    }

    fn read(json: &str) -> Sample<'_> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn unknown_keys_keep_their_order_and_their_digits() {
        let sample = read(r#"{"z": 1.50e-3, "name": "n", "a": {"x" : [1, "b \" c"]}, "m": "\u00e9"}"#);
        let extra = extra(sample.unknown);
        let pairs: Vec<_> = extra.iter().collect();
        assert_eq!(pairs[0], ("z", &ExtraValue::Json("1.50e-3".to_owned())));
        assert_eq!(pairs[1], ("a", &ExtraValue::Json(r#"{"x":[1,"b \" c"]}"#.to_owned())));
        assert_eq!(pairs[2], ("m", &ExtraValue::Text("é".to_owned())));
    }

    #[test]
    fn half_a_surrogate_pair_is_kept_as_it_is() {
        let sample = read(r#"{"x": "\ud83d "}"#);
        assert_eq!(extra_value(sample.unknown[0].1), ExtraValue::Json(r#""\ud83d ""#.to_owned()));
    }

    #[test]
    fn null_and_absent_are_the_same_and_numbers_can_name() {
        let sample = read(r#"{"name": 12, "size": null}"#);
        assert_eq!((sample.name.unwrap().as_str(), sample.size.is_none()), ("12", true));
    }

    #[test]
    fn numbers_are_exact() {
        for (text, value) in [
            ("1.50", "1.50"),
            ("1.5e3", "1500"),
            ("-2E-2", "-0.02"),
            ("30000", "30000"),
            ("1.2E+10", "12000000000"),
            ("12.5e-1", "1.25"),
        ] {
            assert_eq!(decimal(text).unwrap().to_string(), value);
        }
        assert_eq!(decimal("1e400"), None);
        assert_eq!(decimal("0.12345678901234567890123456789012345"), None);
    }
}
