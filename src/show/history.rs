//! A report's history: its two ends on a card, all of it by pages, all of it as a text. What a
//! person wrote always stands in quotation, so that it never looks like a word of the bot's own.

use crate::chat::{clean, line, units};
use crate::domain::calendar;
use crate::domain::case::{Event, EventKind};
use crate::domain::report::{Media, Report};
use crate::domain::seen::{Ends, HistoryPart, Reader};
use crate::text::{Words, escape, shorten};

/// Units of the first words on a card, and of later ones.
const FIRST_UNITS: usize = 600;
const LATER_UNITS: usize = 200;
/// Units of one message, its head besides, and of what is never torn apart in it.
const MESSAGE: usize = 3_900;
const PIECE: usize = 3_600;
/// Events and files of one page.
pub const EVENTS: usize = 40;
const MEDIA: usize = 10;

/// A card's share of a history.
pub struct CardExcerpt {
    pub text: String,
    /// Words are shortened or left out.
    pub cut: bool,
    /// There is more to read or to see than this.
    pub more: bool,
}

/// One page of a history.
pub struct HistoryPage {
    pub messages: Vec<String>,
    pub media: Vec<Media>,
    /// The numbers of the events with which the neighbouring pages begin.
    pub earlier: Option<i64>,
    pub later: Option<i64>,
}

/// A line or two for each event, oldest first.
pub fn excerpt(ends: &Ends, words: Words) -> CardExcerpt {
    let mut cut = ends.gap;
    let mut lines = Vec::new();
    let all = ends.first.iter().chain(&ends.last);
    let mut above = None;
    for (at, event) in all.enumerate() {
        if at == 1 && ends.gap {
            lines.push("…".to_owned());
            above = None;
        }
        let room = if at == 0 { FIRST_UNITS } else { LATER_UNITS };
        let said = event.text.as_deref().map(|text| cited(text, room, words));
        cut |= said.as_ref().is_some_and(|(_, cut)| *cut);
        let media = event.media.as_ref().map(|it| words.media(it.kind.name()));
        let said = [media, said.map(|(said, _)| said)];
        let said: Vec<String> = said.into_iter().flatten().collect();
        let said = said.join(": ");
        // What a resident sent at one go has one head.
        let sent = matches!(
            event.kind,
            EventKind::Sent | EventKind::Added | EventKind::Answer
        );
        let head = sent.then_some((event.at, event.kind));
        if head.is_some() && above == head && !said.is_empty() {
            lines.push(escape(&said));
        } else {
            lines.push(entry(event, &said, ends.public, words));
        }
        above = head;
    }
    if ends.files > 0 {
        lines.push(words.case_files(ends.files));
    }
    CardExcerpt {
        text: lines.join("\n"),
        cut,
        more: cut || ends.files > 0,
    }
}

/// What somebody wrote, in one line and in quotation marks; and whether it was cut.
pub fn cited(text: &str, room: usize, words: Words) -> (String, bool) {
    let text = clean(text);
    let lines = text.split('\n').map(line).filter(|it| !it.is_empty());
    let one = lines.collect::<Vec<_>>().join(" / ");
    // Quotation marks of its own would end the quotation.
    let one = one.replace('«', "“").replace('»', "”");
    let short = shorten(&one, room);
    let cut = short != one;
    (words.cited(&short), cut)
}

/// The page that a stretch begins with; the first one says where it is.
pub fn page(part: &HistoryPart, words: Words) -> HistoryPage {
    let (report, public) = (&part.report, part.reader == Reader::Owner);
    let (found, before) = (&part.events, &part.before);
    let taken = fill(found.iter().take(EVENTS), public, words);
    let later = found.get(taken).map(|(number, _)| *number);
    let back = fill(before.iter().rev(), public, words);
    let earlier = before.get(before.len() - back).map(|(number, _)| *number);
    let mut pieces = Vec::new();
    if before.is_empty() {
        pieces.extend(place(report).map(|place| words.whole_place(&quoted(&place).join("\n"))));
    }
    for (_, event) in &found[..taken] {
        pieces.extend(pieces_of(event, public, words));
    }
    let media = found[..taken].iter().filter_map(|(_, it)| it.media.clone());
    HistoryPage {
        messages: messages(&words.whole_head(report.number), &pieces),
        media: media.collect(),
        earlier,
        later,
    }
}

/// How many of these events are one page: always one, and no more than one message holds.
fn fill<'e>(events: impl Iterator<Item = &'e (i64, Event)>, public: bool, words: Words) -> usize {
    let (mut taken, mut room, mut media) = (0, MESSAGE, MEDIA);
    for (_, event) in events {
        let length: usize = pieces_of(event, public, words)
            .iter()
            .map(|it| seen(it) + 1)
            .sum();
        let files = usize::from(event.media.is_some());
        if taken > 0 && (length > room || files > media) {
            break;
        }
        taken += 1;
        room = room.saturating_sub(length);
        media = media.saturating_sub(files);
    }
    taken
}

/// One event in full; more than one piece only where one message could not hold it.
fn pieces_of(event: &Event, public: bool, words: Words) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(event.media.as_ref().map(|it| words.media(it.kind.name())));
    lines.extend(event.text.iter().flat_map(|text| quoted(text)));
    let (mut pieces, mut piece, mut room) = (Vec::new(), Vec::new(), PIECE);
    for line in lines {
        let length = units(&line) + 1;
        if length > room && !piece.is_empty() {
            pieces.push(std::mem::take(&mut piece).join("\n"));
            room = PIECE;
        }
        room = room.saturating_sub(length);
        piece.push(line);
    }
    pieces.push(piece.join("\n"));
    // What goes on from another piece needs no head: its lines are marked as quoted.
    let piece = |(at, said): (usize, &String)| match at {
        0 => entry(event, said, public, words),
        _ => escape(said),
    };
    pieces.iter().enumerate().map(piece).collect()
}

/// The lines of a text, each marked as quoted; one that no message could hold is several.
fn quoted(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for line in clean(text).split('\n') {
        let (mut part, mut room) = (String::new(), PIECE - 2);
        for c in line.trim_end().chars() {
            if c.len_utf16() > room {
                lines.push(format!("│ {part}"));
                (part, room) = (String::new(), PIECE - 2);
            }
            room -= c.len_utf16();
            part.push(c);
        }
        lines.push(format!("│ {part}").trim_end().to_owned());
    }
    lines
}

/// When, what, and what was said.
fn entry(event: &Event, said: &str, public: bool, words: Words) -> String {
    let at = words.stamp(calendar::local(event.at));
    let line = words.history_line(&at, &named(event, public, words), said);
    line.trim_end().to_owned()
}

/// What happened, in the words for its reader: the resident or the desk.
fn named(event: &Event, public: bool, words: Words) -> String {
    let name = event.kind.name();
    if public {
        words.own_event(name)
    } else {
        words.event(name)
    }
}

/// Packs pieces into as few messages as hold them, the first one with a head.
fn messages(head: &str, pieces: &[String]) -> Vec<String> {
    let mut messages = Vec::new();
    let (mut text, mut room) = (head.to_owned(), MESSAGE);
    for piece in pieces {
        let length = seen(piece) + 1;
        if length > room && room < MESSAGE {
            messages.push(std::mem::take(&mut text));
            room = MESSAGE;
        }
        room = room.saturating_sub(length);
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(piece);
    }
    messages.push(text);
    messages
}

/// Units of a piece once it is read; what is escaped counts a little more than it shows.
fn seen(piece: &str) -> usize {
    let mut shown = piece.replace("<b>", "").replace("</b>", "");
    for (escaped, one) in [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
        shown = shown.replace(escaped, one);
    }
    units(&shown)
}

/// Where it is in the words of whoever sent it.
pub fn place(report: &Report) -> Option<String> {
    let place = report.place.as_ref();
    let title = place.and_then(|place| place.title.as_deref());
    let words = report.address.as_deref().or(title);
    words.map(str::to_owned)
}

/// The first lines of the whole history as a text of its own.
pub fn text_head(report: &Report, words: Words) -> Vec<String> {
    let mut lines = vec![words.number(report.number)];
    if let Some(place) = &report.place {
        lines.push(place.point.to_string());
    }
    lines.extend(place(report).iter().flat_map(|place| quoted(place)));
    lines
}

/// The lines of one event in such a text.
pub fn text_of(event: &Event, public: bool, words: Words) -> Vec<String> {
    let at = calendar::local(event.at).strftime("%d.%m.%Y %H:%M");
    let at = at.to_string();
    let mut lines = vec![String::new()];
    lines.push(words.file_entry(&at, &named(event, public, words)));
    lines.extend(event.media.as_ref().map(|it| words.media(it.kind.name())));
    lines.extend(event.text.iter().flat_map(|text| quoted(text)));
    lines
}
