//! A document: an article as one annotator has marked it, which is what most formats hold.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::exporter::ExportContext;
use super::format::Carries;
use super::losses::Losses;
use super::tokens::TokenOptions;
use super::tokens::align::{Alignment, Fate, align};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::decision::{Decision, Outcome};
use crate::model::extra::ExtraValue;
use crate::model::id::{AnnotationId, Annotator, FeatureKey, LabelKey, LayerKey};
use crate::model::metadata::Metadata;
use crate::model::relation::Relation;
use crate::model::schema::{FeatureKind, Layer, Schema};
use crate::model::span::{Span, Spans};
use crate::model::status::Progress;
use crate::model::work::Work;
use crate::model::zone::{Zone, ZoneKind};
use crate::text::offsets::OffsetUnit;
use crate::text::sentences::sentences_in;

/// An article as one annotator has marked it, or as nobody has.
#[derive(Clone, Debug)]
pub(crate) struct Document<'a> {
    pub(crate) article: &'a Article,
    /// Who marked it; `None` where nobody did.
    pub(crate) annotator: Option<&'a Annotator>,
    /// Whether the work of several annotators is exported of the article, so that its id names no document.
    pub(crate) is_one_of_several: bool,
    /// Marks by position, then id.
    pub(crate) marks: Vec<Arc<Annotation>>,
    /// Relations by id.
    pub(crate) relations: Vec<Arc<Relation>>,
    /// Attributions by id.
    pub(crate) attributions: Vec<Arc<Attribution>>,
    /// Suggestions that were refused, by id.
    pub(crate) rejected: Vec<Arc<Decision>>,
    /// The exported layers in which everything is marked, or that were asked for as they are.
    pub(crate) complete: BTreeSet<LayerKey>,
    /// Whether it is the article's first, which answers for what is lost of the article itself.
    is_first: bool,
    work: Option<&'a Work>,
    schema: &'a Schema,
}

impl<'a> Document<'a> {
    /// `article` as each annotator whose work is exported has marked it; as nobody has, if none has worked on it.
    pub(crate) fn all(context: &ExportContext<'a>, article: &'a Article, losses: &mut Losses) -> Vec<Self> {
        let schema = context.project.schema();
        let selection = context.filter.select(schema, article, losses);
        for (annotator, work) in &selection.works {
            for open in context.filter.suggestions(annotator, work) {
                let quote = article.body().quote(open.spans.hull());
                losses.remark("suggestions that nobody has reviewed", article.id(), quote);
            }
        }
        let is_one_of_several = selection.works.len() > 1;
        let document = |annotator: Option<&'a Annotator>, work: Option<&'a Work>| Self {
            article,
            annotator,
            is_one_of_several,
            marks: of(&selection.annotations, annotator, |mark| &mark.annotator),
            relations: of(&selection.relations, annotator, |relation| &relation.annotator),
            attributions: of(&selection.attributions, annotator, |attribution| &attribution.annotator),
            rejected: rejected(context, annotator, work),
            complete: complete(context, annotator, work),
            is_first: selection.works.first().map(|(first, _)| *first) == annotator,
            work,
            schema,
        };
        if selection.works.is_empty() {
            return vec![document(None, None)];
        }
        selection.works.iter().map(|(annotator, work)| document(Some(annotator), Some(work))).collect()
    }

    /// Its id: the article's, with the annotator where several have worked on it.
    pub(crate) fn id(&self) -> String {
        let id = self.article.id();
        match self.annotator {
            Some(annotator) if self.is_one_of_several => format!("{id}@{annotator}"),
            _ => id.to_string(),
        }
    }

    /// The text.
    pub(crate) fn text(&self) -> &'a str {
        self.article.body().text()
    }

    /// The words of `span`.
    pub(crate) fn quote(&self, span: Span) -> &'a str {
        self.article.body().quote(span)
    }

    /// A byte offset of the text in `unit`.
    pub(crate) fn offset(&self, unit: OffsetUnit, byte: usize) -> usize {
        // Every offset in a work was checked against the body when it was read.
        self.article.body().offsets().from_byte(self.text(), unit, byte).unwrap_or(byte)
    }

    /// The name of a mark's label, as people see it.
    pub(crate) fn label<'m>(&'m self, mark: &'m Annotation) -> &'m str {
        self.label_of(&mark.layer, &mark.label)
    }

    /// The name of a label, as people see it.
    pub(crate) fn label_of<'m>(&'m self, layer: &LayerKey, label: &'m LabelKey) -> &'m str {
        self.schema.resolve(layer, label).map_or(label.as_str(), |label| &label.name)
    }

    /// Whether a feature is one of a list of choices.
    pub(crate) fn is_choice(&self, layer: &LayerKey, feature: &FeatureKey) -> bool {
        let feature = self.schema.features.get(&(layer.clone(), feature.clone()));
        feature.is_some_and(|feature| matches!(feature.kind, FeatureKind::Choice(_)))
    }

    /// What is known of the article, by the names that the native format uses.
    pub(crate) fn facts(&self) -> Vec<(&'a str, Cow<'a, str>)> {
        let metadata: &'a Metadata = self.article.metadata();
        let mut facts: Vec<(&str, Cow<'a, str>)> = vec![("id", self.article.id().as_str().into())];
        let mut add =
            |key: &'a str, value: Option<Cow<'a, str>>| facts.extend(value.map(|value| (key, value)));
        add("annotator", self.annotator.map(|annotator| annotator.as_str().into()));
        add("title", metadata.title.as_deref().map(Cow::from));
        add("outlet", metadata.outlet.as_deref().map(Cow::from));
        add("url", metadata.url.as_deref().map(Cow::from));
        add("byline", metadata.byline.as_deref().map(Cow::from));
        add("published", metadata.published.map(|published| published.to_string().into()));
        add("language", metadata.language.as_deref().map(Cow::from));
        for (key, value) in metadata.other.iter() {
            add(
                key,
                Some(match value {
                    ExtraValue::Text(text) | ExtraValue::Json(text) => text.as_str().into(),
                }),
            );
        }
        facts
    }

    /// The exported layers, in the order of the schema.
    pub(crate) fn layers(context: &ExportContext<'a>) -> Vec<&'a Layer> {
        let mut layers = context.project.schema().layers_in_order();
        layers.retain(|layer| context.filter.layers.is_empty() || context.filter.layers.contains(&layer.key));
        layers
    }

    /// The labels of the whole article.
    pub(crate) fn labels(&self) -> &'a [String] {
        self.work.and_then(Work::document_labels).map_or(&[], |labels| &labels.labels)
    }

    /// Notes everything but the texts of `article`.
    pub(crate) fn lose_all_but_text(context: &ExportContext<'a>, article: &'a Article, losses: &mut Losses) {
        for mut document in Self::all(context, article, losses) {
            for mark in document.marks.drain(..) {
                losses.add_mark("marks", article.id(), article.body().quote(mark.spans.hull()));
            }
            document.fit(Carries::TEXT, losses);
        }
    }

    /// Takes out what the format cannot hold by what it carries, and notes each. Marks that overlap are left for the
    /// format to choose from.
    pub(crate) fn fit(&mut self, carries: Carries, losses: &mut Losses) {
        if self.is_first {
            self.fit_article(carries, losses);
        }
        let id = self.article.id();
        if !carries.discontinuous {
            let (whole, torn): (Vec<_>, Vec<_>) =
                self.marks.drain(..).partition(|mark| !mark.spans.is_discontinuous());
            self.marks = whole;
            for mark in torn {
                losses.add_mark("marks of several pieces", id, &pieces(self.article, &mark.spans));
            }
        }
        self.fit_marks(carries, losses);
        self.fit_ties(carries, losses);
        if !carries.document_labels {
            self.labels().iter().for_each(|label| losses.add("labels of articles", id, label));
        }
        let (named, nameless): (Vec<_>, Vec<_>) =
            self.rejected.drain(..).partition(|decision| !decision.label.as_str().is_empty());
        let quote = |decision: &Decision| self.article.body().quote(decision.spans.hull());
        for decision in nameless {
            losses.add("places that were refused whatever their label", id, quote(&decision));
        }
        if carries.rejected {
            self.rejected = named;
            return;
        }
        for decision in named {
            losses.add("suggestions that were refused", id, quote(&decision));
        }
    }

    /// Notes what the format does not hold of the article itself.
    fn fit_article(&self, carries: Carries, losses: &mut Losses) {
        let id = self.article.id();
        if !carries.empty_documents && self.text().is_empty() {
            losses.add("articles without text", id, "");
        }
        // What stands in front of a text is in it, and so is what it says of the article.
        let is_in_text = |zone: &Zone| carries.lossless_text && zone.kind == ZoneKind::FrontMatter;
        let zones = self.zones();
        if !carries.zones {
            for zone in zones.iter().filter(|zone| !is_in_text(zone)) {
                losses.add("zones", id, self.quote(zone.span));
            }
        }
        let metadata = self.article.metadata();
        if !carries.metadata && has_metadata(metadata) && !zones.iter().any(|zone| is_in_text(zone)) {
            losses.add("metadata", id, metadata.title.as_deref().unwrap_or_default());
        }
    }

    /// Notes what the format does not hold of each mark.
    fn fit_marks(&self, carries: Carries, losses: &mut Losses) {
        let id = self.article.id();
        for mark in &self.marks {
            let mut lose = |reason: &'static str, is_there: bool| {
                if is_there {
                    losses.add(reason, id, self.quote(mark.spans.hull()));
                }
            };
            lose("features of marks", !carries.features && !mark.features.is_empty());
            lose("notes on marks", !carries.features && mark.note.is_some());
            lose("doubts about marks", !carries.features && mark.flag.is_some());
            lose("links to entities", !carries.entity_links && mark.entity.is_some());
            lose("links to claims", !carries.entity_links && mark.claim.is_some());
            lose("values of figures", !carries.quantities && mark.quantity.is_some());
        }
    }

    /// Takes out what ties marks to each other and cannot be held, or has lost one of them.
    fn fit_ties(&mut self, carries: Carries, losses: &mut Losses) {
        let id = self.article.id();
        if self.relations.is_empty() && self.attributions.is_empty() {
            return;
        }
        let kept: BTreeSet<&AnnotationId> = self.marks.iter().map(|mark| &mark.id).collect();
        let has_both = |relation: &Relation| kept.contains(&relation.from) && kept.contains(&relation.to);
        let (held, lost): (Vec<_>, Vec<_>) =
            self.relations.drain(..).partition(|relation| carries.relations && has_both(relation));
        self.relations = held;
        for relation in lost {
            self.lose_relation(&relation, losses);
        }
        if !carries.attributions {
            for attribution in &self.attributions {
                losses.add("attributions", id, &self.attribution_quote(attribution));
            }
            self.attributions.clear();
        }
    }

    /// Notes a relation that cannot be held.
    pub(crate) fn lose_relation(&self, relation: &Relation, losses: &mut Losses) {
        losses.add("relations", self.article.id(), &self.relation_quote(relation));
    }

    /// An attribution in words, for a list of what is lost.
    fn attribution_quote(&self, attribution: &Attribution) -> String {
        let words = |anchor: &Anchor| match anchor {
            Anchor::Annotation(id) => self.article.annotation(id).map(|mark| self.quote(mark.spans.hull())),
            Anchor::Spans(spans) => Some(self.quote(spans.hull())),
        };
        let sources: Vec<&str> =
            attribution.sources.iter().filter_map(|source| words(&source.anchor)).collect();
        let contents: Vec<&str> = attribution.contents.iter().filter_map(words).collect();
        let cue = attribution.cue.as_ref().and_then(words).unwrap_or_default();
        format!("{} → {} ({cue})", sources.join(", "), contents.join(", "))
    }

    /// A relation in words, for a list of what is lost.
    fn relation_quote(&self, relation: &Relation) -> String {
        let [from, to] = [&relation.from, &relation.to]
            .map(|end| self.article.annotation(end).map(|mark| self.quote(mark.spans.hull())));
        format!("{} → {} ({})", from.unwrap_or_default(), to.unwrap_or_default(), relation.kind)
    }

    /// Notes every mark of a layer that is not finished in the article, where the format cannot tell that from a layer
    /// in which there is nothing to mark.
    pub(crate) fn leave_out(&self, layer: &LayerKey, losses: &mut Losses) {
        let id = self.article.id();
        for mark in self.marks.iter().filter(|mark| mark.layer == *layer) {
            losses.add_mark(
                "marks of layers that are not finished in the article",
                id,
                self.quote(mark.spans.hull()),
            );
        }
        losses.remark(
            "layers that are not finished in the article, which is left out there",
            id,
            layer.as_str(),
        );
    }

    /// Takes out the marks of layers that are not finished in the article, and notes them: for a format that has a
    /// document with all its layers or not at all.
    pub(crate) fn keep_complete(&mut self, context: &ExportContext<'a>, losses: &mut Losses) {
        for layer in Self::layers(context) {
            if !self.complete.contains(&layer.key) {
                self.leave_out(&layer.key, losses);
                self.marks.retain(|mark| mark.layer != layer.key);
            }
        }
    }

    /// `marks` counted in tokens. Those that do not fall on their edges are noted.
    pub(crate) fn align(
        &self,
        marks: &[&Arc<Annotation>],
        options: TokenOptions,
        losses: &mut Losses,
    ) -> Alignment {
        let alignment = self.tokens(marks, options);
        let id = self.article.id();
        for (number, fate) in &alignment.misfits {
            let quote = self.quote(marks[*number].spans.hull());
            match fate {
                Fate::Cut => losses.remark(fate.reason(), id, quote),
                Fate::Moved => losses.add_moved(fate.reason(), id, quote),
                Fate::LeftOut => losses.add_mark(fate.reason(), id, quote),
            }
        }
        alignment
    }

    /// `marks` counted in tokens, each from its first to its last piece.
    pub(crate) fn tokens(&self, marks: &[&Arc<Annotation>], options: TokenOptions) -> Alignment {
        let spans: Vec<Span> = marks.iter().map(|mark| mark.spans.hull()).collect();
        align(options.tokeniser.tokens(self.text()), &spans, options.misfits)
    }

    /// The zones that hold for the annotator, by position.
    pub(crate) fn zones(&self) -> Vec<&'a Arc<Zone>> {
        match self.annotator {
            Some(annotator) => self.article.zones_for(annotator),
            None => self.article.zones().values().collect(),
        }
    }

    /// The sentences, in bytes. None ends inside one of `marks`.
    pub(crate) fn sentences(&self, marks: &[&Arc<Annotation>]) -> Vec<Range<usize>> {
        let mut breaks: Vec<usize> =
            self.zones().iter().flat_map(|zone| [zone.span.start(), zone.span.end()]).collect();
        breaks.sort_unstable();
        let mut marks = marks.iter().map(|mark| mark.spans.hull()).peekable();
        let mut sentences: Vec<Range<usize>> = Vec::new();
        let mut reach = 0;
        for sentence in sentences_in(self.text(), 0..self.text().len(), &breaks) {
            match sentences.last_mut() {
                Some(last) if sentence.start < reach => last.end = sentence.end,
                _ => sentences.push(sentence.clone()),
            }
            while let Some(mark) = marks.next_if(|mark| mark.start() < sentence.end) {
                reach = reach.max(mark.end());
            }
        }
        sentences
    }

    /// The marks of `layer` that a format of one label a place can hold. The others are noted.
    pub(crate) fn flat(&self, layer: &LayerKey, losses: &mut Losses) -> Vec<&Arc<Annotation>> {
        let (kept, others) = self.outermost(layer);
        for mark in others {
            let quote = self.quote(mark.spans.hull());
            losses.add_mark("marks that overlap a longer one", self.article.id(), quote);
        }
        kept
    }

    /// The marks of `layer` that do not overlap, in order, and the others: of marks that overlap the longest is kept, of
    /// equally long ones the first. A mark of several pieces is never kept.
    pub(crate) fn outermost(&self, layer: &LayerKey) -> (Vec<&Arc<Annotation>>, Vec<&Arc<Annotation>>) {
        let mut marks: Vec<&Arc<Annotation>> =
            self.marks.iter().filter(|mark| mark.layer == *layer).collect();
        // Most layers are flat, and need no search for what overlaps.
        let is_before =
            |pair: &[&Arc<Annotation>]| pair[0].spans.hull().end() <= pair[1].spans.hull().start();
        if marks.windows(2).all(is_before) && !marks.iter().any(|mark| mark.spans.is_discontinuous()) {
            return (marks, Vec::new());
        }
        // The sort is stable, and marks are in the order of their place.
        marks.sort_by_key(|mark| Reverse(mark.spans.hull().len()));
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        let is_free = |mark: &&Arc<Annotation>| {
            let span = mark.spans.hull();
            let before = taken.range(..span.end()).next_back();
            let is_free =
                before.is_none_or(|(_, end)| *end <= span.start()) && !mark.spans.is_discontinuous();
            if is_free {
                taken.insert(span.start(), span.end());
            }
            is_free
        };
        let (mut kept, others): (Vec<_>, Vec<_>) = marks.into_iter().partition(is_free);
        kept.sort_by_key(|mark| mark.spans.hull());
        (kept, others)
    }
}

/// Whether more is known of an article than its title, which stands in its text.
fn has_metadata(metadata: &Metadata) -> bool {
    let Metadata { title: _, outlet, url, byline, published, language, other } = metadata;
    [outlet, url, byline, language].into_iter().any(Option::is_some)
        || published.is_some()
        || !other.is_empty()
}

/// The records that `annotator` made.
fn of<T>(records: &[Arc<T>], annotator: Option<&Annotator>, maker: fn(&T) -> &Annotator) -> Vec<Arc<T>> {
    records.iter().filter(|record| Some(maker(record)) == annotator).cloned().collect()
}

fn rejected(
    context: &ExportContext<'_>,
    annotator: Option<&Annotator>,
    work: Option<&Work>,
) -> Vec<Arc<Decision>> {
    let Some((annotator, work)) = annotator.zip(work) else { return Vec::new() };
    let decisions = context.filter.decisions(annotator, work);
    decisions.filter(|decision| decision.outcome == Outcome::Rejected).cloned().collect()
}

/// The exported layers in which `annotator` has marked everything. Where work was asked for by how far it has come, it
/// is taken as it is.
fn complete(
    context: &ExportContext<'_>,
    annotator: Option<&Annotator>,
    work: Option<&Work>,
) -> BTreeSet<LayerKey> {
    let Some((annotator, work)) = annotator.zip(work) else { return BTreeSet::new() };
    let is_complete = |layer: &&Layer| {
        let is_done = !context.filter.statuses.is_empty() || work.progress(&layer.key) == Progress::Done;
        is_done && context.filter.has_layer(annotator, work, &layer.key)
    };
    let layers = Document::layers(context);
    layers.into_iter().filter(is_complete).map(|layer| layer.key.clone()).collect()
}

/// The words of all pieces of a mark.
fn pieces<'t>(article: &'t Article, spans: &Spans) -> Cow<'t, str> {
    let quote = |span: Span| article.body().quote(span);
    match spans.as_slice() {
        [only] => quote(*only).into(),
        several => several.iter().map(|span| quote(*span)).collect::<Vec<_>>().join(" … ").into(),
    }
}
