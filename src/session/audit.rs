//! What does not hold together in a project: computed, changing nothing.

use std::collections::BTreeSet;

use crate::model::annotation::{Annotation, FeatureValue, Features};
use crate::model::article::Article;
use crate::model::id::{AnnotationId, Annotator, ArticleId, LabelKey, LayerKey};
use crate::model::people::Assignment;
use crate::model::project::Project;
use crate::model::quantity::{Bound, Quantity, Referent};
use crate::model::register::{Claimant, Register};
use crate::model::schema::FeatureKind;
use crate::model::work::Work;
use crate::text::graphemes::is_grapheme_boundary;

/// Something that does not hold together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The article, where it is about one.
    pub article: Option<ArticleId>,
    /// Whose work.
    pub annotator: Option<Annotator>,
    /// The record: "annotation a1".
    pub record: String,
    /// What is wrong with it, without full stop.
    pub message: String,
}

/// Everything that does not hold together in one article, sorted.
pub fn audit_article(project: &Project, article: &Article) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for (annotator, work) in article.works() {
        let audit = Audit { project, article, annotator, work };
        for annotation in work.annotations().values() {
            let record = format!("annotation {}", annotation.id);
            let mut messages = audit.annotation(annotation);
            if !seen.insert(annotation.id.clone()) {
                messages.push("another annotator has an annotation with the same id".to_owned());
            }
            findings.extend(messages.into_iter().map(|message| audit.finding(&record, message)));
        }
        findings.extend(audit.event());
        audit.suggestions(&mut findings);
        audit.links(&mut findings);
    }
    findings.sort();
    findings
}

/// Everything that does not hold together between records that belong to no article, sorted.
pub fn audit_shared(project: &Project) -> Vec<Finding> {
    let registers = project.registers().iter();
    let registers = registers.flat_map(|(annotator, register)| audit_register(annotator, register));
    let assignments = project.assignments().values();
    let assignments = assignments.flat_map(|assignment| audit_assignment(project, assignment));
    let mut findings: Vec<Finding> = registers.chain(assignments).collect();
    findings.sort();
    findings
}

/// Articles that somebody is to work on and that were removed.
fn audit_assignment(project: &Project, assignment: &Assignment) -> impl Iterator<Item = Finding> {
    let missing = assignment.articles.iter().filter(|id| !project.articles().contains_key(*id));
    missing.map(|id| Finding {
        article: None,
        annotator: Some(assignment.annotator.clone()),
        record: "assignment".to_owned(),
        message: format!("there is no article {id}"),
    })
}

fn audit_register(annotator: &Annotator, register: &Register) -> Vec<Finding> {
    let finding = |record: String, message: String| Finding {
        article: None,
        annotator: Some(annotator.clone()),
        record,
        message,
    };
    let links = register.claim_links.values().flat_map(|link| {
        let missing =
            [&link.from, &link.to].into_iter().filter(|claim| !register.claims.contains_key(*claim));
        missing.map(move |claim| {
            finding(format!("claim link {}", link.id), format!("there is no claim {claim}"))
        })
    });
    let claimants = register.claims.values().filter_map(|claim| match &claim.claimant {
        Some(Claimant::Entity(id)) if !register.entities.contains_key(id) => {
            Some(finding(format!("claim {}", claim.id), format!("there is no entity {id}")))
        }
        _ => None,
    });
    let events = register.claims.values().filter_map(|claim| match &claim.event {
        Some(id) if !register.events.contains_key(id) => {
            Some(finding(format!("claim {}", claim.id), format!("there is no event {id}")))
        }
        _ => None,
    });
    links.chain(claimants).chain(events).collect()
}

struct Audit<'a> {
    project: &'a Project,
    article: &'a Article,
    annotator: &'a Annotator,
    work: &'a Work,
}

impl Audit<'_> {
    /// The event that the article tells of is one of the register.
    fn event(&self) -> Option<Finding> {
        let event = &self.work.event()?.event;
        let register = self.project.registers().get(self.annotator);
        let is_known = register.is_some_and(|register| register.events.contains_key(event));
        (!is_known).then(|| self.finding("event", format!("there is no event {event}")))
    }

    fn finding(&self, record: &str, message: String) -> Finding {
        Finding {
            article: Some(self.article.id().clone()),
            annotator: Some(self.annotator.clone()),
            record: record.to_owned(),
            message,
        }
    }

    fn annotation(&self, annotation: &Annotation) -> Vec<String> {
        let mut messages = Vec::new();
        let body = self.article.body();
        let text = body.text();
        let edges = annotation.spans.iter().flat_map(|span| [span.start(), span.end()]);
        for edge in edges.filter(|&edge| !is_grapheme_boundary(text, edge)) {
            messages.push(format!("byte {edge} lies inside a character of several code points"));
        }
        self.schema(&annotation.layer, &annotation.label, &annotation.features, &mut messages);
        let register = self.project.registers().get(self.annotator);
        if let Some(id) = &annotation.entity
            && !register.is_some_and(|register| register.entities.contains_key(id))
        {
            messages.push(format!("there is no entity {id}"));
        }
        if let Some(id) = &annotation.claim
            && !register.is_some_and(|register| register.claims.contains_key(id))
        {
            messages.push(format!("there is no claim {id}"));
        }
        if let Some(quantity) = &annotation.quantity {
            self.quantity(quantity, &mut messages);
        }
        messages
    }

    /// Suggestions that could not be taken as they are.
    fn suggestions(&self, findings: &mut Vec<Finding>) {
        for suggestion in self.work.suggestions().values() {
            let record = format!("suggestion {}", suggestion.id);
            let mut messages = Vec::new();
            messages
                .extend(self.article.body().check_all(&suggestion.spans).err().map(|err| err.to_string()));
            self.schema(&suggestion.layer, &suggestion.label, &suggestion.features, &mut messages);
            findings.extend(messages.into_iter().map(|message| self.finding(&record, message)));
        }
    }

    fn schema(&self, layer: &LayerKey, label: &LabelKey, features: &Features, messages: &mut Vec<String>) {
        let schema = self.project.schema();
        if !schema.layers.contains_key(layer) {
            messages.push(format!("there is no layer {layer}"));
            return;
        }
        if schema.resolve(layer, label).is_none() {
            messages.push(format!("layer {layer} has no label {label}"));
        }
        for (key, value) in features {
            match schema.features.get(&(layer.clone(), key.clone())) {
                None => messages.push(format!("layer {layer} has no feature {key}")),
                Some(feature) if !fits(&feature.kind, value) => {
                    messages.push(format!("feature {key} cannot have this value"));
                }
                Some(_) => {}
            }
        }
    }

    fn quantity(&self, quantity: &Quantity, messages: &mut Vec<String>) {
        messages.extend(quantity.references().filter_map(|id| self.missing(id)));
        if let (Some(Bound::Number(low)), Some(Bound::Number(high))) = (&quantity.low, &quantity.high)
            && low > high
        {
            messages.push(format!("the least value {low} is larger than the largest {high}"));
        }
        let register = self.project.registers().get(self.annotator);
        for referent in quantity.counted.iter().chain(&quantity.place) {
            match referent {
                Referent::Span(spans) => {
                    messages.extend(self.article.body().check_all(spans).err().map(|err| err.to_string()));
                }
                Referent::Entity(id)
                    if !register.is_some_and(|register| register.entities.contains_key(id)) =>
                {
                    messages.push(format!("there is no entity {id}"));
                }
                _ => {}
            }
        }
        if let Some(id) = &quantity.event
            && !register.is_some_and(|register| register.events.contains_key(id))
        {
            messages.push(format!("there is no event {id}"));
        }
        if let Some(id) = &quantity.source
            && !self.work.attributions().contains_key(id)
        {
            messages.push(format!("there is no attribution {id}"));
        }
    }

    fn missing(&self, id: &AnnotationId) -> Option<String> {
        self.article.annotation(id).is_none().then(|| format!("there is no annotation {id} in this article"))
    }

    /// Relations, attributions and verdicts whose other end is gone.
    fn links(&self, findings: &mut Vec<Finding>) {
        let schema = self.project.schema();
        for relation in self.work.relations().values() {
            let record = format!("relation {}", relation.id);
            let mut messages: Vec<String> =
                [&relation.from, &relation.to].into_iter().filter_map(|id| self.missing(id)).collect();
            if !schema.relations.contains_key(&relation.kind) {
                messages.push(format!("there is no relation type {}", relation.kind));
            }
            findings.extend(messages.into_iter().map(|message| self.finding(&record, message)));
        }
        for attribution in self.work.attributions().values() {
            let record = format!("attribution {}", attribution.id);
            let messages = attribution.references().filter_map(|id| self.missing(id));
            findings.extend(messages.map(|message| self.finding(&record, message)));
        }
        for verdict in self.work.zone_verdicts().values() {
            if !self.article.zones().contains_key(&verdict.zone) {
                let message = "there is no such zone in this article".to_owned();
                findings.push(self.finding(&format!("verdict on zone {}", verdict.zone), message));
            }
        }
    }
}

fn fits(kind: &FeatureKind, value: &FeatureValue) -> bool {
    match (kind, value) {
        (FeatureKind::Choice(known) | FeatureKind::Choices(known), FeatureValue::Text(value)) => {
            known.contains(value)
        }
        (FeatureKind::Choices(known), FeatureValue::Many(values)) => {
            values.iter().all(|value| known.contains(value))
        }
        (FeatureKind::YesNo, FeatureValue::Bool(_))
        | (FeatureKind::Text, _)
        | (FeatureKind::Number, FeatureValue::Number(_)) => true,
        _ => false,
    }
}
