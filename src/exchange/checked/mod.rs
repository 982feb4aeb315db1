//! Claims of the register as data sets of fact-checking: what is claimed, by whom, where it was first said, with what verdict.
//!
//! A claim is stated in many articles, so it is written when the last of them has been seen.

pub mod averitec;
pub mod claim_review;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::exchange::document::Document;
use crate::exchange::exporter::{ExportContext, ExportError, Exporter, PieceWriter};
use crate::exchange::format::Carries;
use crate::exchange::losses::Losses;
use crate::exchange::outputs::{Frame, Outputs};
use crate::exchange::sink::Sink;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Polarity};
use crate::model::id::{Annotator, ArticleId, ClaimId, EntityId};
use crate::model::metadata::Metadata;
use crate::model::moment::Moment;
use crate::model::register::{Claim, Claimant, Register};

/// What the formats carry of marks: that they state a claim, and who says so.
const CARRIES: Carries = Carries {
    overlap: true,
    nesting: true,
    discontinuous: true,
    entity_links: true,
    attributions: true,
    ..Carries::NOTHING
};

/// A place where a claim is stated.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    annotator: Annotator,
    claim: ClaimId,
    article: ArticleId,
    metadata: Arc<Metadata>,
    /// Who says it there, and whether they stand by it; nobody where the outlet says it itself.
    speaker: Option<String>,
    polarity: Polarity,
    said_at: Option<Moment>,
}

/// A claim with all places where it is stated, the first first.
#[derive(Debug)]
struct Stated<'a> {
    claim: &'a Claim,
    register: &'a Register,
    mentions: &'a [Mention],
}

impl Stated<'_> {
    /// Where it is first said to be so, else first spoken of.
    fn first(&self) -> Option<&Mention> {
        let affirmed = self.mentions.iter().find(|mention| mention.polarity == Polarity::Affirms);
        affirmed.or_else(|| self.mentions.first())
    }

    /// Who makes it.
    fn speaker(&self) -> Option<&str> {
        match &self.claim.claimant {
            Some(Claimant::Text(name)) => Some(name),
            Some(Claimant::Entity(id)) => name_of(self.register, id),
            None => self.first()?.speaker.as_deref(),
        }
    }

    /// When it was made.
    fn said_at(&self) -> Option<Moment> {
        let first = self.first();
        let said = first.and_then(|mention| mention.said_at.or(mention.metadata.published));
        self.claim.said_at.or(said)
    }
}

fn name_of<'r>(register: &'r Register, id: &EntityId) -> Option<&'r str> {
    register.entities.get(id).map(|entity| entity.name.as_str())
}

/// Writes claims with one of the formats.
struct Claims {
    extension: &'static str,
    frame: Frame,
    /// Writes one, or notes why not.
    write: fn(&ExportContext<'_>, &Stated<'_>, &mut Losses) -> Option<Vec<u8>>,
}

impl Exporter for Claims {
    type Piece = Vec<Mention>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<Mention>, ExportError> {
        let mut mentions = Vec::new();
        for mut document in Document::all(context, article, losses) {
            let (stating, others): (Vec<_>, Vec<_>) =
                document.marks.drain(..).partition(|mark| mark.claim.is_some());
            for other in others {
                losses.add_mark(
                    "marks that state no claim of the register",
                    article.id(),
                    document.quote(other.spans.hull()),
                );
            }
            document.marks = stating;
            document.fit(CARRIES, losses);
            let Some(annotator) = document.annotator else { continue };
            let register = context.project.registers().get(annotator);
            let found =
                document.marks.iter().filter_map(|mark| mention(&document, annotator, register, mark));
            mentions.extend(found);
        }
        Ok(mentions)
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<Mention>> + 's>, ExportError> {
        let mut files = Outputs::new(context, sink, self.extension, self.frame);
        files.begin()?;
        Ok(Box::new(Gathered { claims: self, context, files, mentions: BTreeMap::new() }))
    }
}

fn mention(
    document: &Document<'_>,
    annotator: &Annotator,
    register: Option<&Register>,
    mark: &Arc<Annotation>,
) -> Option<Mention> {
    let article = document.article;
    let content = Anchor::Annotation(mark.id.clone());
    let said = document.attributions.iter().find(|known| known.contents.contains(&content));
    let source = said.and_then(|known| known.sources.first()).and_then(|source| {
        let at = match &source.anchor {
            Anchor::Annotation(id) => article.annotation(id),
            Anchor::Spans(_) => None,
        };
        let entity = source.entity.as_ref().or_else(|| at.and_then(|mark| mark.entity.as_ref()));
        let name = entity.and_then(|id| name_of(register?, id)).map(str::to_owned);
        name.or_else(|| match (&source.anchor, at) {
            (Anchor::Spans(spans), _) => Some(document.quote(spans.hull()).to_owned()),
            (_, Some(mark)) => Some(document.quote(mark.spans.hull()).to_owned()),
            _ => None,
        })
    });
    Some(Mention {
        annotator: annotator.clone(),
        claim: mark.claim.clone()?,
        article: article.id().clone(),
        metadata: article.metadata().clone(),
        speaker: source.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")),
        polarity: said.map_or(Polarity::Affirms, |known| known.polarity),
        said_at: said.and_then(|known| known.said_at),
    })
}

/// The mentions so far.
struct Gathered<'s> {
    claims: &'s Claims,
    context: &'s ExportContext<'s>,
    files: Outputs<'s>,
    mentions: BTreeMap<(Annotator, ClaimId), Vec<Mention>>,
}

impl PieceWriter<Vec<Mention>> for Gathered<'_> {
    fn piece(&mut self, _: &ArticleId, mentions: Vec<Mention>, _: &mut Losses) -> Result<(), ExportError> {
        for mention in mentions {
            let key = (mention.annotator.clone(), mention.claim.clone());
            self.mentions.entry(key).or_default().push(mention);
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, losses: &mut Losses) -> Result<(), ExportError> {
        for ((annotator, id), mut mentions) in std::mem::take(&mut self.mentions) {
            mentions.sort_by_cached_key(|mention| {
                let when = mention.metadata.published.and_then(Moment::begins);
                (when.is_none(), when, mention.article.clone())
            });
            let register = self.context.project.registers().get(&annotator);
            let Some((register, first)) = register.zip(mentions.first()) else { continue };
            let Some(claim) = register.claims.get(&id) else { continue };
            let article = first.article.clone();
            let stated = Stated { claim, register, mentions: &mentions };
            if let Some(record) = (self.claims.write)(self.context, &stated, losses) {
                // A claim that is stated in several splits is in that of its first article.
                self.files.write("", &article, &record)?;
            }
        }
        self.files.close(|_| Vec::new())
    }
}
