//! Which panels stand beside the page, and which give way to it where there is little room.

use super::preferences::Panels;
use super::theme::Theme;

/// A panel that can be shown and hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The list of articles, at the left.
    List,
    /// The inspector, at the right.
    Inspector,
}

/// Which panels a person wants.
#[derive(Clone, Copy, Debug)]
pub struct Rooms {
    list: bool,
    inspector: bool,
    /// The panel that was asked for last. Where there is room for one, it is this, and the page may become narrower for
    /// it than it would by itself.
    asked: Option<Side>,
}

/// What is shown of them. Widths are points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Plan {
    /// Width of the list, where it is shown.
    pub list: Option<f32>,
    /// Width of the inspector, where it is shown.
    pub inspector: Option<f32>,
    /// Width of the panel that finds, which stands where the inspector stood.
    pub find: f32,
}

impl Default for Rooms {
    fn default() -> Self {
        Self { list: true, inspector: true, asked: None }
    }
}

impl From<Panels> for Rooms {
    fn from(panels: Panels) -> Self {
        Self { list: panels.list, inspector: panels.inspector, ..Self::default() }
    }
}

impl Rooms {
    /// Which panels are wanted, whether or not there is room for them.
    pub fn wanted(&self) -> Panels {
        Panels { list: self.list, inspector: self.inspector }
    }

    /// Hides `side` if it can be seen in `plan`, which is what is shown now, and else shows it.
    pub fn toggle(&mut self, side: Side, plan: Plan) {
        let is_seen = match side {
            Side::List => plan.list.is_some(),
            Side::Inspector => plan.inspector.is_some(),
        };
        self.set(side, !is_seen);
    }

    /// Shows `side`.
    pub fn open(&mut self, side: Side) {
        self.set(side, true);
    }

    fn set(&mut self, side: Side, is_open: bool) {
        match side {
            Side::List => self.list = is_open,
            Side::Inspector => self.inspector = is_open,
        }
        self.asked = is_open.then_some(side);
    }

    /// What has room in a window of `width` points, so that the page keeps its least width. What finds comes before the
    /// others: it was asked for to be used now.
    pub fn plan(&self, theme: &Theme, width: f32, is_finding: bool) -> Plan {
        let panels = theme.panels;
        let spare = width - panels.narrowest_page;
        let find = panels.right.min(width / 2.0);
        if is_finding {
            let list = (self.list && spare >= find + panels.left).then_some(panels.left);
            return Plan { list, inspector: None, find };
        }
        let asked = |side: Side| self.asked == Some(side);
        let fits = |side: Side, needed: f32| {
            spare >= needed || asked(side) && spare + panels.narrowest_page / 2.0 >= needed
        };
        let list = self.list && fits(Side::List, panels.left);
        let inspector = self.inspector && fits(Side::Inspector, panels.right);
        let both = spare >= panels.left + panels.right;
        let inspector_first = asked(Side::Inspector);
        let shown = (
            list && (both || !(inspector && inspector_first)),
            inspector && (both || !list || inspector_first),
        );
        let (list, inspector) = shrunk(theme, width, shown);
        Plan { list, inspector, find }
    }
}

/// The widths of the list and the inspector, if they are `shown`. Before lines become too short to read well, both give
/// the same part of what they can spare.
fn shrunk(theme: &Theme, width: f32, (list, inspector): (bool, bool)) -> (Option<f32>, Option<f32>) {
    let panels = theme.panels;
    let sum =
        |left: f32, right: f32| f32::from(u8::from(list)) * left + f32::from(u8::from(inspector)) * right;
    let whole = sum(panels.left, panels.right);
    let spare = whole - sum(panels.narrowest_left, panels.narrowest_right);
    let missing = panels.good_page + whole - width;
    let part = if spare > 0.0 { (missing / spare).clamp(0.0, 1.0) } else { 0.0 };
    let size = |wide: f32, narrow: f32| (wide - (wide - narrow) * part).round();
    (
        list.then(|| size(panels.left, panels.narrowest_left)),
        inspector.then(|| size(panels.right, panels.narrowest_right)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(rooms: Rooms, width: f32) -> (bool, bool) {
        let plan = rooms.plan(&Theme::built_in(), width, false);
        (plan.list.is_some(), plan.inspector.is_some())
    }

    #[test]
    fn panels_give_way_one_after_the_other() {
        let rooms = Rooms::default();
        assert_eq!(seen(rooms, 1280.0), (true, true));
        assert_eq!(seen(rooms, 1024.0), (true, true));
        assert_eq!(seen(rooms, 640.0), (true, false));
        assert_eq!(seen(rooms, 400.0), (false, false));
    }

    #[test]
    fn panels_shrink_so_that_lines_stay_good_to_read() {
        let theme = Theme::built_in();
        let page = |width: f32| {
            let plan = Rooms::default().plan(&theme, width, false);
            width - plan.list.unwrap_or_default() - plan.inspector.unwrap_or_default()
        };
        assert!((page(1280.0) - theme.panels.good_page).abs() <= 1.0);
        assert!((page(1440.0) - (1440.0 - theme.panels.left - theme.panels.right)).abs() < 0.1);
        let narrowest = theme.panels.narrowest_left + theme.panels.narrowest_right;
        assert!((page(1024.0) - (1024.0 - narrowest)).abs() < 0.1);
    }

    #[test]
    fn what_was_asked_for_last_is_seen() {
        let theme = Theme::built_in();
        let mut rooms = Rooms::default();
        rooms.toggle(Side::Inspector, rooms.plan(&theme, 700.0, false));
        assert_eq!(seen(rooms, 700.0), (false, true));
        rooms.toggle(Side::Inspector, rooms.plan(&theme, 700.0, false));
        assert_eq!(seen(rooms, 700.0), (true, false));
        rooms.toggle(Side::Inspector, rooms.plan(&theme, 512.0, false));
        assert_eq!(seen(rooms, 512.0), (false, true), "asked for, it is shown beside a narrow page");
        assert_eq!(seen(rooms, 1280.0), (true, true));
        rooms.toggle(Side::Inspector, rooms.plan(&theme, 700.0, false));
        rooms.toggle(Side::List, rooms.plan(&theme, 700.0, false));
        assert_eq!(seen(rooms, 1280.0), (false, false));
    }

    #[test]
    fn what_finds_leaves_room_for_what_it_found() {
        let theme = Theme::built_in();
        for width in [400.0, 512.0, 640.0, 1024.0, 2560.0] {
            let plan = Rooms::default().plan(&theme, width, true);
            let list = plan.list.unwrap_or_default();
            assert!(
                width - plan.find - list >= width.min(theme.panels.narrowest_page) / 2.0,
                "{width}: {plan:?}"
            );
        }
    }
}
