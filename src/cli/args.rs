//! The arguments of the program: the one definition behind parsing, help, completions and the manual page.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use crate::exchange::filter::StatusKind;
use crate::exchange::shaping::unit::Unit;
use crate::exchange::splits::GroupBy;
use crate::exchange::splits::shares::Shares;
use crate::exchange::tokens::{Misfits, Tokeniser};
use crate::model::moment::PartialDate;
use crate::suggest::proposal::Rule;
use crate::text::offsets::OffsetUnit;

/// Annotate news articles by hand: entities, claims with their sources, figures with their values
#[derive(Debug, Parser)]
#[command(name = "glossator", version, max_term_width = 100, args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Exit codes: 0 done; 1 done, and something was found or lost (it is listed); 2 wrong usage; \
    3 a file or record was refused or could not be read or written, and nothing was changed; 4 internal error; \
    130 interrupted."
)]
pub(super) struct Cli {
    /// The project folder or its project.ron, to open in a window
    pub(super) project: Option<PathBuf>,
    /// Who is at work in the window; else who is logged in
    #[arg(long, value_name = "NAME")]
    pub(super) annotator: Option<String>,
    /// Write a JSON line for each frame of the window to FILE
    #[arg(long, value_name = "FILE")]
    pub(super) frame_log: Option<PathBuf>,
    /// Print results as one JSON value
    #[arg(long, global = true)]
    pub(super) json: bool,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a new project
    New(New),
    /// Bring articles and marks into a project
    Import(Import),
    /// Change what is known of an article
    Set(Set),
    /// Write a data set
    Export(Export),
    /// Put texts back into a data set that was exported without them, each proven by its hash
    Rehydrate(Rehydrate),
    /// List the formats: what each reads, writes and can carry
    Formats,
    /// Take a picture of the window, without a display
    Screenshot(Screenshot),
    /// Write the completions of a shell to standard output
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual page to standard output
    Man,
    /// Check every file, quote and reference of a project
    Check(Project),
    /// Count articles, marks and progress
    Stats(Project),
    /// Propose marks by rule: figures with values, claims with sources, names, zones
    Suggest(Suggest),
    /// Tell who said what, when, and how many, across articles
    Ledger(Ledger),
    /// Run commands given as JSON lines, and answer each when its work is safe on the disk
    Run(Run),
}

#[derive(Debug, Args)]
pub(super) struct Project {
    /// The project folder or its project.ron
    pub(super) project: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// The folder to make
    pub(super) dir: PathBuf,
    /// The project's name
    #[arg(long)]
    pub(super) name: String,
    /// A schema to start with, instead of the one for news articles
    #[arg(long, value_name = "FILE.ron")]
    pub(super) schema: Option<PathBuf>,
}

/// What stands for no format in particular: each file is looked at.
pub(super) const AUTO: &str = "auto";

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The project folder or its project.ron
    pub(super) project: PathBuf,
    /// Files and folders to import
    #[arg(required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// The format of all files; with auto, each is looked at
    #[arg(long, value_name = "FORMAT", default_value = AUTO)]
    pub(super) from: String,
    /// Whose work it is, where the files do not say
    #[arg(long, value_name = "NAME")]
    pub(super) annotator: Option<String>,
    /// A table that joins outlet, date and other columns by file name
    #[arg(long, value_name = "FILE.csv")]
    pub(super) metadata: Option<PathBuf>,
    /// The encoding of all the files, where it is not UTF-8
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// Which columns of tables hold what: text=body,title=headline; other columns are kept under their names
    #[arg(long, value_name = "FIELD=NAME,...")]
    pub(super) columns: Option<String>,
    /// The layer of marks in files that name none, by key or name; else the one that has their labels
    #[arg(long, value_name = "KEY")]
    pub(super) layer: Option<String>,
    /// What marks become: annotations, or suggestions that wait to be reviewed one by one
    #[arg(long = "as", value_name = "WHAT", value_enum, default_value_t = MarksAs::Annotations)]
    pub(super) marks_as: MarksAs,
    /// Replace records that differ from what the project has
    #[arg(long)]
    pub(super) update: bool,
    /// Leave out what is refused and import the rest
    #[arg(long)]
    pub(super) keep_going: bool,
}

#[derive(Debug, Args)]
pub(super) struct Set {
    /// The project folder or its project.ron
    pub(super) project: PathBuf,
    /// The article's id
    pub(super) article: String,
    /// title, outlet, url, byline, published, language, or any other key; an empty value takes it out
    #[arg(required = true, value_name = "KEY=VALUE")]
    pub(super) pairs: Vec<String>,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of the command line, each by itself")]
pub(super) struct Export {
    /// The project folder or its project.ron
    pub(super) project: PathBuf,
    /// The format: see "glossator formats"
    #[arg(long, value_name = "FORMAT")]
    pub(super) to: String,
    /// The file or folder to write
    #[arg(long, value_name = "PATH", required_unless_present = "dry_run")]
    pub(super) out: Option<PathBuf>,
    /// Only the work of this annotator; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub(super) annotator: Vec<String>,
    /// Only marks of this layer; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub(super) layer: Vec<String>,
    /// Only work that is new, `in_progress`, done or skipped; may be given more than once
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub(super) status: Vec<StatusKind>,
    /// Only marks that came about so: hand, bulk, import, suggestion; may be given more than once
    #[arg(long, value_name = "ORIGIN")]
    pub(super) origin: Vec<String>,
    /// Only articles in this language, as a BCP 47 tag; may be given more than once
    #[arg(long, value_name = "TAG")]
    pub(super) language: Vec<String>,
    /// Only articles that were published on this day or after it
    #[arg(long, value_name = "DATE")]
    pub(super) since: Option<PartialDate>,
    /// Only articles that were published on this day or before it
    #[arg(long, value_name = "DATE")]
    pub(super) until: Option<PartialDate>,
    /// Whether zones that are not the article's own text stay; without them goes their text, and what is marked there
    #[arg(long, value_enum, default_value_t = Zones::Keep)]
    pub(super) zones: Zones,
    /// What becomes an article of its own; what a cut goes through is listed
    #[arg(long, value_name = "UNIT", default_value = "article", value_parser = choice(&Unit::ALL))]
    pub(super) unit: Unit,
    /// Call labels as this standard does, of which the schema tells (ontonotes, conll2003, ace), or as a RON file says
    #[arg(long, value_name = "STANDARD or FILE.ron")]
    pub(super) label_map: Option<PathBuf>,
    /// Leave the texts out, with the words of marks: offsets, hashes and what is known of the articles stay (jsonl)
    #[arg(long)]
    pub(super) no_text: bool,
    /// Name annotators by numbers
    #[arg(long)]
    pub(super) pseudonyms: bool,
    /// Under what licence the data set is: an identifier such as CC-BY-4.0, or a sentence; it stands on the card
    #[arg(long, value_name = "LICENCE", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(super) license: Option<String>,
    /// What offsets count, where the format leaves a choice
    #[arg(long, value_enum, default_value_t = Offsets::CodePoints)]
    pub(super) offsets: Offsets,
    /// What tokens are, where the format has tokens
    #[arg(long, value_name = "TOKENS", default_value = "unicode", value_parser = choice(&Tokeniser::ALL))]
    pub(super) tokens: Tokeniser,
    /// What becomes of marks that start or end inside a token: split the token, expand the mark, omit it
    #[arg(long, value_name = "WHAT", default_value = "split", value_parser = choice(&Misfits::ALL))]
    pub(super) misfits: Misfits,
    /// What records look like, where the format leaves a choice: messages, sharegpt or alpaca for `chat`, parquet or jsonl for `hf`, outermost or innermost for `parc`
    #[arg(long, value_name = "SHAPE")]
    pub(super) shape: Option<String>,
    /// Of attributions in each other keep the inner ones (`parc`): the same as `--shape innermost`
    #[arg(long, conflicts_with = "shape")]
    pub(super) innermost: bool,
    /// What a language model is asked: a file like the one that the manual shows (`chat`)
    #[arg(long, value_name = "FILE")]
    pub(super) template: Option<PathBuf>,
    /// Put the articles into splits with these shares: train=80,validation=10,test=10
    #[arg(long, value_name = "SHARES")]
    pub(super) split: Option<Shares>,
    /// Changes which articles go into which split
    #[arg(long, value_name = "NUMBER", default_value_t = 0, requires = "split")]
    pub(super) seed: u64,
    /// Which articles stay together in a split
    #[arg(long, value_name = "WHAT", default_value = "duplicates", requires = "split", value_parser = choice(&GroupBy::ALL))]
    pub(super) group_by: GroupBy,
    /// Write nothing, only list what would be lost
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// Reads the name of one of `all`.
fn choice<T: Copy + Send + Sync + 'static>(
    all: &'static [(T, &'static str)],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(|(_, name)| *name)).try_map(move |name| {
        let found = all.iter().find(|(_, known)| *known == name);
        found.map(|(value, _)| *value).ok_or("no such choice")
    })
}

#[derive(Debug, Args)]
pub(super) struct Rehydrate {
    /// The data set without texts
    pub(super) file: PathBuf,
    /// Files and folders that hold the texts, in any format that can be read
    #[arg(required = true)]
    pub(super) texts: Vec<PathBuf>,
    /// The file to write
    #[arg(long, value_name = "FILE.jsonl")]
    pub(super) out: PathBuf,
    /// The encoding of the texts, where it is not UTF-8
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Suggest {
    /// The project folder or its project.ron
    #[arg(required_unless_present = "stdin", conflicts_with = "stdin")]
    pub(super) project: Option<PathBuf>,
    /// The rule; may be given more than once; without it, all
    #[arg(long, value_name = "NAME", value_parser = choice(&RULES))]
    pub(super) rule: Vec<Rule>,
    /// Only this article; may be given more than once
    #[arg(long, value_name = "ID")]
    pub(super) article: Vec<String>,
    /// Whose marks and decisions are taken into account; else everybody's
    #[arg(long, value_name = "NAME")]
    pub(super) annotator: Option<String>,
    /// Read articles from standard input, as in the exchange format, and answer each with a line; only zones given there apply
    #[arg(long)]
    pub(super) stdin: bool,
}

#[derive(Debug, Args)]
pub(super) struct Ledger {
    /// The project folder or its project.ron
    pub(super) project: PathBuf,
    /// With whose eyes; else the gold's, or of the only annotator
    #[arg(long, value_name = "NAME")]
    pub(super) annotator: Option<String>,
}

/// The rules by name.
static RULES: [(Rule, &str); 4] = [
    (Rule::Zones, Rule::Zones.name()),
    (Rule::Entities, Rule::Entities.name()),
    (Rule::Figures, Rule::Figures.name()),
    (Rule::Attributions, Rule::Attributions.name()),
];

#[derive(Debug, Args)]
pub(super) struct Run {
    /// The project folder or its project.ron
    pub(super) project: PathBuf,
    /// Who works
    #[arg(long, value_name = "NAME")]
    pub(super) annotator: String,
    /// Read commands from standard input, one JSON object a line
    #[arg(long, required = true)]
    pub(super) stdin: bool,
    /// What offsets in commands count
    #[arg(long, value_enum, default_value_t = Offsets::CodePoints)]
    pub(super) offsets: Offsets,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MarksAs {
    Annotations,
    Suggestions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Zones {
    Keep,
    Drop,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Offsets {
    CodePoints,
    #[value(name = "utf-16")]
    Utf16,
    Bytes,
}

impl From<Offsets> for OffsetUnit {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::CodePoints => Self::CodePoint,
            Offsets::Utf16 => Self::Utf16,
            Offsets::Bytes => Self::Byte,
        }
    }
}

impl Cli {
    /// The help of the whole program.
    pub(super) fn long_help() -> String {
        Self::command().render_long_help().to_string()
    }
}

fn status(name: &str) -> Result<StatusKind, String> {
    StatusKind::from_name(name).ok_or_else(|| {
        let known: Vec<&str> = StatusKind::ALL.iter().map(|status| status.name()).collect();
        format!("there are {}", known.join(", "))
    })
}

#[derive(Debug, Args)]
pub(super) struct Screenshot {
    /// The project folder or its project.ron
    pub(super) project: PathBuf,
    /// The PNG file to write
    #[arg(long, value_name = "FILE.png")]
    pub(super) out: PathBuf,
    /// The article that is open; else the first
    #[arg(long, value_name = "ID")]
    pub(super) article: Option<String>,
    /// Whose work is shown; else that of the project's only annotator
    #[arg(long, value_name = "NAME")]
    pub(super) annotator: Option<String>,
    /// What is shown: articles, overview, schema, history
    #[arg(long, value_name = "NAME")]
    pub(super) view: Option<String>,
    /// Width and height in points
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "1280x800")]
    pub(super) size: Size,
    /// How many pixels a point has
    #[arg(long, value_name = "NUMBER", default_value_t = 1.0, value_parser = scale)]
    pub(super) scale: f32,
    /// Light or dark
    #[arg(long, value_enum, default_value_t)]
    pub(super) theme: Theme,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Theme {
    /// Dark letters on light paper
    #[default]
    Light,
    /// Light letters on dark paper
    Dark,
}

/// A width and a height in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size(pub(super) (f32, f32));

/// The longest side of a picture, in points.
const LONGEST_SIDE: u16 = 8_000;

impl std::str::FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let side = |text: &str| text.parse::<u16>().ok().filter(|side| (1..=LONGEST_SIDE).contains(side));
        let sides = text.split_once('x').and_then(|(width, height)| Some((side(width)?, side(height)?)));
        let sides =
            sides.ok_or_else(|| format!("write a size like 1280x800, at most {LONGEST_SIDE} a side"))?;
        Ok(Self((f32::from(sides.0), f32::from(sides.1))))
    }
}

fn scale(text: &str) -> Result<f32, String> {
    let scale = text.parse().ok().filter(|scale| (0.5..=4.0).contains(scale));
    scale.ok_or_else(|| "write a number from 0.5 to 4".to_owned())
}
