//! The project itself: its name, its rules, its people.

use std::sync::Arc;

use super::call::Call;
use super::spec::{Group, Parameter, Spec};
use crate::model::id::{Annotator, ArticleId, GOLD};
use crate::model::people::{Assignment, Guideline, Person};
use crate::model::record::{ProjectKey, Record, RecordKey};
use crate::session::error::{Refusal, Stop};
use crate::session::steps::Plan;

pub(super) const RENAME: Spec = Spec::edits("project.rename", Group::Project, rename)
    .says("Rename project…", "Gives the project another name")
    .takes(&[Parameter::text("name", "The new name").required()]);

pub(super) const SET_GUIDELINE: Spec = Spec::edits("guideline.set", Group::Project, set_guideline)
    .says("Write guideline…", "Writes the rules of the project, as a new version")
    .takes(&[Parameter::text("text", "The rules, as Markdown").required()]);

pub(super) const SET_SCALES: Spec = Spec::edits("scales.set", Group::Schema, set_scales)
    .says("Set scales…", "Sets the verdicts on claims and the labels of whole articles")
    .takes(&[
        Parameter::list("verdicts", "All verdicts on claims, in order"),
        Parameter::list("document_labels", "All labels of whole articles, in order"),
    ]);

pub(super) const ADD_PERSON: Spec = Spec::edits("person.add", Group::Project, add_person)
    .says("Add person…", "Adds somebody who works on the project")
    .takes(&[
        Parameter::text("annotator", "The name that files and commands use").required(),
        Parameter::text("name", "The name to show; the same when left out"),
    ]);

pub(super) const ASSIGN: Spec = Spec::edits("person.assign", Group::Project, assign)
    .says("Assign articles…", "Says which articles somebody is to work on")
    .takes(&[
        Parameter::text("annotator", "Who").required(),
        Parameter::list("articles", "The articles; all of them when left out"),
    ]);

fn rename(call: &Call<'_>) -> Result<Plan, Stop> {
    let name = call.needed("name")?;
    if name.trim().is_empty() {
        return Err(Refusal::new("a project needs a name").into());
    }
    let mut draft = call.draft();
    draft.put(Record::Name(name.into()))?;
    call.quiet_plan(draft)
}

fn set_guideline(call: &Call<'_>) -> Result<Plan, Stop> {
    let (known, text) = (call.session.project.guideline(), call.needed("text")?);
    let mut draft = call.draft();
    if known.text != text {
        let guideline = Guideline { version: known.version + 1, text: text.to_owned() };
        draft.put(Record::Guideline(Arc::new(guideline)))?;
    }
    call.quiet_plan(draft)
}

fn set_scales(call: &Call<'_>) -> Result<Plan, Stop> {
    let mut scales = call.session.project.schema().scales.as_ref().clone();
    call.set_list("verdicts", &mut scales.verdicts);
    call.set_list("document_labels", &mut scales.document_labels);
    let mut draft = call.draft();
    draft.put(Record::Scales(Arc::new(scales)))?;
    call.quiet_plan(draft)
}

fn add_person(call: &Call<'_>) -> Result<Plan, Stop> {
    let annotator = call.needed("annotator")?;
    if annotator.trim().is_empty() || annotator == GOLD {
        return Err(Refusal::new(format!("{annotator:?} cannot be the name of a person")).into());
    }
    let name = call.text("name").unwrap_or(annotator).to_owned();
    let mut draft = call.draft();
    draft.put(Record::Person(Arc::new(Person { annotator: annotator.into(), name })))?;
    call.quiet_plan(draft)
}

fn assign(call: &Call<'_>) -> Result<Plan, Stop> {
    let annotator = Annotator::from(call.needed("annotator")?);
    let project = &call.session.project;
    if !project.people().contains_key(&annotator) {
        return Err(Refusal::new(format!("nobody in the project is called {annotator:?}")).into());
    }
    let after = if call.get("articles").is_some() {
        let articles: std::collections::BTreeSet<ArticleId> =
            call.list("articles").iter().map(|id| ArticleId::from(id.as_str())).collect();
        if let Some(missing) = articles.iter().find(|id| !project.articles().contains_key(*id)) {
            return Err(Refusal::new(format!("there is no article {missing}")).into());
        }
        Some(Record::Assignment(Arc::new(Assignment { annotator: annotator.clone(), articles })))
    } else {
        None
    };
    let mut draft = call.draft();
    draft.set(RecordKey::Project(ProjectKey::Assignment(annotator)), after)?;
    call.quiet_plan(draft)
}
