//! What a button does, as a string of at most 64 bytes (Telegram's limit for callback data).
//! The string is in the hands of the client: it is parsed, and every act is permitted anew.
//!
//! A button of a new kind is one line in the tables below.

use super::group_tap::GroupTap;
use super::taps::{read, taps};
use crate::domain::{HungId, Lang, MeetingId, NoticeId, PlaceId, PrecinctCode, ReportId, Topic};

taps! {
    /// What can be opened: looked at, or begun.
    Screen {
        // Conversations, each in the place of the one that goes on.
        begins {
            Menu = "menu",
            Forget = "forget",
            /// Find the inspector of a place.
            Find = "find",
            Report = "report",
            /// A report by whoever was told the phones just now: danger is not asked about again.
            ReportOn = "repon",
            /// A report about a place in this precinct.
            ReportIn(precinct: PrecinctCode) = "repin",
            /// A report about a place of one's own.
            ReportAt(place: PlaceId) = "repat",
            /// A report of this kind.
            ReportOf(kind: String) = "repof",
            /// A report from the group of a house, by its token.
            ReportFrom(token: String) = "rephs",
            AddTo(report: ReportId) = "add",
            Answer(report: ReportId) = "answer",
            /// What was taken for the answer was about something else.
            TakeBack(report: ReportId) = "back",
            /// What was reported has begun again.
            Again(report: ReportId) = "again",
            Withdraw(report: ReportId) = "withdraw",
            NamePlace(place: PlaceId) = "name",
            /// Where the person lives now.
            Move = "move",
            Ask(report: ReportId) = "ask",
            Close(report: ReportId) = "close",
            Remark(report: ReportId) = "remark",
            Announce = "announce",
            Notice = "notice",
            /// Whether somebody is an officer.
            Check = "check",
            /// Where a poster of the precinct hangs.
            Hang(precinct: PrecinctCode) = "hang",
        }
        // What is looked at. What was begun goes on after it.
        shows {
            Language = "lang",
            Help = "help",
            /// What the menu has no row for.
            More = "more",
            Privacy = "priv",
            MyData = "data",
            Card(precinct: PrecinctCode) = "card",
            /// The card of the home; where none is known, the search.
            MyInspector = "myinsp",
            /// The person lives at a place of their own: done at once, unless they live elsewhere.
            Live(place: PlaceId) = "live",
            /// The person lives in this precinct: the same.
            LiveIn(precinct: PrecinctCode) = "livein",
            /// The card of a place of one's own, by the borders of today.
            Place(place: PlaceId) = "place",
            /// The inspector's phone as a contact.
            Phone(precinct: PrecinctCode) = "phone",
            /// The precinct point as a pin.
            Venue(precinct: PrecinctCode) = "venue",
            Emergency = "sos",
            /// What is known of something that people ask about.
            Topic(topic: Topic) = "about",
            /// One of the short numbers as a contact.
            Hotline(number: String) = "line",
            MyReports = "mine",
            MyReport(report: ReportId) = "my",
            /// A report of somebody else's that the person hears of.
            Followed(report: ReportId) = "heard",
            /// All words of a report, from the event with this number on.
            Whole(report: ReportId, from: i64) = "whole",
            /// The same as a file.
            WholeFile(report: ReportId) = "file",
            /// Where it is, as a pin.
            Pin(report: ReportId) = "pin",
            Subscriptions = "subs",
            Places = "places",
            Desk = "desk",
            /// What the officer has closed.
            Closed = "closed",
            /// The report with the number that people use.
            Numbered(number: i64) = "number",
            /// The first report is closed as a repetition of the one with this number.
            RepeatOf(report: ReportId, number: i64) = "repeat",
            Case(report: ReportId) = "case",
            Posters = "posters",
            Poster(precinct: PrecinctCode) = "poster",
            /// Where those of the precinct hang.
            Hung(precinct: PrecinctCode) = "hung",
            NoticeProgress(notice: NoticeId) = "nprog",
            MeetingProgress(meeting: MeetingId) = "mprog",
        }
        /// A further page of a list, counted from 0: the list with its number.
        also Page(list: List, page: i64) = (list.first().parts().0, page.to_string())
    }
}

taps! {
    /// What is done at once.
    Verb {
        does {
            Subscribe(precinct: PrecinctCode) = "sub",
            /// The precinct where the person lives: on the buttons of before.
            SubscribeOwn(precinct: PrecinctCode) = "own",
            Unsubscribe(precinct: PrecinctCode) = "unsub",
            Accept(report: ReportId) = "accept",
            StopNotice(notice: NoticeId) = "stop",
            DropPlace(place: PlaceId) = "drop",
            /// Tells the group of a house, by its token, of a report of one's own.
            TellHouse(report: ReportId, token: String) = "tellhs",
            /// A code that shows who the officer is.
            Prove = "prove",
            /// The poster of a precinct as a file, by its paper.
            PrintA4(precinct: PrecinctCode) = "a4",
            PrintA5(precinct: PrecinctCode) = "a5",
            PrintCard(precinct: PrecinctCode) = "bcard",
            TakeDown(hung: HungId, precinct: PrecinctCode) = "unhang",
            /// Few large buttons from now on.
            Simple = "simple",
            /// All buttons again.
            Full = "full",
            /// Makes a link by which somebody else hears of a report.
            Share(report: ReportId) = "share",
            /// Nobody else hears of it any more.
            Unshare(report: ReportId) = "unshare",
            /// Hears of a report from now on, by the hash of a link.
            Follow(link: String) = "follow",
            Unfollow(report: ReportId) = "unfollow",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tap {
    /// The answer `key` to question number `step` of this conversation; a question that is no
    /// longer current makes it stale.
    Answer { step: i64, key: String },
    /// Look at something, or begin a conversation. Never stale.
    Open(Screen),
    /// Do something at once. Never stale: the states decide.
    Do(Verb),
    /// Of a group: see [`GroupTap`].
    Group(GroupTap),
    /// Speak this language, and say the screen anew, or what is asked.
    Speak(Lang, Option<Screen>),
}

/// A list that may have several pages. Its first one is a screen of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    MyReports,
    Subscriptions,
    Places,
    Desk,
    Closed,
    Posters,
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
            Tap::Group(tap) => {
                let (name, arg) = tap.parts();
                format!("g:{name}:{arg}")
            }
            Tap::Speak(lang, screen) => {
                let screen = screen.as_ref().map(Screen::parts);
                let screen = screen.map(|(name, arg)| format!("{name}:{arg}"));
                format!("l:{}:{}", lang.code(), screen.unwrap_or_default())
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
            "o" => Screen::parse(name, arg)?.turned(arg).map(Tap::Open),
            "d" => Verb::parse(name, arg).map(Tap::Do),
            "g" => GroupTap::parse(name, arg).map(Tap::Group),
            "l" => {
                let lang = Lang::ALL.into_iter().find(|it| it.code() == name)?;
                let screen = match arg.split_once(':') {
                    Some((name, arg)) => Some(Screen::parse(name, arg)?.turned(arg)?),
                    None if arg.is_empty() => None,
                    None => return None,
                };
                Some(Tap::Speak(lang, screen))
            }
            _ => None,
        }
    }
}

impl Screen {
    /// Whether a conversation begins with it, in the place of the one that goes on.
    pub fn begins(&self) -> bool {
        let name = self.parts().0;
        Screen::SHAPES
            .iter()
            .any(|it| it.name == name && it.group == "begins")
    }

    /// The page of a list that is asked for; what is no list has none.
    fn turned(self, page: &str) -> Option<Screen> {
        match List::ALL.into_iter().find(|it| it.first() == self) {
            Some(list) if !page.is_empty() => {
                let page = page.parse().ok().filter(|page| *page >= 0)?;
                Some(Screen::Page(list, page))
            }
            _ => Some(self),
        }
    }
}

impl List {
    pub const ALL: [List; 6] = [
        List::MyReports,
        List::Subscriptions,
        List::Places,
        List::Desk,
        List::Closed,
        List::Posters,
    ];

    /// Its first page.
    pub fn first(self) -> Screen {
        match self {
            List::MyReports => Screen::MyReports,
            List::Subscriptions => Screen::Subscriptions,
            List::Places => Screen::Places,
            List::Desk => Screen::Desk,
            List::Closed => Screen::Closed,
            List::Posters => Screen::Posters,
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::taps::TapShape;
    use super::*;
    use crate::domain::group::{GroupKind, Voice};

    /// Every shape once, with the longest arguments that can stand in it.
    fn every(id: i64, code: &str) -> Vec<Tap> {
        let of = |kind: &str, shape: &TapShape| {
            let with = |arg: &str| {
                // Only the last may be a text.
                let number = id.to_string();
                let mut args = vec![number.as_str(); shape.args];
                args.last_mut().into_iter().for_each(|last| *last = arg);
                let args = args.join(".");
                Tap::parse(&format!("{kind}:{}:{args}", shape.name))
            };
            with(code).or_else(|| with(&id.to_string())).unwrap()
        };
        let key = code.to_owned();
        let pages = List::ALL.map(|list| Tap::Open(Screen::Page(list, id & i64::MAX)));
        let anew = Tap::Speak(Lang::Kk, Some(Screen::Card(PrecinctCode::new(code))));
        [
            Tap::Answer { step: id, key },
            Tap::Speak(Lang::Ru, None),
            anew,
        ]
        .into_iter()
        .chain(Screen::SHAPES.iter().map(|shape| of("o", shape)))
        .chain(pages)
        .chain(Verb::SHAPES.iter().map(|shape| of("d", shape)))
        .chain(of_groups(code))
        .collect()
    }

    fn of_groups(code: &str) -> Vec<Tap> {
        let to = GroupTap::To(PrecinctCode::new(code));
        let kinds = GroupKind::ALL.map(GroupTap::Be);
        let voices = Voice::ALL.map(GroupTap::Speak);
        let all = [to, GroupTap::Bind, GroupTap::Help].into_iter();
        all.chain(kinds).chain(voices).map(Tap::Group).collect()
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
