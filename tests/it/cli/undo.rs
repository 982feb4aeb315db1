//! Undo and redo over restarts, where the text of an article is another one since then.

use serde_json::{Value, json};

use super::harness::{Ran, Scratch, files_below, kill_after, person};

const OLD: &str = "👨🏻‍🚒 firemen drive firetrucks.\r\nقالت ليلى: «لا».\n";
/// Every offset of the old text is a place in it, too.
const NEW: &str = "قال عمر إن 👩🏽‍⚕️ nobody drives anything here, and the text is long.\r\n";

fn undo() -> Value {
    json!({"command": "undo"})
}

fn redo() -> Value {
    json!({"command": "redo"})
}

/// A project with article "a" in the old text, and article "b".
fn scratch() -> Scratch {
    let scratch = Scratch::with(OLD);
    scratch.import_text("b", "Something else. firemen");
    scratch
}

/// Imports the new text of article "a" over the old one.
fn update(scratch: &Scratch) -> Ran {
    let file = scratch.file("source/a.txt", NEW);
    scratch.import(&[&file, "--update"])
}

/// Removes article "a" and imports `text` under its id.
fn import_anew(scratch: &Scratch, text: &str) {
    scratch.does(&[json!({"command": "article.remove", "article": "a"})]);
    scratch.import_text("a", text);
}

fn in_b(id: &str) -> Value {
    let mut command = person(id, 0, 9);
    command["article"] = json!("b");
    command
}

/// Asserts that `command` is refused because of the text of article "a", in a new run of the program.
#[track_caller]
fn check_refused(scratch: &Scratch, command: Value, doing: &str) -> Value {
    let before = scratch.files();
    let answer = scratch.run_as("ana", &[command], 1).remove(0);
    let expected = format!("{doing}: the text of article a is another one since then");
    assert_eq!((&answer["ok"], &answer["error"]), (&json!(false), &json!(expected)));
    assert_eq!(scratch.files(), before);
    scratch.check().exits(0);
    answer
}

#[test]
fn a_mark_is_not_put_back_after_the_text_was_updated() {
    let scratch = scratch();
    let delete = json!({"command": "annotation.delete", "article": "a", "id": "m1"});
    scratch.does(&[person("m1", 5, 12), delete, in_b("m2")]);
    update(&scratch);
    // The step in the other article is taken back as ever.
    assert_eq!(scratch.does(&[undo()])[0]["changed"], 1);
    let answer = check_refused(&scratch, undo(), "\"annotation.delete\" cannot be undone");
    assert!(answer["hints"][0].as_str().unwrap().contains("history.skip"), "{answer}");
    assert_eq!(scratch.marks(), []);
    scratch.does(&[redo(), undo(), json!({"command": "history.skip"})]);
    check_refused(&scratch, undo(), "\"annotation.add\" cannot be undone");
}

#[test]
fn a_mark_is_not_made_again_after_the_text_was_updated() {
    let scratch = scratch();
    scratch.does(&[person("m1", 5, 12), undo()]);
    update(&scratch);
    check_refused(&scratch, redo(), "\"annotation.add\" cannot be done again");
    assert_eq!(scratch.marks(), []);
}

#[test]
fn a_mark_that_was_found_again_is_not_taken_back_by_the_step_that_made_it() {
    let scratch = scratch();
    scratch.does(&[person("m1", 0, 4)]);
    let file = scratch.file("source/a.txt", OLD.replace("firetrucks", "trucks"));
    scratch.import(&[&file, "--update"]).exits(0);
    assert_eq!(scratch.marks(), [("m1".to_owned(), 0, 4, "👨🏻‍🚒".to_owned())]);
    check_refused(&scratch, undo(), "\"annotation.add\" cannot be undone");
}

#[test]
fn a_mark_is_not_put_into_another_text_that_has_taken_the_id() {
    let scratch = scratch();
    let delete = json!({"command": "annotation.delete", "article": "a", "id": "m1"});
    scratch.does(&[person("m1", 5, 12), delete]);
    import_anew(&scratch, NEW);
    check_refused(&scratch, undo(), "\"annotation.delete\" cannot be undone");
    assert_eq!(scratch.marks(), []);
    // In the same text it is the same mark.
    import_anew(&scratch, OLD);
    scratch.does(&[undo()]);
    assert_eq!(scratch.marks(), [("m1".to_owned(), 5, 12, "firemen".to_owned())]);
    scratch.does(&[undo()]);
    import_anew(&scratch, NEW);
    check_refused(&scratch, redo(), "\"annotation.add\" cannot be done again");
}

#[test]
fn a_step_in_two_articles_of_which_one_has_another_text_is_left_whole() {
    let scratch = scratch();
    let all = json!({
        "command": "annotation.mark_all", "article": "a", "text": "firemen", "layer": "entity",
        "label": "Person", "scope": "project",
    });
    assert_eq!(scratch.does(&[all, undo()])[1]["changed"], 2);
    update(&scratch);
    check_refused(&scratch, redo(), "\"annotation.mark_all\" cannot be done again");
    let marks = |id: &str| scratch.article(id)["annotations"].as_array().map_or(0, Vec::len);
    assert_eq!((marks("a"), marks("b")), (0, 0));
}

#[test]
fn work_that_a_killed_program_had_not_saved_stays_in_its_own_text() {
    let scratch = scratch();
    kill_after(&scratch, &[person("m1", 19, 29), in_b("m2")]);
    assert_eq!(scratch.marks(), [("m1".to_owned(), 19, 29, "firetrucks".to_owned())]);
    update(&scratch).says(&["m1", "firetrucks"]);
    let left_out =
        "work in article a that was not saved yet was made in another text of it, and is left out: ";
    scratch.check().exits(1).prints(&[left_out]);
    scratch.run_with("ana", &[person("m3", 0, 3)], &[]).exits(0).says(&[left_out, "ana.other-text-"]);
    assert_eq!(scratch.marks(), [("m3".to_owned(), 0, 3, "قال".to_owned())]);
    assert_eq!(scratch.article("b")["annotations"][0]["id"], "m2");
    scratch.check().exits(0);
    let kept = files_below(&scratch.path("project/.glossator/journal"));
    let is_copy = |name: &str| name.starts_with("ana.other-text-");
    assert!(
        kept.keys().any(|path| is_copy(path.file_name().unwrap().to_str().unwrap())),
        "{:?}",
        kept.keys()
    );
}
