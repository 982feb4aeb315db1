//! The places that may have been overlooked, word by word.

use egui::{RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::marking::{self, quiet};
use super::{Find, excerpt};
use crate::model::id::{ArticleId, LabelKey, LayerKey};
use crate::model::project::Slot;
use crate::model::span::Span;
use crate::session::Session;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::session::occurrences::Scope;
use crate::session::search::recheck::{self as looking, Doubt, Place, Surface};
use crate::ui::commands::AnyCommand;
use crate::ui::job::Job;
use crate::ui::scene::{Act, Scene};
use crate::ui::shaped::{TextStyle, Typesetter, Weight};

/// The most places that are listed.
const ROOM: usize = 2_000;

/// What the list remembers.
#[derive(Debug, Default)]
pub(super) struct Recheck {
    in_project: bool,
    /// What the list is of, once it was looked for.
    of: Option<Scope>,
    job: Option<Job<News>>,
    /// How many articles were looked through, each counted twice.
    done: usize,
    surfaces: Vec<Surface>,
    unread: usize,
    current: Option<(usize, usize)>,
}

#[derive(Debug)]
enum News {
    Done(usize),
    Found(looking::Recheck),
}

/// What a person did with a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Did {
    Go(usize, usize),
    Mark(usize, usize),
    Dismiss(usize, usize),
}

impl Recheck {
    /// Looks through the articles where that was not done yet.
    fn update(&mut self, ctx: &egui::Context, session: &Session) {
        let scope = match session.desk().article.clone() {
            Some(article) if !self.in_project => Scope::Article(article),
            _ => Scope::Project,
        };
        let mut news = Vec::new();
        if self.of.as_ref() == Some(&scope) {
            news.extend(self.job.as_mut().map(Job::news).unwrap_or_default());
        } else {
            let survey = session.survey(&scope);
            let mut job = Job::start(ctx, move |tell| {
                let found = looking::recheck(&survey, ROOM, |done| tell(News::Done(done)));
                if let Some(found) = found {
                    tell(News::Found(found));
                }
            });
            news = job.first_news();
            (self.of, self.job) = (Some(scope), Some(job));
            (self.done, self.surfaces, self.unread, self.current) = (0, Vec::new(), 0, None);
        }
        for told in news {
            match told {
                News::Done(done) => self.done = done,
                News::Found(found) => (self.surfaces, self.unread) = (found.surfaces, found.unread.len()),
            }
        }
    }

    fn place(&self, surface: usize, place: usize) -> Option<(&Surface, &Place)> {
        let surface = self.surfaces.get(surface)?;
        Some((surface, surface.places.get(place)?))
    }

    /// Takes a place off the list: it is settled.
    fn settle(&mut self, surface: usize, place: usize) {
        let Some(group) = self.surfaces.get_mut(surface) else { return };
        if place < group.places.len() {
            group.places.remove(place);
        }
        if group.places.is_empty() {
            self.surfaces.remove(surface);
        }
        self.current = None;
    }
}

impl Find {
    /// Shows what is to be looked at again.
    pub(super) fn rechecking(
        &mut self,
        ui: &mut Ui,
        typesetter: &mut Typesetter,
        scene: &Scene<'_>,
        acts: &mut Vec<Act>,
    ) {
        let texts = scene.texts;
        ui.horizontal(|ui| {
            let text = texts.get("find-project");
            ui.toggle_value(&mut self.recheck.in_project, quiet(scene, text));
            if ui.button(quiet(scene, texts.get("recheck-again"))).clicked() {
                self.recheck.of = None;
            }
        });
        self.recheck.update(ui.ctx(), scene.session);
        let recheck = &mut self.recheck;
        let is_over = recheck.job.as_ref().is_none_or(Job::is_over);
        let places: usize = recheck.surfaces.iter().map(|surface| surface.places.len()).sum();
        let more: usize = recheck.surfaces.iter().map(|surface| surface.more).sum();
        let mut parts = match (is_over, places) {
            (false, _) => vec![texts.count("recheck-searching", recheck.done)],
            (true, 0) => vec![texts.get("recheck-none")],
            (true, places) => vec![texts.count("recheck-places", places)],
        };
        if more > 0 {
            parts.push(texts.count("find-more", more));
        }
        if recheck.unread > 0 {
            parts.push(texts.count("find-unread", recheck.unread));
        }
        ui.label(quiet(scene, parts.join(" · ")));
        let did = rows(ui, typesetter, scene, recheck);
        if let Some(did) = did {
            acts.extend(self.settle(scene.session, did));
        }
    }

    fn settle(&mut self, session: &Session, did: Did) -> Vec<Act> {
        let (Did::Go(surface, place) | Did::Mark(surface, place) | Did::Dismiss(surface, place)) = did;
        let Some((words, found)) = self.recheck.place(surface, place) else { return Vec::new() };
        let (article, span, layer) = (found.article.clone(), found.span, words.layer.clone());
        let label = words.labels.first().map(|(label, _)| label.clone());
        match did {
            Did::Go(..) => {
                self.recheck.current = Some((surface, place));
                self.go(session, article, span.range())
            }
            Did::Mark(..) => {
                self.recheck.settle(surface, place);
                label
                    .map(|label| marking::act(&layer, &label, None, [(&article, vec![span])]))
                    .into_iter()
                    .collect()
            }
            Did::Dismiss(..) => {
                self.recheck.settle(surface, place);
                vec![dismissal(&article, &layer, span)]
            }
        }
    }
}

fn dismissal(article: &ArticleId, layer: &LayerKey, span: Span) -> Act {
    let arguments = Arguments::new()
        .with("article", article.as_str())
        .with("layer", layer.as_str())
        .with("start", span.start())
        .with("end", span.end());
    Act::Run(AnyCommand::Session(CommandKind::CandidateDismiss), arguments)
}

/// A row of the list: the words, or one of their places.
#[derive(Clone, Copy)]
enum Row {
    Words(usize),
    Place(usize, usize),
}

fn rows(ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, recheck: &Recheck) -> Option<Did> {
    let rows: Vec<Row> = recheck
        .surfaces
        .iter()
        .enumerate()
        .flat_map(|(at, surface)| {
            let places = (0..surface.places.len()).map(move |place| Row::Place(at, place));
            std::iter::once(Row::Words(at)).chain(places)
        })
        .collect();
    let mut did = None;
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("recheck");
    area.show_rows(ui, scene.look.theme.rows.found - ui.spacing().item_spacing.y, rows.len(), |ui, seen| {
        for row in &rows[seen] {
            match *row {
                Row::Words(at) => heading(ui, typesetter, scene, &recheck.surfaces[at]),
                Row::Place(surface, place) => {
                    let at = (surface, place);
                    did = self::place(ui, typesetter, scene, recheck, at).or(did);
                }
            }
        }
    });
    did
}

/// The words, and the labels that they have elsewhere.
fn heading(ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, surface: &Surface) {
    let height = scene.look.theme.rows.found - ui.spacing().item_spacing.y;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let (sizes, palette) = (scene.look.theme.sizes, scene.look.palette);
    let labels = surface.labels.iter().map(|(label, count)| {
        format!("{} {count}", marking::names(scene, &[(surface.layer.clone(), label.clone())]))
    });
    let labels = labels.collect::<Vec<_>>().join(" · ");
    let labels = ui.painter().text(
        rect.right_center() - vec2(scene.look.theme.spaces.tight, 0.0),
        egui::Align2::RIGHT_CENTER,
        labels,
        crate::ui::style::plain(sizes.caption),
        palette.second_ink,
    );
    let style = TextStyle::serif(Weight::Strong, sizes.small, scene.look.theme.leadings.row);
    let width = labels.left() - rect.left() - scene.look.theme.spaces.tight;
    let words = typesetter.label(&surface.words, &style, width.max(1.0), 1);
    let at = pos2(rect.left(), rect.center().y - words.size().y / 2.0);
    words.paint_tight(ui.painter(), typesetter, at, palette.ink);
    ui.painter().hline(
        rect.x_range(),
        rect.bottom(),
        egui::Stroke::new(scene.look.theme.strokes.hair, palette.line),
    );
}

fn place(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    recheck: &Recheck,
    (surface, place): (usize, usize),
) -> Option<Did> {
    let (words, found) = recheck.place(surface, place)?;
    let height = scene.look.theme.rows.found - ui.spacing().item_spacing.y;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let is_current = recheck.current == Some((surface, place));
    let said = doubt(scene, &words.layer, &found.doubt);
    let text = format!("{}: {}", found.excerpt.text, said);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_current, &text));
    let (palette, theme) = (scene.look.palette, scene.look.theme);
    if is_current || response.hovered() {
        ui.painter().rect_filled(rect, theme.marks.radius, palette.hover);
    }
    let response = response.on_hover_ui(|ui| {
        let listing = scene.session.project().articles().get(&found.article).map(Slot::listing);
        let title = listing.and_then(|listing| listing.metadata.title.clone());
        ui.label(title.as_deref().unwrap_or(found.article.as_str()));
    });
    let mut did = response.clicked().then_some(Did::Go(surface, place));
    let mut buttons = ui.new_child(
        egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::right_to_left(egui::Align::Center)),
    );
    buttons.spacing_mut().item_spacing.x = theme.spaces.hair;
    let can = scene.session.why_read_only().is_none();
    let mut button = |name: &str| {
        let text = quiet(scene, scene.texts.get(name));
        buttons.add_enabled(can, egui::Button::new(text).frame_when_inactive(false)).clicked()
    };
    if button("recheck-dismiss") {
        did = Some(Did::Dismiss(surface, place));
    }
    if found.doubt == Doubt::Unmarked && button("recheck-mark") {
        did = Some(Did::Mark(surface, place));
    }
    if found.doubt != Doubt::Unmarked {
        buttons.label(RichText::new(said).size(theme.sizes.caption).color(palette.warning));
    }
    let mut inner = rect;
    inner.max.x = buttons.min_rect().left() - theme.spaces.tight;
    excerpt::paint(ui, typesetter, scene, inner, &found.excerpt);
    did
}

fn doubt(scene: &Scene<'_>, layer: &LayerKey, doubt: &Doubt) -> String {
    match doubt {
        Doubt::Unmarked => scene.texts.get("recheck-unmarked"),
        Doubt::OtherLabel(label) => {
            let label: &LabelKey = label;
            marking::names(scene, &[(layer.clone(), label.clone())])
        }
    }
}
