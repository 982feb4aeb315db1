//! What becomes of articles before a format sees them: cut into pieces, with other labels, under other names.
//!
//! Every format writes whole articles; what is asked of all of them is done here, once.

mod excerpt;
pub mod label_map;
mod pseudonyms;
pub mod unit;

use std::sync::Arc;

use self::excerpt::Excerpts;
use self::label_map::{LabelMap, LabelMapError, Mapping};
use self::pseudonyms::Pseudonyms;
use self::unit::Unit;
use super::filter::Filter;
use super::losses::Losses;
use crate::model::article::Article;
use crate::model::project::Project;

/// What articles are turned into before they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShapingOptions {
    /// What becomes an article of its own.
    pub unit: Unit,
    /// What labels are called, where they are called otherwise.
    pub labels: Option<LabelMap>,
    /// Whether annotators are named by numbers.
    pub pseudonyms: bool,
}

/// A project as an export shows it, and the way from its articles to those that are written.
#[derive(Debug)]
pub(super) struct Shaping {
    /// The schema and registers as the export shows them.
    pub(super) project: Project,
    /// What is exported, by the names that the export shows.
    pub(super) filter: Filter,
    unit: Unit,
    /// What the labels become, and the filter without what follows from that.
    mapping: Option<(Mapping, Filter)>,
    pseudonyms: Option<Pseudonyms>,
}

impl Shaping {
    /// `project` and `filter` as `options` want them shown. Nothing of an article is looked at.
    pub(super) fn new(
        project: &Project,
        filter: &Filter,
        options: &ShapingOptions,
    ) -> Result<Self, LabelMapError> {
        let (mut shown, mut filter) = (project.clone(), filter.clone());
        let pseudonyms = options.pseudonyms.then(|| Pseudonyms::new(&project.annotators()));
        if let Some(pseudonyms) = &pseudonyms {
            shown = shown.with_registers(pseudonyms.registers(project.registers()));
            filter.annotators = filter.annotators.iter().map(|who| pseudonyms.of(who)).collect();
        }
        let mapping = options.labels.as_ref().map(|map| map.mapping(project.schema())).transpose()?;
        let mapping = mapping.map(|mapping| (mapping, filter.clone()));
        if let Some((mapping, _)) = &mapping {
            shown = shown.with_schema(mapping.schema.clone());
            filter.left_out.clone_from(&mapping.left_out);
        }
        Ok(Self { project: shown, filter, unit: options.unit, mapping, pseudonyms })
    }

    /// The article under the names that the export shows, in one piece.
    pub(super) fn renamed(&self, article: Arc<Article>) -> Arc<Article> {
        match &self.pseudonyms {
            Some(pseudonyms) => pseudonyms.article(&article).into(),
            None => article,
        }
    }

    /// What is written of an article: itself, or the pieces that are wanted of it.
    pub(super) fn pieces(&self, article: Arc<Article>, losses: &mut Losses) -> Vec<Arc<Article>> {
        if let Some((mapping, filter)) = &self.mapping {
            mapping.note(&article, filter, losses);
        }
        let whole = if self.filter.drop_zones {
            let ranges = unit::without_zones(&article, &self.filter);
            let is_whole = ranges.len() == 1 && ranges[0] == (0..article.body().text().len());
            if is_whole { article } else { self.cut(Excerpts::one(&article, ranges), losses).remove(0) }
        } else {
            article
        };
        let Some(ranges) = self.unit.ranges(&whole) else { return vec![whole] };
        self.cut(Excerpts::each(&whole, ranges), losses)
    }

    fn cut(&self, excerpts: Excerpts<'_>, losses: &mut Losses) -> Vec<Arc<Article>> {
        let articles = excerpts.cut(self.project.schema(), &self.filter, losses);
        articles.into_iter().map(Arc::new).collect()
    }
}
