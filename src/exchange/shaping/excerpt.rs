//! Pieces of an article as articles of their own: the text of some of its ranges, and the work that stands there.
//!
//! What does not stand wholly in one piece is in none, and is noted as a loss.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::exchange::filter::Filter;
use crate::exchange::losses::Losses;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::body::Body;
use crate::model::decision::Decision;
use crate::model::extra::ExtraValue;
use crate::model::id::{AnnotationId, ArticleId, AttributionId};
use crate::model::metadata::Metadata;
use crate::model::quantity::{Quantity, Referent};
use crate::model::schema::Schema;
use crate::model::span::{Span, Spans};
use crate::model::suggestion::Suggestion;
use crate::model::work::{Work, WorkRecords};
use crate::model::zone::Zone;

/// The pieces that an article is cut into.
pub(super) struct Excerpts<'a> {
    article: &'a Article,
    pieces: Vec<Piece<'a>>,
}

/// One piece: some ranges of the text, one after the other.
struct Piece<'a> {
    id: ArticleId,
    metadata: Arc<Metadata>,
    /// Ascending and apart, in bytes of the article, each with its start in the piece.
    ranges: Vec<(Range<usize>, usize)>,
    body: Body,
    /// What is in it.
    annotations: BTreeSet<&'a AnnotationId>,
    attributions: BTreeSet<&'a AttributionId>,
}

impl<'a> Excerpts<'a> {
    /// `article` with the text of `ranges` (bytes, ascending and apart) alone.
    pub(super) fn one(article: &'a Article, ranges: Vec<Range<usize>>) -> Self {
        let piece = Piece::new(article, article.id().clone(), Arc::clone(article.metadata()), ranges);
        Self { article, pieces: vec![piece] }
    }

    /// Each of `ranges` (bytes, ascending and apart) as an article: "id#1", "id#2". One without text stays one.
    pub(super) fn each(article: &'a Article, ranges: Vec<Range<usize>>) -> Self {
        let ranges = if ranges.is_empty() { vec![Range::default()] } else { ranges };
        let piece = |(number, range): (usize, Range<usize>)| {
            let id = ArticleId::from(format!("{}#{}", article.id(), number + 1));
            let mut metadata = article.metadata().as_ref().clone();
            if metadata.other.get(PART_OF).is_none() {
                metadata.other.set(PART_OF, Some(ExtraValue::Text(article.id().to_string())));
            }
            Piece::new(article, id, metadata.into(), vec![range])
        };
        Self { article, pieces: ranges.into_iter().enumerate().map(piece).collect() }
    }

    /// The articles that the pieces become. What `filter` exports and is in none of them goes to `losses`.
    pub(super) fn cut(mut self, schema: &Schema, filter: &Filter, losses: &mut Losses) -> Vec<Article> {
        for piece in &mut self.pieces {
            piece.take(self.article);
        }
        self.note_lost(schema, filter, losses);
        self.pieces.iter().map(|piece| piece.article(self.article, losses)).collect()
    }

    fn note_lost(&self, schema: &Schema, filter: &Filter, losses: &mut Losses) {
        let (article, body) = (self.article.id(), self.article.body());
        let is_anywhere = |is_in: &dyn Fn(&Piece<'_>) -> bool| self.pieces.iter().any(is_in);
        let selection = filter.select(schema, self.article, &mut Losses::default());
        for mark in &selection.annotations {
            if !is_anywhere(&|piece| piece.annotations.contains(&mark.id)) {
                let quote = body.quote(mark.spans.hull());
                losses.add_mark("marks that are cut, or stand where the text is left out", article, quote);
            }
        }
        for attribution in &selection.attributions {
            if !is_anywhere(&|piece| piece.attributions.contains(&attribution.id)) {
                let reason = "attributions whose parts are not in one piece";
                losses.add(reason, article, attribution.id.as_str());
            }
        }
        for relation in &selection.relations {
            if !is_anywhere(&|piece| piece.has_both(&relation.from, &relation.to)) {
                losses.add("relations whose ends are not in one piece", article, relation.id.as_str());
            }
        }
        let works = selection.works.iter();
        for decision in works.flat_map(|(annotator, work)| filter.decisions(annotator, work)) {
            if !is_anywhere(&|piece| piece.spans(&decision.spans).is_some()) {
                losses.add("suggestions that are cut", article, body.quote(decision.spans.hull()));
            }
        }
        let works = selection.works.iter();
        for suggestion in works.flat_map(|(annotator, work)| filter.suggestions(annotator, work)) {
            if !is_anywhere(&|piece| piece.spans(&suggestion.spans).is_some()) {
                losses.add("suggestions that are cut", article, body.quote(suggestion.spans.hull()));
            }
        }
    }
}

/// The name under which the metadata of a piece tell what it is a piece of.
const PART_OF: &str = "part_of";

impl<'a> Piece<'a> {
    fn new(article: &Article, id: ArticleId, metadata: Arc<Metadata>, ranges: Vec<Range<usize>>) -> Self {
        let mut text = String::new();
        let mut place = |range: Range<usize>| {
            let start = text.len();
            text.push_str(&article.body().text()[range.clone()]);
            (range, start)
        };
        let ranges = ranges.into_iter().map(&mut place).collect();
        let (annotations, attributions) = (BTreeSet::new(), BTreeSet::new());
        Self { id, metadata, ranges, body: Body::new(text), annotations, attributions }
    }

    /// Finds what stands wholly in it.
    fn take(&mut self, article: &'a Article) {
        for work in article.works().values() {
            let marks = work.annotations().values().filter(|mark| self.spans(&mark.spans).is_some());
            let marks: Vec<&AnnotationId> = marks.map(|mark| &mark.id).collect();
            self.annotations.extend(marks);
            let whole = work.attributions().values().filter(|attribution| self.holds(attribution));
            let whole: Vec<&AttributionId> = whole.map(|attribution| &attribution.id).collect();
            self.attributions.extend(whole);
        }
    }

    fn has_both(&self, from: &AnnotationId, to: &AnnotationId) -> bool {
        self.annotations.contains(from) && self.annotations.contains(to)
    }

    /// Whether all parts of an attribution are in it.
    fn holds(&self, attribution: &Attribution) -> bool {
        let sources = attribution.sources.iter().map(|source| &source.anchor);
        sources.chain(&attribution.cue).chain(&attribution.contents).all(|anchor| match anchor {
            Anchor::Annotation(id) => self.annotations.contains(id),
            Anchor::Spans(spans) => self.spans(spans).is_some(),
        })
    }

    /// The place of a span of the article in the piece, if all of it is there.
    fn span(&self, span: Span) -> Option<Span> {
        let next = self.ranges.partition_point(|(range, _)| range.end < span.end());
        let (range, start) = self.ranges.get(next)?;
        let from = span.start().checked_sub(range.start)? + start;
        Span::new(from, from + span.len()).ok()
    }

    fn spans(&self, spans: &Spans) -> Option<Spans> {
        let moved: Option<Vec<Span>> = spans.iter().map(|span| self.span(span)).collect();
        Spans::new(moved?).ok()
    }

    fn article(&self, whole: &Article, losses: &mut Losses) -> Article {
        let zones = whole.zones().values().filter_map(|zone| self.zone(zone));
        let mut article = Article::new(self.id.clone(), self.body.clone(), Arc::clone(&self.metadata), zones);
        for (annotator, work) in whole.works() {
            article = article.with_work(annotator.clone(), self.work(whole, work, losses));
        }
        article
    }

    /// What of a zone is in it.
    fn zone(&self, zone: &Zone) -> Option<Zone> {
        let inside = self.ranges.iter().filter_map(|(range, start)| {
            let (from, to) = (zone.span.start().max(range.start), zone.span.end().min(range.end));
            (from < to).then(|| (from - range.start + start, to - range.start + start))
        });
        let (start, end) = inside.reduce(|(start, _), (_, end)| (start, end))?;
        Some(Zone { span: self.body.span(start, end).ok()?, ..zone.clone() })
    }

    fn work(&self, whole: &Article, work: &Work, losses: &mut Losses) -> WorkRecords {
        let marks = work.annotations().values();
        let annotations = marks.filter_map(|mark| self.annotation(whole, mark, losses)).collect();
        let relations =
            work.relations().values().filter(|relation| self.has_both(&relation.from, &relation.to));
        let attributions = work.attributions().values();
        let attributions = attributions.filter(|attribution| self.attributions.contains(&attribution.id));
        let decisions = work.decisions().values().filter_map(|decision| {
            let spans = self.spans(&decision.spans)?;
            Some(Arc::new(Decision { spans, ..decision.as_ref().clone() }))
        });
        let suggestions = work.suggestions().values().filter_map(|suggestion| {
            let spans = self.spans(&suggestion.spans)?;
            Some(Arc::new(Suggestion { spans, ..suggestion.as_ref().clone() }))
        });
        let is_here = |zone: &Zone| self.zone(zone).is_some();
        let verdicts = work.zone_verdicts().values();
        let verdicts =
            verdicts.filter(|verdict| whole.zones().get(&verdict.zone).is_some_and(|zone| is_here(zone)));
        WorkRecords {
            annotations,
            relations: relations.cloned().collect(),
            attributions: attributions.map(|attribution| Arc::new(self.attribution(attribution))).collect(),
            zones: work.zones().values().filter_map(|zone| self.zone(zone)).map(Arc::new).collect(),
            zone_verdicts: verdicts.cloned().collect(),
            decisions: decisions.collect(),
            suggestions: suggestions.collect(),
            statuses: work.statuses().values().cloned().collect(),
            document_labels: work.document_labels().cloned(),
            event: work.event().cloned(),
        }
    }

    fn annotation(&self, whole: &Article, mark: &Annotation, losses: &mut Losses) -> Option<Arc<Annotation>> {
        let spans = self.spans(&mark.spans)?;
        let quantity = mark.quantity.as_ref().map(|quantity| {
            let cut = self.quantity(whole, quantity);
            if cut.base.is_some() != quantity.base.is_some()
                || cut.link.is_some() != quantity.link.is_some()
                || cut.source.is_some() != quantity.source.is_some()
            {
                let quote = whole.body().quote(mark.spans.hull());
                losses.add("links of figures to what is not in the same piece", whole.id(), quote);
            }
            Arc::new(cut)
        });
        Some(Arc::new(Annotation { spans, quantity, ..mark.clone() }))
    }

    /// The value of a figure in the piece. What it counts becomes words where its place is elsewhere.
    fn quantity(&self, whole: &Article, quantity: &Quantity) -> Quantity {
        let mut cut = quantity.clone();
        for referent in [&mut cut.counted, &mut cut.place].into_iter().flatten() {
            let place = match referent {
                Referent::Annotation(id) if !self.annotations.contains(id) => {
                    whole.annotation(id).map(|mark| mark.spans.clone())
                }
                Referent::Span(spans) => Some(spans.clone()),
                _ => None,
            };
            if let Some(spans) = place {
                *referent = match self.spans(&spans) {
                    Some(moved) => Referent::Span(moved),
                    None => Referent::Text(whole.body().quote(spans.hull()).to_owned()),
                };
            }
        }
        cut.base.take_if(|base| !self.annotations.contains(&base.figure));
        cut.link.take_if(|link| !self.annotations.contains(&link.figure));
        cut.source.take_if(|source| !self.attributions.contains(source));
        cut
    }

    /// An attribution all parts of which are in the piece.
    fn attribution(&self, attribution: &Attribution) -> Attribution {
        let mut moved = attribution.clone();
        let sources = moved.sources.iter_mut().map(|source| &mut source.anchor);
        for anchor in sources.chain(&mut moved.cue).chain(&mut moved.contents) {
            if let Anchor::Spans(spans) = anchor
                && let Some(here) = self.spans(spans)
            {
                *spans = here;
            }
        }
        if let Some(via) = &mut moved.via {
            // Its words are kept in any case.
            via.spans = via.spans.as_ref().and_then(|spans| self.spans(spans));
        }
        moved
    }
}
