//! `AVeriTeC`: real claims with speaker, date, outlet, questions and a verdict (Schlichtkrull, Guo and Vlachos, 2023).

use super::{CARRIES, Claims, Stated};
use crate::exchange::exporter::{ExportContext, run};
use crate::exchange::format::{Format, Shape};
use crate::exchange::json::output::{Object, array, string};
use crate::exchange::losses::Losses;
use crate::exchange::outputs::Frame;
use crate::exchange::proof::ComesBack;
use crate::model::moment::Moment;

/// A list of claims.
pub static FORMAT: Format = Format {
    id: "averitec",
    name: "AVeriTeC",
    shape: Shape::File,
    pattern: "*.json",
    offsets: None,
    tokens: None,
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Nothing,
    importer: None,
    export: Some(|context, articles, sink| {
        run(&Claims { extension: "json", frame: Frame::ARRAY, write }, context, articles, sink)
    }),
};

/// The verdicts that the data set knows.
const VERDICTS: [&str; 4] =
    ["Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking"];

#[expect(clippy::unnecessary_wraps, reason = "the other format leaves claims out")]
fn write(_: &ExportContext<'_>, stated: &Stated<'_>, losses: &mut Losses) -> Option<Vec<u8>> {
    let claim = stated.claim;
    let first = stated.first();
    let mut out = Vec::new();
    let mut record = Object::begin(&mut out);
    record.text("claim", &claim.statement);
    record.raw("required_reannotation", false);
    if let Some(article) = stated.mentions.first().map(|mention| &mention.article) {
        note_losses(stated, losses, article);
    }
    or_null(&mut record, "label", claim.verdict.as_deref().map(|verdict| known(verdict).unwrap_or(verdict)));
    or_null(&mut record, "justification", claim.justification.as_deref());
    or_null(&mut record, "claim_date", stated.said_at().map(day).as_deref());
    or_null(&mut record, "speaker", stated.speaker());
    or_null(&mut record, "original_claim_url", first.and_then(|mention| mention.metadata.url.as_deref()));
    or_null(&mut record, "fact_checking_article", None);
    or_null(&mut record, "reporting_source", first.and_then(|mention| mention.metadata.outlet.as_deref()));
    or_null(&mut record, "location_ISO_code", None);
    array(record.key("claim_types"), &claim.types, |out, name| string(out, name));
    array(record.key("fact_checking_strategies"), [(); 0], |_, ()| {});
    array(record.key("questions"), &claim.questions, |out, asked| {
        let mut question = Object::begin(out);
        question.text("question", &asked.question);
        array(question.key("answers"), [&asked.answer], |out, answer| {
            let mut part = Object::begin(out);
            part.text("answer", answer.as_deref().unwrap_or("No answer could be found."));
            part.text("answer_type", if answer.is_some() { "Abstractive" } else { "Unanswerable" });
            or_null(&mut part, "source_url", None);
            or_null(&mut part, "source_medium", None);
            part.end();
        });
        question.end();
    });
    record.end();
    Some(out)
}

fn note_losses(stated: &Stated<'_>, losses: &mut Losses, article: &crate::model::id::ArticleId) {
    let claim = stated.claim;
    for evidence in &claim.evidence {
        losses.add("evidence that answers no question", article, &evidence.text);
    }
    for (reason, is_there) in [
        ("notes on claims", claim.note.is_some()),
        ("the times of which claims speak", claim.valid_at.is_some()),
        ("events of claims", claim.event.is_some()),
        ("whether claims are worth checking", claim.check_worthy.is_some()),
    ] {
        if is_there {
            losses.add(reason, article, &claim.statement);
        }
    }
    match claim.verdict.as_deref() {
        None => losses.remark("claims without a verdict, whose label is null", article, &claim.statement),
        Some(verdict) if known(verdict).is_none() => {
            losses.remark("verdicts that AVeriTeC does not know, as they are", article, verdict);
        }
        Some(_) => {}
    }
}

fn known(verdict: &str) -> Option<&'static str> {
    let bare = |text: &str| text.to_lowercase().replace(['_', '-', ' '], "");
    VERDICTS.into_iter().find(|known| bare(known) == bare(verdict))
}

/// A day as the data set writes it, "25-8-2020"; a part of one as it is.
fn day(moment: Moment) -> String {
    let text = moment.date().to_string();
    let parts: Vec<u32> = text.split('-').filter_map(|part| part.parse().ok()).collect();
    match parts[..] {
        [year, month, day] => format!("{day}-{month}-{year}"),
        _ => text,
    }
}

fn or_null(object: &mut Object<'_>, key: &str, value: Option<&str>) {
    match value {
        Some(value) => object.text(key, value),
        None => object.raw(key, "null"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_the_data_set_has_them() {
        for (moment, expected) in [
            ("2019-03-22", "22-3-2019"),
            ("2019-03-22T10:00Z", "22-3-2019"),
            ("2019-03", "2019-03"),
            ("2019", "2019"),
        ] {
            assert_eq!(day(moment.parse().unwrap()), expected);
        }
    }

    #[test]
    fn verdicts_are_known_however_they_are_written() {
        assert_eq!(known("not enough evidence"), Some("Not Enough Evidence"));
        assert_eq!(known("REFUTED"), Some("Refuted"));
        assert_eq!(known("mostly true"), None);
    }
}
