//! What is said of a mark: features, a note, a doubt.

use super::call::Call;
use super::kind::CommandKind;
use super::spec::{Group, Need, Parameter, ParameterKind, Planner, Spec};
use crate::model::annotation::Flag;
use crate::session::error::{Refusal, Stop};
use crate::session::features;
use crate::session::steps::Plan;

const fn remark(id: &'static str, plan: Planner) -> Spec {
    Spec::edits(id, Group::Mark, plan).needs(&[Need::Article, Need::Mark])
}

pub(super) const SET_FEATURE: Spec = remark("feature.set", set_feature)
    .says("Set feature…", "Gives a feature of a mark a value, or none")
    .takes(&[
        Parameter::ARTICLE,
        Parameter::MARK,
        Parameter::text("feature", "The feature, by key or name").required(),
        Parameter::new("value", ParameterKind::Value, "The value; without it, the feature is taken away"),
    ]);

pub(super) const SET_NOTE: Spec =
    remark("note.set", set_note).says("Note…", "Writes a remark on a mark, or takes it away").takes(&[
        Parameter::ARTICLE,
        Parameter::MARK,
        Parameter::text("note", "The remark; without it, there is none"),
    ]);

pub(super) const SET_FLAG: Spec = remark("flag.set", set_flag)
    .says("Flag as doubtful…", "Marks a mark as doubtful, with the question to be settled")
    .keys(&["?"])
    .takes(&[Parameter::ARTICLE, Parameter::MARK, Parameter::text("question", "What is to be settled")]);

pub(super) const ANSWER_FLAG: Spec = remark("flag.answer", answer_flag)
    .says("Answer question…", "Settles the question of a doubtful mark; the question stays to be read")
    .takes(&[
        Parameter::ARTICLE,
        Parameter::MARK,
        Parameter::text("answer", "How it was settled").required(),
    ]);

pub(super) const CLEAR_FLAG: Spec = remark("flag.clear", clear_flag)
    .says("Remove flag", "Takes the doubt of a mark away, question and answer")
    .takes(&[Parameter::ARTICLE, Parameter::MARK]);

fn set_feature(call: &Call<'_>) -> Result<Plan, Stop> {
    let name = call.needed("feature")?;
    let feature = features::find(call.session.project.schema(), &call.mark()?.layer, name)?;
    let value = call.get("value").map(|value| features::value(feature, value)).transpose()?;
    let plan = call.change_mark(|mark| {
        match value {
            Some(value) => mark.features.insert(feature.key.clone(), value),
            None => mark.features.remove(&feature.key),
        };
        Ok(())
    })?;
    Ok(plan.remembering(call, CommandKind::FeatureSet))
}

fn set_note(call: &Call<'_>) -> Result<Plan, Stop> {
    call.change_mark(|mark| {
        mark.note = call.text("note").filter(|note| !note.is_empty()).map(str::to_owned);
        Ok(())
    })
}

fn set_flag(call: &Call<'_>) -> Result<Plan, Stop> {
    call.change_mark(|mark| {
        let question = call.text("question").unwrap_or_default().to_owned();
        let answer = mark.flag.take().filter(|flag| flag.question == question).and_then(|flag| flag.answer);
        mark.flag = Some(Flag { question, answer });
        Ok(())
    })
}

fn answer_flag(call: &Call<'_>) -> Result<Plan, Stop> {
    let answer = call.needed("answer")?;
    call.change_mark(|mark| match &mut mark.flag {
        Some(flag) => {
            flag.answer = Some(answer.to_owned());
            Ok(())
        }
        None => Err(Refusal::new("this mark is not flagged as doubtful").into()),
    })
}

fn clear_flag(call: &Call<'_>) -> Result<Plan, Stop> {
    call.change_mark(|mark| {
        mark.flag = None;
        Ok(())
    })
}
