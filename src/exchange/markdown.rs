//! Markdown: as plain text, with metadata in front where there is a block of it. The marks of Markdown stay in the body.

use super::exporter::run;
use super::format::{Carries, Format, Shape};
use super::front_matter::{FrontMatter, other_key};
use super::growth::SchemaGrowth;
use super::importer::{ImportError, ImportOptions, Importer, Incoming};
use super::plain::{TextExporter, has_extension, read_texts};
use super::proof::ComesBack;
use super::source::Source;
use super::title::first_title;
use crate::model::article::Article;
use crate::model::body::Body;
use crate::model::extra::ExtraValue;
use crate::model::id::ArticleId;
use crate::model::metadata::Metadata;
use crate::model::span::Span;
use crate::model::zone::{Zone, ZoneKind};

/// Markdown.
pub static FORMAT: Format = Format {
    id: "md",
    name: "Markdown",
    shape: Shape::Folder,
    pattern: "*.md",
    offsets: None,
    tokens: None,
    record_shapes: &[],
    carries: Carries::TEXT,
    comes_back: ComesBack::Texts,
    importer: Some(&Markdown),
    export: Some(|context, articles, sink| run(&TextExporter { extension: "md" }, context, articles, sink)),
};

/// Reads Markdown.
struct Markdown;

impl Importer for Markdown {
    fn recognises(&self, name: &str, _: &[u8]) -> bool {
        has_extension(name, &["md", "markdown", "mdown"])
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        read_texts(source, options, schema, out, article)
    }
}

fn article(id: ArticleId, text: String, warnings: &mut Vec<String>) -> Article {
    let front = FrontMatter::find(&text);
    let mut metadata =
        front.as_ref().map_or_else(Metadata::default, |front| metadata(&front.pairs, warnings));
    if metadata.title.is_none() {
        let rest = front.as_ref().map_or(text.as_str(), |front| &text[front.end..]);
        metadata.title = first_title(rest).map(|line| without_marks(line).to_owned());
    }
    let span = front.and_then(|front| Span::new(0, front.end).ok());
    let zone = span.map(|span| Zone {
        id: "front-matter".into(),
        span,
        kind: ZoneKind::FrontMatter,
        annotator: None,
    });
    Article::new(id, Body::new(text), metadata, zone)
}

/// A heading without its marks.
fn without_marks(line: &str) -> &str {
    match line.trim_start_matches('#') {
        rest if rest.len() < line.len() && (rest.is_empty() || rest.starts_with([' ', '\t'])) => {
            let rest = rest.trim();
            let bare = rest.trim_end_matches('#');
            // Marks at the end count only after a space: "C#" keeps its own.
            if bare.ends_with([' ', '\t']) { bare.trim_end() } else { rest }
        }
        _ => line,
    }
}

fn metadata(pairs: &[(String, ExtraValue)], warnings: &mut Vec<String>) -> Metadata {
    let mut metadata = Metadata::default();
    for (key, value) in pairs {
        let text = match value {
            ExtraValue::Text(text) => text,
            ExtraValue::Json(json) => json,
        };
        let place = match key.to_lowercase().as_str() {
            "title" => Some(&mut metadata.title),
            "outlet" => Some(&mut metadata.outlet),
            "url" => Some(&mut metadata.url),
            "byline" | "author" => Some(&mut metadata.byline),
            "language" | "lang" => Some(&mut metadata.language),
            "date" | "published" if metadata.published.is_none() => match text.parse() {
                Ok(moment) => {
                    metadata.published = Some(moment);
                    continue;
                }
                Err(error) => {
                    warnings.push(format!("{key:?} is kept as words: {error}"));
                    None
                }
            },
            _ => None,
        };
        match place {
            Some(place @ None) => *place = Some(text.clone()),
            _ => metadata.other.set(&other_key(key), Some(value.clone())),
        }
    }
    metadata
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Article, Vec<String>) {
        let mut warnings = Vec::new();
        (article("a".into(), text.to_owned(), &mut warnings), warnings)
    }

    #[test]
    fn front_matter_is_metadata_and_a_zone_and_stays_in_the_body() {
        let text = "---\r\ntitle: \"Raqqa: the end\"\r\ndate: 2017-10-17\r\nauthor: Ana Petrova\r\nlang: en\r\n\
                    tags: [war, syria]\r\nid: 7\r\n---\r\n# Another heading\r\n\r\nText.";
        let (article, warnings) = read(text);
        assert_eq!((article.body().text(), warnings.len()), (text, 0));
        let metadata = article.metadata();
        assert_eq!(metadata.title.as_deref(), Some("Raqqa: the end"));
        assert_eq!(metadata.published.unwrap().to_string(), "2017-10-17");
        assert_eq!(
            (metadata.byline.as_deref(), metadata.language.as_deref()),
            (Some("Ana Petrova"), Some("en"))
        );
        assert_eq!(metadata.other.get("tags"), Some(&ExtraValue::Json("[\"war\",\"syria\"]".to_owned())));
        assert_eq!(metadata.other.get("meta_id"), Some(&ExtraValue::Text("7".to_owned())));
        let zone = article.zone(&"front-matter".into()).unwrap();
        assert_eq!(zone.kind, ZoneKind::FrontMatter);
        assert!(article.body().quote(zone.span).ends_with("id: 7\r\n---"));
    }

    #[test]
    fn without_front_matter_the_first_heading_is_the_title() {
        for (text, title) in [
            ("# Raqqa falls #\n\nText", "Raqqa falls"),
            ("Breaking News\n\n## In C#", "In C#"),
            ("#hashtag first", "#hashtag first"),
            ("---\n\nNo block\n", "No block"),
        ] {
            let (article, _) = read(text);
            assert_eq!(article.metadata().title.as_deref(), Some(title));
            assert!(article.zones().is_empty());
        }
    }

    #[test]
    fn a_date_that_is_none_is_kept_as_words() {
        let (article, warnings) = read("---\ndate: yesterday\n---\nText");
        assert_eq!(article.metadata().published, None);
        assert_eq!(article.metadata().other.get("date"), Some(&ExtraValue::Text("yesterday".to_owned())));
        assert_eq!(warnings.len(), 1);
    }
}
