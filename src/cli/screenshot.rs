//! `glossator screenshot`

use serde_json::json;

use super::args::{Screenshot, Theme};
use super::output::{Failure, Output};
use crate::machine::launch::{Picture, Window};
use crate::model::id::{Annotator, ArticleId};
use crate::store::StoreError;
use crate::store::disk::real::RealDisk;
use crate::store::disk::replace;

pub(super) fn run(
    arguments: &Screenshot,
    window: Option<Window>,
    out: &mut Output<'_>,
) -> Result<u8, Failure> {
    let window = window.ok_or_else(|| Failure::usage("this build of Glossator has no window"))?;
    let picture = Picture {
        project: Some(arguments.project.clone()),
        annotator: arguments.annotator.as_deref().map(Annotator::from),
        article: arguments.article.as_deref().map(ArticleId::from),
        view: arguments.view.clone(),
        size: arguments.size.0,
        scale: arguments.scale,
        is_dark: arguments.theme == Theme::Dark,
    };
    let png = (window.picture)(&picture).map_err(super::no_window)?;
    let path = &arguments.out;
    replace(&RealDisk, path, &png).map_err(|source| StoreError::Io {
        action: "write",
        path: path.clone(),
        source,
    })?;
    out.line(format_args!("Wrote {}", path.display()))?;
    out.json(&json!({ "out": path }))?;
    Ok(super::DONE)
}
