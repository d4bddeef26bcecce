//! How fast one may send, and the faults that a test asks for.

use std::time::{Duration, Instant};

/// What the server lets through; `None` is without a limit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    pub overall: Option<Rate>,
    pub private: Option<Rate>,
    pub group: Option<Rate>,
}

impl Limits {
    /// core.telegram.org/bots/faq: 30 a second in all, 1 a second in one chat (short bursts pass), 20 a minute in a group.
    pub const fn official() -> Self {
        Self {
            overall: Some(Rate {
                every: Duration::from_nanos(33_333_333),
                burst: 30,
            }),
            private: Some(Rate {
                every: Duration::from_secs(1),
                burst: 5,
            }),
            group: Some(Rate {
                every: Duration::from_secs(3),
                burst: 20,
            }),
        }
    }
}

/// A bucket of `burst` messages that gets one more `every` so often.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub every: Duration,
    pub burst: u32,
}

/// The state of one bucket: when it will be full again.
#[derive(Clone, Copy, Default)]
pub struct Pace(Option<Instant>);

impl Pace {
    /// How long `messages` must still wait, zero if they may go. More than a bucket can ever hold passes when it is full.
    pub fn wait(self, rate: Rate, messages: u32, now: Instant) -> Duration {
        let full = self
            .0
            .map_or(Duration::ZERO, |at| at.saturating_duration_since(now));
        (full + rate.every * messages.min(rate.burst)).saturating_sub(rate.every * rate.burst)
    }

    pub fn take(&mut self, rate: Rate, messages: u32, now: Instant) {
        let from = self.0.map_or(now, |at| at.max(now));
        self.0 = Some(from + rate.every * messages);
    }
}

/// Something that goes wrong with the next `times` matching calls (`u32::MAX`: with all of them).
#[derive(Clone, Debug)]
pub struct Fault {
    /// In any case of letters; `None` is any method.
    pub method: Option<&'static str>,
    pub chat: Option<i64>,
    pub times: u32,
    pub kind: FaultKind,
}

#[derive(Clone, Debug)]
pub enum FaultKind {
    /// 429 with these seconds.
    Retry429(u64),
    /// 403 with the whole description, "Forbidden: bot was blocked by the user".
    Forbidden(String),
    /// 400 with the whole description.
    BadRequest(String),
    /// The group became this supergroup; the old id stays dead.
    Migrate(i64),
    /// 500 with a page of HTML, as the proxies in front of the real server answer.
    ServerError,
    /// A page of HTML with this status: a proxy speaks for itself.
    Page(u16),
    /// An answer of 33 MiB without its length, if more updates than this are asked for.
    HugeAbove(u64),
    /// This page with status 200.
    Garbage(&'static str),
    /// The connection closes and nothing was done.
    DropBefore,
    /// It is done, but the connection closes without an answer.
    DropAfter,
    /// It is done after this long.
    Delay(Duration),
}

/// The next fault for this call, which is used up by it.
pub fn next_fault(faults: &mut Vec<Fault>, method: &str, chat: Option<i64>) -> Option<FaultKind> {
    let fits = |fault: &Fault| {
        fault
            .method
            .is_none_or(|name| name.eq_ignore_ascii_case(method))
            && (fault.chat.is_none() || fault.chat == chat)
    };
    let at = faults.iter().position(fits)?;
    let fault = faults.get_mut(at)?;
    let kind = fault.kind.clone();
    if fault.times != u32::MAX {
        fault.times = fault.times.saturating_sub(1);
    }
    if fault.times == 0 {
        faults.remove(at);
    }
    Some(kind)
}
