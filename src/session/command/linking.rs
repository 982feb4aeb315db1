//! What a mark names: taken as it is offered, made new, or split off what it was linked to.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::call::Call;
use super::outcome::Outcome;
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::extra::Extra;
use crate::model::id::{AnnotationId, EntityId};
use crate::model::record::Record;
use crate::model::register::{Alias, Entity};
use crate::session::draft::Draft;
use crate::session::error::{Refusal, Stop};
use crate::session::linking::quote;
use crate::session::steps::Plan;
use crate::text::names::is_acronym;

pub(super) const TAKE: Spec = Spec::edits("entity.take", Group::Register, take)
    .says(
        "Link as offered",
        "Links the chosen name to the entity that it seems to name, else to a new one, with all names like it in the article",
    )
    .keys(&["Ctrl+K"])
    .needs(&[Need::Article, Need::Mark])
    .takes(&[Parameter::ARTICLE, Parameter::MARK]);

pub(super) const NEW: Spec = Spec::edits("entity.new", Group::Register, new)
    .says(
        "Make an entity of the mark",
        "Makes an entity of the chosen name, with all names like it in the article",
    )
    .keys(&["Ctrl+Alt+K"])
    .needs(&[Need::Article, Need::Mark])
    .takes(&[
        Parameter::ARTICLE,
        Parameter::MARK,
        Parameter::text("name", "The name of the entity; else the words of the mark"),
    ]);

/// How far a split goes.
const SCOPES: &[&str] = &["mark", "article", "project"];

pub(super) const SPLIT: Spec = Spec::edits("entity.split", Group::Register, split)
    .says(
        "Split entity…",
        "Makes a new entity of the chosen name and of all marks like it that were linked to the same",
    )
    .needs(&[Need::Article, Need::Mark])
    .takes(
        const {
            &[
                Parameter::ARTICLE,
                Parameter::MARK,
                Parameter::choice(
                    "scope",
                    SCOPES,
                    "Only this mark, or all that are written like it in the article or in the project",
                )
                .required(),
                Parameter::text("name", "The name of the new entity; else the words of the mark"),
            ]
        },
    );

/// A mark that can name an entity.
fn name<'a>(call: &Call<'a>) -> Result<(&'a Arc<Article>, &'a Arc<Annotation>), Stop> {
    let (article, mark) = (call.article()?, call.mark()?);
    if !call.session.is_name(mark) {
        return Err(Refusal::new("the chosen mark is in no layer of entities").into());
    }
    Ok((article, mark))
}

fn unlinked<'a>(call: &Call<'a>) -> Result<(&'a Arc<Article>, &'a Arc<Annotation>), Stop> {
    let (article, mark) = name(call)?;
    let register = call.session.own_register();
    let known = mark.entity.as_ref().and_then(|id| register?.entities.get(id));
    match known {
        Some(known) => Err(Refusal::new(format!("it is linked to {} already", known.name))
            .hint("Link it to another one with “Link to entity…”")
            .into()),
        None => Ok((article, mark)),
    }
}

fn take(call: &Call<'_>) -> Result<Plan, Stop> {
    let (article, mark) = unlinked(call)?;
    let offers = call.session.entity_offers(article, mark);
    let register = call.session.own_register();
    let offered = offers.first().and_then(|offer| Some((offer, register?.entities.get(&offer.entity)?)));
    let Some((offer, entity)) = offered else { return new(call) };
    let mut draft = call.draft();
    let words = words(article, mark);
    if offer.reason.is_alias() && !entity.aliases.iter().any(|alias| alias.text == words) {
        let mut known = Entity::clone(entity);
        known.aliases.push(Alias { case_sensitive: is_acronym(&words), text: words });
        draft.put(Record::Entity(Arc::new(known)))?;
    }
    let outcome =
        Outcome::default().with("entity", entity.id.to_string()).with("reason", offer.reason.name());
    linked(call, draft, entity, outcome)
}

fn new(call: &Call<'_>) -> Result<Plan, Stop> {
    let (article, mark) = name(call)?;
    let own = words(article, mark);
    let given = call.text("name").map(str::trim).filter(|name| !name.is_empty());
    let mut entity = made(call, mark, given.unwrap_or(&own).to_owned())?;
    if entity.name != own {
        entity.aliases.push(Alias { case_sensitive: is_acronym(&own), text: own });
    }
    let mut draft = call.draft();
    draft.put(Record::Entity(Arc::new(entity.clone())))?;
    let outcome = Outcome::made(&entity.id).with("entity", entity.id.to_string());
    linked(call, draft, &entity, outcome)
}

/// An entity called `name`, of the kind of `mark`.
fn made(call: &Call<'_>, mark: &Annotation, name: String) -> Result<Entity, Stop> {
    let register = call.session.own_register();
    let taken = |id: &str| register.is_some_and(|known| known.entities.contains_key(&EntityId::from(id)));
    Ok(Entity {
        id: EntityId::from(call.session.fresh_id("e", taken)?),
        annotator: call.session.annotator.clone(),
        name,
        aliases: Vec::new(),
        kind: Some(mark.label.clone()),
        external: None,
        note: None,
        extra: Extra::default(),
    })
}

/// Links the mark to `entity`, and every other one of the article with the same words and label that names nothing yet.
fn linked(call: &Call<'_>, mut draft: Draft<'_>, entity: &Entity, outcome: Outcome) -> Result<Plan, Stop> {
    let (article, mark) = name(call)?;
    let own = words(article, mark);
    let work = article.work(&call.session.annotator);
    let marks = work.into_iter().flat_map(|work| work.annotations().values());
    let alike = marks.filter(|other| {
        let is_alike = other.layer == mark.layer && other.label == mark.label && other.entity.is_none();
        other.id == mark.id || is_alike && words(article, other) == own
    });
    let mut count = 0_usize;
    for known in alike {
        let linked = Annotation { entity: Some(entity.id.clone()), ..Annotation::clone(known) };
        draft.put_in(article.id(), Record::Annotation(Arc::new(linked)))?;
        count += 1;
    }
    let message = match count {
        1 => format!("“{own}” names {}", entity.name),
        _ => format!("“{own}” names {}, {count} times in the article", entity.name),
    };
    call.plan(draft, call.desk(), Outcome { message: Some(message), ..outcome })
}

fn split(call: &Call<'_>) -> Result<Plan, Stop> {
    let (article, mark) = name(call)?;
    let register = call.session.own_register();
    let known = mark.entity.as_ref().and_then(|id| register?.entities.get(id));
    let known = known.ok_or_else(|| Refusal::new("the chosen mark is linked to no entity"))?;
    let own = words(article, mark);
    let scope = call.needed("scope")?;
    let given = call.text("name").map(str::trim).filter(|name| !name.is_empty());
    let mut entity = made(call, mark, given.unwrap_or(&own).to_owned())?;
    entity.kind.clone_from(&known.kind);
    let mut draft = call.draft();
    let (mut count, mut left) = (0_usize, 0_usize);
    for other in call.session.worked_articles()? {
        let is_here = other.id() == article.id();
        let work = other.work(&call.session.annotator);
        let marks = work.into_iter().flat_map(|work| work.annotations().values());
        let marks = marks.filter(|other| other.entity.as_ref() == Some(&known.id));
        let mut moved: BTreeSet<AnnotationId> = BTreeSet::new();
        for mention in marks {
            let goes = match scope {
                "mark" => is_here && mention.id == mark.id,
                "article" => is_here && words(other, mention) == own,
                _ => words(other, mention) == own,
            };
            if !goes {
                left += 1;
                continue;
            }
            moved.insert(mention.id.clone());
            let split = Annotation { entity: Some(entity.id.clone()), ..Annotation::clone(mention) };
            draft.put_in(other.id(), Record::Annotation(Arc::new(split)))?;
        }
        count += moved.len();
        move_sources(call, &mut draft, other, &moved, &known.id, &entity.id)?;
    }
    if left == 0 {
        return Err(Refusal::new(format!("nothing would be left of {}", known.name))
            .hint("Give it another name with “Change entity…”, or split off less")
            .into());
    }
    // A name that no mark of the old one has any more goes with the marks.
    if scope == "project" && known.aliases.iter().any(|alias| alias.text == own) {
        let mut rest = Entity::clone(known);
        rest.aliases.retain(|alias| alias.text != own);
        entity
            .aliases
            .extend(known.aliases.iter().filter(|alias| alias.text == own && own != entity.name).cloned());
        draft.put(Record::Entity(Arc::new(rest)))?;
    }
    let message =
        format!("{} is an entity of its own, with {count} of the marks of {}", entity.name, known.name);
    let outcome = Outcome { message: Some(message), ..Outcome::made(&entity.id) };
    draft.put(Record::Entity(Arc::new(entity)))?;
    call.plan(draft, call.desk(), outcome)
}

/// Sources of attributions that stand at marks which have `moved` speak as what those name now.
fn move_sources(
    call: &Call<'_>,
    draft: &mut Draft<'_>,
    article: &Article,
    moved: &BTreeSet<AnnotationId>,
    old: &EntityId,
    new: &EntityId,
) -> Result<(), Stop> {
    let work = article.work(&call.session.annotator).filter(|_| !moved.is_empty());
    for known in work.into_iter().flat_map(|work| work.attributions().values()) {
        let mut attribution = Attribution::clone(known);
        for source in &mut attribution.sources {
            let stands_there = matches!(&source.anchor, Anchor::Annotation(id) if moved.contains(id));
            if stands_there && source.entity.as_ref() == Some(old) {
                source.entity = Some(new.clone());
            }
        }
        if attribution != **known {
            draft.put_in(article.id(), Record::Attribution(Arc::new(attribution)))?;
        }
    }
    Ok(())
}

/// The words of `mark` in one line.
fn words(article: &Article, mark: &Annotation) -> String {
    quote(article.body().text(), mark).split_whitespace().collect::<Vec<_>>().join(" ")
}
