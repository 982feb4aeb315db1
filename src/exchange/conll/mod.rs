//! Columns of tokens as in the shared task of 2003 (Tjong Kim Sang and De Meulder, "Introduction to the CoNLL-2003
//! shared task"), with a tag for each token.

mod columns;
mod joined;
mod read;

use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape, Tokens};
use super::losses::Losses;
use super::outputs::{Frame, Outputs};
use super::plain::file_stem;
use super::proof::ComesBack;
use super::sink::Sink;
use super::tokens::align::Alignment;
use crate::model::article::Article;
use crate::model::id::{ArticleId, LayerKey};

/// Columns of tokens, tagged where a mark begins and goes on.
pub static CONLL: Format = Format {
    id: "conll",
    name: "CoNLL-2003 (IOB2)",
    shape: Shape::Folder,
    pattern: "*.conll",
    offsets: Some(Offsets::Tokens),
    tokens: Some(Tokens::Chosen),
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Letters,
    importer: Some(&read::Tables),
    export: Some(|context, articles, sink| run(&Conll { scheme: Scheme::Iob2 }, context, articles, sink)),
};

/// Columns of tokens, tagged where a mark begins, goes on, ends or is one token long.
pub static BILOU: Format = Format {
    id: "conll-bilou",
    name: "CoNLL-2003 (BILOU)",
    export: Some(|context, articles, sink| run(&Conll { scheme: Scheme::Bilou }, context, articles, sink)),
    ..CONLL
};

const CARRIES: Carries = Carries { empty_documents: true, ..Carries::NOTHING };

/// How tags say where marks begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    /// B at the first token, I at the others.
    Iob2,
    /// B at the first token, I between, L at the last; U for a mark of one token.
    Bilou,
}

/// Writes columns of tokens, a file for each layer, since a token has one tag.
struct Conll {
    scheme: Scheme,
}

impl Exporter for Conll {
    /// What is written for each layer.
    type Piece = Vec<(LayerKey, String)>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Self::Piece, ExportError> {
        let mut pieces = Vec::new();
        for mut document in Document::all(context, article, losses) {
            document.fit(CARRIES, losses);
            for layer in Document::layers(context) {
                if !document.complete.contains(&layer.key) {
                    document.leave_out(&layer.key, losses);
                    continue;
                }
                pieces.push((layer.key.clone(), self.columns(context, &document, &layer.key, losses)));
            }
        }
        Ok(pieces)
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Self::Piece> + 's>, ExportError> {
        Ok(Box::new(Files(Outputs::new(context, sink, "conll", Frame::default()))))
    }
}

impl Conll {
    /// The marks of `layer` in columns.
    fn columns(
        &self,
        context: &ExportContext<'_>,
        document: &Document<'_>,
        layer: &LayerKey,
        losses: &mut Losses,
    ) -> String {
        let marks = document.flat(layer, losses);
        let Alignment { tokens, marks: covered, .. } = document.align(&marks, context.options.tokens, losses);
        let mut tags = vec!["O".to_owned(); tokens.len()];
        for (mark, covered) in marks.iter().zip(covered) {
            let Some(covered) = covered else { continue };
            let label = word(document.label(mark));
            for token in covered.clone() {
                tags[token] = format!("{}-{label}", self.scheme.letter(token, &covered));
            }
        }
        let mut out = format!("{} -X- -X- O\n\n", columns::BEGIN);
        let text = document.text();
        let mut next = 0;
        for sentence in document.sentences(&marks) {
            let first = next;
            while next < tokens.len() && tokens[next].start < sentence.end {
                out.push_str(&text[tokens[next].clone()]);
                out.push_str(" -X- -X- ");
                out.push_str(&tags[next]);
                out.push('\n');
                next += 1;
            }
            if next > first {
                out.push('\n');
            }
        }
        out
    }
}

impl Scheme {
    /// The letter of a token of a mark that covers `covered`.
    fn letter(self, token: usize, covered: &std::ops::Range<usize>) -> char {
        let (is_first, is_last) = (token == covered.start, token + 1 == covered.end);
        match (self, is_first, is_last) {
            (Self::Bilou, true, true) => 'U',
            (Self::Bilou, false, true) => 'L',
            (_, true, _) => 'B',
            (_, false, _) => 'I',
        }
    }
}

/// A label as one word: columns are told apart by spaces.
fn word(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join("_")
}

struct Files<'s>(Outputs<'s>);

impl PieceWriter<Vec<(LayerKey, String)>> for Files<'_> {
    fn piece(
        &mut self,
        article: &ArticleId,
        pieces: Vec<(LayerKey, String)>,
        _: &mut Losses,
    ) -> Result<(), ExportError> {
        let mut write = |(layer, columns): &(LayerKey, String)| {
            self.0.write(&file_stem(layer.as_str()), article, columns.as_bytes())
        };
        pieces.iter().try_for_each(&mut write)
    }

    fn finish(self: Box<Self>, _: &mut Losses) -> Result<(), ExportError> {
        self.0.close(|_| Vec::new())
    }
}
