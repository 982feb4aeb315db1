//! Going through a part from its first element to its last. Entities are never expanded but for the five of XML.

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

/// What comes next in a part. Names are without their prefixes.
pub(super) enum Piece<'a> {
    /// An element begins.
    Start(&'a str, &'a Attributes<'a>),
    /// An element ends.
    End(&'a str),
    /// Text.
    Text(&'a str),
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(BytesStart<'a>);

impl Attributes<'_> {
    /// The value of the attribute `name`, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut attributes = attributes.with_checks(false).filter_map(Result::ok);
        let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
        let value = String::from_utf8_lossy(&found.value).into_owned();
        Some(unescape(&value).map(std::borrow::Cow::into_owned).unwrap_or(value))
    }
}

/// Hands everything in `part` to `take`, or says what is wrong with it.
pub(super) fn walk(part: &str, mut take: impl FnMut(Piece<'_>)) -> Result<(), String> {
    let mut reader = Reader::from_str(part);
    let mut open = 0_usize;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(start) => {
                open += 1;
                let name = local(start.local_name().as_ref());
                take(Piece::Start(&name, &Attributes(start)));
            }
            Event::Empty(start) => {
                let name = local(start.local_name().as_ref());
                take(Piece::Start(&name, &Attributes(start)));
                take(Piece::End(&name));
            }
            Event::End(end) => {
                open = open.saturating_sub(1);
                take(Piece::End(&local(end.local_name().as_ref())));
            }
            Event::Text(text) => take(Piece::Text(&text.decode().map_err(|error| error.to_string())?)),
            Event::CData(text) => take(Piece::Text(&text.decode().map_err(|error| error.to_string())?)),
            Event::GeneralRef(reference) => {
                if let Some(character) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
                    take(Piece::Text(character.encode_utf8(&mut [0; 4])));
                } else {
                    let name = reference.decode().map_err(|error| error.to_string())?;
                    let text = resolve_predefined_entity(&name);
                    take(Piece::Text(text.ok_or_else(|| format!("the entity &{name}; is not known"))?));
                }
            }
            Event::Eof if open > 0 => return Err("it was cut off".to_owned()),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn local(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}
