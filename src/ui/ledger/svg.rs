//! Drawings as SVG.

use egui::{Color32, Rect};

use super::drawing::{Drawing, Face, Measure, Shape, Words};

/// From one baseline to the next, in sizes.
const LEADING: f32 = 1.35;
/// From the top of a line to its baseline, in sizes.
const ASCENT: f32 = 1.0;

/// `drawing` on `ground` as an SVG file. Words stay words.
pub(super) fn write(drawing: &Drawing, ground: Color32, measure: &mut Measure<'_>) -> String {
    let (width, height) = (drawing.size.x, drawing.size.y);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"100%\" height=\"100%\" {}/>\n",
        fill(ground)
    );
    for shape in &drawing.shapes {
        svg.push_str(&self::shape(shape, measure));
    }
    svg.push_str("</svg>\n");
    svg
}

fn shape(shape: &Shape, measure: &mut Measure<'_>) -> String {
    match shape {
        Shape::Fill { rect, radius, colour } => {
            format!("<rect {} rx=\"{radius}\" {}/>\n", place(*rect), fill(*colour))
        }
        Shape::Edge { rect, radius, width, colour, is_dashed } => format!(
            "<rect {} rx=\"{radius}\" fill=\"none\" {}/>\n",
            place(*rect),
            stroke(*colour, *width, *is_dashed)
        ),
        Shape::Line { from, to, width, colour, is_dashed } => format!(
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {}/>\n",
            from.x,
            from.y,
            to.x,
            to.y,
            stroke(*colour, *width, *is_dashed)
        ),
        Shape::Dot { at, radius, colour } => {
            format!("<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\" {}/>\n", at.x, at.y, fill(*colour))
        }
        Shape::Words(Words { at, align, text, ink, room, lines, .. }) => {
            let anchor = match align.x() {
                egui::Align::Min => "start",
                egui::Align::Center => "middle",
                egui::Align::Max => "end",
            };
            let shown = wrapped(text, *room, *lines, &mut |part| measure(part, ink.face, ink.size));
            let height = shown.len() as f32 * ink.size * LEADING;
            let top = match align.y() {
                egui::Align::Min => at.y,
                egui::Align::Center => at.y - height / 2.0,
                egui::Align::Max => at.y - height,
            };
            let (family, weight) = match ink.face {
                Face::Plain => ("Inter, sans-serif", 400),
                Face::Strong => ("Inter, sans-serif", 600),
                Face::Serif => ("Literata, serif", 400),
            };
            let line = |(line, words): (usize, &String)| {
                let y = top + (line as f32 * LEADING + ASCENT) * ink.size;
                let words = escaped(words);
                let (x, size, fill) = (at.x, ink.size, fill(ink.colour));
                let font = format!("font-family=\"{family}\" font-size=\"{size}\" font-weight=\"{weight}\"");
                format!("<text x=\"{x}\" y=\"{y}\" {font} text-anchor=\"{anchor}\" {fill}>{words}</text>\n")
            };
            shown.iter().enumerate().map(line).collect()
        }
    }
}

/// `text` in at most `lines` lines of `room` points; what has no room is replaced by "…".
fn wrapped(text: &str, room: f32, lines: usize, measure: &mut dyn FnMut(&str) -> f32) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let is_full = all.len() >= lines;
        match all.last_mut() {
            Some(line) if measure(&format!("{line} {word}")) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if is_full => {
                line.push('…');
                break;
            }
            _ => all.push(word.to_owned()),
        }
    }
    all
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // XML 1.0 has no other controls.
            letter if letter.is_control() && !matches!(letter, '\t' | '\n' | '\r') => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

fn place(rect: Rect) -> String {
    let (min, size) = (rect.min, rect.size());
    format!("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", min.x, min.y, size.x, size.y)
}

/// A colour that may be seen through, as attributes.
fn fill(colour: Color32) -> String {
    format!("fill=\"{}\" fill-opacity=\"{:.3}\"", plain(colour), opacity(colour))
}

fn stroke(colour: Color32, width: f32, is_dashed: bool) -> String {
    let dashes = if is_dashed { " stroke-dasharray=\"3 3\"" } else { "" };
    let (plain, opacity) = (plain(colour), opacity(colour));
    format!("stroke=\"{plain}\" stroke-opacity=\"{opacity:.3}\" stroke-width=\"{width}\"{dashes}")
}

fn plain(colour: Color32) -> String {
    let [red, green, blue, _] = colour.to_srgba_unmultiplied();
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn opacity(colour: Color32) -> f32 {
    f32::from(colour.a()) / 255.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_have_no_room_end_in_an_ellipsis() {
        let mut by_letter = |text: &str| text.chars().count() as f32;
        assert_eq!(wrapped("one two three four", 9.0, 2, &mut by_letter), ["one two", "three…"]);
        assert_eq!(wrapped("one two three", 40.0, 1, &mut by_letter), ["one two three"]);
        assert_eq!(wrapped("endlessword", 3.0, 1, &mut by_letter), ["endlessword"]);
        assert!(wrapped("  ", 3.0, 1, &mut by_letter).is_empty());
    }

    #[test]
    fn what_xml_reserves_is_written_so_that_it_is_read_again() {
        assert_eq!(escaped("a < b & c\u{1}"), "a &lt; b &amp; c");
    }
}
