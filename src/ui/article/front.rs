//! What stands above the text: outlet, title, dateline, a hairline.

use egui::{Color32, Pos2, Stroke, vec2};

use crate::model::metadata::Metadata;
use crate::ui::shaped::{Label, TextStyle, Typesetter, Weight};
use crate::ui::theme::Look;

/// At most so many lines of a title that is not in the body.
const TITLE_LINES: usize = 6;

/// What stands above the text, laid out for a width.
#[derive(Debug, Default)]
pub(super) struct Front {
    kicker: Option<Label>,
    title: Option<Label>,
    dateline: Option<Label>,
    width: f32,
}

/// Where something of the front stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The left end of its first line.
    pub(super) at: Pos2,
    /// Whether the article is read from the right: lines begin there.
    pub(super) is_right_to_left: bool,
}

/// What [`Front`] is made of.
pub(super) struct Heading<'a> {
    pub(super) metadata: &'a Metadata,
    pub(super) dateline: &'a str,
    /// Whether the body holds the title itself.
    pub(super) title_in_body: bool,
}

impl Front {
    pub(super) fn new(
        typesetter: &mut Typesetter,
        look: Look<'_>,
        heading: &Heading<'_>,
        width: f32,
    ) -> Self {
        let sizes = look.theme.sizes;
        let mut line = |text: Option<&str>, style: TextStyle, most_lines: usize| {
            let text = text.map(str::trim).filter(|text| !text.is_empty())?;
            Some(typesetter.label(text, &style, width, most_lines))
        };
        let title = heading.metadata.title.as_deref().filter(|_| !heading.title_in_body);
        let title_style = TextStyle::serif(Weight::Strong, sizes.headline, look.theme.page.headline_leading);
        Self {
            kicker: line(
                heading.metadata.outlet.as_deref(),
                TextStyle::sans(Weight::Strong, sizes.caption),
                1,
            ),
            title: line(title, title_style, TITLE_LINES),
            dateline: line(Some(heading.dateline), TextStyle::sans(Weight::Regular, sizes.small), 2),
            width,
        }
    }

    /// Height of what stands above the headline of the body, or of everything where the body has none.
    pub(super) fn above(&self, look: Look<'_>, headline_in_body: bool) -> f32 {
        let kicker = self.kicker.as_ref().map_or(0.0, |label| label.size().y + look.theme.spaces.tight);
        let title = self.title.as_ref().map_or(0.0, |label| label.size().y);
        let rest = if headline_in_body { 0.0 } else { self.below(look) + look.theme.spaces.close };
        kicker + title + rest
    }

    /// Height of dateline and hairline.
    pub(super) fn below(&self, look: Look<'_>) -> f32 {
        let spaces = look.theme.spaces;
        let dateline = self.dateline.as_ref().map_or(0.0, |label| spaces.tight + label.size().y);
        let nothing = self.kicker.is_none() && self.title.is_none() && self.dateline.is_none();
        if nothing { 0.0 } else { dateline + spaces.near + spaces.hair }
    }

    /// Whether the title that stands here is read from the right, if one does.
    pub(super) fn is_right_to_left(&self) -> Option<bool> {
        self.title.as_ref().map(|title| title.paragraph().index().is_right_to_left())
    }

    /// Paints `label` at the side where the article's lines begin, whatever direction its own words have.
    fn line(
        &self,
        label: &Label,
        painter: &egui::Painter,
        typesetter: &Typesetter,
        place: Place,
        colour: Color32,
    ) {
        let aside = if place.is_right_to_left { self.width - label.size().x } else { 0.0 };
        label.paint_tight(painter, typesetter, place.at + vec2(aside, 0.0), colour);
    }

    /// Paints kicker and title from `place` downwards, and the rest too if it does not stand below a headline of the body.
    pub(super) fn paint_above(
        &self,
        painter: &egui::Painter,
        typesetter: &Typesetter,
        look: Look<'_>,
        mut place: Place,
        headline_in_body: bool,
    ) {
        if let Some(kicker) = &self.kicker {
            self.line(kicker, painter, typesetter, place, look.palette.second_ink);
            place.at.y += kicker.size().y + look.theme.spaces.tight;
        }
        if let Some(title) = &self.title {
            title.paint(painter, typesetter, place.at, look.palette.ink);
            place.at.y += title.size().y;
        }
        if !headline_in_body {
            self.paint_below(painter, typesetter, look, place);
        }
    }

    /// Paints dateline and hairline from `place` downwards.
    pub(super) fn paint_below(
        &self,
        painter: &egui::Painter,
        typesetter: &Typesetter,
        look: Look<'_>,
        mut place: Place,
    ) {
        if self.below(look) == 0.0 {
            return;
        }
        if let Some(dateline) = &self.dateline {
            place.at.y += look.theme.spaces.tight;
            self.line(dateline, painter, typesetter, place, look.palette.second_ink);
            place.at.y += dateline.size().y;
        }
        let at = place.at + vec2(0.0, look.theme.spaces.near);
        painter.line_segment(
            [at, at + vec2(self.width, 0.0)],
            Stroke::new(look.theme.strokes.hair, look.palette.line),
        );
    }
}
