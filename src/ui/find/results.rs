//! What was found, which of it is ticked, and where it stands in the list.

use std::ops::Range;

use crate::model::id::{ArticleId, LabelKey, LayerKey};
use crate::session::Session;
use crate::session::search::hits::{Found, Hit, Told, labels_at};
use crate::ui::stack::Stack;

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Results {
    groups: Vec<Group>,
    rows: Vec<Row>,
    stack: Stack,
    /// The places in order.
    flat: Vec<At>,
    /// How many articles are searched.
    pub(super) searched: usize,
    /// How many articles could not be read.
    pub(super) unread: usize,
    /// How many places there are that are not listed.
    pub(super) more: usize,
    tally: Option<Tally>,
}

/// The places in one article.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) found: Found,
    /// The same places, for the article view.
    ranges: Vec<Range<usize>>,
    /// What the person has ticked or not, where they have.
    ticks: Vec<Option<bool>>,
}

/// A place among the groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    group: usize,
    hit: usize,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// The heading of a group.
    Heading(usize),
    /// A place, by its number among all.
    Place(usize),
}

/// How many places there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// All that are listed.
    pub(super) all: usize,
    /// Those that are ticked.
    pub(super) ticked: usize,
    /// Those that are marked already.
    pub(super) marked: usize,
}

impl Results {
    /// Takes in what a search has told.
    pub(super) fn take(&mut self, told: Told) {
        match told {
            Told::Searched(count) => self.searched = count,
            Told::Unread(..) => self.unread += 1,
            Told::Found(found) => {
                self.tally = None;
                self.more += found.more;
                if !found.hits.is_empty() {
                    self.add(found);
                }
            }
        }
    }

    fn add(&mut self, found: Found) {
        let group = self.groups.len();
        self.push(Row::Heading(group));
        for hit in 0..found.hits.len() {
            self.push(Row::Place(self.flat.len()));
            self.flat.push(At { group, hit });
        }
        let ranges = found.hits.iter().map(|hit| hit.span.range()).collect();
        let ticks = vec![None; found.hits.len()];
        self.groups.push(Group { found, ranges, ticks });
    }

    fn push(&mut self, row: Row) {
        self.stack.push(matches!(row, Row::Heading(_)));
        self.rows.push(row);
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Where the rows stand.
    pub(super) fn stack(&self) -> &Stack {
        &self.stack
    }

    /// The row of a place.
    pub(super) fn row_of(&self, place: usize) -> usize {
        self.flat.get(place).map_or(0, |at| place + at.group + 1)
    }

    /// How many places are listed.
    pub(super) fn len(&self) -> usize {
        self.flat.len()
    }

    pub(super) fn group(&self, group: usize) -> &Group {
        &self.groups[group]
    }

    pub(super) fn groups(&self) -> usize {
        self.groups.len()
    }

    /// A place, and its article.
    pub(super) fn place(&self, place: usize) -> Option<(&ArticleId, &Hit)> {
        let at = self.flat.get(place)?;
        let found = &self.groups[at.group].found;
        Some((&found.article, &found.hits[at.hit]))
    }

    /// The places in an article, in order, for the article view.
    pub(super) fn ranges(&self, article: &ArticleId) -> &[Range<usize>] {
        let group = self.groups.iter().find(|group| group.found.article == *article);
        group.map_or(&[], |group| &group.ranges)
    }

    /// The first place at or after `from` (bytes) in `article`, else the first of all.
    pub(super) fn nearest(&self, article: &ArticleId, from: usize) -> Option<usize> {
        let there = |at: &&At| {
            let found = &self.groups[at.group].found;
            found.article == *article && found.hits[at.hit].span.start() >= from
        };
        let found = self.flat.iter().find(there);
        let found =
            found.or_else(|| self.flat.iter().find(|at| self.groups[at.group].found.article == *article));
        let found = found.or(self.flat.first())?;
        self.flat.iter().position(|at| at == found)
    }

    /// The labels that a place has now.
    pub(super) fn labels(&self, session: &Session, place: usize) -> Vec<(LayerKey, LabelKey)> {
        let Some((article, hit)) = self.place(place) else { return Vec::new() };
        match session.project().article(article) {
            Ok(article) => labels_at(article.work(session.annotator()), hit.span),
            Err(_) => hit.labels.clone(),
        }
    }

    /// Whether a place is ticked: as the person says, else where nothing is marked and the text is the article's.
    pub(super) fn is_ticked(&self, session: &Session, place: usize) -> bool {
        let Some(at) = self.flat.get(place) else { return false };
        let group = &self.groups[at.group];
        group.ticks[at.hit]
            .unwrap_or_else(|| !group.found.hits[at.hit].is_aside && self.labels(session, place).is_empty())
    }

    pub(super) fn tick(&mut self, place: usize, is_ticked: Option<bool>) {
        if let Some(at) = self.flat.get(place) {
            self.groups[at.group].ticks[at.hit] = is_ticked;
            self.tally = None;
        }
    }

    /// Ticks every place that nothing is marked at, or none.
    pub(super) fn tick_all(&mut self, session: &Session, is_ticked: bool) {
        for place in 0..self.len() {
            let ticked = is_ticked && self.labels(session, place).is_empty();
            self.tick(place, Some(ticked));
        }
    }

    /// Counts again: what is marked may have changed.
    pub(super) fn recount(&mut self) {
        self.tally = None;
    }

    pub(super) fn tally(&mut self, session: &Session) -> Tally {
        if let Some(tally) = self.tally {
            return tally;
        }
        let count = |is: &dyn Fn(usize) -> bool| (0..self.len()).filter(|place| is(*place)).count();
        let tally = Tally {
            all: self.len(),
            ticked: count(&|place| self.is_ticked(session, place)),
            marked: count(&|place| !self.labels(session, place).is_empty()),
        };
        *self.tally.insert(tally)
    }

    /// The places that are ticked, by article.
    pub(super) fn ticked(&self, session: &Session) -> Vec<(&ArticleId, Vec<crate::model::span::Span>)> {
        let mut ticked: Vec<(&ArticleId, Vec<_>)> = Vec::new();
        for place in (0..self.len()).filter(|place| self.is_ticked(session, *place)) {
            let Some((article, hit)) = self.place(place) else { continue };
            match ticked.last_mut().filter(|(last, _)| *last == article) {
                Some((_, spans)) => spans.push(hit.span),
                None => ticked.push((article, vec![hit.span])),
            }
        }
        ticked
    }

    /// Forgets what the person has ticked.
    pub(super) fn untick(&mut self) {
        for group in &mut self.groups {
            group.ticks.fill(None);
        }
        self.tally = None;
    }
}
