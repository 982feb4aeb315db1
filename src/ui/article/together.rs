//! What belongs together: the source, cue and content of a claim, both ends of a relation.

use std::collections::HashSet;
use std::ops::Range;

use crate::model::attribution::{Anchor, Attribution};
use crate::model::id::{AnnotationId, AttributionId, RelationId};
use crate::model::span::Span;
use crate::model::work::{Referrer, Work};

/// More records that refer to one mark than this are not lit up with it.
const MOST: usize = 64;

/// What the pointer can be on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A mark in the text.
    Mark(AnnotationId),
    /// The note of a claim in the margin.
    Attribution(AttributionId),
    /// The name of a relation.
    Relation(RelationId),
}

/// What is lit up together.
#[derive(Debug, Default)]
pub(super) struct Together {
    pub(super) marks: HashSet<AnnotationId>,
    pub(super) attributions: HashSet<AttributionId>,
    pub(super) relations: HashSet<RelationId>,
    /// Words that carry no mark, in bytes of the body.
    pub(super) words: Vec<Range<usize>>,
}

impl Together {
    /// What belongs to `target`.
    pub(super) fn of(target: &Target, work: &Work) -> Self {
        let mut all = Self::default();
        match target {
            Target::Mark(id) => {
                all.marks.insert(id.clone());
                for referrer in work.referrers(id).take(MOST) {
                    match referrer {
                        Referrer::Annotation(_) => {}
                        Referrer::Attribution(id) => all.add_attribution(&id, work),
                        Referrer::Relation(id) => all.add_relation(&id, work),
                    }
                }
            }
            Target::Attribution(id) => all.add_attribution(id, work),
            Target::Relation(id) => all.add_relation(id, work),
        }
        all
    }

    fn add_attribution(&mut self, id: &AttributionId, work: &Work) {
        let Some(attribution) = work.attributions().get(id) else { return };
        self.attributions.insert(id.clone());
        self.marks.extend(attribution.references().cloned());
        self.words.extend(bare(attribution));
    }

    fn add_relation(&mut self, id: &RelationId, work: &Work) {
        let Some(relation) = work.relations().get(id) else { return };
        self.relations.insert(id.clone());
        self.marks.extend([relation.from.clone(), relation.to.clone()]);
    }
}

/// The parts of an attribution that carry no mark, in bytes.
fn bare(attribution: &Attribution) -> impl Iterator<Item = Range<usize>> {
    let sources = attribution.sources.iter().map(|source| &source.anchor);
    let anchors = sources.chain(&attribution.cue).chain(&attribution.contents);
    let spans = anchors.filter_map(|anchor| match anchor {
        Anchor::Spans(spans) => Some(spans),
        Anchor::Annotation(_) => None,
    });
    spans.flat_map(|spans| spans.iter().map(Span::range))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::attribution::{Certainty, Polarity, QuoteType, Source};
    use crate::model::extra::Extra;
    use crate::model::span::Spans;
    use crate::model::work::WorkRecords;

    fn work() -> Work {
        let cue = Spans::new([Span::new(12, 16).unwrap()]).unwrap();
        let source = Source { anchor: Anchor::Annotation("source".into()), entity: None };
        let attribution = Attribution {
            id: "said".into(),
            annotator: "ana".into(),
            sources: vec![source],
            cue: Some(Anchor::Spans(cue)),
            contents: vec![Anchor::Annotation("claim".into())],
            via: None,
            said_at: None,
            quote_type: QuoteType::Indirect,
            polarity: Polarity::Affirms,
            certainty: Certainty::Certain,
            note: None,
            extra: Extra::default(),
        };
        WorkRecords { attributions: vec![attribution.into()], ..WorkRecords::default() }.into()
    }

    #[test]
    fn a_claim_its_source_and_its_cue_belong_together_from_wherever_one_looks() {
        let work = work();
        let ends: HashSet<AnnotationId> = ["source".into(), "claim".into()].into();
        for target in
            [Target::Mark("claim".into()), Target::Mark("source".into()), Target::Attribution("said".into())]
        {
            let all = Together::of(&target, &work);
            assert_eq!(all.marks, ends, "{target:?}");
            assert_eq!(
                all.words.iter().map(|words| (words.start, words.end)).collect::<Vec<_>>(),
                [(12, 16)]
            );
            assert!(all.attributions.contains(&AttributionId::from("said")));
        }
        let alone = Together::of(&Target::Mark("other".into()), &work);
        assert_eq!((alone.marks.len(), alone.words.len()), (1, 0));
    }
}
