//! `glossator stats`

use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::args::Project as Arguments;
use super::output::{Failure, Output, plural};
use crate::model::effort::Effort;
use crate::model::id::{Annotator, LayerKey};
use crate::model::project::Project;
use crate::session::statistics::{Statistics, WorkStatistics};
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;
use crate::store::open::{Opened, open};
use crate::store::{Notice, StoreError};

pub(super) fn run(arguments: &Arguments, out: &mut Output<'_>) -> Result<u8, Failure> {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let Opened { store, project, notices, efforts, .. } = open(&disk, &arguments.project)?;
    out.notices(&notices);
    let count = |id| -> Result<(Statistics, Vec<Notice>), StoreError> {
        let loaded = store.load(id)?;
        let mut statistics = Statistics::default();
        statistics.add(&project, &loaded.article);
        Ok((statistics, loaded.notices))
    };
    let counted: Vec<Result<_, StoreError>> = store.ids().par_iter().map(count).collect();
    let mut statistics = Statistics::of_registers(&project);
    statistics.add_efforts(&efforts);
    let is_uncounted = |notice: &Notice| notice.is_loss() || matches!(notice, Notice::Effort(_));
    let mut is_partial = notices.iter().any(is_uncounted);
    for counted in counted {
        match counted {
            Ok((more, notices)) => {
                statistics = statistics.merged(more);
                is_partial |= notices.iter().any(Notice::is_loss);
                out.notices(&notices);
            }
            Err(err) => {
                is_partial = true;
                out.notices(&[Notice::Unreadable(err)]);
            }
        }
    }
    out.json(&as_json(&project, &statistics))?;
    print(&project, &statistics, out)?;
    Ok(if is_partial { super::FOUND } else { super::DONE })
}

fn as_json(project: &Project, statistics: &Statistics) -> Value {
    let works: Map<String, Value> =
        statistics.annotators.iter().map(|(who, work)| (who.to_string(), work_json(project, work))).collect();
    json!({
        "name": project.name(),
        "articles": statistics.articles,
        "bytes": statistics.body_bytes,
        "outlets": statistics.outlets,
        "languages": statistics.languages,
        "annotators": works,
    })
}

fn work_json(project: &Project, work: &WorkStatistics) -> Value {
    let mut marks: Map<String, Value> = Map::new();
    for ((layer, label), count) in &work.marks {
        let name = project.schema().resolve(layer, label).map_or(label.as_str(), |label| &label.name);
        let of_layer = marks.entry(layer.to_string()).or_insert_with(|| json!({}));
        of_layer[name] = json!(count);
    }
    let mut progress: Map<String, Value> = Map::new();
    for ((layer, name), count) in &work.progress {
        progress.entry(layer.to_string()).or_insert_with(|| json!({}))[name] = json!(count);
    }
    let [entities, claims, claim_links, events] = work.register;
    let mut json = json!({
        "articles": work.articles,
        "marks": marks,
        "relations": work.relations,
        "attributions": work.attributions,
        "quantities": work.quantities,
        "progress": progress,
        "entities": entities,
        "claims": claims,
        "claim_links": claim_links,
        "events": events,
    });
    if work.suggestions > 0 {
        json["suggestions"] = json!(work.suggestions);
    }
    if !work.effort.is_empty() {
        json["effort"] = effort_json(&work.effort);
    }
    json
}

/// Active seconds: all of them, those of reading, and those of each layer.
fn effort_json(effort: &Effort) -> Value {
    let mut by_layer = effort.by_layer();
    let reading = by_layer.remove(&None).unwrap_or_default();
    let layers: Map<String, Value> = by_layer
        .into_iter()
        .filter_map(|(layer, seconds)| Some((layer?.to_string(), json!(seconds))))
        .collect();
    json!({ "seconds": effort.total(), "reading": reading, "layers": layers })
}

fn print(project: &Project, statistics: &Statistics, out: &mut Output<'_>) -> Result<(), Failure> {
    out.line(format_args!(
        "{}: {}, {} bytes of text",
        project.name(),
        plural(statistics.articles, "article"),
        statistics.body_bytes
    ))?;
    for (who, work) in &statistics.annotators {
        print_work(project, who, work, out)?;
    }
    Ok(())
}

fn print_work(
    project: &Project,
    who: &Annotator,
    work: &WorkStatistics,
    out: &mut Output<'_>,
) -> Result<(), Failure> {
    out.line(format_args!("{who}: work in {}", plural(work.articles, "article")))?;
    if !work.effort.is_empty() {
        out.line(format_args!("  active for {}", effort_words(project, &work.effort)))?;
    }
    let schema = project.schema();
    for layer in schema.layers_in_order() {
        let progress: Vec<String> = ["new", "in_progress", "done", "skipped"]
            .into_iter()
            .filter_map(|name| Some((name, work.progress.get(&(layer.key.clone(), name))?)))
            .map(|(name, count)| format!("{count} {}", name.replace('_', " ")))
            .collect();
        out.line(format_args!("  {}: {}", layer.name, progress.join(", ")))?;
        for ((_, label), count) in work.marks.iter().filter(|((of, _), _)| *of == layer.key) {
            let name = schema.resolve(&layer.key, label).map_or(label.as_str(), |label| &label.name);
            out.line(format_args!("    {count:>6} {name}"))?;
        }
    }
    if work.suggestions > 0 {
        out.line(format_args!("  {} to be reviewed", plural(work.suggestions, "suggestion")))?;
    }
    let [entities, claims, claim_links, events] = work.register;
    out.line(format_args!(
        "  {}, {}, {} with a value, {entities} entities, {}, {}, {}",
        plural(work.attributions, "attribution"),
        plural(work.relations, "relation"),
        plural(work.quantities, "figure"),
        plural(claims, "claim"),
        plural(claim_links, "claim link"),
        plural(events, "event"),
    ))
}

/// "1 h 2 min (50 min in Entities, 12 min reading)"
fn effort_words(project: &Project, effort: &Effort) -> String {
    let mut by_layer = effort.by_layer();
    let reading = by_layer.remove(&None).map(|seconds| format!("{} reading", duration(seconds)));
    let name = |layer: &LayerKey| {
        project.schema().layers.get(layer).map_or(layer.to_string(), |layer| layer.name.clone())
    };
    let parts = by_layer
        .iter()
        .filter_map(|(layer, seconds)| Some(format!("{} in {}", duration(*seconds), name(layer.as_ref()?))));
    let parts: Vec<String> = parts.chain(reading).collect();
    format!("{} ({})", duration(effort.total()), parts.join(", "))
}

/// "1 h 2 min 3 s", without what is zero.
fn duration(seconds: u64) -> String {
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let shown = parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}"));
    shown.collect::<Vec<_>>().join(" ")
}
