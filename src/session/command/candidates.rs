//! Going through the places that may be marked, and deciding about them.

use std::sync::Arc;

use super::call::Call;
use super::marks::add;
use super::outcome::Outcome;
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::annotation::{Annotation, Origin};
use crate::model::decision::{self, Decision};
use crate::model::extra::Extra;
use crate::model::id::{AnnotationId, DecisionId, LabelKey, LayerKey};
use crate::model::record::Record;
use crate::model::span::Span;
use crate::session::candidates::{Candidate, Walk};
use crate::session::desk::{Desk, Selection};
use crate::session::draft::Draft;
use crate::session::error::{Refusal, Stop};
use crate::session::steps::Plan;
use crate::session::{features, lookup};

pub(super) const NEXT: Spec = Spec::looks("candidate.next", Group::Select, |call| step(call, true))
    .says("Next candidate", "Selects the next name, number or quotation that is not marked yet")
    .keys(&["Tab"])
    .needs(&[Need::Open]);

pub(super) const PREVIOUS: Spec = Spec::looks("candidate.previous", Group::Select, |call| step(call, false))
    .says("Previous candidate", "Selects the previous name, number or quotation that is not marked yet")
    .keys(&["Shift+Tab"])
    .needs(&[Need::Open]);

pub(super) const ACCEPT: Spec = Spec::edits("candidate.accept", Group::Mark, accept)
    .says(
        "Accept candidate",
        "Marks the candidate with what is known for it, or whatever is selected with the armed label",
    )
    .keys(&["Enter"])
    .needs(&[Need::Open, Need::Selection]);

pub(super) const REJECT: Spec = Spec::edits("candidate.reject", Group::Mark, reject)
    .says("Reject candidate", "Notes that the candidate is not to be marked, and goes to the next one")
    .keys(&["Backspace"])
    .needs(&[Need::Open, Need::Candidate]);

pub(super) const DISMISS: Spec = Spec::edits("candidate.dismiss", Group::Mark, dismiss)
    .says("Dismiss place…", "Notes that a place is not to be marked in a layer")
    .needs(&[Need::Article, Need::Selection])
    .takes(&[
        Parameter::ARTICLE,
        Parameter::text("layer", "The layer, by key or name").required(),
        Parameter::START,
        Parameter::END,
    ]);

fn step(call: &Call<'_>, forward: bool) -> Result<Plan, Stop> {
    let mut desk = call.desk();
    let outcome = match call.session.candidate(call.article()?, forward) {
        Walk::Found(candidate) => {
            let outcome = Outcome::default()
                .with("rule", candidate.rule.name())
                .with("start", candidate.span.start)
                .with("end", candidate.span.end);
            show(&mut desk, candidate);
            outcome
        }
        Walk::Further(at) => {
            desk.select(Selection::caret(at));
            Outcome::said("there is no candidate near: the cursor is where to look further")
        }
        Walk::End if forward => Outcome::said("there is no candidate after this place"),
        Walk::End => Outcome::said("there is no candidate before this place"),
    };
    Ok(Plan::look(desk, outcome))
}

fn show(desk: &mut Desk, candidate: Candidate) {
    desk.select(Selection::of(&candidate.span));
    desk.chosen = None;
    desk.candidate = Some(candidate);
}

fn current<'a>(call: &Call<'a>) -> Result<&'a Candidate, Refusal> {
    call.session.desk.candidate.as_ref().ok_or_else(|| Refusal::new("no candidate is selected"))
}

fn accept(call: &Call<'_>) -> Result<Plan, Stop> {
    // Painting with an armed label: any selection will do.
    let Some(candidate) = &call.session.desk.candidate else { return add(call) };
    let (session, article) = (call.session, call.article()?);
    let schema = session.project.schema();
    let label = match (&candidate.label, &session.desk.armed) {
        (Some(label), _) => lookup::label_of(schema, &candidate.layer, label.as_str())?,
        (None, Some((layer, label))) => lookup::label_of(schema, layer, label.as_str())?,
        (None, None) => {
            return Err(Refusal::new("no label is known for it").hint("Press the key of a label").into());
        }
    };
    let taken = |id: &str| article.annotation(&AnnotationId::from(id)).is_some();
    let id = AnnotationId::from(session.fresh_id("a", taken)?);
    let mark = Annotation {
        id: id.clone(),
        annotator: session.annotator.clone(),
        layer: label.layer.clone(),
        label: label.key.clone(),
        spans: Span::new(candidate.span.start, candidate.span.end)?.into(),
        features: features::defaults(schema, &label.layer),
        flag: None,
        note: None,
        origin: Origin::Suggestion { rule: candidate.rule.name().to_owned() },
        created: Some(session.stamp()),
        entity: candidate.entity.clone(),
        claim: None,
        quantity: None,
        extra: Extra::default(),
    };
    let mut draft = call.draft();
    draft.put_in(article.id(), Record::Annotation(Arc::new(mark)))?;
    decide(call, &mut draft, candidate, &label.key, decision::Outcome::Accepted)?;
    let mut desk = call.desk();
    desk.select(Selection::caret(candidate.span.end));
    desk.chosen = Some(id.clone());
    call.plan(draft, desk, Outcome::made(&id))
}

/// A rejected place without a known label is one that no label of its layer fits: its label is empty.
fn reject(call: &Call<'_>) -> Result<Plan, Stop> {
    let candidate = current(call)?;
    let mut draft = call.draft();
    let label = candidate.label.clone().unwrap_or_else(|| LabelKey::from(""));
    decide(call, &mut draft, candidate, &label, decision::Outcome::Rejected)?;
    let mut desk = call.desk();
    match call.session.candidate(call.article()?, true) {
        Walk::Found(next) => show(&mut desk, next),
        Walk::Further(_) | Walk::End => desk.select(Selection::caret(candidate.span.end)),
    }
    call.plan(draft, desk, Outcome::default())
}

/// The rule of places that a person has dismissed without a candidate.
const BY_HAND: &str = "recheck";

fn dismiss(call: &Call<'_>) -> Result<Plan, Stop> {
    let layer = lookup::layer(call.session.project.schema(), call.needed("layer")?)?.key.clone();
    let mut draft = call.draft();
    let decision = Decided { rule: BY_HAND, span: call.span()?, layer: &layer, label: &LabelKey::from("") };
    decision.put(call, &mut draft, decision::Outcome::Rejected)?;
    call.quiet_plan(draft)
}

/// The place that is decided about.
struct Decided<'a> {
    rule: &'a str,
    span: Span,
    layer: &'a LayerKey,
    label: &'a LabelKey,
}

impl Decided<'_> {
    fn put(&self, call: &Call<'_>, draft: &mut Draft<'_>, outcome: decision::Outcome) -> Result<(), Stop> {
        let article = call.article()?;
        let taken = |id: &str| article.decision(&DecisionId::from(id)).is_some();
        let decision = Decision {
            id: DecisionId::from(call.session.fresh_id("d", taken)?),
            annotator: call.session.annotator.clone(),
            rule: self.rule.to_owned(),
            spans: self.span.into(),
            layer: self.layer.clone(),
            label: self.label.clone(),
            outcome,
            at: Some(call.session.stamp()),
            after_ms: None,
            extra: Extra::default(),
        };
        Ok(draft.put_in(article.id(), Record::Decision(Arc::new(decision)))?)
    }
}

fn decide(
    call: &Call<'_>,
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    label: &LabelKey,
    outcome: decision::Outcome,
) -> Result<(), Stop> {
    let span = Span::new(candidate.span.start, candidate.span.end)?;
    Decided { rule: candidate.rule.name(), span, layer: &candidate.layer, label }.put(call, draft, outcome)
}
