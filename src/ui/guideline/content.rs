//! The text of a guideline, in any script. Of Markdown it shows headings, paragraphs and lists; marks of emphasis are
//! left out.

use egui::{Rect, Role as WidgetRole, Sense, Ui, WidgetInfo, vec2};

use crate::model::schema::{Label, Layer};
use crate::ui::example::{self, Shape};
use crate::ui::page;
use crate::ui::scene::Scene;
use crate::ui::shaped::{TextStyle, Typesetter, Weight};

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
            ui.horizontal_top(|ui| {
                point(ui, scene);
                ui.vertical(|ui| example::show(ui, typesetter, &scene.look, shape, &plain(rule)));
            });
        }
    }
    for (heading, examples) in
        [("guideline-examples", &label.examples), ("guideline-counter-examples", &label.counter_examples)]
    {
        if !examples.is_empty() {
            page::heading(ui, &scene.look, &scene.texts.get(heading));
        }
        for sentence in examples {
            example::show(ui, typesetter, &scene.look, shape, sentence);
        }
    }
}

/// The point before an item of a list.
fn point(ui: &mut Ui, scene: &Scene<'_>) {
    let theme = scene.look.theme;
    let height = theme.sizes.control * theme.page.leading;
    let (rect, _) = ui.allocate_exact_size(vec2(theme.spaces.tight, height), Sense::hover());
    ui.painter().circle_filled(rect.center(), theme.marks.cue_dot, scene.look.palette.second_ink);
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Heading(String),
    Paragraph(String),
    Item(String),
}

/// The parts of a block of Markdown: what stands between two empty lines.
fn pieces(block: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for line in block.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let item = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark));
        if let Some(item) = item {
            pieces.push(Piece::Item(plain(item)));
        } else if let Some(heading) = line.strip_prefix('#') {
            pieces.push(Piece::Heading(plain(heading.trim_start_matches('#').trim())));
        } else if let Some(Piece::Paragraph(text) | Piece::Item(text)) = pieces.last_mut() {
            *text += " ";
            *text += &plain(line);
        } else {
            pieces.push(Piece::Paragraph(plain(line)));
        }
    }
    pieces
}

/// `text` without marks of emphasis and code.
fn plain(text: &str) -> String {
    text.replace("**", "").replace(['*', '`'], "")
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
    let label = typesetter.label(words, style, (width - indent).max(1.0), LINES);
    let (rect, response) = ui.allocate_exact_size(vec2(width, label.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, words));
    // The point of an item stands where its first line begins to be read.
    let is_right_to_left = label.paragraph().index().is_right_to_left();
    let inset = if is_right_to_left { 0.0 } else { indent };
    if indent > 0.0 {
        let half = indent / 2.0;
        let x = if is_right_to_left { rect.right() - half } else { rect.left() + half };
        let y = rect.top() + style.size * style.leading / 2.0;
        ui.painter().circle_filled(
            egui::pos2(x, y),
            scene.look.theme.marks.cue_dot,
            scene.look.palette.second_ink,
        );
    }
    label.paint(ui.painter(), typesetter, rect.min + vec2(inset, 0.0), scene.look.palette.ink);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_apart() {
        let text = "# How to mark\n**Names.** Mark *every*\nmention.\n- first\n  goes on\n- second";
        let expected = [
            Piece::Heading("How to mark".into()),
            Piece::Paragraph("Names. Mark every mention.".into()),
            Piece::Item("first goes on".into()),
            Piece::Item("second".into()),
        ];
        // A heading ends at its line.
        assert_eq!(pieces(text), expected);
    }
}
