//! Where the caret goes, one step to the right or to the left on the screen.

use super::{LineIndex, leading_edge, trailing_edge};

impl LineIndex {
    /// The place that the caret before `byte` moves to, one step to the right or to the left on the screen, over the
    /// ends of lines in the order of reading. `None` where that leaves the paragraph.
    pub fn beside(&self, byte: usize, rightwards: bool) -> Option<usize> {
        let (line, x) = self.caret(byte);
        let forwards = rightwards != self.right_to_left;
        if let Some(found) = self.next_stop(line, x, rightwards) {
            return Some(found);
        }
        let next = if forwards { line + 1 } else { line.checked_sub(1)? };
        (next < self.lines.len()).then(|| self.entry(next, forwards))
    }

    /// The place where the caret comes into `line`: at its beginning when going forwards, else at its end.
    pub fn entry(&self, line: usize, forwards: bool) -> usize {
        let from_left = forwards != self.right_to_left;
        let clusters = self.clusters(line).iter();
        let x = if from_left {
            clusters.map(|cluster| cluster.left).fold(f32::MAX, f32::min) - 1.0
        } else {
            clusters.map(|cluster| cluster.right).fold(f32::MIN, f32::max) + 1.0
        };
        let empty = self.lines.get(line).map_or(0, |line| line.bytes.start as usize);
        self.next_stop(line, x, from_left).unwrap_or(empty)
    }

    /// The nearest place in `line` beyond `x` where a caret can stand.
    fn next_stop(&self, line: usize, x: f32, rightwards: bool) -> Option<usize> {
        const SAME: f32 = 0.01;
        let sign = if rightwards { 1.0 } else { -1.0 };
        let clusters = self.clusters(line);
        let starts = clusters.iter().map(|cluster| (leading_edge(cluster), cluster.start));
        // The end of a line that was broken is the start of the next one.
        let is_last = line + 1 == self.lines.len();
        let end = clusters.last().filter(|_| is_last).map(|last| (trailing_edge(last), last.end));
        let beyond = starts.chain(end).map(|(at, byte)| ((at - x) * sign, byte));
        let nearest =
            beyond.clone().map(|(ahead, _)| ahead).filter(|ahead| *ahead > SAME).min_by(f32::total_cmp)?;
        let stops =
            beyond.filter(|(ahead, _)| (ahead - nearest).abs() <= SAME).map(|(_, byte)| byte as usize);
        // Where two directions meet, two places share an edge: take the one that is farther on.
        if rightwards == self.right_to_left { stops.min() } else { stops.max() }
    }
}
