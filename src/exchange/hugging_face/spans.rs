//! The configuration of spans: a line for each document, with everything.

use std::collections::BTreeMap;

use super::file::FileKind;
use crate::exchange::columns::rows::{Rows, of_article, of_mark, of_rest};
use crate::exchange::columns::{Column, Kind, column, texts};
use crate::exchange::document::Document;
use crate::exchange::json::output::{Object, array};
use crate::model::id::AnnotationId;
use crate::model::relation::Relation;
use crate::text::offsets::OffsetUnit;

/// Its columns.
pub(super) fn columns() -> Vec<Column> {
    let ends = ["head", "tail"].map(|name| column(name, Kind::Number));
    let mut columns: Vec<Column> = of_article().collect();
    columns.push(column("spans", Kind::Records(of_mark().collect())));
    columns.push(column("relations", Kind::Records(texts(&["type"]).chain(ends).collect())));
    columns.extend(of_rest());
    columns
}

/// The line of a document.
pub(super) fn write(document: &Document<'_>, kind: FileKind) -> Vec<u8> {
    let mut out = Vec::with_capacity(document.text().len() + 300 * document.marks.len() + 512);
    let rows = Rows { document, unit: OffsetUnit::CodePoint, are_types_guessed: kind == FileKind::Lines };
    let mut row = Object::begin(&mut out);
    rows.article(&mut row);
    array(row.key("spans"), &document.marks, |out, mark| {
        let mut part = Object::begin(out);
        rows.mark(&mut part, mark);
        part.end();
    });
    write_relations(&mut row, document);
    rows.rest(&mut row);
    row.end();
    out.push(b'\n');
    out
}

/// Relations by the numbers of their ends in `spans`.
fn write_relations(row: &mut Object<'_>, document: &Document<'_>) {
    let numbers: BTreeMap<&AnnotationId, usize> =
        document.marks.iter().enumerate().map(|(number, mark)| (&mark.id, number)).collect();
    let ends = |relation: &Relation| Some((*numbers.get(&relation.from)?, *numbers.get(&relation.to)?));
    let relations = document.relations.iter().filter_map(|relation| Some((relation, ends(relation)?)));
    array(row.key("relations"), relations, |out, (relation, (head, tail))| {
        let mut part = Object::begin(out);
        part.text("type", relation.kind.as_str());
        part.raw("head", head);
        part.raw("tail", tail);
        part.end();
    });
}
