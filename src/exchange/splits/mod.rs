//! Splits: which article is trained on and which is kept to test with, so that nothing of the test is seen before.
//!
//! Articles that belong together (copies of one report, all of one outlet) are a group, and a group is never divided.
//! The same articles with the same options are split in the same way on every machine.

mod duplicates;
mod entities;
mod groups;
pub mod leakage;
pub mod shares;
mod shingles;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use self::groups::Groups;
use self::leakage::Leakage;
use self::shares::Shares;
use self::shingles::Sketch;
use super::exporter::{Articles, ExportError};
use super::filter::Filter;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::model::schema::{Role, Schema};

/// How articles are split.
#[derive(Clone, Debug, PartialEq)]
pub struct SplitOptions {
    /// The splits and how much goes to each.
    pub shares: Shares,
    /// Changes which articles go where.
    pub seed: u64,
    /// Which articles stay together.
    pub group_by: GroupBy,
}

/// Which articles stay together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupBy {
    /// Each goes its own way.
    None,
    /// Copies and versions of one text.
    #[default]
    Duplicates,
    /// All of one outlet.
    Outlet,
    /// All of one day; and the splits follow each other in time, the first one first.
    Date,
    /// Copies and versions; and the splits share as few names of entities as a greedy choice finds.
    Entity,
}

impl GroupBy {
    /// Every way, with the name that the command line uses.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::None, "none"),
        (Self::Duplicates, "duplicates"),
        (Self::Outlet, "outlet"),
        (Self::Date, "date"),
        (Self::Entity, "entity"),
    ];
}

/// Which article is in which split.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// The names of the splits, in their order.
    pub names: Vec<String>,
    /// The number of each article's split.
    pub articles: BTreeMap<ArticleId, usize>,
    /// Articles that have no date, where they were split by date: they are in the first split.
    pub undated: Vec<ArticleId>,
}

impl Assignment {
    /// The number of the split that `article` is in; the first for one that is not known.
    pub fn of(&self, article: &ArticleId) -> usize {
        self.articles.get(article).copied().unwrap_or(0)
    }
}

/// What is asked of an article to split by.
#[derive(Clone, Debug)]
struct Features {
    id: ArticleId,
    /// What its text is compared by.
    sketch: Sketch,
    outlet: Option<String>,
    /// The day, as it sorts.
    day: Option<String>,
    /// The names of entities that are marked in it.
    names: BTreeSet<String>,
}

impl Features {
    fn of(schema: &Schema, filter: &Filter, article: &Article) -> Self {
        let metadata = article.metadata();
        let layer = schema.layer_of_role(Role::Entity).map(|layer| &layer.key);
        let works = article.works().iter().filter(|(annotator, _)| filter.has_annotator(annotator));
        let marks = works.flat_map(|(_, work)| work.annotations().values());
        let names = marks.filter(|mark| Some(&mark.layer) == layer);
        Self {
            id: article.id().clone(),
            sketch: Sketch::new(article.body().text()),
            outlet: metadata.outlet.as_ref().map(|outlet| outlet.to_lowercase()),
            day: metadata.published.map(|published| published.to_string().chars().take(10).collect()),
            names: names.map(|mark| article.body().quote(mark.spans.hull()).to_lowercase()).collect(),
        }
    }
}

/// Puts each article that `filter` lets through into a split, and tells what leaks.
pub fn split(
    articles: &dyn Articles,
    schema: &Schema,
    filter: &Filter,
    options: &SplitOptions,
) -> Result<(Assignment, Leakage), ExportError> {
    let features = |id: &ArticleId| {
        let article = articles.article(id)?.filter(|article| filter.has_article(schema, article));
        Ok(article.map(|article| Features::of(schema, filter, &article)))
    };
    let found: Vec<Option<Features>> =
        articles.ids().par_iter().map(features).collect::<Result<_, ExportError>>()?;
    let mut found: Vec<Features> = found.into_iter().flatten().collect();
    found.sort_by(|one, two| one.id.cmp(&two.id));
    let pairs = duplicates::pairs(&found);
    let numbers = assign(&found, &pairs, options);
    let names: Vec<String> = options.shares.iter().map(|(name, _)| name.to_owned()).collect();
    let leakage = Leakage::of(&found, &pairs, &numbers, &names);
    let is_undated = |article: &&Features| options.group_by == GroupBy::Date && article.day.is_none();
    let undated = found.iter().filter(is_undated).map(|article| article.id.clone()).collect();
    let articles = found.into_iter().map(|article| article.id).zip(numbers).collect();
    Ok((Assignment { names, articles, undated }, leakage))
}

/// The number of the split of each article.
fn assign(articles: &[Features], pairs: &[(usize, usize, f64)], options: &SplitOptions) -> Vec<usize> {
    let shares: Vec<f64> = options.shares.iter().map(|(_, share)| share).collect();
    let same = |key: fn(&Features) -> Option<&String>| {
        let mut first = BTreeMap::new();
        let number = |(number, article): (usize, &Features)| match key(article) {
            Some(key) => *first.entry(key.clone()).or_insert(number),
            None => number,
        };
        articles.iter().enumerate().map(number).collect()
    };
    let duplicates = || duplicates::groups(articles.len(), pairs.iter().map(|(one, two, _)| (*one, *two)));
    let groups: Vec<usize> = match options.group_by {
        GroupBy::None => (0..articles.len()).collect(),
        GroupBy::Duplicates | GroupBy::Entity => duplicates(),
        GroupBy::Outlet => same(|article| article.outlet.as_ref()),
        GroupBy::Date => same(|article| article.day.as_ref()),
    };
    let groups = Groups::new(articles, &groups, options.seed);
    let numbers = match options.group_by {
        GroupBy::Date => groups.in_time(articles, &shares),
        GroupBy::Entity => entities::divide(&groups.names(articles), &groups.sizes(), &shares),
        GroupBy::None | GroupBy::Duplicates | GroupBy::Outlet => groups.by_size(&shares),
    };
    groups.of_articles(&numbers)
}
