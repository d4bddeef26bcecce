//! The log goes to the standard error output, and nobody waits for it: lines go by a bounded
//! channel to a thread that writes them, and what becomes of that output is no matter of the bot.

use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::config::{Config, ConfigError, LogFormat};

/// Lines that may wait to be written.
const WAITING: usize = 1_024;
/// How long the end of the process waits for its log.
const LAST: Duration = Duration::from_secs(1);

/// Lines that never reached the output since it was last said so.
static LOST: AtomicU64 = AtomicU64::new(0);

/// Takes the lines; cheap to clone.
#[derive(Clone)]
pub struct Log(SyncSender<Entry>);

enum Entry {
    Line(Vec<u8>),
    /// Everything before it is written when the sender hears of it.
    End(SyncSender<()>),
}

/// Everything that is logged from now on goes this way, panics too.
pub fn start(config: &Config) -> Result<Log> {
    let filter = EnvFilter::try_new(&config.log)
        .map_err(|_| ConfigError::of("AULA_LOG", "a filter such as info or aula=debug,warn"))?;
    let (lines, waiting) = sync_channel(WAITING);
    thread::Builder::new()
        .name("log".to_owned())
        .spawn(move || write(&waiting, &mut io::stderr()))
        .context("no thread for the log")?;
    let log = Log(lines);
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        // It would be told to the same output, and panic if that is closed.
        .log_internal_errors(false)
        .with_writer(log.clone());
    match config.log_format {
        LogFormat::Text => subscriber.init(),
        LogFormat::Json => subscriber.json().init(),
    }
    std::panic::set_hook(Box::new(panicked));
    Ok(log)
}

/// What a panic says may quote what a person wrote; where it happened says enough. A panic in here
/// would end the process.
fn panicked(panic: &PanicHookInfo<'_>) {
    let at = panic.location().map(ToString::to_string);
    tracing::error!(at = at.as_deref().unwrap_or("unknown"), "panic");
}

/// Says why the process ends, unless nobody takes it within a second.
pub fn last_words(line: &str) {
    let line = format!("{line}\n");
    let (done, said) = sync_channel(1);
    let saying = thread::Builder::new().spawn(move || {
        io::stderr().write_all(line.as_bytes()).ok();
        done.send(()).ok();
    });
    if saying.is_ok() {
        said.recv_timeout(LAST).ok();
    }
}

impl Log {
    /// Waits until everything so far is written, a second at most.
    pub fn finish(&self) {
        let end = Instant::now() + LAST;
        let (done, written) = sync_channel(1);
        let mut entry = Entry::End(done);
        while let Err(TrySendError::Full(back)) = self.0.try_send(entry) {
            if Instant::now() >= end {
                return;
            }
            entry = back;
            thread::sleep(Duration::from_millis(10));
        }
        let rest = end.saturating_duration_since(Instant::now());
        written.recv_timeout(rest).ok();
    }
}

impl<'l> MakeWriter<'l> for Log {
    type Writer = &'l Log;

    fn make_writer(&'l self) -> &'l Log {
        self
    }
}

/// A line comes in one piece.
impl Write for &Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.0.try_send(Entry::Line(line.to_vec())).is_err() {
            lost();
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write(waiting: &Receiver<Entry>, to: &mut impl Write) {
    for entry in waiting {
        match entry {
            Entry::Line(line) if to.write_all(&line).is_err() => lost(),
            Entry::Line(_) => {
                let lines = LOST.swap(0, Ordering::Relaxed);
                if lines > 0 {
                    tracing::warn!(lines, "lines of the log were lost");
                }
            }
            Entry::End(done) => {
                done.try_send(()).ok();
            }
        }
    }
}

fn lost() {
    LOST.fetch_add(1, Ordering::Relaxed);
    metrics::counter!("bot_log_lines_lost_total").increment(1);
}
