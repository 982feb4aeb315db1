//! Rows of annotations, their quantities, and relations.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{RowError, SpanRow, leaf, read_spans, span_row};
use crate::model::annotation::{Annotation, FeatureValue, Features, Flag, Origin};
use crate::model::extra::Extra;
use crate::model::id::{
    AnnotationId, Annotator, AttributionId, ClaimId, EntityId, EventId, FeatureKey, LabelKey, LayerKey,
    RelationId, RelationKey,
};
use crate::model::moment::Moment;
use crate::model::quantity::{
    Approximator, Base, Bound, FigureLink, FigureLinkKind, Modality, Period, Quantity, QuantityKind, Referent,
};
use crate::model::relation::Relation;

/// An annotation. In a RON file it carries its quote and the words around it, to be found again by.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct AnnotationRow {
    pub(in super::super) id: AnnotationId,
    pub(in super::super) layer: LayerKey,
    pub(in super::super) label: LabelKey,
    pub(in super::super) spans: SpanRow,
    /// The text from the first start to the last end.
    #[serde(default)]
    pub(in super::super) quote: Option<String>,
    /// What stands before it.
    #[serde(default)]
    pub(in super::super) prefix: String,
    /// What stands after it.
    #[serde(default)]
    pub(in super::super) suffix: String,
    #[serde(default)]
    features: BTreeMap<FeatureKey, FeatureValueRow>,
    #[serde(default)]
    flag: Option<FlagRow>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    origin: Origin,
    #[serde(default, with = "leaf::timestamp")]
    created: Option<Timestamp>,
    #[serde(default)]
    entity: Option<EntityId>,
    #[serde(default)]
    claim: Option<ClaimId>,
    #[serde(default)]
    quantity: Option<Box<QuantityRow>>,
    #[serde(default)]
    extra: Extra,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FeatureValueRow {
    Text(String),
    Bool(bool),
    Number(#[serde(with = "leaf::decimal")] Decimal),
    Many(Vec<String>),
    Json(String),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FlagRow {
    #[serde(default)]
    question: String,
    #[serde(default)]
    answer: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuantityRow {
    #[serde(default)]
    low: Option<BoundRow>,
    #[serde(default)]
    high: Option<BoundRow>,
    #[serde(default)]
    low_open: bool,
    #[serde(default)]
    high_open: bool,
    #[serde(default)]
    point: Option<BoundRow>,
    #[serde(default)]
    approximator: Option<Approximator>,
    #[serde(default)]
    kind: QuantityKind,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    currency: Option<String>,
    #[serde(default)]
    counted: Option<ReferentRow>,
    #[serde(default)]
    property: Option<String>,
    #[serde(default)]
    qualifier: Option<String>,
    #[serde(default)]
    event: Option<EventId>,
    #[serde(default)]
    place: Option<ReferentRow>,
    #[serde(default)]
    from: Option<Moment>,
    #[serde(default)]
    to: Option<Moment>,
    #[serde(default)]
    base: Option<BaseRow>,
    #[serde(default)]
    link: Option<FigureLinkRow>,
    #[serde(default)]
    source: Option<AttributionId>,
    #[serde(default)]
    modality: Modality,
    #[serde(default)]
    doubtful: bool,
    #[serde(default)]
    extra: Extra,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum BoundRow {
    Number(#[serde(with = "leaf::decimal")] Decimal),
    Date(Moment),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ReferentRow {
    Text(String),
    Span(SpanRow),
    Entity(EntityId),
    Annotation(AnnotationId),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaseRow {
    figure: AnnotationId,
    /// A decimal.
    #[serde(default)]
    factor: Option<NumberRow>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct NumberRow(#[serde(with = "leaf::decimal")] pub(super) Decimal);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureLinkRow {
    kind: FigureLinkKind,
    figure: AnnotationId,
}

/// A relation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct RelationRow {
    pub(in super::super) id: RelationId,
    kind: RelationKey,
    from: AnnotationId,
    to: AnnotationId,
    #[serde(default)]
    features: BTreeMap<FeatureKey, FeatureValueRow>,
    #[serde(default)]
    extra: Extra,
}

impl From<&Annotation> for AnnotationRow {
    fn from(annotation: &Annotation) -> Self {
        Self {
            id: annotation.id.clone(),
            layer: annotation.layer.clone(),
            label: annotation.label.clone(),
            spans: span_row(&annotation.spans),
            quote: None,
            prefix: String::new(),
            suffix: String::new(),
            features: feature_rows(&annotation.features),
            flag: annotation
                .flag
                .as_ref()
                .map(|flag| FlagRow { question: flag.question.clone(), answer: flag.answer.clone() }),
            note: annotation.note.clone(),
            origin: annotation.origin.clone(),
            created: annotation.created,
            entity: annotation.entity.clone(),
            claim: annotation.claim.clone(),
            quantity: annotation.quantity.as_deref().map(|quantity| Box::new(quantity.into())),
            extra: annotation.extra.clone(),
        }
    }
}

impl AnnotationRow {
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> Result<Annotation, RowError> {
        Ok(Annotation {
            id: self.id,
            annotator: annotator.clone(),
            layer: self.layer,
            label: self.label,
            spans: read_spans(&self.spans)?,
            features: read_features(self.features),
            flag: self.flag.map(|flag| Flag { question: flag.question, answer: flag.answer }),
            note: self.note,
            origin: self.origin,
            created: self.created,
            entity: self.entity,
            claim: self.claim,
            quantity: self.quantity.map(|quantity| quantity.into_model().map(Arc::new)).transpose()?,
            extra: self.extra,
        })
    }
}

impl From<&Relation> for RelationRow {
    fn from(relation: &Relation) -> Self {
        Self {
            id: relation.id.clone(),
            kind: relation.kind.clone(),
            from: relation.from.clone(),
            to: relation.to.clone(),
            features: feature_rows(&relation.features),
            extra: relation.extra.clone(),
        }
    }
}

impl RelationRow {
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> Relation {
        Relation {
            id: self.id,
            annotator: annotator.clone(),
            kind: self.kind,
            from: self.from,
            to: self.to,
            features: read_features(self.features),
            extra: self.extra,
        }
    }
}

/// Values of features as they stand in files.
pub(super) fn feature_rows(features: &Features) -> BTreeMap<FeatureKey, FeatureValueRow> {
    let row = |value: &FeatureValue| match value {
        FeatureValue::Text(text) => FeatureValueRow::Text(text.clone()),
        FeatureValue::Bool(yes) => FeatureValueRow::Bool(*yes),
        FeatureValue::Number(number) => FeatureValueRow::Number(*number),
        FeatureValue::Many(many) => FeatureValueRow::Many(many.clone()),
        FeatureValue::Json(json) => FeatureValueRow::Json(json.clone()),
    };
    features.iter().map(|(key, value)| (key.clone(), row(value))).collect()
}

/// Values of features from a file.
pub(super) fn read_features(rows: BTreeMap<FeatureKey, FeatureValueRow>) -> Features {
    let value = |row| match row {
        FeatureValueRow::Text(text) => FeatureValue::Text(text),
        FeatureValueRow::Bool(yes) => FeatureValue::Bool(yes),
        FeatureValueRow::Number(number) => FeatureValue::Number(number),
        FeatureValueRow::Many(many) => FeatureValue::Many(many),
        FeatureValueRow::Json(json) => FeatureValue::Json(json),
    };
    rows.into_iter().map(|(key, row)| (key, value(row))).collect()
}

impl From<&Quantity> for QuantityRow {
    fn from(quantity: &Quantity) -> Self {
        let bound = |bound: &Bound| match bound {
            Bound::Number(number) => BoundRow::Number(*number),
            Bound::Date(date) => BoundRow::Date(*date),
        };
        let base = |base: &Base| BaseRow { figure: base.figure.clone(), factor: base.factor.map(NumberRow) };
        Self {
            low: quantity.low.as_ref().map(bound),
            high: quantity.high.as_ref().map(bound),
            low_open: quantity.low_open,
            high_open: quantity.high_open,
            point: quantity.point.as_ref().map(bound),
            approximator: quantity.approximator,
            kind: quantity.kind,
            unit: quantity.unit.clone(),
            currency: quantity.currency.clone(),
            counted: quantity.counted.as_ref().map(ReferentRow::from),
            property: quantity.property.clone(),
            qualifier: quantity.qualifier.clone(),
            event: quantity.event.clone(),
            place: quantity.place.as_ref().map(ReferentRow::from),
            from: quantity.period.from,
            to: quantity.period.to,
            base: quantity.base.as_ref().map(base),
            link: quantity
                .link
                .as_ref()
                .map(|link| FigureLinkRow { kind: link.kind, figure: link.figure.clone() }),
            source: quantity.source.clone(),
            modality: quantity.modality,
            doubtful: quantity.doubtful,
            extra: quantity.extra.clone(),
        }
    }
}

impl QuantityRow {
    fn into_model(self) -> Result<Quantity, RowError> {
        let bound = |row| match row {
            BoundRow::Number(number) => Bound::Number(number),
            BoundRow::Date(date) => Bound::Date(date),
        };
        Ok(Quantity {
            low: self.low.map(bound),
            high: self.high.map(bound),
            low_open: self.low_open,
            high_open: self.high_open,
            point: self.point.map(bound),
            approximator: self.approximator,
            kind: self.kind,
            unit: self.unit,
            currency: self.currency,
            counted: self.counted.map(ReferentRow::into_model).transpose()?,
            property: self.property,
            qualifier: self.qualifier,
            event: self.event,
            place: self.place.map(ReferentRow::into_model).transpose()?,
            period: Period { from: self.from, to: self.to },
            base: self
                .base
                .map(|base| Base { figure: base.figure, factor: base.factor.map(|factor| factor.0) }),
            link: self.link.map(|link| FigureLink { kind: link.kind, figure: link.figure }),
            source: self.source,
            modality: self.modality,
            doubtful: self.doubtful,
            extra: self.extra,
        })
    }
}

impl From<&Referent> for ReferentRow {
    fn from(referent: &Referent) -> Self {
        match referent {
            Referent::Text(text) => Self::Text(text.clone()),
            Referent::Span(spans) => Self::Span(span_row(spans)),
            Referent::Entity(id) => Self::Entity(id.clone()),
            Referent::Annotation(id) => Self::Annotation(id.clone()),
        }
    }
}

impl ReferentRow {
    fn into_model(self) -> Result<Referent, RowError> {
        Ok(match self {
            Self::Text(text) => Referent::Text(text),
            Self::Span(spans) => Referent::Span(read_spans(&spans)?),
            Self::Entity(id) => Referent::Entity(id),
            Self::Annotation(id) => Referent::Annotation(id),
        })
    }
}
