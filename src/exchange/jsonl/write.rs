//! Writing the native format.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::places::{Places, unit_name};
use super::{
    annotation, article, attribution, decision, register, rehydrate, schema, settlement, suggestion, zones,
};
use crate::exchange::exporter::{ExportContext, ExportError, Exporter, PieceWriter};
use crate::exchange::filter::Selection;
use crate::exchange::json::output::Object;
use crate::exchange::losses::Losses;
use crate::exchange::outputs::{Frame, Outputs};
use crate::exchange::sink::Sink;
use crate::model::article::Article;
use crate::model::id::{Annotator, ArticleId};
use crate::model::metadata::Metadata;
use crate::model::record::Record;
use crate::model::register::{Entity, Register};
use crate::model::schema::{Role, Schema};
use crate::model::zone::Zone;

/// Writes the native format.
pub(super) struct JsonLines;

/// An article line, and the lines of the decisions on suggestions in it.
pub(super) struct Lines {
    article: Vec<u8>,
    decisions: Vec<u8>,
}

/// Everything that is written of `article`, as two exports can be compared by.
pub(crate) fn lines(context: &ExportContext<'_>, article: &Article) -> Vec<u8> {
    let mut lines = encoded(context, article, &mut Losses::default());
    lines.article.append(&mut lines.decisions);
    lines.article
}

fn encoded(context: &ExportContext<'_>, article: &Article, losses: &mut Losses) -> Lines {
    let selection = context.filter.select(context.project.schema(), article, losses);
    let len = article.body().text().len() + 256 * selection.annotations.len() + 512;
    let mut lines = Lines { article: Vec::with_capacity(len), decisions: Vec::new() };
    write_article(&mut lines.article, context, article, &selection, losses);
    lines.article.push(b'\n');
    write_decisions(&mut lines.decisions, context, article, &selection);
    lines
}

impl Exporter for JsonLines {
    type Piece = Lines;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Lines, ExportError> {
        Ok(encoded(context, article, losses))
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Lines> + 's>, ExportError> {
        let mut files = Outputs::new(context, sink, "jsonl", Frame::default());
        files.begin()?;
        Ok(Box::new(LineWriter { context, files, decisions: BTreeMap::new() }))
    }
}

struct LineWriter<'s> {
    context: &'s ExportContext<'s>,
    files: Outputs<'s>,
    /// Decisions come after all articles, in the file of theirs; they are few.
    decisions: BTreeMap<usize, Vec<u8>>,
}

impl PieceWriter<Lines> for LineWriter<'_> {
    fn piece(&mut self, article: &ArticleId, lines: Lines, _: &mut Losses) -> Result<(), ExportError> {
        let decisions = self.decisions.entry(self.files.split(article)).or_default();
        decisions.extend_from_slice(&lines.decisions);
        self.files.write("", article, &lines.article)
    }

    fn finish(self: Box<Self>, _: &mut Losses) -> Result<(), ExportError> {
        let mut records = Vec::new();
        write_records(&mut records, self.context);
        let nothing = Vec::new();
        let end = |split| [&records[..], self.decisions.get(&split).unwrap_or(&nothing)].concat();
        self.files.close(end)
    }
}

fn places<'a>(context: &ExportContext<'_>, article: &'a Article) -> Places<'a> {
    Places { is_silent: context.options.without_text, ..Places::new(article.body(), context.options.offsets) }
}

fn write_article(
    out: &mut Vec<u8>,
    context: &ExportContext<'_>,
    article: &Article,
    selection: &Selection<'_>,
    losses: &mut Losses,
) {
    let places = places(context, article);
    let schema = context.project.schema();
    let mut object = Object::begin(out);
    object.text("id", article.id().as_str());
    if context.options.without_text {
        object.text("text_hash", &rehydrate::hash_name(article.body().hash()));
    } else {
        object.text("text", article.body().text());
    }
    if context.options.without_text && is_whole_text(article) {
        losses.remark("titles that are the whole text, which is left out", article.id(), "");
        let untitled = Metadata { title: None, ..article.metadata().as_ref().clone() };
        write_metadata(&mut object, article.id(), &untitled, losses);
    } else {
        write_metadata(&mut object, article.id(), article.metadata(), losses);
    }
    object.text("offset_unit", unit_name(context.options.offsets));
    let mut own: Vec<&Arc<Zone>> = article.zones().values().collect();
    own.sort_by_key(|zone| (zone.span, &zone.id));
    object.list("zones", own, |out, zone| zones::write_zone(out, places, zone));
    write_annotators(&mut object, context, places, selection);
    object.list("annotations", &selection.annotations, |out, item| {
        annotation::write(out, places, schema, item);
    });
    object.list("relations", &selection.relations, |out, item| annotation::write_relation(out, item));
    object.list("attributions", &selection.attributions, |out, item| attribution::write(out, places, item));
    let works = selection.works.iter();
    let mut waiting: Vec<_> =
        works.flat_map(|(annotator, work)| context.filter.suggestions(annotator, work)).collect();
    waiting.sort_by_key(|open| (open.spans.hull(), &open.id));
    object.list("suggestions", waiting, |out, item| suggestion::write(out, places, schema, item));
    object.end();
}

/// Whether the title of an article, which may be cited where a text may not, is all of its text.
fn is_whole_text(article: &Article) -> bool {
    article.metadata().title.as_deref().is_some_and(|title| title.trim() == article.body().text().trim())
}

fn write_metadata(object: &mut Object<'_>, article: &ArticleId, metadata: &Metadata, losses: &mut Losses) {
    object.some_text("title", metadata.title.as_deref());
    object.some_text("outlet", metadata.outlet.as_deref());
    object.some_text("url", metadata.url.as_deref());
    object.some_text("byline", metadata.byline.as_deref());
    object.some_display("published", metadata.published);
    object.some_text("language", metadata.language.as_deref());
    for (key, value) in metadata.other.iter() {
        if article::is_article_key(key) {
            losses.add("metadata under a name that means something else", article, key);
        } else {
            object.extra_value(key, value);
        }
    }
}

fn write_annotators(
    object: &mut Object<'_>,
    context: &ExportContext<'_>,
    places: Places<'_>,
    selection: &Selection<'_>,
) {
    let statuses = |annotator, work| context.filter.statuses(annotator, work);
    let busy: Vec<_> = selection
        .works
        .iter()
        .filter(|(annotator, work)| zones::has_more_than_marks(work, statuses(annotator, work)))
        .collect();
    if busy.is_empty() {
        return;
    }
    let mut part = Object::begin(object.key("annotators"));
    for (annotator, work) in busy {
        zones::write_annotator(part.key(annotator.as_str()), places, work, statuses(annotator, work));
    }
    part.end();
}

fn write_decisions(
    out: &mut Vec<u8>,
    context: &ExportContext<'_>,
    article: &Article,
    selection: &Selection<'_>,
) {
    let places = places(context, article);
    let works = selection.works.iter();
    let mut decisions: Vec<_> =
        works.flat_map(|(annotator, work)| context.filter.decisions(annotator, work)).collect();
    decisions.sort_by(|a, b| a.id.cmp(&b.id));
    for item in decisions {
        decision::write(out, places, context.project.schema(), article.id(), item);
        out.push(b'\n');
    }
}

/// Writes the records that belong to no article.
fn write_records(out: &mut Vec<u8>, context: &ExportContext<'_>) {
    for line in record_lines(context.project.schema(), shared(context)) {
        out.extend(line);
        out.push(b'\n');
    }
}

/// The lines of `schema`, unless it is as good as none, and of `records`, which belong to no article.
pub(crate) fn record_lines(
    schema: &Schema,
    records: impl IntoIterator<Item = Record>,
) -> impl Iterator<Item = Vec<u8>> {
    let own = (*schema != Schema::default()).then(|| {
        let mut line = Vec::new();
        schema::write(&mut line, schema);
        line
    });
    own.into_iter().chain(records.into_iter().map(|record| {
        let mut line = Vec::new();
        match &record {
            Record::Entity(entity) => {
                register::write_entity(&mut line, entity, kind_name(schema, entity));
            }
            Record::Claim(claim) => register::write_claim(&mut line, claim),
            Record::ClaimLink(link) => register::write_claim_link(&mut line, link),
            Record::Event(event) => register::write_event(&mut line, event),
            Record::Settlement(settlement) => settlement::write(&mut line, settlement),
            // No other record belongs to no article.
            _ => {}
        }
        line
    }))
}

/// The records that are exported and belong to no article.
pub(crate) fn shared(context: &ExportContext<'_>) -> Vec<Record> {
    let has_annotator = |(annotator, _): &(&Annotator, &Register)| context.filter.has_annotator(annotator);
    let registers = || context.project.registers().iter().filter(has_annotator).map(|(_, register)| register);
    let entities = registers().flat_map(|register| register.entities.values().cloned().map(Record::Entity));
    let claims = registers().flat_map(|register| register.claims.values().cloned().map(Record::Claim));
    let links =
        registers().flat_map(|register| register.claim_links.values().cloned().map(Record::ClaimLink));
    let events = registers().flat_map(|register| register.events.values().cloned().map(Record::Event));
    let settlements =
        registers().flat_map(|register| register.settlements.values().cloned().map(Record::Settlement));
    entities.chain(claims).chain(links).chain(events).chain(settlements).collect()
}

/// The name of the label of an entity's mentions.
fn kind_name<'s>(schema: &'s Schema, entity: &'s Entity) -> Option<&'s str> {
    let key = entity.kind.as_ref()?;
    let layer = schema.layer_of_role(Role::Entity);
    let label = layer.and_then(|layer| schema.resolve(&layer.key, key));
    Some(label.map_or(key.as_str(), |label| &label.name))
}
