//! The index: what a project's files hold, as of when they were last seen, so that opening need not read them.
//!
//! Sixteen shards, so that a change rewrites a sixteenth of it. May be deleted at any time; a shard that does not read is
//! as good as none.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::disk::{Disk, Stat};
use super::frames::{self, frame};
use super::rows::MetadataRow;
use super::work_entry::{LabelPlaces, WorkEntry, WorkRow};
use crate::model::article::Listing;
use crate::model::body::BodyHash;
use crate::model::id::{Annotator, ArticleId, LabelKey, LayerKey};
use crate::model::metadata::Metadata;

/// Counts up with the shape of the entries.
const FORMAT: u32 = 3;
/// How many shards the articles are spread over.
pub(super) const SHARDS: usize = 16;

/// What a file was when it was last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileKey {
    /// Length in bytes.
    pub(super) len: u64,
    /// Time of its last change, as the disk gives it.
    pub(super) modified_ns: u64,
    /// BLAKE3 hash of its bytes.
    pub(super) hash: [u8; 32],
}

/// One article.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ArticleEntry {
    pub(super) id: ArticleId,
    pub(super) metadata: Arc<Metadata>,
    pub(super) body_hash: BodyHash,
    /// Length and time of the body file when its hash was last found right.
    pub(super) body: (u64, u64),
    pub(super) file: FileKey,
    pub(super) works: Vec<WorkEntry>,
}

/// What belongs to no article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct RootEntry {
    pub(super) project: Option<FileKey>,
    /// Folder name, annotator, and their register.
    pub(super) annotators: Vec<(String, Annotator, Option<FileKey>)>,
}

/// The whole index.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) root: RootEntry,
    /// By file stem.
    pub(super) articles: HashMap<String, ArticleEntry>,
}

/// A sixteenth of the articles.
#[derive(Default, Serialize, Deserialize)]
struct ShardRow {
    /// The labels that rows of works name by their places.
    labels: Vec<(LayerKey, LabelKey)>,
    articles: Vec<ArticleRow>,
}

#[derive(Serialize, Deserialize)]
struct ArticleRow {
    stem: String,
    id: ArticleId,
    metadata: MetadataRow,
    body_hash: [u8; 32],
    body: (u64, u64),
    file: FileKey,
    works: Vec<WorkRow>,
}

impl FileKey {
    pub(super) fn new(stat: Stat, bytes: &[u8]) -> Self {
        Self { len: stat.len, modified_ns: stat.modified_ns, hash: *blake3::hash(bytes).as_bytes() }
    }

    /// Whether the file need not be read to know that it is the same.
    pub(super) fn matches(&self, stat: Stat) -> bool {
        self.len == stat.len && self.modified_ns == stat.modified_ns
    }
}

impl ArticleEntry {
    /// The same article without anybody's work.
    pub(super) fn without_work(&self) -> Self {
        Self {
            id: self.id.clone(),
            metadata: Arc::clone(&self.metadata),
            body_hash: self.body_hash,
            body: self.body,
            file: self.file,
            works: Vec::new(),
        }
    }

    pub(super) fn listing(&self) -> Listing {
        Listing {
            id: self.id.clone(),
            metadata: Arc::clone(&self.metadata),
            body_hash: self.body_hash,
            body_len: self.body.0,
            work: self.works.iter().map(WorkEntry::summary).collect(),
        }
    }
}

/// The shard of an article: the first digit of its id's hash, which ends its stem.
pub(super) fn shard_of(stem: &str) -> usize {
    let digit = stem.len().checked_sub(8).and_then(|place| stem.get(place..=place));
    digit.and_then(|digit| usize::from_str_radix(digit, SHARDS as u32).ok()).unwrap_or_default()
}

fn shard_name(shard: usize) -> String {
    format!("articles-{shard:x}")
}

/// Reads the index; what is not there or does not read is empty.
pub(super) fn read(disk: &dyn Disk, folder: &Path) -> Index {
    let root = read_shard(disk, &folder.join("root")).unwrap_or_default();
    let shards = (0..SHARDS).into_par_iter().map(|shard| {
        let rows: ShardRow = read_shard(disk, &folder.join(shard_name(shard))).unwrap_or_default();
        let labels: Vec<_> = rows.labels.into_iter().map(Arc::new).collect();
        rows.articles.into_iter().filter_map(|row| read_row(row, &labels)).collect::<Vec<_>>()
    });
    let shards: Vec<Vec<(String, ArticleEntry)>> = shards.collect();
    let mut articles = HashMap::with_capacity(shards.iter().map(Vec::len).sum());
    articles.extend(shards.into_iter().flatten());
    Index { root, articles }
}

/// An article that names a label which its shard does not have is as good as unknown.
fn read_row(row: ArticleRow, labels: &[Arc<(LayerKey, LabelKey)>]) -> Option<(String, ArticleEntry)> {
    let entry = ArticleEntry {
        id: row.id,
        metadata: Arc::new(row.metadata.into()),
        body_hash: row.body_hash.into(),
        body: row.body,
        file: row.file,
        works: row.works.into_iter().map(|work| work.entry(labels)).collect::<Option<_>>()?,
    };
    Some((row.stem, entry))
}

fn read_shard<T: for<'de> Deserialize<'de>>(disk: &dyn Disk, path: &Path) -> Option<T> {
    let frames = frames::read(&disk.read(path).ok()?);
    let content = frames.whole.first()?;
    let (format, rest) = postcard::take_from_bytes::<u32>(content).ok()?;
    (format == FORMAT).then(|| postcard::from_bytes(rest).ok())?
}

/// Writes what belongs to no article.
pub(super) fn write_root(disk: &dyn Disk, folder: &Path, root: &RootEntry) -> std::io::Result<()> {
    write_shard(disk, &folder.join("root"), root)
}

/// Writes one shard of `articles` (by stem).
pub(super) fn write_articles(
    disk: &dyn Disk,
    folder: &Path,
    shard: usize,
    articles: &HashMap<String, ArticleEntry>,
) -> std::io::Result<()> {
    let mut stems: Vec<&String> = articles.keys().filter(|stem| shard_of(stem) == shard).collect();
    stems.sort_unstable();
    let mut labels = LabelPlaces::default();
    let row = |stem: &String| {
        let entry = articles.get(stem)?;
        Some(ArticleRow {
            stem: stem.clone(),
            id: entry.id.clone(),
            metadata: entry.metadata.as_ref().into(),
            body_hash: *entry.body_hash.as_bytes(),
            body: entry.body,
            file: entry.file,
            works: entry.works.iter().map(|work| work.row(&mut labels)).collect(),
        })
    };
    let articles: Vec<ArticleRow> = stems.into_iter().filter_map(row).collect();
    let rows = ShardRow { labels: labels.into_labels(), articles };
    write_shard(disk, &folder.join(shard_name(shard)), &rows)
}

/// Removes the parts of the index that say what these files were.
pub(super) fn forget<'a>(disk: &dyn Disk, folder: &Path, files: impl Iterator<Item = &'a Path>) {
    let part = |file: &Path| {
        let is_of_article = file.parent().is_some_and(|parent| parent.ends_with("articles"));
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        if is_of_article { shard_name(shard_of(&stem)) } else { "root".to_owned() }
    };
    for part in files.map(part).collect::<BTreeSet<String>>() {
        // One that stays makes the next opening tell of changes that another program has made.
        drop(disk.remove(&folder.join(part)));
    }
}

/// Not synced: an index that a crash tears is rebuilt.
fn write_shard(disk: &dyn Disk, path: &Path, value: &impl Serialize) -> std::io::Result<()> {
    let content = postcard::to_stdvec(&(FORMAT, value)).map_err(std::io::Error::other)?;
    let temporary = path.with_added_extension("tmp");
    disk.write(&temporary, &frame(&content))?;
    disk.rename(&temporary, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::memory::MemoryDisk;

    #[test]
    fn an_index_of_another_format_is_as_good_as_none() {
        let (disk, folder) = (MemoryDisk::default(), Path::new("/cache"));
        disk.create_folder(folder).unwrap();
        let root = RootEntry { project: None, annotators: vec![("ana".to_owned(), "ana".into(), None)] };
        write_root(&disk, folder, &root).unwrap();
        assert_eq!(read(&disk, folder).root.annotators.len(), 1);
        let old = postcard::to_stdvec(&(FORMAT - 1, root)).unwrap();
        disk.write(&folder.join("root"), &frame(&old)).unwrap();
        assert!(read(&disk, folder).root.annotators.is_empty());
    }
}
