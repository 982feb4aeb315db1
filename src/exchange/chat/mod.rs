//! Conversations for training language models: an article with a question, and the answer as JSON.
//!
//! A question asks for the layers that are done in the article and for no other, because an answer that lacks what
//! nobody has looked for would teach to overlook it.

mod answer;
pub mod template;

use std::sync::LazyLock;

use self::answer::Answer;
use self::template::{Part, Template};
use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Shape};
use super::json::output::{Object, array};
use super::losses::Losses;
use super::outputs::{Frame, Outputs};
use super::proof::ComesBack;
use super::sink::Sink;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::model::schema::Layer;

/// Conversations for training language models.
pub static FORMAT: Format = Format {
    id: "chat",
    name: "Chat (OpenAI, ShareGPT, Alpaca)",
    shape: Shape::File,
    pattern: "*.jsonl",
    offsets: None,
    tokens: None,
    record_shapes: &["messages", "sharegpt", "alpaca"],
    carries: CARRIES,
    comes_back: ComesBack::Nothing,
    importer: None,
    export: Some(|context, articles, sink| run(&Chat::new(context), context, articles, sink)),
};

const CARRIES: Carries = Carries {
    overlap: true,
    nesting: true,
    discontinuous: true,
    quantities: true,
    attributions: true,
    lossless_text: true,
    ..Carries::NOTHING
};

/// What a record looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Record {
    /// `messages` with `role` and `content`, as OpenAI and most trainers have it.
    Messages,
    /// `conversations` with `from` and `value`.
    ShareGpt,
    /// `instruction`, `input` and `output`.
    Alpaca,
}

struct Chat<'c> {
    record: Record,
    template: &'c Template,
}

impl<'c> Chat<'c> {
    fn new(context: &ExportContext<'c>) -> Self {
        static BUILT_IN: LazyLock<Template> = LazyLock::new(Template::default);
        let record = match FORMAT.record_shape(context.options) {
            "sharegpt" => Record::ShareGpt,
            "alpaca" => Record::Alpaca,
            _ => Record::Messages,
        };
        Self { record, template: context.options.template.as_deref().unwrap_or(&BUILT_IN) }
    }

    /// What is asked for in the layers of a document.
    fn tasks(&self, context: &ExportContext<'_>, layers: &[&Layer]) -> String {
        let schema = context.project.schema();
        let task = |layer: &&Layer| {
            let labels = schema.labels_of(&layer.key).into_iter().filter(|label| label.fate.is_none());
            let labels: Vec<&str> = labels.map(|label| label.name.as_str()).collect();
            let words = [("key", layer.key.as_str()), ("layer", &layer.name), ("labels", &labels.join(", "))];
            self.template.fill(Part::Task(layer.role.into()), &words)
        };
        layers.iter().map(task).collect::<Vec<_>>().join("\n\n")
    }

    /// A line: the question about a document, and the answer.
    fn write(&self, out: &mut Vec<u8>, tasks: &str, text: &str, answer: &str) {
        let system = self.template.fill(Part::System, &[]);
        let user = || self.template.fill(Part::User, &[("text", text), ("tasks", tasks)]);
        let mut record = Object::begin(out);
        match self.record {
            Record::Messages => {
                let turns = [("system", &*system), ("user", &user()), ("assistant", answer)];
                write_turns(record.key("messages"), ["role", "content"], turns);
            }
            Record::ShareGpt => {
                let turns = [("system", &*system), ("human", &user()), ("gpt", answer)];
                write_turns(record.key("conversations"), ["from", "value"], turns);
            }
            Record::Alpaca => {
                let instruction = self.template.fill(Part::Instruction, &[("tasks", tasks)]);
                let parts = [system, instruction];
                let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                record.text("instruction", &said.join("\n\n"));
                record.text("input", text);
                record.text("output", answer);
            }
        }
        record.end();
    }
}

/// What each says, unless it is nothing.
fn write_turns(out: &mut Vec<u8>, [who, what]: [&str; 2], turns: [(&str, &str); 3]) {
    let said = turns.into_iter().filter(|(_, text)| !text.is_empty());
    array(out, said, |out, (role, text)| {
        let mut turn = Object::begin(out);
        turn.text(who, role);
        turn.text(what, text);
        turn.end();
    });
}

impl Exporter for Chat<'_> {
    /// The record of each document.
    type Piece = Vec<Vec<u8>>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Self::Piece, ExportError> {
        let mut records = Vec::new();
        for mut document in Document::all(context, article, losses) {
            document.keep_complete(context, losses);
            document.fit(CARRIES, losses);
            let mut layers = Document::layers(context);
            layers.retain(|layer| document.complete.contains(&layer.key));
            let register = document.annotator.and_then(|who| context.project.registers().get(who));
            let answer = Answer::new(&document, &layers, register);
            answer.note_losses(losses);
            if document.text().is_empty() || layers.is_empty() {
                continue;
            }
            let mut record = Vec::new();
            self.write(&mut record, &self.tasks(context, &layers), document.text(), &answer.write());
            records.push(record);
        }
        Ok(records)
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Self::Piece> + 's>, ExportError> {
        let mut files = Outputs::new(context, sink, "jsonl", LINES);
        files.begin()?;
        Ok(Box::new(Files(files)))
    }
}

/// A record a line.
const LINES: Frame = Frame { before: "", between: "\n", after: "\n" };

struct Files<'s>(Outputs<'s>);

impl PieceWriter<Vec<Vec<u8>>> for Files<'_> {
    fn piece(
        &mut self,
        article: &ArticleId,
        records: Vec<Vec<u8>>,
        _: &mut Losses,
    ) -> Result<(), ExportError> {
        records.iter().try_for_each(|record| self.0.write("", article, record))
    }

    fn finish(self: Box<Self>, _: &mut Losses) -> Result<(), ExportError> {
        self.0.close(|_| Vec::new())
    }
}
