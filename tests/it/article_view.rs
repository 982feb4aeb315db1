//! The article view, driven through events as a window would drive it.
#![expect(clippy::single_range_in_vec_init, reason = "a mark of one piece")]

use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Context, Event, FullOutput, Modifiers, PointerButton, Pos2, RawInput, Rect, Shape, pos2, vec2};
use glossator::model::annotation::{Annotation, Features, Origin};
use glossator::model::article::Article;
use glossator::model::attribution::{Anchor, Attribution, Certainty, Polarity, QuoteType, Source};
use glossator::model::body::Body;
use glossator::model::extra::Extra;
use glossator::model::id::{Annotator, ArticleId};
use glossator::model::metadata::Metadata;
use glossator::model::relation::Relation;
use glossator::model::schema::{Role as Meaning, Schema};
use glossator::model::span::{Span, Spans};
use glossator::model::work::{Work, WorkRecords};
use glossator::session::desk::{Desk, Selection};
use glossator::store::schema_file;
use glossator::ui::article::{ArticleView, Gesture, Jump, LabelNames, Shown, Suggestion};
use glossator::ui::fonts::{self, Fallback};
use glossator::ui::shaped::Typesetter;
use glossator::ui::texts::Texts;
use glossator::ui::theme::{Appearance, Theme};

const TEXT: &str = "Samo Idrel, its director, cautioned that the lists may overlap.\n\
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
    schema: Schema,
    pub(crate) article: Article,
    pub(crate) work: Work,
    pub(crate) desk: Desk,
    hits: Vec<Range<usize>>,
    label_names: LabelNames,
    suggestions: Vec<Suggestion>,
    dateline: &'static str,
    reading: &'static str,
    size: egui::Vec2,
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

#[test]
fn a_drag_takes_whole_words_in_either_direction() {
    let mut stage = Stage::new(TEXT, Vec::new());
    let (from, to) = (stage.caret(7), stage.caret(17));
    let gestures = stage.drag(from, to, Modifiers::NONE);
    assert_eq!(stage.taken(&gestures), "Idrel, its director", "the middle of two words, without the comma");
    let gestures = stage.drag(to, from, Modifiers::NONE);
    assert_eq!(gestures.last(), Some(&Gesture::Selected { anchor: 24, head: 5 }));
    let gestures = stage.drag(from, to, Modifiers::ALT);
    assert_eq!(stage.taken(&gestures), "rel, its d");
}

#[test]
fn a_drag_that_ends_outside_goes_to_the_end_of_the_line() {
    let mut stage = Stage::new(TEXT, Vec::new());
    let from = stage.caret(41);
    let gestures = stage.drag(from, from + vec2(2_000.0, 0.0), Modifiers::NONE);
    assert_eq!(stage.taken(&gestures), "the lists may overlap.");
    let gestures = stage.drag(from, pos2(-50.0, from.y), Modifiers::NONE);
    assert_eq!(stage.taken(&gestures), "Samo Idrel, its director, cautioned that");
}

#[test]
fn a_drag_in_arabic_takes_what_is_lit() {
    let mut stage = Stage::new(TEXT, Vec::new());
    let name = place(TEXT, "دافيت أورسولن");
    let (from, to) = (stage.caret(name.start), stage.caret(name.end));
    assert!(to.x < from.x, "it is read from right to left");
    let gestures = stage.drag(from + vec2(-1.0, 0.0), to + vec2(1.0, 0.0), Modifiers::NONE);
    assert_eq!(stage.taken(&gestures), "دافيت أورسولن");
}

#[test]
fn a_double_click_takes_a_word_and_a_triple_click_a_sentence() {
    let mut stage = Stage::new(TEXT, Vec::new());
    let at = stage.caret(8);
    let press = |pressed| vec![Stage::button(at, pressed, Modifiers::NONE)];
    stage.frame(vec![Event::PointerMoved(at)]);
    let mut all = Vec::new();
    for _ in 0..3 {
        all.extend(stage.frame(press(true)));
        all.extend(stage.frame(press(false)));
    }
    assert_eq!(
        all,
        [Gesture::Select { anchor: 8, head: 8 }, Gesture::SelectWord(8), Gesture::SelectSentence(8)],
    );
}

#[test]
fn a_drag_after_a_double_click_takes_words_and_after_a_triple_click_sentences() {
    let text = "Samo Idrel spoke. The lists may overlap, he said. قال العقيد.";
    for (presses, expected) in [(2, "lists may overlap"), (3, "The lists may overlap, he said.")] {
        let mut stage = Stage::new(text, Vec::new());
        let (from, to, start) = (stage.caret(24), stage.caret(34), stage.caret(19));
        stage.frame(vec![Event::PointerMoved(from)]);
        for _ in 1..presses {
            stage.frame(vec![Stage::button(from, true, Modifiers::NONE)]);
            stage.frame(vec![Stage::button(from, false, Modifiers::NONE)]);
        }
        stage.frame(vec![Stage::button(from, true, Modifiers::NONE)]);
        let gestures = stage.frame(vec![Event::PointerMoved(to)]);
        let [Gesture::Select { anchor, head }] = &gestures[..] else { panic!("{gestures:?}") };
        assert_eq!(&text[*anchor..*head], expected);
        // Back over the place where it began: what was pressed on stays.
        let gestures = stage.frame(vec![Event::PointerMoved(start)]);
        let [Gesture::Select { anchor, head }] = &gestures[..] else { panic!("{gestures:?}") };
        assert!(text[*head..*anchor].starts_with("The lists"), "{:?}", &text[*head..*anchor]);
    }
}

#[test]
fn clicks_go_through_the_marks_that_lie_on_a_place() {
    let marks = vec![
        annotation("claim", "claim", "claim", &[0..62]),
        annotation("person", "entity", "person", &[0..10]),
        annotation("also", "entity", "group", &[5..10]),
    ];
    let mut stage = Stage::new(TEXT, marks);
    let at = stage.caret(7) + vec2(2.0, 0.0);
    let mut order = Vec::new();
    for _ in 0..4 {
        let gestures = stage.click(at);
        let [Gesture::Choose(id)] = &gestures[..] else { panic!("{gestures:?}") };
        order.push(id.to_string());
        stage.desk.chosen = Some(id.clone());
    }
    assert_eq!(order, ["also", "person", "claim", "also"]);
}

#[test]
fn an_edge_of_the_chosen_mark_can_be_moved() {
    for (part, edge, to, expected) in [
        ("Samo Idrel", "end", "director", "Samo Idrel, its director"),
        ("Idrel", "start", "Samo", "Samo Idrel"),
        ("أورسولن", "start", "دافيت", "دافيت أورسولن"),
    ] {
        let span = place(TEXT, part);
        let mut stage =
            Stage::new(TEXT, vec![annotation("m", "entity", "person", std::slice::from_ref(&span))]);
        stage.desk.chosen = Some("m".into());
        let target = place(TEXT, to);
        let (from, goal) =
            if edge == "end" { (span.end, target.start + 4) } else { (span.start, target.start + 2) };
        let (from, goal) = (stage.caret(from), stage.caret(goal));
        let gestures = stage.drag(from, goal, Modifiers::NONE);
        let [Gesture::MoveEdge { mark, start, end }] = &gestures[..] else { panic!("{part}: {gestures:?}") };
        assert_eq!((mark.as_str(), &TEXT[*start..*end]), ("m", expected));
    }
}

#[test]
fn a_right_click_asks_for_a_menu() {
    let mut stage = Stage::new(TEXT, vec![annotation("m", "entity", "person", &[0..10])]);
    let at = stage.caret(2);
    stage.frame(vec![Event::PointerMoved(at)]);
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Secondary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    stage.frame(vec![button(true)]);
    let gestures = stage.frame(vec![button(false)]);
    assert!(
        matches!(&gestures[..], [Gesture::Menu { mark: Some(mark), .. }] if mark.as_str() == "m"),
        "{gestures:?}"
    );
}

#[test]
fn two_thousand_marks_on_a_word_cost_no_more_than_a_few() {
    let shapes = |count: usize| {
        let marks = (0..count).map(|at| {
            let label = ["person", "group", "organization"][at % 3];
            annotation(&format!("m{at}"), "entity", label, &[5..10])
        });
        Stage::new(TEXT, marks.collect()).shapes().len()
    };
    assert!(shapes(2_000) <= shapes(3) + 3, "{} shapes", shapes(2_000));
    let everywhere = |deep: usize| {
        let starts = (0..60).flat_map(|at| (0..deep).map(move |more| (at, more)));
        let marks = starts.map(|(at, more)| {
            annotation(&format!("m{at}-{more}"), "entity", "person", &[at..at + 2 + more % 9])
        });
        Stage::new(&"x".repeat(80), marks.collect()).shapes().len()
    };
    assert!(everywhere(200) <= 60 * 9 + 20, "{} shapes", everywhere(200));
}

#[test]
fn nothing_moves_when_nothing_is_done() {
    let mut stage = Stage::new(&TEXT.repeat(50), vec![annotation("m", "claim", "claim", &[0..62])]);
    for _ in 0..5 {
        stage.frame(Vec::new());
    }
    let output = stage.output.take().unwrap();
    let wait = output.viewport_output.values().map(|viewport| viewport.repaint_delay).min();
    assert_eq!(wait, Some(std::time::Duration::MAX));
    let before = stage.typesetter.laid_out();
    stage.frame(Vec::new());
    assert_eq!(stage.typesetter.laid_out(), before, "what was laid out is kept");
}

#[test]
fn a_place_far_away_can_be_revealed_and_is_remembered() {
    let text = format!("{TEXT}\n\n").repeat(300);
    let mut stage = Stage::new(&text, Vec::new());
    let place = text.len() / 2;
    stage.view.reveal(place..place + 1);
    stage.frame(Vec::new());
    let first = stage.view.first_visible();
    assert!(first < place && place - first < 1_500, "{first} for {place}");
    let other = Article::new(ArticleId::from("b"), Body::new(TEXT), Metadata::default(), []);
    let one = std::mem::replace(&mut stage.article, other);
    stage.frame(Vec::new());
    assert_eq!(stage.view.first_visible(), 0);
    stage.article = one;
    stage.frame(Vec::new());
    assert_eq!(stage.view.first_visible(), first);
}

#[test]
fn arrows_walk_through_the_whole_text_and_pages_over_it() {
    let text = format!("{TEXT}\n\nनि क्षि e\u{301}\r\n");
    let mut stage = Stage::new(&text, Vec::new());
    let mut at = 0;
    let mut seen = 0;
    // To the right in English; the Arabic paragraph begins at its right end and is walked through to the left.
    while at < text.len() && seen < 1_000 {
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let forwards = if text[line..].starts_with('ق') { Jump::Left } else { Jump::Right };
        let Some(next) = stage.view.visual(&mut stage.typesetter, at, forwards) else { break };
        (at, seen) = (next, seen + 1);
    }
    assert_eq!(at, text.len(), "after {seen} steps");
    let long = "one two three\n".repeat(400);
    let mut stage = Stage::new(&long, Vec::new());
    let mut pages = 0;
    let mut at = 5;
    while let Some(next) = stage.view.visual(&mut stage.typesetter, at, Jump::PageDown) {
        assert!(next > at);
        (at, pages) = (next, pages + 1);
    }
    assert_eq!(at, long.len());
    assert!((10..60).contains(&pages), "{pages}");
    let up = stage.view.visual(&mut stage.typesetter, 33, Jump::Up).unwrap();
    assert_eq!(up, 19, "the same place in the line above");
}

#[test]
fn marks_and_selection_can_be_heard() {
    let marks = vec![
        annotation("m", "entity", "person", &[0..10]),
        annotation("n", "claim", "claim", &[place(TEXT, "cautioned"), place(TEXT, "lists may")]),
    ];
    let mut stage = Stage::new(TEXT, marks);
    stage.ctx.enable_accesskit();
    stage.desk.selection = Selection { anchor: 5, head: 10 };
    stage.frame(Vec::new());
    stage.frame(Vec::new());
    let update = stage.output.as_ref().unwrap().platform_output.accesskit_update.as_ref().unwrap();
    let of_role =
        |role: Role| update.nodes.iter().map(|(_, node)| node).filter(move |node| node.role() == role);
    let labels: Vec<&str> = of_role(Role::Mark).filter_map(|node| node.label()).collect();
    assert!(labels.contains(&"Person: Samo Idrel"), "{labels:?}");
    assert!(labels.contains(&"Claim: cautioned … lists may"), "{labels:?}");
    let document = of_role(Role::Document).next().unwrap();
    let node = |id| update.nodes.iter().find(|(of, _)| of == id).map(|(_, node)| node);
    let children = document.children().iter().filter_map(node);
    let runs: Vec<_> = children.filter(|node| node.role() == Role::TextRun).collect();
    let text: String = runs.iter().filter_map(|node| node.value()).collect();
    assert_eq!(text, format!("{TEXT}\n"));
    for run in runs {
        let lengths: usize = run.character_lengths().iter().map(|length| usize::from(*length)).sum();
        assert_eq!(lengths, run.value().unwrap().len());
    }
    let selection = document.text_selection().unwrap();
    assert_eq!((selection.anchor.character_index, selection.focus.character_index), (5, 10));
}

#[test]
fn places_that_were_found_are_outlined_over_marks_and_the_current_one_more() {
    let name = place(TEXT, "دافيت");
    let mut stage = Stage::new(TEXT, vec![annotation("m", "entity", "person", &[0..10])]);
    stage.hits = vec![5..10, name];
    stage.desk.selection = Selection { anchor: 5, head: 10 };
    stage.frame(Vec::new());
    let shapes = stage.shapes();
    let theme = Theme::built_in();
    let drawn = |width: f32| {
        shapes
            .iter()
            .position(|shape| matches!(shape, Shape::Rect(rect) if (rect.stroke.width - width).abs() < 0.01))
    };
    let (current, other) = (drawn(theme.marks.current_hit).unwrap(), drawn(theme.marks.hit).unwrap());
    assert!(current < other, "in the order of the text");
    let tint =
        shapes.iter().position(|shape| matches!(shape, Shape::Rect(rect) if rect.corner_radius.nw == 4));
    assert!(tint.unwrap() < current, "the tint of a mark would hide it");
}

fn related(annotations: Vec<Annotation>, from: &str, to: &str) -> Work {
    let relation = Relation {
        id: "r".into(),
        annotator: "ana".into(),
        kind: "member_of".into(),
        from: from.into(),
        to: to.into(),
        features: Features::new(),
        extra: Extra::default(),
    };
    let annotations = annotations.into_iter().map(Arc::new).collect();
    WorkRecords { annotations, relations: vec![Arc::new(relation)], ..WorkRecords::default() }.into()
}

/// Who says "the lists may overlap", in the first line of [`TEXT`].
fn said(id: &str, source: &str, claim: &str) -> Attribution {
    let cue = Span::new(28, 37).unwrap();
    Attribution {
        id: id.into(),
        annotator: "ana".into(),
        sources: vec![Source { anchor: Anchor::Annotation(source.into()), entity: None }],
        cue: Some(Anchor::Spans(Spans::new([cue]).unwrap())),
        contents: vec![Anchor::Annotation(claim.into())],
        via: None,
        said_at: None,
        quote_type: QuoteType::Indirect,
        polarity: Polarity::Denies,
        certainty: Certainty::Certain,
        note: None,
        extra: Extra::default(),
    }
}

#[test]
fn what_belongs_together_is_lit_up_and_nothing_moves() {
    let marks =
        [annotation("who", "entity", "person", &[0..10]), annotation("what", "claim", "claim", &[43..62])];
    let mut stage = Stage::new(TEXT, Vec::new());
    let records = WorkRecords {
        annotations: marks.into_iter().map(Arc::new).collect(),
        attributions: vec![Arc::new(said("q", "who", "what"))],
        ..WorkRecords::default()
    };
    stage.work = records.into();
    let lit = stage.theme.look(Appearance::Light).palette.hover;
    let behind = |stage: &Stage| {
        let lit = |shape: &Shape| match shape {
            Shape::Rect(rect) if rect.fill == lit => Some(rect.rect),
            _ => None,
        };
        stage.shapes().iter().filter_map(lit).collect::<Vec<_>>()
    };
    stage.frame(vec![Event::PointerMoved(pos2(5.0, 590.0))]);
    assert_eq!(behind(&stage), []);
    let laid_out = stage.typesetter.laid_out();
    let at = stage.caret(2);
    assert_eq!(stage.frame(vec![Event::PointerMoved(at)]), []);
    let [cue, note] = behind(&stage)[..] else { panic!("{:?}", behind(&stage)) };
    assert!(note.left() > cue.right() && (note.center().y - cue.center().y).abs() < 20.0);
    // From the note, the same is lit, and a click leads to the claim.
    stage.frame(vec![Event::PointerMoved(note.center())]);
    assert_eq!(behind(&stage), [cue, note]);
    assert_eq!(stage.typesetter.laid_out(), laid_out, "lighting up shapes no text");
    assert_eq!(stage.click(note.center()), [Gesture::Choose("what".into())]);
}

#[test]
fn a_relation_leads_to_its_other_end_also_beyond_the_screen() {
    let text = format!("{TEXT}\n\n").repeat(60);
    let far = text.rfind("Samo Idrel").unwrap();
    for (other, is_seen) in [(17..25, true), (far..far + 10, false)] {
        let mut stage = Stage::new(&text, Vec::new());
        let marks = vec![
            annotation("who", "entity", "person", &[0..10]),
            annotation("where", "entity", "organization", &[other]),
        ];
        stage.work = related(marks, "who", "where");
        stage.desk.chosen = Some("who".into());
        stage.frame(Vec::new());
        let curve = stage.shapes().into_iter().rev().find_map(|shape| match shape {
            Shape::CubicBezier(curve) => Some(curve.points),
            _ => None,
        });
        let [from, _, _, to] = curve.unwrap();
        let paper = stage.theme.look(Appearance::Light).palette.paper;
        let chip = stage.shapes().into_iter().rev().find_map(|shape| match shape {
            Shape::Rect(rect) if rect.fill == paper => Some(rect.rect),
            _ => None,
        });
        let chip = chip.unwrap();
        assert!(chip.top() >= 0.0 && chip.bottom() <= stage.size.y, "{chip:?}");
        assert_eq!((to.y - from.y).abs() < 1.0, is_seen, "{from:?} {to:?}");
        stage.frame(vec![Event::PointerMoved(chip.center())]);
        assert_eq!(stage.click(chip.center()), [Gesture::Choose("where".into())]);
    }
}

#[test]
fn notes_of_claims_lie_below_each_other_in_the_margin() {
    let text = "Samo Idrel, its director, cautioned that the lists may overlap. ".repeat(12);
    let claims = (0..40).map(|at| annotation(&format!("c{at}"), "claim", "claim", &[at * 16..at * 16 + 9]));
    let mut stage = Stage::new(&text, Vec::new());
    let said = (0..40).map(|at| Arc::new(said(&format!("q{at:02}"), "who", &format!("c{at}"))));
    stage.work = WorkRecords {
        attributions: said.collect(),
        annotations: claims.chain([annotation("who", "entity", "person", &[0..60])]).map(Arc::new).collect(),
        ..WorkRecords::default()
    }
    .into();
    stage.frame(Vec::new());
    let claim = stage.theme.look(Appearance::Light).palette.claim;
    // Brackets are higher than wide; lines below claims are not.
    let brackets: Vec<Rect> = stage
        .shapes()
        .iter()
        .filter_map(|shape| match shape {
            Shape::Rect(rect) if rect.fill == claim && rect.rect.height() > rect.rect.width() => {
                Some(rect.rect)
            }
            _ => None,
        })
        .collect();
    assert!(brackets.len() > 12, "{brackets:?}");
    for pair in brackets.windows(2) {
        assert!(pair[1].top() >= pair[0].bottom() + 2.0, "{pair:?}");
    }
    assert!(brackets.iter().all(|bracket| bracket.right() < stage.size.x - 100.0));
}

#[test]
fn names_of_labels_do_not_run_into_each_other() {
    let marks = vec![
        annotation("claim", "claim", "claim", &[0..62]),
        annotation("one", "entity", "organization", &[0..4]),
        annotation("two", "entity", "group", &[5..10]),
        annotation("three", "figure", "figure", &[12..15]),
        annotation("four", "entity", "person", std::slice::from_ref(&place(TEXT, "دافيت"))),
        annotation("five", "figure", "figure", std::slice::from_ref(&place(TEXT, "31 شخصا"))),
    ];
    let mut stage = Stage::new(TEXT, marks);
    let count = |stage: &Stage| stage.shapes().iter().filter(|shape| matches!(shape, Shape::Mesh(_))).count();
    let before = count(&stage);
    stage.label_names = LabelNames::Small;
    stage.frame(Vec::new());
    let names: Vec<Rect> = stage
        .shapes()
        .iter()
        .filter_map(|shape| if let Shape::Mesh(mesh) = shape { Some(mesh.calc_bounds()) } else { None })
        .skip(before)
        .collect();
    assert_eq!(names.len(), 6, "{names:?}");
    for (at, one) in names.iter().enumerate() {
        assert!(one.height() < 10.0, "{one:?}");
        for other in &names[at + 1..] {
            assert!(!one.shrink(0.5).intersects(*other), "{one:?} {other:?}");
        }
    }
    let laid_out = stage.typesetter.laid_out();
    stage.frame(Vec::new());
    assert_eq!(stage.typesetter.laid_out(), laid_out);
}

#[test]
fn suggestions_are_dashed_and_cost_no_shaping() {
    let mut stage = Stage::new(TEXT, Vec::new());
    let lines = |stage: &Stage| {
        stage.shapes().iter().filter(|shape| matches!(shape, Shape::LineSegment { .. })).count()
    };
    let (before, laid_out) = (lines(&stage), stage.typesetter.laid_out());
    for (role, most) in [(Meaning::Entity, 400), (Meaning::Claim, 100)] {
        stage.suggestions = vec![Suggestion { span: place(TEXT, "دافيت أورسولن"), role }];
        stage.frame(Vec::new());
        let dashes = lines(&stage) - before;
        assert!((5..most).contains(&dashes), "{role:?}: {dashes}");
    }
    assert_eq!(stage.typesetter.laid_out(), laid_out);
}

/// Where letters were painted, word by word of what was laid out together.
fn meshes(stage: &Stage) -> Vec<Rect> {
    let meshes = stage.shapes().into_iter().filter_map(|shape| match shape {
        Shape::Mesh(mesh) => Some(mesh.calc_bounds()),
        _ => None,
    });
    meshes.collect()
}

#[test]
fn what_stands_above_an_article_begins_where_its_lines_begin() {
    for (text, is_right) in
        [("قال العقيد.", true), ("אמר דובר הצבא.", true), ("कर्नल ने कहा।", false), ("上校说。", false)]
    {
        let mut stage = Stage::new(text, Vec::new());
        stage.dateline = "By Ana · 9 words";
        stage.frame(Vec::new());
        let hairline = stage.shapes().into_iter().find_map(|shape| match shape {
            Shape::LineSegment { points, .. } => Some(points),
            _ => None,
        });
        let [from, to] = hairline.unwrap();
        let dateline = meshes(&stage)[0];
        let expected = if is_right { to.x - dateline.right() } else { dateline.left() - from.x };
        assert!(expected.abs() < 3.0, "{text}: {dateline:?} between {from:?} and {to:?}");
    }
}

#[test]
fn the_reading_of_a_figure_covers_no_mark_of_the_next_line() {
    let text = format!("They counted 30,000 people there. {}", "Samo Idrel spoke. ".repeat(12));
    let figure = place(&text, "30,000");
    let below: Vec<usize> = text.match_indices("Samo Idrel").map(|(at, _)| at).collect();
    let mut marks: Vec<Annotation> =
        below.iter().map(|at| annotation(&format!("m{at}"), "entity", "person", &[*at..*at + 10])).collect();
    marks.push(annotation("figure", "figure", "figure", &[figure]));
    let mut stage = Stage::new(&text, marks);
    stage.desk.chosen = Some("figure".into());
    stage.reading = "> 30,000 · count · people";
    stage.frame(Vec::new());
    let raised = stage.theme.look(Appearance::Light).palette.raised;
    let rects = |fill: egui::Color32| -> Vec<Rect> {
        let shapes = stage.shapes().into_iter().filter_map(|shape| match shape {
            Shape::Rect(rect) if rect.fill == fill => Some(rect.rect),
            _ => None,
        });
        shapes.collect()
    };
    let [tag] = rects(raised)[..] else { panic!("{:?}", rects(raised)) };
    let label = stage.schema.labels[&("entity".into(), "person".into())].colour.clone();
    let persons = rects(stage.theme.look(Appearance::Light).tint(&label));
    assert!(persons.len() > 8, "{persons:?}");
    for person in persons {
        let both = tag.intersect(person);
        assert!(!both.is_positive() || both.height() < person.height() / 4.0, "{tag:?} over {person:?}");
    }
}
