//! Word: `word/document.xml` and what stands beside it (ECMA-376, part 1, chapter 17).

use std::collections::HashMap;

use super::package::{Package, damaged};
use super::paragraphs::{Document, Open, Paragraph, Properties, Role};
use super::xml::{Piece, walk};

const TEXT: &str = "word/document.xml";

/// What is in the file and not in the text: what was moved away, and a second version for programs that are older.
const LEFT_OUT: [&str; 2] = ["moveFrom", "Fallback"];

/// The document in `package`, or what is wrong with it.
pub(super) fn read(mut package: Package) -> Result<Document, String> {
    let main = match package.part("_rels/.rels")? {
        Some(part) => main_part(&part).map_err(|why| damaged("_rels/.rels", &why))?,
        None => None,
    };
    let main = main.unwrap_or_else(|| TEXT.to_owned());
    let text =
        package.part(&main)?.ok_or_else(|| format!("there is no {main} in it: it is no Word document"))?;
    let styles = match package.part("word/styles.xml")? {
        Some(part) => roles(&part).map_err(|why| damaged("word/styles.xml", &why))?,
        None => HashMap::new(),
    };
    let properties = match package.part("docProps/core.xml")? {
        Some(part) => Properties::read(&part).map_err(|why| damaged("docProps/core.xml", &why))?,
        None => Properties::default(),
    };
    let paragraphs = paragraphs(&text, &styles).map_err(|why| damaged(&main, &why))?;
    Ok(Document { paragraphs, properties })
}

/// The name of the part that has the text.
fn main_part(part: &str) -> Result<Option<String>, String> {
    let mut found = None;
    walk(part, |piece| {
        if let Piece::Start("Relationship", attributes) = piece
            && attributes.get("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        {
            found = attributes.get("Target").map(|target| target.trim_start_matches('/').to_owned());
        }
    })?;
    Ok(found)
}

/// The role of each style that has one, by the id of the style, which is in the language of who wrote it.
fn roles(part: &str) -> Result<HashMap<String, Role>, String> {
    let mut roles = HashMap::new();
    let mut style = None;
    walk(part, |piece| match piece {
        Piece::Start("style", attributes) => style = attributes.get("styleId"),
        Piece::Start("name", attributes) => {
            let role = attributes.get("val").and_then(|name| Role::of_style(&name));
            if let (Some(style), Some(role)) = (style.take(), role) {
                roles.insert(style, role);
            }
        }
        _ => {}
    })?;
    Ok(roles)
}

fn paragraphs(part: &str, styles: &HashMap<String, Role>) -> Result<Vec<Paragraph>, String> {
    let mut open = Open::default();
    let mut left_out = 0_usize;
    let mut in_text = false;
    walk(part, |piece| match piece {
        Piece::Start(name, _) if LEFT_OUT.contains(&name) => left_out += 1,
        Piece::End(name) if LEFT_OUT.contains(&name) => left_out = left_out.saturating_sub(1),
        _ if left_out > 0 => {}
        Piece::Start("p", _) => open.begin(None),
        Piece::End("p") => open.end(),
        Piece::Start("pStyle", attributes) => {
            let style = attributes.get("val").unwrap_or_default();
            let role = styles.get(&style).copied().or_else(|| Role::of_style(&style));
            if let Some(paragraph) = open.last() {
                paragraph.role = role;
            }
        }
        Piece::Start("t", _) => in_text = true,
        Piece::End("t") => in_text = false,
        Piece::Text(text) if in_text => open.push(text),
        Piece::End("tab") => open.push("\t"),
        Piece::End("br" | "cr") => open.push("\n"),
        Piece::End("noBreakHyphen") => open.push("\u{2011}"),
        Piece::End("softHyphen") => open.push("\u{ad}"),
        _ => {}
    })?;
    Ok(open.finish())
}
