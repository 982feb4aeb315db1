//! Making, relabelling and deleting marks.

use std::sync::Arc;

use super::arguments::Arguments;
use super::call::Call;
use super::json;
use super::kind::CommandKind;
use super::outcome::Outcome;
use super::resolve::Command;
use super::review;
use super::spec::{Group, Need, Parameter, ParameterKind, Spec};
use crate::model::annotation::{Annotation, Features, Origin};
use crate::model::extra::Extra;
use crate::model::id::AnnotationId;
use crate::model::quantity::Quantity;
use crate::model::record::Record;
use crate::model::schema::Label;
use crate::model::span::Spans;
use crate::session::desk::{Desk, Selection};
use crate::session::error::{Refusal, Stop};
use crate::session::removal::remove_annotation;
use crate::session::steps::Plan;
use crate::session::{features, figures, lookup};

const LABEL: Parameter = Parameter::text("label", "The label, by name or key; else the armed one");
const LAYER: Parameter =
    Parameter::text("layer", "The layer, by key or name; not needed where only one layer has the label");

pub(super) const ADD: Spec = Spec::edits("annotation.add", Group::Mark, add)
    .says("Mark…", "Puts a label on the selection")
    .needs(&[Need::Article, Need::Selection])
    .takes(&[
        Parameter::ARTICLE,
        Parameter::text(
            "id",
            "The id of the new mark, which must be unused in the article; else one is made",
        ),
        LAYER,
        LABEL,
        Parameter::START,
        Parameter::END,
        Parameter::new("fragments", ParameterKind::Spans, "The spans of a mark with gaps, taken as they are"),
        Parameter::EXACT,
        Parameter::json("features", "Values by feature: {\"key\": \"value\", …}"),
        Parameter::text("note", "A remark"),
        Parameter::text("entity", "The id of the entity that the text names here"),
        Parameter::text("claim", "The id of the claim that the text states here"),
        Parameter::json(
            "quantity",
            "The value, as in the exchange format; without it, what the words of a figure say",
        ),
    ]);

pub(super) const DELETE: Spec = Spec::edits("annotation.delete", Group::Mark, delete)
    .says(
        "Delete mark",
        "Deletes a mark and its relations; attributions and figures that used it keep its place",
    )
    .keys(&["Delete"])
    .needs(&[Need::Article, Need::Mark])
    .takes(&[Parameter::ARTICLE, Parameter::MARK]);

pub(super) const RELABEL: Spec = Spec::edits("annotation.relabel", Group::Mark, relabel)
    .says("Change label…", "Gives a mark another label")
    .needs(&[Need::Article, Need::Mark])
    .takes(&[Parameter::ARTICLE, Parameter::MARK, LAYER, LABEL]);

pub(super) const APPLY: Spec = Spec::edits("label.apply", Group::Label, apply_label)
    .says(
        "Apply label…",
        "Puts a label on the selection, or gives it to the chosen mark when nothing is selected",
    )
    .needs(&[Need::Open])
    .takes(&[LAYER, LABEL.required()]);

pub(super) const REPEAT: Spec = Spec::edits("annotation.repeat", Group::Mark, repeat)
    .says("Repeat", "Does what was done last to a mark again: here, and with the same label or value")
    .keys(&["."])
    .needs(&[Need::Open, Need::Last]);

pub(super) fn add(call: &Call<'_>) -> Result<Plan, Stop> {
    let (session, article) = (call.session, call.article()?);
    let label = wanted_label(call, None)?;
    let taken = |id: &str| article.annotation(&AnnotationId::from(id)).is_some();
    let id = AnnotationId::from(session.new_id(call.text("id"), "a", taken)?);
    let spans = wanted_spans(call)?;
    let mut annotation = Annotation {
        id: id.clone(),
        annotator: session.annotator.clone(),
        layer: label.layer.clone(),
        label: label.key.clone(),
        features: wanted_features(call, label)?,
        flag: None,
        note: call.text("note").map(str::to_owned),
        origin: Origin::Hand,
        created: Some(session.stamp()),
        entity: call.text("entity").map(|id| lookup::entity(session, id)).transpose()?,
        claim: call.text("claim").map(|id| lookup::claim(session, id)).transpose()?,
        quantity: wanted_quantity(call, label, &spans)?,
        spans,
        extra: Extra::default(),
    };
    let mut draft = call.draft();
    if let Some(rule) = review::settle_at(call, &mut draft, &annotation)? {
        annotation.origin = Origin::Suggestion { rule };
    }
    draft.put_in(article.id(), Record::Annotation(Arc::new(annotation)))?;
    let mut desk = call.desk();
    if call.is_open() {
        desk.select(Selection::caret(desk.selection.range().end));
        desk.chosen = Some(id.clone());
    }
    let again =
        call.command.arguments.clone().without(&["id", "article", "start", "end", "fragments", "exact"]);
    remember(&mut desk, CommandKind::AnnotationAdd, again, label);
    call.plan(draft, desk, Outcome::made(&id))
}

/// What "." does again, with the label spelled out: another one may be armed by then.
fn remember(desk: &mut Desk, kind: CommandKind, again: Arguments, label: &Label) {
    desk.last = Some((kind, again.with("layer", label.layer.as_str()).with("label", label.key.as_str())));
}

/// The label that was asked for, or the armed one. Without a layer, `home` is looked in first.
fn wanted_label<'a>(call: &Call<'a>, home: Option<&Annotation>) -> Result<&'a Label, Refusal> {
    let schema = call.session.project.schema();
    match (call.text("label"), &call.session.desk.armed) {
        (Some(name), _) => match (call.text("layer"), home) {
            (None, Some(home)) => {
                lookup::label_of(schema, &home.layer, name).or_else(|_| lookup::label(schema, None, name))
            }
            (layer, _) => lookup::label(schema, layer, name),
        },
        (None, Some((layer, label))) => lookup::label_of(schema, layer, label.as_str()),
        (None, None) => Err(Refusal::new("no label is given, and none is armed")),
    }
}

/// The value that was given, else what the words say where they are a figure.
fn wanted_quantity(call: &Call<'_>, label: &Label, spans: &Spans) -> Result<Option<Arc<Quantity>>, Stop> {
    let article = call.article()?;
    Ok(match call.text("quantity") {
        Some(text) => Some(Arc::new(json::quantity(text, article)?)),
        None => figures::value(
            call.session.project.schema(),
            &label.layer,
            article,
            &call.session.annotator,
            spans,
        ),
    })
}

fn wanted_spans(call: &Call<'_>) -> Result<Spans, Stop> {
    match call.text("fragments") {
        Some(fragments) => Ok(json::fragments(fragments, call.article()?)?),
        None => Ok(call.span()?.into()),
    }
}

/// The features that are given, over the defaults of the layer.
fn wanted_features(call: &Call<'_>, label: &Label) -> Result<Features, Refusal> {
    let given = call.text("features").map_or(Ok(Features::new()), json::features)?;
    features::initial(call.session.project.schema(), &label.layer, given)
}

fn delete(call: &Call<'_>) -> Result<Plan, Stop> {
    let mut draft = call.draft();
    remove_annotation(&mut draft, call.article()?, call.mark()?)?;
    call.quiet_plan(draft)
}

fn relabel(call: &Call<'_>) -> Result<Plan, Stop> {
    let mark = call.mark()?;
    let label = wanted_label(call, Some(mark))?;
    let relabelled =
        Annotation { layer: label.layer.clone(), label: label.key.clone(), ..Annotation::clone(mark) };
    let mut draft = call.draft();
    draft.put_in(call.article_id()?, Record::Annotation(Arc::new(relabelled)))?;
    let mut desk = call.desk();
    remember(&mut desk, CommandKind::AnnotationRelabel, Arguments::new(), label);
    call.plan(draft, desk, Outcome::default())
}

fn apply_label(call: &Call<'_>) -> Result<Plan, Stop> {
    let selection = call.session.desk.selection;
    if !selection.is_empty() || call.command.target.mark.is_none() {
        return add(call);
    }
    // The cursor may be far away by now, and the mark out of sight.
    let hull = call.mark()?.spans.hull();
    if !(hull.start()..=hull.end()).contains(&selection.head) {
        let refusal = Refusal::new("nothing is selected, and the cursor has left the chosen mark");
        return Err(refusal.hint("Select something, or choose the mark again").into());
    }
    relabel(call)
}

fn repeat(call: &Call<'_>) -> Result<Plan, Stop> {
    let (kind, arguments) =
        call.session.desk.last.clone().ok_or_else(|| Refusal::new("there is nothing to repeat"))?;
    let command = Command { kind, arguments, target: call.command.target.clone() };
    (kind.spec().plan)(&Call::new(call.session, &command))
}
