//! `articles/*.ron`: what is known of an article beside its text and everybody's work.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::read::{broken_at, parse, text_of};
use super::text::FileText;
use super::{ConflictRow, FORMAT, conflicts_of};
use crate::model::article::Article;
use crate::model::body::BodyHash;
use crate::model::id::{Annotator, ArticleId};
use crate::model::metadata::Metadata;
use crate::model::record::{ArticleKey, Record, RecordKey};
use crate::model::zone::Zone;
use crate::store::StoreError;
use crate::store::conflict::Conflict;
use crate::store::merge::{Records, gather};
use crate::store::rows::{MetadataRow, ZoneRow};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    format: u32,
    id: ArticleId,
    /// The hash of the body.
    body: BodyHash,
    #[serde(default)]
    metadata: MetadataRow,
    #[serde(default)]
    zones: Vec<ZoneRow>,
    #[serde(default)]
    conflicts: Vec<ConflictRow>,
}

/// The content of an article file.
#[derive(Clone, Debug)]
pub(in super::super) struct ArticleFile {
    pub(in super::super) id: ArticleId,
    pub(in super::super) body: BodyHash,
    pub(in super::super) metadata: Arc<Metadata>,
    pub(in super::super) zones: Vec<Zone>,
    pub(in super::super) conflicts: Vec<Conflict>,
}

impl ArticleFile {
    /// What the file of `article` holds.
    pub(in super::super) fn of(article: &Article, conflicts: Vec<Conflict>) -> Self {
        Self {
            id: article.id().clone(),
            body: article.body().hash(),
            metadata: Arc::clone(article.metadata()),
            zones: article.zones().values().map(|zone| zone.as_ref().clone()).collect(),
            conflicts,
        }
    }

    /// The text of the file.
    pub(in super::super) fn write(&self) -> String {
        let mut zones: Vec<&Zone> = self.zones.iter().collect();
        zones.sort_by_key(|zone| (zone.span, &zone.id));
        FileText::new()
            .field("id", &self.id)
            .field("body", &self.body)
            .field("metadata", &MetadataRow::from(self.metadata.as_ref()))
            .rows("zones", zones.into_iter().map(ZoneRow::from))
            .rows("conflicts", self.conflicts.iter().map(ConflictRow::from))
            .finish()
    }

    /// Reads the bytes of the file.
    pub(in super::super) fn read(bytes: &[u8], path: &Path) -> Result<Self, StoreError> {
        let text = text_of(bytes, path)?;
        let row: Row = parse(text, path)?;
        debug_assert_eq!(row.format, FORMAT, "checked before parsing");
        let broken =
            |err: &dyn std::fmt::Display, needle: &str| broken_at(text, needle, err.to_string(), path);
        let zones = row.zones.into_iter().map(|zone| {
            let needle = format!("(id: {}", crate::store::ron_write::quoted(zone.id.as_str()));
            zone.into_model(None).map_err(|err| broken(&err, &needle))
        });
        let zones = zones.collect::<Result<_, _>>()?;
        let conflicts = conflicts_of(row.conflicts, &Annotator::from(""), text, path)?;
        let metadata = Arc::new(row.metadata.into());
        let mut file = Self { id: row.id, body: row.body, metadata, zones, conflicts };
        let gathered = gather(file.rows());
        if gathered.records.len() <= file.zones.len() {
            let conflicts = [std::mem::take(&mut file.conflicts), gathered.conflicts].concat();
            file = file.with(&gathered.records, conflicts);
        }
        Ok(file)
    }

    /// The records of the file.
    pub(in super::super) fn records(&self) -> Records {
        self.rows().collect()
    }

    fn rows(&self) -> impl Iterator<Item = (RecordKey, Record)> {
        let key = |key| RecordKey::Article(self.id.clone(), key);
        let zone =
            move |zone: &Zone| (key(ArticleKey::Zone(zone.id.clone())), Record::Zone(Arc::new(zone.clone())));
        let metadata = (key(ArticleKey::Metadata), Record::Metadata(Arc::clone(&self.metadata)));
        std::iter::once(metadata).chain(self.zones.iter().map(zone))
    }

    /// The same file with other records.
    pub(in super::super) fn with(mut self, records: &Records, conflicts: Vec<Conflict>) -> Self {
        self.zones.clear();
        for record in records.values() {
            match record {
                Record::Metadata(metadata) => self.metadata = Arc::clone(metadata),
                Record::Zone(zone) => self.zones.push(zone.as_ref().clone()),
                _ => {}
            }
        }
        self.conflicts = conflicts;
        self
    }
}
