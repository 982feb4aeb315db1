//! Exports through the sheet, with the keyboard alone, into folders that are looked at afterwards.

use std::collections::BTreeSet;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::exchange::splits::GroupBy;
use crate::exchange::tokens::Misfits;
use crate::ui::carry::preview::Foreseen;

/// A window whose keys are pressed.
struct Desk(Harness<'static, Machine>);

impl Desk {
    fn new(articles: &[(&str, &str)]) -> Self {
        Self::with_size(egui::vec2(1280.0, 800.0), articles)
    }

    fn with_size(size: egui::Vec2, articles: &[(&str, &str)]) -> Self {
        let mut machine = Machine::new();
        for (id, text) in articles {
            let path = machine.write(&format!("{id}.txt"), text);
            machine.import(path, false);
            machine.finish();
        }
        let mut is_new = true;
        let show = move |ui: &mut egui::Ui, machine: &mut Machine| {
            if std::mem::take(&mut is_new) {
                machine.app.shell.install(ui.ctx());
            }
            machine.app.shell.show(ui);
        };
        let builder = Harness::builder().with_size(size).with_step_dt(0.01);
        let mut desk = Self(builder.build_ui_state(show, machine));
        desk.0.run_steps(3);
        // The sheet of the imports, which were given past it.
        desk.press(Modifiers::NONE, Key::Escape);
        desk
    }

    fn machine(&mut self) -> &mut Machine {
        self.0.state_mut()
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.0.key_press_modifiers(modifiers, key);
        self.0.run_steps(3);
    }

    fn enter(&mut self) {
        self.press(Modifiers::NONE, Key::Enter);
    }

    fn has_focus(&self, name: &str) -> bool {
        self.0.query_all_by_label(name).any(|node| node.accesskit_node().is_focused())
    }

    /// Presses Tab until the control called `name` has the focus.
    #[track_caller]
    fn tab_to(&mut self, name: &str) {
        for _ in 0..90 {
            if self.has_focus(name) {
                return;
            }
            self.press(Modifiers::NONE, Key::Tab);
        }
        panic!("Tab does not lead to {name:?}");
    }

    #[track_caller]
    fn choose(&mut self, name: &str) {
        self.tab_to(name);
        self.press(Modifiers::NONE, Key::Space);
    }

    /// Writes `text` in the field called `name`, in place of what is there.
    #[track_caller]
    fn fill(&mut self, name: &str, text: &str) {
        self.tab_to(name);
        self.press(Modifiers::COMMAND, Key::A);
        self.0.event(egui::Event::Text(text.to_owned()));
        self.0.run_steps(3);
    }

    /// Opens the sheet of an export to `place`, in the format called `format`.
    fn ask(&mut self, format: &str, place: &Path) {
        self.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
        self.fill("File or folder", &place.display().to_string());
        self.choose(format);
    }

    /// Says of `article` that everything is marked in it.
    fn finish(&mut self, article: &str) {
        let schema = self.machine().session().project().schema();
        let layers: Vec<String> =
            schema.layers_in_order().iter().map(|layer| layer.key.as_str().to_owned()).collect();
        for layer in layers {
            let arguments = Arguments::new().with("article", article).with("layer", layer.as_str());
            let arguments = arguments.with("status", "done");
            self.machine().session().perform(CommandKind::StatusSet, arguments).unwrap();
        }
    }

    /// Does what the sheet has given; whether it has given anything.
    fn answer(&mut self) -> bool {
        let ctx = self.0.ctx.clone();
        let requests = self.machine().app.shell.take_requests();
        let is_look = |request: &Request| matches!(request, Request::Carry(Wish::Foresee(_)));
        let is_given = requests.iter().any(|request| !is_look(request));
        for request in requests {
            self.machine().app.answer(&ctx, request);
        }
        self.machine().finish();
        self.0.run_steps(3);
        is_given
    }

    /// Waits until the choices have come to rest, and for what they would give.
    fn foresee(&mut self) {
        self.look(|done| matches!(done, Done::Foreseen(_, part) if !matches!(**part, Foreseen::Samples(_))));
    }

    /// The same for an import.
    fn arrive(&mut self) {
        self.look(|done| matches!(done, Done::Arriving(..)));
    }

    fn look(&mut self, is_last: fn(&Done) -> bool) {
        self.0.run_steps(40);
        self.answer();
        loop {
            let done = self.machine().told();
            let is_end = is_last(&done);
            self.machine().app.take(done);
            if is_end {
                break;
            }
        }
        self.0.run_steps(3);
    }

    fn sees(&self, part: &str) -> bool {
        self.0.query_all_by_label_contains(part).next().is_some()
    }

    /// What else the last message says.
    fn hints(&mut self) -> Vec<String> {
        self.machine().app.shell.messages.said().last().unwrap().hints.clone()
    }
}

/// Two versions of one report, and two other articles.
const REPORTS: [(&str, &str); 4] = [
    ("a", "Ana Reyk said on Monday that the dam at Lisk held through the night, as water rose 👩🏽‍🚒.\r\n"),
    ("b", "Ana Reyk said on Monday that the dam at Lisk held through the night, as water rose 👩🏽‍🚒!\r\n"),
    ("c", "قالت ليلى إن السد انهار قبل الفجر"),
    ("d", "Ana went home by the last train, and nobody saw her leave the valley again."),
];

fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_sheet_of_an_import_shows_what_would_come_in_and_asks_for_columns_and_layer() {
    let mut desk = Desk::new(&[]);
    let table = "slug,story\nlisk,\"قالت ليلى 👩🏽‍🚒 in Lisk.\"\n";
    let path = desk.machine().write("lisk.csv", table);
    desk.machine().app.ask_import(vec![path]);
    desk.0.run_steps(3);
    desk.arrive();
    assert!(desk.sees("no format is known for such a file"));
    desk.fill("Columns", "text=story,id=slug");
    desk.arrive();
    assert!(desk.sees("One article, no marks"));
    assert!(desk.sees("قالت ليلى 👩🏽‍🚒 in Lisk."));
    desk.tab_to("Import");
    desk.enter();
    assert!(desk.answer());
    assert_eq!(desk.machine().articles(), ["lisk"]);

    let line = r#"{"text": "Maren said no.", "label": [[0, 5, "Ministre"]]}"#;
    let path = desk.machine().write("more.jsonl", line);
    desk.machine().app.ask_import(vec![path]);
    desk.0.run_steps(3);
    desk.fill("Layer", "Claims");
    desk.arrive();
    assert!(desk.sees("doccano: one file"));
    assert!(desk.sees("One article, one mark"));
    assert!(desk.sees("Maren – Ministre"));
    desk.tab_to("Import");
    desk.enter();
    assert!(desk.answer());
    let open = Arguments::new().with("article", "more-1");
    desk.machine().session().perform(CommandKind::ArticleOpen, open).unwrap();
    let article = desk.machine().session().project().article(&"more-1".into()).unwrap();
    let marks = article.annotations_in_order();
    assert_eq!(marks[0].layer.as_str(), "claim");
}

#[test]
fn the_sheet_shows_what_the_export_would_be_and_the_command_that_does_the_same() {
    let mut desk = Desk::new(&[("one", "قالت ليلى 👩🏽‍🚒 in Lisk."), ("two", "Maren said no.")]);
    desk.machine().mark("two", 0, 5).unwrap();
    desk.machine().session().settle().unwrap();
    desk.ask("doccano", Path::new("/tmp/gone/out.jsonl"));
    desk.foresee();
    // Nothing is finished, so that doccano would have nothing.
    assert!(desk.sees("marks of layers that are not finished in the article"));
    desk.choose("Glossator JSON lines");
    desk.foresee();
    assert!(desk.sees("Nothing is lost."));
    assert!(desk.sees(r#"{"id":"one","text":"قالت ليلى 👩🏽‍🚒 in Lisk."#));
    assert!(desk.sees(r#""label":"Person","start":0,"end":5"#));
    desk.choose("Split the articles, to train and to test with");
    desk.foresee();
    assert!(desk.sees("train: 2 articles"));
    desk.tab_to("Copy");
    desk.press(Modifiers::NONE, Key::Space);
    let folder = desk.machine().path("first").display().to_string();
    let command = format!(
        "glossator export {folder} --to jsonl --annotator ana --split train=80,validation=10,test=10 --seed 0 \
         --group-by duplicates --out /tmp/gone/out.jsonl"
    );
    assert!(desk.sees(&command));
}

#[test]
fn articles_are_split_and_wrong_shares_are_refused_with_the_reason() {
    let mut desk = Desk::new(&REPORTS);
    for id in ["a", "b", "d"] {
        desk.machine().mark(id, 0, 3).unwrap();
    }
    let place = desk.machine().path("out");
    desk.ask("Glossator JSON lines", &place);
    assert!(desk.sees("Holds everything.") && desk.sees("to read in again"));
    assert!(!desk.sees("Marks inside tokens"), "it has no tokens");
    desk.choose("Split the articles, to train and to test with");
    desk.fill("Shares", "train=50,test");
    assert!(desk.sees("\"test\" is no share: it is a name and a number, like train=80."));
    desk.tab_to("File or folder");
    desk.enter();
    assert!(!desk.answer() && !place.exists(), "what cannot be meant is not given");
    assert!(desk.has_focus("Shares"), "the keys are where it is to be mended");
    desk.fill("Shares", "train=50,test=50");
    assert!(!desk.sees("is no share"));
    desk.fill("Seed", "-1");
    assert!(desk.sees("The seed is a whole number"));
    desk.tab_to("Try without writing");
    desk.enter();
    assert!(!desk.answer() && desk.has_focus("Seed"));
    desk.fill("Seed", "7");
    desk.enter();
    assert!(desk.answer());
    assert_eq!(names_in(&place), ["README.md", "test.jsonl", "train.jsonl"]);
    let parts = ["train.jsonl", "test.jsonl"].map(|name| {
        let text = std::fs::read_to_string(place.join(name)).unwrap();
        let id = |line: &str| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["id"].as_str().map(str::to_owned)
        };
        // Each file begins with the schema, which has no id.
        text.lines().filter_map(id).collect::<BTreeSet<String>>()
    });
    assert_eq!(parts.iter().map(BTreeSet::len).sum::<usize>(), 4);
    let with_copies = parts.iter().filter(|part| part.contains("a") || part.contains("b"));
    assert_eq!(with_copies.count(), 1, "{parts:?}");
    // What leaks is said in the message and in the list that is shown.
    for line in ["Copies in different splits: none", "of them in train too"] {
        assert!(desk.hints().iter().any(|hint| hint.contains(line)), "{:?}", desk.hints());
        assert!(desk.sees(line), "{line}");
    }
    desk.press(Modifiers::NONE, Key::Escape);
    assert!(!desk.machine().app.shell.carry.is_open());
}

#[test]
fn copies_that_are_put_into_different_splits_are_counted() {
    let mut desk = Desk::new(&REPORTS[..2]);
    let place = desk.machine().path("out");
    desk.ask("Plain text", &place);
    desk.choose("Split the articles, to train and to test with");
    desk.fill("Shares", "one=1,two=1");
    desk.choose("Nothing");
    desk.tab_to("Try without writing");
    desk.enter();
    assert!(desk.answer() && !place.exists());
    assert!(desk.sees("Copies in different splits: 1 pair"));
    desk.press(Modifiers::NONE, Key::Escape);
    // It is all chosen again the next time.
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    desk.tab_to("Try without writing");
    desk.enter();
    let mut requests = desk.machine().app.shell.take_requests().into_iter();
    let Some(Request::Carry(Wish::Export(choices))) = requests.next_back() else {
        panic!("it was not given")
    };
    assert_eq!((choices.format, choices.splits.shares.as_str()), ("txt", "one=1,two=1"));
    assert!(choices.splits.is_on && choices.splits.group_by == GroupBy::None);
}

#[test]
fn what_becomes_of_marks_inside_tokens_is_chosen_and_told_with_its_article() {
    let mut desk = Desk::new(&REPORTS);
    // "Rey" in "Reyk".
    desk.machine().mark("d", 0, 3).unwrap();
    desk.machine().mark("b", 4, 7).unwrap();
    for article in ["a", "b", "c", "d"] {
        desk.finish(article);
    }
    let place = desk.machine().path("out.jsonl");
    desk.ask("Prodigy", &place);
    assert!(desk.sees("Cannot hold marks of several pieces, "));
    assert!(desk.sees("Marks inside tokens"));
    desk.enter();
    assert!(!desk.answer(), "Enter on a control is for the control");
    desk.tab_to("Export");
    desk.enter();
    assert!(desk.answer());
    assert!(place.is_file());
    let reason = "1 × tokens cut in two at the edge of a mark";
    assert!(desk.hints().contains(&format!("Good to know: {reason}")), "{:?}", desk.hints());
    assert!(desk.sees("Good to know; nothing is lost by it"));
    assert!(desk.sees(reason));
    // What is lost stands before it.
    desk.0.query_all_by_label("b: Rey").last().unwrap().click();
    desk.0.run_steps(3);
    let open = desk.machine().session().desk().article.clone();
    assert_eq!(open, Some("b".into()));
    // What is left out instead is a loss.
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    desk.choose("Leave the mark out");
    desk.tab_to("Try without writing");
    desk.enter();
    assert!(desk.answer());
    assert!(desk.sees("What Prodigy does not hold"));
    assert!(desk.sees("1 × marks that do not fall on the edges of tokens"));
}

#[test]
fn a_format_that_cuts_in_its_own_way_asks_only_what_becomes_of_marks() {
    let mut desk = Desk::new(&REPORTS[2..3]);
    let place = desk.machine().path("out.json");
    desk.ask("GLiNER", &place);
    assert!(!desk.sees("Between white space"));
    desk.choose("Widen the mark");
    desk.tab_to("Try without writing");
    desk.enter();
    let mut requests = desk.machine().app.shell.take_requests().into_iter();
    let Some(Request::Carry(Wish::Export(choices))) = requests.next_back() else {
        panic!("it was not given")
    };
    assert_eq!((choices.format, choices.tokens.misfits), ("gliner", Misfits::Expand));
}

#[test]
fn the_shape_of_records_is_asked_where_a_format_leaves_it_open() {
    let mut desk = Desk::new(&REPORTS[..1]);
    desk.machine().mark("a", 0, 8).unwrap();
    desk.finish("a");
    let place = desk.machine().path("out.jsonl");
    desk.ask("doccano", &place);
    assert!(!desk.sees("Messages (OpenAI)"), "it has one shape");
    desk.choose("Chat (OpenAI, ShareGPT, Alpaca)");
    assert!(desk.sees("Messages (OpenAI)"));
    desk.choose("ShareGPT");
    desk.tab_to("Export");
    desk.enter();
    assert!(desk.answer());
    let record: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&place).unwrap()).unwrap();
    let turns: Vec<&str> = record["conversations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|turn| turn["from"].as_str().unwrap())
        .collect();
    assert_eq!(turns, ["system", "human", "gpt"]);
    assert!(
        record["conversations"][2]["value"].as_str().unwrap().contains(r#"{"quote":"Ana Reyk","label":"#)
    );
    // What another format has is not asked of this one.
    desk.press(Modifiers::NONE, Key::Escape);
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    desk.choose("Hugging Face data set");
    assert!(!desk.sees("Messages (OpenAI)"));
    desk.choose("JSON lines");
}

#[test]
fn what_is_made_follows_the_splits() {
    let mut choices = ExportChoices::default();
    assert_eq!(choices.suggested_name(), "project.jsonl");
    choices.splits.is_on = true;
    assert_eq!(choices.suggested_name(), "project");
    choices.splits.shares.clear();
    assert_eq!(choices.suggested_name(), "project", "also while shares are being written");
}

#[test]
fn a_file_is_not_said_to_be_replaced_by_a_folder() {
    let mut desk = Desk::new(&REPORTS[..1]);
    let place = desk.machine().write("out.jsonl", "kept");
    desk.ask("Glossator JSON lines", &place);
    desk.tab_to("File or folder");
    desk.enter();
    desk.answer();
    assert!(desk.sees("Export again to replace it"));
    desk.choose("Prodigy");
    assert!(!desk.sees("Export again to replace it"), "another file was spoken of");
    desk.tab_to("File or folder");
    desk.enter();
    assert!(desk.answer() && desk.sees("Export again to replace it"), "it is asked anew");
    desk.choose("Split the articles, to train and to test with");
    assert!(!desk.sees("Export again to replace it"));
    desk.tab_to("File or folder");
    desk.enter();
    desk.answer();
    assert_eq!(std::fs::read_to_string(&place).unwrap(), "kept");
    assert_eq!(desk.machine().troubles().len(), 1, "{:?}", desk.machine().troubles());
}

/// What 1024 by 700 pixels show at 200 %.
#[test]
fn what_has_the_keys_is_in_sight_in_a_low_window() {
    let mut desk = Desk::with_size(egui::vec2(512.0, 350.0), &REPORTS[..1]);
    let is_seen = |desk: &Desk, name: &str| {
        let buttons = desk.0.get_by_label("Try without writing").rect();
        let mut nodes = desk.0.query_all_by_label(name);
        let focused = nodes.find(|node| node.accesskit_node().is_focused()).unwrap().rect();
        focused.top() >= 0.0 && focused.bottom() <= buttons.top()
    };
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    desk.0.run_steps(60);
    assert!(is_seen(&desk, "File or folder"), "it has the keys as the sheet opens");
    desk.choose("Split the articles, to train and to test with");
    desk.fill("Shares", "train");
    desk.tab_to("Try without writing");
    desk.tab_to("Glossator JSON lines");
    desk.0.run_steps(60);
    assert!(is_seen(&desk, "Glossator JSON lines"));
    desk.tab_to("Try without writing");
    desk.enter();
    desk.0.run_steps(60);
    assert!(is_seen(&desk, "Shares"), "what is to be mended has the keys");
}

#[test]
fn articles_are_chosen_cut_and_unnamed_in_the_sheet() {
    let mut desk = Desk::new(&REPORTS);
    desk.machine().mark("d", 0, 3).unwrap();
    let place = desk.machine().path("out.jsonl");
    desk.ask("Glossator JSON lines", &place);
    desk.fill("Published from", "soon");
    desk.tab_to("Try without writing");
    desk.enter();
    assert!(!desk.answer() && desk.has_focus("Published from"), "a day that is none is led to");
    assert!(desk.sees("\"soon\" is no date"));
    desk.fill("Published from", " ");
    desk.choose("Sentences");
    desk.choose("conll2003");
    desk.choose("Name annotators by numbers");
    desk.choose("Leave the texts out");
    desk.tab_to("Export");
    desk.enter();
    assert!(desk.answer());
    let written = std::fs::read_to_string(&place).unwrap();
    for part in ["\"id\":\"d#1\"", "\"annotator\":\"annotator-1\"", "\"label\":\"PER\"", "\"text_hash\""] {
        assert!(written.contains(part), "{part}: {written}");
    }
    assert!(!written.contains("last train"), "{written}");
    // The list of what is good to know: there is a title that is the whole text.
    desk.press(Modifiers::NONE, Key::Escape);
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    desk.choose("Prodigy");
    assert!(!desk.sees("Leave the texts out"), "only some formats can do without");
}
