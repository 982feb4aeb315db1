//! Label Studio: tasks with everybody's annotations, and the labelling configuration that they need.

mod config;
mod predictions;
mod read;
mod task;

use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape};
use super::losses::Losses;
use super::outputs::{Frame, Outputs, side_file};
use super::proof::ComesBack;
use super::sink::Sink;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::text::offsets::OffsetUnit;

/// Tasks of Label Studio.
pub static FORMAT: Format = Format {
    id: "label-studio",
    name: "Label Studio",
    shape: Shape::Folder,
    pattern: "*.json",
    // Since its frontend's pull request 308 of October 2021; before, UTF-16 units.
    offsets: Some(Offsets::Fixed(OffsetUnit::CodePoint)),
    tokens: None,
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Texts,
    importer: Some(&read::Tasks),
    export: Some(|context, articles, sink| run(&LabelStudio, context, articles, sink)),
};

const CARRIES: Carries = Carries {
    overlap: true,
    nesting: true,
    relations: true,
    features: true,
    entity_links: true,
    document_labels: true,
    empty_documents: true,
    lossless_text: true,
    metadata: true,
    ..Carries::NOTHING
};

struct LabelStudio;

impl Exporter for LabelStudio {
    type Piece = Vec<u8>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<u8>, ExportError> {
        let mut documents = Document::all(context, article, losses);
        for document in &mut documents {
            document.fit(CARRIES, losses);
        }
        Ok(task::write(&documents))
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<u8>> + 's>, ExportError> {
        let tasks = Outputs::new(context, sink, "json", Frame::ARRAY);
        Ok(Box::new(Files { context, sink, tasks }))
    }
}

struct Files<'s> {
    context: &'s ExportContext<'s>,
    sink: &'s dyn Sink,
    tasks: Outputs<'s>,
}

impl PieceWriter<Vec<u8>> for Files<'_> {
    fn piece(&mut self, article: &ArticleId, task: Vec<u8>, _: &mut Losses) -> Result<(), ExportError> {
        self.tasks.write("tasks", article, &task)
    }

    fn finish(self: Box<Self>, _: &mut Losses) -> Result<(), ExportError> {
        self.tasks.close(|_| Vec::new())?;
        side_file(self.sink, "config.xml", &config::text(self.context))
    }
}
