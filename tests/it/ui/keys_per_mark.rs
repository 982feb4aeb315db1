//! How many keys an article costs: somebody who knows what is to be marked marks all of it with keys alone.
//!
//! What they press is written down in `tests/window/first_article.keys`, and pressed again in a real window there.

use std::io::Write as _;
use std::path::Path;

use glossator::model::attribution::Anchor;
use glossator::model::id::ArticleId;
use glossator::session::Session;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::session::keeper::Unkept;
use glossator::text::sentences::sentences_in;
use serde_json::Value;

use super::hands::Window;
use crate::common::news_project;
use crate::session::fixture::session_with;

/// What is to be marked, in bytes.
struct Gold {
    /// Place and name of the label.
    marks: Vec<(usize, usize, String)>,
    /// Claim and source.
    said: Vec<((usize, usize), (usize, usize))>,
}

/// A mark: place, name of the label, and for a claim its sources.
type Marked = (usize, usize, String, Vec<(usize, usize)>);

/// A hand that writes down what it presses.
struct Hand {
    window: Window,
    keys: Vec<String>,
    text: String,
}

impl Hand {
    fn press(&mut self, key: &str) {
        self.keys.push(key.to_owned());
        match key.chars().next().filter(|_| key.len() == 1) {
            Some(letter) if letter.is_ascii_lowercase() => self.window.letter(letter),
            _ => self.window.press(key),
        }
    }

    fn session(&self) -> &Session {
        self.window.session()
    }

    fn selection(&self) -> (usize, usize) {
        let range = self.session().desk().selection.range();
        (range.start, range.end)
    }

    /// Puts the cursor somewhere without a key, to try something out.
    fn put(&mut self, (start, end): (usize, usize)) {
        let place = Arguments::new().with("start", start).with("end", end);
        assert_eq!(self.window.run(CommandKind::Select, place), None);
    }

    /// What is marked: place, name of the label, and for a claim its sources.
    fn marked(&self) -> Vec<Marked> {
        let session = self.session();
        let id: ArticleId = session.desk().article.clone().unwrap();
        let Some(work) = session.own_work(&id) else { return Vec::new() };
        let hull = |anchor: &Anchor| match anchor {
            Anchor::Annotation(id) => work.annotations()[id].spans.hull(),
            Anchor::Spans(spans) => spans.hull(),
        };
        let said_of = |mark| {
            let of = |anchor: &&Anchor| matches!(anchor, Anchor::Annotation(id) if id == mark);
            let all =
                work.attributions().values().filter(move |said| said.contents.iter().any(|one| of(&one)));
            all.flat_map(|said| &said.sources).map(|source| hull(&source.anchor)).collect::<Vec<_>>()
        };
        let marks = work.annotations().values().map(|mark| {
            let label = session.project().schema().resolve(&mark.layer, &mark.label).unwrap().name.clone();
            let sources = said_of(&mark.id).iter().map(|span| (span.start(), span.end())).collect();
            let hull = mark.spans.hull();
            (hull.start(), hull.end(), label, sources)
        });
        marks.collect()
    }

    /// Goes to a place by sentences and words, selects as far as it reaches, and marks it.
    fn mark_by_hand(&mut self, start: usize, end: usize, letter: char) {
        let text = self.text.clone();
        let begins: Vec<usize> =
            sentences_in(&text, 0..text.len(), &[]).into_iter().map(|one| one.start).collect();
        let head = |hand: &Self| hand.session().desk().selection.head;
        if head(self) > start {
            while head(self) > start {
                self.press("Left");
            }
        }
        while begins.iter().any(|begin| *begin > head(self) && *begin <= start) {
            let before = head(self);
            self.press("Ctrl+Right");
            if head(self) > start || head(self) == before {
                self.press("Ctrl+Left");
                break;
            }
        }
        while head(self) < start {
            self.press("Right");
        }
        while head(self) > start {
            self.press("Alt+Left");
        }
        // Whoever knows what the space bar does uses it where it leads there.
        let (from, mut grows) = (self.selection(), None);
        for times in 1..=4 {
            self.window.press("Space");
            if self.selection() == (start, end) {
                grows = Some(times);
                break;
            }
        }
        self.put(from);
        for _ in 0..grows.unwrap_or_default() {
            self.press("Space");
        }
        while self.selection().1 < end {
            self.press("Shift+Right");
        }
        while self.selection().1 > end {
            self.press("Alt+Shift+Left");
        }
        self.press(&letter.to_string());
    }
}

fn gold(text: &str) -> Gold {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/keys/shared.json");
    let json: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let at = |value: &Value| places[usize::try_from(value.as_u64().unwrap()).unwrap()];
    let pair = |value: &Value| (at(&value[0]), at(&value[1]));
    let mark = |mark: &Value| (at(&mark[0]), at(&mark[1]), mark[2].as_str().unwrap().to_owned());
    Gold {
        marks: json["marks"].as_array().unwrap().iter().map(mark).collect(),
        said: json["said"]
            .as_array()
            .unwrap()
            .iter()
            .map(|said| (pair(&said["claim"]), pair(&said["source"])))
            .collect(),
    }
}

fn letter(session: &Session, label: &str) -> char {
    let labels = session.project().schema().labels.values();
    let found = labels.into_iter().find(|known| known.name == label);
    found.and_then(|label| label.shortcut).unwrap()
}

#[test]
fn an_article_is_marked_whole_with_few_keys() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(text) = std::fs::read_to_string(root.join("../shared/articles/000_49c3cc7b49ed8c02.txt")) else {
        return;
    };
    let gold = gold(&text);
    let session = session_with(news_project(&[("one", &text)]), Unkept);
    let mut hand = Hand { window: Window::new(session), keys: Vec::new(), text };
    let mut left = gold.marks.clone();
    loop {
        let done = hand.marked();
        left.retain(|(start, end, label)| !done.iter().any(|(s, e, l, _)| (s, e, l) == (start, end, label)));
        let next = hand.session().upcoming(1).into_iter().next();
        let passed =
            |mark: &&(usize, usize, String)| next.as_ref().is_none_or(|next| mark.1 <= next.span.start);
        if let Some((start, end, label)) = left.iter().find(passed).cloned() {
            let key = letter(hand.session(), &label);
            hand.mark_by_hand(start, end, key);
            if label == "Claim" {
                hand.press("=");
            }
            continue;
        }
        let Some(next) = next else { break };
        hand.press("Tab");
        let here = left.iter().find(|(start, end, label)| {
            (*start, *end) == (next.span.start, next.span.end)
                && (label == "Claim") == (next.layer.as_str() == "claim")
                && (label == "Figure") == (next.layer.as_str() == "figure")
        });
        let Some((.., label)) = here.cloned() else { continue };
        let proposed = next
            .label
            .as_ref()
            .and_then(|key| Some(hand.session().project().schema().resolve(&next.layer, key)?.name.clone()));
        if proposed.as_ref() == Some(&label) {
            hand.press("Enter");
        } else {
            let key = letter(hand.session(), &label);
            hand.press(&key.to_string());
        }
    }
    let marked = hand.marked();
    for (start, end, label) in &gold.marks {
        let is_there = marked.iter().any(|(s, e, l, _)| (s, e, l) == (start, end, label));
        assert!(is_there, "{label}: {:?}", &hand.text[*start..*end]);
    }
    for ((start, end), source) in &gold.said {
        let (.., sources) =
            marked.iter().find(|(s, e, l, _)| (s, e) == (start, end) && l == "Claim").unwrap();
        let is_said = sources.iter().any(|found| found.0 < source.1 && source.0 < found.1);
        assert!(is_said, "{:?} is said by {sources:?}, not {source:?}", &hand.text[*start..*end]);
    }
    let ratio = hand.keys.len() as f64 / marked.len() as f64;
    assert_eq!(marked.len(), gold.marks.len(), "nothing else is marked");
    let written = hand.keys.join("\n") + "\n";
    let path = root.join("tests/window/first_article.keys");
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(ratio <= 2.5, "{} keys for {} marks: {ratio:.2}", hand.keys.len(), marked.len());
    if known != written {
        let fresh = std::env::temp_dir().join("first_article.keys");
        std::fs::File::create(&fresh).unwrap().write_all(written.as_bytes()).unwrap();
        panic!("{} is out of date: replace it with {}", path.display(), fresh.display());
    }
}
