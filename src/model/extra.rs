//! What another program wrote beside the fields known here: kept as it is, in order.

/// A value that Glossator carries along without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtraValue {
    /// A string.
    Text(String),
    /// Anything else, as compact JSON text.
    Json(String),
}

/// Unknown keys with their values, in the order in which they were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra(Vec<(String, ExtraValue)>);

impl Extra {
    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pairs in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ExtraValue)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&ExtraValue> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Sets `key`, in its old place if it was there, else at the end; `None` takes it out.
    pub fn set(&mut self, key: &str, value: Option<ExtraValue>) {
        let place = self.0.iter().position(|(known, _)| known == key);
        match (place, value) {
            (Some(place), Some(value)) => self.0[place].1 = value,
            (Some(place), None) => {
                self.0.remove(place);
            }
            (None, Some(value)) => self.0.push((key.to_owned(), value)),
            (None, None) => {}
        }
    }
}

impl FromIterator<(String, ExtraValue)> for Extra {
    fn from_iter<I: IntoIterator<Item = (String, ExtraValue)>>(pairs: I) -> Self {
        let mut extra = Self::default();
        for (key, value) in pairs {
            extra.set(&key, Some(value));
        }
        extra
    }
}
