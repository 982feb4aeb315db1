//! Importing into a project folder: everything is checked before anything is written.

mod beside;
mod reading;
mod report;

pub use beside::{Beside, Brought};
pub use report::{IntakeError, IntakeOptions, IntakeReport};

use std::collections::BTreeSet;

use reading::{Intake, Item};

use crate::edit::Edit;
use crate::exchange::recognition;
use crate::exchange::source::Source;
use crate::exchange::watch::{Phase, Watch, Watched};
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::Project;
use crate::store::reader::Store;
use crate::store::staged::Staged;

/// Inputs up to this many bytes are read once and kept; larger ones are read twice, and memory stays flat.
const KEEP: u64 = 256 << 20;

/// Imports everything that `source` holds into the folder of `store`, whose records and listings `project` has.
///
/// The first reading checks everything, the second (from memory, if the input is small) writes. On an error, that it was
/// called off among them, nothing has changed, unless the disk failed in the midst of [`Staged::commit`]: then some
/// articles are there, whole, and importing again adds the rest.
pub fn import(
    store: &mut Store,
    project: &Project,
    source: &dyn Source,
    options: &IntakeOptions,
    watch: &dyn Watch,
) -> Result<IntakeReport, IntakeError> {
    let prepared = prepare(store, project, source, options, None, watch)?;
    if let Some(staged) = prepared.staged {
        watch.begin(Phase::Commit, prepared.articles.len() as u64);
        staged.commit(store, &mut |done| watch.reach(done as u64))?;
    }
    Ok(prepared.report)
}

/// An import of which everything is checked and written, and nothing is visible yet. Dropping it leaves no trace.
#[derive(Debug)]
pub struct Prepared {
    /// What becomes visible; none where everything is there already.
    pub staged: Option<Staged>,
    /// The articles that become new or other ones.
    pub articles: Vec<ArticleId>,
    /// What changes in the schema and in registers.
    pub shared: Edit,
    /// What will have been done.
    pub report: IntakeReport,
}

/// As [`import`], up to the point of no return. `held` is an annotator whose lock the caller holds.
pub fn prepare(
    store: &mut Store,
    project: &Project,
    source: &dyn Source,
    options: &IntakeOptions,
    held: Option<&Annotator>,
    watch: &dyn Watch,
) -> Result<Prepared, IntakeError> {
    let mut intake = Intake::new(store, project, options, watch);
    let mut kept = Vec::new();
    let mut count = 0;
    let is_kept = options.total_len <= KEEP;
    watch.begin(Phase::Check, options.total_len);
    intake.read(&Watched::new(source, watch), &mut |item| {
        count += 1;
        if is_kept {
            kept.push(item);
        }
        Ok(())
    })?;
    let mut shared = intake.shared_edit()?;
    let Intake { growth, target, annotators, replaced, mut report, .. } = intake;
    report.records = shared.changes.len() as u64;
    if options.reading.format.is_none() {
        let chosen = recognition::chosen(source, &options.reading)?;
        report.formats = chosen.into_iter().map(|(format, files)| (format.name, files)).collect();
    }
    let schema_edit = growth.edit();
    // What another schema has made way for is no news to whoever brings that schema.
    let news = schema_edit.changes.iter().filter(|change| change.after.is_some());
    report.schema = news.map(|change| change.key.to_string()).collect();
    let registers: BTreeSet<Annotator> = shared.annotators().into_iter().cloned().collect();
    if count == 0 && shared.is_empty() && schema_edit.is_empty() {
        return Ok(Prepared { staged: None, articles: Vec::new(), shared, report });
    }
    let locked = annotators.union(&registers).filter(|who| held != Some(*who)).cloned().collect();
    let reader = (!is_kept).then(|| store.clone());
    let mut transaction = match &replaced {
        None => store.begin_import(&locked)?,
        Some(article) => store.begin_replacing(article, &locked, held)?,
    };
    if !schema_edit.is_empty() {
        transaction.put_project(project, &target)?;
    }
    for annotator in &registers {
        transaction.put_register(project, &target, annotator)?;
    }
    watch.begin(Phase::Write, count);
    let mut written = 0;
    let mut put = |item: Item| {
        require_going(watch)?;
        item.put(&mut transaction)?;
        written += 1;
        watch.reach(written);
        Ok(())
    };
    match reader {
        None => kept.into_iter().try_for_each(put)?,
        Some(reader) => {
            let quiet = Muted(watch);
            let mut again = Intake::new(&reader, project, options, &quiet);
            again.read(&Watched::new(source, &quiet), &mut put)?;
        }
    }
    require_going(watch)?;
    let staged = transaction.seal();
    let articles = staged.articles().cloned().collect();
    shared.changes.splice(0..0, schema_edit.changes);
    Ok(Prepared { staged: Some(staged), articles, shared, report })
}

fn require_going(watch: &dyn Watch) -> Result<(), IntakeError> {
    if watch.is_stopped() { Err(IntakeError::Stopped) } else { Ok(()) }
}

/// Hears of a stop and tells nothing: the second reading counts articles.
struct Muted<'a>(&'a dyn Watch);

impl Watch for Muted<'_> {
    fn begin(&self, _: Phase, _: u64) {}

    fn reach(&self, _: u64) {}

    fn is_stopped(&self) -> bool {
        self.0.is_stopped()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::exchange::importer::ImportOptions;
    use crate::exchange::source;
    use crate::exchange::watch::Unwatched;
    use crate::model::schema::Schema;
    use crate::store::disk::Disk;
    use crate::store::disk::memory::MemoryDisk;
    use crate::store::{create, open};

    /// A new project in memory.
    fn new_project() -> Arc<dyn Disk> {
        let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::default());
        create::create(&*disk, Path::new("/p"), &Project::new("p", Schema::default())).unwrap();
        disk
    }

    fn import_lines(lines: &[&str], keep_going: bool) -> Result<IntakeReport, IntakeError> {
        import_into(&new_project(), lines, keep_going)
    }

    fn import_into(
        disk: &Arc<dyn Disk>,
        lines: &[&str],
        keep_going: bool,
    ) -> Result<IntakeReport, IntakeError> {
        let mut opened = open::open(disk, Path::new("/p")).unwrap();
        let text = lines.join("\n");
        let source: source::Memory = [("a.jsonl", text.as_bytes())].into_iter().collect();
        let reading = ImportOptions { keep_going, ..ImportOptions::by("ana".into()) };
        let options = IntakeOptions { reading, update: false, total_len: text.len() as u64 };
        import(&mut opened.store, &opened.project, &source, &options, &Unwatched)
    }

    const RECORDS: [&str; 5] = [
        r#"{"record": "claim_link", "id": "l1", "from": "c1", "to": "c2", "type": "updates"}"#,
        r#"{"record": "claim_link", "id": "l2", "from": "c1", "to": "c9", "type": "updates"}"#,
        r#"{"record": "claim", "id": "c1", "statement": "Six are dead."}"#,
        r#"{"record": "claim", "id": "c2", "statement": "Five are dead."}"#,
        r#"{"record": "event", "id": "v1", "name": "Breach"}"#,
    ];

    #[test]
    fn a_record_that_does_not_hold_together_is_refused_at_its_line() {
        let err = import_lines(&RECORDS, false).unwrap_err();
        assert!(err.to_string().ends_with("(a.jsonl, line 2)"), "{err}");
    }

    #[test]
    fn going_on_leaves_out_the_wrong_record_alone() {
        let report = import_lines(&RECORDS, true).unwrap();
        assert_eq!((report.records, report.refused), (4, 1));
        let [warning] = report.warnings.as_slice() else { panic!("{:?}", report.warnings) };
        assert_eq!((warning.place.line, warning.refused), (Some(2), true));
    }

    #[test]
    fn marks_with_new_labels_come_into_an_article_that_is_there() {
        let disk = new_project();
        import_into(&disk, &[r#"{"id": "a", "text": "Ana said so"}"#], false).unwrap();
        let marked = r#"{"id": "a", "text": "Ana said so", "annotations": [{"layer": "stance", "label": "calm",
            "start": 0, "end": 3, "features": {"strength": 3}}]}"#;
        let report = import_into(&disk, &[&marked.replace('\n', " ")], false).unwrap();
        assert_eq!((report.added, report.changed, report.marks), (0, 1, 1));
        let expected = ["layer stance", "label calm of layer stance", "feature strength of layer stance"];
        assert_eq!(report.schema, expected);
    }

    #[test]
    fn only_what_the_schema_gains_is_told() {
        let schema = r#"{"record": "schema", "name": "S", "layers": [{"key": "entity", "role": "entity"}]}"#;
        let report = import_lines(&[schema], false).unwrap();
        assert_eq!(report.schema, ["the scales", "layer entity"]);
    }
}
