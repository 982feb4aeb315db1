//! What a document says of itself.

use hayro_interpret::hayro_syntax::metadata::Metadata;
use hayro_interpret::hayro_syntax::object::DateTime;

/// How titles end, and begin, that programs have made of the name of a file.
const FILE_ENDS: [&str; 10] =
    [".doc", ".docx", ".indd", ".odt", ".pdf", ".pages", ".qxd", ".qxp", ".rtf", ".txt"];
const FILE_BEGINS: [&str; 3] = ["microsoft word", "untitled", "unbenannt"];

/// What a document says of itself.
#[derive(Default)]
pub(super) struct Properties {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    /// When the file was made, as a date and time.
    pub(super) created: Option<String>,
}

impl Properties {
    pub(super) fn of(metadata: &Metadata) -> Self {
        let text = |bytes: &Option<Box<[u8]>>| {
            let text = decoded(bytes.as_deref()?);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then_some(text)
        };
        Self {
            title: text(&metadata.title).filter(|title| !is_file_name(title)),
            author: text(&metadata.author),
            created: metadata.creation_date.as_ref().map(written),
        }
    }
}

/// A text of a document: UTF-16 or UTF-8 if it says so, else one of its own that is Western European as far as it is used.
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, text @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(text).0.into_owned(),
        [0xFF, 0xFE, text @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(text).0.into_owned(),
        [0xEF, 0xBB, 0xBF, text @ ..] => String::from_utf8_lossy(text).into_owned(),
        // Many programs write UTF-8 and do not say so.
        text => match std::str::from_utf8(text) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(text).0.into_owned(),
        },
    }
}

fn is_file_name(title: &str) -> bool {
    let title = title.to_lowercase();
    FILE_ENDS.iter().any(|end| title.ends_with(end))
        || FILE_BEGINS.iter().any(|begin| title.starts_with(begin))
}

fn written(moment: &DateTime) -> String {
    let DateTime { year, month, day, hour, minute, second, utc_offset_hour, utc_offset_minute } = *moment;
    let sign = if utc_offset_hour < 0 { '-' } else { '+' };
    format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{sign}{:02}:{utc_offset_minute:02}",
        utc_offset_hour.unsigned_abs()
    )
}
