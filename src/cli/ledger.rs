//! `glossator ledger`: who said what, when, and how many.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::args::Ledger as Arguments;
use super::output::{Failure, Output, plural};
use crate::ledger::claims::ClaimRow;
use crate::ledger::digest::{Digest, FigureMention, Saying};
use crate::ledger::figures::{Counted, FigureRow, Group};
use crate::ledger::plausible::Interval;
use crate::ledger::settled::Settled;
use crate::ledger::sources::SourceRow;
use crate::ledger::{Claimant, Ledger};
use crate::model::body::Body;
use crate::model::id::{Annotator, ArticleId, GOLD};
use crate::model::project::Project;
use crate::model::quantity::QuantityKind;
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;
use crate::store::open::{Opened, open};
use crate::store::reader::Store;
use crate::store::{Notice, StoreError};
use crate::text::offsets::OffsetUnit;

/// How many entities are listed beside each.
const BESIDE: usize = 8;

pub(super) fn run(arguments: &Arguments, out: &mut Output<'_>) -> Result<u8, Failure> {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let Opened { store, project, notices, .. } = open(&disk, &arguments.project)?;
    out.notices(&notices);
    let annotator = viewpoint(&project, arguments.annotator.as_deref())?;
    let (ledger, notices) = read(&store, &project, &annotator);
    out.notices(&notices);
    let told = Told { ledger: &ledger, store: &store };
    out.json(&told.json(&annotator)?)?;
    print(&ledger, &annotator, out)?;
    let is_partial = notices.iter().any(Notice::is_loss);
    let finds = ledger.open_len() + ledger.near().len();
    Ok(if is_partial || finds > 0 { super::FOUND } else { super::DONE })
}

/// Whose eyes the ledger is seen with: as asked, else the gold's, else of the only annotator.
fn viewpoint(project: &Project, asked: Option<&str>) -> Result<Annotator, Failure> {
    let known = project.annotators();
    if let Some(asked) = asked.map(Annotator::from) {
        return if known.contains(&asked) {
            Ok(asked)
        } else {
            Err(Failure::refused(format!("nobody called {asked} has worked in this project")))
        };
    }
    let gold = Annotator::from(GOLD);
    if known.contains(&gold) {
        return Ok(gold);
    }
    let names: Vec<&str> = known.iter().map(Annotator::as_str).collect();
    match names[..] {
        [] => Ok(Annotator::from("")),
        [only] => Ok(Annotator::from(only)),
        _ => {
            Err(Failure::usage("several people have worked here, and a ledger is seen with one pair of eyes")
                .hint(format!("name one with --annotator: {}", names.join(", "))))
        }
    }
}

fn read(store: &Store, project: &Project, annotator: &Annotator) -> (Ledger, Vec<Notice>) {
    let register = project.registers().get(annotator).cloned().unwrap_or_default();
    let digest = |id: &ArticleId| -> Result<(Digest, Vec<Notice>), StoreError> {
        let loaded = store.load(id)?;
        Ok((Digest::of(&loaded.article, annotator, project.schema(), &register), loaded.notices))
    };
    let digests: Vec<Result<_, StoreError>> = store.ids().par_iter().map(digest).collect();
    let mut notices = Vec::new();
    let mut kept = Vec::with_capacity(digests.len());
    for digest in digests {
        match digest {
            Ok((digest, more)) => {
                kept.push(digest);
                notices.extend(more);
            }
            Err(err) => notices.push(Notice::Unreadable(err)),
        }
    }
    (Ledger::new(register, kept), notices)
}

/// A ledger as JSON. Offsets are code points.
struct Told<'a> {
    ledger: &'a Ledger,
    store: &'a Store,
}

impl Told<'_> {
    fn json(&self, annotator: &Annotator) -> Result<Value, Failure> {
        let ledger = self.ledger;
        let claimants = ledger.claimants();
        let sources: Vec<Value> =
            claimants.iter().map(|(claimant, _)| self.source(&ledger.source(claimant))).collect();
        let claims: Vec<Value> = ledger
            .claims()
            .iter()
            .filter_map(|(claim, _)| Some(self.claim(&ledger.claim(&claim.id)?)))
            .collect();
        let groups: Vec<Value> =
            ledger.groups().iter().map(|(group, _)| self.group(&ledger.figures(group))).collect();
        let near = ledger.near();
        let near: Vec<Value> = near
            .iter()
            .map(|near| json!({ "one": self.figure(&near.one), "other": self.figure(&near.other), "outcome": "not_comparable", "reason": near.reason }))
            .collect();
        let mut json = json!({
            "annotator": annotator.as_str(),
            "sources": sources,
            "claims": claims,
            "figures": groups,
            "near": near,
            "entities": self.entities(),
            "events": self.events(),
        });
        self.count_in_code_points(&mut json)?;
        Ok(json)
    }

    /// Turns the offsets of all places, which are bytes, into code points: once for each article, because its text is read for it.
    fn count_in_code_points(&self, json: &mut Value) -> Result<(), Failure> {
        let mut articles = BTreeSet::new();
        places(json, &mut |place| {
            if let Some(article) = place["article"].as_str() {
                articles.insert(article.to_owned());
            }
        });
        let ids: Vec<ArticleId> = articles.into_iter().map(ArticleId::from).collect();
        let bodies: Result<Vec<(String, Body)>, StoreError> = ids
            .par_iter()
            .map(|id| Ok((id.to_string(), self.store.load(id)?.article.body().clone())))
            .collect();
        let bodies: std::collections::BTreeMap<String, Body> = bodies?.into_iter().collect();
        places(json, &mut |place| {
            let Some(body) = place["article"].as_str().and_then(|article| bodies.get(article)) else {
                return;
            };
            for key in ["start", "end"] {
                let Some(byte) = place[key].as_u64() else { continue };
                let offset = body.offsets().from_byte(body.text(), OffsetUnit::CodePoint, byte as usize);
                place[key] = json!(offset.unwrap_or_default());
            }
        });
        Ok(())
    }

    fn place(digest: &Digest, span: &std::ops::Range<usize>, words: &str) -> Value {
        json!({
            "article": digest.article.as_str(),
            "outlet": digest.metadata.outlet,
            "published": digest.metadata.published.map(|moment| moment.to_string()),
            "start": span.start,
            "end": span.end,
            "text": words,
        })
    }

    fn claimant(&self, claimant: &Claimant) -> Value {
        let name = self.ledger.name(claimant);
        match claimant {
            Claimant::Entity(id) => json!({ "name": name, "entity": id.as_str() }),
            Claimant::Words(_) => json!({ "name": name }),
            Claimant::Outlet(_) => json!({ "name": name, "outlet": true }),
            Claimant::Unnamed => json!({ "name": null }),
        }
    }

    fn saying(&self, digest: &Digest, saying: &Saying) -> Value {
        let mut json = Self::place(digest, &saying.span, &saying.words);
        let claimants: Vec<Value> = saying.claimants.iter().map(|claimant| self.claimant(claimant)).collect();
        let claim = saying.claim.as_ref().and_then(|id| self.ledger.register().claims.get(id));
        json["annotation"] = json!(saying.annotation.as_ref().map(ToString::to_string));
        json["attribution"] = json!(saying.attribution.as_ref().map(ToString::to_string));
        json["sources"] = json!(claimants);
        json["claim"] = json!(saying.claim.as_ref().map(ToString::to_string));
        json["statement"] = json!(claim.map(|claim| &claim.statement));
        json["polarity"] = json!(saying.polarity.name());
        json["certainty"] = json!(saying.certainty.name());
        json["quote_type"] = json!(saying.quote_type.name());
        json["via"] = json!(saying.via);
        json["said_at"] = json!(saying.at.map(|moment| moment.to_string()));
        json
    }

    fn source(&self, row: &SourceRow<'_>) -> Value {
        let mut json = self.claimant(row.claimant);
        json["said"] = row.said.iter().map(|(digest, saying)| self.saying(digest, saying)).collect();
        json["reversals"] = row.reversals.iter().map(|(before, now)| json!([before, now])).collect();
        json
    }

    fn claim(&self, row: &ClaimRow<'_>) -> Value {
        let sources: Vec<Value> = row.sources().into_iter().map(|claimant| self.claimant(claimant)).collect();
        let deniers: Vec<Value> = row.deniers().into_iter().map(|claimant| self.claimant(claimant)).collect();
        let links: Vec<Value> = row
            .links
            .iter()
            .map(|(link, other)| {
                let is_from = link.from == row.claim.id;
                let (direction, id) = if is_from { ("to", &link.to) } else { ("from", &link.from) };
                json!({ "type": link.kind.name(), "direction": direction, "claim": id.as_str(), "statement": other.map(|other| &other.statement) })
            })
            .collect();
        let at = |said: Option<&(&Digest, &Saying)>| {
            said.and_then(|(_, saying)| saying.at).map(|moment| moment.to_string())
        };
        json!({
            "id": row.claim.id.as_str(),
            "statement": row.claim.statement,
            "standing": row.standing().name(),
            "verdict": row.claim.verdict,
            "sources": sources,
            "denied_by": deniers,
            "outlets": row.outlets(),
            "first": at(row.mentions.first()),
            "latest": at(row.mentions.last()),
            "links": links,
            "mentions": row.mentions.iter().map(|(digest, saying)| self.saying(digest, saying)).collect::<Vec<_>>(),
        })
    }

    fn group_words(&self, group: &Group) -> Value {
        let event = group.event.as_ref().map(|id| {
            let name = self.ledger.register().events.get(id).map(|event| event.name.clone());
            json!({ "id": id.as_str(), "name": name })
        });
        let some = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
        json!({
            "measure": group.measure,
            "counted": some(&group.counted),
            "property": some(&group.property),
            "event": event,
            "place": some(&group.place),
            "period": some(&group.period),
        })
    }

    fn figure(&self, (digest, figure): &Counted<'_>) -> Value {
        let mut json = Self::place(digest, &figure.span, &figure.words);
        json["annotation"] = json!(figure.annotation.as_str());
        json["kind"] = json!(figure.quantity.kind.name());
        json["unit"] = json!(figure.quantity.unit);
        json["approximator"] =
            json!(figure.quantity.approximator.map(crate::model::quantity::Approximator::name));
        json["modality"] = json!(figure.quantity.modality.name());
        json["asserted"] = figure.asserted.map_or(Value::Null, |asserted| interval(figure, asserted));
        json["plausible"] = figure.plausible().map_or(Value::Null, |plausible| interval(figure, plausible));
        json["sources"] = figure.sources.iter().map(|claimant| self.claimant(claimant)).collect();
        if let Some(base) = &figure.quantity.base {
            json["base"] = json!({ "figure": base.figure.as_str(), "factor": base.factor.map(number) });
        }
        json
    }

    fn group(&self, row: &FigureRow<'_>) -> Value {
        let mut json = self.group_words(row.group);
        json["figures"] = row.figures.iter().map(|figure| self.figure(figure)).collect();
        json["findings"] = row
            .findings
            .iter()
            .map(|finding| json!({ "one": finding.one, "other": finding.other, "outcome": finding.outcome.name(), "reason": finding.reason, "settled": finding.settled.as_ref().map(settled) }))
            .collect();
        json
    }

    fn entities(&self) -> Value {
        let rows = self.ledger.entities();
        rows.iter()
            .map(|row| {
                let at = |digest: Option<&(&Digest, _)>| digest.and_then(|(digest, _)| digest.metadata.published).map(|moment| moment.to_string());
                let beside = self.ledger.beside(&row.entity.id, BESIDE);
                let beside: Vec<Value> =
                    beside.iter().map(|(other, articles)| json!({ "entity": other.id.as_str(), "name": other.name, "articles": articles })).collect();
                let articles: Map<String, Value> =
                    row.articles.iter().map(|(digest, found)| (digest.article.to_string(), json!(found.count()))).collect();
                json!({
                    "id": row.entity.id.as_str(),
                    "name": row.entity.name,
                    "aliases": row.entity.aliases.iter().map(|alias| &alias.text).collect::<Vec<_>>(),
                    "kind": row.entity.kind.as_ref().map(ToString::to_string),
                    "mentions": row.mentions,
                    "articles": articles,
                    "first": at(row.articles.first()),
                    "latest": at(row.articles.last()),
                    "beside": beside,
                })
            })
            .collect()
    }

    fn events(&self) -> Value {
        let rows = self.ledger.events();
        rows.iter()
            .map(|row| {
                json!({
                    "id": row.event.id.as_str(),
                    "name": row.event.name,
                    "date": row.event.date.map(|moment| moment.to_string()),
                    "place": row.event.place,
                    "articles": row.articles.iter().map(|digest| digest.article.as_str()).collect::<Vec<_>>(),
                    "figures": row.figures,
                    "claims": row.claims.iter().map(|claim| claim.id.as_str()).collect::<Vec<_>>(),
                })
            })
            .collect()
    }
}

/// What was found out about two figures.
fn settled(settled: &Settled) -> Value {
    let Settled { settlement, holds } = settled;
    json!({
        "id": settlement.id.as_str(), "as": settlement.kind.name(), "why": settlement.why, "by": settlement.annotator.as_str(),
        "at": settlement.at.map(|at| at.to_string()), "holds": holds,
    })
}

/// Calls `act` with every place in `json`.
fn places(json: &mut Value, act: &mut dyn FnMut(&mut Value)) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(|item| places(item, act)),
        Value::Object(map) if map.contains_key("start") => {
            act(json);
            if let Value::Object(map) = json {
                map.values_mut().for_each(|value| places(value, act));
            }
        }
        Value::Object(map) => map.values_mut().for_each(|value| places(value, act)),
        _ => {}
    }
}

/// An interval; of dates, days.
fn interval(figure: &FigureMention, interval: Interval) -> Value {
    let is_date = figure.quantity.kind == QuantityKind::Date;
    let end = |bound: Option<Decimal>| match bound {
        Some(days) if is_date => day(days),
        Some(value) => number(value),
        None => Value::Null,
    };
    json!({
        "low": end(interval.low), "high": end(interval.high),
        "low_open": interval.low_open, "high_open": interval.high_open,
    })
}

/// The day of that number.
fn day(days: Decimal) -> Value {
    let days = i64::try_from(days).ok();
    let start = jiff::civil::Date::new(0, 1, 1).ok();
    let span = days.and_then(|days| jiff::Span::new().try_days(days).ok());
    start
        .zip(span)
        .and_then(|(start, span)| start.checked_add(span).ok())
        .map_or(Value::Null, |date| json!(date.to_string()))
}

/// An exact decimal as a number.
fn number(decimal: Decimal) -> Value {
    serde_json::from_str(&decimal.normalize().to_string()).unwrap_or_default()
}

fn print(ledger: &Ledger, annotator: &Annotator, out: &mut Output<'_>) -> Result<(), Failure> {
    if !annotator.as_str().is_empty() {
        out.line(format_args!("As {annotator} has marked it"))?;
    }
    out.line("\nClaims")?;
    for (claim, count) in ledger.claims() {
        let Some(row) = ledger.claim(&claim.id) else { continue };
        let names = |claimants: BTreeSet<&Claimant>| {
            claimants.iter().map(|claimant| ledger.name(claimant)).collect::<Vec<_>>().join(", ")
        };
        out.line(format_args!(
            "  {} ({}, {})",
            claim.statement,
            row.standing().name(),
            plural(count as u64, "mention")
        ))?;
        let (said, denied) = (names(row.sources()), names(row.deniers()));
        if !said.is_empty() {
            out.line(format_args!("    said by {said}"))?;
        }
        if !denied.is_empty() {
            out.line(format_args!("    denied by {denied}"))?;
        }
        for (link, other) in &row.links {
            if let Some(other) = other.filter(|_| link.from == claim.id) {
                out.line(format_args!("    {} “{}”", link.kind.name().replace('_', " "), other.statement))?;
            }
        }
    }
    out.line("\nSources")?;
    for (claimant, count) in ledger.claimants() {
        let row = ledger.source(claimant);
        let name = ledger.name(claimant);
        let name = if name.is_empty() { "nobody in particular" } else { name };
        let reversals = match row.reversals.len() {
            0 => String::new(),
            1 => ", goes back on it once".to_owned(),
            times => format!(", goes back on it {times} times"),
        };
        out.line(format_args!("  {name}: {}{reversals}", plural(count as u64, "saying")))?;
    }
    print_figures(ledger, out)
}

fn print_figures(ledger: &Ledger, out: &mut Output<'_>) -> Result<(), Failure> {
    out.line("\nFigures that do not go together")?;
    for row in ledger.conflicts() {
        let Group { counted, property, place, .. } = row.group;
        let parts: Vec<&str> = [counted, property, place]
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        out.line(format_args!("  {}", parts.join(", ")))?;
        for finding in &row.findings {
            let (one, other) = (row.figures[finding.one].0, row.figures[finding.other].0);
            let settled = finding.settled.as_ref().map(|settled| {
                let kind = settled.settlement.kind.name();
                if settled.holds {
                    format!("; settled: {kind}")
                } else {
                    format!("; reopened, was settled: {kind}")
                }
            });
            out.line(format_args!(
                "    {}: {} ({}, {}){}",
                finding.outcome.name().replace('_', " "),
                finding.reason,
                one.article,
                other.article,
                settled.unwrap_or_default()
            ))?;
        }
    }
    for near in ledger.near() {
        out.line(format_args!(
            "  not comparable: “{}” ({}) and “{}” ({}): {}",
            near.one.1.words, near.one.0.article, near.other.1.words, near.other.0.article, near.reason
        ))?;
    }
    Ok(())
}
