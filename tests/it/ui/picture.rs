//! The renderer of the project, for harnesses of `egui_kittest`.

use egui::{Color32, ColorImage, Context, FullOutput, TexturesDelta};
use egui_kittest::TestRenderer;
use glossator::ui::software::offscreen::Screen;
use glossator::ui::software::renderer::Renderer;
use glossator::ui::theme::Appearance;
use image::RgbaImage;

/// Paints what a harness shows.
#[derive(Default)]
pub(super) struct Painter(Renderer);

impl TestRenderer for Painter {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.update_textures(delta);
    }

    fn render(&mut self, context: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let screen = Screen {
            size: context.content_rect().size(),
            pixels_per_point: output.pixels_per_point,
            appearance: Appearance::default(),
        };
        let size = screen.pixels();
        let mut image = ColorImage::filled(size, Color32::TRANSPARENT);
        let primitives = context.tessellate(output.shapes.clone(), output.pixels_per_point);
        self.0.paint(&mut image, &primitives, output.pixels_per_point);
        let bytes = image.pixels.iter().flat_map(Color32::to_array).collect();
        let [width, height] = size.map(|side| u32::try_from(side).unwrap());
        RgbaImage::from_raw(width, height, bytes).ok_or_else(|| "the picture has no size".to_owned())
    }
}
