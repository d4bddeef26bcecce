//! Something was begun, and a button or a command would throw it away: whether it goes on.

use serde::{Deserialize, Serialize};

use super::{AddTo, Answer, AnswerTo, Draft, Flow, Next, Officer, Seek, Takes, Why, World};
use crate::chat::{Say, Screen, Tap};
use crate::domain::ReportId;
use crate::domain::report::Note;
use crate::text::{said, shorten};

use super::desk::Closing;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leave {
    /// What was begun.
    pub flow: Flow,
    /// Where the person goes without it: the string of a tap.
    pub to: String,
    /// The words that came with it, such as the address that is looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// UTF-16 units of the words that remind of what was begun.
const SHOWN: usize = 200;
/// And on the button of what is looked for instead.
const ON_BUTTON: usize = 40;

impl Leave {
    pub fn question(&self, world: &World) -> Say {
        let words = world.words;
        let text = match self.flow.begun(world) {
            Some(what) => words.leave_begun(&what),
            None => words.leave_other(),
        };
        let mut say = Say::text(text);
        say.rows.push(vec![world.answer(words.leave_on(), "on")]);
        let drop = match (Tap::parse(&self.to), &self.words) {
            (Some(Tap::Open(Screen::Find)), Some(address)) => {
                words.leave_find(&shorten(address, ON_BUTTON))
            }
            (Some(Tap::Open(Screen::Report)), _) => words.leave_anew(),
            _ => words.leave_drop(),
        };
        say.rows.push(vec![world.answer(drop, "drop")]);
        say
    }

    /// Whatever is no tap belongs to what was begun.
    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        match answer.key() {
            Some("on") => Next::Ask(self.flow.clone()),
            Some("drop") => match (Tap::parse(&self.to), self.flow.waiting()) {
                // What was begun before it is not gone with it.
                (_, Some(before)) => Next::Ask(before.clone()),
                (Some(Tap::Open(Screen::Find)), _) if self.words.is_some() => {
                    let words = self.words.clone().unwrap_or_default();
                    Seek::default().step(&Answer::Text(words), world)
                }
                (Some(Tap::Open(screen)), _) => Next::Open(screen),
                _ => Next::Ask(Flow::Menu),
            },
            Some(_) => Next::Again(Why::Choose),
            None => self.flow.step(answer, world),
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::OnlyButtons
    }

    /// Whether the same may be begun anew in its place.
    pub fn begins_anew(&self) -> bool {
        matches!(Tap::parse(&self.to), Some(Tap::Open(Screen::Report)))
    }
}

impl Flow {
    /// Whether something of the person's would be lost if the conversation ended here.
    pub fn holds_something(&self) -> bool {
        match self {
            Flow::Report(draft) => draft.category.is_some() || !draft.notes.is_empty(),
            Flow::AddTo(AddTo { notes, .. }) | Flow::Answer(AnswerTo { notes, .. }) => {
                !notes.is_empty()
            }
            Flow::Officer(Officer::Close {
                closing: Some(Closing { text, also, .. }),
                ..
            }) => text.is_some() || also.is_some(),
            Flow::Announce(announce) => announce.date.is_some(),
            Flow::Notice(notice) => !notice.text.kk.is_empty() || !notice.text.ru.is_empty(),
            Flow::Keep(keep) => !keep.loose,
            Flow::Reply(_) => true,
            Flow::Start(start) => start.goal().behind().is_some_and(Flow::holds_something),
            Flow::Leave(leave) => leave.flow.holds_something(),
            Flow::Cried(_) => true,
            _ => false,
        }
    }

    /// What was begun, in a few words.
    fn begun(&self, world: &World) -> Option<String> {
        let notes = |notes: &[Note]| {
            let said = said(world.words, notes).replace('\n', ", ");
            let said = shorten(&said, SHOWN);
            (!said.is_empty()).then_some(said)
        };
        match self {
            Flow::Report(draft) if draft.private(world) => None,
            Flow::Report(draft) => draft.begun(world).or_else(|| notes(&draft.notes)),
            Flow::AddTo(AddTo {
                number, notes: all, ..
            })
            | Flow::Answer(AnswerTo {
                number, notes: all, ..
            }) => Some(format!(
                "{} · {}",
                world.words.number(*number),
                notes(all).unwrap_or_default()
            )),
            Flow::Keep(keep) => notes(&keep.notes),
            _ => None,
        }
    }

    /// What goes on behind an officer's words to a card.
    fn waiting(&self) -> Option<&Flow> {
        match self {
            Flow::Reply(reply) => reply.before.as_deref(),
            _ => None,
        }
    }

    /// Whether what is asked may be about a report, one that is yet to be sent among them.
    pub fn of_a_report(&self) -> bool {
        !matches!(
            self,
            Flow::Menu
                | Flow::Start(_)
                | Flow::Find(_)
                | Flow::NamePlace(_)
                | Flow::Move(_)
                | Flow::Forget
                | Flow::Announce(_)
                | Flow::Notice(_)
        )
    }

    /// The report that the words are for that are asked for now.
    pub fn report(&self) -> Option<ReportId> {
        match self {
            Flow::AddTo(AddTo { report, .. }) | Flow::Answer(AnswerTo { report, .. }) => {
                Some(*report)
            }
            Flow::Officer(officer) => Some(officer.report()),
            _ => None,
        }
    }

    /// The officer's own words that go below the number of a repetition.
    pub fn also(&self, of: ReportId) -> Option<&str> {
        match self {
            Flow::Officer(Officer::Close {
                report,
                closing: Some(closing),
                ..
            }) if *report == of => closing.also.as_deref(),
            _ => None,
        }
    }

    /// The address whose house this text is, where the house of a street is asked for.
    pub fn house_of_street(&self, text: &str) -> Option<String> {
        match self {
            Flow::Find(find) => find.search.house_of_street(text),
            Flow::Report(draft) => draft.search.house_of_street(text),
            Flow::Move(moving) => moving.search.house_of_street(text),
            Flow::Cried(cried) => cried.asked().house_of_street(text),
            Flow::Leave(leave) => leave.flow.house_of_street(text),
            _ => None,
        }
    }

    /// The report that is being written.
    pub fn draft_mut(&mut self) -> Option<&mut Draft> {
        match self {
            Flow::Report(draft) => Some(draft),
            Flow::Leave(leave) => leave.flow.draft_mut(),
            _ => None,
        }
    }

    /// What was collected so far.
    pub fn notes(&self) -> &[Note] {
        match self {
            Flow::Report(draft) => &draft.notes,
            Flow::AddTo(AddTo { notes, .. }) | Flow::Answer(AnswerTo { notes, .. }) => notes,
            Flow::Keep(keep) => &keep.notes,
            Flow::Leave(leave) => leave.flow.notes(),
            _ => &[],
        }
    }

    /// The note that came in this message, wherever it waits.
    pub fn note_of(&mut self, message: i64) -> Option<&mut Note> {
        let notes = match self {
            Flow::Report(draft) => &mut draft.notes,
            Flow::AddTo(AddTo { notes, .. }) | Flow::Answer(AnswerTo { notes, .. }) => notes,
            Flow::Keep(keep) => &mut keep.notes,
            Flow::Leave(leave) => return leave.flow.note_of(message),
            Flow::Start(start) => return start.goal_mut().behind_mut()?.note_of(message),
            _ => return None,
        };
        notes.iter_mut().find(|note| note.message == Some(message))
    }

    /// Whether a place is looked for.
    pub fn searches(&self) -> bool {
        match self {
            Flow::Find(_) => true,
            Flow::Report(draft) => draft.asks_where(),
            Flow::Move(moving) => moving.searches(),
            _ => false,
        }
    }

    /// Whether it is asked whether something happens now.
    pub fn asks_when(&self) -> bool {
        matches!(self, Flow::Report(draft) if draft.asks_when())
    }

    /// The question before this one, where there is one.
    pub fn back(&self, world: &World) -> Option<Flow> {
        match self {
            Flow::Report(draft) => Some(Flow::Report(Box::new(draft.back(world)?))),
            _ => None,
        }
    }
}
