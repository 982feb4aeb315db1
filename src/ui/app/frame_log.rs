//! One JSON line for each frame, so that the speed of the real window can be measured.
//!
//! | key | value |
//! |---|---|
//! | `frame` | the number of the frame, from 1 |
//! | `ui_ms` | wall-clock milliseconds in which this program read the input and laid out this frame ([`Shell::show`]); a pass that egui repeats counts with the frame that is shown in the end |
//! | `rest_ms` | wall-clock milliseconds that the frame **before** this one took beside its `ui_ms`: what else the program does in a frame (opening, saving), tessellation, and calls of OpenGL; `null` in the first frame |
//! | `paragraphs` | how many paragraphs and labels were laid out for this frame and had to be, because they were not known in this form |
//!
//! `rest_ms` comes a frame late because painting ends after the line is written. Waiting for the display
//! (swapping buffers) is in neither figure; a driver that paints in that wait hides its work there.
//!
//! [`Shell::show`]: crate::ui::shell::Shell::show

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use crate::machine::launch::NoWindow;
use crate::ui::texts::Texts;

/// Where frames are written to.
#[derive(Debug)]
pub(super) struct FrameLog<W: Write = BufWriter<File>> {
    out: W,
    number: u64,
    /// What the passes of this frame took so far.
    ui: Duration,
    /// Paragraphs laid out in the passes of this frame.
    paragraphs: u64,
    /// `ui` of the frame before.
    ui_before: Option<Duration>,
}

impl FrameLog {
    /// Makes the file, or empties it.
    pub(super) fn create(path: &Path) -> Result<Self, NoWindow> {
        let file = File::create(path).map_err(|err| NoWindow {
            message: Texts::default().with(
                "frame-log-unwritten",
                [("path", path.display().to_string().into()), ("reason", err.to_string().into())],
            ),
            hints: Vec::new(),
        })?;
        Ok(Self::new(BufWriter::new(file)))
    }
}

impl<W: Write> FrameLog<W> {
    fn new(out: W) -> Self {
        Self { out, number: 0, ui: Duration::ZERO, paragraphs: 0, ui_before: None }
    }

    /// Counts a pass of the frame that is being made; there is more than one if egui lays it out again.
    pub(super) fn pass(&mut self, ui: Duration, paragraphs: u64) {
        self.ui += ui;
        self.paragraphs += paragraphs;
    }

    /// Writes the frame; `whole_before` is the seconds that all of the frame before took.
    pub(super) fn frame(&mut self, whole_before: Option<f32>) {
        self.number += 1;
        let rest = self.ui_before.zip(whole_before).map(|(ui, whole)| {
            let whole = Duration::try_from_secs_f32(whole).unwrap_or_default();
            format!("{:.3}", milliseconds(whole.saturating_sub(ui)))
        });
        // A log that cannot be written is no reason to stop.
        drop(writeln!(
            self.out,
            "{{\"frame\": {}, \"ui_ms\": {:.3}, \"rest_ms\": {}, \"paragraphs\": {}}}",
            self.number,
            milliseconds(self.ui),
            rest.as_deref().unwrap_or("null"),
            self.paragraphs,
        ));
        drop(self.out.flush());
        self.ui_before = Some(std::mem::take(&mut self.ui));
        self.paragraphs = 0;
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

#[cfg(test)]
mod tests {
    use super::FrameLog;
    use std::time::Duration;

    #[test]
    fn a_line_holds_the_frame_and_what_was_left_of_the_one_before() {
        let mut log = FrameLog::new(Vec::new());
        log.pass(Duration::from_micros(4_250), 31);
        log.frame(None);
        // egui lays out the second frame twice.
        log.pass(Duration::from_millis(1), 2);
        log.pass(Duration::from_millis(2), 0);
        log.frame(Some(0.006));
        log.pass(Duration::from_micros(500), 0);
        log.frame(Some(0.010));
        let lines = String::from_utf8(log.out).unwrap();
        let expected = [
            r#"{"frame": 1, "ui_ms": 4.250, "rest_ms": null, "paragraphs": 31}"#,
            r#"{"frame": 2, "ui_ms": 3.000, "rest_ms": 1.750, "paragraphs": 2}"#,
            r#"{"frame": 3, "ui_ms": 0.500, "rest_ms": 7.000, "paragraphs": 0}"#,
        ];
        assert!(lines.split_terminator('\n').eq(expected), "{lines}");
    }

    #[test]
    fn a_frame_that_took_less_than_its_part_leaves_nothing() {
        let mut log = FrameLog::new(Vec::new());
        log.pass(Duration::from_millis(3), 0);
        log.frame(None);
        for strange in [0.002, f32::NAN, -1.0] {
            log.pass(Duration::from_millis(3), 0);
            log.frame(Some(strange));
        }
        let text = String::from_utf8(log.out).unwrap();
        assert_eq!(text.matches("\"rest_ms\": 0.000,").count(), 3, "{text}");
    }
}
