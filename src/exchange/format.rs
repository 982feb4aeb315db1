//! The formats: what each one is, and what it can carry. Adding a format takes one file and one row here.

use std::fmt;

use super::exporter::ExportFn;
use super::importer::Importer;
use super::options::ExportOptions;
use super::proof::ComesBack;
use super::tokens::Tokeniser;
use super::{
    brat, chat, checked, checkthat, conll, conllu, doccano, gliner, jsonl, label_studio, markdown, measeval,
    plain, prodigy, said, spacy, table, w3c,
};
#[cfg(feature = "documents")]
use super::{html, office, pdf};
#[cfg(feature = "parquet")]
use super::{hugging_face, parquet};
use crate::text::offsets::OffsetUnit;

/// One format.
#[derive(Clone, Copy)]
pub struct Format {
    /// The name that the command line uses.
    pub id: &'static str,
    /// The name for people.
    pub name: &'static str,
    /// What an export makes. An import takes files and folders of them alike.
    pub shape: Shape,
    /// What its files are called: "*.jsonl".
    pub pattern: &'static str,
    /// What its offsets count; `None` where it has none.
    pub offsets: Option<Offsets>,
    /// How it cuts texts into tokens; `None` where it has none.
    pub tokens: Option<Tokens>,
    /// What its records may look like, the first one where nothing is asked for; empty where there is no choice.
    pub record_shapes: &'static [&'static str],
    /// What it can carry.
    pub carries: Carries,
    /// What of it comes back when an export is read again, and is compared.
    pub comes_back: ComesBack,
    /// Reads it.
    pub importer: Option<&'static (dyn Importer + Sync)>,
    /// Writes it.
    pub export: Option<ExportFn>,
}

impl fmt::Debug for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Format({})", self.id)
    }
}

impl Format {
    /// What records look like that are written with `options`; empty where there is no choice.
    pub fn record_shape(&self, options: &ExportOptions) -> &'static str {
        let asked = self.record_shapes.iter().find(|shape| Some(**shape) == options.record_shape);
        asked.or(self.record_shapes.first()).copied().unwrap_or_default()
    }

    /// Whether it can be written without texts: offsets and hashes alone, to which the texts can be joined again.
    pub fn can_omit_text(&self) -> bool {
        self.id == "jsonl"
    }

    /// Whether its records ask a language model something, in words that a file may have.
    pub fn has_template(&self) -> bool {
        self.id == "chat"
    }

    /// Whether an export, split or not, has a card, which says what is in it: a folder has one, but not one of texts, which has nothing but
    /// articles in it.
    pub fn has_card(&self, is_split: bool) -> bool {
        (self.shape == Shape::Folder || is_split) && !["txt", "md"].contains(&self.id)
    }

    /// Whether it writes the card of its folder itself, because others than people read it.
    pub(super) fn has_own_card(&self) -> bool {
        self.id == "hf"
    }
}

/// Whether an export is one file or a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One file.
    File,
    /// A folder of files.
    Folder,
}

/// What the offsets of a format count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offsets {
    /// Always the same.
    Fixed(OffsetUnit),
    /// As the file says; code points unless another unit is asked for.
    Declared,
    /// Tokens.
    Tokens,
}

/// How a format cuts texts into tokens. What becomes of marks inside of tokens can be chosen in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tokens {
    /// Always in the same way.
    Fixed(Tokeniser),
    /// As is asked for.
    Chosen,
}

/// What a format can carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is the answer to one question, shown as a table")]
pub struct Carries {
    /// Marks that cross each other.
    pub overlap: bool,
    /// Marks within marks.
    pub nesting: bool,
    /// Marks of several pieces.
    pub discontinuous: bool,
    /// Relations.
    pub relations: bool,
    /// Features of marks.
    pub features: bool,
    /// The entity that a mark names, and the records of entities.
    pub entity_links: bool,
    /// The values of figures.
    pub quantities: bool,
    /// Who says what.
    pub attributions: bool,
    /// Labels of whole articles.
    pub document_labels: bool,
    /// Suggestions that were refused.
    pub rejected: bool,
    /// Articles without text.
    pub empty_documents: bool,
    /// The text, to the byte.
    pub lossless_text: bool,
    /// Which stretches of a text are captions, promotions and other things that are not the article itself.
    pub zones: bool,
    /// What is known of an article beside its text.
    pub metadata: bool,
}

impl Carries {
    /// Carries nothing.
    pub const NOTHING: Self = Self {
        overlap: false,
        nesting: false,
        discontinuous: false,
        relations: false,
        features: false,
        entity_links: false,
        quantities: false,
        attributions: false,
        document_labels: false,
        rejected: false,
        empty_documents: false,
        lossless_text: false,
        zones: false,
        metadata: false,
    };

    /// Carries everything.
    pub const EVERYTHING: Self = Self {
        overlap: true,
        nesting: true,
        discontinuous: true,
        relations: true,
        features: true,
        entity_links: true,
        quantities: true,
        attributions: true,
        document_labels: true,
        rejected: true,
        empty_documents: true,
        lossless_text: true,
        zones: true,
        metadata: true,
    };

    /// Carries texts alone.
    pub const TEXT: Self = Self { empty_documents: true, lossless_text: true, ..Self::NOTHING };

    /// Each question with its answer, in the order of the fields.
    pub const fn answers(self) -> [(&'static str, bool); 14] {
        [
            ("overlap", self.overlap),
            ("nesting", self.nesting),
            ("discontinuous", self.discontinuous),
            ("relations", self.relations),
            ("features", self.features),
            ("entity_links", self.entity_links),
            ("quantities", self.quantities),
            ("attributions", self.attributions),
            ("document_labels", self.document_labels),
            ("rejected", self.rejected),
            ("empty_documents", self.empty_documents),
            ("lossless_text", self.lossless_text),
            ("zones", self.zones),
            ("metadata", self.metadata),
        ]
    }
}

impl Offsets {
    /// What they count, for a table.
    pub fn name(self) -> String {
        match self {
            Self::Fixed(unit) => unit.to_string(),
            Self::Declared => "as declared".to_owned(),
            Self::Tokens => "tokens".to_owned(),
        }
    }
}

/// Every format, in the order in which they are tried on a file.
pub static FORMATS: &[&Format] = &[
    &jsonl::FORMAT,
    #[cfg(feature = "parquet")]
    &hugging_face::FORMAT,
    #[cfg(feature = "parquet")]
    &parquet::FORMAT,
    &spacy::FORMAT,
    &conll::CONLL,
    &conll::BILOU,
    &conllu::FORMAT,
    &gliner::FORMAT,
    &chat::FORMAT,
    &label_studio::FORMAT,
    &doccano::FORMAT,
    &prodigy::FORMAT,
    &brat::FORMAT,
    &w3c::FORMAT,
    &table::FORMAT,
    &said::nested::FORMAT,
    &said::triples::FORMAT,
    &measeval::FORMAT,
    &checked::averitec::FORMAT,
    &checked::claim_review::FORMAT,
    &checkthat::FORMAT,
    #[cfg(feature = "documents")]
    &html::FORMAT,
    #[cfg(feature = "documents")]
    &office::DOCX,
    #[cfg(feature = "documents")]
    &office::ODT,
    #[cfg(feature = "documents")]
    &pdf::FORMAT,
    &markdown::FORMAT,
    &plain::FORMAT,
];

/// The format of that name.
pub fn find(id: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.id == id)
}

/// The format of a file with this name that begins with these bytes.
pub fn recognise(name: &str, head: &[u8]) -> Option<&'static Format> {
    FORMATS
        .iter()
        .copied()
        .find(|format| format.importer.is_some_and(|importer| importer.recognises(name, head)))
}
