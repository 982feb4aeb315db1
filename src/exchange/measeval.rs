//! Quantities with what is measured: the table of `MeasEval` (Harper et al., `SemEval` 2021), with the texts beside it.

use std::ops::Range;

use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape};
use super::free_names::FreeNames;
use super::json::output::{Object, string, to_text};
use super::losses::Losses;
use super::outputs::side_file;
use super::proof::ComesBack;
use super::sink::Sink;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::model::quantity::{Approximator, Quantity, QuantityKind, Referent};
use crate::model::schema::Role;
use crate::text::matching::{Search, find_in};
use crate::text::offsets::OffsetUnit;

/// `MeasEval`.
pub static FORMAT: Format = Format {
    id: "measeval",
    name: "MeasEval",
    shape: Shape::Folder,
    pattern: "*.tsv",
    offsets: Some(Offsets::Fixed(OffsetUnit::CodePoint)),
    tokens: None,
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Nothing,
    importer: None,
    export: Some(|context, articles, sink| run(&MeasEval, context, articles, sink)),
};

const CARRIES: Carries =
    Carries { overlap: true, nesting: true, quantities: true, lossless_text: true, ..Carries::NOTHING };

const HEADINGS: &str = "docId\tannotSet\tannotType\tstartOffset\tendOffset\tannotId\ttext\tother\n";

struct MeasEval;

/// A document: who marked it where several have, its text, and its rows without the id.
struct Piece {
    annotator: Option<String>,
    text: String,
    rows: Vec<String>,
}

impl Exporter for MeasEval {
    type Piece = Vec<Piece>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Self::Piece, ExportError> {
        let mut pieces = Vec::new();
        for mut document in Document::all(context, article, losses) {
            document.keep_complete(context, losses);
            let figures: Vec<_> =
                Document::layers(context).into_iter().filter(|layer| layer.role == Role::Figure).collect();
            let (kept, others): (Vec<_>, Vec<_>) = document
                .marks
                .drain(..)
                .partition(|mark| figures.iter().any(|layer| layer.key == mark.layer));
            for other in others {
                losses.add_mark(
                    "marks that are no figures",
                    article.id(),
                    article.body().quote(other.spans.hull()),
                );
            }
            document.marks = kept;
            document.fit(CARRIES, losses);
            if document.text().is_empty()
                || !figures.iter().any(|layer| document.complete.contains(&layer.key))
            {
                continue;
            }
            let annotator = document.annotator.filter(|_| document.is_one_of_several);
            let sets = document.marks.iter().enumerate();
            pieces.push(Piece {
                annotator: annotator.map(|annotator| super::plain::file_stem(annotator.as_str())),
                text: document.text().to_owned(),
                rows: sets.flat_map(|(at, mark)| rows(&document, mark, at + 1, losses)).collect(),
            });
        }
        Ok(pieces)
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Self::Piece> + 's>, ExportError> {
        Ok(Box::new(Files { context, sink, names: FreeNames::default() }))
    }
}

struct Files<'s> {
    context: &'s ExportContext<'s>,
    sink: &'s dyn Sink,
    names: FreeNames,
}

impl PieceWriter<Vec<Piece>> for Files<'_> {
    fn piece(
        &mut self,
        article: &ArticleId,
        pieces: Vec<Piece>,
        losses: &mut Losses,
    ) -> Result<(), ExportError> {
        let split = self.context.splits.map(|splits| splits.names[splits.of(article)].clone());
        for Piece { annotator, text, rows } in pieces {
            let folders: Vec<String> = split.iter().cloned().chain(annotator).collect();
            let path = self.names.take(&folders, article, losses);
            let (folder, stem) = path.rsplit_once('/').map_or(("", &*path), |(folder, stem)| (folder, stem));
            let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
            // The scorer joins a table and a text by their names.
            side_file(self.sink, &format!("{folder}text/{stem}.txt"), &text)?;
            let rows: Vec<String> = rows.into_iter().map(|row| format!("{stem}\t{row}\n")).collect();
            side_file(
                self.sink,
                &format!("{folder}tsv/{stem}.tsv"),
                &format!("{HEADINGS}{}", rows.concat()),
            )?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Losses) -> Result<(), ExportError> {
        Ok(())
    }
}

/// The rows of a figure, which is number `set` of its document.
fn rows(document: &Document<'_>, mark: &Annotation, set: usize, losses: &mut Losses) -> Vec<String> {
    let hull = mark.spans.hull().range();
    let id = |number: u8| format!("T{set}-{number}");
    let row = |kind: &str, span: &Range<usize>, number: u8, other: &str| {
        let offset = |byte| document.offset(OffsetUnit::CodePoint, byte);
        let words = document.text().get(span.clone()).unwrap_or_default();
        // A table of plain columns has no room for more than a line.
        let words = words.replace(['\t', '\n', '\r'], " ");
        format!(
            "{set}\t{kind}\t{}\t{}\t{}\t{words}\t{other}",
            offset(span.start),
            offset(span.end),
            id(number)
        )
    };
    let Some(quantity) = &mark.quantity else { return vec![row("Quantity", &hull, 1, "{}")] };
    let tie = |key: &str, to: u8| {
        to_text(|out| {
            let mut object = Object::begin(out);
            object.text(key, &id(to));
            object.end();
        })
    };
    let mut all = vec![row("Quantity", &hull, 1, &own(quantity))];
    let mut lose =
        |reason: &'static str| losses.add(reason, document.article.id(), document.quote(mark.spans.hull()));
    let near = |words: &str| nearest(document, &hull, words);
    let counted = quantity.counted.as_ref().and_then(|counted| place(document, &hull, counted));
    let property = quantity.property.as_deref().map(near);
    if quantity.counted.is_some() && counted.is_none() {
        lose("what is counted, where its words do not stand beside the figure");
    }
    match (&counted, property) {
        (None, Some(Some(_))) => lose("properties of what is not named beside the figure"),
        (_, Some(None)) => lose("properties whose words do not stand beside the figure"),
        (Some(entity), Some(Some(property))) => {
            all.push(row("MeasuredProperty", &property, 3, &tie("HasQuantity", 1)));
            all.push(row("MeasuredEntity", entity, 2, &tie("HasProperty", 3)));
        }
        (_, None) => {}
    }
    if let Some(entity) = counted.filter(|_| all.len() == 1) {
        all.push(row("MeasuredEntity", &entity, 2, &tie("HasQuantity", 1)));
    }
    match quantity.qualifier.as_deref().map(near) {
        Some(Some(qualifier)) => all.push(row("Qualifier", &qualifier, 4, &tie("Qualifies", 1))),
        Some(None) => lose("qualifiers whose words do not stand beside the figure"),
        None => {}
    }
    if quantity.event.is_some()
        || quantity.base.is_some()
        || quantity.link.is_some()
        || quantity.place.is_some()
    {
        lose("what ties values of figures to places, events and other figures");
    }
    all
}

/// The unit and the modifiers.
fn own(quantity: &Quantity) -> String {
    use Approximator::{About, Almost, Approximately, Around, CloseTo, Nearly, Roughly, Some as SomeOf};
    let is_near = quantity.approximator.is_some_and(|word| {
        matches!(word, About | Around | Approximately | Roughly | SomeOf | Nearly | Almost | CloseTo)
    });
    let is_range = quantity.low != quantity.high && !is_near;
    let mods = [
        ("IsApproximate", is_near),
        ("IsRange", is_range),
        ("IsCount", quantity.kind == QuantityKind::Count),
    ];
    let mods: Vec<&str> = mods.iter().filter(|(_, holds)| *holds).map(|(name, _)| *name).collect();
    to_text(|out| {
        let mut other = Object::begin(out);
        other.list("mods", mods, string);
        other.some_text("unit", quantity.unit.as_deref().or(quantity.currency.as_deref()));
        other.end();
    })
}

/// Where what is counted stands.
fn place(document: &Document<'_>, figure: &Range<usize>, counted: &Referent) -> Option<Range<usize>> {
    match counted {
        Referent::Text(words) => nearest(document, figure, words),
        Referent::Span(spans) => Some(spans.hull().range()),
        Referent::Annotation(id) => document.article.annotation(id).map(|mark| mark.spans.hull().range()),
        Referent::Entity(id) => {
            let work = document.article.work(document.annotator?)?;
            let marks = work.annotations().values().filter(|mark| mark.entity.as_ref() == Some(id));
            marks.map(|mark| mark.spans.hull().range()).min_by_key(|span| distance(figure, span))
        }
    }
}

/// Where `words` stand in the sentence of the figure: the place nearest to it, and not in it.
fn nearest(document: &Document<'_>, figure: &Range<usize>, words: &str) -> Option<Range<usize>> {
    let sentences = document.sentences(&[]);
    let sentence =
        sentences.into_iter().find(|sentence| figure.start < sentence.end && sentence.start < figure.end)?;
    let search = Search {
        needle: words.to_owned(),
        folding: crate::text::folding::Folding::default(),
        whole_words: true,
        inflections: false,
    };
    let found = find_in(document.text(), sentence, &search).into_iter();
    found
        .filter(|span| span.end <= figure.start || figure.end <= span.start)
        .min_by_key(|span| distance(figure, span))
}

/// How far apart two places are. What follows a figure is what it counts, more than what stands before it.
fn distance(figure: &Range<usize>, span: &Range<usize>) -> usize {
    if span.start >= figure.end {
        span.start - figure.end
    } else {
        2 * figure.start.saturating_sub(span.end) + 1
    }
}
