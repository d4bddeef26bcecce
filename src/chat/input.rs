//! What a person did.

use std::borrow::Cow;

use super::spoken::{report_after, report_before};
use super::{GroupTap, Owned, Tap};
use crate::domain::report::Media;
use crate::domain::{Account, Chat, Place, UpdateId};

/// One update, translated at the edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// The messenger's number of this update: it takes effect once.
    pub update: UpdateId,
    /// The conversation it belongs to.
    pub chat: Chat,
    /// Whether only this person and the bot read the chat.
    pub private: bool,
    /// The messenger's number of the person.
    pub account: Account,
    /// The IETF tag of the person's interface, a hint at most.
    pub tag: Option<String>,
    pub input: Input,
    pub beside: Beside,
}

/// What the messenger says of a message besides its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// The topic of the chat that it stands in: there it is answered.
    pub topic: Option<i64>,
    /// The number of the message in its chat: an edit has the same one.
    pub message: Option<i64>,
    /// Pictures that were sent as one carry the same name.
    pub album: Option<String>,
    /// The message of the bot's that it replies to.
    pub reply: Option<Box<RepliedTo>>,
    /// The messenger's name of a press on a button in a group: what is answered at the button goes
    /// there, once, see [`super::Attachment::AtTap`].
    pub tap: Option<String>,
    /// What the messenger says of the sender in a group. None where it was not asked or did not
    /// answer: nobody is let in then.
    pub rank: Option<Rank>,
    /// How the messenger calls the sender, in a group: only whoever joins a family there is called by it.
    pub name: Option<String>,
    /// It is a message of somebody else's that was passed on; of whom is not kept.
    pub forwarded: bool,
}

/// How somebody stands in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    Member,
    Administrator,
    /// An administrator who writes in the name of the group: who it is, nobody knows.
    Anonymous,
}

impl Beside {
    /// Whether it replies to a message of the bot's that has this button.
    pub fn replies_to(&self, tap: &Tap) -> bool {
        let reply = self.reply.as_deref();
        let mut taps = reply.into_iter().flat_map(|it| &it.taps);
        taps.any(|data| Tap::parse(Owned::parse(data).tap).as_ref() == Some(tap))
    }
}

impl Rank {
    /// May say where a group belongs to.
    pub fn leads(self) -> bool {
        self != Rank::Member
    }
}

/// A message of the bot's, as far as a reply to it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepliedTo {
    pub message: i64,
    /// The strings of its buttons, see [`super::Tap`].
    pub taps: Vec<String>,
    /// The number of the report that it names.
    pub number: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    Text(String),
    /// `/name arg`, the name in lower case without the bot's own name.
    Command {
        name: String,
        arg: String,
    },
    /// The string of a pressed button, see [`super::Tap`].
    Tap(String),
    Place(Place),
    Media {
        media: Media,
        caption: Option<String>,
    },
    /// An earlier message of the person's, named by [`Beside::message`], says this now.
    Edited(Box<Input>),
    /// Something the bot has no use for: a sticker, a poll, a dice.
    Other,
    /// More than is taken at once: this and what follows at the same pace is not.
    TooFast,
    /// The person blocked the bot.
    Left,
    /// The person unblocked it.
    Returned,
    /// What became of the bot in a group, by whoever did it.
    Bot(Membership),
}

/// Where the bot stands in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Membership {
    /// Was let in, as a member or more.
    Added,
    /// Was there and may write again.
    Heard,
    /// May not write: nothing is tried, and what waits for the group is dropped.
    Muted,
    /// Was put out, or the group is gone.
    Removed,
}

impl Incoming {
    /// Whether it matters how the sender stands in the group: only then the messenger is asked.
    pub fn wants_rank(&self) -> bool {
        !self.private && self.beside.rank.is_none() && self.input.leads(&self.beside)
    }
}

/// Commands of a group that only those may give who lead it.
const LEADING: [&str; 3] = ["bind", "unbind", "settings"];

/// Commands that are known: their names are no words of the person's.
const COMMANDS: &[&str] = &[
    "report",
    "find",
    "help",
    "privacy",
    "forget",
    "language",
    "simple",
    "menu",
    "cancel",
    "reports",
    "subscriptions",
    "stop",
    "places",
    "mydata",
    "desk",
    "meeting",
    "notice",
    "inspector",
    "bind",
    "unbind",
    "settings",
    "check",
    "tekseru",
];

impl Input {
    /// What somebody wrote, in whatever it came: the name of a command too, where it is no command
    /// of the bot's.
    pub fn words(&self) -> Option<Cow<'_, str>> {
        match self {
            Input::Text(text) => Some(text.into()),
            Input::Media { caption, .. } => caption.as_deref().map(Cow::from),
            // Nobody writes what stands behind a link.
            Input::Command { name, .. } if name == "start" => None,
            Input::Command { name, arg } if COMMANDS.contains(&name.as_str()) => Some(arg.into()),
            Input::Command { name, arg } => Some(format!("{name} {arg}").into()),
            Input::Place(place) => place.title.as_deref().map(Cow::from),
            Input::Edited(now) => now.words(),
            Input::Tap(_)
            | Input::Other
            | Input::TooFast
            | Input::Left
            | Input::Returned
            | Input::Bot(_) => None,
        }
    }

    /// Whether only administrators of a group may do it there.
    pub fn leads(&self, beside: &Beside) -> bool {
        let leads = |data: &str| match Tap::parse(Owned::parse(data).tap) {
            Some(Tap::Group(tap)) => tap.leads(),
            _ => false,
        };
        match self {
            Input::Tap(data) => leads(data),
            Input::Command { name, .. } => LEADING.contains(&name.as_str()),
            Input::Text(_) | Input::Place(_) => beside.replies_to(&Tap::Group(GroupTap::Bind)),
            _ => false,
        }
    }

    /// For logs and metrics.
    pub fn kind(&self) -> &'static str {
        match self {
            Input::Text(_) => "text",
            Input::Command { .. } => "command",
            Input::Tap(_) => "tap",
            Input::Place(_) => "place",
            Input::Media { .. } => "media",
            Input::Edited(_) => "edited",
            Input::Other => "other",
            Input::TooFast => "too_fast",
            Input::Left => "left",
            Input::Returned => "returned",
            Input::Bot(_) => "bot",
        }
    }
}

/// The first number of a report in a text of the bot's, by the words beside it: a precinct has such
/// a number as well. Alone it stands only below what came with a report.
pub fn number_in(text: &str) -> Option<i64> {
    text.match_indices(NUMBER).find_map(|(at, sign)| {
        let (before, rest) = (&text[..at], text[at + sign.len()..].trim_start());
        let end = rest.find(|c: char| !c.is_ascii_digit());
        let (digits, after) = rest.split_at(end.unwrap_or(rest.len()));
        let first = !before.contains(char::is_alphanumeric);
        let alone = before.is_empty() && after.is_empty();
        let of_report = alone || report_before(before) || first && report_after(after.trim_start());
        digits.parse().ok().filter(|_| of_report)
    })
}

/// The sign before a number, U+2116.
const NUMBER: char = '\u{2116}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_reports_and_of_nothing_else() {
        for text in [
            "№ 12 · Шум ночью\n🏘 Участок № 7",
            "📝 № 12: заметка сохранена.",
            "✅ Сообщение № 12 отправлено. Спасибо!",
            "Вопрос по сообщению № 12:\nсколько их?",
            "✅ № 12 хабарлама жіберілді. Рақмет!",
            "№ 12 хабарламаңыз бойынша сұрақ бар.",
            "🏁 Работа по № 12 завершена.",
            "🏁 № 12 бойынша жұмыс аяқталды.",
            "✅ № 12 теперь у вас.",
            "🏘 Участок № 7\nСообщение № 12",
            "№ 12",
        ] {
            assert_eq!(number_in(text), Some(12), "{text}");
        }
        for text in [
            "Участок № 12",
            "Подъезд № 12",
            "🏘 Участок № 12 · Абай",
            "№ 12 учаске",
            "🏘 № 12 учаске · Абай көшесі",
            "Сообщений: 3",
            "Сообщение № ",
            "",
        ] {
            assert_eq!(number_in(text), None, "{text}");
        }
    }
}
