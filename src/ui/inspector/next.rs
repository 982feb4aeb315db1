//! What could be marked next: the words, why they are proposed, and the key that leads there.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::values;
use crate::model::suggestion::Suggestion;
use crate::session::candidates::{Candidate, Rule};
use crate::session::command::kind::CommandKind;
use crate::ui::commands::AnyCommand;
use crate::ui::keycap;
use crate::ui::scene::{Act, Scene};
use crate::ui::shaped::{TextStyle, Typesetter, Weight};
use crate::ui::upcoming::MOST;

/// Shows the candidates, in as much room as the most of them take: what is below does not move with the cursor.
pub(super) fn show(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    candidates: &[Candidate],
    acts: &mut Vec<Act>,
) {
    super::heading(ui, scene, &scene.texts.get("inspector-next"), |_| {});
    let theme = scene.look.theme;
    let keys = scene.keys.of(AnyCommand::Session(CommandKind::CandidateNext)).unwrap_or_default();
    let inset = keycap::width(ui, &scene.look, &keys) + theme.spaces.tight;
    let gap = ui.spacing().item_spacing.y;
    ui.spacing_mut().item_spacing.y = 0.0;
    for at in 0..MOST {
        let size = vec2(ui.available_width(), theme.spaces.wide);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let Some(candidate) = candidates.get(at) else {
            if at == 0 {
                let style = TextStyle::sans(Weight::Regular, theme.sizes.caption);
                let none = typesetter.label(&scene.texts.get("next-none"), &style, rect.width(), 1);
                let corner = pos2(rect.left(), rect.center().y - none.size().y / 2.0);
                none.paint_tight(ui.painter(), typesetter, corner, scene.look.palette.second_ink);
            }
            continue;
        };
        let words = words(scene, candidate);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
        if response.clicked() {
            // One step after the other, as with the key.
            acts.extend((0..=at).map(|_| Act::session(CommandKind::CandidateNext)));
        }
        if response.hovered() {
            ui.painter().rect_filled(rect, theme.marks.radius, scene.look.palette.hover);
        }
        if at == 0 && !keys.is_empty() {
            keycap::at(ui, &scene.look, rect, &keys);
        }
        let inner = Rect::from_min_max(pos2(rect.left() + inset, rect.top()), rect.max);
        row(ui, typesetter, scene, inner, &words, &reason(scene, candidate));
    }
    ui.spacing_mut().item_spacing.y = gap;
}

/// How much of a row the words may take, from 0 to 1: the reason is longer than most.
const WORDS: f32 = 0.6;

/// The words at the left, and at the right why they are proposed.
fn row(ui: &Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, rect: Rect, words: &str, reason: &str) {
    let (theme, palette) = (scene.look.theme, scene.look.palette);
    let caption = TextStyle::sans(Weight::Regular, theme.sizes.caption);
    let small = TextStyle::sans(Weight::Regular, theme.sizes.small);
    // Short words leave more room for the reason.
    let words = typesetter.label(words, &small, rect.width() * WORDS, 1);
    let room = rect.width() - words.size().x - theme.spaces.tight;
    let reason = typesetter.label(reason, &caption, room, 1);
    let at = |x: f32, height: f32| pos2(x, rect.center().y - height / 2.0);
    words.paint_tight(ui.painter(), typesetter, at(rect.left(), words.size().y), palette.ink);
    let right = at(rect.right() - reason.size().x, reason.size().y);
    reason.paint_tight(ui.painter(), typesetter, right, palette.second_ink);
}

/// What would be marked, in one line.
fn words(scene: &Scene<'_>, candidate: &Candidate) -> String {
    /// More of a long quotation than this has no room.
    const ROOM: usize = 240;
    let text = scene.session.open_article().map_or("", |article| article.body().text());
    let part = text.get(candidate.span.clone()).unwrap_or_default();
    part[..part.floor_char_boundary(ROOM)].split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why it is proposed.
fn reason(scene: &Scene<'_>, candidate: &Candidate) -> String {
    let texts = scene.texts;
    if let Some(suggestion) = &candidate.suggestion {
        return in_short(scene, suggestion);
    }
    let entity = candidate.entity.as_ref().and_then(|id| scene.session.own_register()?.entities.get(id));
    let label = candidate.label.as_ref();
    let label = label.and_then(|label| scene.session.project().schema().resolve(&candidate.layer, label));
    match (candidate.rule, entity, label) {
        (Rule::Alias, Some(entity), _) => texts.name("next-alias", &entity.name),
        (Rule::Repeat, _, Some(label)) => texts.name("next-repeat", &label.name),
        (Rule::Suggestion | Rule::Alias | Rule::Repeat | Rule::Name, ..) => texts.get("next-name"),
        (Rule::Number, ..) => match &candidate.quantity {
            Some(quantity) => values::reading(scene, quantity),
            None => texts.get("next-number"),
        },
        (Rule::Attribution, ..) => said(scene, candidate),
        (Rule::Quotation, ..) => texts.get("next-quotation"),
    }
}

/// Who says it.
fn said(scene: &Scene<'_>, candidate: &Candidate) -> String {
    let text = scene.session.open_article().map_or("", |article| article.body().text());
    let sources = candidate.said.iter().flat_map(|said| &said.sources);
    let names: Vec<&str> = sources.filter_map(|source| text.get(source.clone())).collect();
    if names.is_empty() {
        scene.texts.get("next-unsourced")
    } else {
        scene.texts.name("next-said", &names.join(", "))
    }
}

/// The label that is suggested, what suggests it, and how sure that is: "Person · tagger 2.1 · 0.87".
pub(in crate::ui) fn suggested(scene: &Scene<'_>, suggestion: &Suggestion) -> String {
    let parts = [Some(label(scene, suggestion)), by(suggestion), score(suggestion)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The same without what suggests it where there is a score: there is little room in the list.
fn in_short(scene: &Scene<'_>, suggestion: &Suggestion) -> String {
    let parts = [Some(label(scene, suggestion)), score(suggestion).or_else(|| by(suggestion))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn label(scene: &Scene<'_>, suggestion: &Suggestion) -> String {
    let label = scene.session.project().schema().resolve(&suggestion.layer, &suggestion.label);
    label.map_or_else(|| suggestion.label.to_string(), |label| label.name.clone())
}

fn by(suggestion: &Suggestion) -> Option<String> {
    let by = suggestion.version.as_ref().unwrap_or(&suggestion.rule);
    Some(by.clone()).filter(|by| !by.is_empty())
}

/// With two digits behind the point.
fn score(suggestion: &Suggestion) -> Option<String> {
    suggestion.score.map(|score| score.round_dp(2).to_string())
}
