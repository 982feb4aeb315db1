//! What an article is compared by: its text, and a number for each thing that is to come back.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher as _};

use super::ComesBack;
use super::letters::{Letters, Place};
use crate::exchange::exporter::ExportContext;
use crate::exchange::filter::{Filter, Selection};
use crate::exchange::format::{Carries, Format};
use crate::exchange::jsonl;
use crate::exchange::losses::Losses;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::decision::Outcome;
use crate::model::id::{AnnotationId, LabelKey, LayerKey};
use crate::model::relation::Relation;
use crate::model::schema::Schema;

/// What kind of thing is to come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A mark, by its place and label.
    Mark,
    /// A relation, by the places of its ends.
    Relation,
    /// A label of the article, or a suggestion that was refused.
    Said,
    /// Everything at once.
    Line,
}

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Mark, Self::Relation, Self::Said, Self::Line];

    /// What several of it are called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Mark => "marks",
            Self::Relation => "relations",
            Self::Said => "labels of the article or refused suggestions",
            Self::Line => "lines",
        }
    }
}

/// One thing that is to come back: a hash of it, with its kind in the last two bits, since there may be millions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fact(u64);

impl Fact {
    fn new(kind: Kind, said: impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        said.hash(&mut hasher);
        Self(hasher.finish() & !3 | kind as u64)
    }

    pub(super) fn kind(self) -> Kind {
        Kind::ALL[(self.0 & 3) as usize]
    }
}

/// What an article is compared by.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    /// The hash of its text, as far as that comes back.
    pub(super) text: blake3::Hash,
    /// How long it is, in bytes.
    pub(super) len: usize,
    /// What there is to say of it.
    pub(super) said: Vec<Fact>,
}

/// How articles are looked at.
#[derive(Clone, Copy)]
pub(super) struct Reader<'r> {
    pub(super) context: &'r ExportContext<'r>,
    pub(super) comes_back: ComesBack,
    pub(super) carries: Carries,
    /// The schema of articles that have come back; `None` for those that are exported, of which a part may be chosen.
    schema_back: Option<&'r Schema>,
}

impl<'r> Reader<'r> {
    /// Of articles that are exported.
    pub(super) fn of_exported(context: &'r ExportContext<'r>, format: &Format) -> Self {
        Self { context, comes_back: format.comes_back, carries: format.carries, schema_back: None }
    }

    /// Of articles that have come back and use `schema`.
    pub(super) fn of_returned(self, schema: &'r Schema) -> Self {
        Self { schema_back: Some(schema), ..self }
    }

    /// What `article` is compared by.
    pub(super) fn facts(&self, article: &Article) -> Facts {
        let letters = Letters::new(article.body().text(), self.comes_back);
        let chosen = self.chosen(article);
        let mut facts: Vec<Fact> = chosen.annotations.iter().map(|mark| self.mark(&letters, mark)).collect();
        self.say_more(&chosen, &letters, &mut facts);
        if self.comes_back == ComesBack::Everything {
            facts.push(Fact::new(Kind::Line, jsonl::lines(self.context, article)));
        }
        Facts { text: letters.hash(), len: article.body().text().len(), said: facts }
    }

    /// The work in `article` that is to come back, or has.
    pub(super) fn chosen<'a>(&self, article: &'a Article) -> Selection<'a> {
        let everything = Filter::default();
        let filter = if self.schema_back.is_some() { &everything } else { self.context.filter };
        filter.select(self.schema(), article, &mut Losses::default())
    }

    /// A mark, by its place and label.
    pub(super) fn mark(&self, letters: &Letters<'_>, mark: &Annotation) -> Fact {
        Fact::new(Kind::Mark, (letters.place(&mark.spans), self.label(&mark.layer, &mark.label)))
    }

    /// Adds what is said beside marks.
    fn say_more(&self, chosen: &Selection<'_>, letters: &Letters<'_>, facts: &mut Vec<Fact>) {
        if self.carries.relations {
            let places: HashMap<&AnnotationId, Place> =
                chosen.annotations.iter().map(|mark| (&mark.id, letters.place(&mark.spans))).collect();
            let ends = |relation: &Relation| [&relation.from, &relation.to].map(|end| places.get(end));
            facts.extend(chosen.relations.iter().map(|relation| Fact::new(Kind::Relation, ends(relation))));
        }
        for (annotator, work) in &chosen.works {
            if self.carries.document_labels {
                let labels = work.document_labels().into_iter().flat_map(|labels| &labels.labels);
                facts.extend(labels.map(|label| Fact::new(Kind::Said, plain(label))));
            }
            if self.carries.rejected {
                let refused = self.context.filter.decisions(annotator, work);
                let refused = refused.filter(|decision| decision.outcome == Outcome::Rejected);
                facts.extend(refused.map(|decision| {
                    let label = self.label(&decision.layer, &decision.label);
                    Fact::new(Kind::Said, (letters.place(&decision.spans), label))
                }));
            }
        }
    }

    fn schema(&self) -> &'r Schema {
        self.schema_back.unwrap_or(self.context.project.schema())
    }

    /// The name of a label, as far as every format keeps it.
    fn label(&self, layer: &LayerKey, label: &LabelKey) -> String {
        plain(self.schema().resolve(layer, label).map_or(label.as_str(), |label| &label.name))
    }
}

/// A name without what some formats write in another way: capitals, spaces and signs.
fn plain(name: &str) -> String {
    name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
