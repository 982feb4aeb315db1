//! Tables of typed columns, as Parquet files have them: one definition behind the schema of a file, its metadata and the
//! card of a data set.

pub(super) mod file;
pub(super) mod rows;

use std::fmt::Write as _;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Metadata, Schema};

use crate::exchange::json::output::{Object, array, string, to_text};
use crate::text::offsets::OffsetUnit;

/// A column, or a field of one: its name and what its values are.
#[derive(Clone, Debug)]
pub(super) struct Column {
    name: &'static str,
    kind: Kind,
}

/// What the values of a column are. None is ever missing.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// Words; none are the empty string.
    Text,
    /// A whole number.
    Number,
    /// A list of words.
    Texts,
    /// Numbers of tags, which have these names.
    Tags(Vec<String>),
    /// Lists of records.
    Records(Vec<Column>),
}

/// A column.
pub(super) fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind }
}

/// Columns of words.
pub(super) fn texts(names: &[&'static str]) -> impl Iterator<Item = Column> {
    names.iter().map(|name| column(name, Kind::Text))
}

/// The schema of a Parquet file, with what the datasets library reads from its metadata, and what its offsets count.
pub(super) fn schema(columns: &[Column], offsets: OffsetUnit) -> Schema {
    let features = to_text(|out| {
        let mut whole = Object::begin(out);
        let mut info = Object::begin(whole.key("info"));
        write_features(info.key("features"), columns);
        info.end();
        whole.end();
    });
    Schema::new(fields(columns)).with_metadata(Metadata::from([
        ("huggingface".to_owned(), features),
        ("offsets".to_owned(), offsets.to_string()),
    ]))
}

fn fields(columns: &[Column]) -> Fields {
    let field = |column: &Column| {
        let list = |item: DataType| DataType::List(Arc::new(Field::new("element", item, false)));
        let kind = match &column.kind {
            Kind::Text => DataType::Utf8,
            Kind::Number => DataType::Int64,
            Kind::Texts => list(DataType::Utf8),
            Kind::Tags(_) => list(DataType::Int64),
            Kind::Records(parts) => list(DataType::Struct(fields(parts))),
        };
        Field::new(column.name, kind, false)
    };
    columns.iter().map(field).collect()
}

/// The types as the datasets library has them in JSON.
fn write_features(out: &mut Vec<u8>, columns: &[Column]) {
    let mut features = Object::begin(out);
    for column in columns {
        write_feature(features.key(column.name), &column.kind);
    }
    features.end();
}

fn write_feature(out: &mut Vec<u8>, kind: &Kind) {
    let list = |out: &mut Vec<u8>, write: &dyn Fn(&mut Vec<u8>)| {
        let mut feature = Object::begin(out);
        write(feature.key("feature"));
        feature.text("_type", "List");
        feature.end();
    };
    match kind {
        Kind::Text | Kind::Number => {
            let mut feature = Object::begin(out);
            feature.text("dtype", if matches!(kind, Kind::Text) { "string" } else { "int64" });
            feature.text("_type", "Value");
            feature.end();
        }
        Kind::Texts => list(out, &|out| write_feature(out, &Kind::Text)),
        Kind::Tags(names) => list(out, &|out| {
            let mut feature = Object::begin(out);
            array(feature.key("names"), names, |out, name| string(out, name));
            feature.text("_type", "ClassLabel");
            feature.end();
        }),
        Kind::Records(parts) => list(out, &|out| write_features(out, parts)),
    }
}

/// The types as the card has them in YAML, each line indented by `indent` spaces.
pub(super) fn write_card(out: &mut String, columns: &[Column], indent: usize) {
    for Column { name, kind } in columns {
        // Writing to a string cannot fail.
        let mut line = |text: &str| {
            let _infallible = writeln!(out, "{:indent$}{text}", "");
        };
        line(&format!("- name: {name}"));
        match kind {
            Kind::Text => line("  dtype: string"),
            Kind::Number => line("  dtype: int64"),
            Kind::Texts => line("  sequence: string"),
            Kind::Tags(names) => {
                ["  sequence:", "    class_label:", "      names:"].into_iter().for_each(&mut line);
                for (number, name) in names.iter().enumerate() {
                    line(&format!("        '{number}': {}", to_text(|out| string(out, name))));
                }
            }
            Kind::Records(parts) => {
                line("  list:");
                write_card(out, parts, indent + 2);
            }
        }
    }
}
