//! What a push may say. The screen of a phone is seen by others: of what happens at home it says only
//! that there is news, the rest follows a tap.

use super::scene::Scene;
use crate::chat::{Say, Screen};
use crate::domain::PersonId;
use crate::domain::report::Report;
use crate::show::case;
use crate::text::Words;

/// Whether nothing of the report may stand in a push.
pub fn private(scene: &Scene<'_>, report: &Report) -> bool {
    scene.app.law.is_private(&report.category)
}

/// As [`case::pushed`].
pub fn pushed(scene: &Scene<'_>, report: &Report, words: Words, open: Screen, full: Say) -> Say {
    case::pushed(report, open, full, &scene.eye(words, PersonId::new(0)))
}
