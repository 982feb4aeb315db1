//! How colours are mixed: as they are stored, with alpha already multiplied in.

use egui::Color32;

/// Red, green, blue and alpha, each from 0 to 255, with alpha multiplied in.
pub(super) type Channels = [f32; 4];

/// The channels of a colour.
pub(super) fn channels(colour: Color32) -> Channels {
    colour.to_array().map(f32::from)
}

/// A texel seen through the colour of a vertex.
pub(super) fn tinted(texel: Channels, tint: Channels) -> Color32 {
    let [red, green, blue, alpha] = std::array::from_fn(|i| rounded(texel[i] * tint[i] / 255.0));
    Color32::from_rgba_premultiplied(red, green, blue, alpha)
}

/// `top` laid over `ground`.
pub(super) fn over(ground: Color32, top: Color32) -> Color32 {
    if top.a() == u8::MAX {
        return top;
    }
    let (ground, top) = (ground.to_array(), top.to_array());
    let rest = u32::from(u8::MAX - top[3]);
    let [red, green, blue, alpha] = std::array::from_fn(|i| {
        let behind = divided_by_255(u32::from(ground[i]) * rest);
        top[i].saturating_add(behind)
    });
    Color32::from_rgba_premultiplied(red, green, blue, alpha)
}

/// The nearest whole channel; what is no number is 0.
#[expect(clippy::cast_sign_loss, reason = "a channel below 0 is 0")]
fn rounded(channel: f32) -> u8 {
    (channel + 0.5) as u8
}

/// A product of two channels, scaled back to one and rounded.
fn divided_by_255(product: u32) -> u8 {
    let product = product + 128;
    ((product + (product >> 8)) >> 8) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_product_is_rounded_to_the_nearest() {
        for a in 0..=255_u32 {
            for b in 0..=255_u32 {
                let nearest = (a * b * 2 + 255) / 510;
                assert_eq!(u32::from(divided_by_255(a * b)), nearest, "{a} * {b}");
            }
        }
    }

    #[test]
    fn half_a_colour_lets_half_of_the_ground_through() {
        let ground = Color32::from_rgb(200, 100, 0);
        let top = Color32::from_rgba_premultiplied(0, 0, 128, 128);
        assert_eq!(over(ground, top), Color32::from_rgb(100, 50, 128));
        assert_eq!(over(ground, Color32::TRANSPARENT), ground);
        assert_eq!(over(ground, Color32::WHITE), Color32::WHITE);
        // A colour without alpha adds light, and light has an end.
        let light = Color32::from_rgba_premultiplied(100, 100, 100, 0);
        assert_eq!(over(ground, light), Color32::from_rgb(255, 200, 100));
    }

    #[test]
    fn a_tint_multiplies() {
        let half = [255.0, 255.0, 255.0, 127.5];
        assert_eq!(tinted(half, [255.0; 4]), Color32::from_rgba_premultiplied(255, 255, 255, 128));
        assert_eq!(tinted([f32::NAN; 4], half), Color32::TRANSPARENT);
    }
}
