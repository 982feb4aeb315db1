//! Questions about the marks in an article, beside plain scans over all of them.

use std::sync::Arc;

use glossator::model::annotation::{Annotation, Features, Origin};
use glossator::model::extra::Extra;
use glossator::model::id::{AnnotationId, Annotator, LabelKey, LayerKey};
use glossator::model::schema::{Fate, Label, Schema};
use glossator::model::span::{Span, Spans};
use glossator::model::work::{Work, WorkRecords, in_reading_order, position};
use proptest::prelude::*;

fn annotation(id: usize, label: &str, spans: &[(usize, usize)]) -> Arc<Annotation> {
    let spans = spans.iter().map(|&(start, end)| Span::new(start, end).unwrap());
    Arc::new(Annotation {
        id: AnnotationId::from(format!("a{id}")),
        annotator: Annotator::from("ana"),
        layer: "entity".into(),
        label: label.into(),
        spans: Spans::new(spans).unwrap(),
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

/// A layer with the labels "person" and "place", into which "town" was merged.
fn schema() -> Schema {
    let label = |key: &str, fate| {
        let label = Label {
            layer: "entity".into(),
            key: key.into(),
            name: key.to_owned(),
            colour: String::new(),
            shortcut: None,
            guideline: String::new(),
            boundaries: Vec::new(),
            examples: Vec::new(),
            counter_examples: Vec::new(),
            maps: std::collections::BTreeMap::new(),
            position: 0,
            fate,
        };
        ((LayerKey::from("entity"), LabelKey::from(key)), Arc::new(label))
    };
    let merged = Some(Fate::Became("place".into()));
    Schema {
        labels: [label("person", None), label("place", None), label("town", merged)].into_iter().collect(),
        ..Schema::default()
    }
}

/// Marks of one or two pieces.
fn marks() -> impl Strategy<Value = Vec<Arc<Annotation>>> {
    let mark = (0usize..80, 1usize..20, 0usize..10, 0usize..10, 0usize..3);
    prop::collection::vec(mark, 0..60).prop_map(|marks| {
        let build =
            |(id, (start, length, gap, second, label)): (usize, (usize, usize, usize, usize, usize))| {
                let end = start + length;
                let mut spans = vec![(start, end)];
                if second > 0 {
                    spans.push((end + gap, end + gap + second));
                }
                annotation(id, ["person", "place", "town"][label], &spans)
            };
        marks.into_iter().enumerate().map(build).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn every_question_has_the_answer_of_a_plain_scan(marks in marks(), from in 0usize..120, length in 0usize..20) {
        let work = Work::from(WorkRecords { annotations: marks.clone(), ..WorkRecords::default() });
        let mut sorted = marks;
        sorted.sort_by(|a, b| in_reading_order(a, b));
        prop_assert!(work.in_order().eq(&sorted));
        for rank in 0..=sorted.len() {
            prop_assert!(work.in_order_from(rank).eq(&sorted[rank..]));
        }

        let before = sorted.iter().filter(|mark| mark.spans.hull().start() < from).count();
        for most in [0, 1, 3, sorted.len()] {
            let near = &sorted[before.saturating_sub(most)..sorted.len().min(before + most)];
            prop_assert!(work.around(from, most).eq(near), "{most} around {from}");
        }

        let range = from..from + length;
        let touches = |mark: &&Arc<Annotation>| {
            mark.spans.iter().any(|span| span.start() < range.end && range.start < span.end())
        };
        prop_assert_eq!(work.in_range(range.clone()), sorted.iter().filter(touches).collect::<Vec<_>>());
        let covers = |mark: &&Arc<Annotation>| mark.spans.iter().any(|span| span.contains(from));
        prop_assert_eq!(work.at(from), sorted.iter().filter(covers).collect::<Vec<_>>());

        let is_place = |mark: &&Arc<Annotation>| mark.label.as_str() != "person";
        let places = work.with_label(&schema(), &"entity".into(), &"place".into());
        prop_assert_eq!(places, sorted.iter().filter(is_place).collect::<Vec<_>>());

        for (place, mark) in sorted.iter().enumerate() {
            prop_assert_eq!(work.after(&position(mark)), sorted.get(place + 1));
            prop_assert_eq!(work.before(&position(mark)), place.checked_sub(1).and_then(|place| sorted.get(place)));
        }
    }
}

#[test]
fn a_hundred_thousand_marks_are_asked_without_reading_them_all() {
    let marks: Vec<Arc<Annotation>> =
        (0..100_000).map(|id| annotation(id, "person", &[(id * 10, id * 10 + 12)])).collect();
    let work = Work::from(WorkRecords { annotations: marks, ..WorkRecords::default() });
    let at: Vec<&str> = work.at(500_001).into_iter().map(|mark| mark.id.as_str()).collect();
    assert_eq!(at, ["a49999", "a50000"]);
    assert_eq!(work.in_order_from(99_999).map(|mark| mark.id.as_str()).collect::<Vec<_>>(), ["a99999"]);
    let empty = (500_000, 500_000, AnnotationId::from("")); // a cursor, which is no span
    assert_eq!(work.after(&empty).map(|mark| mark.id.as_str()), Some("a50000"));
    assert_eq!(work.before(&empty).map(|mark| mark.id.as_str()), Some("a49999"));
    let snapshot = work.clone();
    assert_eq!(snapshot.counts().get(&LayerKey::from("entity")), Some(&100_000));
}
