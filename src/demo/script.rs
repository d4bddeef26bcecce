//! The grammar of a `.chat` file: what people do, and what the bot is expected to say.
//!
//! ```text
//! # Words for the reader.
//! @ 2026-11-27 23:40            the clock, in Kazakhstan's time; `@ +2h`, `@ +3d` move it on
//! Aigul(kk) > /report           somebody acts; what is in brackets is said once
//! Aigul     < …                 what the bot said to her (`~` where it edited a message)
//!           | …                 and the next line of it
//!           [A] [B]             with these buttons
//! Aigul in Yard > /help         the same in a group, which all of it read; `Yard/News` is its topic
//! Yard      < …                 what the bot said there, once
//! ```
//!
//! In what is written, `\n` is a line break and `\u{202E}` the character with that number.
//!
//! In brackets, separated by commas: `new` (never met before), `kk` or `ru` (has chosen this
//! language and agreed; `new, ru` is a newcomer whose phone speaks Russian), `inspector P-12`,
//! `supervisor D-2` and so on (was invited and joined). Of a group, until it is said otherwise:
//! `admin`, `anonymous` (an administrator who writes in the name of the group), `unknown` (the
//! messenger does not say), `member`, as everybody is at first.

use jiff::civil::DateTime;

use crate::chat::Membership;
use crate::domain::report::MediaKind;

pub use super::cast::{Called, Introduction, RoomOfPlay, Stands};
use super::cast::{post_of, room_of, who_of};

/// When a play begins that does not say so: a Friday afternoon.
pub const START: DateTime = jiff::civil::datetime(2026, 11, 27, 15, 0, 0, 0);

/// What can be typed, for whoever asks in the terminal.
pub const GRAMMAR: &str = "What can be typed:
  TEXT                        words to the bot; `\\n` is a line break; `say TEXT` whatever the text is
  2                           press the second button of the newest message
  tap LABEL, tap 2            press the button with these words, or this number
  old tap LABEL               the same on the oldest message that had it
  place LAT LON [METRES]      send a place; venue LAT LON TITLE
  photo, video, voice, audio, video_note, document [CAPTION];  album 3 [CAPTION];  sticker
  reply (PART) TEXT           reply to the newest message that has these words
  forward TEXT, forward voice pass on what somebody else wrote or said: any of the above
  edit (PART) TEXT            edit the newest own message that has these words
  in GROUP > …                the same in a group, where only commands, replies, buttons and
                              @aula_demo_bot are heard; in GROUP/TOPIC, in GROUP(admin), anonymous,
                              member or unknown;  group TEXT  is  in group > TEXT
  in GROUP > add bot          let it in; remove bot, mute bot, unmute bot, migrate
  inline TEXT                 @aula_demo_bot TEXT in any chat: what is offered; inline place LAT LON
  invite inspector P-12       of the operator: a link; then open link, or paste link
  open link                   also of the code that an officer showed last
  import town without I-12    of the operator: the directory without these people
  import town swapping P-1 P-2  the same with the territories of two precincts exchanged
  block, return, too fast     leave the bot, come back, write too fast
  @ 2026-11-28 01:00, @ +2h   move the clock: m, h or d; a play begins on 2026-11-27 at 15:00
  :2, :NAME                   speak as somebody else;  :who  help  ?  exit
In a file a line is `NAME(ru, inspector P-12) > TEXT`; in brackets, once, who it is: new, kk, ru, a post.
In a group it is `NAME(admin) in GROUP > TEXT`.";

/// One line of the human half; the bot's lines belong to the step before them.
#[derive(Clone, Debug, PartialEq)]
pub enum ScriptLine {
    /// A comment or an empty line, kept as it is.
    Aside,
    Clock(Moment),
    Act {
        who: String,
        about: Option<Introduction>,
        deed: Deed,
    },
    /// A line of the bot's half.
    Heard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    At(DateTime),
    /// Minutes from now.
    In(i64),
}

/// What somebody does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    Text(String),
    /// `tap LABEL` or `tap 2`: a button of the newest message that has it.
    Tap(String),
    /// `old tap LABEL`: of the oldest such message.
    OldTap(String),
    /// `place LAT LON [ACCURACY]`
    Place(f64, f64, Option<f64>),
    /// `venue LAT LON TITLE`
    Venue(f64, f64, String),
    /// `photo CAPTION`, `voice` and so on.
    Media(MediaKind, Option<String>),
    /// `album 3 CAPTION`: pictures that are sent as one.
    Album(usize, Option<String>),
    /// `reply (PART) DEED`: to the newest message of the bot's that has this part.
    Reply(String, Box<Deed>),
    /// `forward DEED`: somebody else's message, passed on.
    Forward(Box<Deed>),
    /// `edit (PART) TEXT`: the newest own message that has this part.
    Edit(String, String),
    /// `paste link`: the invitation made last, as text.
    PasteLink,
    /// `sticker`: something that the bot has no use for.
    Sticker,
    /// `too fast`: one message more than is taken at once.
    TooFast,
    Block,
    Return,
    /// `open link`: the invitation made last, or the code that an officer shows.
    OpenLink,
    /// In a group.
    In(RoomOfPlay, Box<Deed>),
    /// `inline TEXT`, `inline place LAT LON`: behind the bot's name in any chat.
    Inline(Box<Deed>),
    /// `add bot` and so on: what becomes of the bot in a group.
    Bot(Membership),
    /// `migrate`: the group goes on under another id.
    Migrate,
    /// Of the operator: `invite ROLE SCOPE`.
    Invite(Called),
    /// Of the operator: `import town without I-12`, the town's directory but for these people.
    Import(Vec<String>),
    /// Of the operator: `import town swapping P-01 P-02`, with their territories exchanged.
    Swap(String, String),
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// From 1; 0 where there is no file.
    pub line: usize,
    pub what: String,
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line == 0 {
            return write!(to, "{}", self.what);
        }
        write!(to, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for Wrong {}

fn place_of(text: &str) -> Option<Deed> {
    let all = numbers(text).filter(|it| it.len() <= 3)?;
    Some(Deed::Place(
        *all.first()?,
        *all.get(1)?,
        all.get(2).copied(),
    ))
}

fn venue_of(text: &str) -> Option<Deed> {
    let (lat, rest) = text.split_once(' ')?;
    let (lon, title) = rest.split_once(' ').unwrap_or((rest, ""));
    let point = lat.parse().ok().zip(lon.parse().ok())?;
    Some(Deed::Venue(point.0, point.1, written(title)))
}

/// Reads one line of a file.
///
/// # Errors
/// It is of no known form.
pub fn read_line(line: &str) -> Result<ScriptLine, String> {
    let trimmed = line.trim();
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return Ok(ScriptLine::Aside);
    }
    if let Some(moment) = trimmed.strip_prefix('@') {
        return moment_of(moment.trim()).map(ScriptLine::Clock);
    }
    if trimmed.starts_with('|') || trimmed.starts_with('[') || trimmed.starts_with('{') {
        return Ok(ScriptLine::Heard);
    }
    let Some(sign) = line.find(['>', '<', '~']) else {
        return Err("expected `NAME > …`, `NAME < …`, `@ TIME` or `# …`".to_owned());
    };
    if !line[sign..].starts_with('>') {
        return Ok(ScriptLine::Heard);
    }
    let (who, room) = match line[..sign].split_once(" in ") {
        Some((who, room)) => (who, Some(room_of(room.trim())?)),
        None => (&line[..sign], None),
    };
    let (who, about, stands) = who_of(who.trim())?;
    let deed = deed_of(line[sign + 1..].trim())?;
    let deed = match room {
        Some(room) => Deed::In(
            RoomOfPlay {
                stands: stands.or(room.stands),
                ..room
            },
            Box::new(deed),
        ),
        None if stands.is_some() => {
            return Err("only in a group: `NAME(admin) in GROUP > …`".to_owned());
        }
        None => deed,
    };
    Ok(ScriptLine::Act { who, about, deed })
}

/// `2026-11-27 23:40`, `+90m`, `+2h`, `+3d`.
///
/// # Errors
/// It is none of these.
pub fn moment_of(text: &str) -> Result<Moment, String> {
    let wrong = || format!("not a time such as `2026-11-27 23:40` or `+2h`: {text}");
    if let Some(ahead) = text.strip_prefix('+') {
        let unit = ahead.chars().last().ok_or_else(wrong)?;
        let minutes = match unit {
            'm' => 1,
            'h' => 60,
            'd' => 24 * 60,
            _ => return Err(wrong()),
        };
        let number: i64 = ahead[..ahead.len() - 1]
            .trim()
            .parse()
            .map_err(|_| wrong())?;
        return Ok(Moment::In(number * minutes));
    }
    DateTime::strptime("%Y-%m-%d %H:%M", text)
        .map(Moment::At)
        .map_err(|_| wrong())
}

/// What a person does, without their name.
///
/// # Errors
/// A known word with arguments that do not fit it.
pub fn deed_of(text: &str) -> Result<Deed, String> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let rest = rest.trim();
    let caption = (!rest.is_empty()).then(|| written(rest));
    Ok(match word {
        "" => return Err("nothing is done".to_owned()),
        "say" => Deed::Text(written(rest)),
        "tap" => Deed::Tap(rest.to_owned()),
        "old" if rest.starts_with("tap ") => Deed::OldTap(rest[4..].trim().to_owned()),
        "open" if rest == "link" => Deed::OpenLink,
        "paste" if rest == "link" => Deed::PasteLink,
        "album" => {
            let (count, caption) = rest.split_once(' ').unwrap_or((rest, ""));
            let count = count.parse().map_err(|_| "expected `album 3 CAPTION`")?;
            Deed::Album(count, (!caption.is_empty()).then(|| written(caption)))
        }
        "reply" | "edit" if rest.starts_with('(') => {
            let (part, what) = rest[1..]
                .split_once(')')
                .ok_or("the bracket is not closed")?;
            match word {
                "reply" => Deed::Reply(part.to_owned(), Box::new(deed_of(what.trim())?)),
                _ => Deed::Edit(part.to_owned(), written(what.trim())),
            }
        }
        "forward" if !rest.is_empty() => Deed::Forward(Box::new(deed_of(rest)?)),
        "place" => place_of(rest).ok_or("expected `place LAT LON [ACCURACY]`")?,
        "venue" => venue_of(rest).ok_or("expected `venue LAT LON TITLE`")?,
        "inline" if rest.is_empty() => Deed::Inline(Box::new(Deed::Text(String::new()))),
        "inline" => Deed::Inline(Box::new(deed_of(rest)?)),
        "sticker" => Deed::Sticker,
        "too" if rest == "fast" => Deed::TooFast,
        "block" if rest.is_empty() => Deed::Block,
        "return" if rest.is_empty() => Deed::Return,
        "group" => Deed::In(room_of("group")?, Box::new(Deed::Text(rest.to_owned()))),
        "in" if let Some((room, deed)) = rest.split_once('>') => {
            Deed::In(room_of(room.trim())?, Box::new(deed_of(deed.trim())?))
        }
        "add" if rest == "bot" => Deed::Bot(Membership::Added),
        "remove" if rest == "bot" => Deed::Bot(Membership::Removed),
        "mute" if rest == "bot" => Deed::Bot(Membership::Muted),
        "unmute" if rest == "bot" => Deed::Bot(Membership::Heard),
        "migrate" if rest.is_empty() => Deed::Migrate,
        "invite" => Deed::Invite(post_of(rest)?),
        "import" if rest.starts_with("town") => import_of(rest)?,
        _ => match MediaKind::parse(word) {
            Some(kind) => Deed::Media(kind, caption),
            None => Deed::Text(written(text)),
        },
    })
}

/// `town`, `town without I-12 …`, `town swapping P-01 P-02`.
fn import_of(text: &str) -> Result<Deed, String> {
    let mut words = text.split_whitespace().skip(1);
    Ok(match words.next() {
        None => Deed::Import(Vec::new()),
        Some("without") => Deed::Import(words.map(str::to_owned).collect()),
        Some("swapping") => {
            let two = words.next().zip(words.next());
            let (one, other) = two.ok_or("expected `import town swapping CODE CODE`")?;
            Deed::Swap(one.to_owned(), other.to_owned())
        }
        Some(_) => return Err("expected `import town without CODE …`".to_owned()),
    })
}

/// What is written, with the characters that a line of a file cannot show.
fn written(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.split_once('}').and_then(|(code, rest)| {
            let code = u32::from_str_radix(code, 16).ok()?;
            Some((char::from_u32(code)?, rest))
        });
        match code {
            Some((c, rest)) => {
                out.push(c);
                out.push_str(rest);
            }
            None => {
                out.push_str("\\u{");
                out.push_str(part);
            }
        }
    }
    out.replace("\\n", "\n")
}

fn numbers(text: &str) -> Option<Vec<f64>> {
    text.split_whitespace()
        .map(|part| part.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Lang, Role};

    #[test]
    fn lines_are_read() {
        let act = |line: &str| match read_line(line).unwrap() {
            ScriptLine::Act { who, about, deed } => (who, about, deed),
            other => panic!("{other:?}"),
        };
        let (who, about, deed) = act("Berik(inspector P-12) > tap Accept");
        assert_eq!(
            (who.as_str(), deed),
            ("Berik", Deed::Tap("Accept".to_owned()))
        );
        let post = Called {
            role: Role::Inspector,
            code: "P-12".to_owned(),
        };
        assert_eq!(about.unwrap().posts, [post]);
        assert_eq!(
            act("A > place 46.98 67.01 30").2,
            Deed::Place(46.98, 67.01, Some(30.0))
        );
        assert_eq!(act("A > a > b").2, Deed::Text("a > b".to_owned()));
        assert_eq!(
            act(r"A > a\nb\u{202E}c \u{x} \d").2,
            Deed::Text("a\nb\u{202e}c \\u{x} \\d".to_owned())
        );
        assert_eq!(act("A > voice").2, Deed::Media(MediaKind::Voice, None));
        let (who, about, deed) = act("A(admin) in Yard/News > tap Yes");
        let room = RoomOfPlay {
            name: "Yard".to_owned(),
            topic: Some("News".to_owned()),
            stands: Some(Stands::Admin),
        };
        let tap = Box::new(Deed::Tap("Yes".to_owned()));
        assert_eq!(
            (who.as_str(), about, deed),
            ("A", None, Deed::In(room.clone(), tap))
        );
        let (_, about, deed) = act("A(ru, admin) in Yard/News > add bot");
        assert_eq!(about.unwrap().lang, Some(Lang::Ru));
        assert_eq!(deed, Deed::In(room, Box::new(Deed::Bot(Membership::Added))));
        assert_eq!(
            read_line("@ +2d"),
            Ok(ScriptLine::Clock(Moment::In(2 * 24 * 60)))
        );
        assert_eq!(read_line("A     < hello"), Ok(ScriptLine::Heard));
        assert_eq!(read_line("      [1] [2]"), Ok(ScriptLine::Heard));
        for line in [
            "A",
            "@ soon",
            "A(boss X > hi",
            "A(admin) > hi",
            "A in Yard(boss) > hi",
            "A in /News > hi",
            "A(boss X) > hi",
            "A > place 1",
            "A >",
        ] {
            assert!(read_line(line).is_err(), "{line}");
        }
    }
}
