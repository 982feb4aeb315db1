//! Effort files: reading everybody's, and saving one annotator's.
//!
//! Effort is no work: it is in no journal, and what goes wrong with it is told but never keeps anybody from working.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::cache::FileKey;
use super::disk::{Disk, Stat, replace};
use super::files::{EffortContent, read_effort, versions, write_effort};
use super::layout::Layout;
use super::open::Opening;
use super::{Notice, StoreError, stem};
use crate::model::effort::Effort;
use crate::model::id::Annotator;

/// Parses an effort file, merging its versions if there are two; says whether there were.
pub(super) fn parse_effort(bytes: &[u8], path: &Path) -> Result<(EffortContent, bool), StoreError> {
    let (ours, theirs) = versions(bytes);
    let mut content = read_effort(&ours, path)?;
    let Some(theirs) = theirs else { return Ok((content, false)) };
    content.effort.merge(&read_effort(&theirs, path)?.effort);
    Ok((content, true))
}

impl Opening<'_> {
    /// Everybody's effort. A file that does not read is noticed, and left out.
    pub(super) fn read_efforts(&mut self) -> Result<BTreeMap<Annotator, Effort>, StoreError> {
        let mut efforts = BTreeMap::new();
        let folder = self.layout.annotations();
        for entry in self.list(&folder)?.into_iter().filter(|entry| entry.stat.is_dir) {
            let path = folder.join(&entry.name).join(Layout::EFFORT);
            match self.read_effort(&path, &entry.name) {
                Ok(Some(EffortContent { annotator, effort })) => {
                    efforts.insert(annotator, effort);
                }
                Ok(None) => {}
                Err(err) => self.notices.push(Notice::Effort(err)),
            }
        }
        Ok(efforts)
    }

    fn read_effort(&mut self, path: &Path, folder: &str) -> Result<Option<EffortContent>, StoreError> {
        let bytes = match self.disk.read(path) {
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            read => read.map_err(StoreError::io("read", path))?,
        };
        let (content, is_merged) = parse_effort(&bytes, path)?;
        if stem::annotator_stem(content.annotator.as_str()) != folder {
            return Err(of_another(&content.annotator, path));
        }
        if is_merged {
            self.notices.push(Notice::Merged { path: path.to_owned() });
        }
        Ok(Some(content))
    }
}

fn of_another(annotator: &Annotator, path: &Path) -> StoreError {
    let message = format!("this is the effort of {annotator}");
    StoreError::Broken { message, line: 1, column: 1, path: path.to_owned() }
}

/// The effort file of the annotator at work.
#[derive(Debug)]
pub(super) struct EffortFile {
    path: PathBuf,
    annotator: Annotator,
    /// What the file held when it was last looked at, with what was measured since.
    effort: Effort,
    /// The file as it was last read or written here.
    known: Option<FileKey>,
    /// Whether something of it is not in the file.
    is_unsaved: bool,
    /// Whether saving has been tried since something was measured. It is not tried again at once.
    was_tried: bool,
    /// Whether the last attempt failed.
    has_failed: bool,
}

impl EffortFile {
    pub(super) fn new(path: PathBuf, annotator: Annotator, effort: Effort) -> Self {
        Self { path, annotator, effort, known: None, is_unsaved: false, was_tried: false, has_failed: false }
    }

    /// Takes in sums that have grown.
    pub(super) fn note(&mut self, grown: &Effort) {
        self.effort.merge(grown);
        self.is_unsaved = true;
        self.was_tried = false;
    }

    /// Whether the file should be written.
    pub(super) fn is_due(&self) -> bool {
        self.is_unsaved && !self.was_tried
    }

    /// Writes the file if something was measured, and gives what another program had put into it. A failure is told
    /// once, until a save succeeds.
    pub(super) fn save(&mut self, disk: &dyn Disk) -> Result<Effort, Option<StoreError>> {
        if !self.is_unsaved {
            return Ok(Effort::default());
        }
        self.was_tried = true;
        let saved = self.merge_and_write(disk);
        let was_told = std::mem::replace(&mut self.has_failed, saved.is_err());
        self.is_unsaved = saved.is_err();
        saved.map_err(|err| (!was_told).then_some(err))
    }

    fn merge_and_write(&mut self, disk: &dyn Disk) -> Result<Effort, StoreError> {
        let path = self.path.clone();
        let stat = || disk.stat(&path).map_err(StoreError::io("read", &path));
        let outside = match stat()? {
            Some(found) => self.merge_outside(disk, found)?,
            None => Effort::default(),
        };
        let text = write_effort(&self.annotator, &self.effort);
        let folder = path.parent().unwrap_or(Path::new(""));
        disk.create_folder(folder).map_err(StoreError::io("make the folder", folder))?;
        replace(disk, &path, text.as_bytes()).map_err(StoreError::io("write", &path))?;
        self.known = stat()?.map(|stat| FileKey::new(stat, text.as_bytes()));
        Ok(outside)
    }

    /// Takes in what another program has written. A file that does not read is not written over.
    fn merge_outside(&mut self, disk: &dyn Disk, stat: Stat) -> Result<Effort, StoreError> {
        if self.known.is_some_and(|known| known.matches(stat)) {
            return Ok(Effort::default());
        }
        let bytes = disk.read(&self.path).map_err(StoreError::io("read", &self.path))?;
        let (content, _) = parse_effort(&bytes, &self.path)?;
        if content.annotator != self.annotator {
            return Err(of_another(&content.annotator, &self.path));
        }
        self.effort.merge(&content.effort);
        Ok(content.effort)
    }
}
