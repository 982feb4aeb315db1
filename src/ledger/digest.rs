//! What one article brings to the ledger, in the eyes of one annotator.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::figures::Group;
use super::interval::Interval;
use super::names::{Claimant, folded};
use super::units;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Attribution, Certainty, Polarity, QuoteType, Source};
use crate::model::id::{AnnotationId, Annotator, ArticleId, AttributionId, ClaimId, EntityId, EventId};
use crate::model::metadata::Metadata;
use crate::model::moment::Moment;
use crate::model::quantity::{Quantity, QuantityKind, Referent};
use crate::model::register::Register;
use crate::model::schema::{Role, Schema};
use crate::model::span::Span;
use crate::model::work::Work;

/// How many figures that are given through others follow each other at most.
const CHAIN: usize = 8;

/// How many bytes are kept on either side of a name.
const AROUND: usize = 56;

/// What one article brings.
#[derive(Clone, Debug)]
pub struct Digest {
    /// The article.
    pub article: ArticleId,
    /// What is known of it.
    pub metadata: Arc<Metadata>,
    /// What is said in it.
    pub sayings: Vec<Saying>,
    /// What is counted in it.
    pub figures: Vec<FigureMention>,
    /// Which entities it names, how often, and where first.
    pub entities: Vec<(EntityId, EntityUse)>,
    /// The events that its figures and claims belong to.
    pub events: Vec<EventId>,
    /// The entities that its sources, figures and marks refer to, whether or not the register has them.
    pub refers: BTreeSet<EntityId>,
}

/// A claim that somebody makes in an article.
#[derive(Clone, Debug)]
pub struct Saying {
    /// The mark of what is said, if there is one.
    pub annotation: Option<AnnotationId>,
    /// What says who says it; none where it is the outlet's own voice.
    pub attribution: Option<AttributionId>,
    /// Who says it; never empty.
    pub claimants: Vec<Claimant>,
    /// What claimants without an entity are called here, as it is written.
    pub spelled: Vec<(Claimant, String)>,
    /// The claim record that it is a mention of.
    pub claim: Option<ClaimId>,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// What is said, word for word.
    pub words: String,
    /// Whether the speaker stands by it.
    pub polarity: Polarity,
    /// How sure the speaker is.
    pub certainty: Certainty,
    /// Whether the words are the speaker's own.
    pub quote_type: QuoteType,
    /// Through what it was said.
    pub via: Option<String>,
    /// When it was said, else when the article was published.
    pub at: Option<Moment>,
}

/// A figure in an article.
#[derive(Clone, Debug)]
pub struct FigureMention {
    /// The article.
    pub article: ArticleId,
    /// Its mark.
    pub annotation: AnnotationId,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// Its words.
    pub words: String,
    /// What it asserts.
    pub quantity: Arc<Quantity>,
    /// What it asserts as numbers, in the first unit of its kind, with what it is a multiple of worked out.
    pub asserted: Option<Interval>,
    /// What it is compared with.
    pub group: Group,
    /// Who vouches for it: of the innermost claim around it, or as the annotator says. Empty for the outlet itself.
    pub sources: Vec<Claimant>,
}

/// How an article uses a name: the marks that do, in the order of the text. There is at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityUse(Vec<Naming>);

/// A place that names an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The mark.
    pub annotation: AnnotationId,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// The words around it and its own, in one line.
    pub context: Box<str>,
    /// Where its own words stand among them, in bytes.
    pub own: Range<usize>,
}

impl EntityUse {
    /// How often it names the entity.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The places that do.
    pub fn mentions(&self) -> &[Naming] {
        &self.0
    }
}

impl Digest {
    /// What `article` brings in the eyes of `annotator`.
    pub fn of(article: &Article, annotator: &Annotator, schema: &Schema, register: &Register) -> Self {
        let mut digest = Self {
            article: article.id().clone(),
            metadata: Arc::clone(article.metadata()),
            sayings: Vec::new(),
            figures: Vec::new(),
            entities: Vec::new(),
            events: Vec::new(),
            refers: BTreeSet::new(),
        };
        let Some(work) = article.work(annotator) else { return digest };
        let reading = Reading { article, work, schema, register };
        digest.sayings = reading.sayings();
        digest.figures = reading.figures(&digest.sayings);
        digest.entities = reading.entities();
        digest.refers = reading.refers();
        let of_figures = digest.figures.iter().filter_map(|figure| figure.group.event.clone());
        let claims = digest.sayings.iter().filter_map(|saying| register.claims.get(saying.claim.as_ref()?));
        let events: BTreeSet<EventId> =
            of_figures.chain(claims.filter_map(|claim| claim.event.clone())).chain(reading.event()).collect();
        digest.events = events.into_iter().collect();
        digest
    }
}

/// An article being read.
struct Reading<'a> {
    article: &'a Article,
    work: &'a Work,
    schema: &'a Schema,
    register: &'a Register,
}

impl Reading<'_> {
    fn role(&self, mark: &Annotation) -> Role {
        self.schema.layers.get(&mark.layer).map_or(Role::None, |layer| layer.role)
    }

    fn words(&self, span: &Range<usize>) -> String {
        self.article.body().text().get(span.clone()).unwrap_or_default().to_owned()
    }

    /// Reported claims, and those of the outlet itself.
    fn sayings(&self) -> Vec<Saying> {
        let mut sayings = Vec::new();
        let mut reported: BTreeSet<&AnnotationId> = BTreeSet::new();
        for attribution in self.work.attributions().values() {
            let claimants = self.claimants(attribution);
            let spelled = self.spelled(attribution);
            for content in &attribution.contents {
                let mark = match content {
                    Anchor::Annotation(id) => {
                        reported.insert(id);
                        self.work.annotations().get(id)
                    }
                    Anchor::Spans(_) => None,
                };
                let Some(spans) = self.spans(content) else { continue };
                let words = spans.iter().map(|span| self.words(span)).collect::<Vec<_>>().join(" … ");
                let span = spans[0].start..spans[spans.len() - 1].end;
                sayings.push(Saying {
                    annotation: mark.map(|mark| mark.id.clone()),
                    attribution: Some(attribution.id.clone()),
                    claimants: claimants.clone(),
                    spelled: spelled.clone(),
                    claim: mark.and_then(|mark| mark.claim.clone()),
                    span,
                    words,
                    polarity: attribution.polarity,
                    certainty: attribution.certainty,
                    quote_type: attribution.quote_type,
                    via: attribution.via.as_ref().map(|via| via.text.clone()),
                    at: attribution.said_at.or(self.article.metadata().published),
                });
            }
        }
        let own = self.outlet();
        for mark in self.work.in_order() {
            if self.role(mark) != Role::Claim || reported.contains(&mark.id) {
                continue;
            }
            let span = mark.spans.hull().range();
            sayings.push(Saying {
                annotation: Some(mark.id.clone()),
                attribution: None,
                claimants: vec![own.clone()],
                spelled: Vec::new(),
                claim: mark.claim.clone(),
                words: self.words(&span),
                span,
                polarity: Polarity::Affirms,
                certainty: Certainty::Certain,
                quote_type: QuoteType::Indirect,
                via: None,
                at: self.article.metadata().published,
            });
        }
        sayings.sort_by_key(|saying| (saying.span.start, saying.span.end));
        sayings
    }

    fn spans(&self, anchor: &Anchor) -> Option<Vec<Range<usize>>> {
        let spans = match anchor {
            Anchor::Annotation(id) => &self.work.annotations().get(id)?.spans,
            Anchor::Spans(spans) => spans,
        };
        Some(spans.iter().map(Span::range).collect())
    }

    fn claimants(&self, attribution: &Attribution) -> Vec<Claimant> {
        let claimants: Vec<Claimant> =
            attribution.sources.iter().filter_map(|source| self.claimant(source)).collect();
        match attribution.polarity {
            _ if !claimants.is_empty() => claimants,
            // Somebody believes it; who, the article does not say.
            Polarity::Affirms => vec![Claimant::Unnamed],
            // Nobody is named who denies or doubts it: the article itself does.
            _ => vec![self.outlet()],
        }
    }

    /// How claimants without an entity are written.
    fn spelled(&self, attribution: &Attribution) -> Vec<(Claimant, String)> {
        let words = |source: &Source| Some((self.claimant(source)?, self.source_words(source)?));
        let named = attribution.sources.iter().filter_map(words);
        named.filter(|(claimant, _)| matches!(claimant, Claimant::Words(_))).collect()
    }

    fn source_words(&self, source: &Source) -> Option<String> {
        let spans = self.spans(&source.anchor)?;
        Some(spans.iter().map(|span| self.words(span)).collect::<Vec<_>>().join(" "))
    }

    /// The outlet in its own voice.
    fn outlet(&self) -> Claimant {
        self.article.metadata().outlet.clone().map_or(Claimant::Unnamed, Claimant::Outlet)
    }

    fn claimant(&self, source: &Source) -> Option<Claimant> {
        let mark = match &source.anchor {
            Anchor::Annotation(id) => self.work.annotations().get(id),
            Anchor::Spans(_) => None,
        };
        let entity = source.entity.clone().or_else(|| mark.and_then(|mark| mark.entity.clone()));
        if let Some(entity) = entity.filter(|entity| self.register.entities.contains_key(entity)) {
            return Some(Claimant::Entity(entity));
        }
        Some(Claimant::Words(folded(&self.source_words(source)?)))
    }

    fn figures(&self, sayings: &[Saying]) -> Vec<FigureMention> {
        let marks = self.work.in_order().filter(|mark| self.role(mark) == Role::Figure);
        marks
            .filter_map(|mark| {
                let quantity = Arc::clone(mark.quantity.as_ref()?);
                let span = mark.spans.hull().range();
                let (measure, factor) = measure(&quantity);
                let (asserted, base) = self.asserted(mark, factor, CHAIN);
                let group = self.group(base.as_ref().unwrap_or(&quantity), &quantity, measure);
                Some(FigureMention {
                    article: self.article.id().clone(),
                    annotation: mark.id.clone(),
                    words: self.words(&span),
                    asserted,
                    group,
                    sources: self.vouching(&quantity, &span, sayings),
                    span,
                    quantity,
                })
            })
            .collect()
    }

    /// What a figure asserts, in the first unit of its kind; of one that is a multiple of another, with the other.
    fn asserted(
        &self,
        mark: &Annotation,
        factor: Decimal,
        left: usize,
    ) -> (Option<Interval>, Option<Arc<Quantity>>) {
        let Some(quantity) = mark.quantity.as_ref() else { return (None, None) };
        let Some(base) = quantity.base.as_ref().filter(|_| left > 0) else {
            return (Interval::of(quantity, factor), None);
        };
        let Some(other) = self.work.annotations().get(&base.figure) else { return (None, None) };
        let Some(of) = other.quantity.as_ref() else { return (None, None) };
        let (_, unit) = measure(of);
        let (asserted, further) = self.asserted(other, unit, left - 1);
        let times = |number: Option<Decimal>| {
            number.and_then(|number| number.checked_mul(base.factor.unwrap_or(Decimal::ONE)))
        };
        let asserted = asserted.map(|asserted| Interval {
            low: times(asserted.low),
            high: times(asserted.high),
            ..asserted
        });
        (asserted, further.or_else(|| Some(Arc::clone(of))))
    }

    /// What a figure is compared with. What it does not say itself it has from `base`, which it is a multiple of.
    fn group(&self, base: &Quantity, own: &Quantity, own_measure: String) -> Group {
        let referent = |one: &Option<Referent>, other: &Option<Referent>| {
            one.as_ref().or(other.as_ref()).map(|referent| self.referent(referent)).unwrap_or_default()
        };
        let is_multiple = own.base.is_some();
        let period =
            if own.period.from.is_some() || own.period.to.is_some() { &own.period } else { &base.period };
        let day = |moment: Option<Moment>| moment.map(|moment| moment.date().to_string()).unwrap_or_default();
        let period = match (period.from, period.to) {
            (None, None) => String::new(),
            (from, to) => format!("{}/{}", day(from), day(to)),
        };
        Group {
            event: own.event.clone().or_else(|| base.event.clone()).or_else(|| self.event()),
            counted: referent(&own.counted, &base.counted),
            property: folded(own.property.as_deref().or(base.property.as_deref()).unwrap_or_default()),
            place: referent(&own.place, &base.place),
            period,
            measure: if is_multiple { measure(base).0 } else { own_measure },
        }
    }

    /// The event that the whole article tells of.
    fn event(&self) -> Option<EventId> {
        self.work.event().map(|event| event.event.clone())
    }

    fn referent(&self, referent: &Referent) -> String {
        match referent {
            Referent::Text(text) => folded(text),
            Referent::Span(spans) => folded(&self.words(&spans.hull().range())),
            Referent::Entity(id) => {
                self.register.entities.get(id).map_or_else(|| id.to_string(), |entity| entity.name.clone())
            }
            Referent::Annotation(id) => match self.work.annotations().get(id) {
                Some(mark) => match mark.entity.as_ref().and_then(|id| self.register.entities.get(id)) {
                    Some(entity) => entity.name.clone(),
                    None => folded(&self.words(&mark.spans.hull().range())),
                },
                None => String::new(),
            },
        }
    }

    /// Who vouches for a figure at `span`.
    fn vouching(&self, quantity: &Quantity, span: &Range<usize>, sayings: &[Saying]) -> Vec<Claimant> {
        if let Some(attribution) = quantity.source.as_ref().and_then(|id| self.work.attributions().get(id)) {
            return self.claimants(attribution);
        }
        let around = sayings.iter().filter(|saying| {
            saying.attribution.is_some() && saying.span.start <= span.start && span.end <= saying.span.end
        });
        let innermost = around.min_by_key(|saying| saying.span.len());
        innermost.map(|saying| saying.claimants.clone()).unwrap_or_default()
    }

    /// The words at `span` and some on both sides of them, whole ones where there are spaces; and where those at `span` stand
    /// among them.
    fn context(&self, span: &Range<usize>) -> (Box<str>, Range<usize>) {
        let text = self.article.body().text();
        let from = text.floor_char_boundary(span.start.saturating_sub(AROUND));
        let to = text.ceil_char_boundary((span.end + AROUND).min(text.len()));
        let line = |part: &str| part.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let before = &text[from..span.start];
        let before = &before[line(before)..];
        let cut = before.len() == span.start - from && from > 0;
        let before = if cut { before.split_once(' ').map_or(before, |(_, rest)| rest) } else { before };
        let after = &text[span.end..to];
        let after = after.split(['\n', '\r']).next().unwrap_or_default();
        let cut = after.len() == to - span.end && to < text.len();
        let after = if cut { after.rsplit_once(' ').map_or(after, |(rest, _)| rest) } else { after };
        let before = before.trim_start().replace('\t', " ");
        let own = text[span.clone()].replace(['\n', '\r', '\t'], " ");
        let start = before.len();
        let end = start + own.len();
        let words = before + &own + after.trim_end();
        (words.into_boxed_str(), start..end)
    }

    fn refers(&self) -> BTreeSet<EntityId> {
        let of_sources = self.work.attributions().values().flat_map(|attribution| &attribution.sources);
        let of_sources = of_sources.filter_map(|source| source.entity.as_ref());
        let quantities = self.work.annotations().values().filter_map(|mark| mark.quantity.as_ref());
        let referents = quantities.flat_map(|quantity| [&quantity.counted, &quantity.place]).flatten();
        let of_figures = referents.filter_map(|referent| match referent {
            Referent::Entity(id) => Some(id),
            _ => None,
        });
        let of_marks = self.work.annotations().values().filter_map(|mark| mark.entity.as_ref());
        of_sources.chain(of_figures).chain(of_marks).cloned().collect()
    }

    fn entities(&self) -> Vec<(EntityId, EntityUse)> {
        let mut uses: BTreeMap<EntityId, EntityUse> = BTreeMap::new();
        for mark in self.work.in_order() {
            let Some(entity) = &mark.entity else { continue };
            let span = mark.spans.hull().range();
            let (context, own) = self.context(&span);
            let naming = Naming { annotation: mark.id.clone(), span, context, own };
            uses.entry(entity.clone()).or_insert_with(|| EntityUse(Vec::new())).0.push(naming);
        }
        uses.into_iter().collect()
    }
}

/// What `quantity` measures, and how many of the first unit of that kind its unit is.
fn measure(quantity: &Quantity) -> (String, Decimal) {
    if let Some(currency) = &quantity.currency {
        return (currency.clone(), Decimal::ONE);
    }
    match (&quantity.unit, quantity.kind) {
        (_, QuantityKind::Percent) => ("percent".to_owned(), Decimal::ONE),
        (Some(unit), _) => {
            let (kind, factor) = units::measure(unit);
            (kind.to_owned(), factor)
        }
        (None, kind) => (kind.name().to_owned(), Decimal::ONE),
    }
}
