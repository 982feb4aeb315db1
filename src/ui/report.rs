//! What is said after a command that has done something which does not show where it was asked for.

use super::messages::Message;
use super::texts::Texts;
use crate::model::id::ArticleId;
use crate::model::status::Progress;
use crate::session::Session;
use crate::session::command::arguments::{Argument, Arguments};
use crate::session::command::kind::CommandKind;

/// What is to be told of when a command was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The layer whose status is set, as it was named.
    layer: String,
    /// The article; else the open one.
    article: Option<ArticleId>,
}

impl Report {
    /// The report on `kind` with `arguments`, if there is something to be told of.
    pub fn on(kind: CommandKind, arguments: &Arguments) -> Option<Self> {
        let words = |name| match arguments.get(name) {
            Some(Argument::Text(words)) => Some(words.as_str()),
            _ => None,
        };
        let layer = words("layer").filter(|_| kind == CommandKind::StatusSet)?;
        Some(Self { layer: layer.to_owned(), article: words("article").map(ArticleId::from) })
    }

    /// How far the layer has come now.
    pub fn message(self, session: &Session, texts: &Texts) -> Option<Message> {
        let layer = session.project().schema().find_layer(&self.layer)?;
        let article = self.article.or_else(|| session.desk().article.clone())?;
        let progress = session.own_work(&article).map(|work| work.progress(&layer.key)).unwrap_or_default();
        let name = layer.name.as_str();
        Some(Message::news(match progress {
            Progress::New => texts.name("status-is-new", name),
            Progress::InProgress => texts.name("status-is-in-progress", name),
            Progress::Done => texts.name("status-is-done", name),
            Progress::Skipped { reason } => {
                texts.with("status-is-skipped", [("name", name.into()), ("reason", reason.into())])
            }
        }))
    }
}
