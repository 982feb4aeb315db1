//! The words of the interface, from the one file `assets/texts/en.ftl`.
//!
//! Words of commands stand in the table of commands, which the command line and the manual read as well.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The file that is built in.
const ENGLISH: &str = include_str!("../../assets/texts/en.ftl");

/// The words of the interface in one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Texts").finish_non_exhaustive()
    }
}

impl Default for Texts {
    fn default() -> Self {
        let mut bundle =
            FluentBundle::new_concurrent(vec!["en".parse::<LanguageIdentifier>().unwrap_or_default()]);
        // The marks around inserted words would be shown as boxes by fonts that lack them.
        bundle.set_use_isolating(false);
        // A message that cannot be read is missing below, and a test names it.
        let resource = FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }
}

impl Texts {
    /// The text `id`.
    pub fn get(&self, id: &str) -> String {
        self.format(id, None)
    }

    /// Whether there is a text `id`.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// The text `id` with a number in it, under the name `count`.
    pub fn count(&self, id: &str, count: usize) -> String {
        self.with(id, [("count", FluentValue::from(count))])
    }

    /// The text `id` with words in it, under the name `name`.
    pub fn name(&self, id: &str, name: &str) -> String {
        self.with(id, [("name", FluentValue::from(name))])
    }

    /// The text `id` with values in it.
    pub fn with<'a>(&self, id: &str, values: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> String {
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(name, value);
        }
        self.format(id, Some(&arguments))
    }

    /// The text `id`, or the id itself where there is none: it is then seen, and a test fails.
    fn format(&self, id: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        let Some(pattern) = pattern else { return id.to_owned() };
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, arguments, &mut errors).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_can_be_read() {
        let resource = FluentResource::try_new(ENGLISH.to_owned());
        assert!(resource.is_ok(), "{:?}", resource.unwrap_err().1);
    }

    #[test]
    fn numbers_have_their_plural() {
        let texts = Texts::default();
        assert_eq!(texts.count("status-marks", 1), "1 mark");
        assert_eq!(texts.count("status-marks", 23), "23 marks");
    }
}
