//! Somebody's words as a row: who, where, when, and how the words can be quoted.

use super::content::{Chip, Goal, Place, Row, Tone};
use super::parts::Source;
use crate::ledger::Claimant;
use crate::ledger::digest::{Digest, Saying};
use crate::ledger::sources::Said;
use crate::model::attribution::{Certainty, Polarity};
use crate::model::moment::Moment;
use crate::ui::moment;
use crate::ui::texts::Texts;

/// What somebody is called.
pub(super) fn name(source: Source<'_>, claimant: &Claimant) -> String {
    let name = source.ledger.name(claimant);
    match claimant {
        Claimant::Unnamed => source.texts.get("ledger-unnamed"),
        Claimant::Outlet(_) => source.texts.name("ledger-own-voice", name),
        Claimant::Entity(_) | Claimant::Words(_) => name.to_owned(),
    }
}

/// What several are called together.
pub(super) fn names<'a>(source: Source<'_>, claimants: impl IntoIterator<Item = &'a Claimant>) -> String {
    claimants.into_iter().map(|claimant| name(source, claimant)).collect::<Vec<_>>().join(", ")
}

/// Time and outlet: "12 May 2021, Northern Record".
pub(super) fn whence(digest: &Digest, at: Option<Moment>, texts: &Texts) -> String {
    let outlet = digest.metadata.outlet.clone();
    let outlet = outlet.or_else(|| digest.metadata.title.clone());
    let outlet = outlet.unwrap_or_else(|| digest.article.to_string());
    // What begins with a date is read from the left, whatever the outlet is written in.
    let at = at.map(|at| moment::written(at, texts));
    [at, Some(outlet)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Words, who says them, and where they are found, to be quoted elsewhere.
pub(super) fn citation(digest: &Digest, who: &str, words: &str, texts: &Texts) -> String {
    let metadata = &digest.metadata;
    let title = metadata.title.as_ref().map(|title| format!("“{title}”"));
    let published = metadata.published.map(|at| moment::written(at, texts));
    let found = [title, metadata.outlet.clone(), published, metadata.url.clone()];
    let found = found.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let found = if found.is_empty() { digest.article.to_string() } else { found };
    let who = if who.is_empty() { String::new() } else { format!("{who}: ") };
    format!("{who}“{words}” ({found})")
}

/// `words` in one line.
pub(super) fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A saying as a row. `with_who` says whether it tells who says it, or through what.
pub(super) fn row(source: Source<'_>, (digest, saying): Said<'_>, with_who: bool) -> Row {
    let who = names(source, &saying.claimants);
    let words = line(&saying.words);
    let shown = if with_who { who.clone() } else { saying.via.clone().unwrap_or_default() };
    Row {
        when: whence(digest, saying.at, source.texts),
        citation: citation(digest, &who, &words, source.texts),
        who: shown,
        words,
        chip: stance(saying, source.texts),
        place: Some(place_of(digest, saying)),
        ..Row::default()
    }
}

fn place_of(digest: &Digest, saying: &Saying) -> Place {
    Place { article: digest.article.clone(), span: saying.span.clone(), mark: saying.annotation.clone() }
}

/// Where a saying stands.
pub(super) fn place((digest, saying): Said<'_>) -> Goal {
    Goal::Place(place_of(digest, saying))
}

/// How somebody stands to what they say, where they do not just say it.
fn stance(saying: &Saying, texts: &Texts) -> Option<Chip> {
    let (id, tone) = match (saying.polarity, saying.certainty) {
        (Polarity::Denies, _) => ("ledger-denies", Tone::Danger),
        (Polarity::Questions, _) => ("ledger-questions", Tone::Warning),
        (Polarity::Withholds, _) => ("ledger-withholds", Tone::Warning),
        (Polarity::Affirms, Certainty::Hedged) => ("ledger-hedged", Tone::Plain),
        (Polarity::Affirms, _) => return None,
    };
    Some(Chip { words: texts.get(id), tone })
}
