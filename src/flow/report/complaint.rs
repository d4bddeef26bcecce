//! A complaint about an officer is no report: whoever writes one reads who would get it, and where it
//! belongs, before it is sent.

use super::super::World;
use super::super::meant::understood;
use super::{Draft, DraftStep};
use crate::chat::{Say, Screen};
use crate::domain::Topic;
use crate::typed::meant::Intent;

impl Draft {
    /// The summary with that warning, where the words are a complaint.
    pub(super) fn warned(&self, say: Say, world: &World) -> Say {
        if self.at != DraftStep::Summary || !self.complains(world) {
            return say;
        }
        let words = world.words;
        let say = Say {
            text: format!("{}\n\n{}", words.report_complaint(), say.text),
            ..say
        };
        say.open(words.button_complaint(), Screen::Topic(Topic::Complaint))
    }

    fn complains(&self, world: &World) -> bool {
        let mut texts = self.notes.iter().filter_map(|note| note.text.as_deref());
        texts.any(|text| {
            let meant = understood(text, world.law, world.directory);
            meant.intent == Intent::Complaint
        })
    }
}
