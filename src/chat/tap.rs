//! What a button does, as a string of at most 64 bytes (Telegram's limit for callback data).
//! The string is in the hands of the client: it is parsed, and every act is permitted anew.

use crate::domain::{MeetingId, NoticeId, PlaceId, ReportId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tap {
    /// The answer `key` to question number `step` of this conversation; a question that is no
    /// longer current makes it stale.
    Answer { step: i64, key: String },
    /// Look at something, or begin a conversation. Never stale.
    Open(Screen),
    /// Do something at once. Never stale: the states decide.
    Do(Verb),
}

/// What can be opened. Read-only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    Menu,
    Language,
    Help,
    Privacy,
    MyData,
    Forget,
    /// Find the inspector of a place.
    Find,
    Card(String),
    /// The card of a place of one's own, by the borders of today.
    Place(PlaceId),
    /// The inspector's phone as a contact.
    Phone(String),
    /// The precinct point as a pin.
    Venue(String),
    Emergency,
    Report,
    /// A report by whoever was told the phones just now: danger is not asked about again.
    ReportOn,
    /// A report about a place in this precinct.
    ReportIn(String),
    /// A report about a place of one's own.
    ReportAt(PlaceId),
    MyReports,
    MyReport(ReportId),
    AddTo(ReportId),
    Answer(ReportId),
    Withdraw(ReportId),
    /// All words of a report, from the event with this number on.
    Whole(ReportId, i64),
    /// The same as a file.
    WholeFile(ReportId),
    /// Where it is, as a pin.
    Pin(ReportId),
    Subscriptions,
    Places,
    /// A further page of a list, counted from 0.
    Page(List, i64),
    NamePlace(PlaceId),
    // The desk.
    Desk,
    /// What the officer has closed.
    Closed,
    /// The report with the number that people use.
    Numbered(i64),
    /// The first report is closed as a repetition of the one with this number.
    RepeatOf(ReportId, i64),
    Case(ReportId),
    Ask(ReportId),
    Close(ReportId),
    Remark(ReportId),
    Announce,
    Notice,
    NoticeProgress(NoticeId),
    MeetingProgress(MeetingId),
}

/// A list that may have several pages. Its first one is a screen of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    MyReports,
    Subscriptions,
    Places,
    Desk,
    Closed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb {
    Subscribe(String),
    /// The precinct where the person lives.
    SubscribeOwn(String),
    Unsubscribe(String),
    Accept(ReportId),
    StopNotice(NoticeId),
    DropPlace(PlaceId),
}

impl Tap {
    pub fn encode(&self) -> String {
        match self {
            Tap::Answer { step, key } => format!("a:{step}:{key}"),
            Tap::Open(screen) => {
                let (name, arg) = screen.parts();
                format!("o:{name}:{arg}")
            }
            Tap::Do(verb) => {
                let (name, arg) = verb.parts();
                format!("d:{name}:{arg}")
            }
        }
    }

    /// None for what was never made by [`Tap::encode`].
    pub fn parse(data: &str) -> Option<Tap> {
        let mut parts = data.splitn(3, ':');
        let (kind, name, arg) = (parts.next()?, parts.next()?, parts.next()?);
        match kind {
            "a" => Some(Tap::Answer {
                step: name.parse().ok()?,
                key: arg.to_owned(),
            }),
            "o" => Screen::parse(name, arg).map(Tap::Open),
            "d" => Verb::parse(name, arg).map(Tap::Do),
            _ => None,
        }
    }
}

impl Screen {
    /// Whether a conversation begins with it, in the place of the one that goes on.
    pub fn begins(&self) -> bool {
        matches!(
            self,
            Screen::Menu
                | Screen::Forget
                | Screen::Find
                | Screen::Report
                | Screen::ReportOn
                | Screen::ReportIn(_)
                | Screen::ReportAt(_)
                | Screen::AddTo(_)
                | Screen::Answer(_)
                | Screen::Withdraw(_)
                | Screen::NamePlace(_)
                | Screen::Ask(_)
                | Screen::Close(_)
                | Screen::Remark(_)
                | Screen::Announce
                | Screen::Notice
        )
    }

    fn parts(&self) -> (&'static str, String) {
        let none = String::new();
        match self {
            Screen::Menu => ("menu", none),
            Screen::Language => ("lang", none),
            Screen::Help => ("help", none),
            Screen::Privacy => ("priv", none),
            Screen::MyData => ("data", none),
            Screen::Forget => ("forget", none),
            Screen::Find => ("find", none),
            Screen::Card(code) => ("card", code.clone()),
            Screen::Place(id) => ("place", id.to_string()),
            Screen::Phone(code) => ("phone", code.clone()),
            Screen::Venue(code) => ("venue", code.clone()),
            Screen::Emergency => ("sos", none),
            Screen::Report => ("report", none),
            Screen::ReportOn => ("repon", none),
            Screen::ReportIn(code) => ("repin", code.clone()),
            Screen::ReportAt(id) => ("repat", id.to_string()),
            Screen::MyReports => ("mine", none),
            Screen::MyReport(id) => ("my", id.to_string()),
            Screen::AddTo(id) => ("add", id.to_string()),
            Screen::Answer(id) => ("answer", id.to_string()),
            Screen::Withdraw(id) => ("withdraw", id.to_string()),
            Screen::Whole(id, from) => ("whole", format!("{id}.{from}")),
            Screen::WholeFile(id) => ("file", id.to_string()),
            Screen::Pin(id) => ("pin", id.to_string()),
            Screen::Page(list, page) => (list.first().parts().0, page.to_string()),
            Screen::Subscriptions => ("subs", none),
            Screen::Places => ("places", none),
            Screen::NamePlace(id) => ("name", id.to_string()),
            Screen::Desk => ("desk", none),
            Screen::Closed => ("closed", none),
            Screen::Numbered(number) => ("number", number.to_string()),
            Screen::RepeatOf(id, number) => ("repeat", format!("{id}.{number}")),
            Screen::Case(id) => ("case", id.to_string()),
            Screen::Ask(id) => ("ask", id.to_string()),
            Screen::Close(id) => ("close", id.to_string()),
            Screen::Remark(id) => ("remark", id.to_string()),
            Screen::Announce => ("announce", none),
            Screen::Notice => ("notice", none),
            Screen::NoticeProgress(id) => ("nprog", id.to_string()),
            Screen::MeetingProgress(id) => ("mprog", id.to_string()),
        }
    }

    fn parse(name: &str, arg: &str) -> Option<Screen> {
        let code = || (!arg.is_empty()).then(|| arg.to_owned());
        if let Some(list) = List::ALL
            .into_iter()
            .find(|it| it.first().parts().0 == name)
        {
            return Some(match arg {
                "" => list.first(),
                _ => Screen::Page(list, arg.parse().ok().filter(|page| *page >= 0)?),
            });
        }
        Some(match name {
            "menu" => Screen::Menu,
            "lang" => Screen::Language,
            "help" => Screen::Help,
            "priv" => Screen::Privacy,
            "data" => Screen::MyData,
            "forget" => Screen::Forget,
            "find" => Screen::Find,
            "card" => Screen::Card(code()?),
            "place" => Screen::Place(arg.parse().ok()?),
            "phone" => Screen::Phone(code()?),
            "venue" => Screen::Venue(code()?),
            "sos" => Screen::Emergency,
            "report" => Screen::Report,
            "repon" => Screen::ReportOn,
            "repin" => Screen::ReportIn(code()?),
            "repat" => Screen::ReportAt(arg.parse().ok()?),
            "my" => Screen::MyReport(arg.parse().ok()?),
            "add" => Screen::AddTo(arg.parse().ok()?),
            "answer" => Screen::Answer(arg.parse().ok()?),
            "withdraw" => Screen::Withdraw(arg.parse().ok()?),
            "whole" => {
                let (id, from) = arg.split_once('.')?;
                Screen::Whole(id.parse().ok()?, from.parse().ok()?)
            }
            "number" => Screen::Numbered(arg.parse().ok()?),
            "repeat" => {
                let (id, number) = arg.split_once('.')?;
                Screen::RepeatOf(id.parse().ok()?, number.parse().ok()?)
            }
            "file" => Screen::WholeFile(arg.parse().ok()?),
            "pin" => Screen::Pin(arg.parse().ok()?),
            "name" => Screen::NamePlace(arg.parse().ok()?),
            "case" => Screen::Case(arg.parse().ok()?),
            "ask" => Screen::Ask(arg.parse().ok()?),
            "close" => Screen::Close(arg.parse().ok()?),
            "remark" => Screen::Remark(arg.parse().ok()?),
            "announce" => Screen::Announce,
            "notice" => Screen::Notice,
            "nprog" => Screen::NoticeProgress(arg.parse().ok()?),
            "mprog" => Screen::MeetingProgress(arg.parse().ok()?),
            _ => return None,
        })
    }
}

impl List {
    pub const ALL: [List; 5] = [
        List::MyReports,
        List::Subscriptions,
        List::Places,
        List::Desk,
        List::Closed,
    ];

    /// Its first page.
    pub fn first(self) -> Screen {
        match self {
            List::MyReports => Screen::MyReports,
            List::Subscriptions => Screen::Subscriptions,
            List::Places => Screen::Places,
            List::Desk => Screen::Desk,
            List::Closed => Screen::Closed,
        }
    }

    /// Any page, counted from 0.
    pub fn page(self, page: i64) -> Screen {
        match page {
            0 => self.first(),
            page => Screen::Page(self, page),
        }
    }
}

impl Verb {
    fn parts(&self) -> (&'static str, String) {
        match self {
            Verb::Subscribe(code) => ("sub", code.clone()),
            Verb::SubscribeOwn(code) => ("own", code.clone()),
            Verb::Unsubscribe(code) => ("unsub", code.clone()),
            Verb::Accept(id) => ("accept", id.to_string()),
            Verb::StopNotice(id) => ("stop", id.to_string()),
            Verb::DropPlace(id) => ("drop", id.to_string()),
        }
    }

    fn parse(name: &str, arg: &str) -> Option<Verb> {
        let code = || (!arg.is_empty()).then(|| arg.to_owned());
        Some(match name {
            "sub" => Verb::Subscribe(code()?),
            "own" => Verb::SubscribeOwn(code()?),
            "unsub" => Verb::Unsubscribe(code()?),
            "accept" => Verb::Accept(arg.parse().ok()?),
            "stop" => Verb::StopNotice(arg.parse().ok()?),
            "drop" => Verb::DropPlace(arg.parse().ok()?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every shape once, with the longest arguments that can stand in it.
    fn every(id: i64, code: &str) -> Vec<Tap> {
        let c = || code.to_owned();
        let mut taps = vec![Tap::Answer { step: id, key: c() }];
        taps.extend(
            [
                Screen::Menu,
                Screen::Language,
                Screen::Help,
                Screen::Privacy,
                Screen::MyData,
                Screen::Forget,
                Screen::Find,
                Screen::Card(c()),
                Screen::Place(PlaceId::new(id)),
                Screen::Phone(c()),
                Screen::Venue(c()),
                Screen::Emergency,
                Screen::Report,
                Screen::ReportOn,
                Screen::ReportIn(c()),
                Screen::ReportAt(PlaceId::new(id)),
                Screen::MyReports,
                Screen::MyReport(ReportId::new(id)),
                Screen::AddTo(ReportId::new(id)),
                Screen::Answer(ReportId::new(id)),
                Screen::Withdraw(ReportId::new(id)),
                Screen::Whole(ReportId::new(id), id),
                Screen::WholeFile(ReportId::new(id)),
                Screen::Pin(ReportId::new(id)),
                Screen::Page(List::Subscriptions, id & i64::MAX),
                Screen::Page(List::Desk, id & i64::MAX),
                Screen::Subscriptions,
                Screen::Places,
                Screen::NamePlace(PlaceId::new(id)),
                Screen::Desk,
                Screen::Closed,
                Screen::Numbered(id),
                Screen::RepeatOf(ReportId::new(id), id),
                Screen::Case(ReportId::new(id)),
                Screen::Ask(ReportId::new(id)),
                Screen::Close(ReportId::new(id)),
                Screen::Remark(ReportId::new(id)),
                Screen::Announce,
                Screen::Notice,
                Screen::NoticeProgress(NoticeId::new(id)),
                Screen::MeetingProgress(MeetingId::new(id)),
            ]
            .map(Tap::Open),
        );
        taps.extend(
            [
                Verb::Subscribe(c()),
                Verb::SubscribeOwn(c()),
                Verb::Unsubscribe(c()),
                Verb::Accept(ReportId::new(id)),
                Verb::StopNotice(NoticeId::new(id)),
                Verb::DropPlace(PlaceId::new(id)),
            ]
            .map(Tap::Do),
        );
        taps
    }

    proptest! {
        #[test]
        fn taps_read_back_and_fit(id in any::<i64>(), code in "[A-Za-z0-9_.:-]{1,32}") {
            for tap in every(id, &code) {
                let data = tap.encode();
                prop_assert!(data.len() <= 64, "{data}");
                prop_assert_eq!(Tap::parse(&data), Some(tap));
            }
        }

        #[test]
        fn any_string_is_read_without_a_panic(data in "\\PC{0,80}") {
            let _ = Tap::parse(&data);
        }
    }
}
