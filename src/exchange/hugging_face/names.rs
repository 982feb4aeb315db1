//! What the numbers of tags stand for: a data set says it in its Parquet files, on its card, or in a file beside them.

use std::io::{ErrorKind, Read as _};

use serde_json::Value;

use super::tagged::TAGS;
use crate::exchange::encoding;
use crate::exchange::front_matter::{FrontMatter, unquoted};
use crate::exchange::importer::{ImportError, Place, Problem};
use crate::exchange::source::{Source, file_name};
use crate::model::extra::ExtraValue;

/// The files that may say it, in the order in which they are asked.
const TELLERS: [&str; 3] = ["README.md", "dataset_info.json", "dataset_infos.json"];

/// Whether a file tells of a data set, and has no rows of it.
pub(super) fn is_teller(name: &str) -> bool {
    TELLERS.contains(&file_name(name))
}

/// The files that may tell of the rows in `file`: those beside it, and then those in the folders above.
pub(super) fn tellers(file: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut folder = file.rsplit_once('/').map(|(folder, _)| folder);
    while let Some(path) = folder {
        paths.extend(TELLERS.map(|name| format!("{path}/{name}")));
        folder = path.rsplit_once('/').map(|(above, _)| above);
    }
    paths.extend(TELLERS.map(str::to_owned));
    paths
}

/// The names of the tags in `file`, of which `features` is what its schema says for the library `datasets`; `None` where
/// nothing says them.
pub(super) fn names(
    source: &dyn Source,
    file: &str,
    features: Option<&str>,
) -> Result<Option<Vec<String>>, ImportError> {
    if let Some(names) = only(features.map(in_info).unwrap_or_default(), file)? {
        return Ok(Some(names));
    }
    for path in tellers(file) {
        let Some(text) = content(source, &path)? else { continue };
        let lists = if file_name(&path) == TELLERS[0] { on_card(&text) } else { in_info(&text) };
        if let Some(names) = only(lists, &path)? {
            return Ok(Some(names));
        }
    }
    Ok(None)
}

/// The list that all configurations have, if they have one.
fn only(mut lists: Vec<Vec<String>>, file: &str) -> Result<Option<Vec<String>>, ImportError> {
    lists.retain(|names| !names.is_empty());
    lists.dedup();
    if lists.len() > 1 {
        let message = format!(
            "the configurations of the data set give the numbers in {TAGS:?} different names: import the files of one of \
             them, beside a card that has the names of that one alone"
        );
        return Err(Place::file(file).error(Problem::Other(message)));
    }
    Ok(lists.pop())
}

/// The text of a file; `None` where there is none.
fn content(source: &dyn Source, path: &str) -> Result<Option<String>, ImportError> {
    let mut bytes = Vec::new();
    match source.open(path).and_then(|mut stream| stream.read_to_end(&mut bytes)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        read => read.map_err(|error| Place::file(path).error(error))?,
    };
    encoding::decode(&bytes, None).map(Some).map_err(|error| Place::file(path).error(error))
}

/// The lists in what `datasets` says in JSON: of one configuration, or of several by their names.
fn in_info(json: &str) -> Vec<Vec<String>> {
    let Ok(info) = serde_json::from_str::<Value>(json) else { return Vec::new() };
    let configurations = info.as_object().into_iter().flat_map(|parts| parts.values());
    std::iter::once(&info).chain(configurations).filter_map(in_features).collect()
}

fn in_features(info: &Value) -> Option<Vec<String>> {
    let column = info.get("features")?.get(TAGS)?;
    let of_one = match column {
        Value::Array(items) => items.first()?,
        column => column.get("feature").unwrap_or(column),
    };
    let names = of_one.get("names")?.as_array()?.iter();
    names.map(|name| name.as_str().map(str::to_owned)).collect()
}

/// The lists in the block of metadata on a card.
fn on_card(card: &str) -> Vec<Vec<String>> {
    let front = FrontMatter::find(card);
    let info = front.and_then(|front| front.pairs.into_iter().find(|(key, _)| key == "dataset_info"));
    let Some((_, ExtraValue::Text(info))) = info else { return Vec::new() };
    let lines: Vec<&str> = info.lines().collect();
    let is_column = |line: &str| {
        let pair = line.trim().strip_prefix("- name:");
        pair.is_some_and(|name| unquoted(name) == TAGS)
    };
    let columns = (0..lines.len()).filter(|place| is_column(lines[*place]));
    columns.filter_map(|place| listed(&lines[place..])).collect()
}

/// The names in the lines of a column, which begin with its own name: `'0': O`, or `- O`. What stands less deep than
/// these is of the next column.
fn listed(lines: &[&str]) -> Option<Vec<String>> {
    let (first, rest) = lines.split_first()?;
    let own = rest.iter().take_while(|line| depth(line) > depth(first));
    let mut own = own.skip_while(|line| line.trim() != "names:");
    let edge = depth(own.next()?);
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    let names = own.take_while(|line| depth(line) > edge || depth(line) == edge && is_item(line));
    let name = |(number, line): (usize, &&str)| {
        if let Some(item) = line.trim().strip_prefix("- ") {
            return Some(unquoted(item));
        }
        let (key, name) = line.split_once(':')?;
        (unquoted(key) == number.to_string()).then(|| unquoted(name))
    };
    names.enumerate().map(name).collect()
}

/// How many spaces a line begins with.
fn depth(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_names_tags_by_their_numbers_or_in_a_list() {
        for (kind, names) in [
            ("sequence", "          '0': O\n          '1': B-PER\n          '2': \"I-PER\"\n"),
            ("list", "        - O\n        - B-PER\n        - 'I-PER'\n"),
        ] {
            let card = format!(
                "---\nlicense: mit\ndataset_info:\n  features:\n  - name: tokens\n    {kind}: string\n  - name: ner_tags\n    \
                 {kind}:\n      class_label:\n        names:\n{names}  - name: other\n    dtype: string\n---\n# A\n"
            );
            assert_eq!(on_card(&card), [["O", "B-PER", "I-PER"]], "{card}");
            assert_eq!(on_card(&card.replace('\n', "\r\n")), [["O", "B-PER", "I-PER"]]);
        }
        let gap = "---\ndataset_info:\n  features:\n  - name: ner_tags\n    sequence:\n      class_label:\n        names:\n          '1': O\n---\n";
        assert!(on_card(gap).is_empty());
    }

    #[test]
    fn tellers_are_asked_from_the_folder_of_the_file_upwards() {
        assert_eq!(tellers("a/b/c.parquet")[..2], ["a/b/README.md", "a/b/dataset_info.json"]);
        assert_eq!(tellers("a/b/c.parquet")[6..], TELLERS);
        assert_eq!(tellers("c.parquet"), TELLERS);
    }
}
