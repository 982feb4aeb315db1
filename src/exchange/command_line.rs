//! The command line that makes a data set.

use crate::exchange::exporter::ExportContext;
use crate::exchange::filter::StatusKind;
use crate::exchange::format::{Format, Offsets, Tokens};
use crate::exchange::options::ExportOptions;
use crate::exchange::shaping::label_map::LabelMap;
use crate::exchange::shaping::unit::Unit;
use crate::exchange::splits::GroupBy;
use crate::exchange::tokens::{Misfits, Tokeniser};
use crate::model::id::Annotator;
use crate::text::offsets::OffsetUnit;

/// The command line of an export of `project` to `place`, as a shell takes them.
pub fn line(context: &ExportContext<'_>, format: &Format, [project, place]: [&str; 2]) -> String {
    let mut words = ["glossator", "export"].map(str::to_owned).to_vec();
    words.extend([quoted(project), "--to".to_owned(), format.id.to_owned()]);
    let mut option = |name: &str, value: &str| words.extend([format!("--{name}"), quoted(value)]);
    let filter = context.filter;
    // What is written with numbers for names is not to give a name away.
    let is_hidden = context.options.shaping.pseudonyms && context.shaping.is_some();
    let name = |who: &Annotator| if is_hidden { "NAME".to_owned() } else { who.to_string() };
    filter.annotators.iter().for_each(|who| option("annotator", &name(who)));
    filter.layers.iter().for_each(|layer| option("layer", layer.as_str()));
    filter.statuses.iter().map(|kind| StatusKind::name(*kind)).for_each(|name| option("status", name));
    filter.origins.iter().for_each(|origin| option("origin", origin));
    filter.languages.iter().for_each(|language| option("language", language));
    for (name, day) in [("since", filter.since), ("until", filter.until)] {
        if let Some(day) = day {
            option(name, &day.to_string());
        }
    }
    if filter.drop_zones {
        option("zones", "drop");
    }
    for (name, value) in chosen(context.options, format) {
        option(name, &value);
    }
    let flags =
        [("--no-text", context.options.without_text), ("--pseudonyms", context.options.shaping.pseudonyms)];
    words.extend(flags.iter().filter(|(_, is_set)| *is_set).map(|(flag, _)| (*flag).to_owned()));
    words.extend(["--out".to_owned(), quoted(place)]);
    words.join(" ")
}

/// The options that are other than they are when they are not given, each with its value.
fn chosen(options: &ExportOptions, format: &Format) -> Vec<(&'static str, String)> {
    let ExportOptions { offsets, tokens, without_text: _, shaping, record_shape, template, licence, split } =
        options;
    let mut chosen = Vec::new();
    if shaping.unit != Unit::default() {
        chosen.extend(name_of(&Unit::ALL, shaping.unit).map(|name| ("unit", name)));
    }
    chosen.extend(shaping.labels.as_ref().map(|labels| {
        let name = match labels {
            LabelMap::Standard(standard) => standard.clone(),
            LabelMap::Given { file, .. } => file.clone(),
        };
        ("label-map", name)
    }));
    if format.offsets == Some(Offsets::Declared) {
        let name = match offsets {
            OffsetUnit::CodePoint => None,
            OffsetUnit::Utf16 => Some("utf-16"),
            OffsetUnit::Byte => Some("bytes"),
        };
        chosen.extend(name.map(|name| ("offsets", name.to_owned())));
    }
    if format.tokens == Some(Tokens::Chosen) && tokens.tokeniser != Tokeniser::default() {
        chosen.extend(name_of(&Tokeniser::ALL, tokens.tokeniser).map(|name| ("tokens", name)));
    }
    if format.tokens.is_some() && tokens.misfits != Misfits::default() {
        chosen.extend(name_of(&Misfits::ALL, tokens.misfits).map(|name| ("misfits", name)));
    }
    let shape = format.record_shape(options);
    if record_shape.is_some() && format.record_shapes.first() != Some(&shape) && !shape.is_empty() {
        chosen.push(("shape", shape.to_owned()));
    }
    if let Some(template) = template.as_deref().filter(|_| format.has_template()) {
        chosen.push(("template", template.file.clone()));
    }
    chosen.extend(licence.clone().map(|licence| ("license", licence)));
    if let Some(split) = split {
        chosen.push(("split", split.shares.to_string()));
        chosen.push(("seed", split.seed.to_string()));
        chosen.extend(name_of(&GroupBy::ALL, split.group_by).map(|name| ("group-by", name)));
    }
    chosen
}

fn name_of<T: PartialEq + Copy>(all: &[(T, &str)], value: T) -> Option<String> {
    all.iter().find(|(known, _)| *known == value).map(|(_, name)| (*name).to_owned())
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || "-_=.,:/".contains(sign);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_several_words_is_one_word_of_the_shell() {
        let words = ["entity", "train=80,test=20", "Ana María", "O'Neil", "", "قائد"].map(quoted);
        assert_eq!(words, ["entity", "train=80,test=20", "'Ana María'", "'O'\\''Neil'", "''", "قائد"]);
    }
}
