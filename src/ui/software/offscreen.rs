//! An egui context without a window.

use egui::{ColorImage, Context, Event, FullOutput, RawInput, Rect, Ui, Vec2, ViewportId};

use super::renderer::Renderer;
use crate::ui::theme::Appearance;

/// The most frames that a picture is waited for. What moves for ever is taken as it is then.
const MOST_FRAMES: usize = 40;
/// Time from one frame to the next, in seconds: the longest step that egui moves anything by.
const FRAME: f64 = 0.1;

/// The screen that is not there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    /// In points.
    pub size: Vec2,
    /// How many pixels a point has.
    pub pixels_per_point: f32,
    /// Light or dark.
    pub appearance: Appearance,
}

impl Screen {
    /// Columns and rows of pixels.
    #[expect(clippy::cast_sign_loss, reason = "a side below 0 has no pixels")]
    pub fn pixels(&self) -> [usize; 2] {
        let size = self.size * self.pixels_per_point;
        [size.x, size.y].map(|side| side.round() as usize)
    }
}

/// An egui context that is shown on no screen, and can be made a picture of.
pub struct Offscreen {
    context: Context,
    renderer: Renderer,
    screen: Screen,
    /// In seconds since the first frame.
    time: f64,
}

impl Offscreen {
    /// A fresh context. Its fonts and style are set as those of any other ([`Self::context`]).
    pub fn new(screen: Screen) -> Self {
        let context = Context::default();
        context.set_theme(theme(screen.appearance));
        Self { context, renderer: Renderer::default(), screen, time: 0.0 }
    }

    /// The context, to set it up before the first picture.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Shows `ui` until nothing is about to move, and paints the last frame.
    ///
    /// `events` happen one in each frame, in their order. What `ui` does not paint has the colour of the panels.
    pub fn picture(&mut self, events: Vec<Event>, mut ui: impl FnMut(&mut Ui)) -> ColorImage {
        let mut events = events.into_iter();
        let mut output = self.frame(events.next(), &mut ui);
        for _ in 1..MOST_FRAMES.max(events.len()) {
            let event = events.next();
            if event.is_none() && is_at_rest(&output) {
                break;
            }
            output = self.frame(event, &mut ui);
        }
        self.paint(output)
    }

    fn frame(&mut self, event: Option<Event>, ui: &mut impl FnMut(&mut Ui)) -> FullOutput {
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, self.screen.size)),
            time: Some(self.time),
            predicted_dt: FRAME as f32,
            system_theme: Some(theme(self.screen.appearance)),
            focused: true,
            events: event.into_iter().collect(),
            ..RawInput::default()
        };
        let window = input.viewports.entry(ViewportId::ROOT).or_default();
        window.native_pixels_per_point = Some(self.screen.pixels_per_point);
        window.focused = Some(true);
        self.time += FRAME;
        let mut output = self.context.run_ui(input, ui);
        self.renderer.update_textures(&mut output.textures_delta);
        output
    }

    fn paint(&self, output: FullOutput) -> ColorImage {
        let ground = self.context.global_style().visuals.panel_fill;
        let mut image = ColorImage::filled(self.screen.pixels(), ground);
        let primitives = self.context.tessellate(output.shapes, output.pixels_per_point);
        self.renderer.paint(&mut image, &primitives, output.pixels_per_point);
        image
    }
}

/// Whether no frame is asked for at once. A caret that blinks asks for one later.
fn is_at_rest(output: &FullOutput) -> bool {
    output.viewport_output.values().all(|viewport| !viewport.repaint_delay.is_zero())
}

fn theme(appearance: Appearance) -> egui::Theme {
    match appearance {
        Appearance::Light => egui::Theme::Light,
        Appearance::Dark => egui::Theme::Dark,
    }
}
