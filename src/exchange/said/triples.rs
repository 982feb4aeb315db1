//! Source, cue and content in a row each, none in another: what taggers of quotations learn, as in PARC 3 (Pareti 2016).

use std::cmp::Reverse;

use super::{extent, keep_claims, spans_of, words};
use crate::exchange::document::Document;
use crate::exchange::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use crate::exchange::format::{Carries, Format, Offsets, Shape};
use crate::exchange::losses::Losses;
use crate::exchange::outputs::{Frame, Outputs};
use crate::exchange::proof::ComesBack;
use crate::exchange::sink::Sink;
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::span::Span;
use crate::text::offsets::OffsetUnit;

/// A table of triples.
pub static FORMAT: Format = Format {
    id: "parc",
    name: "Attribution triples (as PARC)",
    shape: Shape::File,
    pattern: "*.tsv",
    offsets: Some(Offsets::Fixed(OffsetUnit::CodePoint)),
    tokens: None,
    record_shapes: &["outermost", "innermost"],
    carries: CARRIES,
    comes_back: ComesBack::Nothing,
    importer: None,
    export: Some(|context, articles, sink| {
        let is_innermost = FORMAT.record_shape(context.options) == "innermost";
        run(&Triples { is_innermost }, context, articles, sink)
    }),
};

const CARRIES: Carries = Carries { discontinuous: true, attributions: true, ..Carries::NOTHING };

const HEADINGS: &str = "article\tattribution\tsource\tcue\tcontent\tsource_spans\tcue_spans\tcontent_spans\tvia\tquote_type\tpolarity\tcertainty\n";

struct Triples {
    /// Whether of attributions in each other the inner ones are kept.
    is_innermost: bool,
}

impl Exporter for Triples {
    type Piece = Vec<u8>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<u8>, ExportError> {
        let mut out = Vec::new();
        for mut document in Document::all(context, article, losses) {
            keep_claims(context, &mut document, losses);
            document.fit(CARRIES, losses);
            let kept = self.flat(&document, losses);
            for mark in &document.marks {
                let is_said =
                    |known: &&Attribution| known.contents.contains(&Anchor::Annotation(mark.id.clone()));
                if !document.attributions.iter().any(|known| is_said(&&**known)) {
                    losses.add_mark(
                        "claims that nobody is said to make",
                        article.id(),
                        document.quote(mark.spans.hull()),
                    );
                }
            }
            for attribution in kept {
                row(&mut out, &document, attribution);
            }
        }
        Ok(out)
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<u8>> + 's>, ExportError> {
        let mut files =
            Outputs::new(context, sink, "tsv", Frame { before: HEADINGS, between: "", after: "" });
        files.begin()?;
        Ok(Box::new(files))
    }
}

impl Triples {
    /// Attributions none of whose contents share a letter, by position; the others are noted.
    fn flat<'d>(&self, document: &'d Document<'d>, losses: &mut Losses) -> Vec<&'d Attribution> {
        let mut said: Vec<(Span, &Attribution)> = Vec::new();
        for attribution in &document.attributions {
            match extent(document, attribution) {
                Some(extent) => said.push((extent, attribution)),
                None => losses.add("attributions of nothing", document.article.id(), attribution.id.as_str()),
            }
        }
        let order = |(extent, known): &(Span, &Attribution)| {
            (Reverse(extent.len()), extent.start(), known.id.clone())
        };
        said.sort_by_key(order);
        let reason = if self.is_innermost {
            // Of equally long ones the first stays in either way.
            said.sort_by_key(|(extent, _)| extent.len());
            "attributions that hold another one"
        } else {
            "attributions inside of another one"
        };
        let mut kept: Vec<(Span, &Attribution)> = Vec::new();
        for (extent, attribution) in said {
            let is_free = kept.iter().all(|(other, known)| {
                other.end() <= extent.start()
                    || extent.end() <= other.start()
                    || !share(document, known, attribution)
            });
            if is_free {
                kept.push((extent, attribution));
            } else {
                losses.add(reason, document.article.id(), document.quote(extent));
            }
        }
        kept.sort_by_key(|(extent, known)| (*extent, known.id.clone()));
        kept.into_iter().map(|(_, attribution)| attribution).collect()
    }
}

/// Whether what is said in both has a letter in common.
fn share(document: &Document<'_>, one: &Attribution, other: &Attribution) -> bool {
    let pieces = |known: &Attribution| -> Vec<Span> {
        known.contents.iter().flat_map(|content| spans_of(document, content)).copied().collect()
    };
    let others = pieces(other);
    pieces(one)
        .iter()
        .any(|one| others.iter().any(|other| one.start() < other.end() && other.start() < one.end()))
}

fn row(out: &mut Vec<u8>, document: &Document<'_>, attribution: &Attribution) {
    let all = |anchors: &mut dyn Iterator<Item = &Anchor>| -> Vec<Span> {
        let mut spans = Vec::new();
        for anchor in anchors {
            spans.extend_from_slice(spans_of(document, anchor));
        }
        spans.sort_unstable();
        spans
    };
    let sources = all(&mut attribution.sources.iter().map(|source| &source.anchor));
    let cue = all(&mut attribution.cue.iter());
    let contents = all(&mut attribution.contents.iter());
    let offsets = |spans: &[Span]| {
        let offset = |byte| document.offset(OffsetUnit::CodePoint, byte);
        let pair = |span: &Span| format!("{}-{}", offset(span.start()), offset(span.end()));
        spans.iter().map(pair).collect::<Vec<_>>().join(";")
    };
    let via = attribution
        .via
        .as_ref()
        .map_or_else(String::new, |via| via.text.split_whitespace().collect::<Vec<_>>().join(" "));
    let cells = [
        document.id().split_whitespace().collect::<Vec<_>>().join(" "),
        attribution.id.to_string(),
        words(document, &sources),
        words(document, &cue),
        words(document, &contents),
        offsets(&sources),
        offsets(&cue),
        offsets(&contents),
        via,
        attribution.quote_type.name().to_owned(),
        attribution.polarity.name().to_owned(),
        attribution.certainty.name().to_owned(),
    ];
    out.extend_from_slice(cells.join("\t").as_bytes());
    out.push(b'\n');
}
