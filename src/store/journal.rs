//! The journal: every edit of one annotator that is not yet in RON files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::StoreError;
use super::disk::{Appender, Disk, replace};
use super::frames::{self, frame, frame_of};
use super::rows::EditRow;
use crate::edit::Edit;
use crate::model::body::BodyHash;
use crate::model::id::{Annotator, ArticleId};

/// What one frame holds after the format. Each says whose it is, so that it can be read without the others.
#[derive(Serialize, Deserialize)]
struct Entry {
    annotator: Annotator,
    content: Content,
}

#[derive(Serialize, Deserialize)]
enum Content {
    /// The hash of a file (relative to the project folder) when it was first changed; none for one that was not there.
    Base { file: String, hash: Option<BodyHash> },
    /// An edit of format 1, which did not say in which texts it was made.
    Edit(EditRow),
    /// The hash that a file (relative to the project folder) is about to have; none when it is about to be removed.
    Writes { file: String, hash: Option<BodyHash> },
    /// An edit, and the texts that it was made in.
    EditIn { edit: EditRow, texts: Texts },
}

/// Format 2 has [`Content::EditIn`].
const FORMAT: u32 = 2;

/// The text of each article that an edit touches.
pub(super) type Texts = BTreeMap<ArticleId, BodyHash>;

/// An edit in a journal.
#[derive(Debug)]
pub(super) struct Noted {
    pub(super) edit: Edit,
    /// The texts that it was made in, as far as the journal says.
    pub(super) texts: Texts,
}

/// What a journal says.
#[derive(Debug, Default)]
pub(super) struct Replay {
    /// Whose it is; `None` for an empty journal.
    pub(super) annotator: Option<Annotator>,
    /// The edits in order.
    pub(super) edits: Vec<Noted>,
    /// The files (relative to the project folder) that were about to be written, with their hashes then.
    pub(super) writes: Vec<(PathBuf, Option<BodyHash>)>,
    /// The length in bytes of what is whole.
    pub(super) len: u64,
    /// How many entries could not be read.
    pub(super) damaged: usize,
}

/// What one entry says.
enum Said {
    Nothing,
    Edit(Noted),
    Writes(PathBuf, Option<BodyHash>),
}

/// Reads a journal; one that is not there is empty.
pub(super) fn read(disk: &dyn Disk, path: &Path) -> Result<Replay, StoreError> {
    let bytes = match disk.read(path) {
        Ok(bytes) => bytes,
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => return Ok(Replay::default()),
        Err(err) => return Err(StoreError::io("read", path)(err)),
    };
    let found = frames::read(&bytes);
    let mut replay = Replay { len: found.len, damaged: found.damaged, ..Replay::default() };
    for frame in found.whole {
        match read_entry(&frame, path)? {
            Some((annotator, said)) => {
                replay.annotator = Some(annotator);
                match said {
                    Said::Nothing => {}
                    Said::Edit(noted) => replay.edits.push(noted),
                    Said::Writes(file, hash) => replay.writes.push((file, hash)),
                }
            }
            None => replay.damaged += 1,
        }
    }
    Ok(replay)
}

/// Whose entry it is, and what it says; `None` for one that means nothing.
fn read_entry(frame: &[u8], path: &Path) -> Result<Option<(Annotator, Said)>, StoreError> {
    let Ok((format, rest)) = postcard::take_from_bytes::<u32>(frame) else { return Ok(None) };
    if format > FORMAT {
        let (found, known) = (u64::from(format), u64::from(FORMAT));
        return Err(StoreError::NewerFormat { found, known, path: path.to_owned() });
    }
    let Ok(Entry { annotator, content }) = postcard::from_bytes(rest) else { return Ok(None) };
    let noted =
        |row: EditRow, texts| row.into_model(&annotator).ok().map(|edit| Said::Edit(Noted { edit, texts }));
    let said = match content {
        Content::Base { .. } => Some(Said::Nothing),
        Content::Edit(row) => noted(row, Texts::new()),
        Content::EditIn { edit, texts } => noted(edit, texts),
        Content::Writes { file, hash } => Some(Said::Writes(PathBuf::from(file), hash)),
    };
    Ok(said.map(|said| (annotator, said)))
}

/// Copies a damaged journal aside and writes it anew with the entries that can be read. Gives the copy and the length of
/// the new journal in bytes.
pub(super) fn mend(disk: &dyn Disk, path: &Path) -> Result<(PathBuf, u64), StoreError> {
    let bytes = disk.read(path).map_err(StoreError::io("read", path))?;
    let kept = keep_aside(disk, path, &bytes, "damaged").map_err(StoreError::io("copy", path))?;
    let mut whole = Vec::new();
    for content in frames::read(&bytes).whole {
        if read_entry(&content, path)?.is_some() {
            whole.extend(frame(&content));
        }
    }
    replace(disk, path, &whole).map_err(StoreError::io("write the journal", path))?;
    Ok((kept, whole.len() as u64))
}

/// Copies a journal of which something is left out, because it was made in another text, and gives the copy.
pub(super) fn keep_left_out(disk: &dyn Disk, path: &Path) -> Result<PathBuf, StoreError> {
    let bytes = disk.read(path).map_err(StoreError::io("read", path))?;
    keep_aside(disk, path, &bytes, "other-text").map_err(StoreError::io("copy", path))
}

/// Writes the `bytes` of a file beside it, under a name that says `why` and that no other content has.
pub(super) fn keep_aside(disk: &dyn Disk, path: &Path, bytes: &[u8], why: &str) -> std::io::Result<PathBuf> {
    let hash = BodyHash::from(*blake3::hash(bytes).as_bytes()).to_string();
    let kept = path.with_added_extension(format!("{why}-{}", &hash[..8]));
    replace(disk, &kept, bytes)?;
    Ok(kept)
}

/// The open end of a journal.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    annotator: Annotator,
    /// `None` until the first entry, and after a failure.
    file: Option<Box<dyn Appender>>,
    /// The length in bytes of what is whole.
    len: u64,
}

impl Journal {
    /// Continues the journal at `path` after its first `len` bytes.
    pub(super) fn new(path: PathBuf, annotator: Annotator, len: u64) -> Self {
        Self { path, annotator, file: None, len }
    }

    /// The length in bytes.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Writes the hash of a file (path relative to the project folder) and edits, and waits until they are on the disk.
    /// When that fails the journal is as it was.
    pub(super) fn write(
        &mut self,
        disk: &dyn Disk,
        bases: &[(PathBuf, Option<BodyHash>)],
        edits: &[(&Edit, Texts)],
    ) -> Result<(), StoreError> {
        let bytes = self.entries(bases, edits);
        self.extend(disk, &bytes, true)
    }

    /// Whether the file on the disk is no longer the one that was written: then nothing added to it would be safe.
    pub(super) fn is_lost(&self, disk: &dyn Disk) -> Result<bool, StoreError> {
        if self.len == 0 {
            return Ok(false);
        }
        let stat = disk.stat(&self.path).map_err(StoreError::io("read", &self.path))?;
        Ok(stat.is_none_or(|stat| stat.len < self.len))
    }

    /// Writes a journal that was lost anew, with all that is pending. When that fails it is as it was.
    pub(super) fn rewrite(
        &mut self,
        disk: &dyn Disk,
        bases: &[(PathBuf, Option<BodyHash>)],
        edits: &[(&Edit, Texts)],
    ) -> Result<(), StoreError> {
        let bytes = self.entries(bases, edits);
        let folder = self.path.parent().unwrap_or(Path::new(""));
        disk.create_folder(folder).map_err(StoreError::io("make the folder", folder))?;
        replace(disk, &self.path, &bytes).map_err(StoreError::io("write the journal", &self.path))?;
        (self.file, self.len) = (None, bytes.len() as u64);
        Ok(())
    }

    fn entries(&self, bases: &[(PathBuf, Option<BodyHash>)], edits: &[(&Edit, Texts)]) -> Vec<u8> {
        let base = |(file, hash): &(PathBuf, Option<BodyHash>)| {
            self.entry(Content::Base { file: file.to_string_lossy().into_owned(), hash: *hash })
        };
        let edit = |(edit, texts): &(&Edit, Texts)| {
            self.entry(Content::EditIn { edit: (*edit).into(), texts: texts.clone() })
        };
        bases.iter().flat_map(base).chain(edits.iter().flat_map(edit)).collect()
    }

    /// Says that a file (path relative to the project folder) is about to be written with this hash, or removed. If the
    /// program ends before the index knows, the file is then still known as our own. Not synced: after a power cut, the
    /// worst is a notice that the file was changed.
    pub(super) fn announce(
        &mut self,
        disk: &dyn Disk,
        file: &Path,
        hash: Option<BodyHash>,
    ) -> Result<(), StoreError> {
        let bytes = self.entry(Content::Writes { file: file.to_string_lossy().into_owned(), hash });
        self.extend(disk, &bytes, false)
    }

    fn extend(&mut self, disk: &dyn Disk, bytes: &[u8], is_synced: bool) -> Result<(), StoreError> {
        let written = self.append(disk, bytes, is_synced);
        if written.is_err() {
            // What was half written is cut off before the next attempt, when the file is opened again.
            self.file = None;
        }
        written.map_err(StoreError::io("write the journal", &self.path))?;
        self.len += bytes.len() as u64;
        Ok(())
    }

    fn append(&mut self, disk: &dyn Disk, bytes: &[u8], is_synced: bool) -> std::io::Result<()> {
        let file = if let Some(file) = &mut self.file {
            file
        } else {
            let mut file = disk.append(&self.path)?;
            file.truncate(self.len)?;
            if let Some(folder) = self.path.parent() {
                disk.sync_folder(folder)?;
            }
            self.file.insert(file)
        };
        file.append(bytes)?;
        if is_synced { file.sync() } else { Ok(()) }
    }

    /// Empties the journal, after everything in it is in RON files.
    pub(super) fn clear(&mut self, disk: &dyn Disk) -> Result<(), StoreError> {
        if self.len == 0 {
            return Ok(());
        }
        self.file = None;
        match disk.remove(&self.path) {
            // Somebody has removed it, which is all that is wanted here.
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => {}
            removed => removed.map_err(StoreError::io("empty the journal", &self.path))?,
        }
        self.len = 0;
        Ok(())
    }

    fn entry(&self, content: Content) -> Vec<u8> {
        frame_of(FORMAT, &Entry { annotator: self.annotator.clone(), content })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Change;
    use crate::model::record::{ProjectKey, Record, RecordKey};
    use crate::store::disk::memory::MemoryDisk;

    #[test]
    fn an_edit_of_format_1_is_read_without_its_texts() {
        let edit = Edit::from(Change::add(RecordKey::Project(ProjectKey::Name), Record::Name("قالت".into())));
        let entry = Entry { annotator: "ana".into(), content: Content::Edit((&edit).into()) };
        let (disk, path) = (MemoryDisk::default(), Path::new("/p/journal"));
        disk.create_folder(Path::new("/p")).unwrap();
        disk.write(path, &frame_of(1, &entry)).unwrap();
        let replay = read(&disk, path).unwrap();
        assert_eq!(replay.damaged, 0);
        let [noted] = &replay.edits[..] else { panic!("{:?}", replay.edits) };
        assert_eq!((&noted.edit, noted.texts.len()), (&edit, 0));
    }
}
