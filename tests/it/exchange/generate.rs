//! Projects that hold everything that a project can hold, made from a seed.

use std::sync::Arc;

use glossator::edit::{Change, Edit, apply};
use glossator::exchange::growth::SchemaGrowth;
use glossator::model::annotation::{Annotation, FeatureValue, Features, Flag, Origin};
use glossator::model::article::Article;
use glossator::model::attribution::{Anchor, Attribution, Certainty, Polarity, QuoteType, Source, Via};
use glossator::model::body::Body;
use glossator::model::decision::{Decision, Outcome};
use glossator::model::extra::{Extra, ExtraValue};
use glossator::model::id::{AnnotationId, Annotator, FeatureKey, LayerKey, RelationKey};
use glossator::model::metadata::Metadata;
use glossator::model::moment::Moment;
use glossator::model::project::{Project, Slot};
use glossator::model::quantity::{
    Approximator, Base, Bound, FigureLink, FigureLinkKind, Modality, Period, Quantity, QuantityKind, Referent,
};
use glossator::model::record::Record;
use glossator::model::register::{
    Alias, Claim, ClaimLink, ClaimLinkKind, Claimant, Entity, Event, Evidence, Question,
};
use glossator::model::relation::Relation;
use glossator::model::schema::{Fate, FeatureKind, Schema};
use glossator::model::span::{Span, Spans};
use glossator::model::status::{DocumentLabels, Progress, Status};
use glossator::model::work::WorkRecords;
use glossator::model::zone::{Zone, ZoneKind, ZoneVerdict};
use rust_decimal::Decimal;

const WORDS: [&str; 8] = ["Raqqa", "", "é\"\\\n", "👨🏻‍🚒", "שלום", "a\u{2028}b", "e\u{301}", "قوات\u{202e}"];

/// Chance, made from a seed (`SplitMix64`).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `limit`, without `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn yes(&mut self) -> bool {
        self.next() & 1 == 1
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.yes().then(|| make(self))
    }

    fn some<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }

    fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    fn word(&mut self) -> String {
        self.pick(&WORDS).to_owned()
    }

    fn decimal(&mut self) -> Decimal {
        Decimal::new(self.next().cast_signed() >> self.below(50), self.below(20) as u32)
    }

    fn moment(&mut self) -> Moment {
        let texts = [
            "2019-03-22",
            "2015-11",
            "2014",
            "--03-10",
            "2019-03-22T10:00:00",
            "2019-03-22T10:00:00.5+05:30",
        ];
        self.pick(&texts).parse().unwrap()
    }

    fn extra(&mut self) -> Extra {
        let values = [
            ExtraValue::Text("“x”\r\n".to_owned()),
            ExtraValue::Json("1.50e-7".to_owned()),
            ExtraValue::Json("null".to_owned()),
            ExtraValue::Json("{\"b\":[1,2.0,\" \\\" \"],\"a\":\"\\ud800\"}".to_owned()),
        ];
        let keys = ["z", "a", "x-y", "ключ", ""];
        self.some(2, |chance| (chance.pick(&keys).to_owned(), chance.pick(&values))).into_iter().collect()
    }

    fn features(&mut self) -> Features {
        let mut features = Features::new();
        if self.yes() {
            features.insert("sure".into(), FeatureValue::Bool(self.yes()));
        }
        if self.yes() {
            features.insert("many".into(), FeatureValue::Many(self.some(2, Self::word)));
        }
        if self.yes() {
            features.insert("size".into(), FeatureValue::Number(self.decimal()));
        }
        if self.yes() {
            features.insert("text".into(), FeatureValue::Text(self.word()));
        }
        if self.yes() {
            features.insert("deep".into(), FeatureValue::Json("{\"x\":[1e9,null]}".to_owned()));
        }
        features
    }

    /// Some spans of `text`, if it is not empty.
    fn spans(&mut self, text: &str) -> Option<Spans> {
        let mut edges: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        edges.push(text.len());
        let mut chosen: Vec<usize> = (0..2 * (1 + self.below(3))).map(|_| self.pick(&edges)).collect();
        chosen.sort_unstable();
        chosen.dedup();
        Spans::new(chosen.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1]).unwrap())).ok()
    }

    fn marks(&mut self) -> Vec<AnnotationId> {
        (0..self.below(7)).map(|number| AnnotationId::from(format!("m{number}"))).collect()
    }
}

/// A schema with tombstones, features of every kind and texts in every field.
fn schema(chance: &mut Chance) -> Schema {
    let mut growth = SchemaGrowth::new(Schema::default());
    for (layer, label) in [
        ("entity", "Person"),
        ("entity", "Old"),
        ("entity", "Gone"),
        ("claim", "Claim"),
        ("figure", "Figure"),
        ("own", "Ünter scheid"),
    ] {
        growth.label(Some(layer), Some(label));
    }
    growth.relation("part_of");
    growth.document_label("politics");
    growth.verdict("false");
    for layer in ["entity", "claim", "figure", "own"] {
        let layer = growth.layer(layer);
        for (key, value) in [
            ("sure", FeatureValue::Bool(true)),
            ("many", FeatureValue::Many(WORDS.map(str::to_owned).to_vec())),
            ("size", FeatureValue::Number(1.into())),
            ("text", FeatureValue::Text(String::new())),
            ("deep", FeatureValue::Json(String::new())),
        ] {
            growth.feature(&layer, key, &value);
        }
    }
    let mut schema = growth.schema().clone();
    for (key, label) in growth.schema().labels.clone() {
        let mut label = label.as_ref().clone();
        label.shortcut = chance.maybe(|chance| chance.pick(&['p', 'é', '"']));
        label.guideline = chance.word();
        label.boundaries = chance.some(2, Chance::word);
        label.examples = chance.some(2, Chance::word);
        label.counter_examples = chance.some(2, Chance::word);
        label.colour.push('0');
        label.maps.insert("ontonotes".to_owned(), chance.word());
        label.fate = match key.1.as_str() {
            "Old" => Some(Fate::Became("Person".into())),
            "Gone" => Some(Fate::Retired),
            _ => None,
        };
        schema.labels.insert(key, label.into());
    }
    let feature = schema.features.get_mut(&(LayerKey::from("entity"), FeatureKey::from("text"))).unwrap();
    Arc::make_mut(feature).kind = FeatureKind::Choice(WORDS.map(str::to_owned).to_vec());
    Arc::make_mut(feature).default = Some(chance.word());
    let relation = schema.relations.get_mut(&RelationKey::from("part_of")).unwrap();
    Arc::make_mut(relation).from = vec!["entity".into(), "own".into()];
    Arc::make_mut(&mut schema.scales).name = chance.word();
    schema
}

fn quantity(chance: &mut Chance, text: &str) -> Quantity {
    let bound = |chance: &mut Chance| {
        if chance.yes() {
            Bound::Number(chance.decimal())
        } else {
            Bound::Date(chance.pick(&["2019-03-22", "2015-11", "--03-10"]).parse().unwrap())
        }
    };
    let referent = |chance: &mut Chance| match (chance.below(4), chance.spans(text)) {
        (0, _) | (_, None) => Referent::Text(chance.word()),
        (1, Some(spans)) => Referent::Span(spans),
        (2, _) => Referent::Entity("e1".into()),
        _ => Referent::Annotation("m0".into()),
    };
    Quantity {
        low: chance.maybe(bound),
        high: chance.maybe(bound),
        low_open: chance.yes(),
        high_open: chance.yes(),
        point: chance.maybe(bound),
        approximator: chance.maybe(|chance| chance.pick(Approximator::ALL)),
        kind: chance.pick(QuantityKind::ALL),
        unit: chance.maybe(Chance::word),
        currency: chance.maybe(|_| "EUR".to_owned()),
        counted: chance.maybe(referent),
        property: chance.maybe(Chance::word),
        qualifier: chance.maybe(Chance::word),
        event: chance.maybe(|_| "ev1".into()),
        place: chance.maybe(referent),
        period: Period { from: chance.maybe(Chance::moment), to: chance.maybe(Chance::moment) },
        base: chance.maybe(|chance| Base { figure: "m0".into(), factor: chance.maybe(Chance::decimal) }),
        link: chance
            .maybe(|chance| FigureLink { kind: chance.pick(FigureLinkKind::ALL), figure: "m1".into() }),
        source: chance.maybe(|_| "q0".into()),
        modality: chance.pick(Modality::ALL),
        doubtful: chance.yes(),
        extra: chance.extra(),
    }
}

fn annotation(chance: &mut Chance, number: usize, text: &str, annotator: &Annotator) -> Option<Annotation> {
    let places = [
        ("entity", "Person"),
        ("entity", "Gone"),
        ("claim", "Claim"),
        ("figure", "Figure"),
        ("own", "Ünter scheid"),
    ];
    let (layer, label) = chance.pick(&places);
    let origins = [
        Origin::Hand,
        Origin::Bulk,
        Origin::Suggestion { rule: "number:2".to_owned() },
        Origin::Import { from: None },
        Origin::Import { from: Some("brat".to_owned()) },
    ];
    Some(Annotation {
        id: format!("m{number}").into(),
        annotator: annotator.clone(),
        layer: layer.into(),
        label: label.into(),
        spans: chance.spans(text)?,
        features: chance.features(),
        flag: chance.maybe(|chance| Flag { question: chance.word(), answer: chance.maybe(Chance::word) }),
        note: chance.maybe(Chance::word),
        origin: chance.pick(&origins),
        created: chance.maybe(|_| "2024-05-06T07:08:09.123Z".parse().unwrap()),
        entity: chance.maybe(|_| "e1".into()),
        claim: chance.maybe(|_| "c1".into()),
        quantity: chance.maybe(|chance| Arc::new(quantity(chance, text))),
        extra: chance.extra(),
    })
}

fn attribution(chance: &mut Chance, id: &str, text: &str, annotator: &Annotator) -> Attribution {
    let anchor = |chance: &mut Chance| match chance.spans(text) {
        Some(spans) if chance.yes() => Anchor::Spans(spans),
        _ => Anchor::Annotation("m0".into()),
    };
    let source =
        |chance: &mut Chance| Source { anchor: anchor(chance), entity: chance.maybe(|_| "e1".into()) };
    Attribution {
        id: id.into(),
        annotator: annotator.clone(),
        sources: chance.some(2, source),
        cue: Some(anchor(chance)),
        contents: chance.some(2, anchor),
        via: chance.maybe(|chance| Via { text: chance.word(), spans: chance.spans(text) }),
        said_at: chance.maybe(Chance::moment),
        quote_type: chance.pick(QuoteType::ALL),
        polarity: chance.pick(Polarity::ALL),
        certainty: chance.pick(Certainty::ALL),
        note: chance.maybe(Chance::word),
        extra: chance.extra(),
    }
}

fn records(chance: &mut Chance, who: usize, text: &str, annotator: &Annotator) -> WorkRecords {
    let mut records = WorkRecords::default();
    for number in 0..chance.below(4) {
        let made = annotation(chance, 4 * who + number, text, annotator);
        records.annotations.extend(made.map(Arc::new));
    }
    for number in 0..chance.below(3) {
        let marks = chance.marks();
        if let [from, .., to] = &marks[..] {
            records.relations.push(Arc::new(Relation {
                id: format!("r{who}-{number}").into(),
                annotator: annotator.clone(),
                kind: "part_of".into(),
                from: from.clone(),
                to: to.clone(),
                features: chance.features(),
                extra: chance.extra(),
            }));
        }
        let id = format!("q{who}-{number}");
        records.attributions.push(Arc::new(attribution(chance, &id, text, annotator)));
        if let Some(spans) = chance.spans(text) {
            records.zones.push(Arc::new(Zone {
                id: format!("z{who}-{number}").into(),
                span: spans.hull(),
                kind: chance.pick(ZoneKind::ALL),
                annotator: Some(annotator.clone()),
            }));
            records.decisions.push(Arc::new(Decision {
                id: format!("d{who}-{number}").into(),
                annotator: annotator.clone(),
                rule: chance.word(),
                spans,
                layer: "entity".into(),
                label: "Person".into(),
                outcome: chance.pick(Outcome::ALL),
                at: chance.maybe(|_| "2024-05-06T07:08:09Z".parse().unwrap()),
                after_ms: chance.maybe(Chance::next),
                extra: chance.extra(),
            }));
        }
    }
    if chance.yes() {
        let accepted = chance.yes();
        let verdict = ZoneVerdict { zone: "zone".into(), annotator: annotator.clone(), accepted };
        records.zone_verdicts.push(Arc::new(verdict));
        let labels = vec!["politics".to_owned()];
        records.document_labels = Some(Arc::new(DocumentLabels { annotator: annotator.clone(), labels }));
    }
    let progresses = [
        Progress::New,
        Progress::InProgress,
        Progress::Done,
        Progress::Skipped { reason: "“no”".to_owned() },
    ];
    for layer in ["entity", "own"] {
        if let Some(progress) = chance.maybe(|chance| chance.pick(&progresses)) {
            let made = Status { annotator: annotator.clone(), layer: layer.into(), progress };
            records.statuses.push(Arc::new(made));
        }
    }
    records
}

fn article(chance: &mut Chance, number: usize, text: &str) -> Article {
    let zone = chance.spans(text).map(|spans| Zone {
        id: "zone".into(),
        span: spans.hull(),
        kind: ZoneKind::Promotion,
        annotator: None,
    });
    let metadata = Metadata {
        title: chance.maybe(Chance::word),
        outlet: chance.maybe(Chance::word),
        url: chance.maybe(Chance::word),
        byline: chance.maybe(Chance::word),
        published: chance.maybe(Chance::moment),
        language: chance.maybe(|_| "en-GB".to_owned()),
        other: chance.extra(),
    };
    let id = format!("{}{number}", chance.word());
    let mut article = Article::new(id.into(), Body::new(text), metadata, zone);
    for (who, name) in ["ana", "bén \"x\""].into_iter().enumerate() {
        let annotator = Annotator::from(name);
        let work = records(chance, who, text, &annotator);
        article = article.with_work(annotator, work);
    }
    article
}

fn register(chance: &mut Chance, annotator: &Annotator) -> Vec<Record> {
    let entity = Entity {
        id: "e1".into(),
        annotator: annotator.clone(),
        name: format!("{}!", chance.word()),
        aliases: chance.some(2, |chance| Alias { text: chance.word(), case_sensitive: chance.yes() }),
        kind: chance.maybe(|_| "Person".into()),
        external: chance.maybe(Chance::word),
        note: chance.maybe(Chance::word),
        extra: chance.extra(),
    };
    let claim = |chance: &mut Chance, id: &str| Claim {
        id: id.into(),
        annotator: annotator.clone(),
        statement: chance.word(),
        claimant: chance.maybe(|chance| {
            if chance.yes() { Claimant::Entity("e1".into()) } else { Claimant::Text(chance.word()) }
        }),
        said_at: chance.maybe(Chance::moment),
        valid_at: chance.maybe(Chance::moment),
        types: chance.some(2, Chance::word),
        check_worthy: chance.maybe(Chance::yes),
        verdict: chance.maybe(|_| "false".to_owned()),
        justification: chance.maybe(Chance::word),
        evidence: chance.some(2, |chance| Evidence { text: chance.word(), url: chance.maybe(Chance::word) }),
        questions: chance
            .some(2, |chance| Question { question: chance.word(), answer: chance.maybe(Chance::word) }),
        event: chance.maybe(|_| "ev1".into()),
        note: chance.maybe(Chance::word),
        extra: chance.extra(),
    };
    let event = Event {
        id: "ev1".into(),
        annotator: annotator.clone(),
        name: format!("{}!", chance.word()),
        date: chance.maybe(Chance::moment),
        place: chance.maybe(Chance::word),
        note: chance.maybe(Chance::word),
        extra: chance.extra(),
    };
    let link = ClaimLink {
        id: "l1".into(),
        annotator: annotator.clone(),
        from: "c2".into(),
        to: "c1".into(),
        kind: chance.pick(ClaimLinkKind::ALL),
        extra: chance.extra(),
    };
    vec![
        Record::Entity(entity.into()),
        Record::Claim(claim(chance, "c1").into()),
        Record::Claim(claim(chance, "c2").into()),
        Record::Event(event.into()),
        Record::ClaimLink(link.into()),
    ]
}

/// A project with one article for each text.
pub(crate) fn project(texts: &[String], seed: u64) -> Project {
    let mut chance = Chance::new(seed);
    let mut project = Project::new("generated", schema(&mut chance));
    for (number, text) in texts.iter().enumerate() {
        let article = article(&mut chance, number, text);
        project.put_slot(Slot::Loaded(article.into()));
    }
    for annotator in ["ana", "zoë"] {
        if chance.yes() {
            let records = register(&mut chance, &annotator.into());
            let add = |record: Record| Change::add(record.shared_key().unwrap(), record);
            apply(&mut project, &records.into_iter().map(add).collect::<Edit>()).unwrap();
        }
    }
    project
}
