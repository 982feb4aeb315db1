//! What the chosen mark means: the value of a figure, the entity of a name, the source of a claim.

use egui::{RichText, Ui};

use super::mark::named;
use crate::model::annotation::Annotation;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::quantity::{Approximator, Bound, Quantity, Referent};
use crate::ui::scene::Scene;

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, mark: &Annotation) {
    let mut row = |name: &str, value: &str| {
        if !value.is_empty() {
            named(ui, scene, &scene.texts.get(name), |ui| {
                ui.add(egui::Label::new(RichText::new(value).color(scene.look.palette.ink)).wrap());
            });
        }
    };
    let register = scene.session.own_register();
    let entity = mark.entity.as_ref().and_then(|id| register?.entities.get(id));
    row("inspector-entity", entity.map_or("", |entity| entity.name.as_str()));
    let claim = mark.claim.as_ref().and_then(|id| register?.claims.get(id));
    row("inspector-claim", claim.map_or("", |claim| claim.statement.as_str()));
    if let Some(quantity) = &mark.quantity {
        row("inspector-value", &value(quantity));
        row("inspector-kind", quantity.kind.name());
        row("inspector-unit", quantity.unit.as_deref().or(quantity.currency.as_deref()).unwrap_or_default());
        row("inspector-counted", &counted(scene, quantity));
        row("inspector-property", quantity.property.as_deref().unwrap_or_default());
    }
    for attribution in attributions(scene, mark) {
        row("inspector-source", &sources(scene, attribution));
        row("inspector-polarity", attribution.polarity.name());
    }
}

/// What a figure says, in one line: its value, what is counted, its property.
pub fn reading(scene: &Scene<'_>, quantity: &Quantity) -> String {
    let unit = quantity.unit.clone().or_else(|| quantity.currency.clone()).unwrap_or_default();
    let property = quantity.property.clone().unwrap_or_default();
    let parts = [value(quantity), unit, quantity.kind.name().to_owned(), counted(scene, quantity), property];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The value of a figure in words and digits: "more than 30000", "200 to 300".
fn value(quantity: &Quantity) -> String {
    let number = |bound: &Option<Bound>| bound.as_ref().map(written_bound);
    let words = quantity.approximator.map(Approximator::name);
    let range = match (number(&quantity.low), number(&quantity.high)) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => format!("{low} – {high}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => number(&quantity.point).unwrap_or_default(),
    };
    let doubtful = quantity.doubtful.then_some("?");
    words.into_iter().chain([range.as_str()]).chain(doubtful).collect::<Vec<_>>().join(" ")
}

fn counted(scene: &Scene<'_>, quantity: &Quantity) -> String {
    let Some(article) = scene.session.open_article() else { return String::new() };
    match &quantity.counted {
        Some(Referent::Text(text)) => text.clone(),
        Some(Referent::Entity(id)) => {
            let register = scene.session.own_register();
            register
                .and_then(|register| register.entities.get(id))
                .map_or_else(String::new, |entity| entity.name.clone())
        }
        Some(Referent::Annotation(id)) => {
            article.annotation(id).map(|mark| scene.quote(mark)).unwrap_or_default()
        }
        Some(Referent::Span(spans)) => {
            article.body().text().get(spans.hull().range()).unwrap_or_default().to_owned()
        }
        None => String::new(),
    }
}

/// The attributions that have the mark among their contents.
fn attributions<'a>(scene: &Scene<'a>, mark: &'a Annotation) -> impl Iterator<Item = &'a Attribution> {
    let article = scene.session.open_article();
    let work = article.and_then(|article| scene.session.own_work(article.id()));
    let all = work.into_iter().flat_map(|work| work.attributions().values());
    all.map(|attribution| &**attribution)
        .filter(|attribution| attribution.contents.contains(&Anchor::Annotation(mark.id.clone())))
}

fn sources(scene: &Scene<'_>, attribution: &Attribution) -> String {
    let Some(article) = scene.session.open_article() else { return String::new() };
    let text = |anchor: &Anchor| match anchor {
        Anchor::Annotation(id) => article.annotation(id).map(|mark| scene.quote(mark)).unwrap_or_default(),
        Anchor::Spans(spans) => {
            article.body().text().get(spans.hull().range()).unwrap_or_default().to_owned()
        }
    };
    let names: Vec<String> = attribution.sources.iter().map(|source| text(&source.anchor)).collect();
    let via = attribution.via.as_ref().map(|via| via.text.clone());
    names.into_iter().chain(via).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn written_bound(bound: &Bound) -> String {
    match bound {
        Bound::Number(number) => number.to_string(),
        Bound::Date(moment) => moment.to_string(),
    }
}
