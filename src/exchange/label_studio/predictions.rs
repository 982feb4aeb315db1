//! Predictions of models: suggestions that wait for who imports.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::read::{ORIGIN, Reading, said, unit};
use crate::exchange::jsonl::translated::Translated;
use crate::exchange::records::{list_at, name_of, text_at};
use crate::text::offsets::{OffsetIndex, OffsetUnit};

/// What of a region a suggestion has; the rest that is said of it belongs to marks.
const KEPT: [&str; 6] = ["start", "end", "text", "label", "layer", "features"];

/// Adds what `predictions` propose. `wanted` is what offsets count in the article; in predictions, which another program
/// has made, they may count something else.
pub(super) fn read(article: &mut Translated, predictions: &[&Map<String, Value>], wanted: OffsetUnit) {
    let text = article.text().to_owned();
    let places =
        Places { text: &text, index: &OffsetIndex::new(&text), found: unit(&text, predictions), wanted };
    let left_out: usize = predictions.iter().map(|prediction| read_one(article, prediction, &places)).sum();
    if left_out > 0 {
        let message =
            "predictions that are no regions with a label, or say more of them, cannot wait as suggestions";
        article.warn(format!("{message}: {left_out} left out"));
    }
}

/// Adds the regions of a prediction and returns how many other things it says.
fn read_one(article: &mut Translated, prediction: &Map<String, Value>, places: &Places<'_>) -> usize {
    let results = list_at(prediction, "result").iter().filter_map(Value::as_object);
    let (regions, others): (Vec<_>, Vec<_>) =
        results.partition(|result| text_at(result, "type") == Some("labels"));
    let mut left_out = 0;
    let mut said_of_regions = 0;
    for region in regions {
        let name = text_at(region, "id").unwrap_or_default();
        let Some(mut mark) = Reading::of_nobody(article).mark(name, region) else { continue };
        if let Err(message) = places.settle(&mut mark) {
            article.warn(format!("the region {name} of a prediction is not read: {message}"));
            continue;
        }
        let own = others.iter().filter(|result| !name.is_empty() && text_at(result, "id") == Some(name));
        for result in own {
            said(&mut mark, result);
            said_of_regions += 1;
        }
        for key in ["id", "origin"] {
            mark.remove(key);
        }
        let said = mark.len();
        mark.retain(|key, _| KEPT.contains(&key.as_str()));
        left_out += said - mark.len();
        mark.extend(about(prediction, region));
        article.propose(mark, ORIGIN);
    }
    left_out + others.len().saturating_sub(said_of_regions)
}

/// How sure the model is, which one it was, and when.
fn about(prediction: &Map<String, Value>, region: &Map<String, Value>) -> Map<String, Value> {
    let score =
        [region, prediction].into_iter().find_map(|part| part.get("score").filter(|score| score.is_number()));
    let version = prediction.get("model_version").and_then(name_of).map(Value::from);
    let at = text_at(prediction, "created_at").filter(|at| at.parse::<Timestamp>().is_ok()).map(Value::from);
    let all = [("score", score.cloned()), ("version", version), ("at", at)];
    all.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

/// Where the regions of predictions are.
struct Places<'a> {
    text: &'a str,
    index: &'a OffsetIndex,
    found: OffsetUnit,
    wanted: OffsetUnit,
}

impl Places<'_> {
    /// Lets the offsets of a region count what those of the article do. What a model gets wrong is no reason to refuse
    /// the article.
    fn settle(&self, mark: &mut Map<String, Value>) -> Result<(), String> {
        let byte = |key: &str| {
            let offset =
                mark.get(key).and_then(Value::as_u64).and_then(|offset| usize::try_from(offset).ok());
            offset.and_then(|offset| self.index.to_byte(self.text, self.found, offset).ok())
        };
        let place = byte("start").zip(byte("end")).filter(|(start, end)| start < end);
        let (start, end) = place.ok_or("it lies outside of the text")?;
        let words = self.text.get(start..end).unwrap_or_default();
        if let Some(quoted) = text_at(mark, "text").filter(|quoted| *quoted != words) {
            return Err(format!("it quotes {quoted:?}, where the text has {words:?}"));
        }
        for (key, byte) in [("start", start), ("end", end)] {
            let offset = self.index.from_byte(self.text, self.wanted, byte).map_err(|err| err.to_string())?;
            mark.insert(key.to_owned(), offset.into());
        }
        Ok(())
    }
}
