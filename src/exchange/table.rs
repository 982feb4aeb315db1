//! A table for people with spreadsheets: a row for each mark.

use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape};
use super::json::output::to_text as json;
use super::jsonl::shapes;
use super::losses::Losses;
use super::mapped::tables::Tables;
use super::outputs::{Frame, Outputs};
use super::proof::ComesBack;
use super::sink::Sink;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::text::offsets::OffsetUnit;

/// A row for each mark.
pub static FORMAT: Format = Format {
    id: "csv",
    name: "Table (CSV)",
    shape: Shape::File,
    pattern: "*.csv",
    offsets: Some(Offsets::Fixed(OffsetUnit::CodePoint)),
    tokens: None,
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Nothing,
    importer: Some(&Tables),
    export: Some(|context, articles, sink| run(&Table, context, articles, sink)),
};

const CARRIES: Carries = Carries {
    overlap: true,
    nesting: true,
    discontinuous: true,
    features: true,
    entity_links: true,
    quantities: true,
    metadata: true,
    ..Carries::NOTHING
};

struct Table;

impl Exporter for Table {
    type Piece = Vec<u8>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<u8>, ExportError> {
        let mut out = csv::Writer::from_writer(Vec::new());
        for mut document in Document::all(context, article, losses) {
            document.fit(CARRIES, losses);
            for mark in &document.marks {
                // Writing to memory cannot fail, and every row has the same number of cells.
                let _infallible = out.write_record(row(&document, mark));
            }
        }
        Ok(out.into_inner().unwrap_or_default())
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<u8>> + 's>, ExportError> {
        let mut files = Outputs::new(context, sink, "csv", Frame { before: HEAD, ..Frame::default() });
        files.begin()?;
        Ok(Box::new(files))
    }
}

/// The first line. The mark in front of it tells spreadsheets that the file is UTF-8.
const HEAD: &str = "\u{feff}article,title,outlet,published,byline,language,url,metadata,annotator,layer,layer_complete,\
                    label,start,end,fragments,text,entity,claim,features,quantity,note,question,answer,origin\n";

fn row(document: &Document<'_>, mark: &Annotation) -> Vec<String> {
    let metadata = document.article.metadata();
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    let place = |byte| document.offset(OffsetUnit::CodePoint, byte);
    let hull = mark.spans.hull();
    let pieces: Vec<String> =
        mark.spans.iter().map(|span| format!("{}-{}", place(span.start()), place(span.end()))).collect();
    let flag = mark.flag.as_ref();
    vec![
        document.article.id().to_string(),
        own(&metadata.title),
        own(&metadata.outlet),
        metadata.published.map(|published| published.to_string()).unwrap_or_default(),
        own(&metadata.byline),
        own(&metadata.language),
        own(&metadata.url),
        if metadata.other.is_empty() {
            String::new()
        } else {
            json(|out| shapes::write_extra(out, &metadata.other))
        },
        mark.annotator.to_string(),
        mark.layer.to_string(),
        document.complete.contains(&mark.layer).to_string(),
        document.label(mark).to_owned(),
        place(hull.start()).to_string(),
        place(hull.end()).to_string(),
        if mark.spans.is_discontinuous() { pieces.join(" ") } else { String::new() },
        document.quote(hull).to_owned(),
        mark.entity.as_ref().map(ToString::to_string).unwrap_or_default(),
        mark.claim.as_ref().map(ToString::to_string).unwrap_or_default(),
        if mark.features.is_empty() {
            String::new()
        } else {
            json(|out| shapes::write_features(out, &mark.features))
        },
        mark.quantity.as_ref().map_or_else(String::new, |quantity| {
            json(|out| shapes::write_quantity(out, document.article.body(), OffsetUnit::CodePoint, quantity))
        }),
        own(&mark.note),
        flag.map_or_else(String::new, |flag| flag.question.clone()),
        flag.and_then(|flag| flag.answer.clone()).unwrap_or_default(),
        mark.origin.to_string(),
    ]
}
