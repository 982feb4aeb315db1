//! What was exported and imported again is what it was.

use proptest::prelude::*;

use glossator::exchange::filter::Filter;
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::ImportOptions;
use glossator::exchange::metadata_table::MetadataTable;
use glossator::model::schema::Schema;
use glossator::text::offsets::OffsetUnit;

use super::{export, export_jsonl, generate, options, read_jsonl, try_read};

const UNITS: [OffsetUnit; 3] = [OffsetUnit::CodePoint, OffsetUnit::Utf16, OffsetUnit::Byte];

/// Texts with signs of one to four bytes, and texts of anything.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let mixed = "[a-z 💩é\u{301}ش中\r\n\u{2028}]{0,40}";
    proptest::collection::vec(prop_oneof![3 => mixed, 1 => any::<String>()], 0..3)
}

#[test]
fn generated_projects_hold_everything() {
    let mut held = [0; 9];
    for seed in 0..200 {
        let project = generate::project(&["👨🏻‍🚒 met é e\u{301} שלום".to_owned()], seed);
        for article in project.articles().values().filter_map(|slot| slot.loaded()) {
            for work in article.works().values() {
                let marks: Vec<_> = work.annotations().values().collect();
                held[0] += marks.iter().filter(|mark| mark.quantity.is_some()).count();
                held[1] += marks.iter().filter(|mark| mark.spans.is_discontinuous()).count();
                held[2] += marks.iter().filter(|mark| !mark.extra.is_empty()).count();
                held[3] += work.relations().len();
                held[4] += work.attributions().len();
                held[5] += work.zones().len() + work.zone_verdicts().len();
                held[6] += work.decisions().len();
                held[7] += work.statuses().len();
            }
        }
        held[8] += project.registers().values().map(|register| register.claim_links.len()).sum::<usize>();
    }
    assert!(held.iter().all(|count| *count > 30), "{held:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_native_format_carries_everything(texts in texts(), seed in any::<u64>(), unit in 0..3_usize) {
        let project = generate::project(&texts, seed);
        let first = export_jsonl(&project, UNITS[unit]);
        let imported = read_jsonl(&first).map_err(|error| TestCaseError::fail(error.to_string()))?;
        for warning in &imported.warnings {
            prop_assert!(warning.message.contains("which is not in the article"), "{:?}", warning);
        }
        let again = imported.into_project();
        prop_assert_eq!(export_jsonl(&again, UNITS[unit]), first);
        prop_assert_eq!(again.schema(), project.schema());
        prop_assert_eq!(again.registers(), project.registers());
        prop_assert_eq!(again.articles(), project.articles());
    }

    #[test]
    fn any_filter_gives_a_file_that_can_be_read(texts in texts(), seed in any::<u64>(), bits in any::<u8>()) {
        let project = generate::project(&texts, seed);
        let has = |bit: u8| bits & (1 << bit) != 0;
        let mut filter = Filter { drop_zones: has(0), ..Filter::default() };
        if has(1) {
            filter.annotators.insert("ana".into());
        }
        if has(2) {
            filter.layers.insert("entity".into());
        }
        if has(3) {
            filter.origins.insert("suggestion".to_owned());
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
                prop_assert!(!has(2) || annotation.layer.as_str() == "entity");
                prop_assert!(!has(3) || annotation.origin.to_string() == "suggestion:number:2");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_damaged_file_is_refused_or_read_but_never_trusted(
        texts in texts(),
        seed in any::<u64>(),
        damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = export_jsonl(&generate::project(&texts, seed), OffsetUnit::CodePoint).into_bytes();
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
