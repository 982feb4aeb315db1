//! Any bytes as a file of the native format: refused or read, and then exported and imported again without a change.
#![no_main]

use glossator::exchange::importer::ImportOptions;
use glossator::text::offsets::OffsetUnit;
use glossator_fuzz::{assert_stable, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(read) = read(&[("a.jsonl", bytes)], &ImportOptions::by("ana".into())) else {
        let keep_going = ImportOptions { keep_going: true, ..ImportOptions::by("ana".into()) };
        drop(read(&[("a.jsonl", bytes)], &keep_going));
        return;
    };
    let Some(project) = read else { return };
    // One unit at a time is three times as many inputs.
    let units = [OffsetUnit::CodePoint, OffsetUnit::Utf16, OffsetUnit::Byte];
    assert_stable(&project, units[bytes.len() % units.len()]);
});
