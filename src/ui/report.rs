//! What is said after a command that has done something which does not show where it was asked for.

use super::messages::Message;
use super::texts::Texts;
use crate::model::id::ArticleId;
use crate::model::status::Progress;
use crate::session::Session;
use crate::session::command::arguments::{Argument, Arguments};
use crate::session::command::kind::CommandKind;

/// What is said after `kind` was run with `arguments`, if anything.
pub fn after(kind: CommandKind, arguments: &Arguments, session: &Session, texts: &Texts) -> Option<Message> {
    match kind {
        CommandKind::StatusSet => status(arguments, session, texts).map(Message::news),
        _ => None,
    }
}

/// How far the layer has come that was spoken of.
fn status(arguments: &Arguments, session: &Session, texts: &Texts) -> Option<String> {
    let words = |name| match arguments.get(name) {
        Some(Argument::Text(words)) => Some(words.as_str()),
        _ => None,
    };
    let layer = session.project().schema().find_layer(words("layer")?)?;
    let article = words("article").map(ArticleId::from).or_else(|| session.desk().article.clone())?;
    let progress = session.own_work(&article).map(|work| work.progress(&layer.key)).unwrap_or_default();
    Some(match progress {
        Progress::New => texts.name("status-is-new", &layer.name),
        Progress::InProgress => texts.name("status-is-in-progress", &layer.name),
        Progress::Done => texts.name("status-is-done", &layer.name),
        Progress::Skipped { reason } => {
            texts.with("status-is-skipped", [("name", layer.name.as_str().into()), ("reason", reason.into())])
        }
    })
}
