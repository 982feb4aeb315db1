//! What is known of the open article beside its text, and its labels as a whole.

use egui::{CollapsingHeader, ComboBox, RichText, Ui};

use super::mark::{named, written};
use crate::model::article::Article;
use crate::model::extra::ExtraValue;
use crate::model::id::ArticleId;
use crate::model::metadata::Metadata;
use crate::model::moment::Moment;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::ui::commands::AnyCommand;
use crate::ui::page;
use crate::ui::scene::{Act, Scene};
use crate::ui::style;

/// The fields that the program knows, each with the id of its name among the texts.
const FIELDS: [(&str, &str); 6] = [
    ("title", "metadata-title"),
    ("outlet", "metadata-outlet"),
    ("byline", "metadata-byline"),
    ("published", "metadata-published"),
    ("language", "metadata-language"),
    ("url", "metadata-url"),
];

/// What is being written about an article.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The article and what was known of it.
    of: Option<(ArticleId, std::sync::Arc<Metadata>)>,
    words: std::collections::BTreeMap<String, String>,
    /// A key of the person's own that is being added.
    key: String,
    value: String,
}

impl Draft {
    fn follow(&mut self, article: &Article) {
        let is_same = self.of.as_ref().is_some_and(|(id, known)| {
            id == article.id()
                && (std::sync::Arc::ptr_eq(known, article.metadata()) || known == article.metadata())
        });
        if !is_same {
            *self = Self { of: Some((article.id().clone(), article.metadata().clone())), ..Self::default() };
        }
    }
}

/// Shows the section, folded until it is asked for.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, draft: &mut Draft, acts: &mut Vec<Act>) {
    let Some(article) = scene.session.open_article() else { return };
    draft.follow(article);
    let size = scene.look.theme.sizes.caption;
    let heading = RichText::new(scene.texts.get("inspector-metadata"));
    let heading = heading.font(style::strong(size)).color(scene.look.palette.second_ink);
    CollapsingHeader::new(heading).id_salt("metadata").show_unindented(ui, |ui| {
        let metadata = article.metadata();
        for (key, name) in FIELDS {
            field(ui, scene, draft, (key, &scene.texts.get(name)), &value(metadata, key), acts);
        }
        for (key, value) in metadata.other.iter() {
            match value {
                ExtraValue::Text(text) => field(ui, scene, draft, (key, key), text, acts),
                // What is no text came from another program: it is shown as it is.
                ExtraValue::Json(json) => {
                    named(ui, scene, key, |ui| ui.add(egui::Label::new(json).truncate()));
                }
            }
        }
        another(ui, scene, draft, acts);
        document_labels(ui, scene, article, acts);
    });
}

fn value(metadata: &Metadata, key: &str) -> String {
    let text = match key {
        "title" => &metadata.title,
        "outlet" => &metadata.outlet,
        "byline" => &metadata.byline,
        "language" => &metadata.language,
        "url" => &metadata.url,
        _ => return metadata.published.map(|moment| moment.to_string()).unwrap_or_default(),
    };
    text.clone().unwrap_or_default()
}

fn set(key: &str, value: &str) -> Act {
    let arguments = Arguments::new().with("key", key);
    let arguments = if value.is_empty() { arguments } else { arguments.with("value", value) };
    Act::Run(AnyCommand::Session(CommandKind::MetadataSet), arguments)
}

fn field(
    ui: &mut Ui,
    scene: &Scene<'_>,
    draft: &mut Draft,
    (key, name): (&str, &str),
    current: &str,
    acts: &mut Vec<Act>,
) {
    let words = draft.words.entry(key.to_owned()).or_insert_with(|| current.to_owned());
    let is_done = written(ui, scene, name, words);
    let new = words.trim();
    let problem = (key == "published" && !new.is_empty()).then(|| new.parse::<Moment>().err()).flatten();
    match problem {
        Some(problem) => page::warning(ui, &scene.look, &format!("{problem}.")),
        None if is_done && new != current => acts.push(set(key, new)),
        None => {}
    }
}

/// A key that nobody has used yet.
fn another(ui: &mut Ui, scene: &Scene<'_>, draft: &mut Draft, acts: &mut Vec<Act>) {
    written(ui, scene, &scene.texts.get("metadata-key"), &mut draft.key);
    if draft.key.trim().is_empty() {
        return;
    }
    let is_done = written(ui, scene, &scene.texts.get("metadata-value"), &mut draft.value);
    if is_done && !draft.value.trim().is_empty() {
        acts.push(set(draft.key.trim(), draft.value.trim()));
    }
}

fn document_labels(ui: &mut Ui, scene: &Scene<'_>, article: &Article, acts: &mut Vec<Act>) {
    let known = &scene.session.project().schema().scales.document_labels;
    if known.is_empty() {
        return;
    }
    let work = scene.session.own_work(article.id());
    let own = work.and_then(|work| work.document_labels());
    let mut labels = own.map(|own| own.labels.clone()).unwrap_or_default();
    let before = labels.clone();
    let name = scene.texts.get("metadata-labels");
    named(ui, scene, &name, |ui| {
        let boxed = ComboBox::from_id_salt("document-labels").selected_text(labels.join(", "));
        let closing = egui::PopupCloseBehavior::CloseOnClickOutside;
        let boxed = boxed.width(ui.available_width()).close_behavior(closing).show_ui(ui, |ui| {
            for label in known {
                let mut is_on = labels.contains(label);
                if ui.checkbox(&mut is_on, label).changed() {
                    labels.retain(|known| known != label);
                    labels.extend(is_on.then(|| label.clone()));
                }
            }
        });
        style::name_box(&boxed.response, &name);
    });
    if labels != before {
        let arguments = Arguments::new().with("labels", labels);
        acts.push(Act::Run(AnyCommand::Session(CommandKind::DocumentLabel), arguments));
    }
}
