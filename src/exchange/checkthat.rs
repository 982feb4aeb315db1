//! Sentences that are worth checking or not: task 1 of `CheckThat!` (Barrón-Cedeño et al., CLEF 2023 and 2024).

use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Shape};
use super::losses::Losses;
use super::outputs::{Frame, Outputs};
use super::proof::ComesBack;
use super::sink::Sink;
use crate::model::annotation::{Annotation, FeatureValue};
use crate::model::article::Article;
use crate::model::id::{FeatureKey, LayerKey};
use crate::model::register::Register;
use crate::model::schema::Role;

/// A table of sentences.
pub static FORMAT: Format = Format {
    id: "checkthat",
    name: "CheckThat! (check-worthy sentences)",
    shape: Shape::File,
    pattern: "*.tsv",
    offsets: None,
    tokens: None,
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Nothing,
    importer: None,
    export: Some(|context, articles, sink| run(&CheckThat, context, articles, sink)),
};

const CARRIES: Carries = Carries { overlap: true, nesting: true, discontinuous: true, ..Carries::NOTHING };

/// The feature of claims that says whether they are worth checking.
const FEATURE: &str = "check_worthy";

struct CheckThat;

impl Exporter for CheckThat {
    type Piece = Vec<u8>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<u8>, ExportError> {
        let mut out = Vec::new();
        for mut document in Document::all(context, article, losses) {
            let claims: Vec<&LayerKey> = Document::layers(context)
                .into_iter()
                .filter(|layer| layer.role == Role::Claim)
                .map(|layer| &layer.key)
                .collect();
            let register = document.annotator.and_then(|who| context.project.registers().get(who));
            let (worthy, others): (Vec<_>, Vec<_>) = document
                .marks
                .drain(..)
                .partition(|mark| claims.contains(&&mark.layer) && is_worthy(mark, register) == Some(true));
            for other in &others {
                let reason = match (claims.contains(&&other.layer), is_worthy(other, register)) {
                    (false, _) => "marks that are no claims",
                    // What is not worth checking is there: as a sentence without one that is.
                    (true, Some(_)) => continue,
                    (true, None) => "claims of which nobody has said whether they are worth checking",
                };
                losses.add_mark(reason, article.id(), document.quote(other.spans.hull()));
            }
            document.marks = worthy;
            document.fit(CARRIES, losses);
            // A sentence without such a claim says something only where all claims are marked.
            let is_done = claims.iter().any(|layer| document.complete.contains(*layer));
            if !is_done && document.annotator.is_some() {
                losses.remark(
                    "articles whose claims are not finished, of which only sentences with Yes are there",
                    article.id(),
                    "",
                );
            }
            write(&mut out, &document, is_done);
        }
        Ok(out)
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<u8>> + 's>, ExportError> {
        let frame = Frame { before: "Sentence_id\tText\tclass_label\n", between: "", after: "" };
        let mut files = Outputs::new(context, sink, "tsv", frame);
        files.begin()?;
        Ok(Box::new(files))
    }
}

/// Whether a claim is worth checking, by its own feature or by the claim that it states, if anybody has said so.
fn is_worthy(mark: &Annotation, register: Option<&Register>) -> Option<bool> {
    match mark.features.get(&FeatureKey::from(FEATURE)) {
        Some(FeatureValue::Bool(is_worthy)) => Some(*is_worthy),
        _ => register?.claims.get(mark.claim.as_ref()?)?.check_worthy,
    }
}

/// The sentences of the article's own text.
fn write(out: &mut Vec<u8>, document: &Document<'_>, with_no: bool) {
    let zones = document.zones();
    let is_foreign = |start: usize, end: usize| {
        zones
            .iter()
            .any(|zone| !zone.kind.is_article_text() && zone.span.start() < end && start < zone.span.end())
    };
    for (number, sentence) in document.sentences(&[]).into_iter().enumerate() {
        let text = document.text().get(sentence.clone()).unwrap_or_default();
        let has_claim = document.marks.iter().any(|mark| {
            mark.spans.iter().any(|span| span.start() < sentence.end && sentence.start < span.end())
        });
        let is_left_out = is_foreign(sentence.start, sentence.end) && !has_claim;
        if is_left_out || !text.contains(char::is_alphanumeric) || !(has_claim || with_no) {
            continue;
        }
        // Readers take what stands between quotation marks as one value, whatever is in it.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = if text.contains('"') { format!("\"{}\"", text.replace('"', "\"\"")) } else { text };
        let id = document.id().split_whitespace().collect::<Vec<_>>().join("_");
        let label = if has_claim { "Yes" } else { "No" };
        out.extend_from_slice(format!("{id}_{number}\t{text}\t{label}\n").as_bytes());
    }
}
