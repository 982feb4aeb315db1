//! `glossator stats`

use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::args::Project as Arguments;
use super::output::{Failure, Output, plural};
use crate::model::id::Annotator;
use crate::model::project::Project;
use crate::session::statistics::{Statistics, WorkStatistics};
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;
use crate::store::open::{Opened, open};
use crate::store::{Notice, StoreError};

pub(super) fn run(arguments: &Arguments, out: &mut Output<'_>) -> Result<u8, Failure> {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let Opened { store, project, notices, .. } = open(&disk, &arguments.project)?;
    out.notices(&notices);
    let count = |id| -> Result<(Statistics, Vec<Notice>), StoreError> {
        let loaded = store.load(id)?;
        let mut statistics = Statistics::default();
        statistics.add(&project, &loaded.article);
        Ok((statistics, loaded.notices))
    };
    let counted: Vec<Result<_, StoreError>> = store.ids().par_iter().map(count).collect();
    let mut statistics = Statistics::of_registers(&project);
    let mut is_partial = notices.iter().any(Notice::is_loss);
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
    json!({
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
    })
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
