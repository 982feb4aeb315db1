//! Documents of word processors, made here part by part.

use std::io::{Cursor, Write as _};

use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::ImportError;
use glossator::model::article::Article;
use glossator::model::schema::Schema;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::super::{Imported, options, try_read};

fn read(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    try_read(&[(name, bytes)], &options(), SchemaGrowth::new(Schema::default()))
}

fn refused(name: &str, bytes: &[u8]) -> String {
    read(name, bytes).map(|_| ()).unwrap_err().to_string()
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn zones(article: &Article) -> Vec<(&'static str, &str)> {
    let mut zones: Vec<_> = article.zones().values().collect();
    zones.sort_by_key(|zone| zone.span.start());
    zones.iter().map(|zone| (zone.kind.name(), article.body().quote(zone.span))).collect()
}

fn said(article: &Article) -> [Option<&str>; 3] {
    let metadata = article.metadata();
    [metadata.title.as_deref(), metadata.byline.as_deref(), metadata.language.as_deref()]
}

const CORE: &str = r#"<?xml version="1.0"?><cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Draft 7</dc:title><dc:creator>Ana &amp; Bo</dc:creator><cp:lastModifiedBy>Eve</cp:lastModifiedBy><dcterms:created>2031-04-05T06:30:00Z</dcterms:created><dc:language>ar</dc:language></cp:coreProperties>"#;
const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style><w:style w:styleId="Beschriftung"><w:name w:val="caption"/></w:style></w:styles>"#;
const WORD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<w:document xmlns:w=\"w\"><w:body>\
    <w:p><w:r><w:t>Meridian, Friday</w:t></w:r></w:p>\
    <w:p><w:pPr><w:pStyle w:val=\"Titel\"/><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>The dam </w:t></w:r><w:r><w:t>gave way</w:t></w:r></w:p>\
    <w:p/>\
    <w:p><w:r><w:t xml:space=\"preserve\">“No,” said the 👨🏻‍🚒 — e&#x301;te\u{301} &lt;1,200&gt;</w:t><w:br/><w:t>قال حاكم</w:t><w:tab/><w:t>x</w:t><w:delText>never</w:delText></w:r></w:p>\
    <w:p><w:pPr><w:pStyle w:val=\"Beschriftung\"/></w:pPr><w:r><w:t>The dam. Photograph: J. Doe</w:t></w:r></w:p>\
    </w:body></w:document>";

fn word(text: &str) -> Vec<u8> {
    archive(&[("word/document.xml", text), ("word/styles.xml", STYLES), ("docProps/core.xml", CORE)])
}

#[test]
fn a_word_document_is_its_paragraphs_and_what_it_says_of_itself() {
    for name in ["dam.docx", "dam"] {
        let imported = read(name, &word(WORD)).unwrap();
        let article = imported.only();
        assert_eq!(
            article.body().text(),
            "Meridian, Friday\n\nThe dam gave way\n\n“No,” said the 👨🏻‍🚒 — e\u{301}te\u{301} <1,200>\nقال حاكم\tx\n\nThe dam. Photograph: J. Doe"
        );
        assert_eq!(said(article), [Some("The dam gave way"), Some("Ana & Bo"), Some("ar")]);
        assert_eq!(article.metadata().published.unwrap().to_string(), "2031-04-05T06:30:00Z");
        assert_eq!(
            zones(article),
            [("headline", "The dam gave way"), ("caption", "The dam. Photograph: J. Doe")]
        );
    }
}

const CONTENT: &str = r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s"><office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles><office:body>
<text:p text:style-name="P1">The dam
  gave<text:s text:c="2"/>way</text:p><text:p>One <text:span>two</text:span><text:note><text:p>never</text:p></text:note>.<text:line-break/>שלום</text:p>
<text:h>What now</text:h><text:p text:style-name="Illustration">The dam</text:p></office:body></office:document-content>"#;
const META: &str = r#"<m xmlns:dc="d" xmlns:meta="m"><dc:creator>Eve</dc:creator><meta:initial-creator>Ana</meta:initial-creator><dc:date>yesterday</dc:date><dc:language>he-IL</dc:language></m>"#;

#[test]
fn an_open_document_is_its_paragraphs_and_what_it_says_of_itself() {
    let bytes = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", CONTENT),
        ("meta.xml", META),
    ]);
    let imported = read("dam.odt", &bytes).unwrap();
    let article = imported.only();
    assert_eq!(article.body().text(), "The dam gave  way\n\nOne two.\nשלום\n\nWhat now\n\nThe dam");
    assert_eq!(said(article), [Some("The dam gave  way"), Some("Ana"), Some("he-IL")]);
    assert_eq!(zones(article), [("headline", "The dam gave  way"), ("caption", "The dam")]);
    assert!(imported.warnings[0].message.contains("\"yesterday\" is no date"));
}

#[test]
fn what_is_damaged_encrypted_or_no_document_is_refused_with_a_reason() {
    assert!(refused("a.docx", b"").contains("the file is empty (a.docx)"));
    assert!(
        refused("a.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
            .contains("encrypted, or from a Word before 2007")
    );
    assert!(refused("a.docx", b"no archive at all").contains("damaged, or none"));
    assert!(refused("a.odt", &archive(&[("x", "y")])).contains("no content.xml"));
    assert!(refused("a.docx", &archive(&[("x", "y")])).contains("no word/document.xml"));
    let manifest = "<m:manifest><m:encryption-data/></m:manifest>";
    let locked = archive(&[("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}")]);
    assert!(refused("a.odt", &locked).contains("is encrypted"));
    let cut = &WORD[..WORD.find("gave").unwrap()];
    assert!(refused("a.docx", &word(cut)).contains("word/document.xml in the document is damaged"));
    let wrong = archive(&[("word/document.xml", "<w:p><w:t>&bomb;</w:t></w:p>")]);
    assert!(refused("a.docx", &wrong).contains("the entity &bomb; is not known"));
    let whole = word(WORD);
    for len in (1..whole.len()).step_by(23) {
        assert!(read("a.docx", &whole[..len]).is_err(), "{len}");
    }
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused() {
    let bomb = "<a>".to_owned() + &" ".repeat(65 << 20);
    let bytes = archive(&[("word/document.xml", &bomb)]);
    assert!(bytes.len() < 1 << 20);
    assert!(refused("a.docx", &bytes).contains("unpacks to more than 64 MB"));
    let deep = archive(&[("content.xml", &"<p>".repeat(1_000_000))]);
    assert!(refused("a.odt", &deep).contains("it was cut off"));
}
