//! Into which ranges of its text an article is cut.

use std::ops::Range;

use crate::exchange::filter::Filter;
use crate::model::article::Article;
use crate::model::zone::Zone;
use crate::text::paragraphs::paragraphs;
use crate::text::sentences::sentences_in;

/// What becomes an article of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// The whole article.
    #[default]
    Article,
    /// Each paragraph.
    Paragraph,
    /// Each sentence.
    Sentence,
}

impl Unit {
    /// Every unit with the name that the command line uses.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Article, "article"), (Self::Paragraph, "paragraph"), (Self::Sentence, "sentence")];

    /// The ranges of the text, in bytes, that become articles, without the white space around them; `None` where the
    /// article stays whole.
    pub(super) fn ranges(self, article: &Article) -> Option<Vec<Range<usize>>> {
        let text = article.body().text();
        let ranges: Vec<Range<usize>> = match self {
            Self::Article => return None,
            Self::Paragraph => paragraphs(text).collect(),
            Self::Sentence => sentences_in(text, 0..text.len(), &edges(article)),
        };
        Some(ranges.into_iter().map(|range| trimmed(text, range)).filter(|range| !range.is_empty()).collect())
    }
}

/// The ranges of the text, in bytes, that are left without the zones which are the article's own text for none of the
/// annotators whose work is exported, and without the line ends after those that stand on lines of their own.
pub(super) fn without_zones(article: &Article, filter: &Filter) -> Vec<Range<usize>> {
    let text = article.body().text();
    let own: Vec<_> = article.works().keys().filter(|annotator| filter.has_annotator(annotator)).collect();
    let is_foreign = |zone: &Zone| !zone.kind.is_article_text();
    let mut gaps: Vec<Range<usize>> = match own.split_first() {
        None => {
            article.zones().values().filter(|zone| is_foreign(zone)).map(|zone| zone.span.range()).collect()
        }
        Some((first, others)) => {
            let foreign_for_all = |zone: &&std::sync::Arc<Zone>| {
                others.iter().all(|other| {
                    let theirs = article.zones_for(other);
                    theirs.iter().any(|other| is_foreign(other) && other.span.covers(zone.span))
                })
            };
            let zones = article.zones_for(first).into_iter().filter(|zone| is_foreign(zone));
            zones.filter(foreign_for_all).map(|zone| zone.span.range()).collect()
        }
    };
    for gap in &mut gaps {
        let is_at_line_start = text[..gap.start].is_empty() || text[..gap.start].ends_with(['\n', '\r']);
        if is_at_line_start {
            let rest = &text[gap.end..];
            gap.end += rest.len() - rest.trim_start_matches(['\n', '\r']).len();
        }
    }
    gaps.sort_by_key(|gap| gap.start);
    let mut kept = Vec::new();
    let mut at = 0;
    for gap in gaps {
        if gap.start > at {
            kept.push(at..gap.start);
        }
        at = at.max(gap.end);
    }
    if at < text.len() || kept.is_empty() {
        kept.push(at..text.len());
    }
    kept
}

/// Where sentences end in any case: the edges of everybody's zones, ascending, in bytes.
fn edges(article: &Article) -> Vec<usize> {
    let own = article.works().values().flat_map(|work| work.zones().values());
    let zones = article.zones().values().chain(own);
    let mut edges: Vec<usize> = zones.flat_map(|zone| [zone.span.start(), zone.span.end()]).collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    start..(start + inner.trim().len())
}
