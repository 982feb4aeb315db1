//! Arguments that set fields of a record: left out, a field keeps its value; empty, it loses it.

use super::call::Call;
use crate::model::moment::Moment;
use crate::session::error::Refusal;

impl Call<'_> {
    /// Sets a field of words.
    pub(super) fn set_text(&self, name: &str, field: &mut Option<String>) {
        if let Some(text) = self.text(name) {
            *field = Some(text.to_owned()).filter(|text| !text.is_empty());
        }
    }

    /// Sets a field that is a date.
    pub(super) fn set_moment(&self, name: &str, field: &mut Option<Moment>) -> Result<(), Refusal> {
        if let Some(text) = self.text(name) {
            *field = if text.is_empty() { None } else { Some(moment(text)?) };
        }
        Ok(())
    }

    /// Sets a field that is one value of a closed list.
    pub(super) fn set_word<T>(
        &self,
        name: &str,
        field: &mut T,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<(), Refusal> {
        if let Some(text) = self.text(name) {
            *field = read(text).ok_or_else(|| Refusal::new(format!("{text:?} is no value of {name:?}")))?;
        }
        Ok(())
    }

    /// Sets a field that is a list of words.
    pub(super) fn set_list(&self, name: &str, field: &mut Vec<String>) {
        if self.get(name).is_some() {
            *field = self.list(name).to_vec();
        }
    }
}

/// Reads a date.
pub(super) fn moment(text: &str) -> Result<Moment, Refusal> {
    text.parse().map_err(|error: crate::model::moment::MomentError| Refusal::new(error.to_string()))
}
