//! `glossator run`: commands as JSON lines in, an answer a line out, printed when the work is safe on the disk.

use std::io::{BufRead as _, BufReader, Read};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, TryRecvError};
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::args::Run;
use super::env::Machine;
use super::output::{Failure, Output, with_sources};
use super::request::{self, Request};
use crate::model::id::{Annotator, ArticleId};
use crate::session::Session;
use crate::session::command::arguments::Argument;
use crate::session::command::outcome::Outcome;
use crate::session::error::{CommandError, ErrorKind};
use crate::session::kept::{Kept, OpenedFolder};
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;
use crate::text::offsets::OffsetUnit;

/// How many answers may wait for the disk together.
const BATCH: usize = 256;
/// How long to wait for input before looking at what other programs have done.
const PAUSE: Duration = Duration::from_millis(500);

pub(super) fn run(
    arguments: &Run,
    input: &mut (dyn Read + Send),
    out: &mut Output<'_>,
) -> Result<u8, Failure> {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let annotator = Annotator::from(arguments.annotator.trim());
    if annotator.as_str().is_empty() {
        return Err(Failure::usage("an annotator needs a name"));
    }
    let OpenedFolder { keeper, project, history, notices } =
        Kept::open(&disk, &arguments.project, &annotator)?;
    out.notices(&notices);
    let session = Session::new(project, annotator, history, Box::new(Machine), Box::new(keeper));
    let unit = arguments.offsets.into();
    let mut conversation = Conversation { session, unit, waiting: Vec::new(), count: 0, has_failed: false };
    std::thread::scope(|scope| -> Result<(), Failure> {
        let (sender, receiver) = mpsc::sync_channel(BATCH);
        scope.spawn(move || {
            for line in BufReader::new(input).split(b'\n') {
                let is_end = line.is_err();
                if sender.send(line).is_err() || is_end {
                    return;
                }
            }
        });
        conversation.hold(&receiver, out)
    })?;
    let Conversation { session, has_failed, .. } = conversation;
    for message in session.close()? {
        out.warn(message);
    }
    Ok(if has_failed { super::FOUND } else { super::DONE })
}

struct Conversation {
    session: Session,
    /// What offsets in commands count.
    unit: OffsetUnit,
    /// Answers whose work is not yet known to be safe.
    waiting: Vec<Value>,
    /// How many lines were read.
    count: u64,
    has_failed: bool,
}

impl Conversation {
    fn hold(
        &mut self,
        lines: &Receiver<std::io::Result<Vec<u8>>>,
        out: &mut Output<'_>,
    ) -> Result<(), Failure> {
        loop {
            let line = match lines.try_recv() {
                Ok(line) => Some(line),
                Err(TryRecvError::Disconnected) => break,
                Err(TryRecvError::Empty) => {
                    self.answer(out)?;
                    match lines.recv_timeout(PAUSE) {
                        Ok(line) => Some(line),
                        Err(RecvTimeoutError::Disconnected) => break,
                        Err(RecvTimeoutError::Timeout) => None,
                    }
                }
            };
            for message in self.session.catch_up() {
                out.warn(message);
            }
            if let Some(line) = line {
                let line =
                    line.map_err(|err| Failure::refused(format!("cannot read the commands: {err}")))?;
                self.take(&line);
            }
            if self.waiting.len() >= BATCH {
                self.answer(out)?;
            }
        }
        self.answer(out)
    }

    fn take(&mut self, line: &[u8]) {
        if line.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        self.count += 1;
        let answer = match self.perform(line) {
            Ok(outcome) => self.done(outcome),
            Err(err) => self.failed(&err.message, &err.hints, &with_sources(&err)),
        };
        self.waiting.push(answer);
    }

    fn perform(&mut self, line: &[u8]) -> Result<Outcome, CommandError> {
        let Request { kind, mut arguments } = request::parse(line)?;
        let article = match arguments.get("article") {
            Some(Argument::Text(id)) => Some(ArticleId::from(id.as_str())),
            _ => self.session.desk().article.clone(),
        };
        if let Some(article) = article
            && self.session.project().articles().contains_key(&article)
            && request::has_offsets(kind, &arguments)
        {
            let body = self.session.require(&article)?.body().clone();
            request::to_bytes(kind, &mut arguments, &body, self.unit)?;
        }
        match self.session.perform(kind, arguments) {
            // The work is done and waits for the disk: what counts is whether it gets there.
            Err(err) if err.kind == ErrorKind::File && self.session.why_unsaved().is_some() => {
                self.session.settle().map(|()| Outcome::default())
            }
            done => done,
        }
    }

    fn done(&self, outcome: Outcome) -> Value {
        let mut answer = Map::new();
        answer.insert("n".to_owned(), json!(self.count));
        answer.insert("ok".to_owned(), json!(true));
        if let Some(id) = outcome.id {
            answer.insert("id".to_owned(), json!(id));
        }
        answer.insert("changed".to_owned(), json!(outcome.changed));
        if let Some(message) = outcome.message {
            answer.insert("message".to_owned(), json!(message));
        }
        for (name, value) in outcome.data {
            answer.insert(name.clone(), request::to_json(&self.counted(&name, value)));
        }
        Value::Object(answer)
    }

    /// Places in the open article, which outcomes give in bytes, in the unit of this conversation.
    fn counted(&self, name: &str, value: Argument) -> Argument {
        let (Argument::Number(byte), "start" | "end") = (&value, name) else { return value };
        let Some(article) = self.session.open_article() else { return value };
        let body = article.body();
        let byte = usize::try_from(*byte).unwrap_or(usize::MAX);
        body.offsets().from_byte(body.text(), self.unit, byte).map_or(value, Argument::from)
    }

    fn failed(&mut self, message: &str, hints: &[String], detail: &str) -> Value {
        self.has_failed = true;
        let mut answer = json!({ "n": self.count, "ok": false, "error": message });
        if !hints.is_empty() {
            answer["hints"] = json!(hints);
        }
        if detail != message {
            answer["detail"] = json!(detail);
        }
        answer
    }

    /// Prints the answers that wait, once their work is safe. If it is not, they say so, and the work is tried again.
    fn answer(&mut self, out: &mut Output<'_>) -> Result<(), Failure> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let settled = self.session.settle();
        for mut answer in std::mem::take(&mut self.waiting) {
            if let (Err(err), Some(true)) = (&settled, answer["ok"].as_bool()) {
                self.has_failed = true;
                answer["ok"] = json!(false);
                answer["error"] = json!(format!("done, but not safe on the disk yet: {}", err.message));
                answer["hints"] = json!(err.hints);
            }
            out.json_line(&answer)?;
        }
        Ok(())
    }
}
