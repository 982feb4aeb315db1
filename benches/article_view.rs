//! What a frame of the article view costs: opening, standing still, scrolling, jumping, resizing, a new mark.
//!
//! Run with `cargo bench --bench article_view`. Figures are milliseconds of CPU of this thread, tessellation included;
//! a window adds what its driver needs. The first frame looks for the fonts of the system, once in the life of a process.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and fails by panicking")]

use std::sync::Arc;

use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, Rect, TouchPhase, pos2, vec2,
};
use glossator::model::annotation::{Annotation, Features, Origin};
use glossator::model::article::Article;
use glossator::model::body::Body;
use glossator::model::extra::Extra;
use glossator::model::id::{Annotator, ArticleId};
use glossator::model::metadata::Metadata;
use glossator::model::schema::Schema;
use glossator::model::work::{Work, WorkRecords};
use glossator::session::desk::Desk;
use glossator::store::schema_file;
use glossator::ui::article::{ArticleView, LabelNames, Shown};
use glossator::ui::fonts::{self, Fallback};
use glossator::ui::shaped::Typesetter;
use glossator::ui::texts::Texts;
use glossator::ui::theme::{Appearance, Theme};

const FRAMES: usize = 600;
const SENTENCES: [&str; 4] = [
    "Between 200 and 300 people are missing in the valley below the dam, a monitoring group said on Tuesday. ",
    "“She was told nothing of the kind,” her spokesman said, “by anyone, on any day.” ",
    "Nearly 40 percent of the fields are under water, the Ministry of Works said, and the maize is lost. ",
    "قال حاكم الإقليم يوم الثلاثاء إن 31 شخصا على الأقل قتلوا بعد انهيار السد. ",
];

struct Window {
    ctx: Context,
    typesetter: Typesetter,
    view: ArticleView,
    theme: Theme,
    texts: Texts,
    schema: Schema,
    size: egui::Vec2,
    time: f64,
}

/// Milliseconds of CPU that this thread has used.
fn thread_time() -> f64 {
    // The system brings the figure up to date when a thread gives way.
    std::thread::yield_now();
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1e6
}

#[expect(clippy::fn_params_excessive_bools, reason = "a table of cases calls it")]
fn text(bytes: usize, mixed: bool, lines: bool) -> String {
    let sentences = if mixed { &SENTENCES[..] } else { &SENTENCES[..3] };
    let mut text = String::with_capacity(bytes + 200);
    let mut count = 0;
    while text.len() < bytes {
        text.push_str(sentences[count % sentences.len()]);
        count += 1;
        if lines && count.is_multiple_of(3) {
            text.push_str("\n\n");
        }
    }
    text
}

fn annotation(body: &Body, place: usize, of: usize) -> Arc<Annotation> {
    let (layer, label) = [("entity", "person"), ("figure", "figure"), ("claim", "claim")][place % 3];
    let text = body.text();
    let start = text.floor_char_boundary(text.len() / (of + 1) * place);
    let end = text.ceil_char_boundary(start + 8 + place % 3 * 20).min(text.len());
    Arc::new(Annotation {
        id: format!("a{place:06}").into(),
        annotator: Annotator::from("ana"),
        layer: layer.into(),
        label: label.into(),
        spans: body.span(start, end).unwrap().into(),
        features: Features::new(),
        flag: None,
        note: None,
        origin: Origin::Hand,
        created: None,
        entity: None,
        claim: None,
        quantity: None,
        extra: Extra::default(),
    })
}

fn work(body: &Body, marks: usize, of: usize) -> Work {
    let annotations = (0..marks).map(|place| annotation(body, place, of)).collect();
    WorkRecords { annotations, ..WorkRecords::default() }.into()
}

impl Window {
    fn new() -> Self {
        let ctx = Context::default();
        ctx.set_fonts(fonts::definitions());
        Self {
            typesetter: Typesetter::new(&ctx, Fallback::System),
            ctx,
            view: ArticleView::new(),
            theme: Theme::built_in(),
            texts: Texts::default(),
            schema: schema_file::news().unwrap().0,
            size: vec2(1280.0, 800.0),
            time: 0.0,
        }
    }

    /// Runs and tessellates one frame; how long it took in milliseconds.
    fn frame(&mut self, article: &Article, work: &Work, events: Vec<Event>) -> f64 {
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), self.size));
        let input = RawInput { screen_rect, events, time: Some(self.time), ..RawInput::default() };
        let (look, desk) = (self.theme.look(Appearance::Light), Desk::default());
        let shown = Shown {
            look,
            article,
            work: Some(work),
            schema: &self.schema,
            desk: &desk,
            zones: Vec::new(),
            dateline: "Tuesday",
            reading: "",
            reading_size: 17.5,
            label_names: LabelNames::Hidden,
            hits: &[],
            suggestions: &[],
            texts: &self.texts,
            reduced_motion: true,
        };
        let start = thread_time();
        let (view, typesetter) = (&mut self.view, &mut self.typesetter);
        let mut output = self.ctx.run_ui(input, |ui| drop(view.show(ui, typesetter, &shown)));
        // Nothing is drawn here.
        output.textures_delta.clear();
        let shapes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let time = thread_time() - start;
        assert!(!shapes.is_empty());
        time
    }
}

fn wheel(down: f32) -> Vec<Event> {
    vec![
        Event::PointerMoved(pos2(600.0, 400.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -down),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        },
    ]
}

fn row(what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!("  {what:<34} {:>9.2} {:>9.2} {:>9.2}", at(50), at(99), at(100));
}

fn measure(window: &mut Window, name: &str, body: &str, marks: usize) {
    println!("{name}, {marks} marks");
    let body = Body::new(body);
    let article = Article::new(ArticleId::from(name), body.clone(), Metadata::default(), []);
    let less = work(&body, marks - 1, marks);
    let all = work(&body, marks, marks);
    window.view = ArticleView::new();
    row("open, to the first frame", vec![window.frame(&article, &less, Vec::new())]);
    window.frame(&article, &less, wheel(0.0));
    row("standing still", (0..FRAMES).map(|_| window.frame(&article, &less, Vec::new())).collect());
    row("scrolling", (0..FRAMES).map(|_| window.frame(&article, &less, wheel(120.0))).collect());
    let jumps = (0..20).map(|at| {
        let place = if at % 2 == 0 { body.text().len() - 1 } else { body.text().len() / 21 * at };
        window.view.reveal(place..place + 1);
        window.frame(&article, &less, Vec::new())
    });
    row("jumping to the end and elsewhere", jumps.collect());
    let widths = (0..20).map(|at| {
        window.size.x = 620.0 + 10.0 * at as f32;
        window.frame(&article, &less, Vec::new())
    });
    row("resizing", widths.collect());
    window.size.x = 1280.0;
    window.frame(&article, &less, Vec::new());
    let adding = (0..20).map(|at| window.frame(&article, if at % 2 == 0 { &all } else { &less }, Vec::new()));
    row("a mark more, a mark less", adding.collect());
}

fn main() {
    println!("  {:<34} {:>9} {:>9} {:>9}", "milliseconds of CPU", "median", "99th", "max");
    let mut window = Window::new();
    measure(&mut window, "the first article: 10 kB", &text(10_000, false, true), 1_000);
    measure(&mut window, "1 MB", &text(1_000_000, false, true), 10_000);
    measure(&mut window, "1 MB in two directions", &text(1_000_000, true, true), 10_000);
    measure(&mut window, "1 MB without a line end", &text(1_000_000, false, false), 10_000);
    measure(&mut window, "10 MB", &text(10_000_000, false, true), 100_000);
    measure(&mut window, "10 kB", &text(10_000, false, true), 100_000);
}
