//! What is painted behind, around and above the letters.

use egui::{Rect, Shape};
use glossator::model::annotation::Annotation;
use glossator::model::schema::Role as Meaning;
use glossator::session::desk::Selection;
use glossator::ui::article::{LabelNames, Suggestion};
use glossator::ui::theme::{Appearance, Theme};

use super::stage::{Stage, TEXT, annotation, place};

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
