//! Who says a claim, read from the text: for a candidate that is accepted whole, and for a claim that is marked already.

use std::ops::Range;
use std::sync::Arc;

use super::call::Call;
use super::outcome::Outcome;
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Attribution, Source, Via};
use crate::model::extra::Extra;
use crate::model::id::{AnnotationId, AttributionId};
use crate::model::record::Record;
use crate::model::schema::Role;
use crate::model::span::{Span, Spans};
use crate::session::draft::Draft;
use crate::session::error::{Refusal, Stop};
use crate::session::spans::hard_breaks;
use crate::session::steps::Plan;
use crate::suggest::attributions::{Said, attributions};
use crate::text::paragraphs::paragraph_at;

pub(super) const PROPOSE: Spec = Spec::edits("attribution.propose", Group::Attribution, propose)
    .says("Find who says it", "Gives the chosen claim the nearest speaker and word of saying")
    .keys(&["="])
    .needs(&[Need::Article, Need::Mark])
    .takes(&[Parameter::ARTICLE, Parameter::MARK]);

/// The spans of the pieces of one claim.
pub(super) fn spans(pieces: &[Range<usize>]) -> Result<Spans, Stop> {
    let spans: Result<Vec<Span>, _> = pieces.iter().map(|piece| Span::new(piece.start, piece.end)).collect();
    Ok(Spans::new(spans?)?)
}

/// Puts `first`, the mark of the first claim of `said`, marks like it for the others, and who says them all.
pub(super) fn put(
    call: &Call<'_>,
    draft: &mut Draft<'_>,
    said: &Said,
    first: &Annotation,
) -> Result<(), Stop> {
    let article = call.article()?;
    let mut contents = vec![Anchor::Annotation(first.id.clone())];
    draft.put_in(article.id(), Record::Annotation(Arc::new(first.clone())))?;
    let mut given = vec![first.id.clone()];
    for claim in said.claims(article.body().text()).iter().skip(1) {
        let spans = spans(claim)?;
        if let Some(known) = own_mark(call, article, Role::Claim, &spans) {
            contents.push(Anchor::Annotation(known.id.clone()));
            continue;
        }
        let id = another_id(call, &given)?;
        given.push(id.clone());
        contents.push(Anchor::Annotation(id.clone()));
        draft
            .put_in(article.id(), Record::Annotation(Arc::new(Annotation { id, spans, ..first.clone() })))?;
    }
    let attribution = attribution(call, article, said, contents)?;
    Ok(draft.put_in(article.id(), Record::Attribution(Arc::new(attribution)))?)
}

fn propose(call: &Call<'_>) -> Result<Plan, Stop> {
    let (article, mark) = (call.article()?, call.mark()?);
    if !is_of_role(call, mark, Role::Claim) {
        return Err(Refusal::new("the chosen mark is no claim").into());
    }
    let said = nearest(call, article, mark)
        .ok_or_else(|| Refusal::new("nobody is found who says it").hint("Record it by hand: “Attribute…”"))?;
    let contents = vec![Anchor::Annotation(mark.id.clone())];
    let attribution = attribution(call, article, &said, contents)?;
    let id = attribution.id.clone();
    let mut draft = call.draft();
    draft.put_in(article.id(), Record::Attribution(Arc::new(attribution)))?;
    call.plan(draft, call.desk(), Outcome::made(&id))
}

/// Of all that is said in the paragraph of `mark`, what lies over it the most, else what is nearest.
fn nearest(call: &Call<'_>, article: &Article, mark: &Annotation) -> Option<Said> {
    let (text, hull) = (article.body().text(), mark.spans.hull().range());
    let language = article.metadata().language.as_deref();
    let breaks = hard_breaks(article, &call.session.annotator);
    let paragraph = paragraph_at(text, hull.start).start..paragraph_at(text, hull.end.saturating_sub(1)).end;
    let found = attributions(text, paragraph, language, &breaks);
    let shared = |said: &Said| -> usize {
        let share =
            |content: &Range<usize>| content.end.min(hull.end).saturating_sub(content.start.max(hull.start));
        said.contents.iter().map(share).sum()
    };
    let distance = |said: &Said| {
        let cue = said.cue.as_ref().or(said.sources.first()).map_or(usize::MAX, |cue| cue.start);
        cue.abs_diff(hull.start).min(cue.abs_diff(hull.end))
    };
    // The innermost of those that hold it: it is the one who says just this.
    found.into_iter().max_by_key(|said| {
        let size: usize = said.contents.iter().map(Range::len).sum();
        (shared(said), std::cmp::Reverse(size), std::cmp::Reverse(distance(said)))
    })
}

fn attribution(
    call: &Call<'_>,
    article: &Article,
    said: &Said,
    contents: Vec<Anchor>,
) -> Result<Attribution, Stop> {
    let taken = |id: &str| article.attribution(&AttributionId::from(id)).is_some();
    let anchor = |span: &Range<usize>| -> Result<Anchor, Stop> {
        let spans = Spans::from(Span::new(span.start, span.end)?);
        Ok(match own_mark(call, article, Role::Entity, &spans) {
            Some(mark) => Anchor::Annotation(mark.id.clone()),
            None => Anchor::Spans(spans),
        })
    };
    let sources = said.sources.iter().map(|source| Ok(Source { anchor: anchor(source)?, entity: None }));
    let bare = |span: &Range<usize>| -> Result<Spans, Stop> { Ok(Span::new(span.start, span.end)?.into()) };
    let via = |span: &Range<usize>| -> Result<Via, Stop> {
        let text = article.body().text().get(span.clone()).unwrap_or_default().to_owned();
        Ok(Via { text, spans: Some(bare(span)?) })
    };
    Ok(Attribution {
        id: AttributionId::from(call.session.fresh_id("q", taken)?),
        annotator: call.session.annotator.clone(),
        sources: sources.collect::<Result<_, Stop>>()?,
        cue: said.cue.as_ref().map(bare).transpose()?.map(Anchor::Spans),
        contents,
        via: said.via.as_ref().map(via).transpose()?,
        said_at: None,
        quote_type: said.quote_type,
        polarity: said.polarity,
        certainty: said.certainty,
        note: None,
        extra: Extra::default(),
    })
}

/// The annotator's mark at `spans` in a layer of `role`; of a name also one that ends where it ends: what stands in front only
/// describes it.
fn own_mark<'a>(
    call: &Call<'a>,
    article: &'a Article,
    role: Role,
    spans: &Spans,
) -> Option<&'a Arc<Annotation>> {
    let work = article.work(&call.session.annotator)?;
    let hull = spans.hull().range();
    let marks = work.in_range(hull.clone()).into_iter().filter(|mark| is_of_role(call, mark, role));
    let marks: Vec<&Arc<Annotation>> = marks.collect();
    let same = marks.iter().find(|mark| mark.spans == *spans).copied();
    let near = |mark: &&&Arc<Annotation>| {
        let other = mark.spans.hull().range();
        role == Role::Entity && other.end == hull.end
    };
    same.or_else(|| marks.iter().find(near).copied())
}

fn is_of_role(call: &Call<'_>, mark: &Annotation, role: Role) -> bool {
    call.session.project.schema().layers.get(&mark.layer).is_some_and(|layer| layer.role == role)
}

/// An id for one more mark of the same edit.
fn another_id(call: &Call<'_>, given: &[AnnotationId]) -> Result<AnnotationId, Stop> {
    let article = call.article()?;
    let taken = |id: &str| {
        let id = AnnotationId::from(id);
        given.contains(&id) || article.annotation(&id).is_some()
    };
    Ok(AnnotationId::from(call.session.fresh_id("a", taken)?))
}
