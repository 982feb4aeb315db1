//! How long a frame of 1280×800 pixels takes without a graphics card.
//!
//! Run with `cargo bench --bench software`. The page is full of letters, with rows of fields beside it.

#![expect(clippy::print_stdout, reason = "a bench prints")]

use std::time::{Duration, Instant};

use egui::{CentralPanel, Color32, ColorImage, Context, Panel, RawInput, Rect, Ui};
use glossator::ui::fonts;
use glossator::ui::software::renderer::Renderer;

const SIZE: [usize; 2] = [1280, 800];
const ROUNDS: usize = 60;

fn page(ui: &mut Ui) {
    Panel::left("articles").show(ui, |ui| {
        for i in 0..40 {
            ui.add(egui::Button::selectable(i % 2 == 0, format!("Article number {i}, outlet and date")));
        }
    });
    CentralPanel::default().show(ui, |ui| {
        ui.label("The minister said on Tuesday that twelve people had been injured. ".repeat(120));
    });
}

fn main() {
    let context = Context::default();
    context.set_fonts(fonts::definitions());
    let mut renderer = Renderer::default();
    let mut times: Vec<[Duration; 2]> = (0..ROUNDS)
        .map(|_| {
            let screen = Rect::from_min_size(egui::Pos2::ZERO, SIZE.map(|side| side as f32).into());
            let start = Instant::now();
            let input = RawInput { screen_rect: Some(screen), ..RawInput::default() };
            let mut output = context.run_ui(input, page);
            renderer.update_textures(&mut output.textures_delta);
            let primitives = context.tessellate(output.shapes, output.pixels_per_point);
            let laid_out = start.elapsed();
            let start = Instant::now();
            let mut image = ColorImage::filled(SIZE, Color32::WHITE);
            renderer.paint(&mut image, &primitives, output.pixels_per_point);
            [laid_out, start.elapsed()]
        })
        .collect();
    times.sort_by_key(|[_, painting]| *painting);
    let [laid_out, painting] = times[ROUNDS / 2];
    println!("a frame of {} x {}: laid out in {laid_out:.1?}, painted in {painting:.1?}", SIZE[0], SIZE[1]);
}
