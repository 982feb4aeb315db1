//! One annotator's work in one article.

use std::sync::Arc;

use glossator::model::annotation::{Annotation, FeatureValue, Features, Flag, Origin};
use glossator::model::article::Article;
use glossator::model::attribution::{Anchor, Attribution, Certainty, Polarity, QuoteType, Source, Via};
use glossator::model::body::Body;
use glossator::model::decision::{Decision, Outcome};
use glossator::model::id::{AnnotationId, Annotator, LabelKey, LayerKey};
use glossator::model::moment::Moment;
use glossator::model::project::Project;
use glossator::model::quantity::{
    Approximator, Base, Bound, FigureLink, FigureLinkKind, Modality, Period, Quantity, QuantityKind, Referent,
};
use glossator::model::relation::Relation;
use glossator::model::status::{ArticleEvent, DocumentLabels, Progress, Status};
use glossator::model::suggestion::Suggestion;
use glossator::model::work::WorkRecords;
use glossator::model::zone::{Zone, ZoneKind, ZoneVerdict};

use super::dice::Dice;
use super::leaves::{date, extra, moment, number, span, spans, timestamp};

/// Everything that `annotator` may have done in `article`.
pub(crate) fn work(dice: &mut Dice, project: &Project, article: &Article, who: &Annotator) -> WorkRecords {
    let body = article.body();
    let mut work = WorkRecords::default();
    let layers = project.schema().layers.keys();
    let layers: Vec<&LayerKey> = layers.filter(|_| dice.once_in(2)).collect();
    work.statuses = layers.into_iter().map(|layer| Arc::new(status(dice, layer, who))).collect();
    let event =
        |dice: &mut Dice| Arc::new(ArticleEvent { annotator: who.clone(), event: dice.id("v").into() });
    work.event = dice.maybe(event);
    work.document_labels = dice.maybe(|dice| Arc::new(document_labels(dice, who)));
    let verdict =
        |zone| Arc::new(ZoneVerdict { zone, annotator: who.clone(), accepted: who.as_str().len() > 3 });
    work.zone_verdicts = article.zones().keys().filter(|_| dice.once_in(2)).cloned().map(verdict).collect();
    if body.text().is_empty() {
        return work;
    }
    let mut ids: Vec<AnnotationId> = Vec::new();
    for _ in 0..dice.below(6) {
        let annotation = annotation(dice, project, body, who, &ids);
        ids.push(annotation.id.clone());
        work.annotations.push(Arc::new(annotation));
    }
    work.zones = dice.some(3, |dice| Arc::new(zone(dice, body, Some(who))));
    work.decisions = dice.some(3, |dice| Arc::new(decision(dice, project, body, who)));
    work.suggestions = dice.some(3, |dice| Arc::new(suggestion(dice, project, body, who)));
    work.attributions = dice.some(3, |dice| Arc::new(attribution(dice, body, who, &ids)));
    if !ids.is_empty() {
        let relations = dice.some(3, |dice| relation(dice, project, who, &ids));
        work.relations = relations.into_iter().flatten().map(Arc::new).collect();
    }
    work
}

/// An annotation whose quantity may refer to the annotations `others`.
pub(crate) fn annotation(
    dice: &mut Dice,
    project: &Project,
    body: &Body,
    who: &Annotator,
    others: &[AnnotationId],
) -> Annotation {
    let (layer, label) = layer_and_label(dice, project);
    Annotation {
        id: dice.id("m").into(),
        annotator: who.clone(),
        features: features(dice, project, &layer),
        layer,
        label,
        spans: spans(dice, body),
        flag: dice.maybe(|dice| Flag { question: dice.text(3), answer: dice.maybe(|dice| dice.text(2)) }),
        note: dice.maybe(|dice| dice.text(4)),
        origin: origin(dice),
        created: dice.maybe(timestamp),
        entity: dice.maybe(|dice| dice.text(2).into()),
        claim: dice.maybe(|dice| dice.text(2).into()),
        quantity: dice.maybe(|dice| Arc::new(quantity(dice, body, others))),
        extra: extra(dice),
    }
}

fn layer_and_label(dice: &mut Dice, project: &Project) -> (LayerKey, LabelKey) {
    let keys: Vec<(LayerKey, LabelKey)> = project.schema().labels.keys().cloned().collect();
    dice.choose(&keys)
}

fn features(dice: &mut Dice, project: &Project, layer: &LayerKey) -> Features {
    let known = project.schema().features_of(layer);
    known
        .into_iter()
        .filter_map(|feature| dice.maybe(|dice| (feature.key.clone(), feature_value(dice))))
        .collect()
}

fn feature_value(dice: &mut Dice) -> FeatureValue {
    match dice.below(5) {
        0 => FeatureValue::Text(dice.text(3)),
        1 => FeatureValue::Bool(dice.once_in(2)),
        2 => FeatureValue::Number(number(dice)),
        3 => FeatureValue::Many(dice.some(3, |dice| dice.text(2))),
        _ => FeatureValue::Json("{\"kept\":[1.0,\"as it is\"]}".to_owned()),
    }
}

fn origin(dice: &mut Dice) -> Origin {
    match dice.below(5) {
        0 => Origin::Hand,
        1 => Origin::Bulk,
        2 => Origin::Suggestion { rule: dice.text(2) },
        3 => Origin::Import { from: None },
        _ => Origin::Import { from: Some(dice.text(2)) },
    }
}

fn quantity(dice: &mut Dice, body: &Body, others: &[AnnotationId]) -> Quantity {
    let figure = |dice: &mut Dice| (!others.is_empty()).then(|| dice.choose(others));
    Quantity {
        low: dice.maybe(bound),
        high: dice.maybe(bound),
        low_open: dice.once_in(2),
        high_open: dice.once_in(2),
        point: dice.maybe(bound),
        approximator: dice.maybe(|dice| dice.choose(Approximator::ALL)),
        kind: dice.choose(QuantityKind::ALL),
        unit: dice.maybe(|dice| dice.text(2)),
        currency: dice.maybe(|dice| dice.text(2)),
        counted: dice.maybe(|dice| referent(dice, body, others)),
        property: dice.maybe(|dice| dice.text(2)),
        qualifier: dice.maybe(|dice| dice.text(2)),
        event: dice.maybe(|dice| dice.text(2).into()),
        place: dice.maybe(|dice| referent(dice, body, others)),
        period: Period { from: dice.maybe(moment), to: dice.maybe(moment) },
        base: dice.maybe(figure).flatten().map(|figure| Base { figure, factor: dice.maybe(number) }),
        link: dice
            .maybe(figure)
            .flatten()
            .map(|figure| FigureLink { kind: dice.choose(FigureLinkKind::ALL), figure }),
        source: dice.maybe(|dice| dice.text(2).into()),
        modality: dice.choose(Modality::ALL),
        doubtful: dice.once_in(2),
        extra: extra(dice),
    }
}

fn bound(dice: &mut Dice) -> Bound {
    if dice.once_in(3) { Bound::Date(Moment::Date(date(dice))) } else { Bound::Number(number(dice)) }
}

fn referent(dice: &mut Dice, body: &Body, others: &[AnnotationId]) -> Referent {
    match dice.below(4) {
        0 => Referent::Text(dice.text(2)),
        1 => Referent::Span(spans(dice, body)),
        2 if !others.is_empty() => Referent::Annotation(dice.choose(others)),
        _ => Referent::Entity(dice.text(2).into()),
    }
}

/// An attribution with at least one source.
pub(crate) fn attribution(
    dice: &mut Dice,
    body: &Body,
    who: &Annotator,
    others: &[AnnotationId],
) -> Attribution {
    let anchor = |dice: &mut Dice| {
        if others.is_empty() || dice.once_in(2) {
            Anchor::Spans(spans(dice, body))
        } else {
            Anchor::Annotation(dice.choose(others))
        }
    };
    Attribution {
        id: dice.id("q").into(),
        annotator: who.clone(),
        sources: (0..=dice.below(2))
            .map(|_| Source { anchor: anchor(dice), entity: dice.maybe(|dice| dice.text(2).into()) })
            .collect(),
        cue: dice.maybe(anchor),
        contents: dice.some(3, anchor),
        via: dice.maybe(|dice| Via { text: dice.text(2), spans: dice.maybe(|dice| spans(dice, body)) }),
        said_at: dice.maybe(moment),
        quote_type: dice.choose(QuoteType::ALL),
        polarity: dice.choose(Polarity::ALL),
        certainty: dice.choose(Certainty::ALL),
        note: dice.maybe(|dice| dice.text(2)),
        extra: extra(dice),
    }
}

/// A relation between annotations of `ids`, which must not be empty; none where the schema has no type for it.
pub(crate) fn relation(
    dice: &mut Dice,
    project: &Project,
    who: &Annotator,
    ids: &[AnnotationId],
) -> Option<Relation> {
    let kinds: Vec<_> = project.schema().relations.keys().cloned().collect();
    if kinds.is_empty() {
        return None;
    }
    let known: Vec<_> = project.schema().features.keys().map(|(_, feature)| feature.clone()).collect();
    let features =
        known.into_iter().filter_map(|key| dice.maybe(|dice| (key, feature_value(dice)))).collect();
    Some(Relation {
        id: dice.id("r").into(),
        annotator: who.clone(),
        kind: dice.choose(&kinds),
        from: dice.choose(ids),
        to: dice.choose(ids),
        features,
        extra: extra(dice),
    })
}

pub(crate) fn zone(dice: &mut Dice, body: &Body, who: Option<&Annotator>) -> Zone {
    Zone {
        id: dice.id("z").into(),
        span: span(dice, body),
        kind: dice.choose(ZoneKind::ALL),
        annotator: who.cloned(),
    }
}

pub(crate) fn decision(dice: &mut Dice, project: &Project, body: &Body, who: &Annotator) -> Decision {
    let (layer, mut label) = layer_and_label(dice, project);
    // A place can be refused whatever its label.
    if dice.once_in(4) {
        label = LabelKey::from("");
    }
    Decision {
        id: dice.id("d").into(),
        annotator: who.clone(),
        rule: dice.text(2),
        spans: spans(dice, body),
        layer,
        label,
        outcome: dice.choose(Outcome::ALL),
        at: dice.maybe(timestamp),
        after_ms: dice.maybe(|dice| dice.below(9_000) as u64),
        extra: extra(dice),
    }
}

pub(crate) fn suggestion(dice: &mut Dice, project: &Project, body: &Body, who: &Annotator) -> Suggestion {
    let (layer, label) = layer_and_label(dice, project);
    Suggestion {
        id: dice.id("s").into(),
        annotator: who.clone(),
        rule: dice.text(2),
        spans: spans(dice, body),
        features: features(dice, project, &layer),
        layer,
        label,
        score: dice.maybe(number),
        version: dice.maybe(|dice| dice.text(2)),
        at: dice.maybe(timestamp),
        extra: extra(dice),
    }
}

pub(crate) fn status(dice: &mut Dice, layer: &LayerKey, who: &Annotator) -> Status {
    let progress = match dice.below(4) {
        0 => Progress::New,
        1 => Progress::InProgress,
        2 => Progress::Done,
        _ => Progress::Skipped { reason: dice.text(3) },
    };
    Status { annotator: who.clone(), layer: layer.clone(), progress }
}

pub(crate) fn document_labels(dice: &mut Dice, who: &Annotator) -> DocumentLabels {
    let labels: std::collections::BTreeSet<String> = dice.some(3, |dice| dice.text(2)).into_iter().collect();
    DocumentLabels { annotator: who.clone(), labels: labels.into_iter().collect() }
}
