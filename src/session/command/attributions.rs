//! Who says it.

use std::sync::Arc;

use super::call::Call;
use super::json;
use super::outcome::Outcome;
use super::spec::{Group, Need, Parameter, ParameterKind, Spec};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Attribution, Certainty, Polarity, QuoteType, Source, Via};
use crate::model::extra::Extra;
use crate::model::id::AttributionId;
use crate::model::record::{ArticleKey, Record, RecordKey};
use crate::session::draft::Draft;
use crate::session::error::{Refusal, Stop};
use crate::session::steps::Plan;

const fn fields(id: Parameter) -> [Parameter; 12] {
    [
        Parameter::ARTICLE,
        id,
        Parameter::list("sources", "The marks that say who says it"),
        Parameter::text("cue", "The mark of the word of saying; empty for none"),
        Parameter::list("contents", "The marks of what is said"),
        Parameter::text("via", "Through what it was said, in words"),
        Parameter::text("said_at", "When it was said: 2019-03-22, 2019-03, 2019 or a date with time"),
        Parameter::choice(
            "quote_type",
            &["direct", "indirect", "mixed"],
            "Whether the words are the source's own",
        ),
        Parameter::choice(
            "polarity",
            &["affirms", "denies", "questions", "withholds"],
            "Whether the source stands by it",
        ),
        Parameter::choice("certainty", &["certain", "hedged"], "How sure the source is"),
        Parameter::text("note", "A remark"),
        Parameter::new(
            "attribution",
            ParameterKind::Json,
            "All of it, as in the exchange format; other arguments come on top",
        ),
    ]
}

const ID: Parameter = Parameter::text("id", "The attribution's id");

pub(super) const ADD: Spec = Spec::edits("attribution.add", Group::Attribution, add)
    .says("Attribute…", "Records who says what, from marks")
    .needs(&[Need::Article])
    .takes(const { &fields(Parameter::text("id", "The id of the new attribution; else one is made")) });

pub(super) const SET: Spec = Spec::edits("attribution.set", Group::Attribution, set)
    .says("Change attribution…", "Changes the parts of an attribution that are given")
    .needs(&[Need::Article])
    .takes(const { &fields(ID.required()) });

pub(super) const DELETE: Spec = Spec::edits("attribution.delete", Group::Attribution, delete)
    .says("Delete attribution…", "Deletes an attribution; its marks stay")
    .needs(&[Need::Article])
    .takes(&[Parameter::ARTICLE, ID.required()]);

fn add(call: &Call<'_>) -> Result<Plan, Stop> {
    let article = call.article()?;
    let taken = |id: &str| article.attribution(&AttributionId::from(id)).is_some();
    let id = AttributionId::from(call.session.new_id(call.text("id"), "q", taken)?);
    let blank = Attribution {
        id: id.clone(),
        annotator: call.session.annotator.clone(),
        sources: Vec::new(),
        cue: None,
        contents: Vec::new(),
        via: None,
        said_at: None,
        quote_type: QuoteType::Indirect,
        polarity: Polarity::Affirms,
        certainty: Certainty::Certain,
        note: None,
        extra: Extra::default(),
    };
    let mut draft = call.draft();
    draft.put_in(article.id(), Record::Attribution(Arc::new(filled(call, blank)?)))?;
    call.plan(draft, call.desk(), Outcome::made(&id))
}

fn set(call: &Call<'_>) -> Result<Plan, Stop> {
    let known = Attribution::clone(find(call)?);
    let mut draft = call.draft();
    draft.put_in(call.article_id()?, Record::Attribution(Arc::new(filled(call, known)?)))?;
    call.quiet_plan(draft)
}

fn find<'a>(call: &Call<'a>) -> Result<&'a Arc<Attribution>, Stop> {
    let article = call.article()?;
    let id = AttributionId::from(call.needed("id")?);
    let missing = || Refusal::new(format!("there is no attribution {id} in article {}", article.id()));
    Ok(article.attribution(&id).ok_or_else(missing)?)
}

/// `attribution` with everything that the command was given.
fn filled(call: &Call<'_>, mut attribution: Attribution) -> Result<Attribution, Stop> {
    if let Some(text) = call.text("attribution") {
        let (id, annotator) = (attribution.id, attribution.annotator);
        attribution = Attribution { id, annotator, ..json::attribution(text, call.article()?)? };
    }
    let anchors = |name| -> Result<Vec<Anchor>, Stop> {
        call.list(name).iter().map(|id| Ok(Anchor::Annotation(call.own_mark(id)?.id.clone()))).collect()
    };
    if call.get("sources").is_some() {
        let sources = anchors("sources")?;
        attribution.sources = sources.into_iter().map(|anchor| Source { anchor, entity: None }).collect();
    }
    if call.get("contents").is_some() {
        attribution.contents = anchors("contents")?;
    }
    if let Some(id) = call.text("cue") {
        let mark = if id.is_empty() { None } else { Some(call.own_mark(id)?) };
        attribution.cue = mark.map(|mark| Anchor::Annotation(mark.id.clone()));
    }
    if let Some(text) = call.text("via") {
        attribution.via = (!text.is_empty()).then(|| Via { text: text.to_owned(), spans: None });
    }
    call.set_moment("said_at", &mut attribution.said_at)?;
    call.set_word("quote_type", &mut attribution.quote_type, QuoteType::from_name)?;
    call.set_word("polarity", &mut attribution.polarity, Polarity::from_name)?;
    call.set_word("certainty", &mut attribution.certainty, Certainty::from_name)?;
    call.set_text("note", &mut attribution.note);
    for id in attribution.references() {
        call.own_mark(id.as_str())?;
    }
    Ok(attribution)
}

fn delete(call: &Call<'_>) -> Result<Plan, Stop> {
    let article = call.article()?;
    let attribution = find(call)?;
    let mut draft = call.draft();
    let key = ArticleKey::Attribution(attribution.id.clone());
    draft.set(RecordKey::Article(article.id().clone(), key), None)?;
    release_figures(&mut draft, article, attribution)?;
    call.quiet_plan(draft)
}

/// Figures that the attribution vouches for no longer name it.
fn release_figures(draft: &mut Draft<'_>, article: &Article, gone: &Attribution) -> Result<(), Stop> {
    let work = article.work(&gone.annotator);
    for mark in work.into_iter().flat_map(|work| work.annotations().values()) {
        let Some(quantity) =
            mark.quantity.as_deref().filter(|quantity| quantity.source.as_ref() == Some(&gone.id))
        else {
            continue;
        };
        let mut quantity = quantity.clone();
        quantity.source = None;
        let loose = Annotation { quantity: Some(Arc::new(quantity)), ..Annotation::clone(mark) };
        draft.put_in(article.id(), Record::Annotation(Arc::new(loose)))?;
    }
    Ok(())
}
