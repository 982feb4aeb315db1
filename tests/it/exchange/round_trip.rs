//! What was exported and imported again is what it was.

use std::sync::Arc;

use glossator::exchange::filter::Filter;
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::ImportOptions;
use glossator::exchange::metadata_table::MetadataTable;
use glossator::model::annotation::{Annotation, Origin};
use glossator::model::article::Article;
use glossator::model::decision::Decision;
use glossator::model::id::{Annotator, LabelKey, LayerKey};
use glossator::model::project::{Project, Slot};
use glossator::model::register::{Entity, Register};
use glossator::model::schema::Schema;
use glossator::model::suggestion::Suggestion;
use glossator::model::work::WorkRecords;
use glossator::text::offsets::OffsetUnit;
use proptest::prelude::*;

use super::{export, export_jsonl, options, read_jsonl, try_read};
use crate::generate::projects;

const UNITS: [OffsetUnit; 3] = [OffsetUnit::CodePoint, OffsetUnit::Utf16, OffsetUnit::Byte];

/// `project` as it comes back: marks with a label that is no longer in use name the label that they count as, and a list
/// of no labels is none.
fn settled(project: &Project) -> Project {
    let schema = project.schema();
    let settled = |layer: &LayerKey, label: &LabelKey| -> LabelKey {
        if label.as_str().is_empty() {
            return label.clone();
        }
        let known = schema.resolve(layer, label).unwrap();
        if known.fate.is_none() {
            known.key.clone()
        } else {
            schema.find_label(layer, &known.name).unwrap().key.clone()
        }
    };
    let mut next = project.clone();
    for article in project.articles().values().filter_map(Slot::loaded) {
        let zones = article.zones().values().map(|zone| zone.as_ref().clone());
        let metadata = Arc::clone(article.metadata());
        let mut changed = Article::new(article.id().clone(), article.body().clone(), metadata, zones);
        for (annotator, work) in article.works() {
            let annotations = work.annotations().values().map(|mark| {
                Arc::new(Annotation { label: settled(&mark.layer, &mark.label), ..mark.as_ref().clone() })
            });
            let decisions = work.decisions().values().map(|decision| {
                let label = settled(&decision.layer, &decision.label);
                Arc::new(Decision { label, ..decision.as_ref().clone() })
            });
            let suggestions = work.suggestions().values().map(|suggestion| {
                let label = settled(&suggestion.layer, &suggestion.label);
                Arc::new(Suggestion { label, ..suggestion.as_ref().clone() })
            });
            let records = WorkRecords {
                annotations: annotations.collect(),
                relations: work.relations().values().cloned().collect(),
                attributions: work.attributions().values().cloned().collect(),
                zones: work.zones().values().cloned().collect(),
                zone_verdicts: work.zone_verdicts().values().cloned().collect(),
                decisions: decisions.collect(),
                suggestions: suggestions.collect(),
                statuses: work.statuses().values().cloned().collect(),
                document_labels: work.document_labels().filter(|labels| !labels.labels.is_empty()).cloned(),
                event: work.event().cloned(),
            };
            changed = changed.with_work(annotator.clone(), records);
        }
        next.put_slot(Slot::Loaded(changed.into()));
    }
    next
}

/// The registers of `project` without the kinds of entities, which may be labels that were merged into others.
fn registers(project: &Project) -> Vec<(Annotator, Register)> {
    let without_kinds = |(annotator, register): (&Annotator, &Register)| {
        let mut register = register.clone();
        for entity in project.registers()[annotator].entities.values() {
            let entity = Entity { kind: None, ..entity.as_ref().clone() };
            register.entities.insert(entity.id.clone(), entity.into());
        }
        (annotator.clone(), register)
    };
    project.registers().iter().map(without_kinds).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_native_format_carries_everything(project in projects(), unit in 0..3_usize) {
        let first = export_jsonl(&project, UNITS[unit]);
        let imported = read_jsonl(&first).map_err(|error| TestCaseError::fail(error.to_string()))?;
        for warning in &imported.warnings {
            prop_assert!(warning.message.contains("which is not in the article"), "{:?}", warning);
        }
        let again = imported.into_project();
        prop_assert_eq!(export_jsonl(&again, UNITS[unit]), first);
        prop_assert_eq!(again.schema(), project.schema());
        prop_assert_eq!(registers(&again), registers(&project));
        let expected = settled(&project);
        prop_assert_eq!(again.articles(), expected.articles());
    }

    #[test]
    fn any_filter_gives_a_file_that_can_be_read(project in projects(), bits in any::<u8>()) {
        let has = |bit: u8| bits & (1 << bit) != 0;
        let mut filter = Filter { drop_zones: has(0), ..Filter::default() };
        if has(1) {
            filter.annotators.insert("ana".into());
        }
        if has(2) {
            filter.layers.insert("layer1".into());
        }
        if has(3) {
            filter.origins.insert("bulk".to_owned());
        }
        if has(4) {
            filter.statuses.insert(glossator::exchange::filter::StatusKind::Done);
        }
        let (mut files, _) = export(&project, "jsonl", &filter, OffsetUnit::CodePoint);
        let text = String::from_utf8(files.remove("").unwrap()).unwrap();
        let imported = read_jsonl(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        for incoming in &imported.articles {
            for annotation in incoming.article.annotations_in_order() {
                prop_assert!(!has(1) || annotation.annotator.as_str() == "ana");
                prop_assert!(!has(2) || annotation.layer.as_str() == "layer1");
                prop_assert!(!has(3) || annotation.origin == Origin::Bulk);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_damaged_file_is_refused_or_read_but_never_trusted(
        project in projects(),
        damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = export_jsonl(&project, OffsetUnit::CodePoint).into_bytes();
        prop_assume!(!bytes.is_empty());
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let keep_going = ImportOptions { keep_going: true, ..options() };
        let imported = try_read(&[("a.jsonl", &bytes)], &keep_going, SchemaGrowth::new(Schema::default()));
        let imported = imported.map_err(|error| TestCaseError::fail(error.to_string()))?;
        for incoming in &imported.articles {
            let article = &incoming.article;
            for annotation in article.annotations_in_order() {
                prop_assert!(article.body().check_all(&annotation.spans).is_ok());
                prop_assert!(imported.schema.resolve(&annotation.layer, &annotation.label).is_some());
            }
        }
    }

    #[test]
    fn any_bytes_are_a_text_or_refused(bytes in any::<Vec<u8>>(), front in any::<bool>(), name in 0..4_usize) {
        let mut file = if front { b"---\ntitle: [\"\n- '".to_vec() } else { Vec::new() };
        file.extend(bytes);
        let name = ["a.txt", "a.md", "a.jsonl", "a.bin"][name];
        let read = try_read(&[(name, &file)], &options(), SchemaGrowth::new(Schema::default()));
        if let (Ok(imported), false) = (&read, name.ends_with("jsonl")) {
            prop_assert_eq!(imported.articles.len(), 1);
        }
        let named = ImportOptions { encoding: Some("gb18030".to_owned()), ..options() };
        let _any_answer = try_read(&[(name, &file)], &named, SchemaGrowth::new(Schema::default()));
        let _any_answer = MetadataTable::parse("m.csv", &file, None);
    }
}
