//! What a gesture of the mouse in the article means.

use super::article::Gesture;
use super::commands::AnyCommand;
use super::scene::Act;
use crate::model::id::{LabelKey, LayerKey};
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::session::desk::Selection;

/// The commands behind a gesture of the mouse. `armed` is the label to paint with, `selection` what is selected.
pub fn acts_of(gesture: Gesture, armed: Option<&(LayerKey, LabelKey)>, selection: Selection) -> Vec<Act> {
    let session = |kind, arguments| Act::Run(AnyCommand::Session(kind), arguments);
    let select = |anchor: usize, head: usize| {
        session(CommandKind::Select, Arguments::new().with("start", anchor).with("end", head))
    };
    match gesture {
        Gesture::Select { anchor, head } => vec![select(anchor, head)],
        Gesture::Selected { anchor, head } => {
            let mut acts = vec![select(anchor, head)];
            if let Some((layer, label)) = armed.filter(|_| anchor != head) {
                acts.push(Act::label(layer, label));
            }
            acts
        }
        Gesture::SelectWord(at) => vec![select(at, at), Act::session(CommandKind::SelectionGrow)],
        Gesture::SelectSentence(at) => vec![select(at, at), Act::session(CommandKind::SelectionSentence)],
        Gesture::Choose(id) => vec![Act::with(CommandKind::AnnotationChoose, "id", id.as_str())],
        Gesture::MoveEdge { mark, start, end } => {
            let choose = Act::with(CommandKind::AnnotationChoose, "id", mark.as_str());
            let arguments = Arguments::new().with("start", start).with("end", end);
            vec![choose, session(CommandKind::AnnotationSetSpan, arguments)]
        }
        // The menu is for the mark under the pointer, else for what is selected there, else for the word.
        Gesture::Menu { mark: Some(mark), .. } => {
            vec![Act::with(CommandKind::AnnotationChoose, "id", mark.as_str())]
        }
        Gesture::Menu { offset, .. } if selection.range().contains(&offset) => Vec::new(),
        Gesture::Menu { offset, .. } => {
            vec![select(offset, offset), Act::session(CommandKind::SelectionGrow)]
        }
    }
}
