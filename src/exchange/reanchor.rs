//! Finding the marks of an article again after its text was replaced.
//!
//! Nothing is guessed: what stands in the part that both texts share, before or after the change, keeps its place;
//! what is found only once, or clearly better by the words around it, moves there; the rest is listed.

use std::collections::BTreeSet;
use std::sync::Arc;

use memchr::memmem;

use super::merge::{add, records};
use super::proposals::{Known, id_of};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::body::Body;
use crate::model::decision::Decision;
use crate::model::id::{AnnotationId, Annotator};
use crate::model::quantity::{Quantity, Referent};
use crate::model::record::{Record, RecordKey};
use crate::model::relation::Relation;
use crate::model::span::{Span, Spans};
use crate::model::work::{Work, WorkRecords};
use crate::model::zone::Zone;

/// How many bytes before and after a span are compared.
const CONTEXT: usize = 32;
/// How many bytes of context must agree where a quote alone does not decide.
const ENOUGH: usize = 8;

/// An article with a new text and the marks that were found in it.
#[derive(Clone, Debug)]
pub struct Reanchored {
    /// The article.
    pub article: Article,
    /// How many annotations were found again.
    pub found: usize,
    /// Records that could not be kept as they were.
    pub lost: Vec<LostMark>,
    /// New suggestions that bring nothing: the same waits, is marked, or was decided about.
    pub known: usize,
}

/// A record that could not be kept as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostMark {
    /// The record.
    pub key: RecordKey,
    /// Its words in the old text.
    pub quote: String,
    /// Why not.
    pub reason: LostReason,
}

/// Why a record could not be kept as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LostReason {
    /// Its words are not in the new text.
    #[error("its words are not in the new text")]
    Missing,
    /// Its words are there more than once, and nothing tells which is meant.
    #[error("its words are there more than once, and nothing tells which are meant")]
    Ambiguous,
    /// It refers to something that was lost.
    #[error("it refers to something that was lost")]
    Reference,
}

/// Moves the work in `existing` to the text of `incoming`, and adds the work that `incoming` brings.
pub fn reanchor(existing: &Article, incoming: &Article) -> Reanchored {
    let mut finder = Finder::new(existing, incoming.body());
    let metadata = existing.metadata().updated(incoming.metadata());
    let zones = incoming.zones().values().map(|zone| zone.as_ref().clone());
    let mut article = Article::new(existing.id().clone(), incoming.body().clone(), metadata, zones);
    let marks = existing.works().values().flat_map(|work| work.annotations().values());
    let places: Vec<_> = marks.map(|mark| (mark, finder.spans(&mark.spans))).collect();
    let kept = places.iter().filter(|(_, place)| place.is_ok()).map(|(mark, _)| mark.id.clone());
    finder.kept = kept.collect();
    let found = finder.kept.len();
    let mut known = 0;
    let annotators: BTreeSet<&Annotator> = existing.works().keys().chain(incoming.works().keys()).collect();
    for annotator in annotators {
        let mut moved = WorkRecords::default();
        let own = places.iter().filter(|(mark, _)| mark.annotator == *annotator);
        for (mark, place) in own {
            match place {
                Ok(spans) => moved.annotations.push(Arc::new(finder.annotation(mark, spans.clone()))),
                Err(reason) => finder.lose(&Record::Annotation(Arc::clone(mark)), mark.spans.hull(), *reason),
            }
        }
        if let Some(work) = existing.work(annotator) {
            finder.rest(work, incoming, &mut moved);
        }
        if let Some(new) = incoming.work(annotator) {
            known += add_new(&mut moved, new);
        }
        article = article.with_work(annotator.clone(), moved);
    }
    Reanchored { article, found, lost: finder.lost, known }
}

/// Adds what is new to what was found again, and returns how many suggestions say nothing new.
fn add_new(moved: &mut WorkRecords, new: &Work) -> usize {
    let there = (!new.suggestions().is_empty()).then(|| Work::from(moved.clone()));
    let there = there.as_ref().map(Known::new);
    let mut known = 0;
    for record in records(new) {
        match (&record, &there) {
            (Record::Suggestion(open), Some(there)) if there.settles(open) || there.awaits(open) => {
                known += 1;
            }
            _ => add(moved, record),
        }
    }
    known
}

struct Finder<'a> {
    article: &'a Article,
    old: &'a str,
    new: &'a str,
    body: &'a Body,
    /// How many bytes both texts share at the beginning, and at the end.
    shared: (usize, usize),
    kept: BTreeSet<AnnotationId>,
    lost: Vec<LostMark>,
}

impl<'a> Finder<'a> {
    fn new(article: &'a Article, body: &'a Body) -> Self {
        let (old, new) = (article.body().text(), body.text());
        let before = common(old.bytes(), new.bytes());
        let room = old.len().min(new.len()) - before;
        let after = common(old.bytes().rev(), new.bytes().rev()).min(room);
        Self { article, old, new, body, shared: (before, after), kept: BTreeSet::new(), lost: Vec::new() }
    }

    fn lose(&mut self, record: &Record, place: Span, reason: LostReason) {
        let quote = self.article.body().quote(place).to_owned();
        self.lost.push(LostMark { key: record.key_in(self.article.id()), quote, reason });
    }

    fn spans(&self, spans: &Spans) -> Result<Spans, LostReason> {
        let moved = spans.iter().map(|span| self.span(span)).collect::<Result<Vec<_>, _>>()?;
        // Pieces that changed their order were not found, whatever they look like.
        let in_order = moved.windows(2).all(|pair| pair[0].end() <= pair[1].start());
        if in_order { Spans::new(moved).map_err(|_| LostReason::Missing) } else { Err(LostReason::Ambiguous) }
    }

    /// The place in the new text of a span of the old one.
    fn span(&self, span: Span) -> Result<Span, LostReason> {
        let (start, end) = (span.start(), span.end());
        let same = |start: usize| self.body.span(start, start + span.len()).map_err(|_| LostReason::Missing);
        if end <= self.shared.0 {
            return same(start);
        }
        if self.old.len() - start <= self.shared.1 {
            return same(self.new.len() - (self.old.len() - start));
        }
        let quote = self.old.get(span.range()).ok_or(LostReason::Missing)?;
        let mut places: Vec<(usize, usize)> = memmem::find_iter(self.new.as_bytes(), quote.as_bytes())
            .map(|at| (self.context(start, at, quote.len()), at))
            .collect();
        places.sort_unstable();
        match places[..] {
            [] => Err(LostReason::Missing),
            [(context, at)] if context >= ENOUGH || self.is_unique(quote) => same(at),
            [.., (second, _), (best, at)] if best >= ENOUGH && best > second => same(at),
            _ => Err(LostReason::Ambiguous),
        }
    }

    fn is_unique(&self, quote: &str) -> bool {
        memmem::find_iter(self.old.as_bytes(), quote.as_bytes()).count() == 1
    }

    /// How many bytes around the two places agree.
    fn context(&self, old: usize, new: usize, length: usize) -> usize {
        let before = |text: &'a str, at: usize| text.as_bytes()[..at].iter().rev().take(CONTEXT);
        let after = |text: &'a str, at: usize| text.as_bytes()[at + length..].iter().take(CONTEXT);
        common(before(self.old, old), before(self.new, new))
            + common(after(self.old, old), after(self.new, new))
    }

    fn annotation(&mut self, mark: &Arc<Annotation>, spans: Spans) -> Annotation {
        let quantity = mark.quantity.as_ref().map(|quantity| {
            let (moved, whole) = self.quantity(quantity);
            if !whole {
                let hull = mark.spans.hull();
                self.lose(&Record::Annotation(Arc::clone(mark)), hull, LostReason::Reference);
            }
            Arc::new(moved)
        });
        Annotation { spans, quantity, ..mark.as_ref().clone() }
    }

    /// The quantity in the new text: what is counted becomes words where its place was lost. Whether that is all.
    fn quantity(&self, quantity: &Quantity) -> (Quantity, bool) {
        let mut moved = quantity.clone();
        for referent in [&mut moved.counted, &mut moved.place].into_iter().flatten() {
            let place = match referent {
                Referent::Span(spans) => match self.spans(spans) {
                    Ok(spans) => {
                        *referent = Referent::Span(spans);
                        continue;
                    }
                    Err(_) => Some(spans.hull()),
                },
                Referent::Annotation(id) if !self.kept.contains(id) => {
                    self.article.annotation(id).map(|mark| mark.spans.hull())
                }
                _ => None,
            };
            if let Some(place) = place {
                *referent = Referent::Text(self.article.body().quote(place).to_owned());
            }
        }
        moved.base.take_if(|base| !self.kept.contains(&base.figure));
        moved.link.take_if(|link| !self.kept.contains(&link.figure));
        let whole = moved.base.is_some() == quantity.base.is_some()
            && moved.link.is_some() == quantity.link.is_some();
        (moved, whole)
    }

    /// Moves everything of `work` but annotations.
    fn rest(&mut self, work: &Work, incoming: &Article, moved: &mut WorkRecords) {
        for relation in work.relations().values() {
            self.relation(relation, moved);
        }
        for attribution in work.attributions().values() {
            self.attribution(attribution, moved);
        }
        for zone in work.zones().values() {
            match self.span(zone.span) {
                Ok(span) => {
                    let zone = Zone { span, ..zone.as_ref().clone() };
                    moved.zones.push(Arc::new(zone));
                }
                Err(reason) => self.lose(&Record::Zone(Arc::clone(zone)), zone.span, reason),
            }
        }
        for decision in work.decisions().values() {
            match self.spans(&decision.spans) {
                Ok(spans) => {
                    let decision = Decision { spans, ..decision.as_ref().clone() };
                    moved.decisions.push(Arc::new(decision));
                }
                Err(reason) => {
                    self.lose(&Record::Decision(Arc::clone(decision)), decision.spans.hull(), reason);
                }
            }
        }
        for suggestion in work.suggestions().values() {
            match self.spans(&suggestion.spans) {
                Ok(spans) => {
                    let mut suggestion = suggestion.as_ref().clone();
                    // An id that follows from the place goes along.
                    if suggestion.id == id_of(&suggestion.spans, &suggestion.layer, &suggestion.label) {
                        suggestion.id = id_of(&spans, &suggestion.layer, &suggestion.label);
                    }
                    suggestion.spans = spans;
                    moved.suggestions.push(Arc::new(suggestion));
                }
                Err(reason) => {
                    self.lose(&Record::Suggestion(Arc::clone(suggestion)), suggestion.spans.hull(), reason);
                }
            }
        }
        // A verdict is about a zone that came with the text.
        let verdicts = work.zone_verdicts().values();
        moved
            .zone_verdicts
            .extend(verdicts.filter(|verdict| incoming.zones().contains_key(&verdict.zone)).cloned());
        moved.statuses.extend(work.statuses().values().cloned());
        moved.document_labels = work.document_labels().cloned();
    }

    fn relation(&mut self, relation: &Arc<Relation>, moved: &mut WorkRecords) {
        if self.kept.contains(&relation.from) && self.kept.contains(&relation.to) {
            moved.relations.push(Arc::clone(relation));
        } else {
            let record = Record::Relation(Arc::clone(relation));
            let key = record.key_in(self.article.id());
            self.lost.push(LostMark { key, quote: String::new(), reason: LostReason::Reference });
        }
    }

    fn attribution(&mut self, attribution: &Arc<Attribution>, moved: &mut WorkRecords) {
        let mut next = attribution.as_ref().clone();
        let mut reason = None;
        let sources = next.sources.iter_mut().map(|source| &mut source.anchor);
        for anchor in sources.chain(&mut next.cue).chain(&mut next.contents) {
            match anchor {
                Anchor::Annotation(id) if !self.kept.contains(id) => reason = Some(LostReason::Reference),
                Anchor::Annotation(_) => {}
                Anchor::Spans(spans) => match self.spans(spans) {
                    Ok(moved) => *spans = moved,
                    Err(error) => reason = Some(error),
                },
            }
        }
        if let Some(via) = &mut next.via {
            // The words of it are kept in any case.
            via.spans = via.spans.as_ref().and_then(|spans| self.spans(spans).ok());
        }
        match reason {
            None => moved.attributions.push(Arc::new(next)),
            Some(reason) => {
                let record = Record::Attribution(Arc::clone(attribution));
                let quote = attribution.spans().next();
                let quote = quote.map(|spans| self.article.body().quote(spans.hull()).to_owned());
                let key = record.key_in(self.article.id());
                self.lost.push(LostMark { key, quote: quote.unwrap_or_default(), reason });
            }
        }
    }
}

/// How many items the two have in common from the start.
fn common<T: PartialEq>(a: impl Iterator<Item = T>, b: impl Iterator<Item = T>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::annotation::{Features, Origin};
    use crate::model::extra::Extra;
    use crate::model::metadata::Metadata;

    fn article(text: &str, quotes: &[&str]) -> Article {
        let body = Body::new(text);
        let mark = |(number, quote): (usize, &&str)| {
            let start = text.rfind(quote).unwrap();
            Arc::new(Annotation {
                id: format!("a{number}").into(),
                annotator: "ana".into(),
                layer: "entity".into(),
                label: "Place".into(),
                spans: body.span(start, start + quote.len()).unwrap().into(),
                features: Features::new(),
                flag: None,
                note: None,
                origin: Origin::Hand,
                created: None,
                entity: None,
                claim: None,
                quantity: None,
                extra: Extra::default(),
            })
        };
        let annotations = quotes.iter().enumerate().map(mark).collect();
        Article::new("a".into(), body.clone(), Metadata::default(), [])
            .with_work("ana".into(), WorkRecords { annotations, ..WorkRecords::default() })
    }

    /// The quotes that were found, with their places, and the reasons why others were not.
    fn moved(old: &str, quotes: &[&str], new: &str) -> (Vec<(usize, String)>, Vec<LostReason>) {
        let reanchored = reanchor(&article(old, quotes), &article(new, &[]));
        let body = reanchored.article.body().clone();
        let found = reanchored.article.annotations_in_order().into_iter();
        let found = found.map(|mark| (mark.spans.start(), body.quote(mark.spans.hull()).to_owned()));
        (found.collect(), reanchored.lost.iter().map(|lost| lost.reason).collect())
    }

    #[test]
    fn marks_before_and_after_a_change_keep_their_words() {
        let old = "Raqqa fell. Raqqa fell. Troops left Raqqa in May.";
        let new = "Raqqa fell. Raqqa fell. Most troops left Raqqa in May.";
        let (found, lost) = moved(old, &["fell. Troops", "fell. R", "Raqqa"], new);
        assert_eq!(found, [(6, "fell. R".to_owned()), (41, "Raqqa".to_owned())]);
        assert_eq!(lost, [LostReason::Missing]);
    }

    #[test]
    fn words_that_moved_are_found_by_what_stands_around_them() {
        let old = "One. The town of Hajin, east of Raqqa. Two. شرق الفرات. Three.";
        let new = "Zero. Two. شرق الفرات. Hajin is a town. One. The town of Hajin, east of Raqqa, fell.";
        let (found, lost) = moved(old, &["Hajin", "شرق الفرات"], new);
        let expected = [
            (new.find("شرق").unwrap(), "شرق الفرات".to_owned()),
            (new.rfind("Hajin").unwrap(), "Hajin".to_owned()),
        ];
        assert_eq!((found, lost), (expected.to_vec(), vec![]));
    }

    #[test]
    fn what_could_be_two_places_is_listed_and_not_guessed() {
        let old = "A he B";
        let new = "x he y he z";
        assert_eq!(moved(old, &["he"], new), (vec![], vec![LostReason::Ambiguous]));
        assert_eq!(moved(old, &["he"], "nothing"), (vec![], vec![LostReason::Missing]));
    }
}
