//! Text with marks and a selection in it.
//!
//! `The [m1:person|minister] said ‹so›.` has the mark m1 with the label person, and "so" selected; `¦` is a cursor,
//! `[*m1:person|minister]` is the chosen mark, `[m1:person|A] and [m1:person|B]` one mark with two spans, and
//! `[m1:person|a [m2:claim|b/m1] c]` two that cross.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use glossator::model::annotation::Annotation;
use glossator::model::article::Article;
use glossator::model::id::{AnnotationId, Annotator};
use glossator::session::desk::{Desk, Selection};

/// Marked-up text, taken apart.
#[derive(Debug, Default)]
pub(super) struct Markup {
    pub(super) text: String,
    pub(super) selection: Option<Selection>,
    pub(super) chosen: Option<String>,
    /// By id: the label, and the spans in bytes.
    pub(super) marks: BTreeMap<String, (String, Vec<(usize, usize)>)>,
}

impl Markup {
    pub(super) fn read(markup: &str) -> Self {
        let mut read = Self::default();
        let mut open: Vec<(String, usize)> = Vec::new();
        let mut rest = markup;
        while let Some(character) = rest.chars().next() {
            let at = read.text.len();
            rest = &rest[character.len_utf8()..];
            match character {
                '[' => {
                    let (head, tail) = rest.split_once('|').expect("a label ends with |");
                    rest = tail;
                    let id = read.open_mark(head);
                    open.push((id, at));
                }
                ']' => {
                    let (id, start) = open.pop().expect("a mark is open");
                    read.close_mark(&id, start, at);
                }
                '/' if crossing(rest, &open).is_some() => {
                    let (place, after) = crossing(rest, &open).unwrap();
                    rest = after;
                    let (id, start) = open.remove(place);
                    read.close_mark(&id, start, at);
                }
                '¦' | '‹' => read.selection = Some(Selection::caret(at)),
                '›' => read.selection.as_mut().expect("a selection has begun").head = at,
                other => read.text.push(other),
            }
        }
        assert!(open.is_empty(), "every mark is closed in {markup:?}");
        read
    }

    fn open_mark(&mut self, head: &str) -> String {
        let (id, label) = head.split_once(':').expect("a mark has an id and a label");
        let id = match id.strip_prefix('*') {
            Some(id) => {
                self.chosen = Some(id.to_owned());
                id
            }
            None => id,
        };
        self.marks.entry(id.to_owned()).or_insert((label.to_owned(), Vec::new()));
        id.to_owned()
    }

    fn close_mark(&mut self, id: &str, start: usize, end: usize) {
        self.marks.get_mut(id).expect("it was opened").1.push((start, end));
    }
}

/// The open mark that `rest`, behind a slash, closes, and what follows.
fn crossing<'a>(rest: &'a str, open: &[(String, usize)]) -> Option<(usize, &'a str)> {
    let (id, after) = rest.split_once(']')?;
    Some((open.iter().position(|(known, _)| known == id)?, after))
}

/// What stands at one place of the text, in the order in which it is written.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Sign<'a> {
    Close(&'a AnnotationId),
    SelectionEnd,
    Caret,
    SelectionStart,
    /// The longest first.
    Open(std::cmp::Reverse<usize>, &'a AnnotationId),
}

/// Writes the work of `annotator` in `article` as marked-up text. Labels are written by key.
pub(super) fn write(article: &Article, annotator: &Annotator, desk: &Desk) -> String {
    let text = article.body().text();
    let empty = Annotations::new();
    let annotations = article.work(annotator).map_or(&empty, |work| work.annotations());
    let mut signs: Vec<(usize, Sign<'_>)> = Vec::new();
    for annotation in annotations.values() {
        for span in annotation.spans.iter() {
            signs.push((span.start(), Sign::Open(std::cmp::Reverse(span.len()), &annotation.id)));
            signs.push((span.end(), Sign::Close(&annotation.id)));
        }
    }
    if desk.article.as_ref() == Some(article.id()) {
        let range = desk.selection.range();
        if range.is_empty() {
            signs.push((range.start, Sign::Caret));
        } else {
            signs.push((range.start, Sign::SelectionStart));
            signs.push((range.end, Sign::SelectionEnd));
        }
    }
    signs.sort();
    let mut written = Writer { out: String::new(), open: Vec::new(), chosen: desk.chosen.as_ref() };
    let mut at = 0;
    while at < signs.len() {
        let place = signs[at].0;
        let here = signs[at..].iter().take_while(|(other, _)| *other == place).count();
        let previous = if at == 0 { 0 } else { signs[at - 1].0 };
        written.out.push_str(&text[previous..place]);
        written.signs(signs[at..at + here].iter().map(|(_, sign)| sign).collect(), annotations);
        at += here;
    }
    written.out.push_str(&text[signs.last().map_or(0, |(place, _)| *place)..]);
    written.out
}

type Annotations = imbl::OrdMap<AnnotationId, std::sync::Arc<Annotation>>;

struct Writer<'a> {
    out: String,
    open: Vec<&'a AnnotationId>,
    chosen: Option<&'a AnnotationId>,
}

impl<'a> Writer<'a> {
    fn signs(&mut self, signs: Vec<&Sign<'a>>, annotations: &Annotations) {
        let mut closing: Vec<&AnnotationId> = Vec::new();
        for sign in &signs {
            if let Sign::Close(id) = sign {
                closing.push(id);
            }
        }
        // Innermost first.
        closing.sort_by_key(|id| std::cmp::Reverse(self.open.iter().position(|open| open == id)));
        for id in closing {
            if self.open.last() == Some(&id) {
                self.out.push(']');
            } else {
                write!(self.out, "/{id}]").unwrap();
            }
            self.open.retain(|open| *open != id);
        }
        for sign in signs {
            match sign {
                Sign::Close(_) => {}
                Sign::SelectionEnd => self.out.push('›'),
                Sign::Caret => self.out.push('¦'),
                Sign::SelectionStart => self.out.push('‹'),
                Sign::Open(_, id) => {
                    let star = if self.chosen == Some(*id) { "*" } else { "" };
                    write!(self.out, "[{star}{id}:{}|", annotations[*id].label).unwrap();
                    self.open.push(id);
                }
            }
        }
    }
}
