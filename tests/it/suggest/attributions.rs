//! Attributions, on texts in which people have marked them.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use glossator::model::article::Article;
use glossator::model::attribution::{Anchor, Attribution, Polarity};
use glossator::model::project::Slot;
use glossator::model::span::Span;
use glossator::store::disk::Disk;
use glossator::store::disk::real::RealDisk;
use glossator::suggest::attributions::{Said, attributions};

/// What somebody is marked to have said.
struct Reported {
    sources: Vec<Range<usize>>,
    cue: Option<Range<usize>>,
    contents: Vec<Range<usize>>,
    polarity: Polarity,
}

fn reported(article: &Article, attribution: &Attribution) -> Reported {
    let spans = |anchor: &Anchor| -> Vec<Range<usize>> {
        match anchor {
            Anchor::Spans(spans) => spans.iter().map(Span::range).collect(),
            Anchor::Annotation(id) => {
                let mark = article.annotation(id).unwrap();
                mark.spans.iter().map(Span::range).collect()
            }
        }
    };
    Reported {
        sources: attribution.sources.iter().flat_map(|source| spans(&source.anchor)).collect(),
        cue: attribution.cue.as_ref().and_then(|cue| spans(cue).into_iter().next()),
        contents: attribution.contents.iter().flat_map(spans).collect(),
        polarity: attribution.polarity,
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

fn share(all: &[Range<usize>], span: &Range<usize>) -> bool {
    all.iter().any(|other| overlap(other, span) > 0)
}

#[derive(Default)]
struct Score {
    /// Claims that somebody is marked to have made.
    marked: usize,
    /// Of those: found with the right source.
    right: usize,
    /// Of those: with the right polarity as well.
    polarity: usize,
    found: usize,
    lines: Vec<String>,
}

fn score(text: &str, marked: &[Reported], found: &[Said], score: &mut Score) {
    score.found += found.len();
    for gold in marked.iter().filter(|gold| !gold.sources.is_empty() && !gold.contents.is_empty()) {
        score.marked += 1;
        let same_cue =
            |said: &&Said| said.cue.as_ref().zip(gold.cue.as_ref()).is_some_and(|(a, b)| overlap(a, b) > 0);
        let same_content = |said: &&Said| said.contents.iter().any(|content| share(&gold.contents, content));
        let fits = found
            .iter()
            .find(|said| same_cue(said) && same_content(said))
            .or_else(|| found.iter().find(same_cue));
        let fits = fits.or_else(|| {
            found.iter().find(|said| {
                same_content(said) && said.sources.iter().any(|source| share(&gold.sources, source))
            })
        });
        let source = fits.is_some_and(|said| said.sources.iter().any(|source| share(&gold.sources, source)));
        score.right += usize::from(source);
        score.polarity += usize::from(source && fits.is_some_and(|said| said.polarity == gold.polarity));
        if !source {
            let quote = |span: &Range<usize>| text[span.clone()].chars().take(60).collect::<String>();
            let is = fits.map(|said| said.sources.iter().map(quote).collect::<Vec<_>>().join(" ; "));
            score.lines.push(format!(
                "{} | {} | {} -> {is:?}",
                quote(&gold.sources[0]),
                gold.cue.as_ref().map(quote).unwrap_or_default(),
                quote(&gold.contents[0])
            ));
        }
    }
}

fn example() -> Score {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/lisk-dam");
    let (project, _) = crate::common::open_all(&disk, &path);
    let mut sum = Score::default();
    for article in project.articles().values().filter_map(Slot::loaded) {
        let language = article.metadata().language.as_deref();
        if language == Some("ar") {
            continue;
        }
        let text = article.body().text();
        let mut breaks: Vec<usize> =
            article.zones().values().flat_map(|zone| [zone.span.start(), zone.span.end()]).collect();
        breaks.sort_unstable();
        let found = attributions(text, 0..text.len(), language, &breaks);
        let marked: Vec<Reported> = article
            .works()
            .values()
            .flat_map(|work| work.attributions().values())
            .map(|attribution| reported(article, attribution))
            .collect();
        score(text, &marked, &found, &mut sum);
    }
    sum
}

#[test]
fn sources_of_reported_claims_are_found_in_the_example() {
    let score = example();
    let share = score.right as f64 / score.marked as f64;
    assert!(
        share >= 0.85,
        "{share:.3} of {} sources, {} with their polarity, {} found\n{}",
        score.marked,
        score.polarity,
        score.found,
        score.lines.join("\n")
    );
}
