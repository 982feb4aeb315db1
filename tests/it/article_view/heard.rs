//! What is read out to those who do not see it.

use egui::accesskit::Role;
use glossator::session::desk::Selection;

use super::stage::{Stage, TEXT, annotation, place};

#[test]
fn marks_and_selection_can_be_heard() {
    let marks = vec![
        annotation("m", "entity", "person", &[0..10]),
        annotation("n", "claim", "claim", &[place(TEXT, "cautioned"), place(TEXT, "lists may")]),
    ];
    let mut stage = Stage::new(TEXT, marks);
    stage.ctx.enable_accesskit();
    stage.desk.selection = Selection { anchor: 5, head: 10 };
    stage.frame(Vec::new());
    stage.frame(Vec::new());
    let update = stage.output.as_ref().unwrap().platform_output.accesskit_update.as_ref().unwrap();
    let of_role =
        |role: Role| update.nodes.iter().map(|(_, node)| node).filter(move |node| node.role() == role);
    let labels: Vec<&str> = of_role(Role::Mark).filter_map(|node| node.label()).collect();
    assert!(labels.contains(&"Person: Samo Idrel"), "{labels:?}");
    assert!(labels.contains(&"Claim: cautioned … lists may"), "{labels:?}");
    let document = of_role(Role::Document).next().unwrap();
    let node = |id| update.nodes.iter().find(|(of, _)| of == id).map(|(_, node)| node);
    let children = document.children().iter().filter_map(node);
    let runs: Vec<_> = children.filter(|node| node.role() == Role::TextRun).collect();
    let text: String = runs.iter().filter_map(|node| node.value()).collect();
    assert_eq!(text, format!("{TEXT}\n"));
    for run in runs {
        let lengths: usize = run.character_lengths().iter().map(|length| usize::from(*length)).sum();
        assert_eq!(lengths, run.value().unwrap().len());
    }
    let selection = document.text_selection().unwrap();
    assert_eq!((selection.anchor.character_index, selection.focus.character_index), (5, 10));
}
