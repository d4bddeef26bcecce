//! How far a long import or printing is.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::clerk::Phase;

/// A bar on a terminal, if it takes longer than a moment.
pub struct TerminalBar {
    bar: ProgressBar,
    begun: Instant,
}

impl TerminalBar {
    pub fn start() -> TerminalBar {
        let bar = ProgressBar::hidden();
        let style = ProgressStyle::with_template("{msg:20} {bar:40} {percent}%");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        TerminalBar {
            bar,
            begun: Instant::now(),
        }
    }

    pub fn show(&self, stage: Phase, done: usize, of: usize) {
        let what = match stage {
            Phase::Read => "reading",
            Phase::Check => "outlines",
            Phase::Overlaps => "overlaps",
            Phase::Gaps => "gaps",
        };
        self.tell(what, done, of);
    }

    pub fn tell(&self, what: &'static str, done: usize, of: usize) {
        let long = self.begun.elapsed() > Duration::from_secs(1);
        if self.bar.is_hidden() && long && std::io::stderr().is_terminal() {
            self.bar
                .set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
        }
        self.bar.set_message(what);
        self.bar.set_length(u64::try_from(of).unwrap_or(u64::MAX));
        self.bar
            .set_position(u64::try_from(done).unwrap_or(u64::MAX));
    }

    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
