//! Links between marks.

use std::sync::Arc;

use super::call::Call;
use super::json;
use super::outcome::Outcome;
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::annotation::{Annotation, Features};
use crate::model::extra::Extra;
use crate::model::id::{AnnotationId, LayerKey, RelationId, RelationKey};
use crate::model::record::{ArticleKey, Record, RecordKey};
use crate::model::relation::Relation;
use crate::model::schema::RelationType;
use crate::session::error::{Refusal, Stop};
use crate::session::steps::Plan;

pub(super) const ADD: Spec = Spec::edits("relation.add", Group::Mark, add)
    .says("Link marks…", "Links one mark to another")
    .needs(&[Need::Article])
    .takes(&[
        Parameter::ARTICLE,
        Parameter::text("id", "The id of the new relation; else one is made"),
        Parameter::text("type", "The type, by key or name").required(),
        Parameter::text("from", "The mark where it starts").required(),
        Parameter::text("to", "The mark that it points to").required(),
        Parameter::json("features", "Values by feature: {\"key\": \"value\", …}"),
    ]);

pub(super) const DELETE: Spec = Spec::edits("relation.delete", Group::Mark, delete)
    .says("Delete link…", "Deletes a link between marks")
    .needs(&[Need::Article])
    .takes(&[Parameter::ARTICLE, Parameter::text("relation", "The relation's id").required()]);

impl<'a> Call<'a> {
    /// A mark of one's own in the article that the command acts on.
    pub(super) fn own_mark(&self, id: &str) -> Result<&'a Arc<Annotation>, Stop> {
        let work = self.article()?.work(&self.session.annotator);
        let mark = work.and_then(|work| work.annotations().get(&AnnotationId::from(id)));
        Ok(mark.ok_or_else(|| Refusal::new(format!("you have no mark {id} in this article")))?)
    }
}

fn add(call: &Call<'_>) -> Result<Plan, Stop> {
    let article = call.article()?;
    let kind = find_type(call)?;
    let (from, to) = (call.own_mark(call.needed("from")?)?, call.own_mark(call.needed("to")?)?);
    if from.id == to.id {
        return Err(Refusal::new("a mark cannot be linked to itself").into());
    }
    check_end(kind, "start", &kind.from, &from.layer)?;
    check_end(kind, "end", &kind.to, &to.layer)?;
    let taken = |id: &str| article.relation(&RelationId::from(id)).is_some();
    let id = RelationId::from(call.session.new_id(call.text("id"), "r", taken)?);
    let relation = Relation {
        id: id.clone(),
        annotator: call.session.annotator.clone(),
        kind: kind.key.clone(),
        from: from.id.clone(),
        to: to.id.clone(),
        features: call.text("features").map_or(Ok(Features::new()), json::features)?,
        extra: Extra::default(),
    };
    let mut draft = call.draft();
    draft.put_in(article.id(), Record::Relation(Arc::new(relation)))?;
    call.plan(draft, call.desk(), Outcome::made(&id))
}

fn find_type<'a>(call: &Call<'a>) -> Result<&'a RelationType, Stop> {
    let name = call.needed("type")?;
    let schema = call.session.project.schema();
    let known = schema.relations_in_order();
    let by_key = schema.relations.get(&RelationKey::from(name)).map(AsRef::as_ref);
    let found = by_key.or_else(|| known.iter().copied().find(|kind| kind.name == name));
    Ok(found.ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|kind| kind.name.as_str()).collect();
        Refusal::new(format!("there is no relation type {name:?}"))
            .hint(format!("There are {}", names.join(", ")))
    })?)
}

fn check_end(kind: &RelationType, end: &str, allowed: &[LayerKey], layer: &LayerKey) -> Result<(), Refusal> {
    if allowed.is_empty() || allowed.contains(layer) {
        return Ok(());
    }
    Err(Refusal::new(format!("{:?} cannot {end} at a mark of layer {layer}", kind.name)))
}

fn delete(call: &Call<'_>) -> Result<Plan, Stop> {
    let article = call.article()?;
    let id = RelationId::from(call.needed("relation")?);
    if article.relation(&id).is_none() {
        return Err(Refusal::new(format!("there is no relation {id} in article {}", article.id())).into());
    }
    let mut draft = call.draft();
    draft.set(RecordKey::Article(article.id().clone(), ArticleKey::Relation(id)), None)?;
    call.quiet_plan(draft)
}
