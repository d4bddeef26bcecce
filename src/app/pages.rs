//! Lists by pages: a message has room for so many buttons, and nothing is left out in silence.

use crate::chat::{Button, List, Say, Tap};
use crate::text::Words;

/// One page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Counted from 0.
    pub at: i64,
    /// How many there are, at least one.
    pub of: i64,
    size: i64,
}

impl Page {
    /// The page that was asked for, or the last one where the list has become shorter.
    pub fn new(wanted: i64, total: i64, size: i64) -> Page {
        let of = ((total + size - 1) / size).max(1);
        Page {
            at: wanted.clamp(0, of - 1),
            of,
            size,
        }
    }

    /// Rows before it, and rows on it at most.
    pub fn rows(self) -> (i64, i64) {
        (self.at * self.size, self.size)
    }

    /// What is on it of a list that is at hand as a whole.
    pub fn of<T>(self, all: &[T]) -> &[T] {
        let place = |number: i64| usize::try_from(number).unwrap_or(0).min(all.len());
        &all[place(self.at * self.size)..place((self.at + 1) * self.size)]
    }

    /// Says which page it is and adds the buttons to its neighbours, where there are any.
    pub fn turn(self, mut say: Say, list: List, words: Words) -> Say {
        if self.of < 2 {
            return say;
        }
        say.text = format!("{}\n{}", say.text, words.page(self.at + 1, self.of));
        let to = |label: String, page: i64| Button::new(label, &Tap::Open(list.page(page)));
        let mut row = Vec::new();
        if self.at > 0 {
            row.push(to(words.page_back(self.at), self.at - 1));
        }
        if self.at + 1 < self.of {
            row.push(to(words.page_next(self.at + 2), self.at + 1));
        }
        say.row(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_on_one_page() {
        for total in 0..45_i64 {
            let all: Vec<i64> = (0..total).collect();
            let of = Page::new(0, total, 10).of;
            let seen: Vec<i64> = (0..of)
                .flat_map(|at| Page::new(at, total, 10).of(&all).to_vec())
                .collect();
            assert_eq!(seen, all);
        }
    }

    #[test]
    fn a_page_that_is_gone_is_the_last() {
        assert_eq!(Page::new(9, 12, 10).rows(), (10, 10));
        assert_eq!(Page::new(i64::MAX, 0, 10).rows(), (0, 10));
        assert_eq!(Page::new(-3, 12, 10).at, 0);
    }
}
