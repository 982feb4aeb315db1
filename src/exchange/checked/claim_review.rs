//! `ClaimReview` of schema.org: what search engines and archives of fact-checks read.

use super::{CARRIES, Claims, Stated};
use crate::exchange::exporter::{ExportContext, run};
use crate::exchange::format::{Format, Shape};
use crate::exchange::json::output::{Object, array};
use crate::exchange::losses::Losses;
use crate::exchange::outputs::Frame;
use crate::exchange::proof::ComesBack;

/// Reviews of claims as JSON-LD.
pub static FORMAT: Format = Format {
    id: "claimreview",
    name: "ClaimReview (schema.org)",
    shape: Shape::File,
    pattern: "*.json",
    offsets: None,
    tokens: None,
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Nothing,
    importer: None,
    export: Some(|context, articles, sink| {
        run(&Claims { extension: "json", frame: GRAPH, write }, context, articles, sink)
    }),
};

const GRAPH: Frame =
    Frame { before: "{\"@context\":\"https://schema.org\",\"@graph\":[\n", between: ",\n", after: "\n]}\n" };

fn write(context: &ExportContext<'_>, stated: &Stated<'_>, losses: &mut Losses) -> Option<Vec<u8>> {
    let claim = stated.claim;
    let first = stated.mentions.first()?;
    let Some(verdict) = &claim.verdict else {
        losses.add("claims without a verdict", &first.article, &claim.statement);
        return None;
    };
    for question in &claim.questions {
        losses.add("questions asked of claims", &first.article, &question.question);
    }
    for (reason, is_there) in [
        ("notes on claims", claim.note.is_some()),
        ("the times of which claims speak", claim.valid_at.is_some()),
        ("events of claims", claim.event.is_some()),
        ("types of claims", !claim.types.is_empty()),
    ] {
        if is_there {
            losses.add(reason, &first.article, &claim.statement);
        }
    }
    let mut out = Vec::new();
    let mut review = Object::begin(&mut out);
    review.text("@type", "ClaimReview");
    review.text("claimReviewed", &claim.statement);
    let people = context.project.people();
    let name = people.get(&claim.annotator).map_or(claim.annotator.as_str(), |person| &person.name);
    let mut author = Object::begin(review.key("author"));
    author.text("@type", "Person");
    author.text("name", name);
    author.end();
    let mut rating = Object::begin(review.key("reviewRating"));
    rating.text("@type", "Rating");
    rating.text("alternateName", verdict);
    rating.end();
    review.some_text("reviewBody", claim.justification.as_deref());
    review.list("citation", &claim.evidence, |out, evidence| {
        let mut work = Object::begin(out);
        work.text("@type", "CreativeWork");
        work.text("text", &evidence.text);
        work.some_text("url", evidence.url.as_deref());
        work.end();
    });
    let mut item = Object::begin(review.key("itemReviewed"));
    item.text("@type", "Claim");
    if let Some(speaker) = stated.speaker() {
        let mut author = Object::begin(item.key("author"));
        author.text("@type", "Thing");
        author.text("name", speaker);
        author.end();
    }
    item.some_display("datePublished", stated.said_at());
    array(item.key("appearance"), stated.mentions, |out, mention| {
        let mut work = Object::begin(out);
        work.text("@type", "NewsArticle");
        work.some_text("headline", mention.metadata.title.as_deref());
        work.some_text("url", mention.metadata.url.as_deref());
        work.some_display("datePublished", mention.metadata.published);
        if let Some(outlet) = &mention.metadata.outlet {
            let mut publisher = Object::begin(work.key("publisher"));
            publisher.text("@type", "Organization");
            publisher.text("name", outlet);
            publisher.end();
        }
        work.end();
    });
    item.end();
    review.end();
    Some(out)
}
