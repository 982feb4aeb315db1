//! doccano: a line for each document, with its marks and relations.

mod read;

use std::collections::BTreeMap;

use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape};
use super::json::output::{Object, array};
use super::losses::Losses;
use super::outputs::{Frame, Outputs};
use super::proof::ComesBack;
use super::sink::Sink;
use crate::model::article::Article;
use crate::model::id::AnnotationId;
use crate::text::offsets::OffsetUnit;

/// Lines of doccano.
pub static FORMAT: Format = Format {
    id: "doccano",
    name: "doccano",
    shape: Shape::File,
    pattern: "*.jsonl",
    offsets: Some(Offsets::Fixed(OffsetUnit::CodePoint)),
    tokens: None,
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Texts,
    importer: Some(&read::Lines),
    export: Some(|context, articles, sink| run(&Doccano, context, articles, sink)),
};

const CARRIES: Carries = Carries {
    // A project of doccano must allow it, else it drops the second of two.
    overlap: true,
    nesting: true,
    relations: true,
    lossless_text: true,
    metadata: true,
    ..Carries::NOTHING
};

struct Doccano;

impl Exporter for Doccano {
    type Piece = Vec<u8>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<u8>, ExportError> {
        let mut out = Vec::new();
        for mut document in Document::all(context, article, losses) {
            document.keep_complete(context, losses);
            document.fit(CARRIES, losses);
            // doccano refuses an empty text.
            if !document.text().is_empty() && !document.complete.is_empty() {
                write(&mut out, &document);
            }
        }
        Ok(out)
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<u8>> + 's>, ExportError> {
        let mut files = Outputs::new(context, sink, "jsonl", Frame::default());
        files.begin()?;
        Ok(Box::new(files))
    }
}

fn write(out: &mut Vec<u8>, document: &Document<'_>) {
    let numbers: BTreeMap<&AnnotationId, usize> =
        document.marks.iter().enumerate().map(|(number, mark)| (&mark.id, number)).collect();
    let mut line = Object::begin(out);
    line.text("text", document.text());
    array(line.key("entities"), document.marks.iter().enumerate(), |out, (number, mark)| {
        let span = mark.spans.hull();
        let mut part = Object::begin(out);
        part.raw("id", number);
        part.text("label", document.label(mark));
        part.raw("start_offset", document.offset(OffsetUnit::CodePoint, span.start()));
        part.raw("end_offset", document.offset(OffsetUnit::CodePoint, span.end()));
        part.end();
    });
    array(line.key("relations"), document.relations.iter().enumerate(), |out, (number, relation)| {
        let mut part = Object::begin(out);
        part.raw("id", number);
        part.raw("from_id", numbers[&relation.from]);
        part.raw("to_id", numbers[&relation.to]);
        part.text("type", relation.kind.as_str());
        part.end();
    });
    // Everything else becomes metadata. doccano gives out ids of its own, so that of the article has another name.
    for (key, value) in document.facts() {
        let key = if key == "id" { "article" } else { key };
        if !["text", "entities", "relations", "label", "Comments"].contains(&key) {
            line.text(key, &value);
        }
    }
    line.end();
    out.push(b'\n');
}
