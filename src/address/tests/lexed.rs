//! How often a text was cut into words. Of those that a test asks about only: others read at the
//! same time.
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

static LEXED: Mutex<Option<HashMap<String, usize>>> = Mutex::new(None);

fn counts() -> MutexGuard<'static, Option<HashMap<String, usize>>> {
    LEXED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Counts from here on.
pub fn watch(text: &str) {
    let mut counts = counts();
    let counts = counts.get_or_insert_default();
    counts.insert(text.to_owned(), 0);
}

pub fn note(text: &str) {
    if let Some(times) = counts().as_mut().and_then(|it| it.get_mut(text)) {
        *times += 1;
    }
}

/// Of a text that is watched.
pub fn times(text: &str) -> usize {
    let counts = counts();
    let times = counts.as_ref().and_then(|it| it.get(text));
    times.copied().unwrap_or_default()
}
