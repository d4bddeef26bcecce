//! What comes before it is asked for is kept all the same; and the way back.

use super::super::notes::{Collected, collect, most};
use super::super::{Answer, Next, Why, World};
use super::words::WORDS;
use super::{Draft, DraftStep};
use crate::domain::report::NOTES;

impl Draft {
    /// Takes what belongs to the description while something else is asked.
    pub(super) fn early(&self, answer: &Answer, world: &World) -> Option<Next> {
        if let Some(next) = self.read(answer, world) {
            return Some(next);
        }
        let takes = match self.at {
            DraftStep::Danger
            | DraftStep::Category
            | DraftStep::Again
            | DraftStep::Now
            | DraftStep::Urgent => match answer {
                Answer::Note(_) => true,
                Answer::Text(text) => text.split_whitespace().count() >= WORDS,
                _ => false,
            },
            DraftStep::Where | DraftStep::Whom => matches!(answer, Answer::Note(_)),
            DraftStep::What | DraftStep::Summary => false,
        };
        if !takes {
            return None;
        }
        Some(self.with(answer, world))
    }

    /// The same with something of what happened, whatever is asked.
    pub fn with(&self, answer: &Answer, world: &World) -> Next {
        match collect(&self.notes, answer, world) {
            Collected::More(notes) => Draft {
                notes,
                ..self.clone()
            }
            .ask(self.at),
            Collected::Done => self.ask(self.at),
            Collected::No(why) => Next::Again(why),
        }
    }

    /// With the words that were said just before it, as far as there is room.
    pub(super) fn with_aside(&self, world: &World) -> Next {
        let room = NOTES.saturating_sub(self.notes.len());
        let (taken, left) = world.aside.split_at(room.min(world.aside.len()));
        let draft = Draft {
            notes: [taken, &self.notes].concat(),
            ..self.clone()
        };
        let full = (!left.is_empty()).then_some(Why::Enough(NOTES));
        draft.asked_with(full)
    }

    /// Without what was taken last; where too little is left, it is asked for again.
    pub(super) fn less(&self) -> Next {
        let mut notes = self.notes.clone();
        notes.pop();
        let told = self.placed() || notes.iter().any(|note| note.text.is_some());
        let at = if told {
            DraftStep::Summary
        } else {
            DraftStep::What
        };
        Draft {
            notes,
            ..self.clone()
        }
        .ask(at)
    }

    /// Whether the message that is answered was taken as a note just now, at a question that asks
    /// for something else.
    pub(super) fn just_kept(&self, world: &World) -> bool {
        let asks_else = !matches!(self.at, DraftStep::What | DraftStep::Summary);
        let newest = self.notes.last().and_then(|note| note.message);
        asks_else && newest.is_some() && newest == world.beside.message
    }

    pub(super) fn kept_line(&self, world: &World) -> String {
        let count = i64::try_from(self.notes.len()).unwrap_or_default();
        world.words.report_kept(count, most())
    }

    /// The draft at the question before; None at the first one.
    pub fn back(&self, world: &World) -> Option<Draft> {
        if self.told {
            return self.back_of_told(world);
        }
        let lasting = self.lasts(world);
        let at = match self.at {
            DraftStep::Danger => return None,
            DraftStep::Category => DraftStep::Danger,
            DraftStep::Again | DraftStep::Now => DraftStep::Category,
            DraftStep::Urgent | DraftStep::Where if lasting => DraftStep::Category,
            DraftStep::Urgent | DraftStep::Where => DraftStep::Now,
            DraftStep::What => DraftStep::Where,
            DraftStep::Summary => DraftStep::What,
            DraftStep::Whom => DraftStep::Summary,
        };
        let spot = self.spot.clone().filter(|_| at != DraftStep::Where);
        let timed = !matches!(at, DraftStep::Danger | DraftStep::Category | DraftStep::Now);
        Some(Draft {
            at,
            spot,
            happening_now: self.happening_now && timed,
            ..self.clone()
        })
    }

    /// From what is changed to the summary, from there to what may be changed first.
    fn back_of_told(&self, world: &World) -> Option<Draft> {
        let missing = self.missing(world);
        let at = match self.at {
            DraftStep::Danger | DraftStep::Again => return None,
            at if at != missing => missing,
            DraftStep::Category => return None,
            _ => DraftStep::Category,
        };
        Some(Draft { at, ..self.clone() })
    }

    pub fn asks_what(&self) -> bool {
        self.at == DraftStep::Category
    }

    pub fn asks_when(&self) -> bool {
        self.at == DraftStep::Now
    }

    /// Whether it is shown to be sent.
    pub fn is_ready(&self) -> bool {
        self.at == DraftStep::Summary
    }

    pub fn asks_where(&self) -> bool {
        self.at == DraftStep::Where
    }

    /// Whether it is of what happens at home.
    pub fn private(&self, world: &World) -> bool {
        self.kind(world).is_some_and(|kind| kind.private)
    }

    /// What is being reported, and where; of what happens at home nothing is named.
    pub fn begun(&self, world: &World) -> Option<String> {
        let kind = self.kind(world).filter(|_| !self.private(world))?;
        let label = kind.label.get(world.words.lang).to_owned();
        let place = self.place(world);
        Some(
            [Some(label), place]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · "),
        )
    }
}
