//! A group of a messenger that the bot is in: whose it is, where it belongs to, and in which voice
//! it is spoken to.

use std::fmt;
use std::str::FromStr;

use super::{Chat, GroupId, Lang, Place, Spot};

#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub id: GroupId,
    pub chat: Chat,
    /// None until it is chosen: then nothing is said there that only one of both may hear.
    pub kind: Option<GroupKind>,
    /// None until it is chosen: both languages are spoken then.
    pub voice: Option<Voice>,
    /// Where it belongs to; None: nobody has said yet.
    pub spot: Option<Spot>,
    /// The place of which it is asked which precinct has it.
    pub sought: Option<SoughtPlace>,
    /// Names the group in links to the private chat; nobody can guess it.
    pub token: String,
    /// The bot may not write there.
    pub muted: bool,
    /// The bot was put out.
    pub removed: bool,
}

/// A place as an administrator of a group gave it.
#[derive(Clone, Debug, PartialEq)]
pub enum SoughtPlace {
    Words(String),
    Pin(Place),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// Neighbours.
    House,
    /// Relatives.
    Family,
}

/// The language that a group is spoken to in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    One(Lang),
    /// One message has both.
    Both,
}

/// Kinds of offences that concern a whole house. What happens behind one door is none of them.
const OF_A_HOUSE: [&str; 8] = [
    "night_noise",
    "alcohol_hours",
    "public_drinking",
    "hooliganism",
    "rubbish",
    "smoking",
    "parking",
    "animals",
];

/// Whether a house may be told of a report of this kind.
pub fn concerns_house(category: &str) -> bool {
    OF_A_HOUSE.contains(&category)
}

impl Group {
    /// Whether something may be said there now.
    pub fn hears(&self) -> bool {
        !self.muted && !self.removed
    }

    pub fn speaks(&self) -> Voice {
        self.voice.unwrap_or(Voice::Both)
    }

    pub fn is_family(&self) -> bool {
        self.kind == Some(GroupKind::Family)
    }

    pub fn is_house(&self) -> bool {
        self.kind == Some(GroupKind::House)
    }
}

impl GroupKind {
    pub const ALL: [GroupKind; 2] = [GroupKind::House, GroupKind::Family];

    pub fn name(self) -> &'static str {
        match self {
            GroupKind::House => "house",
            GroupKind::Family => "family",
        }
    }
}

impl Voice {
    pub const ALL: [Voice; 3] = [Voice::One(Lang::Kk), Voice::One(Lang::Ru), Voice::Both];

    pub fn name(self) -> &'static str {
        match self {
            Voice::One(lang) => lang.code(),
            Voice::Both => "both",
        }
    }

    /// What is spoken, first what is read first.
    pub fn langs(self) -> Vec<Lang> {
        match self {
            Voice::One(lang) => vec![lang],
            Voice::Both => Lang::ALL.to_vec(),
        }
    }
}

/// Written out, and read back by the name.
macro_rules! by_name {
    ($($of:ident),+) => {$(
        impl fmt::Display for $of {
            fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str(self.name())
            }
        }

        impl FromStr for $of {
            type Err = ();

            fn from_str(name: &str) -> Result<$of, ()> {
                $of::ALL.into_iter().find(|it| it.name() == name).ok_or(())
            }
        }
    )+};
}

by_name!(GroupKind, Voice);
