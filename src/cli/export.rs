//! `glossator export`

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::args::{Export, Zones};
use super::output::{Failure, Output, plural};
use super::progress::Progress;
use crate::exchange::exporter::{ExportContext, ExportError, Exported};
use crate::exchange::filter::Filter;
use crate::exchange::format::{self, Format};
use crate::exchange::losses::{Loss, Losses, Lost};
use crate::exchange::options::ExportOptions;
use crate::exchange::shaping::ShapingOptions;
use crate::exchange::shaping::label_map::LabelMap;
use crate::exchange::splits::SplitOptions;
use crate::exchange::splits::leakage::{Leakage, SplitLeakage};
use crate::exchange::tokens::TokenOptions;
use crate::machine::{export_files, place};
use crate::model::id::Annotator;
use crate::model::project::Project;
use crate::session::stored::Stored;
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;
use crate::store::open::{Opened, open};
use crate::store::{Notice, StoreError};

pub(super) fn run(arguments: &Export, out: &mut Output<'_>) -> Result<u8, Failure> {
    let format = writable(&arguments.to)?;
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let Opened { store, project, notices, .. } = open(&disk, &arguments.project)?;
    out.notices(&notices);
    let mut is_lossy = notices.iter().any(Notice::is_loss);
    let filter = filter(arguments, &project)?;
    let progress = Progress::new(out.is_watched)?;
    let options = options(arguments, format)?;
    let context = ExportContext::new(&project, &filter, &options, &progress);
    let articles = Stored::new(&store);
    let Exported { losses, leakage } = match (&arguments.out, arguments.dry_run) {
        (Some(path), false) => place::export(format, &context, &articles, path).map_err(cannot_write)?,
        _ => place::try_out(format, &context, &articles)?,
    };
    drop(progress);
    let unread = articles.into_notices();
    out.notices(&unread);
    report(arguments, &losses, leakage.as_ref(), &unread, out)?;
    is_lossy |= !losses.is_empty() || unread.iter().any(Notice::is_loss);
    Ok(if is_lossy { super::FOUND } else { super::DONE })
}

fn writable(id: &str) -> Result<&'static Format, Failure> {
    match format::find(id) {
        Some(format) if format.export.is_some() => Ok(format),
        Some(_) => Err(Failure::usage(format!("the format {id} can be read, but not written"))),
        None => {
            let known: Vec<&str> = format::FORMATS
                .iter()
                .filter(|format| format.export.is_some())
                .map(|format| format.id)
                .collect();
            Err(Failure::usage(format!("there is no format {id:?}"))
                .hint(format!("there are {}", known.join(", "))))
        }
    }
}

fn options(arguments: &Export, format: &Format) -> Result<ExportOptions, Failure> {
    let split = arguments.split.clone().map(|shares| SplitOptions {
        shares,
        seed: arguments.seed,
        group_by: arguments.group_by,
    });
    let tokens = TokenOptions { tokeniser: arguments.tokens, misfits: arguments.misfits };
    let labels = arguments.label_map.as_deref().map(label_map).transpose()?;
    let shaping = ShapingOptions { unit: arguments.unit, labels, pseudonyms: arguments.pseudonyms };
    let shape = arguments.shape.as_deref().or(arguments.innermost.then_some("innermost"));
    let record_shape = shape.map(|name| record_shape(format, name)).transpose()?;
    let template = arguments.template.as_deref().map(export_files::template).transpose()?;
    let options = ExportOptions {
        offsets: arguments.offsets.into(),
        tokens,
        without_text: arguments.no_text,
        shaping,
        record_shape,
        template,
        licence: arguments.license.clone(),
        split,
    };
    if options.licence.is_some() && !format.has_card(options.split.is_some()) {
        let failure = Failure::usage("the licence stands on the card, and a single file has none".to_owned());
        return Err(failure.hint("with --split it is a folder, which has one"));
    }
    Ok(options)
}

fn record_shape(format: &Format, name: &str) -> Result<&'static str, Failure> {
    let found = format.record_shapes.iter().find(|shape| **shape == name);
    found.copied().ok_or_else(|| {
        let failure =
            Failure::usage(format!("the format {} has no records of the shape {name:?}", format.id));
        match format.record_shapes {
            [] => failure,
            shapes => failure.hint(format!("there are {}", shapes.join(", "))),
        }
    })
}

/// The map of labels of that name: a file if it is called like one, else a standard.
fn label_map(name: &Path) -> Result<LabelMap, Failure> {
    if name.extension().is_none_or(|extension| extension != "ron") {
        return Ok(LabelMap::Standard(name.to_string_lossy().into_owned()));
    }
    Ok(export_files::label_map(name)?)
}

fn splits(leakage: &Leakage) -> Value {
    let row = |split: &SplitLeakage| json!({ "name": split.name, "articles": split.articles, "names": split.names, "seen": split.seen });
    let splits: Vec<Value> = leakage.splits.iter().map(row).collect();
    json!({ "duplicates": leakage.duplicates, "splits": splits })
}

fn filter(arguments: &Export, project: &Project) -> Result<Filter, Failure> {
    let mut filter = Filter {
        statuses: arguments.status.iter().copied().collect(),
        origins: arguments.origin.iter().cloned().collect(),
        languages: arguments.language.iter().cloned().collect(),
        since: arguments.since,
        until: arguments.until,
        drop_zones: arguments.zones == Zones::Drop,
        ..Filter::default()
    };
    for name in &arguments.layer {
        let layer = project.schema().find_layer(name);
        let layer = layer.ok_or_else(|| Failure::usage(format!("the project has no layer {name:?}")))?;
        filter.layers.insert(layer.key.clone());
    }
    filter.annotators = arguments.annotator.iter().map(|name| Annotator::from(name.as_str())).collect();
    if let Some(origin) = filter.origins.iter().find(|origin| !is_origin(origin)) {
        return Err(Failure::usage(format!("marks do not come about by {origin:?}"))
            .hint(format!("there are {}, and import:FORMAT and suggestion:RULE", ORIGINS.join(", "))));
    }
    let known = project.annotators();
    match filter.annotators.iter().find(|who| !known.contains(*who)) {
        Some(who) => Err(Failure::usage(format!("{who} has done nothing in this project"))),
        None => Ok(filter),
    }
}

/// How marks come about; the last two may be narrowed down after a colon.
const ORIGINS: [&str; 4] = ["hand", "bulk", "import", "suggestion"];

fn is_origin(origin: &str) -> bool {
    let kind = origin.split(':').next().unwrap_or_default();
    ORIGINS.contains(&origin) || ORIGINS[2..].contains(&kind)
}

/// What the disk refuses is told as everywhere else, with what can be done about it.
fn cannot_write(err: ExportError) -> Failure {
    match err {
        ExportError::Write { file, source } => {
            StoreError::Io { action: "write", path: file.into(), source }.into()
        }
        other => other.into(),
    }
}

fn report(
    arguments: &Export,
    losses: &Losses,
    leakage: Option<&Leakage>,
    unread: &[Notice],
    out: &mut Output<'_>,
) -> Result<(), Failure> {
    let notices: Vec<String> = unread.iter().map(ToString::to_string).collect();
    out.json(&json!({
        "out": arguments.out,
        "lost": losses.count(),
        "losses": losses.iter().map(reason).collect::<Vec<_>>(),
        "remarks": losses.remarks().map(reason).collect::<Vec<_>>(),
        "splits": leakage.map(splits),
        "notices": notices,
    }))?;
    if let (Some(path), false) = (&arguments.out, arguments.dry_run) {
        out.line(format_args!("Wrote {}", path.display()))?;
    }
    if let Some(leakage) = leakage {
        tell_splits(leakage, out)?;
    }
    for (reason, lost) in losses.iter() {
        out.line(format_args!("Lost: {} ({reason})", plural(lost.count, "record")))?;
        list(lost, out)?;
    }
    for (reason, noted) in losses.remarks() {
        out.line(format_args!("Note: {} ({reason})", noted.count))?;
        list(noted, out)?;
    }
    Ok(())
}

/// A reason and what it holds for.
fn reason((reason, lost): (&str, &Lost)) -> Value {
    let row = |loss: &Loss| json!({ "article": loss.article.as_str(), "quote": loss.quote });
    let listed: Vec<Value> = lost.listed.iter().map(row).collect();
    json!({ "reason": reason, "count": lost.count, "listed": listed })
}

fn list(lost: &Lost, out: &mut Output<'_>) -> Result<(), Failure> {
    for loss in &lost.listed {
        if loss.quote.is_empty() {
            out.line(format_args!("  {}", loss.article))?;
        } else {
            out.line(format_args!("  {}: {}", loss.article, loss.quote))?;
        }
    }
    Ok(())
}

/// What is in each split, and how much of it the first one shows.
fn tell_splits(leakage: &Leakage, out: &mut Output<'_>) -> Result<(), Failure> {
    let first = leakage.splits.first().map_or("", |split| &split.name);
    for (number, split) in leakage.splits.iter().enumerate() {
        let articles = plural(split.articles as u64, "article");
        let names = plural(split.names as u64, "name");
        if number == 0 || split.names == 0 {
            out.line(format_args!("{}: {articles} with {names} of entities", split.name))?;
        } else {
            let SplitLeakage { name, seen, .. } = split;
            out.line(format_args!("{name}: {articles} with {names} of entities, {seen} also in {first}"))?;
        }
    }
    match leakage.duplicates {
        0 => out.line("No copies or versions of one text are in different splits")?,
        1 => out.line("1 pair of copies or versions of one text is in different splits")?,
        pairs => {
            out.line(format_args!(
                "{pairs} pairs of copies or versions of one text are in different splits"
            ))?;
        }
    }
    Ok(())
}
