//! What leads from a mark to others: who says it, relations, notes in the margin.

use std::sync::Arc;

use egui::{Event, Rect, Shape, pos2};
use glossator::model::annotation::{Annotation, Features};
use glossator::model::attribution::{Anchor, Attribution, Certainty, Polarity, QuoteType, Source};
use glossator::model::extra::Extra;
use glossator::model::relation::Relation;
use glossator::model::span::{Span, Spans};
use glossator::model::work::{Work, WorkRecords};
use glossator::ui::article::Gesture;
use glossator::ui::theme::Appearance;

use super::stage::{Stage, TEXT, annotation};

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
