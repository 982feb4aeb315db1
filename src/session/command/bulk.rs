//! Marking every occurrence.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::call::Call;
use super::outcome::Outcome;
use super::review;
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::annotation::{Annotation, Origin};
use crate::model::article::Article;
use crate::model::extra::Extra;
use crate::model::id::{AnnotationId, EntityId, LabelKey, LayerKey};
use crate::model::record::Record;
use crate::model::schema::Label;
use crate::model::span::Span;
use crate::session::Session;
use crate::session::draft::Draft;
use crate::session::error::{CommandError, Refusal, Stop};
use crate::session::occurrences::{Occurrence, Scope};
use crate::session::steps::Plan;
use crate::session::{features, figures, lookup};
use crate::text::folding::Folding;
use crate::text::matching::Search;

pub(super) const MARK_ALL: Spec = Spec::edits("annotation.mark_all", Group::Mark, mark_all)
    .says(
        "Mark all occurrences",
        "Puts a label on every place where the selected or chosen words stand, in one step",
    )
    .keys(&["Ctrl+Enter"])
    .needs(&[Need::Article])
    .takes(&[
        Parameter::ARTICLE,
        Parameter::text("text", "The words; else the selection or the chosen mark"),
        Parameter::text("layer", "The layer, by key or name; not needed where only one layer has the label"),
        Parameter::text("label", "The label, by name or key; else that of the chosen mark, or the armed one"),
        Parameter::choice("scope", &["article", "project"], "Where to look; the article when left out"),
        Parameter::flag("whole_words", "Only whole words; true when left out"),
        Parameter::flag("case", "Upper and lower case must match; true when left out"),
        Parameter::flag("accents", "Accents and Arabic letter forms must match; true when left out"),
        Parameter::flag("inflections", "Also with plural endings and Arabic prefixes"),
        Parameter::list("except", "Places to leave out, as ARTICLE:START with START in bytes"),
    ]);

/// What a mark is made like everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// The words.
    pub words: String,
    /// The layer.
    pub layer: LayerKey,
    /// The label.
    pub label: LabelKey,
    /// What the words name.
    pub entity: Option<EntityId>,
}

/// What is looked for and what is put there.
struct Hunt<'a> {
    scope: Scope,
    search: Search,
    label: &'a Label,
    entity: Option<EntityId>,
}

impl Session {
    /// The words, label and entity of `annotation.mark_all` when run with the same target and arguments, to be looked
    /// for in another way.
    pub fn model_of_mark_all(&self, command: &super::Command) -> Result<Model, CommandError> {
        let found = Hunt::of(&Call::new(self, command));
        match found {
            Ok(Hunt { search, label, entity, .. }) => Ok(Model {
                words: search.needle,
                layer: label.layer.clone(),
                label: label.key.clone(),
                entity,
            }),
            Err(Stop::Load(ids)) => {
                Err(Refusal::new(format!("{} articles are not loaded", ids.len())).into())
            }
            Err(Stop::Fail(error)) => Err(error),
        }
    }

    /// The places that `annotation.mark_all` would mark when run with the same target and arguments, to be looked through
    /// before; those that are marked already are among them and say so. Loads articles as needed.
    pub fn preview_mark_all(&mut self, command: &super::Command) -> Result<Vec<Occurrence>, CommandError> {
        loop {
            let found = Hunt::of(&Call::new(self, command)).and_then(|hunt| hunt.find(self));
            match found {
                Ok(found) => return Ok(found),
                Err(Stop::Load(ids)) => self.load(&ids)?,
                Err(Stop::Fail(error)) => return Err(error),
            }
        }
    }
}

impl<'a> Hunt<'a> {
    fn of(call: &Call<'a>) -> Result<Self, Stop> {
        let text = call.article()?.body().text();
        let (needle, model) = match (call.text("text"), call.selected()) {
            (Some(words), _) => (words, None),
            (None, Ok(range)) => (text.get(range).unwrap_or_default().trim(), None),
            (None, Err(_)) => {
                let mark = call.mark()?;
                (text.get(mark.spans.hull().range()).unwrap_or_default(), Some(mark))
            }
        };
        if needle.trim().is_empty() {
            return Err(Refusal::new("there are no words to look for").into());
        }
        let accents = !call.flag_or("accents", true);
        let folding =
            Folding { case: !call.flag_or("case", true), accents, arabic_forms: accents, width: accents };
        Ok(Self {
            scope: match call.text("scope") {
                Some("project") => Scope::Project,
                _ => Scope::Article(call.article_id()?.clone()),
            },
            search: Search {
                needle: needle.to_owned(),
                folding,
                whole_words: call.flag_or("whole_words", true),
                inflections: call.flag("inflections"),
            },
            label: wanted_label(call, model.map(AsRef::as_ref))?,
            entity: model.and_then(|mark| mark.entity.clone()),
        })
    }

    fn find(&self, session: &Session) -> Result<Vec<Occurrence>, Stop> {
        session.find_occurrences(&self.scope, &self.search, (&self.label.layer, &self.label.key))
    }
}

/// The label that was asked for, else that of the model, else the armed one.
pub(super) fn wanted_label<'a>(call: &Call<'a>, model: Option<&Annotation>) -> Result<&'a Label, Refusal> {
    let schema = call.session.project.schema();
    match (call.text("label"), model, &call.session.desk.armed) {
        (Some(name), ..) => lookup::label(schema, call.text("layer"), name),
        (None, Some(mark), _) => schema
            .resolve(&mark.layer, &mark.label)
            .ok_or_else(|| Refusal::new(format!("layer {} has no label {}", mark.layer, mark.label))),
        (None, None, Some((layer, label))) => lookup::label_of(schema, layer, label.as_str()),
        (None, None, None) => Err(Refusal::new("no label is given, and none is armed")),
    }
}

fn mark_all(call: &Call<'_>) -> Result<Plan, Stop> {
    let hunt = Hunt::of(call)?;
    let mut places = hunt.find(call.session)?;
    let found = places.len();
    let excepted = call.list("except");
    places.retain(|place| {
        !place.marked && !excepted.contains(&format!("{}:{}", place.article, place.span.start()))
    });
    let mut draft = call.draft();
    let mut maker = Maker::new(*call, hunt.label, hunt.entity);
    for place in &places {
        maker.put(&mut draft, call.session.project.article(&place.article)?, place.span)?;
    }
    let message = format!("{} of {found} occurrences marked", places.len());
    let outcome = Outcome::said(message).with("found", found).with("marked", places.len());
    call.plan(draft, call.desk(), outcome)
}

/// Makes the marks of one bulk step.
pub(super) struct Maker<'a> {
    call: Call<'a>,
    label: &'a Label,
    entity: Option<EntityId>,
    given: BTreeSet<String>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(call: Call<'a>, label: &'a Label, entity: Option<EntityId>) -> Self {
        Self { call, label, entity, given: BTreeSet::new() }
    }

    /// Puts a mark of `span` of `article` into `draft`, and settles what is suggested there and is the same.
    pub(super) fn put(&mut self, draft: &mut Draft<'_>, article: &Article, span: Span) -> Result<(), Stop> {
        let session = self.call.session;
        let is_taken =
            |id: &str| self.given.contains(id) || article.annotation(&AnnotationId::from(id)).is_some();
        let id = session.fresh_id("a", is_taken)?;
        self.given.insert(id.clone());
        let (schema, spans) = (session.project.schema(), span.into());
        let mark = Annotation {
            id: id.into(),
            annotator: session.annotator.clone(),
            layer: self.label.layer.clone(),
            label: self.label.key.clone(),
            features: features::defaults(schema, &self.label.layer),
            flag: None,
            note: None,
            origin: Origin::Bulk,
            created: Some(session.stamp()),
            entity: self.entity.clone(),
            claim: None,
            quantity: figures::value(schema, &self.label.layer, article, &session.annotator, &spans),
            spans,
            extra: Extra::default(),
        };
        review::settle_same(&self.call, article, draft, &mark)?;
        Ok(draft.put_in(article.id(), Record::Annotation(Arc::new(mark)))?)
    }
}
