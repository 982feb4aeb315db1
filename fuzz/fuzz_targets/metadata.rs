//! Any bytes as a table of metadata: refused or read, and joined to articles that keep what it says.
#![no_main]

use glossator::exchange::importer::ImportOptions;
use glossator::exchange::metadata_table::MetadataTable;
use glossator::text::offsets::OffsetUnit;
use glossator_fuzz::{assert_stable, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(table) = MetadataTable::parse("table.csv", bytes, None) else { return };
    let options = ImportOptions { metadata: Some(table), ..ImportOptions::by("ana".into()) };
    let files: [(&str, &[u8]); 3] = [
        ("a.txt", b"The dam gave way\n\nat dawn."),
        ("folder/b.md", b"---\ntitle: Night shift\ndate: 2031-04-06\n---\nOrsolen said so."),
        ("meridian-day1-dam-gives-way.txt", b""),
    ];
    if let Ok(Some(project)) = read(&files, &options) {
        assert_stable(&project, OffsetUnit::CodePoint);
    }
});
