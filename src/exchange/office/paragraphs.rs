//! What both kinds of documents have: paragraphs with roles, properties, and the article that they make.

use super::xml::{Piece, walk};
use crate::exchange::title::first_title;
use crate::model::article::Article;
use crate::model::body::Body;
use crate::model::extra::ExtraValue;
use crate::model::id::ArticleId;
use crate::model::metadata::Metadata;
use crate::model::span::Span;
use crate::model::zone::{Zone, ZoneKind};

/// What a paragraph is, by its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The title of the whole.
    Title,
    /// A heading.
    Heading,
    /// The text under a picture.
    Caption,
}

impl Role {
    /// The role of the style that has this name in English, as files have it in every language.
    pub(super) fn of_style(name: &str) -> Option<Self> {
        match name.to_lowercase().replace("_20_", " ").as_str() {
            "title" => Some(Self::Title),
            "caption" | "illustration" | "figure" => Some(Self::Caption),
            other if other.starts_with("heading") => Some(Self::Heading),
            _ => None,
        }
    }
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) role: Option<Role>,
}

/// A document as it was read.
#[derive(Default)]
pub(super) struct Document {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) properties: Properties,
}

/// What a document says of itself.
#[derive(Default)]
pub(super) struct Properties {
    title: Option<String>,
    creator: Option<String>,
    created: Option<String>,
    language: Option<String>,
}

impl Properties {
    /// Reads a part of properties. The names are those of Dublin Core, which both kinds use, and `creation-date` and
    /// `initial-creator`, which are older than `date` and `creator` beside them.
    pub(super) fn read(part: &str) -> Result<Self, String> {
        let mut properties = Self::default();
        let (mut text, mut date, mut last_creator) = (String::new(), None, None);
        walk(part, |piece| match piece {
            Piece::Start(..) => text.clear(),
            Piece::Text(more) => text.push_str(more),
            Piece::End(name) => {
                let value = text.trim();
                let value = (!value.is_empty()).then(|| value.to_owned());
                text.clear();
                match name {
                    "title" => properties.title = value,
                    "initial-creator" => properties.creator = value,
                    "creator" => last_creator = value,
                    "created" | "creation-date" => properties.created = value,
                    "date" => date = value,
                    "language" => properties.language = value,
                    _ => {}
                }
            }
        })?;
        properties.creator = properties.creator.or(last_creator);
        properties.created = properties.created.or(date);
        Ok(properties)
    }
}

impl Document {
    /// The article of the document: its paragraphs with an empty line between them, white space at their ends left
    /// out. What cannot be read goes to `warnings`.
    pub(super) fn article(self, id: ArticleId, warnings: &mut Vec<String>) -> Article {
        let headline = self.headline();
        let mut text = String::new();
        let mut zones = Vec::new();
        for (place, paragraph) in self.paragraphs.iter().enumerate() {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let start = text.len();
            text.push_str(&paragraph.text);
            let kind = match paragraph.role {
                _ if headline == Some(place) => ZoneKind::Headline,
                Some(Role::Caption) => ZoneKind::Caption,
                _ => continue,
            };
            if let Ok(span) = Span::new(start, text.len()) {
                let id = format!("{}-{}", kind.name(), zones.len() + 1);
                zones.push(Zone { id: id.as_str().into(), span, kind, annotator: None });
            }
        }
        let Properties { title, creator, created, language } = self.properties;
        let own = headline.map(|place| self.paragraphs[place].text.replace('\n', " "));
        let title = own.or(title).or_else(|| first_title(&text).map(str::to_owned));
        let mut metadata = Metadata { title, byline: creator, language, ..Metadata::default() };
        if let Some(created) = created {
            match created.parse() {
                Ok(moment) => metadata.published = Some(moment),
                Err(error) => {
                    warnings.push(format!("its date is kept as words: {error}"));
                    metadata.other.set("date", Some(ExtraValue::Text(created)));
                }
            }
        }
        Article::new(id, Body::new(text), metadata, zones)
    }

    /// The paragraph that is the headline: the one with the style of a title, else the first heading.
    fn headline(&self) -> Option<usize> {
        let first = |role| self.paragraphs.iter().position(|paragraph| paragraph.role == Some(role));
        first(Role::Title).or_else(|| first(Role::Heading))
    }
}

/// Paragraphs while they are read: one may lie within another, as that of a frame does.
#[derive(Default)]
pub(super) struct Open {
    open: Vec<Paragraph>,
    done: Vec<Paragraph>,
}

impl Open {
    /// A paragraph begins.
    pub(super) fn begin(&mut self, role: Option<Role>) {
        self.open.push(Paragraph { text: String::new(), role });
    }

    /// The innermost paragraph that is open.
    pub(super) fn last(&mut self) -> Option<&mut Paragraph> {
        self.open.last_mut()
    }

    /// Adds to the innermost paragraph.
    pub(super) fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    /// The innermost paragraph ends; one without text is left out.
    pub(super) fn end(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        let text = paragraph.text.trim_matches([' ', '\t', '\n']);
        if !text.is_empty() {
            self.done.push(Paragraph { text: text.to_owned(), role: paragraph.role });
        }
    }

    /// All paragraphs, in the order in which they ended.
    pub(super) fn finish(self) -> Vec<Paragraph> {
        self.done
    }
}
