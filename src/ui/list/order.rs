//! Which articles are listed, in which order, under which headings, and where each stands.

use crate::model::article::Listing;
use crate::model::id::ArticleId;
use crate::model::moment::PartialDate;
use crate::session::Session;
use crate::ui::stack::Stack;

/// What articles are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sort {
    /// The day on which they were published.
    #[default]
    Date,
    /// Who published them.
    Outlet,
    /// Their headlines.
    Title,
    /// Their ids, as exports have them.
    Id,
}

/// Which articles are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Only {
    /// All of them.
    #[default]
    All,
    /// Those that are not done or skipped in every layer.
    Unfinished,
    /// Those without a mark of one's own.
    Untouched,
    /// Those with suggestions that wait to be reviewed.
    Waiting,
    /// Those that are done or skipped in every layer.
    Finished,
    /// Those whose date is not known.
    NoDate,
    /// Those whose outlet is not known.
    NoOutlet,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// What the articles below share.
    Heading(Heading),
    /// An article.
    Article(ArticleId),
}

/// What articles have in common where they are sorted by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// The day on which they were published.
    Day(PartialDate),
    /// Words that people wrote.
    Words(String),
    /// Nothing is known of it.
    Unknown,
}

/// The rows of the list.
#[derive(Debug)]
pub(super) struct Order {
    rows: Vec<Row>,
    stack: Stack,
}

impl Sort {
    /// All there are.
    pub(super) const ALL: [Self; 4] = [Self::Date, Self::Outlet, Self::Title, Self::Id];

    /// The id of its name among the texts.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Date => "list-sort-date",
            Self::Outlet => "list-sort-outlet",
            Self::Title => "list-sort-title",
            Self::Id => "list-sort-id",
        }
    }

    fn key(self, listing: &Listing) -> String {
        let metadata = &listing.metadata;
        let known = match self {
            Self::Date => metadata.published.as_ref().map(ToString::to_string),
            Self::Outlet => metadata.outlet.clone(),
            Self::Title => metadata.title.clone(),
            Self::Id => None,
        };
        known.unwrap_or_default().to_lowercase()
    }

    fn heading(self, listing: &Listing) -> Heading {
        let metadata = &listing.metadata;
        let known = match self {
            Self::Date => metadata.published.as_ref().map(|moment| Heading::Day(moment.date())),
            Self::Outlet => metadata.outlet.clone().map(Heading::Words),
            Self::Title | Self::Id => None,
        };
        known.unwrap_or(Heading::Unknown)
    }
}

impl Only {
    /// All there are.
    pub(super) const ALL: [Self; 7] = [
        Self::All,
        Self::Unfinished,
        Self::Untouched,
        Self::Waiting,
        Self::Finished,
        Self::NoDate,
        Self::NoOutlet,
    ];

    /// The id of its name among the texts.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::All => "list-only-all",
            Self::Unfinished => "list-only-unfinished",
            Self::Untouched => "list-only-untouched",
            Self::Waiting => "list-only-waiting",
            Self::Finished => "list-only-finished",
            Self::NoDate => "list-only-no-date",
            Self::NoOutlet => "list-only-no-outlet",
        }
    }

    fn takes(self, session: &Session, listing: &Listing) -> bool {
        match self {
            Self::All => true,
            Self::Unfinished => !session.has_finished(listing),
            Self::Untouched => session.own_summary(listing).is_none_or(|work| work.marks() == 0),
            Self::Waiting => session.own_summary(listing).is_some_and(|work| work.suggestions > 0),
            Self::Finished => session.has_finished(listing),
            Self::NoDate => listing.metadata.published.is_none(),
            Self::NoOutlet => listing.metadata.outlet.is_none(),
        }
    }
}

impl Order {
    /// The articles whose title, outlet or id holds `filter`, in any case.
    pub(super) fn new(session: &Session, filter: &str, sort: Sort, only: Only) -> Self {
        let project = session.project();
        let filter = filter.trim().to_lowercase();
        let holds = |text: Option<&str>| text.is_some_and(|text| text.to_lowercase().contains(&filter));
        let mut articles: Vec<(String, ArticleId, Heading)> = Vec::new();
        for (id, slot) in project.articles() {
            let listing = slot.listing();
            let metadata = &listing.metadata;
            let named = [Some(id.as_str()), metadata.title.as_deref(), metadata.outlet.as_deref()];
            if only.takes(session, &listing) && named.into_iter().any(holds) {
                articles.push((sort.key(&listing), id.clone(), sort.heading(&listing)));
            }
        }
        articles.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        let mut rows = Vec::with_capacity(articles.len());
        let mut last = Heading::Unknown;
        for (_, id, heading) in articles {
            if heading != last {
                rows.push(Row::Heading(heading.clone()));
                last = heading;
            }
            rows.push(Row::Article(id));
        }
        let mut stack = Stack::default();
        for row in &rows {
            stack.push(matches!(row, Row::Heading(_)));
        }
        Self { rows, stack }
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Where the rows stand.
    pub(super) fn stack(&self) -> &Stack {
        &self.stack
    }

    /// The row of an article.
    pub(super) fn position(&self, id: &ArticleId) -> Option<usize> {
        self.rows.iter().position(|row| matches!(row, Row::Article(known) if known == id))
    }
}
