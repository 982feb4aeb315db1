//! What readers of token formats share: tags as marks, texts put together again, and labels that were spelt anew.

pub(crate) mod labels;
pub(crate) mod rebuilt;
pub(crate) mod tags;
