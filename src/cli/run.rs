//! `glossator run`: commands as JSON lines in, an answer a line out, printed when the work is safe on the disk.

use std::io::{BufRead as _, BufReader, Read};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::args::Run;
use super::interrupt::Interrupt;
use super::output::{Failure, Output, with_sources};
use super::request::{self, Request};
use crate::machine::env::Machine;
use crate::model::id::{Annotator, ArticleId};
use crate::session::Session;
use crate::session::command::arguments::Argument;
use crate::session::command::kind::CommandKind;
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

/// How much of a selected text an answer repeats, in code points.
const SHOWN: usize = 200;

/// What reaches the conversation.
enum Event {
    /// A line of input, or why there is none.
    Line(std::io::Result<Vec<u8>>),
    /// Nothing, but a reason to look around.
    Look,
    /// The end of the input.
    End,
}

pub(super) fn run(arguments: &Run, input: Box<dyn Read + Send>, out: &mut Output<'_>) -> Result<u8, Failure> {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let annotator = Annotator::from(arguments.annotator.trim());
    if annotator.as_str().is_empty() {
        return Err(Failure::usage("an annotator needs a name"));
    }
    let OpenedFolder { keeper, project, history, effort, notices } =
        Kept::open(&disk, &arguments.project, &annotator)?;
    out.notices(&notices);
    let session = Session::new(project, annotator, history, Box::new(Machine), Box::new(keeper));
    let session = session.with_effort(effort);
    let unit = arguments.offsets.into();
    let (sender, receiver) = mpsc::sync_channel(BATCH);
    let wake = sender.clone();
    // When the channel is full, there is no need to wake anybody.
    let interrupt = Interrupt::listen(move || drop(wake.try_send(Event::Look)))?;
    // Never joined: after an interrupt it may wait for input that does not come.
    std::thread::spawn(move || read(input, &sender));
    let mut conversation =
        Conversation { session, unit, interrupt, waiting: Vec::new(), count: 0, has_failed: false };
    let held = conversation.hold(&receiver, out);
    let Conversation { session, has_failed, interrupt, .. } = conversation;
    for message in session.close()? {
        out.warn(message);
    }
    held?;
    Ok(match has_failed {
        _ if interrupt.has_come() => super::INTERRUPTED,
        true => super::FOUND,
        false => super::DONE,
    })
}

/// Hands on every line of `input`, then its end.
fn read(input: Box<dyn Read + Send>, events: &SyncSender<Event>) {
    for line in BufReader::new(input).split(b'\n') {
        let is_end = line.is_err();
        if events.send(Event::Line(line)).is_err() || is_end {
            return;
        }
    }
    // Nobody listens any more: then there is nobody to tell.
    drop(events.send(Event::End));
}

struct Conversation {
    session: Session,
    /// What offsets in commands count.
    unit: OffsetUnit,
    interrupt: Interrupt,
    /// Answers whose work is not yet known to be safe.
    waiting: Vec<Value>,
    /// How many lines were read.
    count: u64,
    has_failed: bool,
}

impl Conversation {
    fn hold(&mut self, events: &Receiver<Event>, out: &mut Output<'_>) -> Result<(), Failure> {
        while !self.interrupt.has_come() {
            let event = if let Ok(event) = events.try_recv() {
                event
            } else {
                self.answer(out)?;
                events.recv_timeout(PAUSE).unwrap_or_else(|err| match err {
                    RecvTimeoutError::Timeout => Event::Look,
                    RecvTimeoutError::Disconnected => Event::End,
                })
            };
            for message in self.session.catch_up() {
                out.warn(message);
            }
            match event {
                Event::Line(line) => {
                    let cannot = |err| Failure::refused(format!("cannot read the commands: {err}"));
                    self.take(&line.map_err(cannot)?);
                }
                Event::Look => {}
                Event::End => break,
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
            Ok((kind, outcome)) => self.done(kind, outcome),
            Err(err) => self.failed(&err.message, &err.hints, &with_sources(&err)),
        };
        self.waiting.push(answer);
    }

    fn perform(&mut self, line: &[u8]) -> Result<(CommandKind, Outcome), CommandError> {
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
        let outcome = match self.session.perform(kind, arguments) {
            // The work is done and waits for the disk: what counts is whether it gets there.
            Err(err) if err.kind == ErrorKind::File && self.session.why_unsaved().is_some() => {
                self.session.settle().map(|()| Outcome::default())
            }
            done => done,
        }?;
        Ok((kind, outcome))
    }

    fn done(&self, kind: CommandKind, outcome: Outcome) -> Value {
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
        if let (false, Some(selection)) = (kind.spec().edits, self.selection()) {
            answer.insert("selection".to_owned(), selection);
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

    /// What is selected in the open article, in the unit of the conversation.
    fn selection(&self) -> Option<Value> {
        let article = self.session.open_article()?;
        let range = self.session.desk().selection.range();
        let (body, text) = (article.body(), article.body().text());
        let [start, end] =
            [range.start, range.end].map(|byte| body.offsets().from_byte(text, self.unit, byte).ok());
        let shown: String = text.get(range)?.chars().take(SHOWN).collect();
        Some(json!({ "article": article.id().as_str(), "start": start?, "end": end?, "text": shown }))
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
