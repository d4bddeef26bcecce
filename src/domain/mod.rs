//! What is true, whatever the messenger: people and their posts, places, reports, meetings,
//! notices, the verbs and who may use them. Pure: no SQL, no Telegram, no words, no wall clock.

pub mod action;
pub mod batch;
pub mod borders;
pub mod calendar;
pub mod case;
pub mod category;
pub mod chat;
mod country;
pub mod danger;
pub mod directory;
pub mod done;
pub mod due;
pub mod family;
pub mod group;
pub mod hours;
pub mod id;
pub mod law;
pub mod letters;
pub mod meeting;
mod named;
pub mod notice;
pub mod paper;
pub mod person;
pub mod place;
pub mod policy;
pub mod refusal;
pub mod report;
pub mod seen;
pub mod start_link;
pub mod topic;
pub mod view;
pub mod wording;

use serde::{Deserialize, Serialize};

pub use action::{
    Action, Actor, CaseVerb, FamilyVerb, GroupVerb, HouseVerb, NoticeVerb, PersonVerb, PlaceVerb,
    PostVerb, PosterVerb,
};
pub use chat::{Account, Channel, Chat, UpdateId};
pub use done::{Done, Performed};
pub use id::{
    AreaCode, GroupId, HeadCode, HungId, InspectorCode, MeetingId, NoticeId, PersonId, PlaceId,
    PrecinctCode, ReportId, StationCode,
};
pub use paper::Paper;
pub use person::{Held, Person, Post, Role, Scope, secret_hash};
pub use place::{KnownPlace, Place, Point, Spot};
pub use refusal::Refusal;
pub use seen::Seen;
pub use topic::Topic;
pub use view::View;

/// A moment, kept in the database as milliseconds since 1970 UTC.
pub type Time = jiff::Timestamp;

/// The two languages, equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    Kk,
    Ru,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::Kk, Lang::Ru];

    /// The two-letter ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Kk => "kk",
            Lang::Ru => "ru",
        }
    }

    pub fn other(self) -> Lang {
        match self {
            Lang::Kk => Lang::Ru,
            Lang::Ru => Lang::Kk,
        }
    }

    /// From an IETF tag such as `ru` or `kk-KZ`; any other language is nobody's choice.
    pub fn parse(tag: &str) -> Option<Lang> {
        match tag.split(['-', '_']).next()? {
            "kk" => Some(Lang::Kk),
            "ru" => Some(Lang::Ru),
            _ => None,
        }
    }
}

/// Letters of Kazakh that Russian has not.
const KAZAKH: [char; 9] = ['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і'];

/// A text of the directory or of an official, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    pub kk: String,
    pub ru: String,
}

impl Both {
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Kk => &self.kk,
            Lang::Ru => &self.ru,
        }
    }

    /// The same, or where nobody wrote it in that language, what the other says.
    pub fn either(&self, lang: Lang) -> &str {
        let other = match lang {
            Lang::Kk => Lang::Ru,
            Lang::Ru => Lang::Kk,
        };
        let own = self.get(lang);
        if own.is_empty() { self.get(other) } else { own }
    }

    /// One of the two is missing.
    pub fn is_one(&self) -> bool {
        self.kk.is_empty() != self.ru.is_empty()
    }

    /// As far as letters tell, each stands where the other belongs: only Kazakh has some of them.
    pub fn is_swapped(&self) -> bool {
        let kazakh = |text: &str| text.to_lowercase().contains(KAZAKH);
        !self.kk.is_empty() && !kazakh(&self.kk) && kazakh(&self.ru)
    }
}
