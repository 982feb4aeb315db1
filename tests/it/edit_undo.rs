//! Any sequence of edits, taken back by inverses, gives the project back.

use std::collections::BTreeMap;

use glossator::edit::{Change, Edit, EditError, Violation, apply};
use glossator::model::id::LayerKey;
use glossator::model::project::{Project, Slot};
use glossator::model::record::{ProjectKey, RecordKey};
use glossator::store::schema_file;
use proptest::prelude::*;

use crate::common::assert_same;
use crate::generate::{self, dice::dice};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn edits_are_taken_back_by_their_inverses_and_refused_ones_change_nothing(
        (mut rolls, mut more) in (dice(1500), dice(1500)),
    ) {
        let start = generate::project(&mut rolls);
        let annotators = generate::annotators(&mut more);
        let mut project = start.clone();
        let mut done: Vec<Edit> = Vec::new();
        for _ in 0..more.below(12) {
            let who = more.choose(&annotators.iter().collect::<Vec<_>>());
            let edit = generate::edit(&mut more, &project, who);
            let before = project.clone();
            if apply(&mut project, &edit).is_ok() {
                done.push(edit);
            } else {
                assert_same(&project, &before);
            }
        }
        let end = project.clone();
        for edit in done.iter().rev() {
            apply(&mut project, &edit.inverse()).unwrap();
        }
        assert_same(&project, &start);
        for edit in &done {
            apply(&mut project, edit).unwrap();
        }
        assert_same(&project, &end);
        // What is looked up by place follows from the records.
        for article in project.articles().values().filter_map(Slot::loaded) {
            for work in article.works().values() {
                prop_assert_eq!(work.in_order().count(), work.annotations().len());
                prop_assert_eq!(work.counts().values().sum::<usize>(), work.annotations().len());
                let mut by_label = BTreeMap::new();
                for annotation in work.annotations().values() {
                    let label = (annotation.layer.clone(), annotation.label.clone());
                    *by_label.entry(label).or_insert(0) += 1;
                    prop_assert!(work.at(annotation.spans.start()).contains(&annotation));
                }
                prop_assert!(work.label_counts().iter().eq(&by_label));
            }
        }
    }
}

#[test]
fn a_layer_that_goes_before_its_labels_is_refused() {
    let (schema, _) = schema_file::news().unwrap();
    let mut project = Project::new("Test", schema);
    let before = project.clone();
    let layer = LayerKey::from("claim");
    let key = RecordKey::Project(ProjectKey::Layer(layer.clone()));
    let record = project.record(&key).unwrap().unwrap();
    let refused = apply(&mut project, &Edit::from(Change::remove(key.clone(), record)));
    assert_eq!(refused, Err(EditError::Invalid { key, violation: Violation::LayerInUse(layer) }));
    assert_same(&project, &before);
}
