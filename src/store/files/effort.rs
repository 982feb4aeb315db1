//! `annotations/*/effort.ron`: one annotator's active seconds by article, day and layer.

use std::path::Path;

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::read::{parse, text_of};
use super::text::FileText;
use crate::model::effort::{Effort, EffortKey};
use crate::model::id::{Annotator, ArticleId, LayerKey};
use crate::store::StoreError;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(rename = "format")]
    _format: u32,
    annotator: Annotator,
    #[serde(default)]
    effort: Vec<EffortRow>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EffortRow {
    article: ArticleId,
    day: DayRow,
    /// Nothing for reading.
    #[serde(default)]
    layer: Option<LayerKey>,
    seconds: u64,
}

/// A day as "2026-11-22".
struct DayRow(Date);

impl Serialize for DayRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DayRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // Parsing alone would accept times and other spellings, and lose them with the next save.
        let day = text.parse().ok().filter(|day: &Date| day.to_string() == text);
        let wrong = || D::Error::custom(format_args!("{text:?} is no day such as \"2026-11-22\""));
        day.map(Self).ok_or_else(wrong)
    }
}

/// The content of an effort file.
#[derive(Clone, Debug)]
pub(in super::super) struct EffortContent {
    pub(in super::super) annotator: Annotator,
    pub(in super::super) effort: Effort,
}

/// The text of an effort file.
pub(in super::super) fn write_effort(annotator: &Annotator, effort: &Effort) -> String {
    let rows = effort.rows().map(|(EffortKey { article, day, layer }, seconds)| EffortRow {
        article: article.clone(),
        day: DayRow(*day),
        layer: layer.clone(),
        seconds,
    });
    FileText::new().field("annotator", annotator).rows("effort", rows).finish()
}

/// Reads one version of an effort file. Of two rows for the same, which version control can bring about, the larger
/// number counts.
pub(in super::super) fn read_effort(bytes: &[u8], path: &Path) -> Result<EffortContent, StoreError> {
    let row: Row = parse(text_of(bytes, path)?, path)?;
    let mut effort = Effort::default();
    for EffortRow { article, day: DayRow(day), layer, seconds } in row.effort {
        effort.raise(EffortKey { article, day, layer }, seconds);
    }
    Ok(EffortContent { annotator: row.annotator, effort })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn effort() -> Effort {
        let mut effort = Effort::default();
        for (article, day, layer, seconds) in [
            ("سدّ 👨🏻‍🚒 \"e\u{301}\"\r\n", 1, None, 7),
            ("dam", 2, Some("figure"), u64::MAX),
            ("dam", 2, None, 12),
            ("", 3, Some(""), 1),
        ] {
            let layer = layer.map(LayerKey::from);
            effort.add(EffortKey { article: article.into(), day: date(2026, 11, day), layer }, seconds);
        }
        effort
    }

    fn read(text: &str) -> Result<Effort, StoreError> {
        read_effort(text.as_bytes(), Path::new("effort.ron")).map(|content| content.effort)
    }

    #[test]
    fn what_is_written_is_read_one_row_a_line() {
        let text = write_effort(&"ana".into(), &effort());
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        assert_eq!(lines[1..4], ["format: 1,", "annotator: \"ana\",", "effort: ["]);
        assert_eq!(lines[5], "(article: \"dam\", day: \"2026-11-02\", seconds: 12),");
        assert_eq!(
            lines[6],
            "(article: \"dam\", day: \"2026-11-02\", layer: \"figure\", seconds: 18446744073709551615),"
        );
        assert_eq!(read(&text).unwrap(), effort());
        assert_eq!(read(&format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap(), effort());
    }

    #[test]
    fn every_prefix_is_an_error() {
        let text = write_effort(&"ana".into(), &effort());
        let whole = text.trim_end().len();
        for len in 0..whole {
            assert!(read_effort(&text.as_bytes()[..len], Path::new("effort.ron")).is_err(), "{len} bytes");
        }
        assert_eq!(read(&text[..whole]).unwrap(), effort());
    }

    #[test]
    fn of_two_rows_for_the_same_the_larger_number_counts() {
        let row = |seconds| format!("(article: \"dam\", day: \"2026-11-22\", seconds: {seconds})");
        let text = format!("(format: 1, annotator: \"ana\", effort: [{}, {}, {}])", row(3), row(9), row(4));
        assert_eq!(read(&text).unwrap().total(), 9);
    }

    #[test]
    fn slips_of_the_pen_are_named_with_their_place() {
        let file = |row: &str| {
            format!("(\n    format: 1,\n    annotator: \"ana\",\n    effort: [\n        {row},\n    ],\n)\n")
        };
        for (row, message) in [
            ("(article: \"dam\", day: \"2026-11-22\", second: 3)", "there is no field \"second\" here"),
            ("(article: \"dam\", day: \"2026-11-22\", seconds: -3)", "out of bounds"),
            ("(article: \"dam\", day: \"2026-11-31\", seconds: 3)", "\"2026-11-31\" is no day"),
            ("(article: \"dam\", day: \"2026-11-22T10:00:00\", seconds: 3)", "is no day"),
            ("(article: \"dam\", seconds: 3)", "day"),
        ] {
            match read(&file(row)).unwrap_err() {
                StoreError::Broken { message: found, line: 5, column, .. } => {
                    assert!(found.contains(message) && column > 9, "{found} at {column}");
                }
                other => panic!("{other:?}"),
            }
        }
        let newer = read(&file("").replace("format: 1", "format: 2"));
        assert!(matches!(newer, Err(StoreError::NewerFormat { found: 2, .. })));
    }
}
