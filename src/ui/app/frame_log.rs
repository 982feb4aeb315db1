//! One JSON line for each frame, so that the speed of the real window can be measured.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use crate::machine::launch::NoWindow;

/// The file that frames are written to.
#[derive(Debug)]
pub(super) struct FrameLog {
    file: BufWriter<File>,
    number: u64,
}

impl FrameLog {
    /// Makes the file, or empties it.
    pub(super) fn create(path: &Path) -> Result<Self, NoWindow> {
        let file = File::create(path).map_err(|err| NoWindow {
            message: format!("the frame log {} cannot be written: {err}", path.display()),
            hints: Vec::new(),
        })?;
        Ok(Self { file: BufWriter::new(file), number: 0 })
    }

    /// Writes a frame; `seconds` is what the frame before took of the processor.
    pub(super) fn frame(&mut self, seconds: Option<f32>) {
        self.number += 1;
        let milliseconds = seconds.unwrap_or_default() * 1_000.0;
        // A log that cannot be written is no reason to stop.
        drop(writeln!(self.file, "{{\"frame\": {}, \"cpu_ms\": {milliseconds:.3}}}", self.number));
        drop(self.file.flush());
    }
}
