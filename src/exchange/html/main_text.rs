//! The article in a page: what of its tree is kept, as paragraphs.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::blocks::{self, Block};

/// How many characters of running text make an article at least.
const SHORTEST: usize = 60;

/// The article of a page.
pub(super) struct Content {
    /// Its paragraphs, with what the page has put between them.
    pub(super) blocks: Vec<Block>,
    /// What was found beside them: title, author and date where the page says them in no other way.
    pub(super) found: dom_smoothie::Article,
}

/// The article of `page`, or why there is none.
pub(super) fn find(page: Document) -> Result<Content, String> {
    let none = || {
        "no article is found in the page: it has no running text, as a list of links, or a page that scripts fill"
            .to_owned()
    };
    // Classes say what a paragraph is; data of scripts have been read already.
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let mut reader = Readability::with_document(page, None, Some(config)).map_err(|_| none())?;
    let found = reader.parse().map_err(|_| none())?;
    let root = reader.doc.select_single("#readability-page-1");
    let blocks = root.nodes().first().map(blocks::read).unwrap_or_default();
    let running: usize = blocks.iter().filter(|block| block.kind.is_none()).map(Block::unlinked).sum();
    if running < SHORTEST { Err(none()) } else { Ok(Content { blocks, found }) }
}
