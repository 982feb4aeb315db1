//! Painting without a window.

use egui::epaint::{ImageDelta, Primitive, Vertex};
use egui::{
    ClippedPrimitive, Color32, ColorImage, Event, Mesh, Pos2, Rect, TextureId, TextureOptions, TexturesDelta,
    Ui, Vec2, pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use glossator::ui::software::offscreen::{Offscreen, Screen};
use glossator::ui::software::renderer::Renderer;
use glossator::ui::theme::Appearance;
use proptest::prelude::*;

use super::picture::Painter;

const GROUND: Color32 = Color32::from_rgb(250, 250, 250);
const RED: Color32 = Color32::from_rgb(200, 30, 20);
const BLUE: Color32 = Color32::from_rgb(20, 40, 220);

/// The pixel that a length in points ends at.
#[expect(clippy::cast_sign_loss, reason = "nothing is left of the picture")]
fn pixel(points: f32, pixels_per_point: f32) -> usize {
    (points * pixels_per_point) as usize
}

/// The pixels of a rectangle in points that are not of one colour.
fn unlike(image: &ColorImage, area: Rect, pixels_per_point: f32, colour: Color32) -> usize {
    let part = image.region(&area, Some(pixels_per_point));
    part.pixels.iter().filter(|pixel| **pixel != colour).count()
}

fn show(pixels_per_point: f32, mut ui: impl FnMut(&Ui)) -> ColorImage {
    let screen = Screen { size: vec2(200.0, 120.0), pixels_per_point, appearance: Appearance::Light };
    Offscreen::new(screen).picture(Vec::new(), |whole| {
        whole.painter().rect_filled(whole.max_rect(), 0.0, GROUND);
        ui(whole);
    })
}

fn area(x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect::from_min_size(pos2(x, y), vec2(width, height))
}

#[test]
fn a_rectangle_has_sharp_sides_and_round_corners() {
    for pixels_per_point in [1.0, 1.5, 2.0] {
        let side = |points| pixel(points, pixels_per_point);
        let image = show(pixels_per_point, |ui| {
            ui.painter().rect_filled(area(20.0, 20.0, 60.0, 40.0), 10.0, RED);
        });
        assert_eq!(image.size, [side(200.0), side(120.0)]);
        assert_eq!(image[(side(50.0), side(20.0))], RED);
        assert_eq!(image[(side(50.0), side(20.0) - 1)], GROUND);
        assert_eq!(image[(side(20.0), side(40.0))], RED);
        assert_eq!(image[(side(80.0), side(40.0))], GROUND);
        assert_eq!(image[(side(20.0), side(20.0))], GROUND, "the corner is cut off");
        assert_eq!(image[(side(24.0), side(24.0))], RED);
        let corner = image.region(&area(20.0, 20.0, 10.0, 10.0), Some(pixels_per_point));
        let soft = corner.pixels.iter().filter(|pixel| ![RED, GROUND].contains(pixel)).count();
        assert!(soft > 5, "{soft} pixels of the corner are between the two colours");
    }
}

#[test]
fn glass_is_seen_through_as_stored_colours_say() {
    let image = show(1.0, |ui| {
        ui.painter().rect_filled(area(0.0, 0.0, 100.0, 120.0), 0.0, Color32::BLACK);
        let glass = Color32::from_rgba_premultiplied(0, 0, 51, 102);
        ui.painter().rect_filled(area(50.0, 0.0, 100.0, 120.0), 0.0, glass);
    });
    assert_eq!(image[(25, 60)], Color32::BLACK);
    assert_eq!(image[(75, 60)], Color32::from_rgb(0, 0, 51));
    assert_eq!(image[(125, 60)], Color32::from_rgb(150, 150, 201));
    assert_eq!(image[(175, 60)], GROUND);
}

#[test]
fn nothing_is_painted_outside_of_its_clip() {
    let inner = area(30.0, 30.0, 50.0, 30.0);
    let image = show(2.0, |ui| {
        let painter = ui.painter().with_clip_rect(inner);
        painter.circle_filled(pos2(80.0, 60.0), 40.0, BLUE);
        painter.text(pos2(10.0, 35.0), egui::Align2::LEFT_TOP, "gestern – أمس", egui::FontId::default(), RED);
    });
    let whole = unlike(&image, area(0.0, 0.0, 200.0, 120.0), 2.0, GROUND);
    assert!(whole > 1000, "{whole}");
    assert_eq!(unlike(&image, inner, 2.0, GROUND), whole);
}

#[test]
fn a_scrolled_list_stays_in_its_frame() {
    let mut frame = Rect::NOTHING;
    let screen = Screen { size: vec2(200.0, 120.0), pixels_per_point: 1.0, appearance: Appearance::Dark };
    let wheel = Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, -75.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    };
    let mut offscreen = Offscreen::new(screen);
    let mut rows = |ui: &mut Ui| {
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area(20.0, 30.0, 100.0, 70.0)));
        let list = egui::ScrollArea::vertical().show(&mut inner, |ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            for i in 0..20 {
                let (row, _) = ui.allocate_exact_size(vec2(100.0, 10.0), egui::Sense::hover());
                ui.painter().rect_filled(row, 0.0, if i < 5 { RED } else { BLUE });
            }
        });
        frame = list.inner_rect;
    };
    let before = offscreen.picture(Vec::new(), &mut rows);
    let after = offscreen.picture(vec![Event::PointerMoved(pos2(60.0, 60.0)), wheel], &mut rows);
    let ground = before[(0, 0)];
    let whole = area(0.0, 0.0, 200.0, 120.0);
    for (image, colour) in [(&before, RED), (&after, BLUE)] {
        let painted = unlike(image, whole, 1.0, ground);
        assert_eq!(unlike(image, frame, 1.0, ground), painted);
        assert_eq!(image[(60, 31)], colour);
        assert_eq!(image[(60, 29)], ground);
        assert_eq!(image[(60, 101)], ground);
    }
}

#[test]
fn letters_are_there_and_dark_ones_are_light_on_dark() {
    for (appearance, is_light) in [(Appearance::Light, true), (Appearance::Dark, false)] {
        let screen = Screen { size: vec2(200.0, 60.0), pixels_per_point: 1.0, appearance };
        let mut place = Rect::NOTHING;
        let image = Offscreen::new(screen).picture(Vec::new(), |ui| {
            place = ui.label("The minister said so.").rect;
        });
        let ground = image[(199, 59)];
        assert_eq!(ground.r() > 127, is_light);
        let contrast = |pixel: &Color32| pixel.r().abs_diff(ground.r());
        let inked = image.pixels.iter().filter(|pixel| contrast(pixel) > 60).count();
        assert!((150..1500).contains(&inked), "{inked} pixels of letters");
        assert_eq!(unlike(&image, area(0.0, 30.0, 200.0, 30.0), 1.0, ground), 0);
        let lines = image.region(&place, None);
        assert!(lines.pixels.iter().any(|pixel| contrast(pixel) > 100));
    }
}

#[test]
fn a_picture_waits_until_nothing_moves() {
    let screen = Screen { size: vec2(100.0, 100.0), pixels_per_point: 1.0, appearance: Appearance::Light };
    let mut frames = 0;
    let image = Offscreen::new(screen).picture(Vec::new(), |ui| {
        frames += 1;
        let width = 100.0 * ui.ctx().animate_bool_with_time(egui::Id::unique("grow"), frames > 1, 1.0);
        ui.painter().rect_filled(area(0.0, 0.0, width, 100.0), 0.0, RED);
    });
    assert!(image.pixels.iter().all(|pixel| *pixel == RED), "after {frames} frames");
    let mut frames = 0;
    Offscreen::new(screen).picture(Vec::new(), |ui| {
        frames += 1;
        ui.ctx().request_repaint();
    });
    assert!((10..=100).contains(&frames), "{frames} frames of what moves for ever");
}

/// A mesh over the rectangle, with the whole of a texture.
fn covered(rect: Rect, texture: TextureId, colour: Color32) -> Mesh {
    let mut mesh = Mesh::with_texture(texture);
    mesh.add_rect_with_uv(rect, Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0)), colour);
    mesh
}

fn clipped(mesh: Mesh) -> ClippedPrimitive {
    ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(mesh) }
}

/// A renderer with one texture of four by two texels: its left half is red and its right half is blue.
fn with_texture(id: TextureId) -> Renderer {
    let colours = [RED, RED, BLUE, BLUE];
    let image = ColorImage::new([4, 2], [colours, colours].concat());
    let mut delta = TexturesDelta::default();
    delta.push(id, ImageDelta::full(image, TextureOptions::NEAREST));
    let mut renderer = Renderer::default();
    renderer.update_textures(&mut delta);
    assert!(delta.is_empty());
    renderer
}

fn painted(renderer: &Renderer, mesh: Mesh) -> ColorImage {
    let mut image = ColorImage::filled([8, 4], GROUND);
    renderer.paint(&mut image, &[clipped(mesh)], 1.0);
    image
}

#[test]
fn a_texture_is_set_changed_in_part_and_freed() {
    let id = TextureId::User(7);
    let mut renderer = with_texture(id);
    let mesh = || covered(area(0.0, 0.0, 8.0, 4.0), id, Color32::WHITE);
    let row = |image: &ColorImage, y: usize| [0, 3, 4, 7].map(|x| image[(x, y)]);
    assert_eq!(row(&painted(&renderer, mesh()), 0), [RED, RED, BLUE, BLUE]);

    let patch = ColorImage::filled([2, 1], Color32::GREEN);
    let mut delta = TexturesDelta::default();
    delta.push(id, ImageDelta::partial([1, 1], patch.clone(), TextureOptions::NEAREST));
    delta.push(TextureId::User(8), ImageDelta::partial([0, 0], patch, TextureOptions::NEAREST));
    renderer.update_textures(&mut delta);
    let image = painted(&renderer, mesh());
    assert_eq!(row(&image, 1), [RED, RED, BLUE, BLUE]);
    assert_eq!(row(&image, 2), [RED, Color32::GREEN, Color32::GREEN, BLUE]);

    delta.free(id);
    renderer.update_textures(&mut delta);
    assert_eq!(painted(&renderer, mesh()), image, "shapes that came with the delta may still use it");
    renderer.update_textures(&mut delta);
    assert_eq!(painted(&renderer, mesh()), ColorImage::filled([8, 4], GROUND));
}

#[test]
fn a_mesh_is_tinted_and_its_colours_run_into_one_another() {
    let id = TextureId::Managed(3);
    let renderer = with_texture(id);
    let half = painted(&renderer, covered(area(0.0, 0.0, 8.0, 4.0), id, Color32::from_gray(51)));
    assert_eq!(half[(0, 0)], Color32::from_rgb(40, 6, 4));
    let mut mesh = covered(area(0.0, 0.0, 8.0, 4.0), id, Color32::BLACK);
    for vertex in &mut mesh.vertices {
        vertex.uv = Pos2::ZERO;
        vertex.color = if vertex.pos.x > 0.0 { Color32::WHITE } else { Color32::BLACK };
    }
    let graded = painted(&renderer, mesh);
    let reds: Vec<u8> = (0..8).map(|x| graded[(x, 2)].r()).collect();
    assert_eq!(reds, [13, 38, 63, 88, 113, 138, 163, 188]);
}

#[test]
fn a_rectangle_is_the_same_whether_it_is_found_or_painted_as_triangles() {
    let id = TextureId::Managed(3);
    let mut renderer = with_texture(id);
    let texels = (0..16).map(|i| Color32::from_rgb(i * 16, 255 - i * 9, i * i));
    let mut delta = TexturesDelta::default();
    delta.push(id, ImageDelta::full(ColorImage::new([4, 4], texels.collect()), TextureOptions::LINEAR));
    renderer.update_textures(&mut delta);
    for rect in [area(1.0, 1.0, 4.0, 2.0), area(0.3, 0.7, 6.9, 2.2), area(-3.4, -2.5, 40.0, 9.1)] {
        let mesh = covered(rect, id, Color32::from_gray(200));
        let mut apart = mesh.clone();
        // A triangle without area between the two hides that they belong together.
        let hidden = [apart.indices[0]; 3];
        apart.indices.splice(3..3, hidden);
        let (found, triangles) = (painted(&renderer, mesh), painted(&renderer, apart));
        assert_eq!(found, triangles, "{rect:?}");
        assert_ne!(found, ColorImage::filled([8, 4], GROUND), "{rect:?}");
    }
}

#[test]
fn odd_meshes_paint_what_can_be_painted() {
    let id = TextureId::Managed(3);
    let renderer = with_texture(id);
    let good = || covered(area(0.0, 0.0, 8.0, 4.0), id, Color32::WHITE);
    let blank = ColorImage::filled([8, 4], GROUND);
    assert_eq!(painted(&renderer, Mesh::with_texture(id)), blank);
    assert_eq!(painted(&renderer, covered(Rect::EVERYTHING, TextureId::User(1), RED)), blank);
    assert_eq!(painted(&renderer, covered(Rect::NAN, id, RED)), blank);
    let mut beyond = good();
    beyond.indices = vec![0, 1, 4, u32::MAX, 1, 2];
    assert_eq!(painted(&renderer, beyond.clone()), blank);
    // What follows an odd triangle is painted, and a rest of less than three indices is not.
    beyond.indices.extend([0, 1, 2, 2, 1, 3, 0, 1]);
    assert_eq!(painted(&renderer, beyond), painted(&renderer, good()));
    let mut huge = good();
    for vertex in &mut huge.vertices {
        vertex.pos = (vertex.pos - pos2(1.0, 1.0)).to_pos2() * 1e30;
        vertex.uv = Pos2::ZERO;
    }
    assert_eq!(painted(&renderer, huge), ColorImage::filled([8, 4], RED));
}

fn number() -> impl Strategy<Value = f32> {
    prop_oneof![4 => -10.0..20.0_f32, 1 => any::<f32>(), 1 => Just(f32::NAN), 1 => Just(f32::INFINITY)]
}

proptest! {
    #[test]
    fn no_mesh_makes_it_fail(
        places in prop::collection::vec([number(), number(), number(), number()], 0..8),
        colours in prop::array::uniform4(any::<[u8; 4]>()),
        indices in prop::collection::vec(0..9_u32, 0..20),
        clip in [number(), number(), number(), number()],
        pixels_per_point in number(),
    ) {
        let id = TextureId::Managed(3);
        let vertices = places.iter().enumerate().map(|(i, [x, y, u, v])| {
            let [r, g, b, a] = colours[i % 4];
            Vertex { pos: pos2(*x, *y), uv: pos2(*u, *v), color: Color32::from_rgba_premultiplied(r, g, b, a) }
        });
        let mesh = Mesh { indices, vertices: vertices.collect(), texture_id: id };
        let [left, top, right, bottom] = clip;
        let clip_rect = Rect { min: pos2(left, top), max: pos2(right, bottom) };
        let primitives = [ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) }];
        let renderer = with_texture(id);
        for size in [[8, 4], [1, 1], [0, 5]] {
            let mut image = ColorImage::filled(size, GROUND);
            renderer.paint(&mut image, &primitives, pixels_per_point);
            prop_assert!(image.pixels.iter().all(|pixel| pixel.a() == 255), "the ground is opaque and stays so");
        }
    }
}

#[test]
fn a_harness_is_painted() {
    let mut harness = Harness::builder()
        .with_size(Vec2::new(160.0, 90.0))
        .with_pixels_per_point(2.0)
        .renderer(Painter::default())
        .build_ui_state(
            |ui, pressed| {
                ui.label("Zwölf Verletzte");
                *pressed |= ui.button("Mark").clicked();
                if *pressed {
                    ui.painter().rect_filled(area(0.0, 70.0, 160.0, 20.0), 4.0, RED);
                }
            },
            false,
        );
    harness.run();
    let before = harness.render().unwrap();
    assert_eq!(before.dimensions(), (320, 180));
    let button = harness.get_by_label("Mark").rect();
    let fill = |image: &image::RgbaImage, at: Pos2| {
        let [x, y] = [at.x, at.y].map(|points| u32::try_from(pixel(points, 2.0)).unwrap());
        image.get_pixel(x, y).0
    };
    let side = button.left_center() + vec2(2.5, 0.0);
    assert_eq!(fill(&before, side)[3], 255, "the button has a ground");
    assert_eq!(fill(&before, pos2(150.0, 80.0)), [0; 4], "and nothing else has");
    harness.get_by_label("Mark").click();
    harness.run();
    let after = harness.render().unwrap();
    assert_eq!(fill(&after, pos2(80.0, 80.0)), RED.to_array());
}
