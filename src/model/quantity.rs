//! What a figure's words assert. "More than 30,000" is not a number: it is a bound, a word and a thing that is counted.

use rust_decimal::Decimal;

use super::extra::Extra;
use super::id::{AnnotationId, AttributionId, EntityId, EventId};
use super::moment::Moment;
use super::span::Spans;
use super::words::words;

/// The reading of a figure: the interval that its words assert, in its unit, and what it counts.
///
/// "About X" is `low = high = X` with its approximator; "more than X" is `low = X`, open; "nearly X" is `high = X`, open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    /// The least value asserted, in `unit`.
    pub low: Option<Bound>,
    /// The largest value asserted, in `unit`.
    pub high: Option<Bound>,
    /// Whether `low` itself is excluded.
    pub low_open: bool,
    /// Whether `high` itself is excluded.
    pub high_open: bool,
    /// The number that is written.
    pub point: Option<Bound>,
    /// The word that makes the number inexact.
    pub approximator: Option<Approximator>,
    /// What kind of number it is.
    pub kind: QuantityKind,
    /// The unit in the singular: "week", "mile", "%".
    pub unit: Option<String>,
    /// The ISO 4217 code of a currency.
    pub currency: Option<String>,
    /// The things that are counted.
    pub counted: Option<Referent>,
    /// What is said of them: "killed", "displaced".
    pub property: Option<String>,
    /// A restriction: "mostly children".
    pub qualifier: Option<String>,
    /// The event it belongs to.
    pub event: Option<EventId>,
    /// Where it holds.
    pub place: Option<Referent>,
    /// When it holds.
    pub period: Period,
    /// The figure that this one is given as a multiple of: "about half that".
    pub base: Option<Base>,
    /// How it stands to another figure.
    pub link: Option<FigureLink>,
    /// The attribution that vouches for it, where it is not the innermost one around it.
    pub source: Option<AttributionId>,
    /// Whether it is so, planned, foretold, or a manner of speaking.
    pub modality: Modality,
    /// Whether the reading is unsure.
    pub doubtful: bool,
    /// What another program wrote on it.
    pub extra: Extra,
}

/// An end of the interval, or the number that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// An exact decimal.
    Number(Decimal),
    /// A date, possibly partial or with a time of day.
    Date(Moment),
}

/// A thing that a figure counts, or a place where it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referent {
    /// In words.
    Text(String),
    /// A stretch of the same article.
    Span(Spans),
    /// An entity of the annotator's register.
    Entity(EntityId),
    /// An annotation of the same article.
    Annotation(AnnotationId),
}

/// A stretch of time, either end of which may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// When it begins.
    pub from: Option<Moment>,
    /// When it ends.
    pub to: Option<Moment>,
}

/// The figure that another is a multiple of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The annotation of that figure, in the same article.
    pub figure: AnnotationId,
    /// What it is multiplied by, if said.
    pub factor: Option<Decimal>,
}

/// A link from one figure to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureLink {
    /// How they stand to each other.
    pub kind: FigureLinkKind,
    /// The annotation of the other figure, in the same article.
    pub figure: AnnotationId,
}

words! {
    /// A word that makes a number inexact, or opens an interval.
    Approximator {
        /// "about"
        About = "about",
        /// "around"
        Around = "around",
        /// "approximately"
        Approximately = "approximately",
        /// "roughly"
        Roughly = "roughly",
        /// "some 2,000"
        Some = "some",
        /// "nearly"
        Nearly = "nearly",
        /// "almost"
        Almost = "almost",
        /// "close to"
        CloseTo = "close to",
        /// "more than"
        MoreThan = "more than",
        /// "over"
        Over = "over",
        /// "above"
        Above = "above",
        /// "at least"
        AtLeast = "at least",
        /// "no fewer than"
        NoFewerThan = "no fewer than",
        /// "no less than"
        NoLessThan = "no less than",
        /// "upwards of"
        UpwardsOf = "upwards of",
        /// "less than"
        LessThan = "less than",
        /// "fewer than"
        FewerThan = "fewer than",
        /// "under"
        Under = "under",
        /// "below"
        Below = "below",
        /// "at most"
        AtMost = "at most",
        /// "no more than"
        NoMoreThan = "no more than",
        /// "up to"
        UpTo = "up to",
        /// "between 200 and 300"
        Between = "between",
        /// "from 12 to 17"
        FromTo = "from to",
        /// "exactly"
        Exactly = "exactly",
        /// "only"
        Only = "only",
        /// "several hundred"
        Several = "several",
        /// "a few"
        AFew = "a few",
        /// "dozens"
        Dozens = "dozens",
        /// "scores"
        Scores = "scores",
        /// "hundreds"
        Hundreds = "hundreds",
        /// "thousands"
        Thousands = "thousands",
        /// "tens of thousands"
        TensOfThousands = "tens of thousands",
        /// "hundreds of thousands"
        HundredsOfThousands = "hundreds of thousands",
        /// "millions"
        Millions = "millions",
        /// "many"
        Many = "many",
    }
}

words! {
    /// What kind of number a figure is.
    #[derive(Default)]
    QuantityKind {
        /// Things that can be counted.
        #[default]
        Count = "count",
        /// A number with a unit of measurement.
        Measure = "measure",
        /// A sum of money.
        Money = "money",
        /// A share in percent.
        Percent = "percent",
        /// A difference between two shares.
        PercentagePoints = "percentage_points",
        /// One number in relation to another: "one in five".
        Ratio = "ratio",
        /// A place in an order.
        Rank = "rank",
        /// A length of time, an age.
        Duration = "duration",
        /// A point in time.
        Date = "date",
        /// A difference between two states: "doubled to 40".
        Change = "change",
    }
}

words! {
    /// How one figure stands to another.
    FigureLinkKind {
        /// It is contained in the other.
        PartOf = "part_of",
        /// It comes on top of the other.
        InAdditionTo = "in_addition_to",
        /// It is measured against the other.
        RelativeTo = "relative_to",
    }
}

words! {
    /// How a figure is meant.
    #[derive(Default)]
    Modality {
        /// It is so, or is said to be so.
        #[default]
        Actual = "actual",
        /// It is intended.
        Planned = "planned",
        /// It is expected.
        Predicted = "predicted",
        /// It is a manner of speaking.
        Rhetorical = "rhetorical",
    }
}

impl Quantity {
    /// The annotations of the same article that this reading refers to.
    pub fn references(&self) -> impl Iterator<Item = &AnnotationId> {
        [
            self.counted.as_ref().and_then(annotation_of),
            self.place.as_ref().and_then(annotation_of),
            self.base.as_ref().map(|base| &base.figure),
            self.link.as_ref().map(|link| &link.figure),
        ]
        .into_iter()
        .flatten()
    }
}

fn annotation_of(referent: &Referent) -> Option<&AnnotationId> {
    match referent {
        Referent::Annotation(id) => Some(id),
        _ => None,
    }
}
