//! `OpenDocument`: `content.xml` and `meta.xml` (`OpenDocument` 1.3, part 3).

use std::collections::HashMap;

use super::package::{Package, damaged, encrypted};
use super::paragraphs::{Document, Open, Paragraph, Properties, Role};
use super::xml::{Attributes, Piece, walk};

/// What is in the file and not in the text: notes, remarks, what was deleted, and what is said of pictures.
const LEFT_OUT: [&str; 5] = ["note", "annotation", "tracked-changes", "title", "desc"];

/// The most spaces that one element stands for.
const MOST_SPACES: usize = 1_000;

/// The document in `package`, or what is wrong with it.
pub(super) fn read(mut package: Package) -> Result<Document, String> {
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(encrypted());
    }
    let content = package.part("content.xml")?;
    let content = content.ok_or("there is no content.xml in it: it is no OpenDocument text")?;
    let properties = match package.part("meta.xml")? {
        Some(part) => Properties::read(&part).map_err(|why| damaged("meta.xml", &why))?,
        None => Properties::default(),
    };
    let paragraphs = paragraphs(&content).map_err(|why| damaged("content.xml", &why))?;
    Ok(Document { paragraphs, properties })
}

fn paragraphs(part: &str) -> Result<Vec<Paragraph>, String> {
    let mut open = Open::default();
    let mut styles = HashMap::new();
    let mut left_out = 0_usize;
    walk(part, |piece| match piece {
        Piece::Start(name, _) if LEFT_OUT.contains(&name) => left_out += 1,
        Piece::End(name) if LEFT_OUT.contains(&name) => left_out = left_out.saturating_sub(1),
        _ if left_out > 0 => {}
        Piece::Start("style", attributes) => {
            if let (Some(name), Some(parent)) = (attributes.get("name"), attributes.get("parent-style-name"))
            {
                styles.insert(name, parent);
            }
        }
        Piece::Start("p", attributes) => open.begin(role(attributes, &styles)),
        Piece::Start("h", attributes) => {
            open.begin(role(attributes, &styles).or(Some(Role::Heading)));
        }
        Piece::End("p" | "h") => open.end(),
        Piece::Start("s", attributes) => {
            let count = attributes.get("c").and_then(|count| count.parse().ok()).unwrap_or(1);
            open.push(&" ".repeat(MOST_SPACES.min(count)));
        }
        Piece::End("tab") => open.push("\t"),
        Piece::End("line-break") => open.push("\n"),
        Piece::Text(text) => add(&mut open, text),
        _ => {}
    })?;
    Ok(open.finish())
}

/// The role of a paragraph by its style, or by the one which that was made from.
fn role(attributes: &Attributes<'_>, styles: &HashMap<String, String>) -> Option<Role> {
    let style = attributes.get("style-name")?;
    Role::of_style(&style).or_else(|| Role::of_style(styles.get(&style)?))
}

/// Adds text, in which white space counts as one space.
fn add(open: &mut Open, text: &str) {
    let Some(paragraph) = open.last() else { return };
    for character in text.chars() {
        match character {
            '\t' | '\n' | '\r' | ' ' => {
                if !paragraph.text.ends_with([' ', '\t', '\n']) {
                    paragraph.text.push(' ');
                }
            }
            other => paragraph.text.push(other),
        }
    }
}
