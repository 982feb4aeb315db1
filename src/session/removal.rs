//! Taking an annotation out together with what its maker has built on it.

use std::sync::Arc;

use super::draft::Draft;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::project::AccessError;
use crate::model::quantity::{Quantity, Referent};
use crate::model::record::{ArticleKey, Record, RecordKey};
use crate::model::work::Referrer;

/// Drafts the removal of `annotation`: its maker's relations to it go, attributions keep its place as a bare span,
/// and figures lose their base and link to it. What others have built on it is theirs and stays.
pub(super) fn remove_annotation(
    draft: &mut Draft<'_>,
    article: &Article,
    annotation: &Annotation,
) -> Result<(), AccessError> {
    let key = |key| RecordKey::Article(article.id().clone(), key);
    let work = article.work(&annotation.annotator);
    for referrer in work.map(|work| work.referrers(&annotation.id)).into_iter().flatten() {
        match referrer {
            Referrer::Relation(id) => draft.set(key(ArticleKey::Relation(id)), None)?,
            Referrer::Attribution(id) => {
                let key = key(ArticleKey::Attribution(id));
                if let Some(Record::Attribution(attribution)) = draft.current(&key)? {
                    let loose = without(&attribution, annotation);
                    draft.set(key, Some(Record::Attribution(Arc::new(loose))))?;
                }
            }
            Referrer::Annotation(id) => {
                let key = key(ArticleKey::Annotation(id));
                if let Some(Record::Annotation(figure)) = draft.current(&key)? {
                    let quantity = figure.quantity.as_deref().map(|quantity| unlinked(quantity, annotation));
                    let loose = Annotation { quantity: quantity.map(Arc::new), ..(*figure).clone() };
                    draft.set(key, Some(Record::Annotation(Arc::new(loose))))?;
                }
            }
        }
    }
    draft.set(key(ArticleKey::Annotation(annotation.id.clone())), None)
}

fn without(attribution: &Attribution, gone: &Annotation) -> Attribution {
    let mut loose = attribution.clone();
    for source in &mut loose.sources {
        if source.anchor == Anchor::Annotation(gone.id.clone()) {
            // Whom the words name stays known.
            source.entity = source.entity.take().or_else(|| gone.entity.clone());
        }
    }
    let sources = loose.sources.iter_mut().map(|source| &mut source.anchor);
    for anchor in sources.chain(&mut loose.cue).chain(&mut loose.contents) {
        if *anchor == Anchor::Annotation(gone.id.clone()) {
            *anchor = Anchor::Spans(gone.spans.clone());
        }
    }
    loose
}

fn unlinked(quantity: &Quantity, gone: &Annotation) -> Quantity {
    let mut loose = quantity.clone();
    loose.base.take_if(|base| base.figure == gone.id);
    loose.link.take_if(|link| link.figure == gone.id);
    for referent in loose.counted.iter_mut().chain(&mut loose.place) {
        if *referent == Referent::Annotation(gone.id.clone()) {
            *referent = Referent::Span(gone.spans.clone());
        }
    }
    loose
}
