//! How many connections there may be: every one takes a descriptor, and so do the calls to
//! Telegram and the database.

/// Descriptors that are kept for everything else.
const KEPT: usize = 256;
/// The most that are taken, however many descriptors there are.
const MOST: usize = 512;
/// The most of an address that only machines ask.
const MACHINES: usize = 32;
/// The usual limit, where the system does not tell it.
const USUAL: usize = 1_024;

/// For an address of the bot, and for the one of the metrics.
pub fn places() -> (usize, usize) {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    shared(soft_limit(&limits).unwrap_or(USUAL))
}

fn shared(descriptors: usize) -> (usize, usize) {
    let all = (descriptors - KEPT.min(descriptors / 2)).min(MOST);
    let machines = (all / 4).min(MACHINES);
    (all - machines, machines)
}

/// The soft limit of open files.
fn soft_limit(limits: &str) -> Option<usize> {
    let line = limits
        .lines()
        .find_map(|it| it.strip_prefix("Max open files"));
    match line?.split_whitespace().next()? {
        "unlimited" => Some(usize::MAX),
        number => number.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptors_are_kept() {
        assert_eq!(shared(1_024), (480, 32));
        assert_eq!(shared(20_000), (480, 32));
        assert_eq!(shared(usize::MAX), (480, 32));
        assert_eq!(shared(512), (224, 32));
        assert_eq!(shared(64), (24, 8));
        assert_eq!(shared(0), (0, 0));
    }

    #[test]
    fn the_limit_is_read() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units     \nMax cpu time              unlimited            unlimited            seconds   \nMax open files            1024                 524288               files     \n";
        assert_eq!(soft_limit(limits), Some(1_024));
        assert_eq!(
            soft_limit(&limits.replace("1024", "unlimited")),
            Some(usize::MAX)
        );
        assert_eq!(soft_limit("Max open files"), None);
        assert_eq!(soft_limit(""), None);
        assert!(places().0 > 0);
    }
}
