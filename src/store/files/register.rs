//! `annotations/*/register.ron`: one annotator's entities, claims, links, events and settlements.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::read::{parse, text_of};
use super::text::FileText;
use super::{ConflictRow, conflicts_of};
use crate::model::id::Annotator;
use crate::model::record::Record;
use crate::store::StoreError;
use crate::store::conflict::Conflict;
use crate::store::merge::{Records, gather};
use crate::store::rows::{ClaimLinkRow, ClaimRow, EntityRow, EventRow, SettlementRow};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    format: u32,
    annotator: Annotator,
    #[serde(default)]
    entities: Vec<EntityRow>,
    #[serde(default)]
    claims: Vec<ClaimRow>,
    #[serde(default)]
    links: Vec<ClaimLinkRow>,
    #[serde(default)]
    events: Vec<EventRow>,
    #[serde(default)]
    settlements: Vec<SettlementRow>,
    #[serde(default)]
    conflicts: Vec<ConflictRow>,
}

/// The content of a register file.
#[derive(Clone, Debug)]
pub(in super::super) struct RegisterContent {
    pub(in super::super) annotator: Annotator,
    pub(in super::super) records: Records,
    pub(in super::super) conflicts: Vec<Conflict>,
}

/// The text of a register file. `records` are sorted by kind and id.
pub(in super::super) fn write_register(content: &RegisterContent) -> String {
    let records = || content.records.values();
    let entities = records().filter_map(|record| match record {
        Record::Entity(entity) => Some(EntityRow::from(entity.as_ref())),
        _ => None,
    });
    let claims = records().filter_map(|record| match record {
        Record::Claim(claim) => Some(ClaimRow::from(claim.as_ref())),
        _ => None,
    });
    let links = records().filter_map(|record| match record {
        Record::ClaimLink(link) => Some(ClaimLinkRow::from(link.as_ref())),
        _ => None,
    });
    let events = records().filter_map(|record| match record {
        Record::Event(event) => Some(EventRow::from(event.as_ref())),
        _ => None,
    });
    let settlements = records().filter_map(|record| match record {
        Record::Settlement(settlement) => Some(SettlementRow::from(settlement.as_ref())),
        _ => None,
    });
    FileText::new()
        .field("annotator", &content.annotator)
        .rows("entities", entities)
        .rows("claims", claims)
        .rows("links", links)
        .rows("events", events)
        .rows("settlements", settlements)
        .rows("conflicts", content.conflicts.iter().map(ConflictRow::from))
        .finish()
}

/// Reads one version of a register file.
pub(in super::super) fn read_register(bytes: &[u8], path: &Path) -> Result<RegisterContent, StoreError> {
    let text = text_of(bytes, path)?;
    let row: Row = parse(text, path)?;
    let who = &row.annotator;
    let entities = row.entities.into_iter().map(|row| Record::Entity(Arc::new(row.into_model(who))));
    let claims = row.claims.into_iter().map(|row| Record::Claim(Arc::new(row.into_model(who))));
    let links = row.links.into_iter().map(|row| Record::ClaimLink(Arc::new(row.into_model(who))));
    let events = row.events.into_iter().map(|row| Record::Event(Arc::new(row.into_model(who))));
    let settlements = row.settlements.into_iter();
    let settlements = settlements.map(|row| Record::Settlement(Arc::new(row.into_model(who))));
    let all = entities.chain(claims).chain(links).chain(events).chain(settlements);
    let gathered = gather(all.filter_map(|record| Some((record.shared_key()?, record))));
    let mut conflicts = conflicts_of(row.conflicts, who, text, path)?;
    conflicts.extend(gathered.conflicts);
    Ok(RegisterContent { annotator: row.annotator, records: gathered.records, conflicts })
}
