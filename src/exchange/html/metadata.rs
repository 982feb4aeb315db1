//! What a page says of its article: headline, author, outlet, day, language and address.

use std::collections::BTreeMap;

use dom_query::Document;

use super::blocks::{one_line, without_by};
use super::linked_data::LinkedData;
use super::main_text::Content;
use crate::model::extra::ExtraValue;
use crate::model::metadata::Metadata;
use crate::model::moment::Moment;

const TITLES: &[&str] = &["og:title", "twitter:title", "dc.title", "dcterms.title"];
const BYLINES: &[&str] =
    &["author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl"];
const DATES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
];
const LANGUAGES: &[&str] = &["content-language", "dc.language", "language", "og:locale"];
const TIMES: &str =
    "time[itemprop=\"datePublished\"], time[pubdate], article time[datetime], main time[datetime]";

/// What a page says of its article in its head, asked before the page is cut down to its text.
pub(super) struct About {
    linked: LinkedData,
    /// The values of `<meta>`, by name in small letters.
    named: BTreeMap<String, String>,
    /// The headline that stands in the text of the page.
    headline: Option<String>,
    /// Times that stand in the text of the page.
    times: Vec<String>,
    language: Option<String>,
    canonical: Option<String>,
}

impl About {
    /// What `page` says.
    pub(super) fn of(page: &Document) -> Self {
        let linked = LinkedData::of(page);
        let named = named(page);
        let attribute = |selector: &str, name: &str| {
            let value = page.select_single(selector).attr(name)?;
            filled(&value)
        };
        let outlet = [linked.outlet.as_deref(), named.get("og:site_name").map(String::as_str)];
        let headline = headline(page, &outlet);
        let times = page.select(TIMES);
        let times = times
            .nodes()
            .iter()
            .filter_map(|time| time.attr("datetime"))
            .map(|time| one_line(&time))
            .collect();
        Self {
            language: attribute("html[lang]", "lang").or_else(|| attribute("html", "xml:lang")),
            canonical: attribute("link[rel~=\"canonical\"]", "href"),
            linked,
            named,
            headline,
            times,
        }
    }

    /// All of it together with what was found beside the text. What cannot be read goes to `warnings`.
    pub(super) fn metadata(self, content: &Content, warnings: &mut Vec<String>) -> Metadata {
        let found = &content.found;
        let mut metadata = Metadata::default();
        self.date(&mut metadata, warnings);
        let named = |names: &[&str]| names.iter().find_map(|name| self.named.get(*name).cloned());
        let is_address = |text: &String| text.contains("://");
        let either = |found: &Option<String>| found.as_deref().map(plain).filter(|text| !text.is_empty());
        let byline = self.linked.byline.or_else(|| named(BYLINES).filter(|name| !is_address(name)));
        metadata.byline = byline
            .or_else(|| either(&found.byline))
            .map(|byline| without_by(&byline).to_owned())
            .filter(|byline| !byline.is_empty() && !is_address(byline));
        metadata.title = self
            .headline
            .or(self.linked.title)
            .or_else(|| named(TITLES))
            .or_else(|| Some(plain(&found.title)).filter(|title| !title.is_empty()));
        metadata.outlet = self.linked.outlet.or_else(|| named(&["og:site_name"]));
        metadata.language = self
            .language
            .or(self.linked.language)
            .or_else(|| named(LANGUAGES))
            .and_then(|tag| language(&tag));
        metadata.url = [self.canonical, named(&["og:url"]), self.linked.url]
            .into_iter()
            .flatten()
            .find(|url| url.starts_with("https://") || url.starts_with("http://"));
        metadata
    }

    /// The first date that is one.
    fn date(&self, metadata: &mut Metadata, warnings: &mut Vec<String>) {
        let named = DATES.iter().filter_map(|name| self.named.get(*name));
        let said: Vec<&String> = self.linked.published.iter().chain(named).chain(&self.times).collect();
        metadata.published = said.iter().find_map(|text| text.parse::<Moment>().ok());
        if let (None, Some(first)) = (metadata.published, said.first()) {
            warnings.push(format!("its date is kept as words, because {first:?} is no date"));
            metadata.other.set("date", Some(ExtraValue::Text((*first).clone())));
        }
    }
}

/// The headline in the text of a page: that of its article, or the only one that there is.
fn headline(page: &Document, outlet: &[Option<&str>]) -> Option<String> {
    let headings = |selector: &str| -> Vec<String> {
        let texts = page.select(selector);
        let texts = texts.nodes().iter().map(|heading| one_line(&heading.text()));
        texts.filter(|text| !text.is_empty() && !outlet.contains(&Some(text.as_str()))).collect()
    };
    let mut own = headings("article h1, main h1");
    if own.is_empty() {
        own = headings("h1");
        own.truncate(usize::from(own.len() == 1));
    }
    own.into_iter().next()
}

fn named(page: &Document) -> BTreeMap<String, String> {
    let mut named = BTreeMap::new();
    for meta in page.select("meta[content]").nodes() {
        let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| meta.attr(key));
        let value = meta.attr("content").and_then(|value| filled(&value));
        if let (Some(name), Some(value)) = (name, value) {
            named.entry(name.trim().to_lowercase()).or_insert(value);
        }
    }
    named
}

fn filled(text: &str) -> Option<String> {
    let text = one_line(text);
    (!text.is_empty()).then_some(text)
}

/// A tag of a language as BCP 47 has it, of whatever pages write for one: `en_US`, `en-us,de`.
fn language(text: &str) -> Option<String> {
    let first = text.split([',', ';']).next()?.trim().replace('_', "-");
    let fits = !first.is_empty()
        && first.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    fits.then_some(first)
}

/// A value in one line, with the entities of HTML in it read, which some pages write where none belong.
pub(super) fn plain(text: &str) -> String {
    if text.contains('&') && text.contains(';') {
        return one_line(&Document::fragment(text.replace('<', "&lt;")).root().text());
    }
    one_line(text)
}
