//! Labels under the names of another standard.
//!
//! A label that has no name there is left out with its marks, and those are noted; labels with the same name there
//! become one. A layer of which no label is named stays as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use thiserror::Error;

use crate::exchange::filter::Filter;
use crate::exchange::losses::Losses;
use crate::model::article::Article;
use crate::model::id::{LabelKey, LayerKey};
use crate::model::schema::{Fate, Schema};

/// What the labels are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelMap {
    /// As the schema's own labels say for the standard of that name: "conll2003".
    Standard(String),
    /// As a file says.
    Given {
        /// What the file is called, for the command line that the data set is made with.
        file: String,
        /// The names by layer and label, each by key or name. `None` leaves a label out.
        names: BTreeMap<String, BTreeMap<String, Option<String>>>,
    },
}

/// Why labels cannot be named otherwise.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LabelMapError {
    /// No label has a name there.
    #[error("no label of the schema says what it is called in {standard:?}; {}", known(.there))]
    NoStandard {
        /// The standard that was asked for.
        standard: String,
        /// The standards that there are.
        there: Vec<String>,
    },
    /// The map names a layer that is not there.
    #[error("the map of labels names the layer {0:?}, which the project does not have")]
    NoLayer(String),
    /// The map names a label that is not there.
    #[error("the map of labels names {label:?}, which is no label of the layer {layer}")]
    NoLabel {
        /// The layer.
        layer: LayerKey,
        /// The label, as the map has it.
        label: String,
    },
    /// A file holds no map.
    #[error("it is no map of labels, at {line}:{column}: {message}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
}

fn known(standards: &[String]) -> String {
    match standards {
        [] => "none of them says so for any".to_owned(),
        some => format!("there are {}", some.join(", ")),
    }
}

impl LabelMap {
    /// Reads the text of the RON file that is called `file`: `{"entity": {"person": "PER", "event": None}}`.
    ///
    /// # Errors
    ///
    /// With line and column where the text is no such map.
    pub fn read(text: &str, file: &str) -> Result<Self, LabelMapError> {
        let options =
            ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let named = |names| Self::Given { file: file.to_owned(), names };
        options.from_str(text).map(named).map_err(|error| LabelMapError::Syntax {
            line: error.span.start.line,
            column: error.span.start.col,
            message: error.code.to_string(),
        })
    }

    /// The standards that labels of `schema` have names in.
    pub fn standards(schema: &Schema) -> BTreeSet<&str> {
        schema.labels.values().flat_map(|label| label.maps.keys()).map(String::as_str).collect()
    }

    /// What the labels of `schema` become.
    pub(super) fn mapping(&self, schema: &Schema) -> Result<Mapping, LabelMapError> {
        let names = match self {
            Self::Standard(standard) => of_standard(schema, standard)?,
            Self::Given { names, .. } => given(schema, names)?,
        };
        Ok(Mapping::new(schema, &names))
    }
}

/// The new names of labels in use, by layer and key, in the layers that are named anew.
type Names = BTreeMap<LayerKey, BTreeMap<LabelKey, String>>;

fn of_standard(schema: &Schema, standard: &str) -> Result<Names, LabelMapError> {
    let mut names = Names::new();
    for label in schema.labels.values() {
        if let Some(name) = label.maps.get(standard) {
            names.entry(label.layer.clone()).or_default().insert(label.key.clone(), name.clone());
        }
    }
    if names.is_empty() {
        let there = LabelMap::standards(schema).into_iter().map(str::to_owned).collect();
        return Err(LabelMapError::NoStandard { standard: standard.to_owned(), there });
    }
    Ok(names)
}

fn given(
    schema: &Schema,
    layers: &BTreeMap<String, BTreeMap<String, Option<String>>>,
) -> Result<Names, LabelMapError> {
    let mut names = Names::new();
    for (layer, labels) in layers {
        let found = schema.find_layer(layer).ok_or_else(|| LabelMapError::NoLayer(layer.clone()))?;
        let names = names.entry(found.key.clone()).or_default();
        for (label, name) in labels {
            let known = schema
                .find_label(&found.key, label)
                .ok_or_else(|| LabelMapError::NoLabel { layer: found.key.clone(), label: label.clone() })?;
            if let Some(name) = name {
                names.insert(known.key.clone(), name.clone());
            }
        }
    }
    Ok(names)
}

/// A schema with other names for its labels.
#[derive(Debug)]
pub(super) struct Mapping {
    pub(super) schema: Schema,
    /// The labels that have no name any more.
    pub(super) left_out: BTreeSet<(LayerKey, LabelKey)>,
    /// The labels that share a name with another one, with what is to be said of their marks.
    merged: BTreeMap<(LayerKey, LabelKey), String>,
}

impl Mapping {
    fn new(schema: &Schema, names: &Names) -> Self {
        let mut mapping = Self { schema: schema.clone(), left_out: BTreeSet::new(), merged: BTreeMap::new() };
        for (layer, names) in names {
            mapping.rename(schema, layer, names);
        }
        mapping
    }

    fn rename(&mut self, before: &Schema, layer: &LayerKey, names: &BTreeMap<LabelKey, String>) {
        // By the new name, the first label that has it.
        let mut first: BTreeMap<&str, &LabelKey> = BTreeMap::new();
        for label in before.labels_of(layer) {
            let at = (layer.clone(), label.key.clone());
            let in_use = before.resolve(layer, &label.key).map_or(&label.key, |label| &label.key);
            let mut renamed = label.clone();
            let name = names.get(in_use);
            let first_of_name = name.and_then(|name| first.get(name.as_str()));
            match (name, first_of_name) {
                (None, _) => {
                    renamed.fate = Some(Fate::Retired);
                    self.left_out.insert(at.clone());
                }
                (Some(name), Some(one)) => {
                    renamed.fate = Some(Fate::Became((*one).clone()));
                    if label.fate.is_none() {
                        let said = format!("marks with {}, which is {name} like others", label.name);
                        self.merged.insert(at.clone(), said);
                    }
                }
                (Some(name), None) => {
                    renamed.name.clone_from(name);
                    renamed.fate = None;
                    first.insert(name, &label.key);
                }
            }
            self.schema.labels.insert(at, Arc::new(renamed));
        }
    }

    /// Notes what the marks of `article` that are exported lose.
    pub(super) fn note(&self, article: &Article, filter: &Filter, losses: &mut Losses) {
        for mark in filter.annotations(article) {
            let at = (mark.layer.clone(), mark.label.clone());
            let quote = article.body().quote(mark.spans.hull());
            if self.left_out.contains(&at) {
                losses.add_mark("marks with labels that the map of labels leaves out", article.id(), quote);
            } else if let Some(said) = self.merged.get(&at) {
                losses.remark(said.clone(), article.id(), quote);
            }
        }
    }
}
