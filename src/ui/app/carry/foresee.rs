//! Looking what an export would be, on a thread that is called off as soon as something else is chosen.

use std::path::Path;
use std::sync::Arc;

use super::going_out::Read;
use super::reading;
use crate::exchange::arrival::arrival;
use crate::exchange::exporter::{ExportContext, ExportError};
use crate::exchange::preview;
use crate::exchange::watch::Watch as _;
use crate::machine::place;
use crate::model::id::Annotator;
use crate::session::stored::Stored;
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;
use crate::store::open::{Opened, open as look};
use crate::ui::app::App;
use crate::ui::app::jobs::Done;
use crate::ui::carry::choices::{ExportChoices, ImportChoices};
use crate::ui::carry::going::Going;
use crate::ui::carry::preview::Foreseen;

impl App {
    /// Looks what an export with `choices` would be, and not any more what others would.
    pub(super) fn foresee(&mut self, choices: Box<ExportChoices>) {
        let (Some(folder), Some(session)) = (self.shell.folder().cloned(), self.shell.session()) else {
            return;
        };
        let annotator = session.annotator().clone();
        let going = self.look_anew();
        self.jobs.aside(move |tell| {
            let tell = |part| tell(Done::Foreseen(choices.clone(), Box::new(part)));
            match look_at(&folder, &annotator, &choices, &going, &tell) {
                Ok(()) | Err(Fault::Stopped) => {}
                Err(Fault::Problem(problem)) => tell(Foreseen::Problem(problem)),
            }
        });
    }

    /// Looks what an import with `choices` would bring, and not any more what others would.
    pub(super) fn foresee_import(&mut self, choices: Box<ImportChoices>) {
        let Some(session) = self.shell.session() else { return };
        let (annotator, schema) = (session.annotator().clone(), session.project().schema().clone());
        let going = self.look_anew();
        self.jobs.aside(move |tell| {
            let found = reading(&choices, &annotator)
                .and_then(|(source, options)| arrival(&source, &options, &schema, &*going));
            if !going.is_stopped() {
                tell(Done::Arriving(choices, found.map(Box::new).map_err(|error| error.to_string())));
            }
        });
    }

    /// Calls off what is looked for, and begins anew.
    fn look_anew(&mut self) -> Arc<Going> {
        let going = Arc::new(Going::default());
        if let Some(before) = self.foreseen.replace(Arc::clone(&going)) {
            before.stop();
        }
        going
    }
}

/// Why nothing can be foreseen.
enum Fault {
    /// Something else was chosen.
    Stopped,
    /// The export would fail.
    Problem(String),
}

impl From<ExportError> for Fault {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Stopped => Self::Stopped,
            other => Self::Problem(other.to_string()),
        }
    }
}

/// Tells how the files would begin, and then what would come of the whole.
fn look_at(
    folder: &Path,
    annotator: &Annotator,
    choices: &ExportChoices,
    going: &Going,
    tell: &dyn Fn(Foreseen),
) -> Result<(), Fault> {
    // The sheet asks for nothing that cannot be meant.
    let (Some(format), Ok(filter), Ok(options)) =
        (choices.format(), choices.filter(annotator), choices.options())
    else {
        return Ok(());
    };
    let options = choices.with_files(options, &Read).map_err(|problem| Fault::Problem(problem.text))?;
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let Opened { store, project, .. } =
        look(&disk, folder).map_err(|error| Fault::Problem(error.to_string()))?;
    let context = ExportContext::new(&project, &filter, &options, going);
    let articles = Stored::new(&store);
    tell(Foreseen::Samples(preview::samples(format, &context, &articles)?));
    tell(Foreseen::Whole(Box::new(place::try_out(format, &context, &articles)?)));
    Ok(())
}
