//! Attributions, on texts in which people have marked them.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use glossator::model::article::Article;
use glossator::model::attribution::{Anchor, Attribution, Polarity};
use glossator::model::project::Slot;
use glossator::model::span::Span;
use glossator::store::disk::Disk;
use glossator::store::disk::real::RealDisk;
use glossator::suggest::attributions::{Said, attributions};

/// What somebody is marked to have said.
struct Reported {
    sources: Vec<Range<usize>>,
    cue: Option<Range<usize>>,
    contents: Vec<Range<usize>>,
    polarity: Polarity,
}

fn reported(article: &Article, attribution: &Attribution) -> Reported {
    let spans = |anchor: &Anchor| -> Vec<Range<usize>> {
        match anchor {
            Anchor::Spans(spans) => spans.iter().map(Span::range).collect(),
            Anchor::Annotation(id) => {
                let mark = article.annotation(id).unwrap();
                mark.spans.iter().map(Span::range).collect()
            }
        }
    };
    Reported {
        sources: attribution.sources.iter().flat_map(|source| spans(&source.anchor)).collect(),
        cue: attribution.cue.as_ref().and_then(|cue| spans(cue).into_iter().next()),
        contents: attribution.contents.iter().flat_map(spans).collect(),
        polarity: attribution.polarity,
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

fn share(all: &[Range<usize>], span: &Range<usize>) -> bool {
    all.iter().any(|other| overlap(other, span) > 0)
}

#[derive(Default)]
struct Score {
    /// Claims that somebody is marked to have made.
    marked: usize,
    /// Of those: found with the right source.
    right: usize,
    /// Of those: with the right polarity as well.
    polarity: usize,
    found: usize,
    lines: Vec<String>,
}

fn score(text: &str, marked: &[Reported], found: &[Said], score: &mut Score) {
    score.found += found.len();
    for gold in marked.iter().filter(|gold| !gold.sources.is_empty() && !gold.contents.is_empty()) {
        score.marked += 1;
        let same_cue =
            |said: &&Said| said.cue.as_ref().zip(gold.cue.as_ref()).is_some_and(|(a, b)| overlap(a, b) > 0);
        let same_content = |said: &&Said| said.contents.iter().any(|content| share(&gold.contents, content));
        let fits = found
            .iter()
            .find(|said| same_cue(said) && same_content(said))
            .or_else(|| found.iter().find(same_cue));
        let fits = fits.or_else(|| {
            found.iter().find(|said| {
                same_content(said) && said.sources.iter().any(|source| share(&gold.sources, source))
            })
        });
        let source = fits.is_some_and(|said| said.sources.iter().any(|source| share(&gold.sources, source)));
        score.right += usize::from(source);
        score.polarity += usize::from(source && fits.is_some_and(|said| said.polarity == gold.polarity));
        if !source {
            let quote = |span: &Range<usize>| text[span.clone()].chars().take(60).collect::<String>();
            let is = fits.map(|said| said.sources.iter().map(quote).collect::<Vec<_>>().join(" ; "));
            score.lines.push(format!(
                "{} | {} | {} -> {is:?}",
                quote(&gold.sources[0]),
                gold.cue.as_ref().map(quote).unwrap_or_default(),
                quote(&gold.contents[0])
            ));
        }
    }
}

fn example() -> Score {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/lisk-dam");
    let (project, _) = crate::common::open_all(&disk, &path);
    let mut sum = Score::default();
    for article in project.articles().values().filter_map(Slot::loaded) {
        let language = article.metadata().language.as_deref();
        if language == Some("ar") {
            continue;
        }
        let text = article.body().text();
        let mut breaks: Vec<usize> =
            article.zones().values().flat_map(|zone| [zone.span.start(), zone.span.end()]).collect();
        breaks.sort_unstable();
        let found = attributions(text, 0..text.len(), language, &breaks);
        let marked: Vec<Reported> = article
            .works()
            .values()
            .flat_map(|work| work.attributions().values())
            .map(|attribution| reported(article, attribution))
            .collect();
        score(text, &marked, &found, &mut sum);
    }
    sum
}

#[test]
fn sources_of_reported_claims_are_found_in_the_example() {
    let score = example();
    let share = score.right as f64 / score.marked as f64;
    assert!(
        share >= 0.85,
        "{share:.3} of {} sources, {} with their polarity, {} found\n{}",
        score.marked,
        score.polarity,
        score.found,
        score.lines.join("\n")
    );
}

/// Sources, cue and contents of everything said in `text`, in words, with stars for what is denied, asked or held back.
fn said(text: &str, language: &str) -> Vec<String> {
    let all = attributions(text, 0..text.len(), Some(language), &[]);
    let words =
        |spans: &[Range<usize>]| spans.iter().map(|span| &text[span.clone()]).collect::<Vec<_>>().join(" + ");
    let told = |said: &Said| {
        let cue = said.cue.as_ref().map_or("-", |cue| &text[cue.clone()]);
        let polarity = if said.polarity == Polarity::Affirms { "" } else { said.polarity.name() };
        format!("{} | {cue} | {} | {polarity}", words(&said.sources), words(&said.contents))
    };
    all.iter().map(told).collect()
}

/// Sentences as news writes them, each with who says what in it: "source | cue | contents | via".
const SENTENCES: &[(&str, &[&str])] = &[
    (
        "Allied fighters declared victory over the rebels on Saturday, marking the end of a long campaign.",
        &["Allied fighters | declared | victory over the rebels | "],
    ),
    (
        "Maren shows a map which she said proves the breach, as she arrives in Halvard.",
        &["she | said | proves the breach | "],
    ),
    (
        "The mayor said the bridge was shut on Monday, leaving hundreds stranded.",
        &["mayor | said | the bridge was shut on Monday, leaving hundreds stranded | "],
    ),
    (
        "The governor, who was elected in May, said Tuesday that the bridge would open.",
        &["governor | said | the bridge would open | "],
    ),
    (
        "“The gate was shut,” said Maria Lopez, 34, an engineer.",
        &["Maria Lopez | said | The gate was shut | "],
    ),
    ("The gate was shut, police said.", &["police | said | The gate was shut | "]),
    (
        "The gate was shut, according to the state utility, Kestrian Hydro.",
        &["Kestrian Hydro | according to | The gate was shut | "],
    ),
    (
        "“It was,” he said, “the worst night of my life.”",
        &["he | said | It was + the worst night of my life | "],
    ),
    ("“We held,” Johnson told reporters. “They did not.”", &["Johnson | told | We held + They did not | "]),
    (
        "Smith said he would resign, adding that his family came first.",
        &["Smith | said | he would resign | ", "Smith | adding | his family came first | "],
    ),
    (
        "The White House said the Department of Defense had declared that the fight was over.",
        &[
            "White House | said | the Department of Defense had declared that the fight was over | ",
            "Department of Defense | declared | the fight was over | ",
        ],
    ),
    ("Both the army and the rebels said they had won.", &["army + rebels | said | they had won | "]),
    (
        "The minister insisted there was no shortage, but doctors said wards were full.",
        &["minister | insisted | there was no shortage | ", "doctors | said | wards were full | "],
    ),
    ("The company denied the charges.", &["company | denied | the charges | denies"]),
    (
        "Reuters could not independently verify the claim.",
        &["Reuters | could not independently verify | the claim | withholds"],
    ),
    (
        "He did not say when the vote would take place.",
        &["He | did not say | when the vote would take place | withholds"],
    ),
    (
        "It is believed that the painting was stolen.",
        &[" | is believed | It is believed that the painting was stolen | "],
    ),
    (
        "Two people familiar with the matter said the deal was near.",
        &["people | said | the deal was near | "],
    ),
    (
        "One of the survivors, Ahmed Hassan, recalled that the boat was full.",
        &["Ahmed Hassan | recalled | the boat was full | "],
    ),
    (
        "Trump claimed, without evidence, that millions had voted twice.",
        &["Trump | claimed | millions had voted twice | "],
    ),
    (
        "Lawyers for Mr. Chen argued that the evidence was planted.",
        &["Lawyers | argued | the evidence was planted | "],
    ),
    (
        "Acting Defense Secretary Pat Moran cautioned Monday that they were not beaten.",
        &["Pat Moran | cautioned | they were not beaten | "],
    ),
    ("In a tweet, he added, “Clashes go on in the town.”", &["he | added | Clashes go on in the town | "]),
    (
        "The SDF described the civilians as human shields.",
        &["SDF | described | the civilians as human shields | "],
    ),
    (
        "“The banner stands,” al-Ansari said, according to a translation by the Post.",
        &["al-Ansari | said | The banner stands | "],
    ),
    ("They held off declaring victory, and a report of the flood was late.", &[]),
    ("The general was told to leave, and is expected to go.", &[]),
    (
        "«No habrá recortes», ha dicho Pedro López, vecino del barrio.",
        &["Pedro López | dicho | No habrá recortes | "],
    ),
    ("Según fuentes policiales, la presa cedió.", &["fuentes policiales | Según | la presa cedió | "]),
    ("La Guardia lo niega y acusa a la artillería.", &["Guardia | acusa | a la artillería | "]),
    (
        "Los bomberos informaron de que el fuego está controlado.",
        &["bomberos | informaron | el fuego está controlado | "],
    ),
    (
        "La ministra de Obras, Carolina Ruiz, ha confirmado que la presa cedió.",
        &["Carolina Ruiz | confirmado | la presa cedió | "],
    ),
];

#[test]
fn news_says_who_said_it_in_many_ways() {
    for (text, expected) in SENTENCES {
        let spanish = ["«", "Según", "La ", "Los "].iter().any(|word| text.starts_with(word));
        assert_eq!(said(text, if spanish { "es" } else { "en" }), *expected, "{text}");
    }
}
