//! A sentence that shows what is marked: square brackets around the span, drawn as the label's own shape.

use std::ops::Range;

use egui::{Painter, Rect, Response, Role as WidgetRole, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::shaped::{Accent, TextStyle, Typesetter, Weight};
use super::theme::Look;
use crate::model::schema::Role;

/// The most lines of an example.
const LINES: usize = 12;

/// The shape of a label: what its role is, and its colour as "#rrggbb".
#[derive(Clone, Copy, Debug)]
pub struct Shape<'a> {
    /// What marks with it mean.
    pub role: Role,
    /// Its colour.
    pub colour: &'a str,
}

impl Shape<'_> {
    /// Draws the shape around or below the words that fill `rect`.
    pub fn paint(self, painter: &Painter, look: &Look<'_>, rect: Rect) {
        let marks = look.theme.marks;
        match self.role {
            Role::Entity | Role::None => {
                painter.rect_filled(rect, marks.radius, look.tint(self.colour));
            }
            Role::Figure => {
                let stroke = Stroke::new(marks.outline, look.palette.figure);
                painter.rect_stroke(rect, marks.radius, stroke, StrokeKind::Inside);
            }
            Role::Claim => {
                let stroke = Stroke::new(marks.underline, look.palette.claim);
                painter.hline(rect.x_range(), rect.bottom() - marks.underline / 2.0, stroke);
            }
        }
    }
}

/// `example` without its square brackets, and the stretches that they enclosed, in bytes. A bracket without its other
/// half is a letter like any other.
pub fn read(example: &str) -> (String, Vec<Range<usize>>) {
    let mut text = String::with_capacity(example.len());
    let mut spans = Vec::new();
    let mut rest = example;
    while let Some((before, after)) = rest.split_once('[') {
        text += before;
        let Some((span, after)) = after.split_once(']') else {
            text.push('[');
            rest = after;
            continue;
        };
        spans.push(text.len()..text.len() + span.len());
        text += span;
        rest = after;
    }
    (text + rest, spans)
}

/// `sentence` with square brackets around `span` (bytes of it). Brackets of the sentence itself become round.
pub fn written(sentence: &str, span: Range<usize>) -> String {
    let part = |range: Range<usize>| {
        let text = sentence.get(range).unwrap_or_default();
        text.replace('[', "(").replace(']', ")")
    };
    let whole = format!("{}[{}]{}", part(0..span.start), part(span.clone()), part(span.end..sentence.len()));
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Shows `example`, in any script.
pub fn show(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    look: &Look<'_>,
    shape: Shape<'_>,
    example: &str,
) -> Response {
    let (text, spans) = read(example);
    sentence(ui, typesetter, look, (&text, &[]), |painter, place| shape.paint(painter, look, place), &spans)
}

/// Shows `text`, of which stretches are set apart, with `paint` called for each rectangle of `spans` (bytes), in the
/// window, before the letters are painted.
pub fn sentence(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    look: &Look<'_>,
    (text, accents): (&str, &[(Range<usize>, Accent)]),
    paint: impl Fn(&Painter, Rect),
    spans: &[Range<usize>],
) -> Response {
    let style = TextStyle::serif(Weight::Regular, look.theme.sizes.control, look.theme.page.leading);
    let width = ui.available_width();
    let label = typesetter.rich(text, accents, &style, width, LINES);
    let (rect, response) = ui.allocate_exact_size(vec2(width, label.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, text));
    let (rise, drop) = (look.theme.marks.rise * style.size, look.theme.marks.drop * style.size);
    let index = label.paragraph().index();
    for span in spans {
        index.fragments(span.clone(), |fragment| {
            let baseline = rect.top() + index.lines()[fragment.line].baseline;
            let left = rect.left() + fragment.left - look.theme.marks.pad;
            let right = rect.left() + fragment.right + look.theme.marks.pad;
            let place = Rect::from_x_y_ranges(left..=right, baseline - rise..=baseline + drop);
            paint(ui.painter(), place);
        });
    }
    label.paint(ui.painter(), typesetter, rect.min, look.palette.ink);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_become_spans() {
        let (text, spans) = read("President [Ilsa Maren] met [هالة] [");
        assert_eq!(text, "President Ilsa Maren met هالة [");
        let words: Vec<&str> = spans.into_iter().map(|span| &text[span]).collect();
        assert_eq!(words, ["Ilsa Maren", "هالة"]);
        assert_eq!(read("no span ]").0, "no span ]");
    }

    #[test]
    fn a_sentence_becomes_an_example_that_reads_back() {
        let sentence = "“We [all] left,”\nsaid Zoë 👩🏽‍🚒 Brandt.";
        let start = sentence.find("Zoë").unwrap();
        let span = start..sentence.len() - 1;
        let example = written(sentence, span.clone());
        assert_eq!(example, "“We (all) left,” said [Zoë 👩🏽‍🚒 Brandt].");
        let (text, spans) = read(&example);
        assert_eq!(&text[spans[0].clone()], &sentence[span]);
    }
}
