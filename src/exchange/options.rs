//! How to export: what the command line and the window ask for.

use std::sync::Arc;

use super::chat::template::Template;
use super::shaping::ShapingOptions;
use super::splits::SplitOptions;
use super::tokens::TokenOptions;
use crate::text::offsets::OffsetUnit;

/// How to export.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportOptions {
    /// What offsets count, where the format leaves a choice.
    pub offsets: OffsetUnit,
    /// What tokens are, where the format has tokens.
    pub tokens: TokenOptions,
    /// Whether texts are left out, and only their hashes are written: what may be passed on where the texts may not.
    pub without_text: bool,
    /// What becomes of articles before they are written.
    pub shaping: ShapingOptions,
    /// What records look like, where the format leaves a choice: one of its `record_shapes`.
    pub record_shape: Option<&'static str>,
    /// What a language model is asked, where the format asks one; else what is built in.
    pub template: Option<Arc<Template>>,
    /// Under what licence the data set is, as its card says it: an identifier of SPDX, or a sentence.
    pub licence: Option<String>,
    /// Into which parts the articles are put, if into more than one.
    pub split: Option<SplitOptions>,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self {
            offsets: OffsetUnit::CodePoint,
            tokens: TokenOptions::default(),
            without_text: false,
            shaping: ShapingOptions::default(),
            record_shape: None,
            template: None,
            licence: None,
            split: None,
        }
    }
}
