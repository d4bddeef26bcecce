//! Whom it is for: whoever writes, or somebody else, who is named as far as the writer likes. Of what
//! happens at home nobody is asked to name anybody.

use super::super::meant::understood;
use super::super::{Answer, Next, Why, World};
use super::{Draft, DraftStep, RETURN};
use crate::chat::{Button, Say, units};
use crate::domain::report::{WHOM_CHARS, Whom};
use crate::typed::meant::Intent;
use crate::typed::{names_somebody, somebody};

/// How a phone may be written.
const LIKE_THIS: &str = "8 701 123 45 67";

impl Draft {
    /// It is for somebody else: who that is may be said.
    pub(super) fn for_another(&self, world: &World) -> Next {
        if !self.private(world) {
            return self.ask(DraftStep::Whom);
        }
        self.whom_is(Whom::default()).ask(DraftStep::Summary)
    }

    pub(super) fn for_oneself(&self) -> Next {
        Draft {
            whom: None,
            passed_on: false,
            ..self.clone()
        }
        .ask(DraftStep::Summary)
    }

    /// The answer to who it is.
    pub(super) fn named(&self, answer: &Answer, world: &World) -> Next {
        match answer {
            Answer::Key(key) => match key.as_str() {
                "unnamed" => self.whom_is(Whom::default()).placed_for(),
                "self" => self.for_oneself(),
                RETURN => self.ask(DraftStep::Summary),
                _ => Next::Again(Why::Choose),
            },
            Answer::Text(text) if self.tells_more(text, world) => self.with(answer, world),
            Answer::Text(text) => match somebody(text) {
                Some(whom) if fits(&whom) => self.whom_is(self.along(whom)).placed_for(),
                Some(_) => Next::Again(Why::TooLong(WHOM_CHARS)),
                None => Next::Again(Why::Choose),
            },
            Answer::Place(_) => self
                .whom_is(self.along(Whom::default()))
                .located(answer, world),
            Answer::Note(_) | Answer::Other => Next::Again(Why::Choose),
        }
    }

    /// Words at the summary that surely name another one: they are no more of what happened.
    pub(super) fn names_another(&self, text: &str, world: &World) -> Option<Next> {
        let whom = names_somebody(text).filter(fits)?;
        let another = !self.private(world) && !self.tells_more(text, world);
        another.then(|| self.whom_is(self.along(whom)).placed_for())
    }

    /// What happens is told there, not who it is.
    fn tells_more(&self, text: &str, world: &World) -> bool {
        let meant = understood(text, world.law, world.directory);
        matches!(meant.intent, Intent::Report | Intent::Danger)
    }

    /// Name and phone may come one after the other.
    fn along(&self, whom: Whom) -> Whom {
        let known = self.whom.clone().unwrap_or_default();
        Whom {
            name: whom.name.or(known.name),
            phone: whom.phone.or(known.phone),
        }
    }

    fn whom_is(&self, whom: Whom) -> Draft {
        Draft {
            whom: Some(whom),
            passed_on: false,
            ..self.clone()
        }
    }

    /// Where the writer lives is not where the other one does, unless it is said so.
    fn placed_for(&self) -> Next {
        let mut known = self.search.known.iter();
        let home = known.any(|it| it.home && Some(&it.spot) == self.spot.as_ref());
        match home && self.whom.is_some() {
            true => self.ask(DraftStep::Where),
            false => self.ask(DraftStep::Summary),
        }
    }

    pub(super) fn ask_whom(&self, world: &World) -> Say {
        let words = world.words;
        let mut say = world.asked(words.whom_ask(LIKE_THIS), [(words.whom_skip(), "unnamed")]);
        if self.whom.is_some() || self.passed_on {
            say.rows.push(vec![world.answer(words.whom_self(), "self")]);
        }
        say.rows.push(vec![self.as_before(world)]);
        say
    }

    /// The line of the summary, `none` where it is for whoever writes.
    pub(super) fn shown_whom(&self, world: &World) -> String {
        let whom = self.whom.as_ref();
        whom.map_or_else(
            || "none".to_owned(),
            |it| crate::text::whom(world.words, it),
        )
    }

    /// Below the summary of what was passed on.
    pub(super) fn asked_whom(&self, world: &World) -> String {
        match self.passed_on {
            true => format!("\n\n{}", world.words.whom_passed_on()),
            false => String::new(),
        }
    }

    /// For oneself or for another; below the rest, whichever it is not yet.
    pub(super) fn whom_buttons(&self, world: &World) -> Vec<Vec<Button>> {
        let words = world.words;
        let own = || vec![world.answer(words.whom_self(), "self")];
        let other = || vec![world.answer(words.whom_other(), "whom")];
        match &self.whom {
            _ if self.passed_on => vec![own(), other()],
            None => vec![other()],
            Some(_) if self.private(world) => vec![own()],
            Some(_) => vec![vec![world.answer(words.whom_change(), "whom")]],
        }
    }
}

fn fits(whom: &Whom) -> bool {
    let name = whom.name.as_deref();
    name.is_none_or(|name| units(name) <= WHOM_CHARS)
}
