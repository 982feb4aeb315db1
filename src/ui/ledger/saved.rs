//! The ledger as files: a card as a picture, a part as a table.

use std::path::Path;

use egui::{Vec2, vec2};

use super::drawing::Drawing;
use super::parts::Source;
use super::{LedgerView, drawing, paint, svg, table};
use crate::session::Session;
use crate::ui::fonts::Fallback;
use crate::ui::shaped::Typesetter;
use crate::ui::software::offscreen::{Offscreen, Screen};
use crate::ui::software::png;
use crate::ui::texts::Texts;
use crate::ui::theme::{Appearance, Theme};
use crate::ui::{fonts, style};

/// How wide a picture is, in points.
const WIDTH: f32 = 960.0;
/// How many pixels of a picture a point has.
const SCALE: f32 = 2.0;

/// What a file is to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The card of the cursor, as pixels.
    Png,
    /// The same, as lines and letters.
    Svg,
    /// All cards of the part, a row for each row.
    Csv,
}

impl Saved {
    /// What a file of that name holds, by its ending.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        match ending.as_str() {
            "png" => Some(Self::Png),
            "svg" => Some(Self::Svg),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

impl LedgerView {
    /// The bytes of a file; `None` where the part that is shown has no card.
    pub fn file(
        &mut self,
        saved: Saved,
        session: &Session,
        theme: &Theme,
        appearance: Appearance,
        texts: &Texts,
    ) -> Option<Vec<u8>> {
        let books = self.books.take()?;
        let source = Source { ledger: books.ledger(), schema: session.project().schema(), texts };
        let file = match saved {
            Saved::Csv => {
                let heads = std::mem::take(&mut self.listed.heads);
                let cards: Vec<_> = heads.iter().filter_map(|head| head.key.card(source)).collect();
                self.listed.heads = heads;
                table::write(&cards).ok().filter(|_| !cards.is_empty())
            }
            Saved::Png | Saved::Svg => self.picture(saved, source, theme, appearance),
        };
        self.books = Some(books);
        file
    }

    fn picture(
        &self,
        saved: Saved,
        source: Source<'_>,
        theme: &Theme,
        appearance: Appearance,
    ) -> Option<Vec<u8>> {
        let at = self.cursors.get(&self.part).and_then(super::Cursor::at).map_or(0, |(card, _)| card);
        let head = self.listed.heads.get(at)?;
        let card = head.key.card(source)?;
        let more = if card.more > 0 { source.texts.count("ledger-more", card.more) } else { String::new() };
        let look = theme.look(appearance);
        let size = vec2(WIDTH, drawing::height(&look, head.extent));
        let mut screen = Offscreen::new(Screen { size, pixels_per_point: SCALE, appearance });
        let mut typesetter = Typesetter::new(screen.context(), Fallback::System);
        fonts::install(screen.context(), typesetter.fallback());
        style::install(screen.context(), theme);
        let mut drawing: Option<Drawing> = None;
        let image = screen.picture(Vec::new(), |ui| {
            let drawing = drawing.get_or_insert_with(|| {
                let mut measure = |text: &str, face, size| paint::measure(&mut typesetter, text, face, size);
                drawing::draw(&card, head.extent, &look, WIDTH, &more, &mut measure)
            });
            ui.painter().rect_filled(ui.ctx().content_rect(), 0.0, look.palette.paper);
            paint::paint(ui.painter(), &mut typesetter, &drawing.shapes, Vec2::ZERO);
        });
        match saved {
            Saved::Svg => {
                let mut measure = |text: &str, face, size| paint::measure(&mut typesetter, text, face, size);
                Some(svg::write(&drawing?, look.palette.paper, &mut measure).into_bytes())
            }
            _ => png::encode(&image).ok(),
        }
    }
}
