//! What the pointer does in the text.

use std::ops::Range;
use std::sync::Arc;

use egui::{CursorIcon, Modifiers, PointerButton, Pos2, Rect, Response, Ui};

use super::Gesture;
use super::extent::{Presses, Unit, selected, word_edge};
use super::sheet::Sheet;
use super::together::Target;
use crate::model::annotation::Annotation;
use crate::model::id::AnnotationId;
use crate::model::span::Span;
use crate::model::work::Work;
use crate::model::zone::Zone;
use crate::text::{graphemes, trim};
use crate::ui::theme::Look;

/// What the pressed button is doing.
#[derive(Clone, Debug, Default, PartialEq)]
enum Drag {
    #[default]
    None,
    /// Selects from a place; `head` is where it was last.
    Text { pressed: Pos2, from: usize, moved: bool, last: Option<(usize, usize)>, unit: Unit },
    /// Moves the start or the end of a mark.
    Edge { mark: AnnotationId, span: Range<usize>, is_start: bool },
    /// Goes to a mark, if the button is let go over the same note or name.
    Way { mark: AnnotationId, target: Target },
}

/// What the pointer does in the text.
#[derive(Debug, Default)]
pub(super) struct Pointer {
    drag: Drag,
    presses: Presses,
    hovered: Option<Target>,
}

/// Something beside the text that can be pointed at.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// Where it is in the window.
    pub(super) rect: Rect,
    pub(super) target: Target,
    /// The mark that it leads to.
    pub(super) mark: AnnotationId,
}

/// What the pointer meets.
pub(super) struct Scene<'a> {
    pub(super) text: &'a str,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) work: Option<&'a Work>,
    pub(super) chosen: Option<&'a AnnotationId>,
    /// The end of the selection that stays, in bytes.
    pub(super) anchor: usize,
    pub(super) look: Look<'a>,
    /// The zones: no sentence goes over their edges.
    pub(super) zones: &'a [&'a Arc<Zone>],
    /// Where the text ends at the right, in points: beyond stands what is not text.
    pub(super) right: f32,
    /// What was beside the text in the frame before; the last lies on top.
    pub(super) spots: &'a [Spot],
}

impl Scene<'_> {
    fn spot_at(&self, at: Pos2) -> Option<&Spot> {
        self.spots.iter().rev().find(|spot| spot.rect.contains(at))
    }

    /// Where sentences end in any case, in bytes, for what takes sentences.
    fn breaks(&self, unit: Unit) -> Vec<usize> {
        let zones = self.zones.iter().filter(|_| unit == Unit::Sentence);
        let mut edges: Vec<usize> = zones.flat_map(|zone| [zone.span.start(), zone.span.end()]).collect();
        edges.sort_unstable();
        edges
    }
}

impl Pointer {
    /// What is under the pointer.
    pub(super) fn hovered(&self) -> Option<&Target> {
        self.hovered.as_ref()
    }

    /// Whether text is being selected or an edge moved: the view scrolls when the pointer leaves it.
    pub(super) fn is_dragging(&self) -> bool {
        match &self.drag {
            Drag::None | Drag::Way { .. } => false,
            Drag::Text { moved, .. } => *moved,
            Drag::Edge { .. } => true,
        }
    }

    /// The stretch that a mark whose edge is being moved would have.
    pub(super) fn moved_edge(&self) -> Option<(&AnnotationId, Range<usize>)> {
        match &self.drag {
            Drag::Edge { mark, span, .. } => Some((mark, span.clone())),
            _ => None,
        }
    }

    /// Reads what the pointer did in this frame.
    pub(super) fn update(
        &mut self,
        ui: &Ui,
        response: &Response,
        scene: &Scene<'_>,
        gestures: &mut Vec<Gesture>,
    ) {
        // Press and release may come in one frame; `Response::dragged` would miss them.
        let (pressed, released, at, modifiers) = ui.input(|input| {
            let pointer = &input.pointer;
            let released = pointer.button_released(PointerButton::Primary);
            (pointer.primary_pressed(), released, pointer.latest_pos(), input.modifiers)
        });
        let over = response.contains_pointer();
        self.hover(ui, at.filter(|_| over), scene);
        let Some(at) = at else {
            self.drag = Drag::None;
            return;
        };
        if pressed && over {
            response.request_focus();
            let now = ui.input(|input| input.time);
            let delay = ui.options(|options| options.input_options.max_double_click_delay);
            let unit = self.presses.press(at, now, (delay, scene.look.theme.pointer.again));
            self.press(at, modifiers, unit, scene);
        }
        self.follow(at, modifiers, scene, gestures);
        if released {
            self.release(at, scene, gestures);
        }
        if over
            && response.secondary_clicked()
            && scene.spot_at(at).is_none()
            && let Some(offset) = scene.sheet.byte_at(at)
        {
            let mark = innermost(&marks_under(at, scene)).map(|mark| mark.id.clone());
            gestures.push(Gesture::Menu { at, offset, mark });
        }
    }

    fn hover(&mut self, ui: &Ui, at: Option<Pos2>, scene: &Scene<'_>) {
        let spot = at.and_then(|at| scene.spot_at(at));
        self.hovered = match (spot, at) {
            (_, None) => None,
            // While text is being selected, what it passes over stays as it is.
            _ if self.is_dragging() => None,
            (Some(spot), _) => Some(spot.target.clone()),
            (None, Some(at)) => innermost(&marks_under(at, scene)).map(|mark| Target::Mark(mark.id.clone())),
        };
        let icon = match at {
            None => return,
            Some(_) if matches!(self.drag, Drag::Text { moved: true, .. }) => CursorIcon::Text,
            Some(_) if spot.is_some() => CursorIcon::PointingHand,
            Some(at) if edge_under(at, scene).is_some() => CursorIcon::ResizeHorizontal,
            Some(_) if matches!(self.drag, Drag::Edge { .. }) => CursorIcon::ResizeHorizontal,
            Some(at) if at.x > scene.right => CursorIcon::Default,
            Some(_) => CursorIcon::Text,
        };
        ui.set_cursor_icon(icon);
    }

    fn press(&mut self, at: Pos2, modifiers: Modifiers, unit: Unit, scene: &Scene<'_>) {
        self.drag = if let Some(spot) = scene.spot_at(at) {
            Drag::Way { mark: spot.mark.clone(), target: spot.target.clone() }
        } else if modifiers.shift {
            Drag::Text { pressed: at, from: scene.anchor, moved: true, last: None, unit: Unit::Stretch }
        } else if let Some((mark, span, is_start)) = edge_under(at, scene) {
            Drag::Edge { mark, span, is_start }
        } else if let Some(from) = scene.sheet.byte_at(at) {
            Drag::Text { pressed: at, from, moved: false, last: None, unit }
        } else {
            Drag::None
        };
    }

    fn follow(&mut self, at: Pos2, modifiers: Modifiers, scene: &Scene<'_>, gestures: &mut Vec<Gesture>) {
        match &mut self.drag {
            Drag::None | Drag::Way { .. } => {}
            Drag::Text { pressed, from, moved, last, unit } => {
                *moved |= pressed.distance(at) > scene.look.theme.pointer.still;
                if !*moved {
                    return;
                }
                let Some(to) = scene.sheet.byte_at(at) else { return };
                let breaks = scene.breaks(*unit);
                let (anchor, head) = selected(scene.text, *from, to, (*unit, modifiers.alt), &breaks);
                if *last != Some((anchor, head)) {
                    *last = Some((anchor, head));
                    gestures.push(Gesture::Select { anchor, head });
                }
            }
            Drag::Edge { span, is_start, .. } => {
                let Some(to) = scene.sheet.byte_at(at) else { return };
                let to = graphemes::floor_to_grapheme(scene.text, to);
                let to = if modifiers.alt { to } else { word_edge(scene.text, to, *is_start) };
                if *is_start && to < span.end {
                    span.start = to;
                } else if !*is_start && to > span.start {
                    span.end = to;
                }
            }
        }
    }

    fn release(&mut self, at: Pos2, scene: &Scene<'_>, gestures: &mut Vec<Gesture>) {
        match std::mem::take(&mut self.drag) {
            Drag::None => {}
            Drag::Way { mark, target } => {
                if scene.spot_at(at).is_some_and(|spot| spot.target == target) {
                    gestures.push(Gesture::Choose(mark));
                }
            }
            Drag::Edge { mark, span, .. } => {
                gestures.push(Gesture::MoveEdge { mark, start: span.start, end: span.end });
            }
            Drag::Text { last: Some((anchor, head)), .. } => {
                let taken = trim::trim_span(scene.text, anchor.min(head)..anchor.max(head));
                let (anchor, head) =
                    if anchor <= head { (taken.start, taken.end) } else { (taken.end, taken.start) };
                gestures.push(Gesture::Selected { anchor, head });
            }
            Drag::Text { from, unit, .. } => gestures.push(match unit {
                Unit::Stretch => click(at, from, scene),
                Unit::Word => Gesture::SelectWord(from),
                Unit::Sentence => Gesture::SelectSentence(from),
            }),
        }
    }
}

/// A click chooses the smallest mark under the pointer, and the next larger one when that is chosen already.
fn click(at: Pos2, from: usize, scene: &Scene<'_>) -> Gesture {
    let mut under = marks_under(at, scene);
    under.sort_by_key(|mark| length(mark));
    let chosen = under.iter().position(|mark| Some(&mark.id) == scene.chosen);
    let next = chosen.map_or(0, |chosen| (chosen + 1) % under.len());
    if let Some(mark) = under.get(next) {
        return Gesture::Choose(mark.id.clone());
    }
    let place = graphemes::floor_to_grapheme(scene.text, from);
    Gesture::Select { anchor: place, head: place }
}

fn marks_under<'a>(at: Pos2, scene: &Scene<'a>) -> Vec<&'a Annotation> {
    let Some((letter, work)) = scene.sheet.letter_at(at).zip(scene.work) else { return Vec::new() };
    work.in_range(letter).into_iter().map(AsRef::as_ref).collect()
}

fn innermost<'a>(marks: &[&'a Annotation]) -> Option<&'a Annotation> {
    marks.iter().copied().min_by_key(|mark| length(mark))
}

/// Length of all spans in bytes.
fn length(mark: &Annotation) -> usize {
    mark.spans.iter().map(Span::len).sum()
}

/// The edge of the chosen mark that is near `at`: the mark, its whole stretch, and whether the edge is its start. The
/// edges of a mark in several parts are moved part by part elsewhere.
fn edge_under(at: Pos2, scene: &Scene<'_>) -> Option<(AnnotationId, Range<usize>, bool)> {
    let mark = scene.work?.annotations().get(scene.chosen?)?;
    if mark.spans.is_discontinuous() {
        return None;
    }
    let span = mark.spans.hull().range();
    let grip = scene.look.theme.marks.grip;
    let mut found = None;
    scene.sheet.patches(span.clone(), |patch| {
        let inside = patch.line_rect().expand2(egui::vec2(grip, 0.0)).contains(at);
        let right_to_left = scene.sheet.is_right_to_left(&patch, &span);
        for (ends, x, is_left) in
            [(patch.ends_left, patch.left, true), (patch.ends_right, patch.right, false)]
        {
            if inside && ends && (at.x - x).abs() <= grip {
                found = Some(is_left != right_to_left);
            }
        }
    });
    found.map(|is_start| (mark.id.clone(), span, is_start))
}
