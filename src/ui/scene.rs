//! What every part of the window is shown with, and what it may ask for.

use super::commands::{AnyCommand, WindowCommand};
use super::keys::keymap::Keymap;
use super::texts::Texts;
use super::theme::Look;
use crate::model::annotation::Annotation;
use crate::model::id::{LabelKey, LayerKey};
use crate::model::schema::{Label, Layer, Role};
use crate::session::Session;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;

/// What every part of the window is shown with, whatever is open.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// Colours and sizes.
    pub look: Look<'a>,
    /// Words.
    pub texts: &'a Texts,
    /// Keys.
    pub keys: &'a Keymap,
}

impl<'a> Setting<'a> {
    /// The setting with the work in it.
    pub fn scene(self, session: &'a Session) -> Scene<'a> {
        Scene { look: self.look, texts: self.texts, keys: self.keys, session }
    }
}

/// Everything that the parts of a workbench read in a frame. None of them changes it: they ask for [`Act`]s.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// Colours and sizes.
    pub look: Look<'a>,
    /// Words.
    pub texts: &'a Texts,
    /// Keys.
    pub keys: &'a Keymap,
    /// The work.
    pub session: &'a Session,
}

/// What a part of the window asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A command, with what it is given.
    Run(AnyCommand, Arguments),
    /// A mark is to be seen: it is chosen already or about to be.
    Reveal,
}

impl Act {
    /// A command of the session without arguments.
    pub fn session(kind: CommandKind) -> Self {
        Self::Run(AnyCommand::Session(kind), Arguments::new())
    }

    /// A command of the session with one argument.
    pub fn with(kind: CommandKind, name: &str, value: &str) -> Self {
        Self::Run(AnyCommand::Session(kind), Arguments::new().with(name, value))
    }

    /// A command of the window.
    pub fn window(command: WindowCommand) -> Self {
        Self::Run(AnyCommand::Window(command), Arguments::new())
    }

    /// Puts a label on what is selected, or gives it to the chosen mark.
    pub fn label(layer: &LayerKey, label: &LabelKey) -> Self {
        let arguments = Arguments::new().with("layer", layer.as_str()).with("label", label.as_str());
        Self::Run(AnyCommand::Session(CommandKind::LabelApply), arguments)
    }
}

impl<'a> Scene<'a> {
    /// The label of a mark, as the schema has it now.
    pub fn label_of(&self, mark: &Annotation) -> Option<&'a Label> {
        self.session.project().schema().resolve(&mark.layer, &mark.label)
    }

    /// The layer of a mark.
    pub fn layer_of(&self, mark: &Annotation) -> Option<&'a Layer> {
        self.session.project().schema().layers.get(&mark.layer).map(|layer| &**layer)
    }

    /// The colour that stands for a layer, where it is not shown by its labels.
    pub fn role_colour(&self, role: Role) -> egui::Color32 {
        match role {
            Role::Entity | Role::None => self.look.palette.accent,
            Role::Claim => self.look.palette.claim,
            Role::Figure => self.look.palette.figure,
        }
    }

    /// What a mark covers, in one line; pieces of a mark with gaps are joined by an ellipsis.
    pub fn quote(&self, mark: &Annotation) -> String {
        let Some(article) = self.session.open_article() else { return String::new() };
        let text = article.body().text();
        let pieces = mark.spans.iter().map(|span| text.get(span.range()).unwrap_or_default());
        let quote = pieces.collect::<Vec<_>>().join(" … ");
        quote.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
