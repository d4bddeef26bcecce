//! What was worked out last for some text, so that whoever has to be quick finds there what was
//! asked for beforehand. Of one directory: a new one begins without any.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

pub(super) struct Memo<T> {
    most: usize,
    kept: Mutex<Kept<T>>,
}

struct Kept<T> {
    by_text: HashMap<String, Arc<T>>,
    /// The oldest first.
    order: VecDeque<String>,
}

impl<T> Memo<T> {
    /// Of so many texts at most.
    pub fn of(most: usize) -> Memo<T> {
        let kept = Mutex::new(Kept {
            by_text: HashMap::new(),
            order: VecDeque::new(),
        });
        Memo { most, kept }
    }

    pub fn get(&self, text: &str) -> Option<Arc<T>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.by_text.get(text).cloned()
    }

    /// Works it out unless it is kept. Nobody waits for anybody else's.
    pub fn get_or(&self, text: &str, work: impl FnOnce() -> T) -> Arc<T> {
        self.get(text).unwrap_or_else(|| {
            let made = Arc::new(work());
            self.keep(text, made.clone());
            made
        })
    }

    fn keep(&self, text: &str, made: Arc<T>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = &mut *kept;
        if kept.by_text.insert(text.to_owned(), made).is_some() {
            return;
        }
        kept.order.push_back(text.to_owned());
        if kept.order.len() > self.most
            && let Some(oldest) = kept.order.pop_front()
        {
            kept.by_text.remove(&oldest);
        }
    }
}

/// Never what people typed.
impl<T> std::fmt::Debug for Memo<T> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Memo").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_are_kept_and_no_more() {
        const KEPT: usize = 512;
        let memo = Memo::of(KEPT);
        for at in 0..2 * KEPT {
            memo.get_or(&at.to_string(), || "found");
            memo.get_or(&at.to_string(), || "searched again");
        }
        assert_eq!(memo.get("0"), None);
        assert_eq!(memo.get(&KEPT.to_string()).as_deref(), Some(&"found"));
        let kept = memo.kept.lock().unwrap();
        assert_eq!((kept.by_text.len(), kept.order.len()), (KEPT, KEPT));
        assert!(!format!("{memo:?}").contains("found"));
    }
}
