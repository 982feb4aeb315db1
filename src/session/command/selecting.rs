//! Selecting text.

use super::call::Call;
use super::outcome::Outcome;
use super::spec::{Group, Need, Parameter, Spec};
use crate::session::desk::Selection;
use crate::session::error::{Refusal, Stop};
use crate::session::spans::hard_breaks;
use crate::session::steps::Plan;
use crate::text::units::{Unit, grow, unit_at};

pub(super) const SELECT: Spec = Spec::looks("select", Group::Select, select)
    .says("Select…", "Selects from one place to another, or puts the cursor there")
    .needs(&[Need::Article])
    .takes(&[
        Parameter::text("article", "The article, which is opened; else the open one"),
        Parameter::offset("start", "Where the selection begins; it may lie after the end").required(),
        Parameter::offset("end", "The end that moves; else only the cursor is put there"),
    ]);

pub(super) const CLEAR: Spec = Spec::looks("selection.clear", Group::Select, clear)
    .says("Select nothing", "Leaves only the cursor, and chooses no mark")
    .keys(&["Escape"]);

pub(super) const GROW: Spec = Spec::looks("selection.grow", Group::Select, grow_selection)
    .says(
        "Grow selection",
        "Selects the next larger unit: word, name or number, clause, quotation, sentence, paragraph",
    )
    .keys(&["Space"])
    .needs(&[Need::Open]);

pub(super) const SHRINK: Spec = Spec::looks("selection.shrink", Group::Select, shrink)
    .says("Shrink selection", "Goes back the way the selection grew")
    .keys(&["Shift+Space"])
    .needs(&[Need::Open]);

pub(super) const SENTENCE: Spec =
    Spec::looks("selection.sentence", Group::Select, |call| select_unit(call, Unit::Sentence))
        .says("Select sentence", "Selects the sentence at the cursor")
        .keys(&["Ctrl+Space"])
        .needs(&[Need::Open]);

pub(super) const QUOTATION: Spec =
    Spec::looks("selection.quotation", Group::Select, |call| select_unit(call, Unit::Quotation))
        .says("Select quotation", "Selects what stands in quotation marks at the cursor")
        .keys(&["Ctrl+Shift+Space"])
        .needs(&[Need::Open]);

pub(super) const MARK: Spec = Spec::looks("selection.mark", Group::Select, select_mark)
    .says("Select text of mark", "Selects the text of the chosen mark, to put another label on it")
    .keys(&["Ctrl+E"])
    .needs(&[Need::Open, Need::Mark]);

/// A drag may run backwards and leave the text; it ends at the nearest place.
fn select(call: &Call<'_>) -> Result<Plan, Stop> {
    let text = call.article()?.body().text();
    let place = |name| call.offset(name).map(|offset| text.floor_char_boundary(offset));
    let anchor = place("start").unwrap_or_default();
    let mut desk = call.desk();
    desk.open(call.article_id()?);
    desk.select(Selection { anchor, head: place("end").unwrap_or(anchor) });
    Ok(Plan::look(desk, Outcome::default()))
}

fn clear(call: &Call<'_>) -> Result<Plan, Stop> {
    let mut desk = call.desk();
    desk.select(Selection::caret(desk.selection.head));
    desk.chosen = None;
    Ok(Plan::look(desk, Outcome::default()))
}

fn grow_selection(call: &Call<'_>) -> Result<Plan, Stop> {
    let article = call.article()?;
    let mut desk = call.desk();
    let breaks = hard_breaks(article, &call.session.annotator);
    let Some((_, larger)) = grow(article.body().text(), desk.selection.range(), &breaks) else {
        return Err(Refusal::new("the whole paragraph is selected").into());
    };
    let mut grown = std::mem::take(&mut desk.grown);
    grown.push(desk.selection);
    desk.select(Selection::of(&larger));
    desk.grown = grown;
    Ok(Plan::look(desk, Outcome::default()))
}

fn shrink(call: &Call<'_>) -> Result<Plan, Stop> {
    let mut desk = call.desk();
    let mut grown = std::mem::take(&mut desk.grown);
    // Without a way back, only the cursor is left.
    let smaller = grown.pop().unwrap_or(Selection::caret(desk.selection.range().start));
    desk.select(smaller);
    desk.grown = grown;
    Ok(Plan::look(desk, Outcome::default()))
}

fn select_unit(call: &Call<'_>, unit: Unit) -> Result<Plan, Stop> {
    let article = call.article()?;
    let mut desk = call.desk();
    let breaks = hard_breaks(article, &call.session.annotator);
    match unit_at(article.body().text(), desk.selection.range().start, unit, &breaks) {
        Some(found) => {
            desk.select(Selection::of(&found));
            Ok(Plan::look(desk, Outcome::default()))
        }
        None => Err(Refusal::new("there is none at the cursor").into()),
    }
}

fn select_mark(call: &Call<'_>) -> Result<Plan, Stop> {
    let mut desk = call.desk();
    desk.select(Selection::of(&call.mark()?.spans.hull().range()));
    Ok(Plan::look(desk, Outcome::default()))
}
