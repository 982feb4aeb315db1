//! Documents of word processors: Word (`docx`) and `OpenDocument` (`odt`). A document becomes one article.
//!
//! `package` takes single parts out of the archive that a document is, `xml` goes through them, and `word` and
//! `open_document` know what their elements mean. Nothing is unpacked to a disk, and looks are not read.

mod open_document;
mod package;
mod paragraphs;
mod word;
mod xml;

use super::format::{Carries, Format, Shape};
use super::growth::SchemaGrowth;
use super::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use super::one_each::read_each;
use super::plain::has_extension;
use super::proof::ComesBack;
use super::source::Source;
use package::Package;
use paragraphs::Document;

/// Word.
pub static DOCX: Format = format("docx", "Word document", "*.docx", &Office::Word);
/// `OpenDocument`, as `LibreOffice` writes it.
pub static ODT: Format = format("odt", "OpenDocument text", "*.odt", &Office::OpenDocument);

const fn format(
    id: &'static str,
    name: &'static str,
    pattern: &'static str,
    importer: &'static (dyn Importer + Sync),
) -> Format {
    Format {
        id,
        name,
        shape: Shape::Folder,
        pattern,
        offsets: None,
        tokens: None,
        record_shapes: &[],
        carries: Carries { zones: true, metadata: true, ..Carries::NOTHING },
        comes_back: ComesBack::Nothing,
        importer: Some(importer),
        export: None,
    }
}

/// Reads documents of one kind.
enum Office {
    Word,
    OpenDocument,
}

impl Importer for Office {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        let has = |words: &[u8]| {
            head.starts_with(package::SIGNATURE) && memchr::memmem::find(head, words).is_some()
        };
        match self {
            Self::Word => has_extension(name, &["docx", "docm"]) || has(b"word/"),
            Self::OpenDocument => {
                has_extension(name, &["odt"]) || has(b"application/vnd.oasis.opendocument.text")
            }
        }
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        read_each(source, options, schema, out, |name, id, warnings| {
            let place = Place::file(name);
            let stream = source.open(name).map_err(|error| place.clone().error(error))?;
            let document = Package::open(stream).and_then(|package| self.document(package));
            let document = document.map_err(|message| place.error(Problem::Other(message)))?;
            Ok(document.article(id, warnings))
        })
    }
}

impl Office {
    fn document(&self, package: Package) -> Result<Document, String> {
        match self {
            Self::Word => word::read(package),
            Self::OpenDocument => open_document::read(package),
        }
    }
}
