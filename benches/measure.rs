//! What a process has used, from `/proc`.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// CPU time used so far, by all its threads, its own and the system's for it.
pub fn cpu(process: u32) -> Duration {
    let stat = read(process, "stat");
    // The name in brackets may hold blanks; user and system time are the 12th and 13th field
    // after it.
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let fields = after.split_whitespace().skip(11).take(2);
    let ticks: u64 = fields.map(|field| field.parse::<u64>().unwrap()).sum();
    // Linux tells programs of 100 ticks a second.
    Duration::from_millis(ticks * 10)
}

/// CPU time of this thread alone, where Linux tells it, so that other work on the machine does not
/// count; else the clock's. To be taken before and after.
pub fn own() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let used = text.split(' ').next().and_then(|used| used.parse().ok());
    used.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// Memory in use, in MiB.
pub fn rss(process: u32) -> f64 {
    memory(process, "VmRSS:")
}

/// The most memory that was ever in use, in MiB.
pub fn peak(process: u32) -> f64 {
    memory(process, "VmHWM:")
}

fn memory(process: u32, field: &str) -> f64 {
    let status = read(process, "status");
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or_default() / 1024.0
}

fn read(process: u32, file: &str) -> String {
    std::fs::read_to_string(format!("/proc/{process}/{file}")).unwrap()
}

/// For whatever waits: the measured programs are other processes or threads.
pub fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap()
}
