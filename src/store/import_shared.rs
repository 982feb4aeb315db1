//! What an import changes in files that belong to no article: the schema and registers.

use super::StoreError;
use super::conflict::Conflict;
use super::create::shared_records;
use super::files::{
    ProjectContent, RegisterContent, read_project, read_register, write_project, write_register,
};
use super::import::Import;
use super::layout::FileId;
use super::merge::{Merged, Pending, Records, difference, rebase};
use super::records;
use super::staged::StagedFile;
use crate::edit::{Change, Edit};
use crate::model::id::Annotator;
use crate::model::project::Project;
use crate::model::record::RecordKey;

impl Import<'_> {
    /// Writes what has become of the project's own records, `before`, in `project`: the schema may have grown. What another
    /// program has done to them since `before` was read stays.
    pub fn put_project(&mut self, before: &Project, project: &Project) -> Result<(), StoreError> {
        let path = self.store.layout.file(&FileId::Project);
        let bytes = self.unchanged(&path, self.store.root.project)?;
        let kept = bytes.map(|bytes| read_project(&bytes, &path)).transpose()?.unwrap_or_default();
        let change = difference(&shared_records(before), &shared_records(project));
        let (merged, keys) = self.merged(&FileId::Project, kept.records, &change);
        let conflicts = [kept.conflicts, merged.conflicts].concat();
        let content = ProjectContent { records: merged.records, conflicts: conflicts.clone() };
        self.stage_shared(FileId::Project, &write_project(&content), conflicts, keys)
    }

    /// Writes what has become of the register that `annotator` has in `before`, in `project`. What another program has done
    /// to it since `before` was read stays.
    pub fn put_register(
        &mut self,
        before: &Project,
        project: &Project,
        annotator: &Annotator,
    ) -> Result<(), StoreError> {
        let file = FileId::Register(annotator.clone());
        let path = self.store.layout.file(&file);
        let bytes = self.unchanged(&path, self.store.key_of(&file))?;
        let (records, conflicts) = match bytes.map(|bytes| read_register(&bytes, &path)).transpose()? {
            Some(kept) => (kept.records, kept.conflicts),
            None => (Records::new(), Vec::new()),
        };
        let records_in = |project: &Project| {
            project.registers().get(annotator).map(records::of_register).unwrap_or_default()
        };
        let change = difference(&records_in(before), &records_in(project));
        let (merged, keys) = self.merged(&file, records, &change);
        let conflicts = [conflicts, merged.conflicts].concat();
        self.make_folder(&path)?;
        let content = RegisterContent {
            annotator: annotator.clone(),
            records: merged.records,
            conflicts: conflicts.clone(),
        };
        self.stage_shared(file, &write_register(&content), conflicts, keys)
    }

    /// Brings what journals hold for a file, and then `change`, onto the records that are in it. Gives the keys of those
    /// that are as `change` has them, too.
    fn merged(&self, file: &FileId, records: Records, change: &Edit) -> (Merged, Vec<RecordKey>) {
        let noted = self.store.overlay.get(file).cloned().unwrap_or_default();
        let mut merged = rebase(records, &noted);
        let mut pending = Pending::default();
        change.changes.iter().for_each(|change| pending.add(change));
        let last = rebase(merged.records, &pending);
        merged = Merged { records: last.records, conflicts: [merged.conflicts, last.conflicts].concat() };
        let is_made = |change: &&Change| merged.records.get(&change.key) == change.after.as_ref();
        let keys = change.changes.iter().filter(is_made).map(|change| change.key.clone()).collect();
        (merged, keys)
    }

    fn stage_shared(
        &mut self,
        file: FileId,
        text: &str,
        conflicts: Vec<Conflict>,
        keys: Vec<RecordKey>,
    ) -> Result<(), StoreError> {
        let path = self.store.layout.file(&file);
        let before = self.store.key_of(&file);
        let mut renames = Vec::new();
        let there = self.stat(&path)?;
        let written = self.write_beside(&path, there, text, &mut renames);
        match (written, renames.pop()) {
            (Ok(after), Some(rename)) => {
                self.staged.shared.push(StagedFile { file, before, after, rename, conflicts, keys });
                Ok(())
            }
            (written, rename) => {
                self.staged.discard(rename.as_slice());
                written.map(drop)
            }
        }
    }
}
