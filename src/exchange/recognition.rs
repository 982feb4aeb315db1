//! Which format each file of a source is of: told by names and beginnings, and never guessed between two.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _};

use super::card;
use super::encoding;
use super::format::{self, Format};
use super::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use super::json::shape::shape_of_first;
use super::lines::Utf8;
use super::mapped::tables::{is_json, is_table};
use super::metadata_table::MetadataTable;
use super::plain::has_extension;
use super::source::{Entry, Source};

/// What each file of `source` is taken for: the formats, each with how many files it has.
pub fn chosen(
    source: &dyn Source,
    options: &ImportOptions,
) -> Result<Vec<(&'static Format, usize)>, ImportError> {
    let entries = articles(source)?;
    let parts = by_format(source, entries, options, &mut |_| Ok(()))?;
    Ok(parts.into_iter().map(|(format, entries)| (format, entries.len())).collect())
}

/// The files of `source` but those that say what is in a folder which this program has written.
pub(super) fn articles(source: &dyn Source) -> Result<Vec<Entry>, ImportError> {
    let entries = source.entries().map_err(|error| Place::file(".").error(error))?;
    let mut others = Vec::with_capacity(entries.len());
    for entry in entries {
        let is_card = entry.name.rsplit('/').next() == Some(card::NAME)
            && card::is_card(
                &beginning(source, &entry.name).map_err(|error| Place::file(&entry.name).error(error))?,
            );
        if !is_card {
            others.push(entry);
        }
    }
    Ok(others)
}

/// The entries by format, in the order of the registry.
pub(super) fn by_format(
    source: &dyn Source,
    entries: Vec<Entry>,
    options: &ImportOptions,
    out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
) -> Result<Vec<(&'static Format, Vec<Entry>)>, ImportError> {
    if let Some(format) = options.format {
        if options.columns.is_some() && !["csv", "hf"].contains(&format.id) {
            let message = format!("columns can be said of tables alone (csv, hf), not of {}", format.id);
            return Err(Place::file(".").error(Problem::Other(message)));
        }
        let importer = format.importer;
        let beside = companions(entries.iter().filter_map(|entry| Some((importer?, entry))));
        let is_one = entries.len() == 1;
        let asked = entries.into_iter().filter(|entry| is_one || !beside.contains(&entry.name));
        return Ok(vec![(format, asked.collect())]);
    }
    let table = options.metadata.as_ref().map(MetadataTable::name);
    let entries: Vec<Entry> =
        entries.into_iter().filter(|entry| Some(entry.name.as_str()) != table).collect();
    let mut places = Vec::with_capacity(entries.len());
    for entry in &entries {
        let head =
            head(source, &entry.name, options).map_err(|error| Place::file(&entry.name).error(error))?;
        let found = match &options.columns {
            Some(_) => mapped(&entry.name),
            None => format::recognise(&entry.name, &head),
        };
        places.push(found.and_then(|found| format::FORMATS.iter().position(|format| format.id == found.id)));
    }
    let of = |place: &Option<usize>| place.and_then(|place| format::FORMATS[place].importer);
    let beside =
        companions(entries.iter().zip(&places).filter_map(|(entry, place)| Some((of(place)?, entry))));
    let alone = entries.len() == 1;
    let mut parts: BTreeMap<usize, Vec<Entry>> = BTreeMap::new();
    for (entry, place) in entries.into_iter().zip(places) {
        match place {
            _ if beside.contains(&entry.name) => {}
            Some(place) => parts.entry(place).or_default().push(entry),
            None if alone => return Err(Place::file(&entry.name).error(Problem::UnknownFormat)),
            None => out(Place::file(&entry.name).error(Problem::UnknownFormat).into_warning())?,
        }
    }
    Ok(parts.into_iter().map(|(place, entries)| (format::FORMATS[place], entries)).collect())
}

/// The files that importers read beside their own, of themselves.
fn companions<'e>(
    entries: impl Iterator<Item = (&'static (dyn Importer + Sync), &'e Entry)>,
) -> BTreeSet<String> {
    entries.flat_map(|(importer, entry)| importer.companions(&entry.name)).collect()
}

/// The format that reads a file by its columns, of which it was said what they hold.
fn mapped(name: &str) -> Option<&'static Format> {
    let is_parquet = has_extension(name, &["parquet"]);
    let id = if is_table(name) || is_json(name) { "csv" } else { "hf" };
    format::find(id).filter(|format| format.importer.is_some() && (is_parquet || id == "csv"))
}

/// How many of the first bytes of a file its format is told by.
const HEAD: u64 = 4 << 10;

/// What the format of a file is told by: of one of JSON the first record, with its long texts cut, else the first bytes.
fn head(source: &dyn Source, name: &str, options: &ImportOptions) -> io::Result<Vec<u8>> {
    let record = is_json(name).then(|| first_record(source, name, options)).flatten();
    record.map_or_else(|| beginning(source, name), Ok)
}

/// The first bytes of a file.
fn beginning(source: &dyn Source, name: &str) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    source.open(name)?.take(HEAD).read_to_end(&mut head)?;
    Ok(encoding::head_as_utf8(head))
}

/// The first record of a file of JSON, if it has one.
fn first_record(source: &dyn Source, name: &str, options: &ImportOptions) -> Option<Vec<u8>> {
    let mut text = Utf8::open(source, name, options).ok()?;
    if text.next_sign().ok()? == Some(b'[') {
        text.skip(1, 0);
        text.next_sign().ok()?;
    }
    shape_of_first(text.stream)
}
