//! The text of a guideline, in any script. Of Markdown it shows headings, paragraphs, lists and emphasis.

use std::ops::Range;

use egui::{Painter, Pos2, Rect, Role as WidgetRole, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::markup::{self, Marked};
use crate::model::schema::{Label, Layer};
use crate::ui::example::{self, Shape};
use crate::ui::page;
use crate::ui::scene::Scene;
use crate::ui::shaped::{Accent, LineIndex, TextStyle, Typesetter, Weight};

/// The most lines of a paragraph.
const LINES: usize = 200;

/// The name of what the guideline is for.
pub(super) fn title(ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, name: &str) {
    let sizes = scene.look.theme.sizes;
    let style = TextStyle::serif(Weight::Strong, sizes.deck, scene.look.theme.page.headline_leading);
    block(ui, typesetter, scene, name, &style, 0.0);
    ui.add_space(scene.look.theme.spaces.tight);
}

/// A guideline as Markdown.
pub(super) fn text(ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, guideline: &str) {
    if guideline.trim().is_empty() {
        page::aside(ui, &scene.look, &scene.texts.get("guideline-none"));
    }
    for block in guideline.split("\n\n").filter(|block| !block.trim().is_empty()) {
        for piece in pieces(block) {
            self::piece(ui, typesetter, scene, &piece);
        }
        ui.add_space(scene.look.theme.spaces.hair);
    }
}

/// Everything that is written about a label.
pub(super) fn label(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    layer: &Layer,
    label: &Label,
) {
    let shape = Shape { role: layer.role, colour: &label.colour };
    let sizes = scene.look.theme.sizes;
    let style = TextStyle::serif(Weight::Strong, sizes.deck, scene.look.theme.page.headline_leading);
    let name = typesetter.label(&label.name, &style, ui.available_width(), 1);
    let size = name.size() + vec2(2.0 * scene.look.theme.spaces.tight, scene.look.theme.spaces.hair);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &label.name));
    shape.paint(ui.painter(), &scene.look, rect);
    let corner = Rect::from_center_size(rect.center(), name.size()).min;
    name.paint_tight(ui.painter(), typesetter, corner, scene.look.palette.ink);
    ui.add_space(scene.look.theme.spaces.tight);
    text(ui, typesetter, scene, &label.guideline);
    if !label.boundaries.is_empty() {
        page::heading(ui, &scene.look, &scene.texts.get("guideline-boundaries"));
        for rule in &label.boundaries {
            let paint = |painter: &Painter, place| shape.paint(painter, &scene.look, place);
            sentence(ui, typesetter, scene, &markup::read(rule, true), point, paint);
        }
    }
    examples(ui, typesetter, scene, shape, label);
}

/// Examples, and what looks like one and is none: each kind with a sign of its own, and with marks that are crossed out.
fn examples(ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, shape: Shape<'_>, label: &Label) {
    let look = &scene.look;
    if !label.examples.is_empty() {
        page::heading(ui, look, &scene.texts.get("guideline-examples"));
    }
    for sentence in &label.examples {
        let paint = |painter: &Painter, place| shape.paint(painter, look, place);
        self::sentence(ui, typesetter, scene, &bracketed(sentence), tick, paint);
    }
    if !label.counter_examples.is_empty() {
        page::heading(ui, look, &scene.texts.get("guideline-counter-examples"));
    }
    for sentence in &label.counter_examples {
        let paint = |painter: &Painter, place| crossed_out(painter, scene, place);
        self::sentence(ui, typesetter, scene, &bracketed(sentence), cross, paint);
    }
}

/// An example: what stands in it besides square brackets is the text itself.
fn bracketed(example: &str) -> Marked {
    let (text, spans) = example::read(example);
    Marked { text, spans, accents: Vec::new() }
}

/// What would be a mark and is none: a dashed box with a line through it.
fn crossed_out(painter: &Painter, scene: &Scene<'_>, place: Rect) {
    let marks = scene.look.theme.marks;
    let stroke = Stroke::new(marks.hit, scene.look.palette.danger);
    let corners =
        [place.left_top(), place.right_top(), place.right_bottom(), place.left_bottom(), place.left_top()];
    painter.extend(egui::Shape::dashed_line(&corners, stroke, marks.dash, marks.dash * marks.dash_gap));
    painter.line_segment([place.left_bottom(), place.right_top()], stroke);
}

/// A sentence with a sign where its first line begins to be read; `paint` draws what is marked in it.
fn sentence(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    sentence: &Marked,
    sign: impl Fn(&Painter, &Scene<'_>, Pos2),
    paint: impl Fn(&Painter, Rect),
) {
    let theme = scene.look.theme;
    let size = vec2(theme.spaces.close, theme.sizes.control * theme.page.leading);
    let is_right_to_left = typesetter.is_right_to_left(&sentence.text);
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - size.x - ui.spacing().item_spacing.x;
        let signed = |ui: &mut Ui| {
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            sign(ui.painter(), scene, rect.center());
        };
        if !is_right_to_left {
            signed(ui);
        }
        ui.vertical(|ui| {
            ui.set_width(room);
            let text = (sentence.text.as_str(), &sentence.accents[..]);
            example::sentence(ui, typesetter, &scene.look, text, paint, &sentence.spans);
        });
        if is_right_to_left {
            signed(ui);
        }
    });
}

/// The point before an item of a list.
fn point(painter: &Painter, scene: &Scene<'_>, at: Pos2) {
    painter.circle_filled(at, scene.look.theme.marks.cue_dot, scene.look.palette.second_ink);
}

fn tick(painter: &Painter, scene: &Scene<'_>, at: Pos2) {
    let side = scene.look.theme.spaces.hair;
    let stroke = Stroke::new(scene.look.theme.marks.underline, scene.look.palette.good);
    let points = [vec2(-1.0, 0.1), vec2(-0.25, 0.8), vec2(1.0, -0.8)].map(|to| at + to * side);
    painter.add(egui::Shape::line(points.to_vec(), stroke));
}

fn cross(painter: &Painter, scene: &Scene<'_>, at: Pos2) {
    let side = scene.look.theme.spaces.hair;
    let stroke = Stroke::new(scene.look.theme.marks.underline, scene.look.palette.danger);
    for slope in [vec2(1.0, 1.0), vec2(1.0, -1.0)] {
        painter.line_segment([at - slope * side, at + slope * side], stroke);
    }
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Heading(String),
    Paragraph(String),
    Item(String),
}

/// The parts of a block of Markdown, with their marks of emphasis: what stands between two empty lines.
fn pieces(block: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for line in block.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let item = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark));
        if let Some(item) = item {
            pieces.push(Piece::Item(item.to_owned()));
        } else if let Some(heading) = line.strip_prefix('#') {
            pieces.push(Piece::Heading(heading.trim_start_matches('#').trim().to_owned()));
        } else if let Some(Piece::Paragraph(text) | Piece::Item(text)) = pieces.last_mut() {
            *text += " ";
            *text += line;
        } else {
            pieces.push(Piece::Paragraph(line.to_owned()));
        }
    }
    pieces
}

fn piece(ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, piece: &Piece) {
    let theme = scene.look.theme;
    let running = TextStyle::serif(Weight::Regular, theme.sizes.control, theme.page.leading);
    match piece {
        Piece::Heading(words) => {
            let style = TextStyle { weight: Weight::Strong, ..running };
            block(ui, typesetter, scene, words, &style, 0.0);
        }
        Piece::Paragraph(words) => block(ui, typesetter, scene, words, &running, 0.0),
        Piece::Item(words) => block(ui, typesetter, scene, words, &running, theme.spaces.near),
    }
}

/// A paragraph; with `indent`, which is points, it is an item of a list.
fn block(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    words: &str,
    style: &TextStyle,
    indent: f32,
) {
    let width = ui.available_width();
    let marked = markup::read(words, false);
    let room = (width - indent).max(1.0);
    let label = typesetter.rich(&marked.text, &marked.accents, style, room, LINES);
    let (rect, response) = ui.allocate_exact_size(vec2(width, label.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &marked.text));
    // The point of an item stands where its first line begins to be read.
    let is_right_to_left = label.paragraph().index().is_right_to_left();
    let inset = if is_right_to_left { 0.0 } else { indent };
    if indent > 0.0 {
        let half = indent / 2.0;
        let x = if is_right_to_left { rect.right() - half } else { rect.left() + half };
        let y = rect.top() + style.size * style.leading / 2.0;
        point(ui.painter(), scene, pos2(x, y));
    }
    let corner = rect.min + vec2(inset, 0.0);
    for (range, _) in marked.accents.iter().filter(|(_, accent)| *accent == Accent::Code) {
        code(ui.painter(), scene, label.paragraph().index(), style, range.clone(), corner);
    }
    label.paint(ui.painter(), typesetter, corner, scene.look.palette.ink);
}

/// Sets off what is typed: `range` (bytes) of the lines whose left top corner is `corner`.
fn code(
    painter: &Painter,
    scene: &Scene<'_>,
    lines: &LineIndex,
    style: &TextStyle,
    range: Range<usize>,
    corner: Pos2,
) {
    let marks = scene.look.theme.marks;
    lines.fragments(range, |fragment| {
        let Some(line) = lines.lines().get(fragment.line) else { return };
        let baseline = corner.y + line.baseline;
        let height = baseline - marks.ascent * style.size..=baseline + marks.descent * style.size;
        let width = corner.x + fragment.left..=corner.x + fragment.right;
        let behind = Rect::from_x_y_ranges(width, height).expand(marks.pad);
        painter.rect_filled(behind, marks.radius, scene.look.palette.hover);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_apart() {
        let text = "# How to mark\n**Names.** Mark *every*\nmention.\n- first\n  goes on\n- second";
        let expected = [
            Piece::Heading("How to mark".into()),
            Piece::Paragraph("**Names.** Mark *every* mention.".into()),
            Piece::Item("first goes on".into()),
            Piece::Item("second".into()),
        ];
        // A heading ends at its line.
        assert_eq!(pieces(text), expected);
    }
}
