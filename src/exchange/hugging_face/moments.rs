//! Columns of JSON lines in which every value looks like a date: a loader that guesses types takes them for moments, and
//! gives back other words than were written.

use std::collections::BTreeMap;

use serde_json::Value;

/// For each column that has words, by its path ("spans.text"), whether all of them look like dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Moments(BTreeMap<String, bool>);

impl Moments {
    /// The columns of a line.
    pub(super) fn of(line: &[u8]) -> Self {
        let mut moments = Self::default();
        if let Ok(value) = serde_json::from_slice(line) {
            moments.look("", &value);
        }
        moments
    }

    fn look(&mut self, path: &str, value: &Value) {
        match value {
            Value::String(text) => {
                let is_all = self.0.entry(path.to_owned()).or_insert(true);
                *is_all &= is_moment(text);
            }
            Value::Array(items) => items.iter().for_each(|item| self.look(path, item)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    self.look(&path, value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Adds what later lines have.
    pub(super) fn append(&mut self, later: Self) {
        for (path, is_all) in later.0 {
            *self.0.entry(path).or_insert(true) &= is_all;
        }
    }

    /// The columns in which every value looks like a date.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(_, is_all)| **is_all).map(|(path, _)| path.as_str())
    }
}

/// Whether a text begins with a day and has nothing but a time of day behind it.
fn is_moment(text: &str) -> bool {
    let day = text.as_bytes().get(..10);
    let is_day = day.is_some_and(|day| {
        day.iter().enumerate().all(|(place, byte)| match place {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    });
    is_day && text.bytes().skip(10).all(|byte| byte.is_ascii_digit() || b" T:.+-Z".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_one_of_moments_if_every_value_in_every_line_is() {
        let lines = [
            r#"{"id":"2021-10-11","day":"2021-10-11","said":"\"2021-10-11\"","spans":[{"text":"2021-10-11T10:00:00Z"}],"n":1,"none":[]}"#,
            r#"{"id":"a","day":"2021-10-12 09:30","said":"\"2021-10-12\"","spans":[],"n":2,"none":[]}"#,
        ];
        let mut moments = Moments::default();
        for line in lines {
            moments.append(Moments::of(line.as_bytes()));
        }
        assert_eq!(moments.columns().collect::<Vec<_>>(), ["day", "spans.text"]);
    }
}
