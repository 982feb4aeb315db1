//! What a person chooses for an import or an export, as plain data.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::exchange::chat::template::Template;
use crate::exchange::filter::{Filter, StatusKind};
use crate::exchange::format::{self, Format, Offsets, Shape, Tokens};
use crate::exchange::options::ExportOptions;
use crate::exchange::splits::shares::{Shares, SharesError};
use crate::exchange::splits::{GroupBy, SplitOptions};
use crate::exchange::tokens::TokenOptions;
use crate::machine::place;
use crate::model::id::{Annotator, LayerKey};
use crate::model::moment::{MomentError, PartialDate};
use crate::text::offsets::OffsetUnit;
use crate::ui::carry::Problem;
use crate::ui::carry::file_choices::{NamedFiles, ShapingChoices, written};

/// How to import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportChoices {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// The id of the format of all files; else each file is looked at.
    pub format: Option<&'static str>,
    /// The encoding of all texts, as it was written; empty where they are UTF-8 or say what they are.
    pub encoding: String,
    /// The path of a table of metadata, as it was written; empty where there is none.
    pub table: String,
    /// Which columns of tables hold what, as it was written: "text=body,title=headline".
    pub columns: String,
    /// The layer of marks that name none, as it was written; empty for the one that has their labels.
    pub layer: String,
    /// Whose work it is, where the files do not say; empty for whoever is at work.
    pub annotator: String,
    /// Whether marks come as suggestions, which wait to be reviewed.
    pub as_suggestions: bool,
    /// Whether what differs is replaced.
    pub update: bool,
    /// Whether what is refused is left out.
    pub keep_going: bool,
}

/// How to export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportChoices {
    /// The id of the format.
    pub format: &'static str,
    /// The path of the file or folder, as it was written.
    pub place: String,
    /// Whose work.
    pub whose: Whose,
    /// Which layers; empty for all.
    pub layers: BTreeSet<LayerKey>,
    /// How marks came about; empty for all.
    pub origins: BTreeSet<String>,
    /// Whether work that is not done is left out.
    pub only_done: bool,
    /// Whether zones that are not the article's own text are left out.
    pub drop_zones: bool,
    /// Which articles.
    pub articles: ArticleChoices,
    /// What becomes of articles before they are written.
    pub shaping: ShapingChoices,
    /// The path of the file that has the words in which a language model is asked, as it was written; empty for those that are
    /// built in.
    pub template: String,
    /// Under what licence the data set is; empty where it is not said.
    pub licence: String,
    /// Whether texts are left out, where the format can do without.
    pub without_text: bool,
    /// What offsets count, where the format leaves a choice.
    pub offsets: OffsetUnit,
    /// What tokens are, where the format has tokens.
    pub tokens: TokenOptions,
    /// What records look like, where the format leaves a choice.
    pub record_shape: Option<&'static str>,
    /// Into which splits the articles are put.
    pub splits: SplitChoices,
    /// What is to be done.
    pub deed: Deed,
}

/// Which articles are exported, as it was written; empty for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleChoices {
    /// Tags of languages: "en, ar".
    pub languages: String,
    /// The first day.
    pub since: String,
    /// The last day.
    pub until: String,
}

/// Into which splits articles are put, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitChoices {
    /// Whether they are put into splits at all.
    pub is_on: bool,
    /// The names of the splits and their shares: "train=80,test=20".
    pub shares: String,
    /// A whole number that changes which article goes where.
    pub seed: String,
    /// Which articles stay together.
    pub group_by: GroupBy,
}

/// What was written and cannot be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The shares.
    Shares(SharesError),
    /// The seed, which is no whole number.
    Seed,
    /// A day.
    Day(MomentError),
}

/// What is to be done with an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deed {
    /// Nothing is written, and the losses are listed.
    Try,
    /// It is written where nothing is yet.
    #[default]
    Write,
    /// It is written, and may replace a file.
    Replace,
}

/// Whose work is exported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// That of whoever is at work: work is blind unless somebody asks.
    #[default]
    Own,
    /// Everybody's.
    All,
    /// That of one other.
    Of(Annotator),
}

impl Default for ExportChoices {
    fn default() -> Self {
        Self {
            format: writable().next().map_or("", |format| format.id),
            place: String::new(),
            whose: Whose::Own,
            layers: BTreeSet::new(),
            origins: BTreeSet::new(),
            only_done: false,
            drop_zones: false,
            articles: ArticleChoices::default(),
            shaping: ShapingChoices::default(),
            template: String::new(),
            licence: String::new(),
            without_text: false,
            offsets: OffsetUnit::CodePoint,
            tokens: TokenOptions::default(),
            record_shape: None,
            splits: SplitChoices::default(),
            deed: Deed::Write,
        }
    }
}

impl Default for SplitChoices {
    fn default() -> Self {
        Self {
            is_on: false,
            shares: Shares::default().to_string(),
            seed: "0".to_owned(),
            group_by: GroupBy::default(),
        }
    }
}

impl SplitChoices {
    /// The shares.
    pub fn shares(&self) -> Result<Shares, Unfit> {
        self.shares.parse().map_err(Unfit::Shares)
    }

    /// The seed.
    pub fn seed(&self) -> Result<u64, Unfit> {
        self.seed.trim().parse().map_err(|_| Unfit::Seed)
    }

    fn options(&self) -> Result<Option<SplitOptions>, Unfit> {
        if !self.is_on {
            return Ok(None);
        }
        Ok(Some(SplitOptions { shares: self.shares()?, seed: self.seed()?, group_by: self.group_by }))
    }
}

impl ArticleChoices {
    /// The languages.
    fn languages(&self) -> BTreeSet<String> {
        let tags = self.languages.split([',', ' ', ';']).map(str::trim).filter(|tag| !tag.is_empty());
        tags.map(str::to_owned).collect()
    }

    /// The first day.
    pub fn since(&self) -> Result<Option<PartialDate>, Unfit> {
        day(&self.since)
    }

    /// The last day.
    pub fn until(&self) -> Result<Option<PartialDate>, Unfit> {
        day(&self.until)
    }
}

fn day(written: &str) -> Result<Option<PartialDate>, Unfit> {
    match written.trim() {
        "" => Ok(None),
        day => day.parse().map(Some).map_err(Unfit::Day),
    }
}

impl ExportChoices {
    /// The part of the work that is meant, where `annotator` is at work.
    ///
    /// # Errors
    ///
    /// A day that was written and is none.
    pub fn filter(&self, annotator: &Annotator) -> Result<Filter, Unfit> {
        let annotators = match &self.whose {
            Whose::Own => BTreeSet::from([annotator.clone()]),
            Whose::All => BTreeSet::new(),
            Whose::Of(who) => BTreeSet::from([who.clone()]),
        };
        let statuses = self.only_done.then_some(StatusKind::Done).into_iter().collect();
        let (layers, origins) = (self.layers.clone(), self.origins.clone());
        Ok(Filter {
            annotators,
            layers,
            statuses,
            origins,
            drop_zones: self.drop_zones,
            languages: self.articles.languages(),
            since: self.articles.since()?,
            until: self.articles.until()?,
            ..Filter::default()
        })
    }

    /// How it is exported; of the files that are named, the names alone are known.
    ///
    /// # Errors
    ///
    /// What was written and cannot be meant.
    pub fn options(&self) -> Result<ExportOptions, Unfit> {
        Ok(ExportOptions {
            offsets: self.offsets,
            tokens: self.tokens,
            record_shape: self.record_shape,
            without_text: self.without_text && self.format().is_some_and(Format::can_omit_text),
            shaping: self.shaping.options(),
            template: self.template().map(|path| Arc::new(Template::called(path))),
            licence: Some(self.licence.trim())
                .filter(|said| !said.is_empty() && self.has_card())
                .map(str::to_owned),
            split: self.splits.options()?,
        })
    }

    /// `options` with what the files hold that are named.
    ///
    /// # Errors
    ///
    /// Why one cannot be used.
    pub fn with_files(
        &self,
        mut options: ExportOptions,
        files: &dyn NamedFiles,
    ) -> Result<ExportOptions, Problem> {
        if let Some(path) = self.shaping.label_file() {
            options.shaping.labels = Some(files.label_map(path)?);
        }
        options.template = self.template().map(|path| files.template(path)).transpose()?;
        Ok(options)
    }

    /// The file with the words to ask in, where the format asks and one is named.
    fn template(&self) -> Option<&str> {
        written(&self.template).filter(|_| self.format().is_some_and(Format::has_template))
    }

    /// The format.
    pub fn format(&self) -> Option<&'static Format> {
        format::find(self.format)
    }

    /// Whether the export has a card.
    pub fn has_card(&self) -> bool {
        self.format().is_some_and(|format| format.has_card(self.splits.is_on))
    }

    /// Whether the format leaves it open what offsets count.
    pub fn has_offsets(&self) -> bool {
        self.format().is_some_and(|format| format.offsets == Some(Offsets::Declared))
    }

    /// How the format cuts texts into tokens, if it does.
    pub fn tokens(&self) -> Option<Tokens> {
        self.format().and_then(|format| format.tokens)
    }

    /// What is made, also while the shares are not those that are meant.
    pub fn shape(&self) -> Option<Shape> {
        let splits = SplitChoices { is_on: self.splits.is_on, ..SplitChoices::default() };
        let options = Self { splits, ..self.clone() }.options().unwrap_or_default();
        self.format().map(|format| place::shape(format, &options))
    }

    /// What a file or folder of the format may be called.
    pub fn suggested_name(&self) -> String {
        match (self.shape(), self.format()) {
            (Some(Shape::File), Some(format)) => format.pattern.replace('*', "project"),
            _ => "project".to_owned(),
        }
    }
}

/// The formats that can be read.
pub fn readable() -> impl Iterator<Item = &'static Format> {
    format::FORMATS.iter().copied().filter(|format| format.importer.is_some())
}

/// The formats that can be written.
pub fn writable() -> impl Iterator<Item = &'static Format> {
    format::FORMATS.iter().copied().filter(|format| format.export.is_some())
}
