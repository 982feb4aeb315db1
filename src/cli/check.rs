//! `glossator check`

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use serde_json::{Value, json};

use super::args::Project as Arguments;
use super::output::{Failure, Output, plural};
use super::progress::Progress;
use crate::exchange::watch::{Phase, Watch as _};
use crate::model::id::ArticleId;
use crate::model::project::Project;
use crate::session::audit::{Finding, audit_article, audit_shared};
use crate::store::Notice;
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;
use crate::store::open::{Opened, open};
use crate::store::reader::Store;

/// What is wrong with files, each with what can be done about it.
type Problems = BTreeMap<String, Vec<&'static str>>;

pub(super) fn run(arguments: &Arguments, out: &mut Output<'_>) -> Result<u8, Failure> {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let Opened { store, project, notices, .. } = open(&disk, &arguments.project)?;
    let mut problems: Problems = notices.into_iter().map(problem).collect();
    let ids = store.ids();
    let progress = Progress::new(out.is_watched)?;
    progress.begin(Phase::Audit, ids.len() as u64);
    let done = AtomicU64::new(0);
    let check = |id: &ArticleId| {
        let checked = (!progress.is_stopped()).then(|| check_article(&store, &project, id));
        progress.reach(done.fetch_add(1, Ordering::Relaxed) + 1);
        checked
    };
    let checked: Option<Vec<(Problems, Vec<Finding>)>> = ids.par_iter().map(check).collect();
    drop(progress);
    let checked = checked.ok_or_else(|| Failure::interrupted("the check was called off"))?;
    let mut findings = audit_shared(&project);
    for (more, found) in checked {
        problems.extend(more);
        findings.extend(found);
    }
    report(ids.len() as u64, &problems, &findings, out)?;
    Ok(if problems.is_empty() && findings.is_empty() { super::DONE } else { super::FOUND })
}

fn check_article(store: &Store, project: &Project, id: &ArticleId) -> (Problems, Vec<Finding>) {
    match store.load(id) {
        Ok(loaded) => {
            (loaded.notices.into_iter().map(problem).collect(), audit_article(project, &loaded.article))
        }
        Err(err) => (Problems::from([problem(Notice::Unreadable(err))]), Vec::new()),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is mapped over owned notices")]
fn problem(notice: Notice) -> (String, Vec<&'static str>) {
    (notice.to_string(), notice.hints())
}

fn report(
    articles: u64,
    problems: &Problems,
    findings: &[Finding],
    out: &mut Output<'_>,
) -> Result<(), Failure> {
    let row = |finding: &Finding| -> Value {
        json!({
            "article": finding.article.as_ref().map(ToString::to_string),
            "annotator": finding.annotator.as_ref().map(ToString::to_string),
            "record": finding.record,
            "message": finding.message,
        })
    };
    let rows: Vec<Value> = findings.iter().map(row).collect();
    out.json(
        &json!({ "articles": articles, "files": problems.keys().collect::<Vec<_>>(), "records": rows }),
    )?;
    for (problem, hints) in problems {
        out.line(problem)?;
        for hint in hints {
            out.line(format_args!("  hint: {hint}"))?;
        }
    }
    for finding in findings {
        let place = finding.article.as_ref().map(|id| format!("{id}: ")).unwrap_or_default();
        let whose = finding.annotator.as_ref().map(|who| format!(" of {who}")).unwrap_or_default();
        out.line(format_args!("{place}{}{whose}: {}", finding.record, finding.message))?;
    }
    let count = (problems.len() + findings.len()) as u64;
    let verdict = if count == 0 { "nothing wrong".to_owned() } else { plural(count, "problem") };
    out.line(format_args!("Checked {}: {verdict}", plural(articles, "article")))
}
