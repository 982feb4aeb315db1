//! Runs the program as a user does: arguments and standard input in, exit code and text out.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// What a run of the program left behind.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

impl Ran {
    pub(super) fn new(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Asserts the exit code.
    #[track_caller]
    pub(super) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// Asserts that standard error has each of `parts`.
    #[track_caller]
    pub(super) fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.err.contains(part), "no {part:?} in {self:#?}");
        }
        self
    }

    /// Asserts that standard output has each of `parts`.
    #[track_caller]
    pub(super) fn prints(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.out.contains(part), "no {part:?} in {self:#?}");
        }
        self
    }

    /// Standard output as JSON values, one a line.
    #[track_caller]
    pub(super) fn json_lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// The program with `arguments`, in an environment that does not depend on who runs the tests.
pub(super) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_glossator"));
    command.args(arguments).env("USER", "tester").env_remove("LOGNAME").stdin(Stdio::null());
    command
}

/// Runs the program with `arguments` and no input.
#[track_caller]
pub(super) fn glossator(arguments: &[&str]) -> Ran {
    Ran::new(program(arguments).output().unwrap())
}

/// Runs the program with `arguments`, feeding it `input`.
#[track_caller]
pub(super) fn glossator_with(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = spawn(arguments);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    Ran::new(output)
}

/// Starts the program with pipes for all its streams.
pub(super) fn spawn(arguments: &[&str]) -> Child {
    let mut command = program(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Runs `commands` as ana, and kills the program when the last is answered.
#[track_caller]
pub(super) fn kill_after(scratch: &Scratch, commands: &[Value]) {
    let mut child = spawn(&["run", &scratch.project(), "--annotator", "ana", "--stdin"]);
    // Held open until the program is gone: with the end of its input it would save.
    let mut input = child.stdin.take().unwrap();
    input.write_all(json_lines(commands).as_bytes()).unwrap();
    let answers = BufReader::new(child.stdout.take().unwrap()).lines().take(commands.len());
    for answer in answers {
        let answer = answer.unwrap();
        assert!(answer.contains("\"ok\":true"), "{answer}");
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// A project in a folder of its own, which disappears with it.
pub(super) struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// A new project named "Test" in the folder `project`.
    #[track_caller]
    pub(super) fn new() -> Self {
        let scratch = Self { folder: TempDir::new().unwrap() };
        glossator(&["new", &scratch.project(), "--name", "Test"]).exits(0);
        scratch
    }

    /// A new project with one article, whose id is "a".
    #[track_caller]
    pub(super) fn with(text: &str) -> Self {
        let scratch = Self::new();
        scratch.import_text("a", text);
        scratch
    }

    /// The path of something in the folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The path of something in the folder, as an argument.
    pub(super) fn arg(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// The project folder, as an argument.
    pub(super) fn project(&self) -> String {
        self.arg("project")
    }

    /// Writes a file beside the project and returns its path as an argument.
    pub(super) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        self.arg(name)
    }

    /// Imports a text file named `stem`.txt.
    #[track_caller]
    pub(super) fn import_text(&self, stem: &str, text: impl AsRef<[u8]>) -> Ran {
        let file = self.file(&format!("source/{stem}.txt"), text);
        self.import(&[&file]).exits(0)
    }

    /// Imports with `arguments` after the project.
    #[track_caller]
    pub(super) fn import(&self, arguments: &[&str]) -> Ran {
        glossator(&[&["import", &self.project()], arguments].concat())
    }

    /// Imports `lines` as a file in the native format.
    #[track_caller]
    pub(super) fn import_lines(&self, lines: &[Value], arguments: &[&str]) -> Ran {
        let file = self.file("source/lines.jsonl", json_lines(lines));
        self.import(&[&[file.as_str()], arguments].concat())
    }

    /// Runs `commands` as `annotator` and returns the answers; `code` is the exit code to expect.
    #[track_caller]
    pub(super) fn run_as(&self, annotator: &str, commands: &[Value], code: i32) -> Vec<Value> {
        self.run_with(annotator, commands, &[]).exits(code).json_lines()
    }

    /// Runs `commands` as `annotator` with more arguments.
    #[track_caller]
    pub(super) fn run_with(&self, annotator: &str, commands: &[Value], arguments: &[&str]) -> Ran {
        let (project, input) = (self.project(), json_lines(commands));
        let fixed: &[&str] = &["run", &project, "--annotator", annotator, "--stdin"];
        glossator_with(&[fixed, arguments].concat(), input.as_bytes())
    }

    /// Runs `commands` as ana and asserts that each is answered with ok.
    #[track_caller]
    pub(super) fn does(&self, commands: &[Value]) -> Vec<Value> {
        let answers = self.run_as("ana", commands, 0);
        assert_eq!(answers.len(), commands.len());
        answers
    }

    /// Exports in the native format with more arguments, and returns the bytes.
    #[track_caller]
    pub(super) fn export_bytes(&self, arguments: &[&str]) -> Vec<u8> {
        let (project, out) = (self.project(), self.arg("export.jsonl"));
        let fixed: &[&str] = &["export", &project, "--to", "jsonl", "--out", &out];
        glossator(&[fixed, arguments].concat()).exits(0);
        fs::read(out).unwrap()
    }

    /// Exports in the native format with more arguments, and returns the lines.
    #[track_caller]
    pub(super) fn export(&self, arguments: &[&str]) -> Vec<Value> {
        let text = String::from_utf8(self.export_bytes(arguments)).unwrap();
        text.split_terminator('\n').map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The line of one article in a fresh export.
    #[track_caller]
    pub(super) fn article(&self, id: &str) -> Value {
        self.export(&[]).into_iter().find(|line| line["id"] == id && line["record"].is_null()).unwrap()
    }

    /// The marks of article "a" as (id, start, end, text), in the order of the export.
    #[track_caller]
    pub(super) fn marks(&self) -> Vec<(String, u64, u64, String)> {
        marks(&self.article("a"))
    }

    /// Runs `check`.
    #[track_caller]
    pub(super) fn check(&self) -> Ran {
        glossator(&["check", &self.project()])
    }

    /// Every file of the project with its content, without what can be computed again.
    pub(super) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = files_below(&self.path("project"));
        files.retain(|path, _| !path.to_string_lossy().contains("/.glossator/"));
        files
    }

    /// The only file of the project whose name begins and ends like this, whatever folder it is in.
    #[track_caller]
    pub(super) fn find(&self, folder: &str, start: &str, end: &str) -> PathBuf {
        let is_it = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_str().unwrap();
            path.parent().unwrap().ends_with(folder) && name.starts_with(start) && name.ends_with(end)
        };
        let mut found = self.files().into_keys().filter(is_it);
        let file = found.next().unwrap();
        assert!(found.next().is_none(), "there are several");
        file
    }
}

/// The marks of an article line as (id, start, end, text).
pub(super) fn marks(article: &Value) -> Vec<(String, u64, u64, String)> {
    let none = Vec::new();
    let row = |mark: &Value| {
        let text = |key: &str| mark[key].as_str().unwrap().to_owned();
        (text("id"), mark["start"].as_u64().unwrap(), mark["end"].as_u64().unwrap(), text("text"))
    };
    article["annotations"].as_array().unwrap_or(&none).iter().map(row).collect()
}

/// `values` as JSON lines.
pub(super) fn json_lines(values: &[Value]) -> String {
    values.iter().flat_map(|value| [value.to_string(), "\n".to_owned()]).collect()
}

/// The command that puts the label Person on article "a".
pub(super) fn person(id: &str, start: usize, end: usize) -> Value {
    json!({
        "command": "annotation.add", "article": "a", "id": id, "layer": "entity", "label": "Person",
        "start": start, "end": end, "exact": true,
    })
}

/// Every file below `folder`, whatever its depth.
pub(super) fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            files.insert(path, bytes);
        }
    }
    files
}
