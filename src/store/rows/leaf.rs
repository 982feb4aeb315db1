//! How the smallest values are written: identifiers and words as strings, dates in ISO 8601, numbers in decimal.

use std::fmt::Display;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::annotation::Origin;
use crate::model::attribution::{Certainty, Polarity, QuoteType};
use crate::model::body::BodyHash;
use crate::model::decision::Outcome;
use crate::model::extra::{Extra, ExtraValue};
use crate::model::id::{
    AnnotationId, Annotator, ArticleId, AttributionId, ClaimId, ClaimLinkId, DecisionId, EntityId, EventId,
    FeatureKey, LabelKey, LayerKey, RelationId, RelationKey, SettlementId, SuggestionId, ZoneId,
};
use crate::model::moment::Moment;
use crate::model::quantity::{Approximator, FigureLinkKind, Modality, QuantityKind};
use crate::model::register::{ClaimLinkKind, SettlementKind};
use crate::model::zone::ZoneKind;

macro_rules! as_string {
    ($($name:ident),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                // As a type of its own, so that an empty one is not left out.
                serializer.serialize_newtype_struct(stringify!($name), self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }
    )*};
}

macro_rules! as_word {
    ($($name:ident),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = String::deserialize(deserializer)?;
                Self::from_name(&word).ok_or_else(|| {
                    let known: Vec<&str> = Self::ALL.iter().map(|value| value.name()).collect();
                    D::Error::custom(format_args!("{word:?} is none of: {}", known.join(", ")))
                })
            }
        }
    )*};
}

macro_rules! as_displayed {
    ($($name:ident),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                parse(&String::deserialize(deserializer)?)
            }
        }
    )*};
}

as_string!(
    AnnotationId,
    Annotator,
    ArticleId,
    AttributionId,
    ClaimId,
    ClaimLinkId,
    DecisionId,
    EntityId,
    EventId,
    FeatureKey,
    LabelKey,
    LayerKey,
    RelationId,
    RelationKey,
    SettlementId,
    SuggestionId,
    ZoneId
);
as_word!(
    Approximator,
    Certainty,
    ClaimLinkKind,
    FigureLinkKind,
    Modality,
    Outcome,
    Polarity,
    QuantityKind,
    QuoteType,
    SettlementKind,
    ZoneKind
);
as_displayed!(BodyHash, Moment);

fn parse<T: FromStr<Err: Display>, E: serde::de::Error>(text: &str) -> Result<T, E> {
    text.parse().map_err(E::custom)
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(String::deserialize(deserializer)?.as_str()))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ExtraRow {
    Text(String),
    Json(String),
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|(key, value)| {
            let row = match value {
                ExtraValue::Text(text) => ExtraRow::Text(text.clone()),
                ExtraValue::Json(json) => ExtraRow::Json(json.clone()),
            };
            (key, row)
        }))
    }
}

impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = Vec::<(String, ExtraRow)>::deserialize(deserializer)?;
        let value = |row| match row {
            ExtraRow::Text(text) => ExtraValue::Text(text),
            ExtraRow::Json(json) => ExtraValue::Json(json),
        };
        Ok(rows.into_iter().map(|(key, row)| (key, value(row))).collect())
    }
}

/// An exact decimal as a string, so that no reader makes a binary fraction of it.
pub(super) mod decimal {
    use super::{Deserialize as _, Deserializer, Serializer, parse};
    use rust_decimal::Decimal;

    pub(in super::super) fn serialize<S: Serializer>(
        value: &Decimal,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Decimal, D::Error> {
        parse(&String::deserialize(deserializer)?)
    }
}

/// A time stamp in RFC 3339, UTC.
pub(super) mod timestamp {
    use super::{Deserialize as _, Deserializer, Serialize as _, Serializer, parse};
    use jiff::Timestamp;

    #[expect(clippy::ref_option, reason = "the signature that serde asks for")]
    pub(in super::super) fn serialize<S: Serializer>(
        value: &Option<Timestamp>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.map(|time| time.to_string()).serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Timestamp>, D::Error> {
        Option::<String>::deserialize(deserializer)?.map(|text| parse(&text)).transpose()
    }
}
