//! The marks around what is on the screen, and how they lie over each other.
//!
//! Marks are looked up again only when somebody changed them or the screen leaves what was looked up, so that a still
//! screen costs nothing however many marks there are.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use egui::Color32;
use imbl::OrdMap;
use smallvec::SmallVec;

use super::attributions::{Attributions, Note};
use crate::model::annotation::Annotation;
use crate::model::attribution::Attribution;
use crate::model::id::{AnnotationId, AttributionId, LabelKey, LayerKey};
use crate::model::schema::{Label, Role, Schema};
use crate::model::span::Span;
use crate::model::work::Work;
use crate::ui::theme::{Appearance, Look};

/// How many bytes before and after the screen are looked up with it, at least.
const AROUND: usize = 2_000;

/// How a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// A filled box: entities, and whatever has no role.
    Fill,
    /// A box with an outline: figures.
    Outline,
    /// A line below: claims.
    Underline,
}

/// A mark, or several that look the same at the same place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    /// The first of them.
    pub(super) id: AnnotationId,
    pub(super) shape: Shape,
    /// What it is filled or drawn with.
    pub(super) colour: Color32,
    /// Bytes of the body.
    pub(super) spans: SmallVec<[Range<usize>; 1]>,
    /// How many marks of the same sort lie inside of it, up to the deepest that are told apart.
    pub(super) level: u8,
    /// The name of its label.
    pub(super) name: Arc<str>,
}

/// How marks with one label look.
#[derive(Clone, Debug)]
struct Style {
    shape: Shape,
    colour: Color32,
    name: Arc<str>,
}

/// The marks around what is on the screen.
#[derive(Debug, Default)]
pub(super) struct Marks {
    known: Option<Known>,
    window: Range<usize>,
    /// Outer ones first.
    list: Vec<Mark>,
    notes: Vec<Note>,
    cues: Vec<Range<usize>>,
    attributions: Attributions,
}

/// What the list was made from. Comparing copies takes no time: they share everything.
#[derive(Debug)]
struct Known {
    annotations: OrdMap<AnnotationId, Arc<Annotation>>,
    attributions: OrdMap<AttributionId, Arc<Attribution>>,
    labels: OrdMap<(LayerKey, LabelKey), Arc<Label>>,
    appearance: Appearance,
}

impl Marks {
    /// Looks marks up for `screen` (bytes of the body) where that is needed.
    pub(super) fn look_up(
        &mut self,
        work: Option<&Work>,
        schema: &Schema,
        look: Look<'_>,
        text: &str,
        screen: &Range<usize>,
    ) {
        let Some(work) = work else {
            *self = Self::default();
            return;
        };
        let is_known = self.known.as_ref().is_some_and(|known| known.is_of(work, schema, look));
        if is_known && self.window.start <= screen.start && screen.end <= self.window.end {
            return;
        }
        let around = AROUND.max(screen.len());
        self.window = screen.start.saturating_sub(around)..screen.end.saturating_add(around).min(text.len());
        self.list = list(work, schema, look, &self.window);
        self.attributions.update(work);
        self.cues = self.attributions.cues(&self.window);
        self.notes = super::attributions::notes(work, schema, text, &self.window);
        self.known = Some(Known {
            annotations: work.annotations().clone(),
            attributions: work.attributions().clone(),
            labels: schema.labels.clone(),
            appearance: look.appearance,
        });
    }

    /// Marks in the order in which they are painted: those around others first.
    pub(super) fn list(&self) -> &[Mark] {
        &self.list
    }

    /// The words of saying, in bytes of the body.
    pub(super) fn cues(&self) -> &[Range<usize>] {
        &self.cues
    }

    /// Who says which claim, in the order of the claims.
    pub(super) fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// How deep the mark lies, by where it stands.
    pub(super) fn level_of(&self, mark: &Mark) -> u8 {
        let same = |other: &&Mark| other.shape == mark.shape && other.spans == mark.spans;
        self.list.iter().find(same).map_or(0, |same| same.level)
    }
}

impl Known {
    fn is_of(&self, work: &Work, schema: &Schema, look: Look<'_>) -> bool {
        self.annotations.ptr_eq(work.annotations())
            && self.attributions.ptr_eq(work.attributions())
            && self.labels.ptr_eq(&schema.labels)
            && self.appearance == look.appearance
    }
}

/// How an annotation is drawn when it lies alone.
pub(super) fn mark(annotation: &Annotation, schema: &Schema, look: Look<'_>) -> Mark {
    style(annotation, schema, look).mark(annotation)
}

fn style(annotation: &Annotation, schema: &Schema, look: Look<'_>) -> Style {
    let label = schema.resolve(&annotation.layer, &annotation.label);
    let role = schema.layers.get(&annotation.layer).map_or(Role::None, |layer| layer.role);
    let (shape, colour) = match role {
        Role::Claim => (Shape::Underline, look.palette.claim),
        Role::Figure => (Shape::Outline, look.palette.figure),
        Role::Entity | Role::None => (Shape::Fill, look.tint(label.map_or("", |label| &label.colour))),
    };
    let name = label.map_or(annotation.label.as_str(), |label| label.name.as_str());
    Style { shape, colour, name: name.into() }
}

impl Style {
    fn mark(&self, annotation: &Annotation) -> Mark {
        Mark {
            id: annotation.id.clone(),
            shape: self.shape,
            colour: self.colour,
            spans: annotation.spans.iter().map(Span::range).collect(),
            level: 0,
            name: Arc::clone(&self.name),
        }
    }
}

fn list(work: &Work, schema: &Schema, look: Look<'_>, window: &Range<usize>) -> Vec<Mark> {
    let mut styles: HashMap<(&LayerKey, &LabelKey), Style> = HashMap::new();
    let mut seen = HashSet::new();
    let mut marks: Vec<Mark> = Vec::new();
    for annotation in work.in_range(window.clone()) {
        let key = (&annotation.layer, &annotation.label);
        let mark = styles.entry(key).or_insert_with(|| style(annotation, schema, look)).mark(annotation);
        if seen.insert((mark.shape, mark.colour, mark.spans.clone())) {
            marks.push(mark);
        }
    }
    stack(&mut marks, window, look.theme.marks.deepest);
    marks
}

/// Gives each mark its level and drops those that could not be seen: the smallest lie innermost, and where marks are
/// deeper than can be told apart, one stands for all.
fn stack(marks: &mut Vec<Mark>, window: &Range<usize>, deepest: u8) {
    let inside = |span: &Range<usize>| {
        span.start.max(window.start) - window.start..span.end.min(window.end).max(window.start) - window.start
    };
    // For each byte how many marks lie on it, boxes and underlines apart.
    let mut depths = [vec![0_u8; window.len()], vec![0_u8; window.len()]];
    marks.sort_by_key(|mark| mark.spans.iter().map(ExactSizeIterator::len).sum::<usize>());
    marks.retain_mut(|mark| {
        let depths = &mut depths[usize::from(mark.shape == Shape::Underline)];
        let spans: SmallVec<[Range<usize>; 1]> =
            mark.spans.iter().map(inside).filter(|span| span.start < span.end).collect();
        let deep = spans.iter().flat_map(|span| &depths[span.clone()]).copied().max().unwrap_or(0);
        let is_covered = spans.iter().flat_map(|span| &depths[span.clone()]).all(|depth| *depth > deepest);
        mark.level = deep.min(deepest);
        for span in spans {
            depths[span].fill(mark.level + 1);
        }
        !is_covered
    });
    marks.sort_by_key(|mark| (std::cmp::Reverse(mark.level), mark.spans[0].start));
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "a mark of one piece")]
mod tests {
    use super::*;

    fn bare(spans: &[Range<usize>], shape: Shape) -> Mark {
        Mark {
            id: "m".into(),
            shape,
            colour: Color32::RED,
            spans: spans.iter().cloned().collect(),
            level: 0,
            name: "".into(),
        }
    }

    fn levels(marks: &[(Range<usize>, Shape)]) -> Vec<(Range<usize>, u8)> {
        let mut marks: Vec<Mark> =
            marks.iter().map(|(span, shape)| bare(std::slice::from_ref(span), *shape)).collect();
        stack(&mut marks, &(0..100), 6);
        let mut found: Vec<_> = marks.iter().map(|mark| (mark.spans[0].clone(), mark.level)).collect();
        found.sort_by_key(|(span, _)| (span.start, span.end));
        found
    }

    #[test]
    fn what_lies_around_others_is_of_a_higher_level() {
        let boxes =
            [(0..20, Shape::Fill), (5..9, Shape::Fill), (5..15, Shape::Outline), (30..40, Shape::Fill)];
        assert_eq!(levels(&boxes), [(0..20, 2), (5..9, 0), (5..15, 1), (30..40, 0)]);
        let crossing = [(0..10, Shape::Fill), (5..16, Shape::Fill)];
        assert_eq!(levels(&crossing), [(0..10, 0), (5..16, 1)]);
        let apart = [(0..10, Shape::Fill), (0..20, Shape::Underline), (0..30, Shape::Underline)];
        assert_eq!(levels(&apart), [(0..10, 0), (0..20, 0), (0..30, 1)]);
    }

    #[test]
    fn what_is_too_deep_to_be_told_apart_is_not_painted() {
        let mut marks: Vec<Mark> = (1..90).map(|end| bare(&[0..end], Shape::Fill)).collect();
        stack(&mut marks, &(0..100), 6);
        assert!(marks.iter().all(|mark| mark.level <= 6));
        let widest = marks.iter().map(|mark| mark.spans[0].end).max();
        assert_eq!(widest, Some(89), "the outermost edge is still drawn");
        let mut same: Vec<Mark> = (0..2_000).map(|_| bare(&[10..18], Shape::Fill)).collect();
        stack(&mut same, &(0..100), 6);
        assert_eq!(same.len(), 7);
    }

    #[test]
    fn the_gap_of_a_mark_is_not_part_of_it() {
        let mut marks = vec![bare(&[0..5, 20..25], Shape::Fill), bare(&[8..18], Shape::Fill)];
        stack(&mut marks, &(0..100), 6);
        assert!(marks.iter().all(|mark| mark.level == 0));
    }
}
