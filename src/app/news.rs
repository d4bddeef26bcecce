//! News of a report for somebody who did not ask for it just now. The screen of a phone is seen by
//! others: of what happens at home a push says only that there is news, the rest follows a tap.

use super::scene::Scene;
use crate::chat::{Say, Screen};
use crate::domain::report::Report;
use crate::text::Words;

/// Whether nothing of the report may stand in a push.
pub fn private(scene: &Scene<'_>, report: &Report) -> bool {
    scene
        .app
        .law
        .category(&report.category)
        .is_some_and(|category| category.private)
}

/// What is pushed: the words, or of a private report only that there are some, behind a button.
pub fn pushed(scene: &Scene<'_>, report: &Report, words: Words, open: Screen, full: Say) -> Say {
    if !private(scene, report) {
        return full;
    }
    Say::text(words.told_news(report.number)).open(words.button_open_report(), open)
}
