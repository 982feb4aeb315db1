//! The faces that come with the program, for egui (controls) and for parley (everything that people wrote).

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, MissingGlyphPolicy};
use egui_system_font_provider::SystemFontProvider;
use fontique::{Blob, Collection, CollectionOptions, FallbackKey, Script};
use parley::FontContext;

/// The reading face.
pub const SERIF: &str = "Literata";
/// The face of the interface.
pub const SANS: &str = "Inter";
/// The Arabic face of the interface.
pub const SANS_ARABIC: &str = "Noto Sans Arabic";
/// The name that egui knows the heavier interface face by.
pub const STRONG: &str = "Inter SemiBold";
/// The name that egui knows the heavier reading face by.
pub const HEADLINE: &str = "Literata SemiBold";

/// A face that is built in.
struct Face {
    name: &'static str,
    data: &'static [u8],
}

macro_rules! face {
    ($name:literal) => {
        Face { name: $name, data: include_bytes!(concat!("../../assets/fonts/", $name, ".ttf")) }
    };
}

static FACES: [Face; 13] = [
    face!("Literata-Regular"),
    face!("Literata-SemiBold"),
    face!("Literata-Italic"),
    face!("Inter-Regular"),
    face!("Inter-SemiBold"),
    face!("NotoNaskhArabic-Regular"),
    face!("NotoNaskhArabic-SemiBold"),
    face!("NotoSansArabic-Regular"),
    face!("NotoSansArabic-SemiBold"),
    face!("NotoSerifHebrew-Regular"),
    face!("NotoSerifHebrew-SemiBold"),
    face!("NotoSerifDevanagari-Regular"),
    face!("NotoSerifDevanagari-SemiBold"),
];

/// Scripts that the reading face does not have, each with the built-in family that does.
const SCRIPTS: [(&[u8; 4], &str); 3] =
    [(b"Arab", "Noto Naskh Arabic"), (b"Hebr", "Noto Serif Hebrew"), (b"Deva", "Noto Serif Devanagari")];

/// Where letters come from that no built-in face has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fallback {
    /// The fonts of the system.
    #[default]
    System,
    /// Nowhere: such letters are drawn as boxes. Pictures for tests are then the same on every machine.
    None,
}

/// The fonts for shaped text, ours first, then the system's; and where letters come from that ours do not have, which is
/// nowhere where the system has no fonts.
pub fn context(fallback: Fallback) -> (FontContext, Fallback) {
    let system_fonts = fallback == Fallback::System;
    let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts });
    let is_empty = collection.family_names().next().is_none();
    let fallback = if is_empty { Fallback::None } else { fallback };
    for face in &FACES {
        collection.register_fonts(Blob::new(Arc::new(face.data)), None);
    }
    for (script, family) in SCRIPTS {
        let Some(family) = collection.family_id(family) else { continue };
        let key = FallbackKey::new(Script::from_bytes(*script), None);
        let system: Vec<_> = collection.fallback_families(key).collect();
        collection.set_fallbacks(key, std::iter::once(family).chain(system));
    }
    (FontContext { collection, source_cache: fontique::SourceCache::default() }, fallback)
}

/// Gives `ctx` the fonts for controls: ours first, then the system's for what people write in fields. `fallback` is what
/// [`context`] has found: egui's own search panics where the system has no fonts.
pub fn install(ctx: &Context, fallback: Fallback) {
    ctx.set_fonts(definitions());
    if fallback == Fallback::System {
        ctx.add_font_provider(Arc::new(SystemFontProvider::new()));
    }
    // Nobody can be kept from writing what no font has.
    ctx.set_missing_glyph_policy(MissingGlyphPolicy::Tofu);
}

/// The built-in fonts for controls.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for face in &FACES {
        fonts.font_data.insert(face.name.to_owned(), Arc::new(FontData::from_static(face.data)));
    }
    let scripts = ["NotoSansArabic-Regular", "NotoSerifHebrew-Regular", "NotoSerifDevanagari-Regular"];
    let defaults = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |first: &str| -> Vec<String> {
        let own = [first, "Inter-Regular"].into_iter().chain(scripts).map(str::to_owned);
        own.chain(defaults.iter().cloned()).collect()
    };
    fonts.families.insert(FontFamily::Proportional, family("Inter-Regular"));
    fonts.families.insert(FontFamily::Name(STRONG.into()), family("Inter-SemiBold"));
    fonts.families.insert(FontFamily::Name(SERIF.into()), family("Literata-Regular"));
    fonts.families.insert(FontFamily::Name(HEADLINE.into()), family("Literata-SemiBold"));
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_family_is_found() {
        let (mut context, _) = context(Fallback::None);
        for family in [
            SERIF,
            SANS,
            "Noto Naskh Arabic",
            "Noto Sans Arabic",
            "Noto Serif Hebrew",
            "Noto Serif Devanagari",
        ] {
            let info = context.collection.family_by_name(family).unwrap();
            let weights: Vec<f32> = info.fonts().iter().map(|font| font.weight().value()).collect();
            let italic = if family == SERIF { &[400.0][..] } else { &[] };
            assert_eq!(weights, [&[400.0, 600.0], italic].concat(), "{family}");
        }
        for (script, family) in SCRIPTS {
            let key = FallbackKey::new(Script::from_bytes(*script), None);
            let first = context.collection.fallback_families(key).next().unwrap();
            assert_eq!(context.collection.family_name(first), Some(family));
        }
    }
}
