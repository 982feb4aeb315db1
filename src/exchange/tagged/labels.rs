//! Labels as a format has to spell them, and what they are in the project.

use std::collections::HashMap;

use crate::model::id::LayerKey;
use crate::model::schema::Schema;

/// The names of the labels of a schema, by how a format spells them.
#[derive(Debug)]
pub(crate) struct Labels {
    /// The name; `None` where two labels are spelt alike, so that nothing is guessed.
    by_spelling: HashMap<String, Option<String>>,
}

impl Labels {
    /// The labels of `layer`, of all layers without one, as `spell` spells their names.
    pub(crate) fn new(schema: &Schema, layer: Option<&LayerKey>, spell: impl Fn(&str) -> String) -> Self {
        let mut by_spelling: HashMap<String, Option<String>> = HashMap::new();
        let own = schema.labels.values().filter(|label| layer.is_none_or(|layer| label.layer == *layer));
        let own: Vec<&String> = own.filter(|label| label.fate.is_none()).map(|label| &label.name).collect();
        for name in &own {
            let known = by_spelling.entry(spell(name)).or_insert_with(|| Some((*name).clone()));
            if known.as_ref() != Some(*name) {
                *known = None;
            }
        }
        // A label that is spelt as it is called is meant by its own name.
        for name in own {
            by_spelling.insert(name.clone(), Some(name.clone()));
        }
        Self { by_spelling }
    }

    /// The name of the label that a file spells so; as the file spells it, where the schema has none or several.
    pub(crate) fn name(&self, spelt: &str) -> String {
        let known = self.by_spelling.get(spelt).cloned().flatten();
        known.unwrap_or_else(|| spelt.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::growth::SchemaGrowth;

    #[test]
    fn nothing_is_guessed_between_two() {
        let mut growth = SchemaGrowth::new(Schema::default());
        for label in ["Political place", "political place", "Law", "law"] {
            growth.label(Some("entity"), Some(label));
        }
        let labels = Labels::new(growth.schema(), None, |name| name.to_lowercase().replace(' ', "_"));
        assert_eq!(labels.name("political_place"), "political_place");
        assert_eq!(labels.name("law"), "law");
        assert_eq!(labels.name("Law"), "Law");
        let claim = LayerKey::from("claim");
        let labels = Labels::new(growth.schema(), Some(&claim), str::to_lowercase);
        assert_eq!(labels.name("Law"), "Law");
    }
}
