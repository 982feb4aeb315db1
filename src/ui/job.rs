//! Work that goes on beside the window and tells what it finds while it goes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, TryRecvError};
use std::time::Duration;

use egui::Context;

use crate::session::search::Go;

/// How long a frame waits for the first answers: short texts are searched within it, and nothing flickers.
const PATIENCE: Duration = Duration::from_millis(12);

/// Work on a thread of its own. It is called off when this is dropped.
#[derive(Debug)]
pub struct Job<T> {
    told: Receiver<T>,
    is_off: Arc<AtomicBool>,
    /// Whether everything was told.
    is_over: bool,
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.is_off.store(true, Ordering::Relaxed);
    }
}

impl<T: Send + 'static> Job<T> {
    /// Starts `work`, which is handed what it tells with, and which ends when that says so.
    pub fn start(ctx: &Context, work: impl FnOnce(&mut dyn FnMut(T) -> Go) + Send + 'static) -> Self {
        let (sender, told) = mpsc::channel();
        let is_off = Arc::new(AtomicBool::new(false));
        let (ctx, off) = (ctx.clone(), Arc::clone(&is_off));
        std::thread::spawn(move || {
            work(&mut |news| {
                if off.load(Ordering::Relaxed) || sender.send(news).is_err() {
                    return Go::Stop;
                }
                ctx.request_repaint();
                Go::On
            });
            drop(sender);
            ctx.request_repaint();
        });
        Self { told, is_off, is_over: false }
    }

    /// Whether everything was told.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// What was told since this was last called.
    pub fn news(&mut self) -> Vec<T> {
        let mut news = Vec::new();
        loop {
            match self.told.try_recv() {
                Ok(told) => news.push(told),
                Err(TryRecvError::Empty) => return news,
                Err(TryRecvError::Disconnected) => {
                    self.is_over = true;
                    return news;
                }
            }
        }
    }

    /// What is told at once: the work is waited for as long as a person does not notice.
    pub fn first_news(&mut self) -> Vec<T> {
        let mut news = match self.told.recv_timeout(PATIENCE) {
            Ok(told) => vec![told],
            Err(RecvTimeoutError::Timeout) => return Vec::new(),
            Err(RecvTimeoutError::Disconnected) => {
                self.is_over = true;
                return Vec::new();
            }
        };
        if let Ok(told) = self.told.recv_timeout(PATIENCE) {
            news.push(told);
        }
        news.extend(self.news());
        news
    }
}
