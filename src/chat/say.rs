//! What the bot says: words and buttons already in the reader's language.

use serde::{Deserialize, Serialize};

use super::group_tap::owned;
use super::{Screen, Tap, Verb};
use crate::domain::report::Media;
use crate::domain::{Account, Lang, Paper, PersonId, Point, PrecinctCode, ReportId};

/// One message. Serialised as it stands into an outbox row, so that an upgrade cannot break
/// what waits: a new field needs `#[serde(default)]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Say {
    /// HTML as Telegram reads it; every value of a person is escaped.
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Vec<Button>>,
    /// Buttons below the input field instead of below the message (only there can a phone
    /// be asked for its position).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub keyboard: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<Attachment>,
    /// Arrives without a sound.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
    /// Replaces the message that was last said in the same slot of the same chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<String>,
    /// Only that: where nothing stands in the slot any more, nothing is said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only_edits: bool,
    /// The report that an officer reads in it: it is taken back when they may not read it any more.
    /// None where it is of no report, or of the reader's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<ReportId>,
    /// The topic of the chat that it is said in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<i64>,
    /// What is said in the place of a medium that the messenger refuses for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Box<Otherwise>>,
    /// Many may read it; every other word is for one person alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub many: bool,
    /// Never for many, whatever else is said of it: what happens at home.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sealed: bool,
}

/// The words for a medium that does not arrive as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Otherwise {
    /// Below the same as a plain file: whoever reads lets in no media of this kind.
    pub file: String,
    /// The same where it cannot be sent as a file either.
    pub withheld: String,
    /// The messenger does not have it any more, or does not take it.
    pub lost: String,
}

/// What goes with the words. A venue and a contact carry no caption of their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attachment {
    Venue {
        point: Point,
        title: String,
        address: String,
    },
    Contact {
        phone: String,
        name: String,
    },
    /// A small text file made by the bot, such as a calendar entry.
    File {
        name: String,
        content: String,
    },
    /// What the messenger lists as commands in this chat, each with what it does: no message. Empty
    /// is what it lists for all.
    Commands(Vec<(String, String)>),
    /// Said at a pressed button of a group to whoever pressed it, by the messenger's name of the
    /// press, see [`super::Beside::tap`]: gone in a moment, and no message. Without words it only
    /// takes the waiting sign off.
    AtTap(String),
    /// A file that is already with the messenger.
    Media(Media),
    /// A file of the bot's own that is read and made only when it is sent: it may be long.
    Made(Made),
    /// What such a file is where it is no text. It is made on its way out and stands in no row.
    #[serde(skip)]
    Printed(PrintedFile),
}

/// A picture or a document as bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedFile {
    pub name: String,
    pub content: Vec<u8>,
    /// It is shown in the chat itself.
    pub picture: bool,
}

/// What such a file tells, and to whom: whether they may read it is asked when it is made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    /// All that is kept about a person, for programs.
    MyData { person: PersonId },
    /// The same for the person to read.
    MyText { person: PersonId },
    /// The whole history of a report.
    History {
        report: ReportId,
        reader: PersonId,
        lang: Lang,
    },
    /// The code of a link, to be shown to somebody.
    Code { link: String },
    /// The poster of a precinct.
    Poster {
        precinct: PrecinctCode,
        paper: Paper,
        reader: PersonId,
        lang: Lang,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Button {
    pub label: String,
    pub press: Press,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Press {
    /// The string of a [`Tap`].
    Tap(String),
    Url(String),
    /// Ask the phone for its position; phones only.
    Position,
}

impl Say {
    /// `text` is HTML made by [`crate::text::Words`].
    pub fn text(text: String) -> Say {
        Say {
            text,
            ..Say::default()
        }
    }

    pub fn attach(attachment: Attachment) -> Say {
        Say {
            attachment: Some(attachment),
            ..Say::default()
        }
    }

    /// Adds a row of its own for this button: readable labels on a narrow phone.
    pub fn button(mut self, label: String, tap: &Tap) -> Say {
        self.rows.push(vec![Button::new(label, tap)]);
        self
    }

    /// Adds buttons side by side.
    pub fn row(mut self, buttons: Vec<Button>) -> Say {
        self.rows.push(buttons);
        self
    }

    pub fn open(self, label: String, screen: Screen) -> Say {
        self.button(label, &Tap::Open(screen))
    }

    pub fn verb(self, label: String, verb: Verb) -> Say {
        self.button(label, &Tap::Do(verb))
    }

    pub fn link(mut self, label: String, url: String) -> Say {
        self.rows.push(vec![Button {
            label,
            press: Press::Url(url),
        }]);
        self
    }

    pub fn slot(mut self, slot: String) -> Say {
        self.slot = Some(slot);
        self
    }

    /// As [`Say::slot`], but never as a new message: on the screen of a phone others may see it.
    pub fn only_edits(mut self, slot: String) -> Say {
        self.only_edits = true;
        self.slot(slot)
    }

    pub fn about(mut self, report: ReportId) -> Say {
        self.about = Some(report);
        self
    }

    pub fn in_topic(mut self, topic: i64) -> Say {
        self.topic = Some(topic);
        self
    }

    /// It may be said in a chat of many: nobody is recognised by it.
    pub fn to_many(mut self) -> Say {
        self.many = true;
        self
    }

    pub fn sealed(mut self) -> Say {
        self.sealed = true;
        self
    }

    /// Its buttons are for this one of a group alone.
    #[must_use]
    pub fn for_one(mut self, account: Account) -> Say {
        for button in self.rows.iter_mut().flatten() {
            if let Press::Tap(data) = &mut button.press
                && let Some(owned) = owned(data, account)
            {
                *data = owned;
            }
        }
        self
    }

    pub fn silent(mut self) -> Say {
        self.silent = true;
        self
    }

    /// Whether it stands in the chat afterwards.
    pub fn is_message(&self) -> bool {
        let of = self.attachment.as_ref();
        !of.is_some_and(|it| matches!(it, Attachment::Commands(_) | Attachment::AtTap(_)))
    }

    /// All buttons in reading order, as typing their number counts them.
    pub fn buttons(&self) -> impl Iterator<Item = &Button> {
        self.rows.iter().flatten()
    }
}

impl Button {
    pub fn new(label: String, tap: &Tap) -> Button {
        Button {
            label,
            press: Press::Tap(tap.encode()),
        }
    }
}
