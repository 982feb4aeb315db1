//! From a row of the table to a command with its target, or the reason why not; and running it.

use super::arguments::{Argument, Arguments};
use super::call::Call;
use super::kind::CommandKind;
use super::outcome::Outcome;
use super::spec::{Need, Parameter, Spec};
use crate::model::id::{AnnotationId, ArticleId};
use crate::session::Session;
use crate::session::error::{CommandError, Refusal, Stop};

/// A command that can be run, bound to what it acts on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Which one.
    pub kind: CommandKind,
    /// What it was given.
    pub arguments: Arguments,
    /// What it acts on.
    pub target: Target,
}

/// What a command acts on, as far as it needs to be known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The article.
    pub article: Option<ArticleId>,
    /// The mark in it.
    pub mark: Option<AnnotationId>,
}

impl CommandKind {
    /// The command that this means now, or the reason why it cannot be run. Reads no text: menus ask each frame.
    pub fn resolve(self, session: &Session, arguments: Arguments) -> Result<Command, Refusal> {
        let spec = self.spec();
        check_arguments(spec, &arguments)?;
        if let (true, Some(reason)) = (spec.edits, session.why_read_only()) {
            return Err(Refusal::new(reason));
        }
        let target = find_target(spec, session, &arguments)?;
        let command = Command { kind: self, arguments, target };
        spec.needs.iter().try_for_each(|need| need.check(session, &command))?;
        Ok(command)
    }
}

impl Session {
    /// Runs `command`. After an error of kind `File` that says so, the work is done but not saved yet
    /// (see [`Session::why_unsaved`]), or an article is gone but may come back with a power cut; after any other error
    /// nothing has changed.
    pub fn run(&mut self, command: &Command) -> Result<Outcome, CommandError> {
        let spec = command.kind.spec();
        if let (true, Some(reason)) = (spec.edits, self.why_read_only()) {
            return Err(Refusal::new(reason).into());
        }
        self.note_activity();
        let done = self.attempt(command, spec);
        self.hand_on_effort();
        done
    }

    fn attempt(&mut self, command: &Command, spec: &Spec) -> Result<Outcome, CommandError> {
        loop {
            let plan = (spec.plan)(&Call::new(self, command));
            match plan.and_then(|plan| self.carry_out(command.kind, plan)) {
                Ok(outcome) => return Ok(outcome),
                // Loading succeeds only with all of these loaded, so each round needs other articles.
                Err(Stop::Load(ids)) => self.load(&ids)?,
                Err(Stop::Fail(error)) => return Err(error),
            }
        }
    }

    /// Resolves and runs in one go.
    pub fn perform(&mut self, kind: CommandKind, arguments: Arguments) -> Result<Outcome, CommandError> {
        let command = kind.resolve(self, arguments)?;
        self.run(&command)
    }
}

fn check_arguments(spec: &Spec, arguments: &Arguments) -> Result<(), Refusal> {
    let parameter = |name: &str| spec.parameters.iter().find(|parameter| parameter.name == name);
    for (name, value) in arguments.iter() {
        match parameter(name) {
            None => return Err(unknown(spec, name)),
            Some(parameter) if !parameter.kind.fits(value) => return Err(mistyped(spec, parameter, value)),
            Some(_) => {}
        }
    }
    let missing = spec.parameters.iter().find(|known| known.required && arguments.get(known.name).is_none());
    missing.map_or(Ok(()), |missing| Err(Refusal::new(format!("{} needs {:?}", spec.id, missing.name))))
}

fn unknown(spec: &Spec, name: &str) -> Refusal {
    let known: Vec<&str> = spec.parameters.iter().map(|parameter| parameter.name).collect();
    let refusal = Refusal::new(format!("{} has no argument {name:?}", spec.id));
    match known[..] {
        [] => refusal.hint("It takes no arguments"),
        _ => refusal.hint(format!("It takes {}", known.join(", "))),
    }
}

fn mistyped(spec: &Spec, parameter: &Parameter, value: &Argument) -> Refusal {
    let (id, name) = (spec.id, parameter.name);
    Refusal::new(format!("{name:?} of {id} must be {}, not {value}", parameter.kind.description()))
}

fn find_target(spec: &Spec, session: &Session, arguments: &Arguments) -> Result<Target, Refusal> {
    let desk = session.desk();
    let text = |name| match arguments.get(name) {
        Some(Argument::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let article = text("article").map(ArticleId::from).or_else(|| desk.article.clone());
    if let Some(id) = &article
        && !session.project().articles().contains_key(id)
    {
        return Err(Refusal::new(format!("there is no article {id}")));
    }
    let is_open = article.is_some() && article == desk.article;
    let chosen = || if is_open { desk.chosen.clone() } else { None };
    let named = if spec.needs.contains(&Need::Mark) { text("id") } else { None };
    let mark = named.map(AnnotationId::from).or_else(chosen);
    Ok(Target { article, mark })
}

impl Need {
    fn check(self, session: &Session, command: &Command) -> Result<(), Refusal> {
        let given = |name| command.arguments.get(name).is_some();
        let is_open = command.target.article == session.desk().article;
        let (met, reason) = match self {
            Self::Article => (command.target.article.is_some(), "no article is open"),
            Self::Open => (session.desk().article.is_some(), "no article is open"),
            Self::Mark => (command.target.mark.is_some(), "no mark is chosen"),
            Self::Selection => {
                let selected = is_open && !session.desk().selection.is_empty();
                (selected || given("start") || given("fragments"), "nothing is selected")
            }
            Self::Candidate => (session.desk().candidate.is_some(), "no candidate is selected"),
            Self::Undo => (session.history().to_undo().is_some(), "there is nothing to undo"),
            Self::Redo => (session.history().to_redo().is_some(), "there is nothing to redo"),
            Self::Last => (session.desk().last.is_some(), "there is nothing to repeat"),
        };
        if met { Ok(()) } else { Err(Refusal::new(reason)) }
    }
}
