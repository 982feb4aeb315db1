//! The theme as a style of egui: what controls look like.

use egui::style::{HandleShape, ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Role, Shadow, Stroke, Style, TextStyle,
    Visuals, WidgetInfo, vec2,
};

use super::fonts::{HEADLINE, SERIF, STRONG};
use super::theme::{Appearance, Look, Theme};

/// Gives `ctx` both appearances of `theme`.
pub fn install(ctx: &Context, theme: &Theme) {
    for (appearance, of) in [(Appearance::Light, egui::Theme::Light), (Appearance::Dark, egui::Theme::Dark)] {
        ctx.set_style_of(of, style(&theme.look(appearance)));
    }
}

/// The interface face, heavier.
pub fn strong(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(STRONG.into()))
}

/// The interface face.
pub fn plain(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The reading face.
pub fn serif(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(SERIF.into()))
}

/// The reading face, heavier.
pub fn headline(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(HEADLINE.into()))
}

/// Gives a box to choose from the name by which it is read out.
pub fn name_box(response: &egui::Response, name: &str) {
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, name));
}

/// What falls from something that lies `drop` points above the window; `strength` is from 0 to 255.
pub(super) fn shadow(drop: u8, blur: u8, strength: u8) -> Shadow {
    let drop = i8::try_from(drop).unwrap_or(i8::MAX);
    Shadow { offset: [0, drop], blur, spread: 0, color: Color32::from_black_alpha(strength) }
}

fn style(look: &Look<'_>) -> Style {
    let sizes = &look.theme.sizes;
    let spaces = &look.theme.spaces;
    let mut style = Style {
        text_styles: [
            (TextStyle::Small, plain(sizes.caption)),
            (TextStyle::Body, plain(sizes.small)),
            (TextStyle::Button, plain(sizes.small)),
            (TextStyle::Monospace, FontId::monospace(sizes.small)),
            (TextStyle::Heading, strong(sizes.control)),
        ]
        .into(),
        visuals: visuals(look),
        // Nothing moves that nobody asked for.
        animation_time: 0.0,
        ..Style::default()
    };
    style.spacing.item_spacing = vec2(spaces.tight, spaces.tight);
    style.spacing.button_padding = vec2(spaces.tight, spaces.hair);
    style.spacing.menu_margin = Margin::from(spaces.hair);
    style.spacing.interact_size.y = spaces.wide;
    style.spacing.scroll = ScrollStyle { bar_width: spaces.tight, ..ScrollStyle::floating() };
    style.interaction.tooltip_delay = 0.4;
    style
}

fn visuals(look: &Look<'_>) -> Visuals {
    let palette = look.palette;
    let base = match look.appearance {
        Appearance::Light => Visuals::light(),
        Appearance::Dark => Visuals::dark(),
    };
    let (strokes, corners) = (look.theme.strokes, look.theme.corners);
    let shadows = look.theme.shadows;
    let shadow = shadow(shadows.menu_drop, shadows.menu_blur, shadows.menu_strength);
    Visuals {
        override_text_color: None,
        weak_text_color: Some(palette.second_ink),
        widgets: widgets(look),
        selection: Selection { bg_fill: palette.selection, stroke: Stroke::new(strokes.hair, palette.ink) },
        hyperlink_color: palette.accent,
        faint_bg_color: palette.hover,
        extreme_bg_color: palette.raised,
        text_edit_bg_color: Some(palette.raised),
        code_bg_color: palette.hover,
        warn_fg_color: palette.warning,
        error_fg_color: palette.danger,
        window_corner_radius: corners.window.into(),
        window_shadow: shadow,
        window_fill: palette.raised,
        window_stroke: Stroke::new(strokes.hair, palette.line),
        menu_corner_radius: corners.menu.into(),
        panel_fill: palette.chrome,
        popup_shadow: shadow,
        handle_shape: HandleShape::Circle,
        button_frame: true,
        ..base
    }
}

fn widgets(look: &Look<'_>) -> Widgets {
    let (palette, strokes) = (look.palette, look.theme.strokes);
    let state = |fill: Color32, edge: Color32, ink: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(strokes.hair, edge),
        corner_radius: CornerRadius::from(look.theme.corners.control),
        fg_stroke: Stroke::new(strokes.hair, ink),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: state(palette.chrome, palette.line, palette.ink),
        inactive: state(palette.raised, palette.strong_line, palette.ink),
        hovered: state(palette.hover, palette.strong_line, palette.ink),
        active: state(palette.hover, palette.accent, palette.ink),
        open: state(palette.hover, palette.strong_line, palette.ink),
    }
}
