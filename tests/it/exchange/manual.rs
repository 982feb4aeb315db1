//! The manual tells of every format, and of no other.

use std::path::Path;

use glossator::exchange::format::FORMATS;
use glossator::exchange::manual;

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs");

#[test]
fn the_manual_has_the_registry_of_formats() {
    let path = Path::new(DOCS).join("formats.md");
    let written = std::fs::read_to_string(path).unwrap_or_default();
    let wanted = manual::markdown();
    if written.replace("\r\n", "\n") != wanted {
        let place = std::env::temp_dir().join("glossator-formats.md");
        std::fs::File::create(&place)
            .and_then(|mut file| std::io::Write::write_all(&mut file, wanted.as_bytes()))
            .unwrap();
        panic!("docs/formats.md is out of date: replace it with {}", place.display());
    }
}

#[test]
fn every_format_has_a_page_with_its_command() {
    for format in FORMATS {
        let name = manual::page(format);
        let page = std::fs::read_to_string(Path::new(DOCS).join(&name));
        let page = page.unwrap_or_else(|err| panic!("docs/{name}: {err}"));
        let command = match format.export {
            Some(_) => format!("--to {} ", format.id),
            None => format!("--from {} ", format.id),
        };
        assert!(page.contains(&command), "docs/{name} has no command");
    }
}
