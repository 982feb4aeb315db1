//! Counts over a project: computed article by article, so that memory does not grow with them.

use std::collections::BTreeMap;

use crate::model::article::Article;
use crate::model::effort::Effort;
use crate::model::id::{Annotator, LabelKey, LayerKey};
use crate::model::project::Project;
use crate::model::status::Progress;

/// Counts over a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Articles.
    pub articles: u64,
    /// Bytes of text.
    pub body_bytes: u64,
    /// Articles by outlet; those without one under "".
    pub outlets: BTreeMap<String, u64>,
    /// Articles by language; those without one under "".
    pub languages: BTreeMap<String, u64>,
    /// What each annotator has done.
    pub annotators: BTreeMap<Annotator, WorkStatistics>,
}

/// What one annotator has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkStatistics {
    /// Articles with any work.
    pub articles: u64,
    /// Marks by layer and label; merged labels count as what they became.
    pub marks: BTreeMap<(LayerKey, LabelKey), u64>,
    /// Relations.
    pub relations: u64,
    /// Attributions.
    pub attributions: u64,
    /// Suggestions that wait to be reviewed.
    pub suggestions: u64,
    /// Figures with a value.
    pub quantities: u64,
    /// Articles by layer and progress: "new", "`in_progress`", "done", "skipped". Untouched layers count as new.
    pub progress: BTreeMap<(LayerKey, &'static str), u64>,
    /// Entities, claims, links between claims and events in the register.
    pub register: [u64; 4],
    /// Active time, in articles that have left the project as well.
    pub effort: Effort,
}

/// The name of a progress in results.
const fn progress_name(progress: &Progress) -> &'static str {
    match progress {
        Progress::New => "new",
        Progress::InProgress => "in_progress",
        Progress::Done => "done",
        Progress::Skipped { .. } => "skipped",
    }
}

impl Statistics {
    /// Counts what belongs to no article.
    pub fn of_registers(project: &Project) -> Self {
        let mut statistics = Self::default();
        for (annotator, register) in project.registers() {
            let counts = [
                register.entities.len(),
                register.claims.len(),
                register.claim_links.len(),
                register.events.len(),
            ];
            statistics.annotators.entry(annotator.clone()).or_default().register =
                counts.map(|count| count as u64);
        }
        statistics
    }

    /// Adds everybody's active time.
    pub fn add_efforts(&mut self, efforts: &BTreeMap<Annotator, Effort>) {
        for (annotator, effort) in efforts.iter().filter(|(_, effort)| !effort.is_empty()) {
            self.annotators.entry(annotator.clone()).or_default().effort.merge(effort);
        }
    }

    /// Adds one article.
    pub fn add(&mut self, project: &Project, article: &Article) {
        self.articles += 1;
        self.body_bytes += article.body().text().len() as u64;
        let metadata = article.metadata();
        *self.outlets.entry(metadata.outlet.clone().unwrap_or_default()).or_default() += 1;
        *self.languages.entry(metadata.language.clone().unwrap_or_default()).or_default() += 1;
        let schema = project.schema();
        for (annotator, work) in article.works() {
            let statistics = self.annotators.entry(annotator.clone()).or_default();
            statistics.articles += 1;
            statistics.relations += work.relations().len() as u64;
            statistics.attributions += work.attributions().len() as u64;
            let waiting = work.suggestions().values().filter(|suggestion| !work.has_mark_of(suggestion));
            statistics.suggestions += waiting.count() as u64;
            for annotation in work.annotations().values() {
                let (layer, label) = (&annotation.layer, &annotation.label);
                let label = schema.resolve(layer, label).map_or(label, |label| &label.key);
                *statistics.marks.entry((layer.clone(), label.clone())).or_default() += 1;
                statistics.quantities += u64::from(annotation.quantity.is_some());
            }
            for layer in schema.layers.keys() {
                let progress = progress_name(&work.progress(layer));
                *statistics.progress.entry((layer.clone(), progress)).or_default() += 1;
            }
        }
    }

    /// Adds what was counted over other articles.
    #[must_use]
    pub fn merged(mut self, other: Self) -> Self {
        self.articles += other.articles;
        self.body_bytes += other.body_bytes;
        add_all(&mut self.outlets, other.outlets);
        add_all(&mut self.languages, other.languages);
        for (annotator, work) in other.annotators {
            let own = self.annotators.entry(annotator).or_default();
            own.articles += work.articles;
            own.relations += work.relations;
            own.attributions += work.attributions;
            own.suggestions += work.suggestions;
            own.quantities += work.quantities;
            add_all(&mut own.marks, work.marks);
            add_all(&mut own.progress, work.progress);
            own.effort.merge(&work.effort);
            for (sum, count) in own.register.iter_mut().zip(work.register) {
                *sum += count;
            }
        }
        self
    }
}

fn add_all<K: Ord>(sums: &mut BTreeMap<K, u64>, counts: BTreeMap<K, u64>) {
    for (key, count) in counts {
        *sums.entry(key).or_default() += count;
    }
}
