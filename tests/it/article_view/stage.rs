//! A window with nothing but an article, driven through events as a window would drive it.

use std::ops::Range;
use std::sync::Arc;

use egui::{Context, Event, FullOutput, Modifiers, PointerButton, Pos2, RawInput, Rect, Shape, vec2};
use glossator::model::annotation::{Annotation, Features, Origin};
use glossator::model::article::Article;
use glossator::model::body::Body;
use glossator::model::extra::Extra;
use glossator::model::id::{Annotator, ArticleId};
use glossator::model::metadata::Metadata;
use glossator::model::schema::Schema;
use glossator::model::span::{Span, Spans};
use glossator::model::work::{Work, WorkRecords};
use glossator::session::desk::{Desk, Selection};
use glossator::store::schema_file;
use glossator::ui::article::{ArticleView, Gesture, LabelNames, Shown, Suggestion};
use glossator::ui::fonts::{self, Fallback};
use glossator::ui::shaped::Typesetter;
use glossator::ui::texts::Texts;
use glossator::ui::theme::{Appearance, Theme};

/// English, Arabic and an emoji of several code points.
pub(super) const TEXT: &str = "Samo Idrel, its director, cautioned that the lists may overlap.\n\
    قال العقيد دافيت أورسولن إن 31 شخصا قتلوا (Reuters).\n\
    👨🏻‍🚒 firemen came.";

pub(crate) fn annotation(id: &str, layer: &str, label: &str, spans: &[Range<usize>]) -> Annotation {
    Annotation {
        id: id.into(),
        annotator: Annotator::from("ana"),
        layer: layer.into(),
        label: label.into(),
        spans: Spans::new(spans.iter().map(|span| Span::new(span.start, span.end).unwrap())).unwrap(),
        features: Features::new(),
        flag: None,
        note: None,
        origin: Origin::Hand,
        created: None,
        entity: None,
        claim: None,
        quantity: None,
        extra: Extra::default(),
    }
}

/// A window with nothing but an article.
pub(crate) struct Stage {
    pub(crate) ctx: Context,
    pub(crate) typesetter: Typesetter,
    pub(crate) view: ArticleView,
    pub(crate) theme: Theme,
    texts: Texts,
    pub(super) schema: Schema,
    pub(crate) article: Article,
    pub(crate) work: Work,
    pub(crate) desk: Desk,
    pub(super) hits: Vec<Range<usize>>,
    pub(super) label_names: LabelNames,
    pub(super) suggestions: Vec<Suggestion>,
    pub(super) dateline: &'static str,
    pub(super) reading: &'static str,
    pub(super) size: egui::Vec2,
    time: f64,
    pub(crate) output: Option<FullOutput>,
}

impl Stage {
    pub(crate) fn new(text: &str, annotations: Vec<Annotation>) -> Self {
        let ctx = Context::default();
        ctx.set_fonts(fonts::definitions());
        let annotations = annotations.into_iter().map(Arc::new).collect();
        let mut stage = Self {
            typesetter: Typesetter::new(&ctx, Fallback::None),
            ctx,
            view: ArticleView::new(),
            theme: Theme::built_in(),
            texts: Texts::default(),
            schema: schema_file::news().unwrap().0,
            article: Article::new(ArticleId::from("a"), Body::new(text), Metadata::default(), []),
            work: WorkRecords { annotations, ..WorkRecords::default() }.into(),
            desk: Desk::default(),
            hits: Vec::new(),
            label_names: LabelNames::Hidden,
            suggestions: Vec::new(),
            dateline: "",
            reading: "",
            size: vec2(1000.0, 600.0),
            time: 0.0,
            output: None,
        };
        // egui knows what lies under the pointer from the frame before.
        stage.frame(Vec::new());
        stage
    }

    pub(crate) fn frame(&mut self, events: Vec<Event>) -> Vec<Gesture> {
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, self.size));
        let input = RawInput { screen_rect, events, time: Some(self.time), ..RawInput::default() };
        let shown = Shown {
            look: self.theme.look(Appearance::Light),
            article: &self.article,
            work: Some(&self.work),
            schema: &self.schema,
            desk: &self.desk,
            zones: Vec::new(),
            dateline: self.dateline,
            reading: self.reading,
            reading_size: 17.5,
            label_names: self.label_names,
            hits: &self.hits,
            suggestions: &self.suggestions,
            texts: &self.texts,
            reduced_motion: true,
        };
        let mut gestures = Vec::new();
        let (view, typesetter) = (&mut self.view, &mut self.typesetter);
        let mut output = self.ctx.run_ui(input, |ui| gestures = view.show(ui, typesetter, &shown));
        // Nothing is drawn here.
        output.textures_delta.clear();
        self.output = Some(output);
        gestures
    }

    /// Where the caret before `byte` is drawn.
    pub(crate) fn caret(&mut self, byte: usize) -> Pos2 {
        let before =
            std::mem::replace(&mut self.desk, Desk { selection: Selection::caret(byte), ..Desk::default() });
        self.frame(Vec::new());
        let accent = self.theme.look(Appearance::Light).palette.accent;
        let found = self.shapes().iter().find_map(|shape| match shape {
            Shape::Rect(rect) if rect.fill == accent => Some(rect.rect.center()),
            _ => None,
        });
        self.desk = before;
        found.unwrap()
    }

    pub(crate) fn shapes(&self) -> Vec<Shape> {
        fn flatten(shape: &Shape, all: &mut Vec<Shape>) {
            match shape {
                Shape::Vec(shapes) => shapes.iter().for_each(|shape| flatten(shape, all)),
                shape => all.push(shape.clone()),
            }
        }
        let mut all = Vec::new();
        self.output
            .iter()
            .flat_map(|output| &output.shapes)
            .for_each(|clipped| flatten(&clipped.shape, &mut all));
        all
    }

    pub(crate) fn button(at: Pos2, pressed: bool, modifiers: Modifiers) -> Event {
        Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers }
    }

    pub(crate) fn drag(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) -> Vec<Gesture> {
        self.frame(vec![Event::ModifiersChanged(modifiers), Event::PointerMoved(from)]);
        let mut gestures = self.frame(vec![Self::button(from, true, modifiers)]);
        gestures.extend(self.frame(vec![Event::PointerMoved(to)]));
        gestures.extend(self.frame(vec![Self::button(to, false, modifiers)]));
        // The next press is no double click.
        self.time += 2.0;
        gestures
    }

    pub(crate) fn click(&mut self, at: Pos2) -> Vec<Gesture> {
        self.drag(at, at, Modifiers::NONE)
    }

    pub(crate) fn taken(&self, gestures: &[Gesture]) -> &str {
        let Some(Gesture::Selected { anchor, head }) = gestures.last() else { panic!("{gestures:?}") };
        &self.article.body().text()[*anchor.min(head)..*anchor.max(head)]
    }
}

pub(crate) fn place(text: &str, part: &str) -> Range<usize> {
    let start = text.find(part).unwrap();
    start..start + part.len()
}
