//! A line of the configuration of tokens of a layer.

use crate::exchange::columns::{Column, Kind, column};
use crate::exchange::document::Document;
use crate::exchange::exporter::ExportContext;
use crate::exchange::json::output::{Object, array, bare, string};
use crate::exchange::losses::Losses;
use crate::exchange::tokens::align::Alignment;
use crate::model::id::LayerKey;
use crate::model::schema::Label;

/// The columns of a layer whose tags have these names.
pub(super) fn columns(tags: Vec<String>) -> Vec<Column> {
    vec![column("id", Kind::Text), column("tokens", Kind::Texts), column("tags", Kind::Tags(tags))]
}

/// The labels of a layer in the order of their tags.
pub(super) fn labels<'s>(context: &ExportContext<'s>, layer: &LayerKey) -> Vec<&'s Label> {
    let schema = context.project.schema();
    let is_own = |label: &&Label| schema.resolve(layer, &label.key).is_some_and(|own| own.key == label.key);
    schema.labels_of(layer).into_iter().filter(is_own).collect()
}

/// The names of the tags of a layer: "O", then each label where it begins and where it goes on.
pub(super) fn tags(context: &ExportContext<'_>, layer: &LayerKey) -> Vec<String> {
    let tags = labels(context, layer)
        .into_iter()
        .flat_map(|label| ["B", "I"].map(|place| format!("{place}-{}", label.name)));
    std::iter::once("O".to_owned()).chain(tags).collect()
}

/// The line of a document, which holds the marks of `layer` that do not overlap.
pub(super) fn write(
    context: &ExportContext<'_>,
    document: &Document<'_>,
    layer: &LayerKey,
    losses: &mut Losses,
) -> Vec<u8> {
    // Nothing is lost by what tags cannot hold: the configuration of spans has it.
    let (marks, others) = document.outermost(layer);
    for mark in others {
        let reason = "marks that overlap a longer one or have several pieces, and have no tags";
        losses.remark(reason, document.article.id(), document.quote(mark.spans.hull()));
    }
    let alignment = document.tokens(&marks, context.options.tokens);
    for (number, fate) in &alignment.misfits {
        losses.remark(fate.reason(), document.article.id(), document.quote(marks[*number].spans.hull()));
    }
    let Alignment { tokens, marks: covered, .. } = alignment;
    let labels = labels(context, layer);
    let mut tags = vec![0; tokens.len()];
    for (mark, covered) in marks.iter().zip(covered) {
        let name = document.label(mark);
        let (Some(covered), Some(label)) = (covered, labels.iter().position(|label| label.name == name))
        else {
            continue;
        };
        tags[covered.clone()].fill(2 * label + 2);
        tags[covered.start] = 2 * label + 1;
    }
    let mut out = Vec::new();
    let mut object = Object::begin(&mut out);
    object.text("id", &document.id());
    array(object.key("tokens"), tokens, |out, token| string(out, &document.text()[token]));
    array(object.key("tags"), tags, bare);
    object.end();
    out.push(b'\n');
    out
}
