//! Lists by pages.

use crate::chat::{Button, List, Say, Tap};
use crate::domain::seen::Page;
use crate::text::Words;

/// Says which page it is and adds the buttons to its neighbours, where there are any.
pub fn turn(page: Page, mut say: Say, list: List, words: Words) -> Say {
    if page.of < 2 {
        return say;
    }
    say.text = format!("{}\n{}", say.text, words.page(page.at + 1, page.of));
    let to = |label: String, page: i64| Button::new(label, &Tap::Open(list.page(page)));
    let mut row = Vec::new();
    if page.at > 0 {
        row.push(to(words.page_back(page.at), page.at - 1));
    }
    if page.at + 1 < page.of {
        row.push(to(words.page_next(page.at + 2), page.at + 1));
    }
    say.row(row)
}
