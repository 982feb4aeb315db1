//! Exporting on a thread beside the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::refused;
use crate::exchange::chat::template::Template;
use crate::exchange::counted::{Counted, Counts};
use crate::exchange::exporter::{self, ExportContext, ExportError};
use crate::exchange::filter::Filter;
use crate::exchange::format::Format;
use crate::exchange::options::ExportOptions;
use crate::exchange::shaping::label_map::LabelMap;
use crate::exchange::watch::Watch;
use crate::machine::export_files::{self, ExportFileError};
use crate::machine::place;
use crate::session::stored::Stored;
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;
use crate::store::open::{Opened, open as look};
use crate::ui::app::App;
use crate::ui::app::jobs::{Done, Tell};
use crate::ui::app::settings::expanded;
use crate::ui::carry::choices::{Deed, ExportChoices};
use crate::ui::carry::file_choices::NamedFiles;
use crate::ui::carry::{Problem, told};
use crate::ui::messages::Message;
use crate::ui::texts::Texts;

/// What came of an export.
pub(in crate::ui::app) type Exported = Result<Written, Problem>;

/// What an export has written, or would have.
#[derive(Debug)]
pub(in crate::ui::app) struct Written {
    counts: Counts,
    exported: exporter::Exported,
    /// What was odd in the files, sentences without full stop.
    notices: Vec<String>,
}

impl App {
    pub(super) fn export(&mut self, mut choices: Box<ExportChoices>) {
        choices.place = expanded(PathBuf::from(choices.place.trim())).display().to_string();
        // The sheet gives nothing that cannot be meant.
        let (Some(format), Ok(options)) = (choices.format(), choices.options()) else { return };
        let Some((folder, going)) = self.begin() else { return };
        let is_taken = place::is_replaced(format, &options, Path::new(&choices.place));
        if is_taken && choices.deed == Deed::Write {
            return self.shell.carry.ask_replace();
        }
        let Some(session) = self.shell.session_mut() else { return };
        if let Err(err) = session.settle() {
            return self.shell.carry.refuse(refused(err));
        }
        let Ok(filter) = choices.filter(session.annotator()) else { return };
        self.went_on(folder.clone(), Arc::clone(&going));
        let given = choices.clone();
        let job = move |_: &Tell<'_>| write(&folder, (format, &filter, options), &given, &*going);
        self.jobs.run(job, |exported| export_ended(choices, exported));
    }

    pub(in crate::ui::app) fn exported(&mut self, choices: &ExportChoices, exported: Option<Exported>) {
        let is_stopped = self.shell.carry.is_stopped();
        self.shell.carry.end();
        let is_open = self.carried.take().is_some_and(|carried| carried.is_open);
        let texts = self.shell.texts();
        let broken = || Err(Problem { text: texts.get("carry-broken"), ..Problem::default() });
        let Written { counts, exported, notices } = match exported.unwrap_or_else(broken) {
            Ok(written) => written,
            Err(problem) if is_stopped => return self.shell.messages.say(Message::news(problem.text)),
            Err(problem) => {
                if is_open {
                    self.shell.carry.fail(problem.clone());
                }
                return self.shell.messages.say(Message::trouble(problem.text, problem.hints));
            }
        };
        let is_trial = choices.deed == Deed::Try;
        let counts = counted(counts, exported.losses.marks(), texts);
        let id = if is_trial { "export-tried" } else { "export-done" };
        let text = texts.with(id, [("name", choices.place.as_str().into()), ("counts", counts.into())]);
        let message = Message {
            hints: notices.into_iter().chain(told::lines(&exported, texts)).collect(),
            ..Message::news(text)
        };
        self.shell.messages.say(message);
        let exporter::Exported { losses, leakage } = &exported;
        let is_remarkable = !losses.is_empty() || losses.remarks().next().is_some() || leakage.is_some();
        if is_open && (is_trial || is_remarkable) {
            let name = choices.format().map_or("", |format| format.name);
            self.shell.list_losses(name, &exported);
        }
    }
}

pub(super) fn export_ended(choices: Box<ExportChoices>, exported: Option<Exported>) -> Done {
    Done::Exported(choices, exported.map(Box::new))
}

fn write(
    folder: &Path,
    (format, filter, options): (&Format, &Filter, ExportOptions),
    choices: &ExportChoices,
    watch: &dyn Watch,
) -> Exported {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let Opened { store, project, .. } = look(&disk, folder).map_err(|err| Problem {
        text: err.to_string(),
        hints: err.hints().into_iter().map(str::to_owned).collect(),
        ..Problem::default()
    })?;
    let options = choices.with_files(options, &Read)?;
    let context = ExportContext::new(&project, filter, &options, watch);
    let stored = Stored::new(&store);
    let articles = Counted::new(&stored, project.schema(), filter);
    let exported = match choices.deed {
        Deed::Try => place::try_out(format, &context, &articles),
        Deed::Write | Deed::Replace => place::export(format, &context, &articles, Path::new(&choices.place)),
    };
    let exported =
        exported.map_err(|err: ExportError| Problem { text: err.to_string(), ..Problem::default() })?;
    let counts = articles.counts();
    Ok(Written { counts, exported, notices: stored.into_notices().iter().map(ToString::to_string).collect() })
}

/// Reads the files that a sheet names.
pub(super) struct Read;

impl NamedFiles for Read {
    fn label_map(&self, path: &str) -> Result<LabelMap, Problem> {
        Ok(export_files::label_map(&expanded(PathBuf::from(path)))?)
    }

    fn template(&self, path: &str) -> Result<Arc<Template>, Problem> {
        Ok(export_files::template(&expanded(PathBuf::from(path)))?)
    }
}

impl From<ExportFileError> for Problem {
    fn from(err: ExportFileError) -> Self {
        let hints = err.hint().map(str::to_owned).into_iter().collect();
        Self { text: err.to_string(), hints, ..Self::default() }
    }
}

/// How much was written, a part of a sentence. The `lost` marks, which the format could not hold, are left out as well.
fn counted(counts: Counts, lost: u64, texts: &Texts) -> String {
    let values = [
        ("articles", counts.articles.into()),
        ("marks", counts.marks.saturating_sub(lost).into()),
        ("left", (counts.left_out + lost).into()),
    ];
    texts.with("export-counts", values)
}
