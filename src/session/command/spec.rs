//! What the table says of a command.

use super::arguments::Argument;
use super::call::Call;
use crate::session::error::Stop;
use crate::session::steps::Plan;

/// A row of the table.
#[derive(Debug)]
pub struct Spec {
    /// The stable name: files, scripts and key tables use it.
    pub id: &'static str,
    /// What menus show: sentence case, no full stop.
    pub text: &'static str,
    /// What it does, in a sentence without full stop.
    pub tooltip: &'static str,
    /// The menu it stands in.
    pub group: Group,
    /// Default keys, such as "Shift+Space". Bare letters belong to labels.
    pub keys: &'static [&'static str],
    /// Where the keys work.
    pub context: Context,
    /// What it can be given.
    pub parameters: &'static [Parameter],
    /// What it needs before it can run.
    pub needs: &'static [Need],
    /// Whether it may change the project.
    pub edits: bool,
    pub(in crate::session) plan: Planner,
}

/// Plans a command from the session as it is.
pub(in crate::session) type Planner = fn(&Call<'_>) -> Result<Plan, Stop>;

/// A menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Group {
    Article,
    Select,
    Mark,
    Label,
    Attribution,
    Register,
    Schema,
    Project,
    History,
}

/// Where keys work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// In the whole window.
    Window,
    /// While the article has the focus.
    Article,
}

/// What a command needs before it can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// An article: the argument `article`, or the open one.
    Article,
    /// The open article.
    Open,
    /// A mark of one's own: the argument `id`, or the chosen one.
    Mark,
    /// Something selected, or the arguments `start` and `end` or `fragments`.
    Selection,
    /// A candidate that is selected.
    Candidate,
    /// Something to undo.
    Undo,
    /// Something to redo.
    Redo,
    /// A command that "." can repeat.
    Last,
}

/// Something a command can be given.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What values it takes.
    pub kind: ParameterKind,
    /// Whether the command cannot run without it.
    pub required: bool,
    /// What it means, without full stop.
    pub doc: &'static str,
    /// The keys of the JSON object that it is, for whoever asks for them one by one. A name with a dot is a key within
    /// another.
    pub parts: &'static [Self],
}

/// What values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// Words.
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A byte offset of the article's body.
    Offset,
    /// A whole number.
    Number,
    /// Yes or no.
    Bool,
    /// Several words.
    List,
    /// JSON.
    Json,
    /// JSON with pairs of byte offsets of the article's body: `[[start, end], …]`.
    Spans,
    /// Words, a number (with a fraction: as JSON), yes or no, or several words.
    Value,
}

impl Spec {
    /// A command that changes nothing in the project.
    pub(super) const fn looks(id: &'static str, group: Group, plan: Planner) -> Self {
        Self {
            id,
            text: "",
            tooltip: "",
            group,
            keys: &[],
            context: Context::Article,
            parameters: &[],
            needs: &[],
            edits: false,
            plan,
        }
    }

    /// A command that may change the project.
    pub(super) const fn edits(id: &'static str, group: Group, plan: Planner) -> Self {
        Self { edits: true, ..Self::looks(id, group, plan) }
    }

    /// What menus show, and what it does.
    pub(super) const fn says(self, text: &'static str, tooltip: &'static str) -> Self {
        Self { text, tooltip, ..self }
    }

    /// Its default keys while the article has the focus.
    pub(super) const fn keys(self, keys: &'static [&'static str]) -> Self {
        Self { keys, ..self }
    }

    /// Its default keys in the whole window.
    pub(super) const fn window_keys(self, keys: &'static [&'static str]) -> Self {
        Self { keys, context: Context::Window, ..self }
    }

    /// What it can be given.
    pub(super) const fn takes(self, parameters: &'static [Parameter]) -> Self {
        Self { parameters, ..self }
    }

    /// What it needs before it can run.
    pub(super) const fn needs(self, needs: &'static [Need]) -> Self {
        Self { needs, ..self }
    }
}

impl Parameter {
    /// The article that is acted on.
    pub(super) const ARTICLE: Self = Self::text("article", "The article; else the open one");

    /// The mark that is acted on.
    pub(super) const MARK: Self = Self::text("id", "The mark; else the chosen one");

    /// The beginning of what is marked.
    pub(super) const START: Self = Self::offset("start", "Where it begins; else the selection");

    /// The end of what is marked.
    pub(super) const END: Self = Self::offset("end", "Where it ends");

    /// Whether a span is taken as it is.
    pub(super) const EXACT: Self = Self::flag(
        "exact",
        "Take the offsets as they are: keep white space, commas and the full stop at the edges",
    );

    /// A parameter that can be left out.
    pub(super) const fn new(name: &'static str, kind: ParameterKind, doc: &'static str) -> Self {
        Self { name, kind, required: false, doc, parts: &[] }
    }

    /// Words that can be left out.
    pub(super) const fn text(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, ParameterKind::Text, doc)
    }

    /// A byte offset that can be left out.
    pub(super) const fn offset(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, ParameterKind::Offset, doc)
    }

    /// One of several words, which can be left out.
    pub(super) const fn choice(
        name: &'static str,
        words: &'static [&'static str],
        doc: &'static str,
    ) -> Self {
        Self::new(name, ParameterKind::Choice(words), doc)
    }

    /// A list that can be left out.
    pub(super) const fn list(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, ParameterKind::List, doc)
    }

    /// JSON that can be left out.
    pub(super) const fn json(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, ParameterKind::Json, doc)
    }

    /// Yes or no, no when left out.
    pub(super) const fn flag(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, ParameterKind::Bool, doc)
    }

    /// The same parameter, which has these keys.
    pub(super) const fn of_parts(self, parts: &'static [Self]) -> Self {
        Self { parts, ..self }
    }

    /// The same parameter, which cannot be left out.
    pub(super) const fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

impl ParameterKind {
    /// Whether `argument` is such a value.
    pub(super) fn fits(self, argument: &Argument) -> bool {
        match (self, argument) {
            (Self::Choice(words), Argument::Text(text)) => words.contains(&text.as_str()),
            (Self::Offset, Argument::Number(number)) => *number >= 0,
            (Self::Value, _)
            | (Self::Text, Argument::Text(_))
            | (Self::Number, Argument::Number(_))
            | (Self::Bool, Argument::Bool(_))
            | (Self::List, Argument::List(_))
            | (Self::Json | Self::Spans, Argument::Json(_)) => true,
            _ => false,
        }
    }

    /// The values in words.
    pub fn description(self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Choice(words) => words.join(" or "),
            Self::Offset => "an offset, 0 or more".to_owned(),
            Self::Number => "a whole number".to_owned(),
            Self::Bool => "true or false".to_owned(),
            Self::List => "a list of texts".to_owned(),
            Self::Json => "JSON".to_owned(),
            Self::Spans => "[[start, end], …]".to_owned(),
            Self::Value => "text, a number, true or false, or a list of texts".to_owned(),
        }
    }
}
