//! What the index knows of one annotator's work in an article, and how it is written.
//!
//! A project of 100,000 articles has a million counts of marks by label and a few dozen labels: each label is held once
//! in memory, and named once in each shard.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::cache::FileKey;
use super::rows::ProgressRow;
use crate::model::id::{Annotator, LabelKey, LayerKey};
use crate::model::summary::{LabelMarks, WorkSummary};

/// One annotator's work in an article.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WorkEntry {
    pub(super) annotator: Annotator,
    pub(super) file: FileKey,
    layers: Vec<(LayerKey, usize, ProgressRow)>,
    labels: Arc<[LabelMarks]>,
    suggestions: usize,
}

/// The same as it is written.
#[derive(Serialize, Deserialize)]
pub(super) struct WorkRow {
    annotator: Annotator,
    file: FileKey,
    layers: Vec<(LayerKey, usize, ProgressRow)>,
    /// Places among the labels of the shard, each with the number of marks.
    labels: Vec<(u32, u32)>,
    suggestions: usize,
}

/// The labels of a shard, each once. Rows name them by their place.
#[derive(Debug, Default)]
pub(super) struct LabelPlaces {
    labels: Vec<(LayerKey, LabelKey)>,
    places: BTreeMap<(LayerKey, LabelKey), u32>,
}

/// Labels that were met, each once, so that what is counted by them can share them.
#[derive(Debug, Default)]
pub(super) struct KnownLabels(BTreeSet<Arc<(LayerKey, LabelKey)>>);

impl WorkEntry {
    pub(super) fn new(summary: WorkSummary, file: FileKey) -> Self {
        let layers = summary.layers.iter();
        let layers =
            layers.map(|(layer, count, progress)| (layer.clone(), *count, progress.into())).collect();
        let WorkSummary { annotator, labels, suggestions, .. } = summary;
        Self { annotator, file, layers, labels, suggestions }
    }

    /// Work whose file does not read: no file is ever taken for this one.
    pub(super) fn unreadable(annotator: Annotator) -> Self {
        let file = FileKey { len: u64::MAX, modified_ns: u64::MAX, hash: [0; 32] };
        Self { annotator, file, layers: Vec::new(), labels: Arc::default(), suggestions: 0 }
    }

    pub(super) fn summary(&self) -> WorkSummary {
        let layers = self.layers.iter().cloned();
        let layers = layers.map(|(layer, count, progress)| (layer, count, progress.into())).collect();
        WorkSummary {
            annotator: self.annotator.clone(),
            layers,
            labels: Arc::clone(&self.labels),
            suggestions: self.suggestions,
        }
    }

    /// Lets go of copies of labels that are known already.
    pub(super) fn share_labels(&mut self, known: &mut KnownLabels) {
        // What the index had is shared with it, and has no copies.
        let Some(labels) = Arc::get_mut(&mut self.labels) else { return };
        for label in labels {
            label.of = known.shared(&label.of);
        }
    }

    pub(super) fn row(&self, labels: &mut LabelPlaces) -> WorkRow {
        WorkRow {
            annotator: self.annotator.clone(),
            file: self.file,
            layers: self.layers.clone(),
            labels: self.labels.iter().map(|label| (labels.place(&label.of), label.marks)).collect(),
            suggestions: self.suggestions,
        }
    }
}

impl WorkRow {
    /// The entry, with `labels` of the shard; `None` if a label is named that the shard does not have.
    pub(super) fn entry(self, labels: &[Arc<(LayerKey, LabelKey)>]) -> Option<WorkEntry> {
        let label = |(place, marks): &(u32, u32)| {
            Some(LabelMarks { of: Arc::clone(labels.get(*place as usize)?), marks: *marks })
        };
        let labels = self.labels.iter().map(label).collect::<Option<_>>()?;
        let Self { annotator, file, layers, suggestions, .. } = self;
        Some(WorkEntry { annotator, file, layers, labels, suggestions })
    }
}

impl LabelPlaces {
    /// The place of `label`, where it is put if it has none.
    fn place(&mut self, label: &(LayerKey, LabelKey)) -> u32 {
        if let Some(place) = self.places.get(label) {
            return *place;
        }
        let place = self.labels.len() as u32;
        self.labels.push(label.clone());
        self.places.insert(label.clone(), place);
        place
    }

    /// The labels by their places.
    pub(super) fn into_labels(self) -> Vec<(LayerKey, LabelKey)> {
        self.labels
    }
}

impl KnownLabels {
    fn shared(&mut self, label: &Arc<(LayerKey, LabelKey)>) -> Arc<(LayerKey, LabelKey)> {
        if let Some(known) = self.0.get(label) {
            return Arc::clone(known);
        }
        self.0.insert(Arc::clone(label));
        Arc::clone(label)
    }
}
