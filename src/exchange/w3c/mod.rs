//! Web Annotations of the W3C, as JSON-LD: a page of annotations that holds the texts as well.
//!
//! Every name is a fragment of the file's own address, so what refers to what is known wherever the file is put. What
//! the vocabulary has no word for (features, values, what is known of an article) is a body of JSON.

mod annotation;
mod group;
mod parts;
mod read;
mod texts;

use self::annotation::Annotations;
use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape};
use super::losses::Losses;
use super::outputs::{Frame, Outputs};
use super::proof::ComesBack;
use super::sink::Sink;
use crate::model::article::Article;
use crate::text::offsets::OffsetUnit;

/// Web Annotations.
pub static FORMAT: Format = Format {
    id: "w3c",
    name: "Web Annotation (JSON-LD)",
    shape: Shape::File,
    pattern: "*.jsonld",
    offsets: Some(Offsets::Fixed(OffsetUnit::CodePoint)),
    tokens: None,
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Texts,
    importer: Some(&read::Annotations),
    export: Some(|context, articles, sink| run(&WebAnnotation, context, articles, sink)),
};

const CARRIES: Carries =
    Carries { attributions: false, rejected: false, zones: false, ..Carries::EVERYTHING };

const PAGE: Frame = Frame {
    before: "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"#annotations\",\"type\":\"AnnotationPage\",\"items\":[\n",
    between: ",\n",
    after: "\n]}\n",
};

struct WebAnnotation;

impl Exporter for WebAnnotation {
    type Piece = Vec<u8>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<u8>, ExportError> {
        let mut annotations = Annotations::default();
        let mut documents = Document::all(context, article, losses);
        // There is one at least: an article that nobody worked on is one document as well.
        documents.iter().take(1).for_each(|document| annotations.article(document));
        for document in &mut documents {
            document.fit(CARRIES, losses);
            annotations.document(document);
        }
        Ok(annotations.into_bytes())
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<u8>> + 's>, ExportError> {
        let mut files = Outputs::new(context, sink, "jsonld", PAGE);
        files.begin()?;
        Ok(Box::new(files))
    }
}
