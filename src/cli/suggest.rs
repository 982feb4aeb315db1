//! `glossator suggest`: what could be marked, an article a line.

use std::collections::HashSet;
use std::io::{BufRead as _, BufReader, Read};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::args::Suggest;
use super::output::{Failure, Output};
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::jsonl::parts;
use crate::model::article::Article;
use crate::model::id::{Annotator, ArticleId, LayerKey};
use crate::model::schema::Schema;
use crate::session::suggesting::{Asked, label_of, layer_of, proposals};
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;
use crate::store::open::{Opened, open};
use crate::store::reader::Store;
use crate::store::{StoreError, schema_file};
use crate::suggest::attributions::Said;
use crate::suggest::proposal::{Matter, Proposal, Rule};
use crate::suggest::zones::OutletLines;
use crate::text::offsets::OffsetUnit;

/// How many articles are looked at together, so that all cores have work and answers come in order.
const BATCH: usize = 64;

pub(super) fn run(
    arguments: &Suggest,
    input: Box<dyn Read + Send>,
    out: &mut Output<'_>,
) -> Result<u8, Failure> {
    let rules = if arguments.rule.is_empty() { Rule::ALL.to_vec() } else { arguments.rule.clone() };
    let mut answers = Answers { out, all: Vec::new() };
    match &arguments.project {
        Some(project) => of_project(arguments, project, &rules, &mut answers)?,
        None => of_lines(&rules, input, &mut answers)?,
    }
    let Answers { out, all } = answers;
    out.json(&all)?;
    Ok(super::DONE)
}

/// What is printed: a line for each article, or all of them as one value.
struct Answers<'o, 'a> {
    out: &'o mut Output<'a>,
    all: Vec<Value>,
}

impl Answers<'_, '_> {
    fn give(&mut self, answer: Value) -> Result<(), Failure> {
        if self.out.is_json {
            self.all.push(answer);
            return Ok(());
        }
        self.out.json_line(&answer)
    }
}

fn of_project(
    arguments: &Suggest,
    path: &std::path::Path,
    rules: &[Rule],
    answers: &mut Answers<'_, '_>,
) -> Result<(), Failure> {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let Opened { store, project, notices, .. } = open(&disk, path)?;
    answers.out.notices(&notices);
    let ids = wanted(&store, &arguments.article)?;
    let outlets = if rules.contains(&Rule::Zones) { outlet_lines(&store)? } else { OutletLines::default() };
    let annotator = arguments.annotator.as_deref().map(Annotator::from);
    for batch in ids.chunks(BATCH) {
        let suggest = |id: &ArticleId| -> Result<Value, StoreError> {
            let article = store.load(id)?.article;
            let outlet = article.metadata().outlet.clone();
            let repeated = |line: &str| outlets.repeats(outlet.as_deref(), line);
            let asked =
                Asked { rules, annotator: annotator.as_ref(), found_zones: true, repeated: &repeated };
            Ok(answer(&article, project.schema(), &proposals(&article, project.schema(), &asked)))
        };
        let done: Vec<Result<Value, StoreError>> = batch.par_iter().map(suggest).collect();
        for done in done {
            answers.give(done?)?;
        }
    }
    Ok(())
}

/// The articles that are asked for, all where none is named.
fn wanted(store: &Store, names: &[String]) -> Result<Vec<ArticleId>, Failure> {
    let all = store.ids();
    if names.is_empty() {
        return Ok(all);
    }
    let known: HashSet<&str> = all.iter().map(ArticleId::as_str).collect();
    if let Some(strange) = names.iter().find(|name| !known.contains(name.as_str())) {
        return Err(Failure::refused(format!("there is no article {strange:?}")));
    }
    Ok(all.iter().filter(|id| names.iter().any(|name| name == id.as_str())).cloned().collect())
}

/// The lines that articles of one outlet share.
fn outlet_lines(store: &Store) -> Result<OutletLines, StoreError> {
    let ids = store.ids();
    let count = |id: &ArticleId| -> Result<OutletLines, StoreError> {
        let article = store.load(id)?.article;
        let mut lines = OutletLines::default();
        lines.add(article.metadata().outlet.as_deref(), article.body().text());
        Ok(lines)
    };
    let none = || Ok(OutletLines::default());
    ids.par_iter().map(count).reduce(none, |a, b| Ok(a?.merged(b?)))
}

fn of_lines(
    rules: &[Rule],
    input: Box<dyn Read + Send>,
    answers: &mut Answers<'_, '_>,
) -> Result<(), Failure> {
    let (schema, _) = schema_file::news()?;
    let mut lines = BufReader::new(input).split(b'\n').zip(1_u64..);
    loop {
        let mut batch = Vec::new();
        let mut failure = None;
        for (line, number) in lines.by_ref().take(BATCH) {
            match line
                .map_err(|err| format!("cannot read standard input: {err}"))
                .and_then(|line| text(line, number))
            {
                Ok(line) => batch.push((line, number)),
                Err(message) => {
                    failure = Some(Failure::refused(message));
                    break;
                }
            }
        }
        if batch.is_empty() && failure.is_none() {
            return Ok(());
        }
        let suggest = |(line, number): &(String, u64)| -> Result<Option<Value>, String> {
            if line.trim().is_empty() {
                return Ok(None);
            }
            let mut growth = SchemaGrowth::new(schema.clone());
            let article = parts::article_from_json(line, &mut growth);
            let Some(article) = article.map_err(|err| format!("standard input, line {number}: {err}"))?
            else {
                return Ok(None);
            };
            let asked = Asked { rules, annotator: None, found_zones: false, repeated: &|_| false };
            Ok(Some(answer(&article, growth.schema(), &proposals(&article, growth.schema(), &asked))))
        };
        let done: Vec<Result<Option<Value>, String>> = batch.par_iter().map(suggest).collect();
        for done in done {
            if let Some(done) = done.map_err(Failure::refused)? {
                answers.give(done)?;
            }
        }
        if let Some(failure) = failure {
            return Err(failure);
        }
    }
}

fn text(line: Vec<u8>, number: u64) -> Result<String, String> {
    let mut line = String::from_utf8(line).map_err(|err| {
        let at = err.utf8_error().valid_up_to() + 1;
        format!("standard input, line {number}: it is not UTF-8 from byte {at} on")
    })?;
    if number == 1 && line.starts_with('\u{feff}') {
        line.remove(0);
    }
    Ok(line)
}

/// The line of an article. Offsets are code points.
fn answer(article: &Article, schema: &Schema, proposals: &[Proposal]) -> Value {
    let places = Places { article };
    let suggestions: Vec<Value> =
        proposals.iter().map(|proposal| suggestion(&places, schema, proposal)).collect();
    json!({ "id": article.id().as_str(), "suggestions": suggestions })
}

/// Offsets in code points.
struct Places<'a> {
    article: &'a Article,
}

impl Places<'_> {
    fn at(&self, byte: usize) -> usize {
        let body = self.article.body();
        // What rules find lies on edges of code points.
        body.offsets().from_byte(body.text(), OffsetUnit::CodePoint, byte).unwrap_or_default()
    }

    fn stretch(&self, span: &Range<usize>) -> Value {
        json!({ "start": self.at(span.start), "end": self.at(span.end), "text": &self.article.body().text()[span.clone()] })
    }
}

fn suggestion(places: &Places<'_>, schema: &Schema, proposal: &Proposal) -> Value {
    let rule = proposal.matter.rule();
    let mut json = places.stretch(&proposal.span);
    json["rule"] = json!(rule.name());
    json["score"] = json!(f64::from(proposal.percent) / 100.0);
    json["reason"] = json!(proposal.reason);
    json["layer"] = json!(layer_of(schema, &proposal.matter).map(LayerKey::as_str));
    json["label"] = json!(label_of(schema, &proposal.matter).map(|label| label.name.as_str()));
    match &proposal.matter {
        Matter::Zone(kind) => {
            json["layer"] = json!("zone");
            json["label"] = json!(kind.name());
            json["kind"] = json!(kind.name());
        }
        Matter::Name(_) => {}
        Matter::Figure(figure) => {
            let quantity = parts::quantity_to_json(&figure.quantity, places.article);
            json["quantity"] = serde_json::from_str(&quantity).unwrap_or_default();
            if let Some(factor) = figure.factor {
                json["quantity"]["base"] =
                    figure.base.as_ref().map_or_else(|| json!({}), |base| places.stretch(base));
                json["quantity"]["base"]["factor"] = number(factor);
            }
            if let Some((kind, other)) = &figure.link {
                json["quantity"]["link"] = places.stretch(other);
                json["quantity"]["link"]["type"] = json!(kind.name());
            }
        }
        Matter::Said(said) => json["attribution"] = attribution(places, said),
    }
    json
}

/// An exact decimal as a number.
fn number(decimal: Decimal) -> Value {
    serde_json::from_str(&decimal.normalize().to_string()).unwrap_or_default()
}

fn attribution(places: &Places<'_>, said: &Said) -> Value {
    let all = |spans: &[Range<usize>]| spans.iter().map(|span| places.stretch(span)).collect::<Vec<_>>();
    json!({
        "sources": all(&said.sources),
        "cue": said.cue.as_ref().map(|cue| places.stretch(cue)),
        "contents": all(&said.contents),
        "via": said.via.as_ref().map(|via| places.stretch(via)),
        "quote_type": said.quote_type.name(),
        "polarity": said.polarity.name(),
        "certainty": said.certainty.name(),
    })
}
