//! What is said of a whole article: progress, labels, metadata.

use std::sync::Arc;

use super::call::Call;
use super::fields::moment;
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::extra::ExtraValue;
use crate::model::metadata::Metadata;
use crate::model::record::{ArticleKey, Record, RecordKey};
use crate::model::status::{DocumentLabels, Progress, Status};
use crate::session::error::{Refusal, Stop};
use crate::session::lookup;
use crate::session::steps::Plan;

pub(super) const SET_STATUS: Spec = Spec::edits("status.set", Group::Article, set_status)
    .says("Set status…", "Says how far the work on one layer of an article has come")
    .needs(&[Need::Article])
    .takes(&[
        Parameter::ARTICLE,
        Parameter::text("layer", "The layer, by key or name").required(),
        Parameter::choice("status", &["new", "in_progress", "done", "skipped"], "How far").required(),
        Parameter::text("reason", "Why it is skipped"),
    ]);

pub(super) const SET_LABELS: Spec = Spec::edits("document.label", Group::Article, set_labels)
    .says("Label article…", "Sets the labels of the article as a whole")
    .needs(&[Need::Article])
    .takes(&[
        Parameter::ARTICLE,
        Parameter::list("labels", "All its labels; none takes them away").required(),
    ]);

pub(super) const SET_METADATA: Spec = Spec::edits("metadata.set", Group::Article, set_metadata)
    .says("Set metadata…", "Sets what is known of an article beside its text")
    .needs(&[Need::Article])
    .takes(&[
        Parameter::ARTICLE,
        Parameter::text("key", "title, outlet, url, byline, published, language, or any other").required(),
        Parameter::text("value", "The value; without it, there is none"),
    ]);

fn set_status(call: &Call<'_>) -> Result<Plan, Stop> {
    let layer = &lookup::layer(call.session.project.schema(), call.needed("layer")?)?.key;
    let progress = match (call.needed("status")?, call.text("reason")) {
        ("new", None) => Progress::New,
        ("in_progress", None) => Progress::InProgress,
        ("done", None) => Progress::Done,
        ("skipped", Some(reason)) if !reason.trim().is_empty() => {
            Progress::Skipped { reason: reason.to_owned() }
        }
        ("skipped", _) => return Err(Refusal::new("skipping a layer needs a reason").into()),
        _ => return Err(Refusal::new("only a skipped layer has a reason").into()),
    };
    let status = Status { annotator: call.session.annotator.clone(), layer: layer.clone(), progress };
    let mut draft = call.draft();
    draft.put_in(call.article_id()?, Record::Status(Arc::new(status)))?;
    call.quiet_plan(draft)
}

fn set_labels(call: &Call<'_>) -> Result<Plan, Stop> {
    let known = &call.session.project.schema().scales.document_labels;
    let mut labels = call.list("labels").to_vec();
    if let Some(unknown) = labels.iter().find(|label| !known.is_empty() && !known.contains(label)) {
        let refusal = Refusal::new(format!("{unknown:?} is no label of articles"));
        return Err(refusal.hint(format!("There are {}", known.join(", "))).into());
    }
    labels.sort();
    labels.dedup();
    let annotator = call.session.annotator.clone();
    let key = RecordKey::Article(call.article_id()?.clone(), ArticleKey::DocumentLabels(annotator.clone()));
    let after =
        (!labels.is_empty()).then(|| Record::DocumentLabels(Arc::new(DocumentLabels { annotator, labels })));
    let mut draft = call.draft();
    draft.set(key, after)?;
    call.quiet_plan(draft)
}

fn set_metadata(call: &Call<'_>) -> Result<Plan, Stop> {
    let article = call.article()?;
    let mut metadata = Metadata::clone(article.metadata());
    let value = call.text("value").filter(|value| !value.is_empty()).map(str::to_owned);
    match call.needed("key")? {
        "" => return Err(Refusal::new("a key may not be empty").into()),
        "id" | "text" => return Err(Refusal::new("the id and the text of an article never change").into()),
        "title" => metadata.title = value,
        "outlet" => metadata.outlet = value,
        "url" => metadata.url = value,
        "byline" => metadata.byline = value,
        "language" => metadata.language = value,
        "published" => metadata.published = value.as_deref().map(moment).transpose()?,
        other => metadata.other.set(other, value.map(ExtraValue::Text)),
    }
    let mut draft = call.draft();
    draft.put_in(article.id(), Record::Metadata(Arc::new(metadata)))?;
    call.quiet_plan(draft)
}
