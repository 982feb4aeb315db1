//! The list of articles at the left: filtered, sorted, with how far each has come.

mod order;
mod row;

use egui::{Id, ScrollArea, TextEdit, Ui, pos2, vec2};

use self::order::{Only, Order, Sort};
use super::commands::AnyCommand;
use super::scene::{Act, Scene};
use super::shaped::Typesetter;
use super::stack::Heights;
use super::{moment, style};
use crate::model::id::ArticleId;
use crate::session::Session;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;

/// Which neighbour in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The one below.
    Next,
    /// The one above.
    Previous,
}

/// What the list remembers between frames.
#[derive(Debug, Default)]
pub struct ArticleList {
    filter: String,
    sort: Sort,
    only: Only,
    order: Option<Order>,
    /// Whether the cursor is to go into the filter.
    wants_filter: bool,
    /// Whether the open article is to be scrolled to.
    wants_open: bool,
    field: Option<Id>,
}

impl ArticleList {
    /// Puts the cursor into the filter in the next frame.
    pub fn focus_filter(&mut self) {
        self.wants_filter = true;
    }

    /// Forgets the order: articles or what is known of them have changed.
    pub fn refresh(&mut self) {
        self.order = None;
    }

    /// Scrolls to the open article in the next frame.
    pub fn reveal_open(&mut self) {
        self.wants_open = true;
    }

    /// What egui knows the filter by, once it was shown.
    pub fn field(&self) -> Option<Id> {
        self.field
    }

    /// The article that comes next after the open one, or before it, as the list shows them; the first if none is open.
    pub fn beside(&mut self, session: &Session, step: Step) -> Option<ArticleId> {
        let order = self.order(session);
        let open = session.desk().article.as_ref().and_then(|id| order.position(id));
        let article = |row: &order::Row| match row {
            order::Row::Article(id) => Some(id.clone()),
            order::Row::Heading(_) => None,
        };
        match (open, step) {
            (None, _) => order.rows().iter().find_map(article),
            (Some(at), Step::Next) => order.rows()[at + 1..].iter().find_map(article),
            (Some(at), Step::Previous) => order.rows()[..at].iter().rev().find_map(article),
        }
    }

    /// The next article after the open one that the annotator is to finish, as the list shows them, from the beginning
    /// again after the last. What the filter leaves out counts when nothing else is left.
    pub fn next_unfinished(&mut self, session: &Session) -> Option<ArticleId> {
        let project = session.project();
        let is_open_work = |id: &&ArticleId| {
            let slot = project.articles().get(*id);
            session.is_assigned(id) && slot.is_some_and(|slot| !session.has_finished(&slot.listing()))
        };
        let order = self.order(session);
        let open = session.desk().article.as_ref().and_then(|id| order.position(id));
        let (before, after) = order.rows().split_at(open.map_or(0, |at| at + 1));
        let listed = after.iter().chain(before).filter_map(|row| match row {
            order::Row::Article(id) => Some(id),
            order::Row::Heading(_) => None,
        });
        listed.chain(project.articles().keys()).find(is_open_work).cloned()
    }

    fn order(&mut self, session: &Session) -> &Order {
        let (filter, sort, only) = (&self.filter, self.sort, self.only);
        self.order.get_or_insert_with(|| Order::new(session, filter, sort, only))
    }

    /// Shows the list in all of `ui`.
    pub fn show(&mut self, ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        let spaces = scene.look.theme.spaces;
        ui.add_space(spaces.close);
        self.filter_field(ui, scene);
        self.choices(ui, scene);
        let reveal = std::mem::take(&mut self.wants_open);
        let order = self.order(scene.session);
        if order.rows().is_empty() {
            empty(ui, scene);
            return;
        }
        rows(ui, typesetter, scene, order, reveal, acts);
    }

    fn filter_field(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let hint = scene.texts.count("list-filter", scene.session.project().articles().len());
        let spaces = scene.look.theme.spaces;
        let field = TextEdit::singleline(&mut self.filter)
            .hint_text(hint.as_str())
            .margin(vec2(spaces.tight, scene.look.theme.controls.field_pad))
            .desired_width(ui.available_width() - 2.0 * spaces.close);
        let response = ui.horizontal(|ui| {
            ui.add_space(spaces.close);
            ui.add(field)
        });
        let response = response.inner;
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::TextInput, true, scene.texts.get("list-filter-label"))
        });
        self.field = Some(response.id);
        if std::mem::take(&mut self.wants_filter) {
            response.request_focus();
        }
        if response.changed() {
            self.order = None;
        }
    }

    fn choices(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let spaces = scene.look.theme.spaces;
        let before = (self.sort, self.only);
        ui.horizontal(|ui| {
            ui.add_space(spaces.close);
            let texts = scene.texts;
            let quiet = |text: String| {
                egui::RichText::new(text)
                    .size(scene.look.theme.sizes.caption)
                    .color(scene.look.palette.second_ink)
            };
            ui.menu_button(quiet(texts.get(self.only.text())), |ui| {
                for only in Only::ALL {
                    ui.selectable_value(&mut self.only, only, texts.get(only.text()));
                }
            });
            ui.menu_button(quiet(texts.get(self.sort.text())), |ui| {
                for sort in Sort::ALL {
                    ui.selectable_value(&mut self.sort, sort, texts.get(sort.text()));
                }
            });
        });
        if before != (self.sort, self.only) {
            self.order = None;
        }
    }
}

fn empty(ui: &mut Ui, scene: &Scene<'_>) {
    let is_new = scene.session.project().articles().is_empty();
    let text = scene.texts.get(if is_new { "list-no-articles" } else { "list-none-match" });
    ui.add_space(scene.look.theme.spaces.wide);
    ui.vertical_centered(|ui| {
        ui.set_max_width(ui.available_width() - 2.0 * scene.look.theme.spaces.near);
        ui.label(egui::RichText::new(text).color(scene.look.palette.second_ink));
    });
}

fn rows(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    order: &Order,
    reveal: bool,
    acts: &mut Vec<Act>,
) {
    let open = scene.session.desk().article.as_ref();
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("articles");
    area.show_viewport(ui, |ui, viewport| {
        let rows = scene.look.theme.rows;
        let (stack, heights) = (order.stack(), Heights { heading: rows.heading, other: rows.article });
        ui.set_height(stack.height(heights));
        let origin = ui.min_rect().min;
        let width = ui.available_width();
        let place = |at: usize| {
            let extent = stack.extent(at, heights);
            egui::Rect::from_min_size(pos2(origin.x, origin.y + extent.min), vec2(width, extent.span()))
        };
        let wanted = open.filter(|_| reveal).and_then(|id| order.position(id));
        if let Some(at) = wanted {
            ui.scroll_to_rect(place(at), None);
        }
        // One row more at each side, for Tab to go on to.
        let near = viewport.y_range().expand(scene.look.theme.spaces.near);
        for at in stack.visible(near, heights) {
            let rect = place(at);
            match &order.rows()[at] {
                order::Row::Heading(shared) => heading(ui, scene, rect, shared),
                order::Row::Article(id) => {
                    if row::show(ui, typesetter, scene, rect, id, open == Some(id)).clicked() {
                        let arguments = Arguments::new().with("article", id.as_str());
                        acts.push(Act::Run(AnyCommand::Session(CommandKind::ArticleOpen), arguments));
                    }
                }
            }
        }
    });
}

fn heading(ui: &Ui, scene: &Scene<'_>, rect: egui::Rect, shared: &order::Heading) {
    let text = match shared {
        order::Heading::Day(day) => moment::day(*day, scene.texts),
        order::Heading::Words(words) => words.clone(),
        order::Heading::Unknown => String::new(),
    };
    let at = pos2(rect.left() + scene.look.theme.spaces.near, rect.bottom() - scene.look.theme.spaces.hair);
    let font = style::plain(scene.look.theme.sizes.caption);
    ui.painter().text(at, egui::Align2::LEFT_BOTTOM, text, font, scene.look.palette.second_ink);
}
