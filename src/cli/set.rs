//! `glossator set`

use std::sync::Arc;

use serde_json::json;

use super::args::Set;
use super::output::{Failure, Output, plural};
use crate::machine::env::{Machine, login_name};
use crate::session::Session;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::session::kept::{Kept, OpenedFolder};
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;

pub(super) fn run(arguments: &Set, out: &mut Output<'_>) -> Result<u8, Failure> {
    let pairs: Vec<(&str, &str)> =
        arguments.pairs.iter().map(|pair| split(pair)).collect::<Result<_, _>>()?;
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let annotator = login_name();
    let OpenedFolder { keeper, project, history, notices, .. } =
        Kept::open(&disk, &arguments.project, &annotator)?;
    out.notices(&notices);
    let mut session = Session::new(project, annotator, history, Box::new(Machine), Box::new(keeper));
    let mut commands = Vec::new();
    for (key, value) in pairs {
        let given = Arguments::new()
            .with("article", arguments.article.as_str())
            .with("key", key)
            .with("value", value);
        // All are resolved and tried before any is kept, so that a wrong one leaves everything as it was.
        commands.push(
            CommandKind::MetadataSet
                .resolve(&session, given)
                .map_err(|refusal| Failure::from(crate::session::error::CommandError::from(refusal)))?,
        );
    }
    let mut changed = 0;
    let mut failed = None;
    for command in &commands {
        match session.run(command) {
            Ok(outcome) => changed += outcome.changed,
            Err(err) => {
                failed = Some(err);
                break;
            }
        }
    }
    if let Some(err) = failed {
        while changed > 0 {
            session.perform(CommandKind::Undo, Arguments::new())?;
            changed -= 1;
        }
        session.close()?;
        return Err(err.into());
    }
    for message in session.close()? {
        out.warn(message);
    }
    out.line(format_args!("Changed {} of {}", plural(changed as u64, "value"), arguments.article))?;
    out.json(&json!({ "article": arguments.article, "changed": changed }))?;
    Ok(super::DONE)
}

fn split(pair: &str) -> Result<(&str, &str), Failure> {
    let split = pair.split_once('=').filter(|(key, _)| !key.is_empty());
    split.ok_or_else(|| Failure::usage(format!("{pair:?} is not KEY=VALUE")))
}
