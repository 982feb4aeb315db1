//! What a step did, in words.

use crate::edit::Change;
use crate::edit::history::Revision;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::project::Slot;
use crate::model::record::Record;
use crate::ui::scene::Scene;

/// The most characters of a quotation.
const LONGEST: usize = 90;

/// What a step did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Deed {
    /// What it was done to: a label and a quotation, a name.
    pub(super) what: String,
    /// The article.
    pub(super) place: String,
}

/// What `revision` did. Texts are quoted only from articles that are in memory.
pub(super) fn of(scene: &Scene<'_>, revision: &Revision) -> Deed {
    let project = scene.session.project();
    let changes = &revision.edit.changes;
    let slot = changes.iter().find_map(|change| project.articles().get(change.key.article()?));
    // In another text that stands under the same id by now, the words at its place are others.
    let article = slot.and_then(Slot::loaded).filter(|article| revision.is_in_text_of(article));
    let title = match slot {
        Some(Slot::Loaded(article)) => article.metadata().title.clone(),
        Some(Slot::Listed(listing)) => listing.metadata.title.clone(),
        None => None,
    };
    let id = changes.iter().find_map(|change| change.key.article());
    let place = title.or_else(|| id.map(ToString::to_string)).unwrap_or_default();
    // A mark says more than the entity or the attribution that came with it.
    let telling = changes.iter().find(|change| matches!(record(change), Some(Record::Annotation(_))));
    let what =
        telling.or_else(|| changes.first()).map(|change| subject(scene, article.map(AsRef::as_ref), change));
    let what = match (what, changes.len()) {
        (Some(what), 0 | 1) => what,
        (Some(what), count) => {
            scene.texts.with("history-more", [("what", what.into()), ("count", (count - 1).into())])
        }
        (None, _) => String::new(),
    };
    Deed { what, place }
}

fn record(change: &Change) -> Option<&Record> {
    change.after.as_ref().or(change.before.as_ref())
}

fn subject(scene: &Scene<'_>, article: Option<&Article>, change: &Change) -> String {
    match record(change) {
        Some(Record::Annotation(mark)) => marked(scene, article, mark),
        Some(Record::Status(status)) => {
            let layers = &scene.session.project().schema().layers;
            layers.get(&status.layer).map_or_else(|| status.layer.to_string(), |layer| layer.name.clone())
        }
        Some(Record::DocumentLabels(labels)) => labels.labels.join(", "),
        Some(Record::Entity(entity)) => entity.name.clone(),
        Some(Record::Claim(claim)) => shortened(&claim.statement),
        Some(Record::Label(label)) => label.name.clone(),
        Some(Record::Layer(layer)) => layer.name.clone(),
        Some(Record::Feature(feature)) => feature.name.clone(),
        Some(Record::RelationType(kind)) => kind.name.clone(),
        Some(Record::Person(person)) => person.name.clone(),
        Some(Record::Name(name)) => name.to_string(),
        _ => String::new(),
    }
}

/// The label of a mark, and what it covers.
fn marked(scene: &Scene<'_>, article: Option<&Article>, mark: &Annotation) -> String {
    let name = scene.label_of(mark).map_or(mark.label.as_str(), |label| label.name.as_str());
    let Some(text) = article.map(|article| article.body().text()) else { return name.to_owned() };
    let pieces = mark.spans.iter().map(|span| text.get(span.range()).unwrap_or_default());
    let quote = shortened(&pieces.collect::<Vec<_>>().join(" … "));
    format!("{name} {}", scene.texts.name("inspector-quote", &quote))
}

/// At most [`LONGEST`] characters of `text`, in one line.
fn shortened(text: &str) -> String {
    // More is not looked at: a claim may be as long as its article.
    let start: String = text.chars().take(4 * LONGEST).collect();
    let words = start.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}
