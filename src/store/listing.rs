//! What opening learns of the articles: from the index where their files are as they were, from the files where not.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::cache::{ArticleEntry, FileKey, Index, RootEntry};
use super::disk::{Disk, Stat};
use super::open::Opening;
use super::reader::{parse_article, parse_work};
use super::work_entry::{KnownLabels, WorkEntry};
use super::{Notice, StoreError, stem};
use crate::model::body::BodyHash;
use crate::model::id::Annotator;
use crate::model::summary::WorkSummary;
use crate::model::work::Work;

type Notices = Vec<Notice>;
type FoundArticle = (String, ArticleEntry, Notices);
type FoundWork = (String, Option<WorkEntry>, Notices);

impl Opening<'_> {
    /// The entries of all articles, with everybody's work.
    pub(super) fn read_articles(
        &mut self,
        index: &Index,
        root: &RootEntry,
    ) -> Result<HashMap<String, ArticleEntry>, StoreError> {
        let folder = self.layout.articles();
        let listed = self.list(&folder)?;
        let bodies: HashMap<&str, Stat> =
            listed.iter().filter_map(|entry| Some((entry.name.strip_suffix(".txt")?, entry.stat))).collect();
        let files: Vec<(&str, Stat)> =
            listed.iter().filter_map(|entry| Some((entry.name.strip_suffix(".ron")?, entry.stat))).collect();
        let known = &index.articles;
        let this = &*self;
        let read: Vec<Result<FoundArticle, Notices>> = files
            .par_iter()
            .with_min_len(64)
            .map(|(stem, stat)| this.article(stem, *stat, bodies.get(stem).copied(), known.get(*stem)))
            .collect();
        let mut entries = HashMap::with_capacity(read.len());
        for article in read {
            match article {
                Ok((stem, entry, notices)) => {
                    self.notices.extend(notices);
                    entries.insert(stem, entry);
                }
                Err(notices) => self.notices.extend(notices),
            }
        }
        let gone = known.keys().filter(|stem| !entries.contains_key(*stem) && !has(&files, stem));
        let mut gone: Vec<PathBuf> = gone.map(|stem| folder.join(stem).with_added_extension("ron")).collect();
        gone.sort();
        self.notices.extend(gone.into_iter().map(|path| Notice::RemovedOutside { path }));
        for (name, annotator, _) in &root.annotators {
            self.read_works(name, annotator, &mut entries, known)?;
        }
        if root.annotators.len() > 1 {
            entries.par_iter_mut().for_each(|(_, entry)| {
                entry.works.sort_by(|a, b| a.annotator.cmp(&b.annotator));
            });
        }
        Ok(entries)
    }

    /// What the index will say of an article, without its works.
    fn article(
        &self,
        stem: &str,
        stat: Stat,
        body: Option<Stat>,
        known: Option<&ArticleEntry>,
    ) -> Result<FoundArticle, Notices> {
        let mut notices = Vec::new();
        let path = self.layout.articles().join(stem).with_added_extension("ron");
        let mut entry = match known.filter(|known| known.file.matches(stat)) {
            Some(known) => known.without_work(),
            None => self
                .read_article(stem, stat, &path, known, &mut notices)
                .map_err(|err| vec![Notice::Unreadable(err)])?,
        };
        let body_path = path.with_extension("txt");
        let Some(body) = body else {
            let (article, path) = (entry.id.clone(), body_path);
            notices.push(Notice::Unreadable(StoreError::MissingBody { article, path }));
            return Ok((stem.to_owned(), entry, notices));
        };
        let seen = (body.len, body.modified_ns);
        if known.is_some_and(|known| known.body != seen || known.body_hash != entry.body_hash) {
            let is_same = self
                .disk
                .read(&body_path)
                .is_ok_and(|bytes| BodyHash::from(*blake3::hash(&bytes).as_bytes()) == entry.body_hash);
            if !is_same {
                let (article, path) = (entry.id.clone(), body_path);
                notices.push(Notice::Unreadable(StoreError::BodyChanged { article, path }));
                // Kept as it was, so that it is found again the next time.
                return Ok((stem.to_owned(), entry, notices));
            }
        }
        entry.body = seen;
        Ok((stem.to_owned(), entry, notices))
    }

    fn read_article(
        &self,
        stem: &str,
        stat: Stat,
        path: &Path,
        known: Option<&ArticleEntry>,
        notices: &mut Notices,
    ) -> Result<ArticleEntry, StoreError> {
        let bytes = self.disk.read(path).map_err(StoreError::io("read", path))?;
        let key = FileKey::new(stat, &bytes);
        if known.is_some_and(|known| known.file.hash != key.hash) {
            notices.push(Notice::ChangedOutside { path: path.to_owned() });
        }
        let (file, is_merged) = parse_article(&bytes, path)?;
        if is_merged {
            notices.push(Notice::Merged { path: path.to_owned() });
        }
        if stem::article_stem(file.id.as_str()) != stem {
            let message = format!("the file's name does not belong to article {}", file.id);
            return Err(StoreError::Broken { message, line: 1, column: 1, path: path.to_owned() });
        }
        Ok(ArticleEntry {
            id: file.id,
            metadata: file.metadata,
            body_hash: file.body,
            body: (0, 0),
            file: key,
            works: Vec::new(),
        })
    }

    fn read_works(
        &mut self,
        folder: &str,
        annotator: &Annotator,
        entries: &mut HashMap<String, ArticleEntry>,
        known: &HashMap<String, ArticleEntry>,
    ) -> Result<(), StoreError> {
        let folder = self.layout.annotations().join(folder).join("articles");
        let listed = self.list(&folder)?;
        let before = |stem: &str| {
            known.get(stem).and_then(|entry| entry.works.iter().find(|work| work.annotator == *annotator))
        };
        let (disk, known_stems) = (self.disk, &*entries);
        let read: Vec<FoundWork> = listed
            .par_iter()
            .with_min_len(64)
            .filter_map(|entry| {
                let stem = entry.name.strip_suffix(".ron").filter(|stem| known_stems.contains_key(*stem))?;
                Some(work_entry(disk, &folder.join(&entry.name), stem, entry.stat, annotator, before(stem)))
            })
            .collect();
        let strays = listed.iter().filter(|entry| is_stray(&entry.name));
        self.notices.extend(strays.map(|entry| Notice::StrayFile { path: folder.join(&entry.name) }));
        let (mut found, mut known_labels) = (BTreeSet::new(), KnownLabels::default());
        for (stem, work, notices) in read {
            self.notices.extend(notices);
            // Work that does not read is listed all the same, so that nobody writes over it unseen.
            let mut work = work.unwrap_or_else(|| WorkEntry::unreadable(annotator.clone()));
            work.share_labels(&mut known_labels);
            if let Some(entry) = entries.get_mut(&stem) {
                entry.works.push(work);
            }
            found.insert(stem);
        }
        let mut gone: Vec<PathBuf> = entries
            .keys()
            .filter(|stem| before(stem).is_some() && !found.contains(*stem))
            .map(|stem| folder.join(stem).with_added_extension("ron"))
            .collect();
        gone.sort();
        self.notices.extend(gone.into_iter().map(|path| Notice::RemovedOutside { path }));
        Ok(())
    }
}

fn has(files: &[(&str, Stat)], stem: &str) -> bool {
    files.binary_search_by(|(name, _)| (*name).cmp(stem)).is_ok()
}

/// A name that is no stem of ours with our extension, and no temporary file of ours.
fn is_stray(name: &str) -> bool {
    let is_stem = |stem: &str| {
        let digits = stem.rsplit('-').next().unwrap_or(stem);
        digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    !name.starts_with('.') && !name.strip_suffix(".ron").is_some_and(is_stem)
}

fn work_entry(
    disk: &dyn Disk,
    path: &Path,
    stem: &str,
    stat: Stat,
    annotator: &Annotator,
    known: Option<&WorkEntry>,
) -> FoundWork {
    if let Some(known) = known.filter(|known| known.file.matches(stat)) {
        return (stem.to_owned(), Some(known.clone()), Vec::new());
    }
    let mut notices = Vec::new();
    let read = disk.read(path).map_err(StoreError::io("read", path)).and_then(|bytes| {
        let key = FileKey::new(stat, &bytes);
        if known.is_some_and(|known| known.file.hash != key.hash) {
            notices.push(Notice::ChangedOutside { path: path.to_owned() });
        }
        let content = parse_work(&bytes, path, None)?;
        let is_here = content.annotator == *annotator && stem::article_stem(content.article.as_str()) == stem;
        if is_here {
            return Ok((content, key));
        }
        let message = format!("this is work of {} in article {}", content.annotator, content.article);
        Err(StoreError::Broken { message, line: 1, column: 1, path: path.to_owned() })
    });
    match read {
        Ok((content, key)) => {
            notices.extend(content.notices);
            let summary = WorkSummary::new(content.annotator, &Work::from(content.records));
            (stem.to_owned(), Some(WorkEntry::new(summary, key)), notices)
        }
        Err(err) => {
            notices.push(Notice::Unreadable(err));
            (stem.to_owned(), None, notices)
        }
    }
}
