//! A page as a tree, within bounds: what is read of it later takes time that grows with depth and with elements, and
//! some of it goes down by calling itself.

use dom_query::Document;
use html5ever::ParseOpts;
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::tree_builder::TreeBuilderOpts;

/// How many elements lie within each other at most. Browsers draw the line at 512, newspapers stay below 60.
const DEEPEST: usize = 256;
/// How many nodes a page has at most; the longest live blogs have some 50,000.
const MOST_NODES: usize = 400_000;
/// How many bytes are parsed before the bounds are looked at again. A tag has three bytes and can make as many nodes
/// as there are elements open that shape text.
const STEP: usize = 1 << 10;
/// How many nodes may come before the depth is looked at again, which takes a look at all of them.
const BETWEEN_CHECKS: usize = 4 << 10;

/// The tree of a page, or why there is none.
pub(super) fn parse(text: &str) -> Result<Document, String> {
    if super::attributes::are_too_many(text) {
        return Err("a tag of the page has thousands of attributes".to_owned());
    }
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = html5ever::parse_document(Document::default(), options);
    let mut checked = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let (step, after) = rest.split_at(rest.floor_char_boundary(STEP));
        parser.process(StrTendril::from(step));
        let page = &parser.tokenizer.sink.sink;
        // Nobody reads them, and there may be one for every byte.
        page.errors.borrow_mut().clear();
        let count = page.tree.len();
        if count > MOST_NODES {
            return Err(format!(
                "the page has more than {MOST_NODES} elements, which no page of an article has"
            ));
        }
        if count > checked + BETWEEN_CHECKS {
            checked = count;
            check_depth(page)?;
        }
        rest = after;
    }
    let page = parser.finish();
    check_depth(&page)?;
    Ok(page)
}

/// Whether the elements of `page` lie within each other no deeper than they may.
fn check_depth(page: &Document) -> Result<(), String> {
    let mut node = page.root();
    let mut depth = 0;
    loop {
        if let Some(child) = node.first_child() {
            depth += 1;
            node = child;
        } else {
            // Up to the first one that has somebody beside it.
            node = loop {
                if let Some(next) = node.next_sibling() {
                    break next;
                }
                let Some(parent) = node.parent() else { return Ok(()) };
                depth -= 1;
                node = parent;
            };
        }
        if depth > DEEPEST {
            return Err(too_deep());
        }
    }
}

fn too_deep() -> String {
    format!(
        "more than {DEEPEST} elements of the page lie within each other, which no page of an article needs"
    )
}
