//! Marks of files as suggestions that wait, and which suggestions an article has no need of any more.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::importer::{Incoming, Place};
use super::merge::{add, records};
use crate::model::annotation::{Annotation, Origin};
use crate::model::article::Article;
use crate::model::decision::Outcome;
use crate::model::id::{Annotator, LabelKey, LayerKey, SuggestionId};
use crate::model::record::Record;
use crate::model::span::Spans;
use crate::model::suggestion::Suggestion;
use crate::model::work::{Work, WorkRecords};

/// A place with what is proposed for it.
type Proposal<'a> = (&'a Spans, &'a LayerKey, &'a LabelKey);

/// What an annotator has marked, decided, or waiting.
pub(super) struct Known<'a> {
    work: &'a Work,
    decided: HashSet<Proposal<'a>>,
    waiting: HashSet<Proposal<'a>>,
}

impl<'a> Known<'a> {
    pub(super) fn new(work: &'a Work) -> Self {
        let decided = work.decisions().values();
        let decided = decided.map(|decision| (&decision.spans, &decision.layer, &decision.label));
        let waiting = work.suggestions().values();
        let waiting = waiting.map(|open| (&open.spans, &open.layer, &open.label));
        Self { work, decided: decided.collect(), waiting: waiting.collect() }
    }

    /// Whether there is nothing left to be decided: the same is marked, was decided about, or no label of the layer
    /// was found to fit there.
    pub(super) fn settles(&self, new: &Suggestion) -> bool {
        let none = LabelKey::from("");
        self.decided.contains(&(&new.spans, &new.layer, &new.label))
            || self.decided.contains(&(&new.spans, &new.layer, &none))
            || self.work.has_mark_of(new)
    }

    /// Whether the same waits already.
    pub(super) fn awaits(&self, new: &Suggestion) -> bool {
        self.waiting.contains(&(&new.spans, &new.layer, &new.label))
    }
}

/// `article` without suggestions that the marks and decisions of the same annotator in it settle, and how many they are.
pub(super) fn without_settled(article: Article) -> (Article, usize) {
    if article.works().values().all(|work| work.suggestions().is_empty()) {
        return (article, 0);
    }
    let mut next = bare(&article);
    let mut settled = 0;
    for (annotator, work) in article.works() {
        let known = Known::new(work);
        let mut kept = WorkRecords::default();
        for record in records(work) {
            match record {
                Record::Suggestion(open) if known.settles(&open) => settled += 1,
                other => add(&mut kept, other),
            }
        }
        next = next.with_work(annotator.clone(), kept);
    }
    if settled == 0 { (article, 0) } else { (next, settled) }
}

/// The article without anybody's work.
fn bare(article: &Article) -> Article {
    let zones = article.zones().values().map(|zone| zone.as_ref().clone());
    Article::new(article.id().clone(), article.body().clone(), Arc::clone(article.metadata()), zones)
}

/// The id of a suggestion whose file gives it none: it follows from the place and the label, so that the same file
/// brings the same suggestions again.
pub(super) fn id_of(spans: &Spans, layer: &LayerKey, label: &LabelKey) -> SuggestionId {
    let mut hasher = blake3::Hasher::new();
    for span in spans.iter() {
        hasher.update(&(span.start() as u64).to_le_bytes()).update(&(span.end() as u64).to_le_bytes());
    }
    hasher.update(layer.as_str().as_bytes()).update(b"\0").update(label.as_str().as_bytes());
    let hash = hasher.finalize().to_hex();
    SuggestionId::from(format!("s{}", &hash.as_str()[..12]))
}

/// Marks that become suggestions, and what cannot wait as one.
#[derive(Debug)]
pub(super) struct Proposals {
    /// Who is to decide.
    annotator: Annotator,
    /// What was left out: where the first was, and how many there are.
    left_out: BTreeMap<&'static str, (Place, u64)>,
}

impl Proposals {
    pub(super) fn new(annotator: Annotator) -> Self {
        Self { annotator, left_out: BTreeMap::new() }
    }

    /// `article` with everybody's marks as suggestions. `format` is what marks are from that do not say it.
    pub(super) fn article(&mut self, article: &Article, place: &Place, format: &str) -> Article {
        let mut proposed = WorkRecords::default();
        let mut others: Vec<(Annotator, WorkRecords)> = Vec::new();
        let mut seen: HashSet<SuggestionId> = HashSet::new();
        for (annotator, work) in article.works() {
            let mut kept = WorkRecords::default();
            for record in records(work) {
                match record {
                    Record::Annotation(mark) => {
                        let suggestion = self.suggestion(&mark, place, format);
                        // Two annotators may have marked the same.
                        if seen.insert(suggestion.id.clone()) {
                            proposed.suggestions.push(suggestion.into());
                        }
                    }
                    // What was refused is not to be proposed.
                    Record::Decision(ref decision) if decision.outcome == Outcome::Rejected => {
                        add(&mut kept, record);
                    }
                    Record::Suggestion(_) => add(&mut kept, record),
                    other => self.leave_out(kind_of(&other), place),
                }
            }
            if *annotator == self.annotator {
                proposed.decisions.append(&mut kept.decisions);
                proposed.suggestions.append(&mut kept.suggestions);
            } else {
                others.push((annotator.clone(), kept));
            }
        }
        let next = bare(article).with_work(self.annotator.clone(), proposed);
        others.into_iter().fold(next, |next, (annotator, records)| next.with_work(annotator, records))
    }

    /// Notes a record that belongs to no article.
    pub(super) fn shared(&mut self, record: &Record, place: &Place) {
        self.leave_out(kind_of(record), place);
    }

    fn suggestion(&mut self, mark: &Annotation, place: &Place, format: &str) -> Suggestion {
        let says_more = mark.entity.is_some()
            || mark.claim.is_some()
            || mark.quantity.is_some()
            || mark.flag.is_some()
            || mark.note.is_some();
        if says_more {
            self.leave_out("entities, claims, figures, doubts and notes of marks", place);
        }
        let rule = match &mark.origin {
            Origin::Import { from: Some(from) } => format!("import:{from}"),
            Origin::Suggestion { rule } => rule.clone(),
            _ => format!("import:{format}"),
        };
        Suggestion {
            id: id_of(&mark.spans, &mark.layer, &mark.label),
            annotator: self.annotator.clone(),
            rule,
            spans: mark.spans.clone(),
            layer: mark.layer.clone(),
            label: mark.label.clone(),
            features: mark.features.clone(),
            score: None,
            version: None,
            at: mark.created,
            extra: mark.extra.clone(),
        }
    }

    fn leave_out(&mut self, what: &'static str, place: &Place) {
        self.left_out.entry(what).or_insert_with(|| (place.clone(), 0)).1 += 1;
    }

    /// What was left out, each kind once with its count.
    pub(super) fn into_warnings(self) -> impl Iterator<Item = Incoming> {
        self.left_out.into_iter().map(|(what, (place, count))| {
            place.warning(format!("{what} cannot wait as suggestions: {count} left out"))
        })
    }
}

/// What people call records of that kind.
fn kind_of(record: &Record) -> &'static str {
    match record {
        Record::Relation(_) => "relations",
        Record::Attribution(_) => "attributions",
        Record::Zone(_) | Record::ZoneVerdict(_) => "zones of annotators",
        Record::Decision(_) => "decisions",
        Record::Status(_) => "states of layers",
        Record::DocumentLabels(_) => "labels of articles",
        Record::ArticleEvent(_) => "events of articles",
        _ => "records of registers",
    }
}
