//! A progress bar on standard error.

use indicatif::{ProgressBar, ProgressStyle};

use crate::pipeline::Progress;

/// Draws nothing unless it was asked to.
pub struct Bar(ProgressBar);

impl Bar {
    pub fn new(visible: bool) -> Self {
        if !visible {
            return Self(ProgressBar::hidden());
        }
        let style = ProgressStyle::with_template("{bar:32} {human_pos}/{human_len} pages")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        Self(ProgressBar::no_length().with_style(style))
    }

    pub fn step(&self, step: Progress) {
        match step {
            Progress::Found(pages) => self.0.set_length(pages as u64),
            Progress::Read => self.0.inc(1),
        }
    }

    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
