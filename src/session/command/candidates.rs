//! Going through the places that may be marked, and deciding about them.

use std::sync::Arc;

use super::arguments::Argument;
use super::attributing;
use super::call::Call;
use super::marks::add;
use super::outcome::Outcome;
use super::review::{self, Decided};
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::annotation::{Annotation, Origin};
use crate::model::decision;
use crate::model::extra::Extra;
use crate::model::id::LabelKey;
use crate::model::record::Record;
use crate::model::span::{Span, Spans};
use crate::session::candidates::{Candidate, Walk};
use crate::session::desk::{Desk, Selection};
use crate::session::draft::Draft;
use crate::session::error::{Refusal, Stop};
use crate::session::steps::Plan;
use crate::session::{features, figures, lookup};

pub(super) const NEXT: Spec = Spec::looks("candidate.next", Group::Select, |call| step(call, true))
    .says(
        "Next candidate",
        "Selects the next suggestion, name, figure, claim or quotation that is not marked yet",
    )
    .keys(&["Tab"])
    .needs(&[Need::Open]);

pub(super) const PREVIOUS: Spec = Spec::looks("candidate.previous", Group::Select, |call| step(call, false))
    .says(
        "Previous candidate",
        "Selects the previous suggestion, name, figure, claim or quotation that is not marked yet",
    )
    .keys(&["Shift+Tab"])
    .needs(&[Need::Open]);

pub(super) const ACCEPT: Spec = Spec::edits("candidate.accept", Group::Mark, accept)
    .says(
        "Accept candidate",
        "Marks the candidate as it is suggested or with what is known for it, or whatever is selected with the armed label",
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
            let outcome = found(&candidate);
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

/// What is told of a candidate.
fn found(candidate: &Candidate) -> Outcome {
    let outcome = Outcome::default()
        .with("rule", candidate.rule_name())
        .with("start", candidate.span.start)
        .with("end", candidate.span.end);
    let Some(suggestion) = &candidate.suggestion else { return outcome };
    let outcome = outcome.with("layer", suggestion.layer.as_str()).with("label", suggestion.label.as_str());
    let score = suggestion.score.map(|score| ("score", Argument::Json(score.to_string())));
    let version = suggestion.version.as_deref().map(|version| ("version", Argument::from(version)));
    score.into_iter().chain(version).fold(outcome, |outcome, (name, value)| outcome.with(name, value))
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
    let article = call.article()?;
    let mark = match &candidate.suggestion {
        Some(suggestion) => review::mark(call, suggestion)?,
        None => found_mark(call, candidate)?,
    };
    let mut draft = call.draft();
    let (id, label) = (mark.id.clone(), mark.label.clone());
    match &candidate.said {
        Some(said) => attributing::put(call, &mut draft, said, &mark)?,
        None => draft.put_in(article.id(), Record::Annotation(Arc::new(mark)))?,
    }
    decide(call, &mut draft, candidate, &label, decision::Outcome::Accepted)?;
    let mut desk = call.desk();
    desk.select(Selection::caret(candidate.span.end));
    desk.chosen = Some(id.clone());
    call.plan(draft, desk, Outcome::made(&id))
}

/// The mark that a candidate becomes which nobody has proposed.
fn found_mark(call: &Call<'_>, candidate: &Candidate) -> Result<Annotation, Stop> {
    let session = call.session;
    let schema = session.project.schema();
    let label = match (&candidate.label, &session.desk.armed) {
        (Some(label), _) => lookup::label_of(schema, &candidate.layer, label.as_str())?,
        (None, Some((layer, label))) => lookup::label_of(schema, layer, label.as_str())?,
        (None, None) => {
            return Err(Refusal::new("no label is known for it").hint("Press the key of a label").into());
        }
    };
    let spans = spans(call, candidate)?;
    // What it is a multiple of, or a part of, may be marked by now.
    let value = figures::value(schema, &label.layer, call.article()?, &session.annotator, &spans);
    Ok(Annotation {
        id: review::fresh_id(call)?,
        spans,
        annotator: session.annotator.clone(),
        layer: label.layer.clone(),
        label: label.key.clone(),
        features: features::defaults(schema, &label.layer),
        flag: None,
        note: None,
        origin: Origin::Suggestion { rule: candidate.rule.name().to_owned() },
        created: Some(session.stamp()),
        entity: candidate.entity.clone(),
        claim: None,
        quantity: value.or_else(|| candidate.quantity.clone()),
        extra: Extra::default(),
    })
}

/// Where the mark of a candidate would stand.
fn spans(call: &Call<'_>, candidate: &Candidate) -> Result<Spans, Stop> {
    let claims = candidate
        .said
        .as_ref()
        .map(|said| said.claims(call.article().map_or("", |article| article.body().text())));
    match claims.and_then(|claims| claims.into_iter().next()) {
        Some(first) => attributing::spans(&first),
        None => Ok(Span::new(candidate.span.start, candidate.span.end)?.into()),
    }
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
    let decision =
        Decided { rule: BY_HAND, spans: call.span()?.into(), layer: &layer, label: &LabelKey::from("") };
    decision.put(call, call.article()?, &mut draft, decision::Outcome::Rejected)?;
    call.quiet_plan(draft)
}

fn decide(
    call: &Call<'_>,
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    label: &LabelKey,
    outcome: decision::Outcome,
) -> Result<(), Stop> {
    let article = call.article()?;
    if let Some(suggestion) = &candidate.suggestion {
        return review::settle(call, article, draft, suggestion, outcome);
    }
    let spans = Span::new(candidate.span.start, candidate.span.end)?.into();
    let decided = Decided { rule: candidate.rule.name(), spans, layer: &candidate.layer, label };
    decided.put(call, article, draft, outcome)
}
