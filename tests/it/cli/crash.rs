//! The program is killed while it works: what it had answered is there afterwards.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::time::Duration;

use serde_json::{Value, json};

use super::harness::{Scratch, json_lines, marks, person, spawn};

/// How often the program is killed.
const ROUNDS: u64 = 100;
/// How many commands it is given each time, at most.
const LINES: u64 = 40;

/// What must be true of a mark after a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    There,
    Gone,
    /// It was being changed when the program died.
    Open,
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// The commands of one round, each with the mark it is about and what becomes of that.
fn commands(round: u64) -> Vec<(Value, String, Fate)> {
    let mut commands = Vec::new();
    for line in 0..LINES {
        let id = format!("m{round}-{line}");
        let start = ((round * LINES + line) % 50) as usize;
        match line % 5 {
            3 => {
                let before: &(Value, String, Fate) = commands.last().unwrap();
                commands.push((json!({"command": "undo"}), before.1.clone(), Fate::Gone));
            }
            4 => {
                let id = format!("m{round}-{}", line - 4);
                let delete = json!({"command": "annotation.delete", "article": "a", "id": id});
                commands.push((delete, id, Fate::Gone));
            }
            _ => commands.push((person(&id, start, start + 3), id, Fate::There)),
        }
    }
    commands
}

/// Feeds the program until it is killed, and notes what it has answered.
fn round(scratch: &Scratch, round: u64, dice: &mut Dice, fates: &mut BTreeMap<String, Fate>) -> usize {
    let project = scratch.project();
    let mut child = spawn(&["run", &project, "--annotator", "ana", "--stdin"]);
    let mut stdin = child.stdin.take().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let commands = commands(round);
    let lines: Vec<String> = commands.iter().map(|(command, ..)| format!("{command}\n")).collect();
    let pauses: Vec<u64> = lines.iter().map(|_| dice.below(3)).collect();
    // Now and then the input ends first, so that the program dies while it writes its files.
    let ends_early = round.is_multiple_of(4);
    let feeder = std::thread::spawn(move || {
        for (line, pause) in lines.iter().zip(pauses) {
            if stdin.write_all(line.as_bytes()).is_err() {
                return;
            }
            if !ends_early {
                std::thread::sleep(Duration::from_millis(pause));
            }
        }
        // Held open until the program is gone; empty lines are no commands.
        while !ends_early && stdin.write_all(b"\n").is_ok() {
            std::thread::sleep(Duration::from_millis(2));
        }
    });
    let delay = Duration::from_millis(20 + dice.below(110));
    let killer = std::thread::spawn(move || {
        std::thread::sleep(delay);
        child.kill().unwrap();
        child.wait().unwrap();
    });
    let mut answers = Vec::new();
    for line in stdout.lines() {
        let answer: Value = serde_json::from_str(&line.unwrap()).unwrap();
        assert_eq!(answer["ok"], true, "{answer}");
        answers.push(answer);
    }
    killer.join().unwrap();
    feeder.join().unwrap();
    for (index, (_, id, fate)) in commands.into_iter().enumerate() {
        fates.insert(id, if index < answers.len() { fate } else { Fate::Open });
    }
    answers.len()
}

#[test]
fn what_was_answered_survives_being_killed() {
    let scratch = Scratch::with("One two three four five six seven eight nine ten eleven twelve.\n");
    let mut dice = Dice(1);
    let mut fates = BTreeMap::new();
    let mut answered = 0;
    for number in 0..ROUNDS {
        answered += round(&scratch, number, &mut dice, &mut fates);
        let found = marks(&scratch.article("a"));
        for (id, fate) in &mut fates {
            let is_there = found.iter().any(|(found, ..)| found == id);
            match fate {
                Fate::There => assert!(is_there, "round {number}: {id} was answered and is lost"),
                Fate::Gone => assert!(!is_there, "round {number}: {id} was taken back and is there"),
                // What a crash has left is what stays.
                Fate::Open => *fate = if is_there { Fate::There } else { Fate::Gone },
            }
        }
        scratch.check().exits(0).prints(&["nothing wrong"]);
    }
    assert!(answered > 200, "only {answered} lines were answered in {ROUNDS} rounds");
    assert!(answered < (ROUNDS * LINES) as usize, "the program was never killed at work");
}

#[test]
fn an_import_that_was_killed_leaves_whole_articles_and_can_be_made_again() {
    let article = |index: u64| {
        let mark = json!({"id": "m", "layer": "entity", "label": "Person", "start": 0, "end": 7, "annotator": "ana"});
        json!({"id": format!("article-{index:03}"), "text": format!("Article {index}, in full."), "annotations": [mark]})
    };
    let scratch = Scratch::new();
    let lines: Vec<Value> = (0..300).map(article).collect();
    let file = scratch.file("lines.jsonl", json_lines(&lines));
    let mut dice = Dice(2);
    for _ in 0..15 {
        let mut child = spawn(&["import", &scratch.project(), &file]);
        std::thread::sleep(Duration::from_millis(dice.below(600)));
        child.kill().unwrap();
        child.wait().unwrap();
        scratch.check().exits(0).prints(&["nothing wrong"]);
        for line in scratch.export(&[]).iter().filter(|line| line["record"].is_null()) {
            assert_eq!(marks(line).len(), 1, "an article came without its marks: {line}");
        }
    }
    scratch.import(&[&file]).exits(0);
    assert_eq!(scratch.export(&[]).iter().filter(|line| line["record"].is_null()).count(), 300);
    scratch.check().exits(0).prints(&["Checked 300 articles: nothing wrong"]);
}
