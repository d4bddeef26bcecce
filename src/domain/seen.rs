//! What is seen of a [`super::View`]: facts, in no language and for no messenger.

use super::batch::Batch;
use super::case::Event;
use super::notice::Progress;
use super::paper::{HungPoster, PosterAge, PosterDesk};
use super::policy::Duty;
use super::report::{Media, Report};
use super::{Both, KnownPlace, PersonId, Point, PrecinctCode, Scope, Time, Topic};

#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    Help(Vec<Duty>),
    /// Whether the reader has agreed to their data being kept.
    Privacy,
    Danger,
    /// What is asked about, and the card of the own precinct where it is of that one; None where no
    /// precinct is known to be the own one.
    Topic(Topic, Option<Card>),
    Hotline {
        number: String,
        name: Both,
    },
    Card(Card),
    /// Who answers there; None: the duty desk.
    Phone {
        phone: String,
        name: Option<String>,
    },
    Venue {
        point: Point,
        address: Both,
    },
    Officer(Checked),
    /// Whose code it is; of nobody where it has expired or never was.
    Proof(Vec<Scope>),
    MyData(PersonId),
    Places(Page, Vec<KnownPlace>),
    /// Codes of precincts, and whether the reader lives there.
    Subscriptions(Page, Vec<(PrecinctCode, bool)>),
    /// Own ones, and those of others that the reader hears of.
    MyReports(Page, Vec<Report>, Vec<Report>),
    MyReport(Box<OwnCase>),
    Followed(Report),
    Whole(Box<HistoryPart>),
    WholeFile(Report, Reader),
    Pin(Report, Reader),
    Numbered(Report, Reader),
    Desk(DeskPage),
    Closed(DeskPage),
    Case(Box<DeskCase>),
    /// Those that are out of date first.
    Posters(Page, Vec<(PrecinctCode, PosterAge)>),
    Poster(PosterDesk),
    /// The newest first, and how many there are.
    Hung(PrecinctCode, Vec<HungPoster>, i64),
    Audience(Vec<Audience>),
    Progress {
        batch: Batch,
        progress: Progress,
    },
}

/// Why somebody may read a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// It is their own: they read all but the desk's remarks.
    Owner,
    Desk,
}

/// What the directory says of an officer who is asked about.
#[derive(Clone, Debug, PartialEq)]
pub enum Checked {
    /// Too little to tell one from another, or nothing but the number of a badge, which nobody keeps.
    Unclear {
        badge: bool,
    },
    Nobody,
    /// All who are called so, or have this phone.
    Known(Vec<Scope>, Option<Doubt>),
}

/// What does not agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// They have another phone than was given.
    OtherPhone,
    /// The phone is theirs, the name was another.
    OtherName,
}

/// Beside what the directory says of a precinct.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub precinct: PrecinctCode,
    /// The place of the reader that it was opened for.
    pub place: Option<KnownPlace>,
    /// The reader lives there.
    pub home: bool,
    pub meeting: Option<(Time, Both)>,
    /// As in [`Seen::Subscriptions`].
    pub subscribed: Vec<(PrecinctCode, bool)>,
}

/// A report of the reader's own.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnCase {
    pub report: Report,
    pub ends: Ends,
    /// Until when a question waits for an answer.
    pub until: Option<Time>,
    /// How many others hear of it.
    pub followers: i64,
}

/// A report as its desk sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct DeskCase {
    pub report: Report,
    pub about: About,
    /// The last files that came with it, and the number of the first of them, counted from 1.
    pub media: Vec<Media>,
    pub first: i64,
}

impl DeskCase {
    /// How many files came with it.
    pub fn files(&self) -> i64 {
        let shown = i64::try_from(self.media.len()).unwrap_or(i64::MAX);
        self.first.saturating_add(shown).saturating_sub(1)
    }
}

/// What a card tells beside the report itself, the same to every reader.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    pub ends: Ends,
    pub holder: Option<Holder>,
    pub sender: Reachability,
}

/// The two ends of a history.
#[derive(Clone, Debug, PartialEq)]
pub struct Ends {
    pub first: Option<Event>,
    pub last: Vec<Event>,
    /// Something lies between them.
    pub gap: bool,
    /// How many files came with the report.
    pub files: i64,
    /// It is told to the resident.
    pub public: bool,
}

/// A stretch of a history, as much as a page may need.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryPart {
    pub report: Report,
    pub reader: Reader,
    /// From the event that was asked for on, with their numbers.
    pub events: Vec<(i64, Event)>,
    /// Those before it, oldest first.
    pub before: Vec<(i64, Event)>,
}

/// A page of a desk.
#[derive(Clone, Debug, PartialEq)]
pub struct DeskPage {
    pub page: Page,
    pub total: i64,
    /// With whose hands each is in.
    pub reports: Vec<(Report, Option<Holder>)>,
    /// They are of more than one precinct.
    pub several: bool,
}

/// A precinct and how many read what is said there.
#[derive(Clone, Debug, PartialEq)]
pub struct Audience {
    pub precinct: PrecinctCode,
    pub readers: i64,
    /// Groups that read it there.
    pub groups: i64,
}

/// Who has taken a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    pub person: PersonId,
    /// Rank and name; None where the directory names nobody by the posts that are held.
    pub name: Option<Both>,
}

/// Whether what is said to the sender of a report arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reachability {
    Reached,
    /// Has blocked the bot, or the account is gone.
    Left,
    /// Has deleted what the bot knew of them, or too long ago to be known.
    Forgotten,
}

/// One page of a list: a message has room for so many buttons, and nothing is left out in silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Counted from 0.
    pub at: i64,
    /// How many there are, at least one.
    pub of: i64,
    size: i64,
}

impl Page {
    /// The page that was asked for, or the last one where the list has become shorter.
    pub fn new(wanted: i64, total: i64, size: i64) -> Page {
        let of = ((total + size - 1) / size).max(1);
        Page {
            at: wanted.clamp(0, of - 1),
            of,
            size,
        }
    }

    /// Rows before it, and rows on it at most.
    pub fn rows(self) -> (i64, i64) {
        (self.at * self.size, self.size)
    }

    /// What is on it of a list that is at hand as a whole.
    pub fn of<T>(self, all: &[T]) -> &[T] {
        let place = |number: i64| usize::try_from(number).unwrap_or(0).min(all.len());
        &all[place(self.at * self.size)..place((self.at + 1) * self.size)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_on_one_page() {
        for total in 0..45_i64 {
            let all: Vec<i64> = (0..total).collect();
            let of = Page::new(0, total, 10).of;
            let seen: Vec<i64> = (0..of)
                .flat_map(|at| Page::new(at, total, 10).of(&all).to_vec())
                .collect();
            assert_eq!(seen, all);
        }
    }

    #[test]
    fn a_page_that_is_gone_is_the_last() {
        assert_eq!(Page::new(9, 12, 10).rows(), (10, 10));
        assert_eq!(Page::new(i64::MAX, 0, 10).rows(), (0, 10));
        assert_eq!(Page::new(-3, 12, 10).at, 0);
    }
}
