//! What a card counts.

use std::collections::{BTreeMap, BTreeSet};

use super::agreement::Agreement;
use crate::exchange::document::Document;
use crate::exchange::exporter::ExportContext;
use crate::exchange::losses::Losses;
use crate::model::article::Article;
use crate::model::id::{Annotator, LabelKey, LayerKey, RelationKey};

/// What was counted of some articles.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// By the number of the split.
    splits: BTreeMap<usize, Counts>,
    /// How many articles and marks are whose.
    pub(super) annotators: BTreeMap<Annotator, (u64, u64)>,
    /// How many articles are from which outlet.
    pub(super) outlets: BTreeMap<String, u64>,
    pub(super) languages: BTreeSet<String>,
    /// The first and the last day, as they are written.
    pub(super) published: Option<(String, String)>,
    /// How many articles several annotators have worked on.
    pub(super) shared: u64,
    /// How far these agree, by layer.
    pub(super) agreement: BTreeMap<LayerKey, Agreement>,
}

/// What was counted of a split.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) articles: u64,
    /// Marks by layer and label, where labels that were merged count as what they became.
    marks: BTreeMap<(LayerKey, LabelKey), u64>,
    pub(super) relations: BTreeMap<RelationKey, u64>,
    pub(super) attributions: u64,
    /// In how many articles an annotator has done the layer.
    pub(super) done: BTreeMap<LayerKey, u64>,
}

impl Counts {
    /// How many marks are in a layer.
    pub(super) fn marks_in(&self, layer: &LayerKey) -> u64 {
        self.marks.iter().filter(|((of, _), _)| of == layer).map(|(_, count)| count).sum()
    }

    fn append(&mut self, later: Self) {
        self.articles += later.articles;
        self.attributions += later.attributions;
        add_all(&mut self.marks, later.marks);
        add_all(&mut self.relations, later.relations);
        add_all(&mut self.done, later.done);
    }
}

impl Tally {
    /// What there is to count of an article in the split of that number.
    pub(super) fn of(context: &ExportContext<'_>, article: &Article, split: usize) -> Self {
        let schema = context.project.schema();
        let mut counts = Counts { articles: 1, ..Counts::default() };
        let mut tally = Self::default();
        let documents = Document::all(context, article, &mut Losses::default());
        let mut marks: BTreeMap<(&LayerKey, &LabelKey), u64> = BTreeMap::new();
        for document in &documents {
            for mark in &document.marks {
                *marks.entry((&mark.layer, &mark.label)).or_default() += 1;
            }
            for relation in &document.relations {
                *counts.relations.entry(relation.kind.clone()).or_default() += 1;
            }
            counts.attributions += document.attributions.len() as u64;
            for layer in &document.complete {
                counts.done.insert(layer.clone(), 1);
            }
            if let Some(annotator) = document.annotator {
                tally.annotators.insert(annotator.clone(), (1, document.marks.len() as u64));
            }
        }
        for ((layer, label), count) in marks {
            let label = schema.resolve(layer, label).map_or(label, |label| &label.key);
            *counts.marks.entry((layer.clone(), label.clone())).or_default() += count;
        }
        tally.shared = u64::from(tally.annotators.len() > 1);
        tally.agreement = Agreement::of(schema, &documents);
        let metadata = article.metadata();
        tally.outlets.extend(metadata.outlet.clone().map(|outlet| (outlet, 1)));
        tally.languages.extend(metadata.language.clone());
        tally.published = metadata.published.map(|moment| moment.to_string()).map(|day| (day.clone(), day));
        tally.splits.insert(split, counts);
        tally
    }

    /// Adds what was counted elsewhere.
    pub(super) fn append(&mut self, later: Self) {
        for (split, counts) in later.splits {
            self.splits.entry(split).or_default().append(counts);
        }
        for (annotator, (articles, marks)) in later.annotators {
            let own = self.annotators.entry(annotator).or_default();
            *own = (own.0 + articles, own.1 + marks);
        }
        add_all(&mut self.outlets, later.outlets);
        self.languages.extend(later.languages);
        self.published = match (self.published.take(), later.published) {
            (Some((first, last)), Some((earlier, latest))) => Some((first.min(earlier), last.max(latest))),
            (own, other) => own.or(other),
        };
        self.shared += later.shared;
        for (layer, agreement) in later.agreement {
            self.agreement.entry(layer).or_default().append(agreement);
        }
    }

    /// What was counted of a split.
    pub(super) fn split(&self, split: usize) -> &Counts {
        static NOTHING: Counts = Counts {
            articles: 0,
            marks: BTreeMap::new(),
            relations: BTreeMap::new(),
            attributions: 0,
            done: BTreeMap::new(),
        };
        self.splits.get(&split).unwrap_or(&NOTHING)
    }

    /// How many articles there are.
    pub(super) fn articles(&self) -> u64 {
        self.splits.values().map(|counts| counts.articles).sum()
    }

    /// How many marks have a label.
    pub(super) fn marks(&self, layer: &LayerKey, label: &LabelKey) -> u64 {
        let key = (layer.clone(), label.clone());
        self.splits.values().filter_map(|counts| counts.marks.get(&key)).sum()
    }

    /// How many relations are of a type.
    pub(super) fn relations(&self, kind: &RelationKey) -> u64 {
        self.splits.values().filter_map(|counts| counts.relations.get(kind)).sum()
    }
}

fn add_all<K: Ord>(to: &mut BTreeMap<K, u64>, later: BTreeMap<K, u64>) {
    for (key, count) in later {
        *to.entry(key).or_default() += count;
    }
}
