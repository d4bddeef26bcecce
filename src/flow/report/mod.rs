//! Reporting an offence: danger first, then what, when, where, in which words, and the truth
//! line before it is sent. A step whose answer is already known is not asked.

mod anew;
mod complaint;
mod early;
mod place;
mod question;
mod told;
mod whom;
mod words;

use serde::{Deserialize, Serialize};

use super::notes::{Collected, collect};
use super::search::Search;
use super::{Answer, Flow, Next, Takes, Why, World};
use crate::chat::Screen;
use crate::domain::category::Category;
use crate::domain::report::{Instead, NewReport, Note, Whom};
use crate::domain::{Action, CaseVerb, PrecinctCode, ReportId, Spot, Time};

pub use words::{ReportTime, only_calls_for_help};

/// The key of the button that leaves something as it was.
const RETURN: &str = "return";

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub at: DraftStep,
    pub category: Option<String>,
    pub happening_now: bool,
    /// Where it is looked for; emptied once it is found.
    pub search: Search,
    pub spot: Option<Spot>,
    pub notes: Vec<Note>,
    /// The person's own open reports, offered as "again the same".
    pub open: Vec<OpenCase>,
    /// The precinct that the person came from, or lives in: offered instead of a pin, and then
    /// the words have to say where.
    pub home: Option<PrecinctCode>,
    /// Why nobody reads what is sent to the precinct of the place, if nobody does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread: Option<Instead>,
    /// When a new report is taken, if so many were sent that it is not now. Of danger at home one
    /// is always taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_at: Option<Time>,
    /// It was told in words at once: only what they leave open is asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub told: bool,
    /// When it happens, as far as that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<ReportTime>,
    /// The token of the group of a house that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house: Option<String>,
    /// The phones were shown in between: they are not shown again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub warned: bool,
    /// Whom it is for, where that is somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whom: Option<Whom>,
    /// It was passed on: for whom it is has yet to be said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub passed_on: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftStep {
    #[default]
    Danger,
    Category,
    Again,
    Now,
    /// It happens now and is dangerous: the phones once more, before anything is written.
    Urgent,
    Where,
    What,
    Summary,
    /// Who the other one is that it is for.
    Whom,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenCase {
    pub report: ReportId,
    pub number: i64,
    pub category: String,
}

impl Draft {
    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        if let Some(next) = self.early(answer, world) {
            return next;
        }
        match self.at {
            DraftStep::Danger => match answer.key() {
                Some("yes") => Next::Open(Screen::Emergency),
                Some("no") => match self.kind(world) {
                    Some(category) => self.categorised(category, world),
                    None => self.ask(DraftStep::Category),
                },
                _ => Next::Again(Why::Choose),
            },
            DraftStep::Category if self.returns(answer) => self.go_on(world),
            DraftStep::Category => match answer.key().and_then(|key| world.law.category(key)) {
                Some(category) => self.categorised(category, world),
                None => Next::Again(Why::Choose),
            },
            DraftStep::Again => self.again(answer, world),
            DraftStep::Now => match answer.key() {
                Some(key @ ("yes" | "no")) => {
                    let mut draft = self.clone();
                    draft.timed_at(Some(match key {
                        "yes" => ReportTime::Now,
                        _ => ReportTime::Earlier,
                    }));
                    draft.timed(world)
                }
                _ => Next::Again(Why::Choose),
            },
            DraftStep::Urgent => match answer.key() {
                Some("on") => Draft {
                    warned: true,
                    ..self.clone()
                }
                .cleared(world),
                _ => Next::Again(Why::Choose),
            },
            DraftStep::Where => self.located(answer, world),
            DraftStep::What | DraftStep::Summary if answer.key() == Some("elsewhere") => {
                self.ask(DraftStep::Where)
            }
            // A pin sent late is the place after all.
            DraftStep::What | DraftStep::Summary if matches!(answer, Answer::Place(_)) => {
                self.located(answer, world)
            }
            DraftStep::What => match collect(&self.notes, answer, world) {
                Collected::More(notes) => Draft {
                    notes,
                    ..self.clone()
                }
                .ask(DraftStep::What),
                // Without a place, somebody must say where and what.
                Collected::Done if self.notes.is_empty() && !self.placed() => {
                    Next::Again(Why::Note)
                }
                Collected::Done => self.ask(DraftStep::Summary),
                Collected::No(why) => Next::Again(why),
            },
            DraftStep::Whom => self.named(answer, world),
            DraftStep::Summary => {
                let late = self.told_late(answer, world);
                late.unwrap_or_else(|| self.send(answer, world))
            }
        }
    }

    /// The precinct of a place that was told just now, before it is shown.
    pub fn to_be_looked_up(&self) -> Option<PrecinctCode> {
        let now = match self.at {
            DraftStep::What => self.notes.is_empty(),
            DraftStep::Summary => self.told,
            _ => false,
        };
        self.spot
            .as_ref()
            .filter(|_| now)
            .map(|spot| spot.precinct.clone())
    }

    /// The same of this kind, which is not asked for any more: nor is danger, whose phones and
    /// button stand at what is asked.
    pub fn of_kind(&self, category: &Category, world: &World) -> Next {
        match self.at {
            DraftStep::Danger => {
                let category = Some(category.key.clone());
                let draft = Draft {
                    category,
                    told: true,
                    ..self.clone()
                };
                draft.go_on(world)
            }
            _ => self.categorised(category, world),
        }
    }

    /// Behind the first question: the phones were shown.
    pub fn past_danger(self, world: &World) -> Draft {
        let draft = Draft {
            warned: true,
            ..self
        };
        let at = match draft.at {
            DraftStep::Danger => DraftStep::Category,
            DraftStep::Now | DraftStep::Urgent if draft.told => draft.missing(world),
            at => at,
        };
        Draft { at, ..draft }
    }

    /// Whether the button leads back to what was shown before something was to be changed.
    fn returns(&self, answer: &Answer) -> bool {
        answer.key() == Some(RETURN)
    }

    fn ask(&self, at: DraftStep) -> Next {
        Next::Ask(Flow::Report(Box::new(Draft { at, ..self.clone() })))
    }

    /// The question that is still open; above it why a part of what was told is not in it, or why
    /// the place that was named is none, where that is asked for.
    pub fn asked_with(self, why: Option<Why>) -> Next {
        let left_out = |why: &Why| matches!(why, Why::Enough(_) | Why::TooLong(_));
        let why = why.filter(|why| self.asks_where() || left_out(why));
        let flow = Flow::Report(Box::new(self));
        match why {
            Some(why) => Next::But(flow, why),
            None => Next::Ask(flow),
        }
    }

    /// Where there is danger, nothing is asked before the phones were named and the time is known.
    fn categorised(&self, category: &Category, world: &World) -> Next {
        let draft = Draft {
            category: Some(category.key.clone()),
            ..self.clone()
        };
        match (draft.same().next(), draft.too_many(world)) {
            (Some(_), _) if !category.danger && !draft.told => draft.ask(DraftStep::Again),
            (None, Some(until)) => Next::Again(Why::TooManyReports(until)),
            _ if draft.told => draft.go_on(world),
            // What lies there for days neither happens now nor is over.
            _ if category.lasting => draft.timed(world),
            _ => draft.ask(DraftStep::Now),
        }
    }

    /// When a new report of this kind is taken, if not now.
    fn too_many(&self, world: &World) -> Option<Time> {
        let counted = self.kind(world).is_some_and(|category| !category.private);
        self.full(world).filter(|_| counted)
    }

    /// When a new report of most kinds is taken, if not now.
    fn full(&self, world: &World) -> Option<Time> {
        self.next_at.filter(|until| *until > world.now)
    }

    fn timed(&self, world: &World) -> Next {
        match self.dangerous(world) {
            _ if self.told => self.go_on(world),
            true if self.happening_now => self.ask(DraftStep::Urgent),
            true => self.cleared(world),
            false => self.ask(self.where_or_what()),
        }
    }

    /// Whoever comes from the card of a place has said where it is.
    fn where_or_what(&self) -> DraftStep {
        match self.spot {
            Some(_) => DraftStep::What,
            None => DraftStep::Where,
        }
    }

    /// The phones were named: again the same, or where.
    fn cleared(&self, world: &World) -> Next {
        self.ask(match self.same().next() {
            _ if self.told => self.missing(world),
            Some(_) => DraftStep::Again,
            None => self.where_or_what(),
        })
    }

    fn dangerous(&self, world: &World) -> bool {
        self.kind(world).is_some_and(|category| category.danger)
    }

    /// What lies there for days neither happens now nor is over.
    fn lasts(&self, world: &World) -> bool {
        self.kind(world).is_some_and(|category| category.lasting)
    }

    /// The category that was chosen.
    fn kind<'w>(&self, world: &World<'w>) -> Option<&'w Category> {
        world.law.category(self.category.as_deref()?)
    }

    pub fn takes(&self) -> Takes {
        match self.at {
            DraftStep::What | DraftStep::Summary | DraftStep::Whom => Takes::Words,
            DraftStep::Where if self.search.wants_house() => Takes::House,
            _ => Takes::Buttons,
        }
    }

    /// Whether it offers to add to that report what was told: no new one is taken now.
    pub fn gives_to(&self, report: ReportId) -> bool {
        let full = self.at == DraftStep::Category && self.next_at.is_some();
        full && self.open.iter().any(|case| case.report == report)
    }

    /// Open reports of the chosen category.
    fn same(&self) -> impl Iterator<Item = &OpenCase> {
        self.open
            .iter()
            .filter(|case| Some(&case.category) == self.category.as_ref())
    }

    fn again(&self, answer: &Answer, world: &World) -> Next {
        let Some(key) = answer.key() else {
            return Next::Again(Why::Choose);
        };
        if let Some(until) = self.too_many(world).filter(|_| key == "new") {
            return Next::Again(Why::TooManyReports(until));
        }
        if key == "new" {
            return self.ask(if self.dangerous(world) || self.lasts(world) {
                self.where_or_what()
            } else {
                DraftStep::Now
            });
        }
        self.once_more(key).unwrap_or(Next::Again(Why::Choose))
    }

    /// The same happened again: what was told of it goes to the report that is open.
    fn once_more(&self, key: &str) -> Option<Next> {
        let report = self
            .same()
            .find(|case| case.report.to_string() == key)?
            .report;
        let notes = self.notes.clone();
        let then = match notes.is_empty() {
            true => Next::Open(Screen::AddTo(report)),
            false => Next::Rest,
        };
        let again = CaseVerb::AddTo { notes, again: true };
        Some(Next::Do(Action::Case(report, again), Box::new(then)))
    }

    /// Words that come at the summary are still welcome: they are added to the report.
    fn send(&self, answer: &Answer, world: &World) -> Next {
        let ready = self.category.clone().zip(self.spot.clone());
        match (answer.key(), ready) {
            (Some("send"), Some((category, spot))) => Next::Do(
                Action::SendReport(NewReport {
                    category,
                    spot,
                    happening_now: self.happening_now && !self.lasts(world),
                    notes: self.notes.clone(),
                    whom: self.whom.clone(),
                }),
                Box::new(Next::Rest),
            ),
            (Some("less"), _) if !self.notes.is_empty() => self.less(),
            (Some("whom"), _) => self.for_another(world),
            (Some("self"), _) => self.for_oneself(),
            (Some("add"), _) => self.ask(DraftStep::What),
            (Some("aside"), _) => self.with_aside(world),
            (Some("kind"), _) => self.by_what_is_missing(world).ask(DraftStep::Category),
            (Some("when"), _) => self.timed_otherwise().ask(DraftStep::Summary),
            (Some(key), _) => self.once_more(key).unwrap_or(Next::Again(Why::Choose)),
            (None, _) => match collect(&self.notes, answer, world) {
                Collected::More(notes) => Draft {
                    notes,
                    ..self.clone()
                }
                .ask(DraftStep::Summary),
                Collected::Done => Next::Again(Why::Choose),
                Collected::No(why) => Next::Again(why),
            },
        }
    }
}
