//! What can be chosen in a field of a form: names for people, and what commands take for them.

use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::id::LayerKey;
use crate::model::register::Register;
use crate::model::schema::{Label, Role};
use crate::model::span::Spans;
use crate::model::work::Work;
use crate::session::Session;
use crate::session::command::kind::CommandKind as Kind;
use crate::session::command::spec::{Need, Parameter, ParameterKind};
use crate::text::folding::Folding;
use crate::text::graphemes::floor_to_grapheme;

/// How many marks around the cursor can be chosen.
const NEAREST: usize = 200;
/// How many characters of a quotation are enough to know it again.
const QUOTE: usize = 60;
/// Letters that differ only in these ways are the same while somebody looks for a name.
const LOOSE: Folding = Folding { case: true, accents: true, arabic_forms: true, width: true };

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// What the command takes.
    pub(super) value: String,
    /// What people read.
    pub(super) name: String,
    /// The layer without which it makes no sense.
    pub(super) layer: Option<LayerKey>,
    /// All its names, folded, to look for words in.
    names: Vec<String>,
}

impl Choice {
    pub(super) fn new(value: impl Into<String>, name: impl Into<String>) -> Self {
        let (value, name) = (value.into(), name.into());
        let names = vec![LOOSE.fold(&name)];
        Self { value, name, layer: None, names }
    }

    fn within(self, layer: &LayerKey) -> Self {
        Self { layer: Some(layer.clone()), ..self }
    }

    fn also<'a>(mut self, names: impl Iterator<Item = &'a str>) -> Self {
        self.names.extend(names.map(|name| LOOSE.fold(name)));
        self
    }

    /// Whether one of its names contains `words`.
    pub(super) fn contains(&self, words: &Words) -> bool {
        self.names.iter().any(|name| name.contains(&words.0))
    }

    /// Whether `words` are one of its names.
    pub(super) fn is_called(&self, words: &Words) -> bool {
        self.names.contains(&words.0)
    }
}

/// Words by which a choice is looked for.
#[derive(Debug)]
pub(super) struct Words(String);

impl Words {
    pub(super) fn new(text: &str) -> Self {
        Self(folded(text.trim()))
    }

    /// Whether they are a part of `name`, which is folded.
    pub(super) fn are_in(&self, name: &str) -> bool {
        name.contains(&self.0)
    }
}

/// `text` without what does not count while somebody looks for a name.
pub(super) fn folded(text: &str) -> String {
    LOOSE.fold(text)
}

/// What can be chosen for `parameter` of `command`; `None` where anything can be written.
pub(super) fn of(command: Kind, parameter: &Parameter, session: &Session) -> Option<Vec<Choice>> {
    if let ParameterKind::Choice(words) = parameter.kind {
        return Some(words.iter().map(|word| Choice::new(*word, word.replace('_', " "))).collect());
    }
    match (parameter.name, command) {
        ("entity" | "claimant_entity", _) | ("into", Kind::EntityMerge) => {
            Some(of_register(session, entities))
        }
        ("claim", _) | ("from" | "to", Kind::ClaimLink) => Some(of_register(session, claims)),
        ("link", _) => Some(of_register(session, claim_links)),
        ("event", _) => Some(of_register(session, events)),
        ("cue" | "sources" | "contents", _)
        | ("from" | "to", Kind::RelationAdd)
        | ("id", Kind::AnnotationChoose) => Some(marks(session)),
        ("id", kind) if kind.spec().needs.contains(&Need::Mark) => Some(marks(session)),
        ("id", Kind::AttributionSet | Kind::AttributionDelete) => Some(of_work(session, attributions)),
        ("relation", _) => Some(of_work(session, relations)),
        ("zone", _) => Some(zones(command, session)),
        ("article" | "articles", _) => Some(articles(session)),
        ("annotator", Kind::PersonAssign) => Some(people(session)),
        _ => of_schema(command, parameter.name, session),
    }
}

/// What the schema knows.
fn of_schema(command: Kind, name: &str, session: &Session) -> Option<Vec<Choice>> {
    let schema = session.project().schema();
    let scale = |words: &[String]| {
        (!words.is_empty()).then(|| words.iter().map(|word| Choice::new(word, word)).collect())
    };
    let layers = schema.layers_in_order().into_iter();
    Some(match (name, command) {
        ("layer", _) | ("from" | "to", Kind::RelationTypeAdd) => {
            layers.map(|layer| Choice::new(layer.key.as_str(), &layer.name)).collect()
        }
        ("label" | "into", _) => {
            let is_wanted = |label: &&Label| label.fate.is_some() == (command == Kind::LabelRestore);
            let labels = layers.flat_map(|layer| schema.labels_of(&layer.key)).filter(is_wanted);
            labels.map(|label| Choice::new(label.key.as_str(), &label.name).within(&label.layer)).collect()
        }
        ("kind", Kind::EntityAdd | Kind::EntitySet) => {
            let labels = schema.layer_of_role(Role::Entity).map(|layer| schema.labels_of(&layer.key));
            let labels = labels.into_iter().flatten().filter(|label| label.fate.is_none());
            labels.map(|label| Choice::new(label.key.as_str(), &label.name)).collect()
        }
        ("feature", _) => {
            let features = layers.flat_map(|layer| schema.features_of(&layer.key));
            let choice = |name: &str, key: &str, layer| Choice::new(key, name).within(layer);
            features.map(|known| choice(&known.name, known.key.as_str(), &known.layer)).collect()
        }
        ("type", Kind::RelationAdd) => {
            let types = schema.relations_in_order().into_iter();
            types.map(|kind| Choice::new(kind.key.as_str(), &kind.name)).collect()
        }
        ("labels", Kind::DocumentLabel) => return scale(&schema.scales.document_labels),
        ("verdict", _) => return scale(&schema.scales.verdicts),
        _ => return None,
    })
}

fn of_register(session: &Session, choices: fn(&Register) -> Vec<Choice>) -> Vec<Choice> {
    session.own_register().map(choices).unwrap_or_default()
}

fn entities(register: &Register) -> Vec<Choice> {
    let entities = register.entities.values();
    let choice = |id: &str, name: &str| Choice::new(id, name);
    entities
        .map(|entity| {
            let aliases = entity.aliases.iter().map(|alias| alias.text.as_str());
            choice(entity.id.as_str(), &entity.name).also(aliases)
        })
        .collect()
}

fn claims(register: &Register) -> Vec<Choice> {
    register.claims.values().map(|claim| Choice::new(claim.id.as_str(), &claim.statement)).collect()
}

fn claim_links(register: &Register) -> Vec<Choice> {
    let statement = |id| register.claims.get(id).map_or("", |claim| claim.statement.as_str());
    let links = register.claim_links.values();
    let name = |from: &str, kind: &str, to: &str| {
        format!("{} · {} · {}", shortened(from), kind.replace('_', " "), shortened(to))
    };
    links
        .map(|link| {
            let name = name(statement(&link.from), link.kind.name(), statement(&link.to));
            Choice::new(link.id.as_str(), name)
        })
        .collect()
}

fn events(register: &Register) -> Vec<Choice> {
    register.events.values().map(|event| Choice::new(event.id.as_str(), &event.name)).collect()
}

fn articles(session: &Session) -> Vec<Choice> {
    let articles = session.project().articles().iter();
    articles
        .map(|(id, slot)| {
            let listing = slot.listing();
            let title = listing.metadata.title.as_deref().unwrap_or(id.as_str());
            Choice::new(id.as_str(), title).also(std::iter::once(id.as_str()))
        })
        .collect()
}

fn people(session: &Session) -> Vec<Choice> {
    let people = session.project().people().values();
    people.map(|person| Choice::new(person.annotator.as_str(), &person.name)).collect()
}

/// What can be chosen of one's own work in the open article.
fn of_work(session: &Session, choices: fn(&Session, &Article, &Work) -> Vec<Choice>) -> Vec<Choice> {
    let Some(article) = session.open_article() else { return Vec::new() };
    session.own_work(article.id()).map(|work| choices(session, article, work)).unwrap_or_default()
}

/// One's own marks in the open article, those nearest to the cursor first.
fn marks(session: &Session) -> Vec<Choice> {
    of_work(session, |session, article, work| {
        let cursor = session.desk().selection.head;
        let mut marks: Vec<_> = work.in_order().collect();
        marks.sort_by_key(|mark| {
            let hull = mark.spans.hull();
            hull.start().saturating_sub(cursor).max(cursor.saturating_sub(hull.end()))
        });
        marks.truncate(NEAREST);
        let schema = session.project().schema();
        let name = |mark: &Annotation| {
            let label = schema.resolve(&mark.layer, &mark.label);
            let label = label.map_or(mark.label.as_str(), |label| label.name.as_str());
            format!("{} · {label}", quoted(article, &mark.spans))
        };
        marks.into_iter().map(|mark| Choice::new(mark.id.as_str(), name(mark))).collect()
    })
}

fn attributions(_: &Session, article: &Article, work: &Work) -> Vec<Choice> {
    let place = |anchor: &Anchor| match anchor {
        Anchor::Annotation(id) => {
            article.annotation(id).map(|mark| quoted(article, &mark.spans)).unwrap_or_default()
        }
        Anchor::Spans(spans) => quoted(article, spans),
    };
    let name = |attribution: &Attribution| {
        let sources = attribution.sources.iter().map(|source| &source.anchor);
        let places: Vec<String> = sources.chain(&attribution.contents).map(place).collect();
        places.join(" · ")
    };
    work.attributions().values().map(|known| Choice::new(known.id.as_str(), name(known))).collect()
}

fn relations(session: &Session, article: &Article, work: &Work) -> Vec<Choice> {
    let place = |id| article.annotation(id).map(|mark| quoted(article, &mark.spans)).unwrap_or_default();
    let types = &session.project().schema().relations_in_order();
    work.relations()
        .values()
        .map(|known| {
            let kind = types.iter().find(|kind| kind.key == known.kind);
            let kind = kind.map_or(known.kind.as_str(), |kind| kind.name.as_str());
            let name = format!("{} · {kind} · {}", place(&known.from), place(&known.to));
            Choice::new(known.id.as_str(), name)
        })
        .collect()
}

/// The zones of the open article that `command` can be given: one's own, or those that came with the article.
fn zones(command: Kind, session: &Session) -> Vec<Choice> {
    let Some(article) = session.open_article() else { return Vec::new() };
    let own = session.own_work(article.id()).map(|work| work.zones().values().collect::<Vec<_>>());
    let zones: Vec<_> = match command {
        Kind::ZoneDelete => own.unwrap_or_default(),
        _ => article.zones().values().filter(|zone| zone.annotator.is_none()).collect(),
    };
    let choice = |id: &str, kind: &str, spans: &Spans| {
        Choice::new(id, format!("{} · {}", quoted(article, spans), kind.replace('_', " ")))
    };
    zones.into_iter().map(|zone| choice(zone.id.as_str(), zone.kind.name(), &zone.span.into())).collect()
}

/// The words that `spans` cover, shortened and in quotation marks.
fn quoted(article: &Article, spans: &Spans) -> String {
    let text = article.body().text();
    let pieces = spans.iter().map(|span| text.get(span.range()).unwrap_or_default());
    format!("“{}”", shortened(&pieces.collect::<Vec<_>>().join(" … ")))
}

/// `text` in one line of at most [`QUOTE`] characters.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTE) {
        Some((end, _)) => {
            format!("{}…", line.get(..floor_to_grapheme(&line, end)).unwrap_or_default().trim_end())
        }
        None => line,
    }
}
