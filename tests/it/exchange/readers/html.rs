//! Pages of the web, as newspapers make them and as nobody should.

use std::time::{Duration, Instant};

use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::{ImportError, ImportOptions};
use glossator::model::article::Article;
use glossator::model::schema::Schema;

use super::super::{Imported, options, try_read};

fn read(name: &str, page: &[u8]) -> Result<Imported, ImportError> {
    try_read(&[(name, page)], &options(), SchemaGrowth::new(Schema::default()))
}

fn refused(page: &[u8]) -> String {
    read("a.html", page).map(|_| ()).unwrap_err().to_string()
}

fn only(page: &str) -> Article {
    read("a.html", page.as_bytes()).unwrap().only().clone()
}

/// The zones in order, as kind and words.
fn zones(article: &Article) -> Vec<(&'static str, &str)> {
    let mut zones: Vec<_> = article.zones().values().collect();
    zones.sort_by_key(|zone| zone.span.start());
    zones.iter().map(|zone| (zone.kind.name(), article.body().quote(zone.span))).collect()
}

/// Sentences that are long enough to be an article.
const FIRST: &str = "The dam on the Orlan gave way before dawn on Friday, and 1,200 people left their homes in Lisk, Ostra and Verd, officials said.";
const SECOND: &str = "“Nobody warned us,” said the 👨🏻‍🚒 chief of the crew, who had asked for help on Monday, on Tuesday, and again on Thursday night.";
const THIRD: &str =
    "قال حاكم إقليم ليسك إن المياه تتراجع، وإن السكان سيعودون إلى بيوتهم في الأيام المقبلة، بعد فحص الجسور.";

fn paper() -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="en-GB"><head><title>The dam gave way | Meridian</title>
<meta charset="utf-8">
<link rel="canonical" href="https://meridian.example/world/dam">
<meta property="og:title" content="Dam breaks: what we know"><meta property="og:site_name" content="Meridian Online">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite", "name": "x"}},
 {{"@type": ["NewsArticle"], "headline": "Dam breaks", "datePublished": "2031-04-05T06:30:00+02:00",
   "author": [{{"@type": "Person", "name": "Ana Petrova"}}, {{"name": "Bo &amp; Sons"}}], "publisher": {{"name": "Meridian"}}}}]}}</script>
<style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article>
<h1>The dam   gave
 way</h1>
<p class="byline">By Ana Petrova, Bo &amp; Sons</p>
<figure><img src="dam.jpg" width="600" height="400"><figcaption>The dam on Friday. Photograph: J. Doe</figcaption></figure>
<p>{FIRST}</p>
<p>{SECOND}<br>It was e&#x301;te&#769;, a&nbsp;summer.</p>
<p><a href="/earlier">Read more: The dam was old</a></p>
<h2>What comes now</h2>
<p>{THIRD}</p>
<p>Sign up for our newsletter, every morning, for nothing.</p>
<script>document.write("never")</script>
<ul><li>One bridge is closed, and two more may follow.</li><li>Schools open on Monday.</li></ul>
</article></main>
<footer><p>© Meridian</p></footer></body></html>"#
    )
    .replace('\n', "\r\n")
}

#[test]
fn a_page_becomes_its_article_with_what_it_says_of_itself() {
    let article = only(&paper());
    let text = format!(
        "The dam gave way\n\nThe dam on Friday. Photograph: J. Doe\n\n{FIRST}\n\n{SECOND}\nIt was e\u{301}te\u{301}, a\u{a0}summer.\n\n\
         Read more: The dam was old\n\nWhat comes now\n\n{THIRD}\n\nSign up for our newsletter, every morning, for nothing.\n\n\
         One bridge is closed, and two more may follow.\n\nSchools open on Monday."
    );
    assert_eq!(article.body().text(), text);
    let metadata = article.metadata();
    assert_eq!(
        [&metadata.title, &metadata.byline, &metadata.outlet, &metadata.language, &metadata.url]
            .map(|value| value.as_deref().unwrap()),
        [
            "The dam gave way",
            "Ana Petrova, Bo & Sons",
            "Meridian",
            "en-GB",
            "https://meridian.example/world/dam"
        ]
    );
    assert_eq!(metadata.published.unwrap().to_string(), "2031-04-05T06:30:00+02:00");
    assert_eq!(
        zones(&article),
        [
            ("headline", "The dam gave way"),
            ("caption", "The dam on Friday. Photograph: J. Doe"),
            ("related_link", "Read more: The dam was old"),
            ("promotion", "Sign up for our newsletter, every morning, for nothing."),
        ]
    );
}

#[test]
fn a_page_without_data_for_machines_is_read_by_what_stands_in_it() {
    let page = format!(
        "<html lang=ar><title>T</title><meta name=author content='https://x.example/ana'><meta property=og:locale content=ar_SY>\
         <h1>انهيار السد</h1><time pubdate datetime='2031-04-05'>today</time><div><p>{FIRST}</p><p>{THIRD}</p><p>{SECOND}</p></div>"
    );
    let article = only(&page);
    let metadata = article.metadata();
    assert_eq!((metadata.title.as_deref(), metadata.language.as_deref()), (Some("انهيار السد"), Some("ar")));
    assert_eq!(metadata.byline, None);
    assert_eq!(metadata.published.unwrap().to_string(), "2031-04-05");
    assert!(article.body().text().starts_with("انهيار السد\n\n"), "{}", article.body().text());
    assert!(article.body().text().contains(&format!("{FIRST}\n\n{THIRD}\n\n{SECOND}")));
}

#[test]
fn a_date_that_is_none_is_kept_as_words_with_a_warning() {
    let page =
        format!("<html><meta name=date content='last Friday'><h1>Dam</h1><p>{FIRST}</p><p>{SECOND}</p>");
    let imported = read("a.htm", page.as_bytes()).unwrap();
    assert_eq!(imported.only().metadata().published, None);
    assert!(imported.only().metadata().other.get("date").is_some());
    assert!(imported.warnings[0].message.contains("\"last Friday\" is no date"));
}

#[test]
fn the_encoding_is_the_one_that_the_page_names() {
    let page = |charset: &str| {
        format!(
            "<html><meta charset={charset}><h1>Caf\u{e9}</h1><p>{}</p>",
            "Un \u{e9}t\u{e9} \u{e0} Gen\u{e8}ve, dit-il, et rien de plus. ".repeat(5)
        )
    };
    let latin: Vec<u8> = page("iso-8859-1").chars().map(|sign| sign as u8).collect();
    let marked = format!("\u{feff}{}", page("iso-8859-1"));
    for bytes in [latin.as_slice(), marked.as_bytes(), page("utf-8").as_bytes()] {
        let imported = read("a.html", bytes).unwrap();
        assert_eq!(imported.only().metadata().title.as_deref(), Some("Caf\u{e9}"));
        assert!(imported.only().body().text().contains("Un \u{e9}t\u{e9} \u{e0} Gen\u{e8}ve"));
    }
    let wrong: Vec<u8> = page("utf-8").chars().map(|sign| sign as u8).collect();
    assert!(refused(&wrong).contains("is not valid UTF-8 (a.html)"));
    assert!(refused(b"<html>\0").contains("this is a binary file"));
    let named = ImportOptions { encoding: Some("windows-1252".to_owned()), ..options() };
    let growth = SchemaGrowth::new(Schema::default());
    let imported = try_read(&[("page", wrong.as_slice())], &named, growth).unwrap();
    assert_eq!(imported.only().metadata().title.as_deref(), Some("Caf\u{e9}"));
}

#[test]
fn a_page_without_an_article_is_refused_and_says_so() {
    let links = "<li><a href='/x'>A headline of another article that is quite long</a></li>".repeat(40);
    for page in [
        String::new(),
        "<!doctype html>".to_owned(),
        "<html><body><div id=root></div><script>start('The dam gave way')</script></body>".to_owned(),
        format!("<html><h1>World</h1><ul>{links}</ul>"),
        "<html><p>Not found".to_owned(),
    ] {
        let message = refused(page.as_bytes());
        assert!(message.contains("no article is found in the page"), "{message}");
    }
}

#[test]
fn a_page_that_was_cut_off_is_read_or_refused() {
    let page = paper();
    for len in (0..page.len()).step_by(37) {
        if let Ok(imported) = read("a.html", &page.as_bytes()[..len]) {
            assert_eq!(imported.articles.len(), 1, "{len}");
        }
    }
}

#[test]
fn pages_that_were_made_to_stop_a_reader_are_refused_soon() {
    let article = format!("<h1>Dam</h1><p>{FIRST}</p><p>{SECOND}</p>");
    let many = |tag: &str, count: usize| format!("<html>{}{article}", tag.repeat(count));
    let numbered = |start: &str, end: &str, count: usize| {
        (0..count).map(|number| format!("{start}{number}{end}")).collect::<Vec<_>>().concat()
    };
    let formats = numbered("<b a", "=1>", 50_000);
    let attributes = numbered(" a", "=1", 500_000);
    let pages = [
        (many("<div>", 1_000_000), "lie within each other"),
        (many("<span><p>", 300_000), "elements, which no page"),
        (many("<table><tr><td>", 100_000), "lie within each other"),
        (many("<table><b>", 100_000), "elements, which no page"),
        (format!("<html>{formats}{}", "<p>x".repeat(50_000)), "lie within each other"),
        (many("<i></i>", 900_000), "elements, which no page"),
        (format!("<html><p{attributes}>{article}"), "thousands of attributes"),
        ("<html> ".repeat(6 << 20), "larger than 32 MB"),
    ];
    for (page, reason) in pages {
        let start = Instant::now();
        let message = refused(page.as_bytes());
        assert!(message.contains(reason), "{message}");
        assert!(start.elapsed() < Duration::from_secs(20), "{reason}: {:?}", start.elapsed());
    }
    // What is only unusual is read, in a thread with a small stack too.
    let deep = many("<div>", 200);
    let thread = std::thread::Builder::new().stack_size(1 << 20);
    let read = thread.spawn(move || only(&deep).body().text().contains(FIRST)).unwrap();
    assert!(read.join().unwrap());
}
