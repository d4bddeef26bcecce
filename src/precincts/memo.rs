//! The last answers to typed addresses, so that whoever has to be quick finds there what was
//! searched for beforehand. Of one directory: a new one begins without any.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use crate::address::Answer;

/// More than all texts of one batch of updates.
const KEPT: usize = 512;

#[derive(Default)]
pub(super) struct Memo(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    answers: HashMap<String, Answer>,
    /// The oldest first.
    order: VecDeque<String>,
}

impl Memo {
    pub fn get(&self, text: &str) -> Option<Answer> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.answers.get(text).cloned()
    }

    pub fn keep(&self, text: &str, answer: &Answer) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = &mut *kept;
        if kept
            .answers
            .insert(text.to_owned(), answer.clone())
            .is_some()
        {
            return;
        }
        kept.order.push_back(text.to_owned());
        if kept.order.len() > KEPT
            && let Some(oldest) = kept.order.pop_front()
        {
            kept.answers.remove(&oldest);
        }
    }
}

/// Never what people typed.
impl std::fmt::Debug for Memo {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Memo").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_are_kept_and_no_more() {
        let memo = Memo::default();
        let nowhere = Answer::Unknown { near: Vec::new() };
        for at in 0..2 * KEPT {
            memo.keep(&at.to_string(), &nowhere);
            memo.keep(&at.to_string(), &nowhere);
        }
        assert_eq!(memo.get("0"), None);
        assert_eq!(memo.get(&KEPT.to_string()), Some(nowhere));
        let kept = memo.0.lock().unwrap();
        assert_eq!((kept.answers.len(), kept.order.len()), (KEPT, KEPT));
        assert!(!format!("{memo:?}").contains("Unknown"));
    }
}
