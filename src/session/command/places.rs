//! Marking places that were looked through before, in any number of articles.

use std::sync::Arc;

use super::arguments::Argument;
use super::bulk::{Maker, wanted_label};
use super::call::Call;
use super::json;
use super::outcome::Outcome;
use super::spec::{Group, Parameter, Spec};
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::model::schema::Label;
use crate::model::span::Span;
use crate::session::error::{Refusal, Stop};
use crate::session::lookup;
use crate::session::steps::Plan;

pub(super) const ADD_MANY: Spec = Spec::edits("annotation.add_many", Group::Mark, add_many)
    .says(
        "Mark places…",
        "Puts a label on every place that is given, in one step; those that have it are left out",
    )
    .takes(&[
        Parameter::text("layer", "The layer, by key or name; not needed where only one layer has the label"),
        Parameter::text("label", "The label, by name or key; else the armed one"),
        Parameter::json(
            "places",
            "The places by article, taken as they are: {\"ARTICLE\": [[start, end], …], …}",
        )
        .required(),
        Parameter::text("entity", "The id of the entity that the text names there"),
    ]);

fn add_many(call: &Call<'_>) -> Result<Plan, Stop> {
    let label = wanted_label(call, None)?;
    let entity = call.text("entity").map(|id| lookup::entity(call.session, id)).transpose()?;
    let asked = json::places(call.needed("places")?)?;
    let articles = articles(call, asked.iter().map(|(id, _)| id))?;
    let (mut draft, mut maker) = (call.draft(), Maker::new(*call, label, entity));
    let (mut given, mut marked) = (0, 0);
    for (article, (_, pairs)) in articles.into_iter().zip(&asked) {
        given += pairs.len();
        for span in free(call, article, pairs, label)? {
            maker.put(&mut draft, article, span)?;
            marked += 1;
        }
    }
    let skipped = given - marked;
    let message = match skipped {
        0 => format!("{marked} places marked"),
        _ => format!("{marked} places marked, {skipped} were marked already"),
    };
    let outcome = Outcome::said(message).with("given", given).with("marked", marked).with("skipped", skipped);
    call.plan(draft, call.desk(), outcome)
}

/// The articles; all that are not loaded are asked for at once.
fn articles<'a>(
    call: &Call<'a>,
    ids: impl Iterator<Item = &'a ArticleId> + Clone,
) -> Result<Vec<&'a Arc<Article>>, Stop> {
    let project = &call.session.project;
    let mut listed = Vec::new();
    for id in ids.clone() {
        match project.article(id).map_err(Stop::from) {
            Err(Stop::Load(ids)) => listed.extend(ids),
            other => drop(other?),
        }
    }
    if !listed.is_empty() {
        return Err(Stop::Load(listed));
    }
    ids.map(|id| Ok(project.article(id)?)).collect()
}

/// The places among `pairs` (bytes) that overlap no mark with `label`, nor each other.
fn free(
    call: &Call<'_>,
    article: &Article,
    pairs: &[(usize, usize)],
    label: &Label,
) -> Result<Vec<Span>, Refusal> {
    let spans: Result<Vec<Span>, _> =
        pairs.iter().map(|(start, end)| article.body().span(*start, *end)).collect();
    let wrong = |error| Refusal::new(format!("article {}: {error}", article.id()));
    let mut spans = spans.map_err(wrong)?;
    spans.sort_unstable();
    let same = call.session.project.schema().keys_resolving_to(&label.layer, &label.key);
    let work = article.work(&call.session.annotator);
    let is_marked = |span: Span| {
        let there = work.map(|work| work.in_range(span.range())).unwrap_or_default();
        there.iter().any(|mark| mark.layer == label.layer && same.contains(&mark.label))
    };
    let mut end = 0;
    spans.retain(|span| {
        let is_free = span.start() >= end && !is_marked(*span);
        if is_free {
            end = span.end();
        }
        is_free
    });
    Ok(spans)
}

/// Places as `annotation.add_many` takes them.
pub fn written<'a>(places: impl IntoIterator<Item = (&'a ArticleId, Vec<Span>)>) -> Argument {
    Argument::Json(json::written_places(places))
}
