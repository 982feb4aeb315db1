//! Figures that people have marked and read by hand, and how many of them a reader finds and reads as they did.
//!
//! A file of gold is a text with its figures in double brackets, each with what it asserts:
//! `[[more than 30,000|30000<..]]`, `[[about 3 km|3 measure:kilometre]]`, `[[10.20pm|@22:20 date]]`.
//! An interval is `LOW..HIGH`, with `<` beside an end that is left out; a share of another figure is `base0.5`;
//! `?` is a date that the text alone does not say.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use glossator::model::moment::Moment;
use glossator::model::project::Slot;
use glossator::model::quantity::{Bound, Quantity};
use glossator::model::zone::ZoneKind;
use glossator::store::disk::Disk;
use glossator::store::disk::real::RealDisk;
use glossator::suggest::figures::{Context, Figure, figures};

/// A text with what was marked in it.
pub(crate) struct Gold {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) context: Context,
    /// Spans in bytes, in order, with what they assert.
    pub(crate) figures: Vec<(Range<usize>, String)>,
    /// Stretches that are no part of the article.
    pub(crate) ignored: Vec<Range<usize>>,
}

/// How well figures were found and read.
#[derive(Clone, Copy, Default)]
pub(crate) struct Score {
    pub(crate) marked: usize,
    pub(crate) found: usize,
    /// Found where one is marked, to the letter.
    pub(crate) right: usize,
    /// Of those: read as they are.
    pub(crate) read: usize,
}

impl Score {
    pub(crate) fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.marked + self.found).max(1) as f64
    }

    pub(crate) fn values(self) -> f64 {
        self.read as f64 / self.right.max(1) as f64
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.marked += other.marked;
        self.found += other.found;
        self.right += other.right;
        self.read += other.read;
    }
}

/// The files of gold in a folder, by name.
pub(crate) fn folder(path: &Path) -> Vec<Gold> {
    let mut files: Vec<_> = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|path| parse(path)).collect()
}

fn parse(path: &Path) -> Gold {
    let file = std::fs::read_to_string(path).unwrap();
    let (head, marked) = file.split_once("\n\n").unwrap();
    let head: BTreeMap<&str, &str> = head.lines().filter_map(|line| line.split_once(": ")).collect();
    let (mut text, mut figures) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once("[[") {
        text.push_str(before);
        let (figure, after) = after.split_once("]]").unwrap();
        let (words, value) = figure.split_once('|').unwrap_or_else(|| panic!("{}: {figure}", path.display()));
        figures.push((text.len()..text.len() + words.len(), value.to_owned()));
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    let context = Context {
        language: head.get("language").map(|tag| (*tag).to_owned()),
        published: head.get("published").and_then(|day| day.parse().ok()),
        country: head.get("country").map(|country| (*country).to_owned()),
    };
    Gold {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        text,
        context,
        figures,
        ignored: Vec::new(),
    }
}

/// The figures of the example project, as its annotator has marked them.
pub(crate) fn example() -> Vec<Gold> {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/lisk-dam");
    let (project, _) = crate::common::open_all(&disk, &path);
    let articles = project.articles().values().filter_map(Slot::loaded);
    let gold =
        articles.filter(|article| article.metadata().language.as_deref() != Some("ar")).map(|article| {
            let metadata = article.metadata();
            let marks = article.annotations_in_order();
            let marks = marks.iter().filter_map(|mark| {
                let quantity = mark.quantity.as_deref()?.clone();
                let factor = quantity.base.as_ref().and_then(|base| base.factor);
                let span = mark.spans.hull().range();
                let figure = Figure { span: span.clone(), quantity, factor, base: None, link: None };
                // The currency of a country that there is not has no code.
                Some((span, spoken(&figure).replace("money:KTC", "money:crown")))
            });
            let aside = |kind: ZoneKind| !matches!(kind, ZoneKind::Caption | ZoneKind::Headline);
            let zones =
                article.zones().values().filter(|zone| aside(zone.kind)).map(|zone| zone.span.range());
            Gold {
                name: article.id().to_string(),
                text: article.body().text().to_owned(),
                context: Context {
                    language: metadata.language.clone(),
                    published: metadata.published.map(Moment::date),
                    country: None,
                },
                figures: marks.collect(),
                ignored: zones.collect(),
            }
        });
    gold.collect()
}

/// The articles of `folder`, with the places and values in the file `marked`, which has none of their words.
pub(crate) fn elsewhere(folder: &Path, marked: &Path) -> Vec<Gold> {
    let lines = std::fs::read_to_string(marked).unwrap();
    let read = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = line["article"].as_str().unwrap().to_owned();
        let text = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        assert_eq!(line["bytes"], text.len(), "{name} is another text");
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let span = |pair: &serde_json::Value| {
            let place = |at: usize| places[usize::try_from(pair[at].as_u64().unwrap()).unwrap()];
            place(0)..place(1)
        };
        let figures = line["figures"].as_array().unwrap();
        let figures =
            figures.iter().map(|figure| (span(figure), figure[2].as_str().unwrap().to_owned())).collect();
        let ignored = line["ignored"].as_array().unwrap().iter().map(span).collect();
        let context = Context { language: Some("en".into()), country: Some("US".into()), published: None };
        Gold { name, text, context, figures, ignored }
    };
    lines.lines().map(read).collect()
}

/// Compares what is read with what is marked; `show` gets a line for each difference.
pub(crate) fn score(gold: &Gold, show: &mut dyn FnMut(String)) -> Score {
    let ignored = |figure: &Figure| gold.ignored.iter().any(|stretch| stretch.contains(&figure.span.start));
    let found: Vec<Figure> = figures(&gold.text, 0..gold.text.len(), &gold.context);
    let found: Vec<Figure> = found.into_iter().filter(|figure| !ignored(figure)).collect();
    let mut score = Score { marked: gold.figures.len(), found: found.len(), ..Score::default() };
    let around = |span: &Range<usize>| {
        let start = gold.text.floor_char_boundary(span.start.saturating_sub(25));
        let end = gold.text.ceil_char_boundary((span.end + 20).min(gold.text.len()));
        let (before, after) = (&gold.text[start..span.start], &gold.text[span.end..end]);
        format!("{before}[{}]{after}", &gold.text[span.clone()]).replace('\n', " ")
    };
    for figure in &found {
        match gold.figures.iter().find(|(span, _)| *span == figure.span) {
            None => show(format!("+ {}: {} {:?}", gold.name, around(&figure.span), spoken(figure))),
            Some((span, value)) => {
                score.right += 1;
                if fits(figure, value) {
                    score.read += 1;
                } else {
                    show(format!("= {}: {} is {value}, read as {}", gold.name, around(span), spoken(figure)));
                }
            }
        }
    }
    for (span, value) in &gold.figures {
        if !found.iter().any(|figure| figure.span == *span) {
            show(format!("- {}: {} {value}", gold.name, around(span)));
        }
    }
    score
}

/// Whether a figure was read as `value` says.
fn fits(figure: &Figure, value: &str) -> bool {
    spoken(figure) == normal(value) || value.starts_with('?')
}

/// What a figure asserts, in the words of gold.
pub(crate) fn spoken(figure: &Figure) -> String {
    if let Some(factor) = figure.factor {
        return format!("base{}", factor.normalize());
    }
    let Quantity { low, high, low_open, high_open, kind, unit, currency, .. } = &figure.quantity;
    let kind = match (kind.name(), unit, currency) {
        ("count", ..) => String::new(),
        ("percentage_points", ..) => " points".to_owned(),
        (name @ ("measure" | "duration" | "change" | "money"), Some(unit), None) => format!(" {name}:{unit}"),
        (name, _, Some(code)) => format!(" {name}:{code}"),
        (name, ..) => format!(" {name}"),
    };
    let said = |bound: &Bound| match bound {
        Bound::Number(number) => number.normalize().to_string(),
        Bound::Date(moment) => {
            let text = moment.to_string();
            // A time of day counts without the day that it was taken for.
            text.split_once('T').map_or(text.clone(), |(_, time)| format!("@{}", &time[..5]))
        }
    };
    let open = |is_open: bool| if is_open { "<" } else { "" };
    match (low, high) {
        (Some(low), Some(high)) if low == high => format!("{}{kind}", said(low)),
        (low, high) => {
            let low = low.as_ref().map(said).unwrap_or_default();
            let high = high.as_ref().map(said).unwrap_or_default();
            format!("{low}{}..{}{high}{kind}", open(*low_open), open(*high_open))
        }
    }
}

/// `value` with its numbers in their shortest form.
fn normal(value: &str) -> String {
    let (bounds, kind) = value.split_once(' ').map_or((value, ""), |(bounds, kind)| (bounds, kind));
    let short = |number: &str| {
        let (open, digits) = number.strip_prefix('<').map_or(("", number), |rest| ("<", rest));
        let (digits, close) = digits.strip_suffix('<').map_or((digits, ""), |rest| (rest, "<"));
        let parsed = digits.parse::<rust_decimal::Decimal>().map(|number| number.normalize().to_string());
        format!("{open}{}{close}", parsed.unwrap_or_else(|_| digits.to_owned()))
    };
    let is_date = kind == "date";
    let bounds = match bounds.split_once("..") {
        _ if is_date => bounds.to_owned(),
        Some((low, high)) => format!("{}..{}", short(low), short(high)),
        None => bounds
            .strip_prefix("base")
            .map_or_else(|| short(bounds), |factor| format!("base{}", short(factor))),
    };
    if kind.is_empty() { bounds } else { format!("{bounds} {kind}") }
}
