//! What the chosen mark means: the value of a figure, the entity of a name, the source of a claim.

use egui::{RichText, Ui};

use super::mark::{named, written_lines};
use crate::model::annotation::Annotation;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::quantity::{Approximator, Bound, Quantity, Referent};
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::session::linking::EntityOffer;
use crate::ui::commands::AnyCommand;
use crate::ui::keycap;
use crate::ui::scene::{Act, Scene};
use crate::ui::texts::Texts;

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, mark: &Annotation) {
    let register = scene.session.own_register();
    match mark.entity.as_ref().and_then(|id| register?.entities.get(id)) {
        Some(entity) => row_of(ui, scene, "inspector-entity", &entity.name),
        None if scene.session.is_name(mark) => offered(ui, scene, mark),
        None => {}
    }
    let mut row = |name: &str, value: &str| row_of(ui, scene, name, value);
    if let Some(quantity) = &mark.quantity {
        row("inspector-value", &value(scene.texts, quantity, Words::Written));
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

fn row_of(ui: &mut Ui, scene: &Scene<'_>, name: &str, value: &str) {
    if !value.is_empty() {
        named(ui, scene, &scene.texts.get(name), |ui| {
            ui.add(egui::Label::new(RichText::new(value).color(scene.look.palette.ink)).wrap());
        });
    }
}

/// Which claim a mark states, to be put right, or the key that says so.
pub(super) fn claim(
    ui: &mut Ui,
    scene: &Scene<'_>,
    statement: &mut String,
    mark: &Annotation,
    acts: &mut Vec<Act>,
) {
    if !scene.session.is_claim(mark) {
        return;
    }
    let name = scene.texts.get("inspector-claim");
    let Some(id) = &mark.claim else {
        named(ui, scene, &name, |ui| {
            if let Some(keys) = scene.keys.of(AnyCommand::Session(CommandKind::ClaimRelate)) {
                keycap::show(ui, &scene.look, &keys);
            }
            let words = RichText::new(scene.texts.get("link-claim")).color(scene.look.palette.second_ink);
            ui.add(egui::Label::new(words).wrap());
        });
        return;
    };
    let register = scene.session.own_register();
    let known = register.and_then(|register| register.claims.get(id)).map(|claim| claim.statement.as_str());
    if written_lines(ui, scene, &name, statement) && known != Some(statement.trim()) {
        let arguments = Arguments::new().with("claim", id.as_str()).with("statement", statement.trim());
        acts.push(Act::Run(AnyCommand::Session(CommandKind::ClaimSet), arguments));
    }
}

/// What a name that is not linked seems to name, why, and the key that takes it.
fn offered(ui: &mut Ui, scene: &Scene<'_>, mark: &Annotation) {
    let Some(article) = scene.session.open_article() else { return };
    let offers = scene.session.entity_offers(article, mark);
    let register = scene.session.own_register();
    let offer = offers.first().and_then(|offer| Some((offer, register?.entities.get(&offer.entity)?)));
    named(ui, scene, &scene.texts.get("inspector-entity"), |ui| {
        if let Some(keys) = scene.keys.of(AnyCommand::Session(CommandKind::EntityTake)) {
            keycap::show(ui, &scene.look, &keys);
        }
        let words = match offer {
            Some((offer, entity)) => {
                let reason = why(scene.texts, offer);
                scene
                    .texts
                    .with("link-offer", [("name", entity.name.as_str().into()), ("reason", reason.into())])
            }
            None => scene.texts.get("link-new"),
        };
        ui.add(egui::Label::new(RichText::new(words).color(scene.look.palette.second_ink)).wrap());
    });
}

/// Why an entity is offered, in words.
pub fn why(texts: &Texts, offer: &EntityOffer) -> String {
    texts.name(&format!("link-{}", offer.reason.name().replace('_', "-")), &offer.about)
}

/// What a figure says, in one line: its value, what is counted, its property.
pub fn reading(scene: &Scene<'_>, quantity: &Quantity) -> String {
    let unit = quantity.unit.clone().or_else(|| quantity.currency.clone()).unwrap_or_default();
    let property = quantity.property.clone().unwrap_or_default();
    let value = value(scene.texts, quantity, Words::AsSigns);
    let parts = [value, unit, quantity.kind.name().to_owned(), counted(scene, quantity), property];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// How the words that make a number inexact are told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    /// As they are called.
    Written,
    /// As signs, where there is one.
    AsSigns,
}

/// The value of a figure: "more than 30,000" or "> 30,000", "200 – 300".
fn value(texts: &Texts, quantity: &Quantity, words: Words) -> String {
    let number = |bound: &Option<Bound>| bound.as_ref().map(|bound| written_bound(texts, bound));
    let signs = quantity.approximator.and_then(sign).filter(|_| words == Words::AsSigns);
    let written = quantity.approximator.map(|words| words.name().to_owned());
    let words = signs.map(|id| texts.get(id)).or(written);
    let range = match (number(&quantity.low), number(&quantity.high)) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => format!("{low} – {high}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => number(&quantity.point).unwrap_or_default(),
    };
    let doubtful = quantity.doubtful.then_some("?");
    words.as_deref().into_iter().chain([range.as_str()]).chain(doubtful).collect::<Vec<_>>().join(" ")
}

/// The text that is the sign for a word before a number.
const fn sign(words: Approximator) -> Option<&'static str> {
    use Approximator::{
        About, Above, Approximately, Around, AtLeast, AtMost, Below, FewerThan, LessThan, MoreThan,
        NoFewerThan, NoLessThan, NoMoreThan, Over, Roughly, Under, UpTo, UpwardsOf,
    };
    Some(match words {
        MoreThan | Over | Above => "sign-more",
        AtLeast | NoFewerThan | NoLessThan | UpwardsOf => "sign-at-least",
        LessThan | FewerThan | Under | Below => "sign-less",
        AtMost | NoMoreThan | UpTo => "sign-at-most",
        About | Around | Approximately | Roughly => "sign-about",
        _ => return None,
    })
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

fn written_bound(texts: &Texts, bound: &Bound) -> String {
    match bound {
        Bound::Number(number) => grouped(&number.to_string(), &texts.get("thousands-separator")),
        Bound::Date(moment) => moment.to_string(),
    }
}

/// A number with `separator` between groups of three digits, from five digits on: 9,000 reads well as 9000.
fn grouped(number: &str, separator: &str) -> String {
    let whole = number.find('.').unwrap_or(number.len());
    let first = number.bytes().take_while(|byte| !byte.is_ascii_digit()).count();
    if whole < first + 5 {
        return number.to_owned();
    }
    let mut grouped = number.to_owned();
    for at in (first + 1..whole).rev().filter(|at| (whole - at).is_multiple_of(3)) {
        grouped.insert_str(at, separator);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_grouped() {
        let cases = [
            ("30000", "30,000"),
            ("-1234567.5", "-1,234,567.5"),
            ("9000", "9000"),
            ("0.123456", "0.123456"),
            ("100000", "100,000"),
        ];
        for (number, expected) in cases {
            assert_eq!(grouped(number, ","), expected);
        }
    }
}
