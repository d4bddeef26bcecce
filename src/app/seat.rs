//! Where the person sits while a turn runs: who it is, what is asked, which buttons are shown.

use anyhow::Result;

use super::scene::Scene;
use crate::chat::{Beside, Incoming, Screen, Tap};
use crate::domain::report::{NOTES, Note};
use crate::domain::{Account, Chat, Lang, Person, PersonId, Spot, Time};
use crate::flow::{CriedWords, Did, Flow, FoundPlace, World};
use crate::show::Eye;
use crate::store::{Conversation, MENU};
use crate::text::Words;

pub struct Seat {
    pub person: Person,
    pub account: Account,
    pub chat: Chat,
    pub flow: Flow,
    /// The number of the current question.
    pub step: i64,
    /// The buttons that were shown last, as (label, string of the tap; empty for the position).
    pub(super) shown: Vec<(String, String)>,
    /// Something without buttons was said below them.
    pub(super) below: bool,
    /// Something of the person's was in a flow that was too old or unreadable.
    dropped: bool,
    /// When the person did something last, before this.
    pub last_at: Time,
    /// They had left the bot: what was asked since they have yet to read.
    pub returns: bool,
    /// What the messenger says of the message that is answered.
    pub beside: Beside,
    /// What is open on the person's desk, counted for the menu.
    pub(super) waiting: i64,
    /// What the messenger lists for this person has changed.
    pub(super) relist: bool,
    tag: Option<String>,
    /// Whoever sits here was met just now, or chose the other language for what was said.
    pub(super) met: bool,
    /// What is being looked at: it may be said anew in the other language.
    pub(super) screen: Option<Screen>,
    /// What the person did, in case it needs a consent first.
    pub(super) did: Option<Did>,
    /// Words in which danger was cried while no report was written, or that meant nothing known: they
    /// begin the next one.
    pub(super) cried: CriedWords,
    /// The place that was found last, where it is not kept among the person's own: the report from
    /// its card is of there, and what was asked is answered for it.
    pub(super) found: Option<Spot>,
    /// What was done just now: it stands above whatever is said next.
    pub(super) done: Option<String>,
}

/// Between two messages that were sent together, such as several forwarded ones.
const TOGETHER: jiff::SignedDuration = jiff::SignedDuration::from_secs(3);
/// A report that is begun so soon after a cry is of it.
const SOON: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);
/// The same after words that meant nothing known.
const AT_ONCE: jiff::SignedDuration = jiff::SignedDuration::from_mins(10);

/// The buttons that were shown last, and whether something without any was said below them.
fn shown(kept: &str) -> (Vec<(String, String)>, bool) {
    let mut shown: Vec<(String, String)> = serde_json::from_str(kept).unwrap_or_default();
    let below = shown.last().is_some_and(|(label, _)| label == BELOW);
    if below {
        shown.pop();
    }
    (shown, below)
}

/// Stands behind the buttons that were shown, where something without any was said below them. No
/// label is so short.
const BELOW: &str = "";

impl Seat {
    /// Where the sender was left, `kept`, and who that is, if they have written before.
    pub async fn take(
        scene: &mut Scene<'_>,
        incoming: &Incoming,
        kept: &Conversation,
        person: Option<Person>,
    ) -> Result<Seat> {
        let now = scene.now;
        let person = match person {
            Some(person) => person,
            None => {
                let id = PersonId::new(scene.app.clock.new_id());
                scene
                    .tx
                    .add_person(id, incoming.account, incoming.chat, now)
                    .await?;
                Person::unknown(id, incoming.chat)
            }
        };
        let idle = jiff::SignedDuration::from_hours(scene.app.limits.idle_hours);
        let last_at = Time::from_millisecond(kept.updated_at)?;
        let read: Option<Flow> = serde_json::from_str(&kept.flow).ok();
        let held = read.as_ref().is_none_or(Flow::holds_something);
        let flow = read.filter(|_| last_at + idle > now);
        let old = flow.is_none() && !kept.flow.is_empty() && kept.flow != MENU;
        let (flow, cried) = match flow.unwrap_or(Flow::Menu) {
            Flow::Cried(mut cried) => (cried.flow.take().map_or(Flow::Menu, |it| *it), cried),
            flow => (flow, CriedWords::default()),
        };
        let (flow, found) = match flow {
            Flow::Found(found) => (Flow::Menu, Some(found.spot)),
            flow => (flow, None),
        };
        let (shown, below) = shown(&kept.shown);
        Ok(Seat {
            account: incoming.account,
            chat: incoming.chat,
            flow,
            // The buttons of a question that was dropped are old ones.
            step: kept.step + i64::from(old),
            shown,
            below,
            dropped: old && held,
            last_at,
            returns: person.blocked,
            person,
            beside: incoming.beside.clone(),
            waiting: 0,
            relist: false,
            tag: incoming.tag.clone(),
            met: false,
            screen: None,
            did: None,
            cried,
            found,
            done: None,
        })
    }

    /// Where the sender is left now.
    pub fn leave(&self, now: Time) -> Result<Conversation> {
        let flow = &self.stands(&self.flow);
        let flow = match self.cried.notes.is_empty() {
            true => flow,
            false => &Flow::Cried(CriedWords {
                flow: Some(Box::new(flow.clone())).filter(|it| **it != Flow::Menu),
                ..self.cried.clone()
            }),
        };
        Ok(Conversation {
            flow: serde_json::to_string(flow)?,
            step: self.step,
            shown: if self.shown.is_empty() {
                String::new()
            } else {
                let below = self.below.then(|| (BELOW.to_owned(), String::new()));
                let shown: Vec<_> = self.shown.iter().chain(&below).collect();
                serde_json::to_string(&shown)?
            },
            updated_at: now.as_millisecond(),
        })
    }

    /// Where the person stands, the place that was found last with it.
    pub fn stands(&self, flow: &Flow) -> Flow {
        match (&self.found, flow) {
            (Some(spot), Flow::Menu) => Flow::Found(FoundPlace { spot: spot.clone() }),
            _ => flow.clone(),
        }
    }

    /// Stands there again.
    pub fn stand(&mut self, flow: Flow) {
        self.flow = match flow {
            Flow::Found(found) => {
                self.found = Some(found.spot);
                Flow::Menu
            }
            flow => flow,
        };
    }

    /// The chosen language, else the hint of the interface, else Kazakh, the state language.
    pub fn lang(&self) -> Lang {
        let hint = || self.tag.as_deref().and_then(Lang::parse);
        self.person.lang.or_else(hint).unwrap_or(Lang::Kk)
    }

    pub fn words(&self) -> Words {
        Words::new(self.lang())
    }

    pub fn world<'w>(&'w self, scene: &'w Scene<'_>) -> World<'w> {
        World {
            now: scene.now,
            words: self.words(),
            person: &self.person,
            directory: &scene.directory,
            law: &scene.app.law,
            reports_per_day: scene.app.limits.reports_per_day,
            waiting: self.waiting,
            step: self.step,
            beside: &self.beside,
            aside: self.aside(scene.now),
        }
    }

    /// Words that meant nothing known, said just now.
    fn aside(&self, now: Time) -> &[Note] {
        match !self.cried.cry && self.cried.at + AT_ONCE > now {
            true => &self.cried.notes,
            false => &[],
        }
    }

    pub fn eye<'e>(&self, scene: &'e Scene<'_>) -> Eye<'e> {
        scene.eye(self.words(), self.person.id)
    }

    /// Whether a draft was dropped, which is to be said once.
    pub fn dropped(&mut self) -> bool {
        std::mem::take(&mut self.dropped)
    }

    /// What the buttons do that were shown last.
    pub fn taps(&self) -> impl Iterator<Item = Tap> {
        self.shown.iter().filter_map(|(_, data)| Tap::parse(data))
    }

    /// The buttons that were shown last, as (label, string of the tap).
    pub fn shown(&self) -> &[(String, String)] {
        &self.shown
    }

    pub fn forget_shown(&mut self) {
        self.shown.clear();
    }

    /// Whether the question is the last that the turns of this person have said.
    pub fn asked_last(&self) -> bool {
        let of_it = |tap| matches!(tap, Tap::Answer { step, .. } if step == self.step);
        !self.below && self.taps().any(of_it)
    }

    /// Back to what was begun, from the question whether it goes on and from that of the language:
    /// it is asked anew before it is thrown away.
    pub fn back_to_begun(&mut self) {
        let begun = match &self.flow {
            Flow::Leave(leave) => leave.flow.clone(),
            Flow::Start(start) => start.behind(),
            _ => return,
        };
        self.stand(begun);
    }

    /// Whether opening the screen would throw away what the person has begun.
    pub fn would_lose_by(&self, screen: &Screen) -> bool {
        let taken_along = match (&self.flow, screen) {
            (Flow::Keep(_), Screen::Report | Screen::ReportOn | Screen::ReportOf(_)) => true,
            (Flow::Report(_), Screen::ReportOn) => true,
            (Flow::Report(draft), Screen::AddTo(id)) => draft.gives_to(*id),
            (Flow::Keep(keep), Screen::AddTo(id) | Screen::Answer(id) | Screen::Again(id)) => {
                keep.cases.iter().any(|case| case.report == *id)
            }
            _ => false,
        };
        let asked = matches!(self.flow, Flow::Start(_));
        screen.begins() && self.flow.holds_something() && !taken_along && !asked
    }

    /// The words that wait for the report that is begun now. Those that meant nothing known wait on:
    /// it offers them. Older ones were of something else: they are gone, which is said.
    pub(super) fn take_cried(&mut self, now: Time) -> CriedWords {
        if !self.aside(now).is_empty() {
            return CriedWords::default();
        }
        let cried = std::mem::take(&mut self.cried);
        let soon = if cried.cry { SOON } else { AT_ONCE };
        if cried.notes.is_empty() || cried.at + soon > now {
            return cried;
        }
        let gone = self.words().cried_dropped();
        self.put_above(gone);
        CriedWords::default()
    }

    /// Words that meant nothing known, where they are what is asked about.
    pub(super) fn loose(&self) -> Vec<Note> {
        match &self.flow {
            Flow::Keep(keep) if keep.loose => keep.notes.clone(),
            _ => Vec::new(),
        }
    }

    /// What a report has taken in waits no more.
    pub(super) fn drop_taken(&mut self) {
        let taken = self.flow.notes();
        self.cried.notes.retain(|it| !taken.contains(it));
    }

    /// Something else follows on such words: they wait for a report.
    pub(super) fn set_aside(&mut self, loose: Vec<Note>) {
        for note in loose {
            let message = note.message.unwrap_or_default();
            let goes_on = self.flow.note_of(message).is_some();
            let goes_on = goes_on || self.flow.notes().contains(&note);
            if goes_on || self.cried.notes.contains(&note) {
                continue;
            }
            if self.cried.notes.len() >= NOTES {
                let gone = self.words().cried_dropped();
                self.put_above(gone);
                self.cried = CriedWords::default();
            }
            self.cried.notes.push(note);
            self.cried.at = self.cried.at.max(self.last_at);
        }
    }

    /// Whether the message is one more of those that were sent together: what was said to the one
    /// before is renewed.
    pub(super) fn goes_on(&self, now: Time) -> bool {
        let [.., before, newest] = self.flow.notes() else {
            return false;
        };
        let same_album = newest.album.is_some() && newest.album == before.album;
        let at_once = self.last_at <= now && now <= self.last_at + TOGETHER;
        newest.message.is_some() && newest.message == self.beside.message && (same_album || at_once)
    }
}
