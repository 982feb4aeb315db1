//! How much somebody has done in an article, as far as it is known without reading the marks.

use std::sync::Arc;

use super::id::{Annotator, LabelKey, LayerKey};
use super::status::Progress;
use super::work::Work;

/// How much an annotator has done in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkSummary {
    /// Whose work.
    pub annotator: Annotator,
    /// Layers with marks or with a status: the number of marks and the progress, by layer.
    pub layers: Vec<(LayerKey, usize, Progress)>,
    /// Labels with marks, by layer and label as the marks have them: what a label was merged into is not looked up.
    /// Shared, because the index has the same.
    pub labels: Arc<[LabelMarks]>,
    /// The number of suggestions that wait to be reviewed.
    pub suggestions: usize,
}

/// How many marks have a label. A project may have a million of these, so they take 16 bytes each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelMarks {
    /// The layer and the label.
    pub of: Arc<(LayerKey, LabelKey)>,
    /// The number of marks, at least 1.
    pub marks: u32,
}

impl WorkSummary {
    /// Sums up `work`. O(layers + labels).
    pub fn new(annotator: Annotator, work: &Work) -> Self {
        let mut layers: Vec<LayerKey> = work.counts().keys().chain(work.statuses().keys()).cloned().collect();
        layers.sort();
        layers.dedup();
        let row = |layer: LayerKey| {
            let count = work.counts().get(&layer).copied().unwrap_or_default();
            let progress = work.progress(&layer);
            (layer, count, progress)
        };
        let labels = work.label_counts().iter().map(|(of, marks)| LabelMarks {
            of: Arc::new(of.clone()),
            marks: u32::try_from(*marks).unwrap_or(u32::MAX),
        });
        Self {
            annotator,
            layers: layers.into_iter().map(row).collect(),
            labels: labels.collect(),
            suggestions: work.suggestions().len(),
        }
    }

    /// The number of layers that are done or will not be done.
    pub fn finished_layers(&self) -> usize {
        self.layers.iter().filter(|(_, _, progress)| progress.is_over()).count()
    }

    /// The number of marks in all layers.
    pub fn marks(&self) -> usize {
        self.layers.iter().map(|(_, marks, _)| marks).sum()
    }
}
