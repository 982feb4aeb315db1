//! Which column of a table holds what.

use thiserror::Error;

/// What a column can hold; every other one is kept under its own name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    /// The text of the article.
    Text,
    /// What the article is called.
    Id,
    /// Something that is known of it, by the key of the native format.
    Fact(&'static str),
}

/// The names by which columns are said, the first for each, and known without being said.
const FIELDS: [(Field, &[&str]); 8] = [
    (Field::Text, &["text", "body", "content"]),
    (Field::Id, &["id"]),
    (Field::Fact("title"), &["title", "headline"]),
    (Field::Fact("published"), &["published", "date"]),
    (Field::Fact("outlet"), &["outlet"]),
    (Field::Fact("url"), &["url"]),
    (Field::Fact("byline"), &["byline", "author"]),
    (Field::Fact("language"), &["language", "lang"]),
];

/// Which columns were said to hold what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnMap(Vec<(Field, String)>);

/// Why columns cannot be told.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ColumnError {
    /// What was said is no list of columns.
    #[error("{0:?} says of no column what it holds: write text=NAME,title=NAME")]
    NotAPair(String),
    /// There is no such thing to know of an article.
    #[error(
        "{0:?} is nothing that a column can be said to hold; there are {1}. Other columns are kept under their names"
    )]
    NoField(String, String),
    /// A field was said twice.
    #[error("{0:?} is said of two columns")]
    Twice(String),
    /// Nobody said where the text is.
    #[error("it is not said which column holds the text: write text=NAME")]
    NoText,
    /// A column that was said is not there.
    #[error("there is no column {name:?}; there are {there}")]
    NoColumn {
        /// The column.
        name: String,
        /// Those that are there.
        there: String,
    },
    /// Two columns have names for the same thing.
    #[error(
        "{field} could be in each of the columns {columns}: say in which with --columns {field}=NAME, and which holds the text"
    )]
    Several {
        /// What they could hold.
        field: &'static str,
        /// The columns.
        columns: String,
    },
    /// No column has a name for texts.
    #[error(
        "no column is called text, body or content: say which holds the text with --columns text=NAME; there are {there}"
    )]
    Unknown {
        /// Those that are there.
        there: String,
    },
}

impl ColumnMap {
    /// What "text=body,title=headline" says. `date` is another word for `published`.
    pub fn parse(said: &str) -> Result<Self, ColumnError> {
        let mut map = Self::default();
        for pair in said.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (key, column) = pair.split_once('=').ok_or_else(|| ColumnError::NotAPair(pair.to_owned()))?;
            let (key, column) = (key.trim(), column.trim());
            let found = FIELDS.iter().find(|(_, names)| names.contains(&key));
            let (field, _) = found.ok_or_else(|| {
                let names: Vec<&str> =
                    FIELDS.iter().filter_map(|(_, names)| names.first().copied()).collect();
                ColumnError::NoField(key.to_owned(), names.join(", "))
            })?;
            if map.0.iter().any(|(known, _)| known == field) {
                return Err(ColumnError::Twice(key.to_owned()));
            }
            map.0.push((*field, column.to_owned()));
        }
        let has_text = map.0.iter().any(|(field, _)| *field == Field::Text);
        if has_text { Ok(map) } else { Err(ColumnError::NoText) }
    }
}

/// What each of the columns `names` holds: as was said, else as their names say, where they leave no choice. `None` for one
/// that is kept under its name.
pub(crate) fn fields(said: Option<&ColumnMap>, names: &[&str]) -> Result<Vec<Option<Field>>, ColumnError> {
    let mut fields = vec![None; names.len()];
    let there = || names.join(", ");
    if let Some(ColumnMap(said)) = said {
        for (field, column) in said {
            let place = names.iter().position(|name| name.trim() == column);
            let place =
                place.ok_or_else(|| ColumnError::NoColumn { name: column.clone(), there: there() })?;
            fields[place] = Some(*field);
        }
        return Ok(fields);
    }
    for (field, known) in FIELDS {
        let is_known = |name: &str| known.iter().any(|known| known.eq_ignore_ascii_case(name.trim()));
        let fitting: Vec<usize> = (0..names.len()).filter(|place| is_known(names[*place])).collect();
        match fitting.as_slice() {
            [] if field == Field::Text => return Err(ColumnError::Unknown { there: there() }),
            [] => {}
            [only] => fields[*only] = Some(field),
            several => {
                let columns: Vec<&str> = several.iter().map(|place| names[*place]).collect();
                let field = known.first().copied().unwrap_or_default();
                return Err(ColumnError::Several { field, columns: columns.join(", ") });
            }
        }
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_must_be_there_and_make_sense() {
        let parse = |said: &str| ColumnMap::parse(said).unwrap_err().to_string();
        assert!(parse("text").contains("\"text\" says of no column"));
        assert!(parse("text=a,rubric=b").contains("there are text, id, title, published"));
        assert!(parse("text=a,text=b").contains("two columns"));
        assert!(parse("title=a").contains("text=NAME"));
        let said = ColumnMap::parse("text=Full text, date = When").unwrap();
        let found = fields(Some(&said), &["title", "When", "Full text"]).unwrap();
        assert_eq!(found, [None, Some(Field::Fact("published")), Some(Field::Text)]);
        let error = fields(Some(&said), &["title", "Full text"]).unwrap_err().to_string();
        assert!(error.contains("no column \"When\"; there are title, Full text"), "{error}");
    }

    #[test]
    fn nothing_is_guessed_between_two() {
        let found = fields(None, &["ID", "Headline", "body", "section"]).unwrap();
        assert_eq!(found, [Some(Field::Id), Some(Field::Fact("title")), Some(Field::Text), None]);
        let error = fields(None, &["text", "body"]).unwrap_err().to_string();
        assert!(error.contains("columns text, body"), "{error}");
        let error = fields(None, &["text", "date", "published"]).unwrap_err().to_string();
        assert!(error.contains("published could be in each of the columns date, published"), "{error}");
        assert!(matches!(fields(None, &["texts"]), Err(ColumnError::Unknown { .. })));
    }
}
