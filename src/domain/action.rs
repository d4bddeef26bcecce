//! Every verb that changes the world. There is one door for all of them: `app::perform`.

use super::case::Along;
use super::directory::Records;
use super::family::KinConsent;
use super::group::{GroupKind, Voice};
use super::meeting::NewMeeting;
use super::notice::NewNotice;
use super::report::{NewReport, Note, Outcome, Step};
use super::{
    GroupId, Held, HungId, Lang, NoticeId, Paper, Person, PersonId, PlaceId, Post, PrecinctCode,
    ReportId, Spot,
};

/// Who acts.
#[derive(Clone, Debug)]
pub enum Actor {
    Person(Person),
    /// Somebody in a group, where only that counts; nobody need know who it is.
    InGroup {
        /// The messenger says that they are one of its administrators.
        leads: bool,
        /// Where they have written to the bot before.
        person: Option<PersonId>,
    },
    /// Whoever runs the binary on the server.
    Operator,
    /// A deadline that ran out.
    Timer,
}

/// What is done, by area. What begins something stands by itself; what is done to something that is
/// there stands with its id.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Person(PersonVerb),
    Place(PlaceVerb),
    SendReport(NewReport),
    Case(ReportId, CaseVerb),
    Announce(NewMeeting),
    SendNotice(NewNotice),
    Notice(NoticeId, NoticeVerb),
    Post(PostVerb),
    Group(GroupId, GroupVerb),
    House(ReportId, HouseVerb),
    /// The posters of a precinct.
    Poster(PrecinctCode, PosterVerb),
    /// Posters of these precincts were printed on the server.
    PrintedPosters(Vec<PrecinctCode>),
    /// In the group of a family, for all of it.
    Family(GroupId, FamilyVerb),
    /// Replaces the whole directory by what was read and checked.
    Import(Box<Records>),
}

impl Action {
    /// The name in the audit and in metrics.
    pub fn name(&self) -> &'static str {
        match self {
            Action::Person(verb) => verb.name(),
            Action::Place(verb) => verb.name(),
            Action::SendReport(_) => "send_report",
            Action::Case(_, verb) => verb.name(),
            Action::Announce(_) => "announce",
            Action::SendNotice(_) => "send_notice",
            Action::Notice(_, verb) => verb.name(),
            Action::Post(verb) => verb.name(),
            Action::Group(_, verb) => verb.name(),
            Action::House(_, verb) => verb.name(),
            Action::Poster(_, verb) => verb.name(),
            Action::PrintedPosters(_) => "printed_posters",
            Action::Family(_, verb) => verb.name(),
            Action::Import(_) => "import",
        }
    }
}

/// The verbs of an area, each with its name in the audit, which never changes.
macro_rules! verbs {
    (
        $(#[$about:meta])*
        pub enum $area:ident {
            $($(#[$doc:meta])* $verb:ident $({$($field:ident: $is:ty),+})? $(($of:ty))? = $name:literal,)+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $area {
            $($(#[$doc])* $verb $({$($field: $is),+})? $(($of))?,)+
        }

        impl $area {
            pub const NAMES: &[&str] = &[$($name),+];

            fn name(&self) -> &'static str {
                match self {
                    $($area::$verb { .. } => $name,)+
                }
            }
        }
    };
}

verbs! {
    /// Oneself.
    pub enum PersonVerb {
        ChooseLanguage(Lang) = "choose_language",
        Consent = "consent",
        /// By the hash of an invitation's token.
        Join { invitation: String } = "join",
        Forget = "forget",
        /// Wants it simple from now on, or as others have it again.
        BeSimple(bool) = "be_simple",
        Subscribe { precinct: PrecinctCode } = "subscribe",
        Unsubscribe { precinct: PrecinctCode } = "unsubscribe",
        /// Hears how a report of somebody else's goes on, by the hash of a link that they gave.
        Follow { link: String } = "follow_report",
    }
}

verbs! {
    /// A person's own places.
    pub enum PlaceVerb {
        /// Found it: it is offered again to those who have agreed that it is kept.
        Use(Spot) = "use_place",
        Name { place: PlaceId, name: String } = "name_place",
        Drop(PlaceId) = "drop_place",
        /// Lives there from now on; with nothing but a precinct, somewhere in that.
        Live(Spot) = "set_home",
    }
}

verbs! {
    /// A report that was sent: by whoever sent it, by its desk, by the clock.
    pub enum CaseVerb {
        AddTo { notes: Vec<Note>, again: bool } = "add_to",
        Answer(Vec<Note>) = "answer",
        /// What was taken for the answer was none.
        TakeBack = "take_back",
        Withdraw = "withdraw",
        Accept = "accept",
        Ask(String) = "ask",
        Close { outcome: Outcome, text: String } = "close",
        Remark(String) = "remark",
        Resume = "resume",
        /// Makes a link by which somebody else hears how it goes on.
        Share = "share_report",
        /// Nobody else hears of it from now on.
        Unshare = "unshare_report",
        /// Does not want to hear of it any more.
        Unfollow = "unfollow_report",
    }
}

impl CaseVerb {
    /// The step of the table of moves that it is; None: nothing moves.
    pub fn step(&self) -> Option<Step> {
        match self {
            CaseVerb::AddTo { .. }
            | CaseVerb::Remark(_)
            | CaseVerb::Share
            | CaseVerb::Unshare
            | CaseVerb::Unfollow => None,
            CaseVerb::Answer(_) => Some(Step::Answer),
            CaseVerb::TakeBack => Some(Step::TakeBack),
            CaseVerb::Withdraw => Some(Step::Withdraw),
            CaseVerb::Accept => Some(Step::Accept),
            CaseVerb::Ask(_) => Some(Step::Ask),
            CaseVerb::Close { .. } => Some(Step::Close),
            CaseVerb::Resume => Some(Step::Resume),
        }
    }

    /// What comes along with it.
    pub fn along(self) -> Along {
        match self {
            CaseVerb::TakeBack
            | CaseVerb::Withdraw
            | CaseVerb::Accept
            | CaseVerb::Resume
            | CaseVerb::Share
            | CaseVerb::Unshare
            | CaseVerb::Unfollow => Along::default(),
            CaseVerb::AddTo { notes, .. } | CaseVerb::Answer(notes) => Along::notes(notes),
            CaseVerb::Ask(text) | CaseVerb::Remark(text) => Along::words(text),
            CaseVerb::Close { outcome, text } => Along {
                outcome: Some(outcome),
                ..Along::words(text)
            },
        }
    }
}

verbs! {
    pub enum NoticeVerb {
        Stop = "stop_notice",
    }
}

verbs! {
    /// What hangs in entrances.
    pub enum PosterVerb {
        /// Makes it for whoever asks.
        Print(Paper) = "print_poster",
        /// One hangs there, in words.
        Hang(String) = "hang_poster",
        TakeDown(HungId) = "take_down_poster",
        /// Somebody opened its code: who it was, nobody keeps.
        Open = "open_poster",
    }
}

verbs! {
    /// Who is let in, and that they are who they say.
    pub enum PostVerb {
        Invite { post: Post, days: i64 } = "invite",
        End(Held) = "end_post",
        /// Takes an invitation back that nobody has used.
        Revoke { invitation: String, post: Post } = "revoke",
        /// A code for whoever doubts: it shows whose posts these are, for some minutes.
        Prove = "prove",
    }
}

verbs! {
    /// Where a group belongs to, and how it is spoken to.
    pub enum GroupVerb {
        Bind(Spot) = "bind_group",
        Unbind = "unbind_group",
        Be(GroupKind) = "group_kind",
        Speak(Voice) = "group_voice",
    }
}

verbs! {
    /// Who may act for a family, and what they do for it. A name is as the messenger tells it.
    pub enum FamilyVerb {
        Join { name: Option<String> } = "join_family",
        Leave = "leave_family",
        /// Is the one whom the others act for, and agrees to it.
        BeElder { name: Option<String>, consent: KinConsent } = "be_elder",
        EndElder = "end_elder",
        /// Sends what was said in the group.
        Send { draft: i64 } = "send_in_family",
        Drop { draft: i64 } = "drop_in_family",
        /// Answers an officer for whoever the report is of.
        Answer { report: ReportId, notes: Vec<Note> } = "answer_in_family",
    }
}

verbs! {
    /// A report that came from the group of a house.
    pub enum HouseVerb {
        /// Tells the group that has this token, without a name.
        Tell(String) = "tell_house",
    }
}
