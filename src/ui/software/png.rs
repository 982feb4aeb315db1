//! A picture as a PNG file.

use egui::ColorImage;

/// The bytes of a PNG file with this picture. A picture without pixels, or with too many, fits into none.
pub fn encode(image: &ColorImage) -> Result<Vec<u8>, ::png::EncodingError> {
    let [width, height] = image.size.map(|side| u32::try_from(side).unwrap_or(u32::MAX));
    let mut file = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut file, width, height);
    encoder.set_color(::png::ColorType::Rgba);
    encoder.set_depth(::png::BitDepth::Eight);
    // PNG keeps colours as they were before alpha was multiplied in.
    let pixels: Vec<u8> = image.pixels.iter().flat_map(egui::Color32::to_srgba_unmultiplied).collect();
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use egui::Color32;

    use super::*;

    #[test]
    fn a_picture_comes_back_from_its_file() {
        let glass = Color32::from_rgba_premultiplied(128, 64, 0, 128);
        let colours =
            [Color32::BLACK, Color32::from_rgb(1, 2, 3), glass, Color32::TRANSPARENT, Color32::WHITE];
        let image = ColorImage::new([3, 2], colours.into_iter().chain([Color32::RED]).collect());
        let file = encode(&image).unwrap();
        let mut reader = ::png::Decoder::new(Cursor::new(file)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((frame.width, frame.height), (3, 2));
        assert_eq!(pixels[..12], [0, 0, 0, 255, 1, 2, 3, 255, 255, 128, 0, 128]);
        assert_eq!(ColorImage::from_rgba_unmultiplied([3, 2], &pixels), image);
    }

    #[test]
    fn a_picture_without_pixels_is_an_error() {
        assert!(encode(&ColorImage::filled([0, 7], Color32::RED)).is_err());
        let mut short = ColorImage::filled([2, 2], Color32::RED);
        short.pixels.pop();
        assert!(encode(&short).is_err());
    }
}
