//! Texts that are put together of several messages: what subscribers get, and what the law says.

use super::Words;
use crate::domain::category::Category;
use crate::domain::hours::{HoursRule, HoursVerdict};
use crate::domain::law::Law;
use crate::domain::meeting::NewMeeting;
use crate::domain::report::{Note, Whom};
use crate::domain::{Both, Lang, Time, calendar};

/// What somebody wrote and sent, each note in a line: a picture or a voice is named.
pub fn said(words: Words, notes: &[Note]) -> String {
    let line = |note: &Note| {
        let media = note.media.as_ref().map(|it| words.media(it.kind.name()));
        let parts: Vec<String> = media.into_iter().chain(note.text.clone()).collect();
        parts.join(" ")
    };
    let lines: Vec<String> = notes.iter().map(line).filter(|it| !it.is_empty()).collect();
    lines.join("\n")
}

/// Whom a report is for, as far as somebody else was named.
pub fn whom(words: Words, whom: &Whom) -> String {
    let named = [whom.name.clone(), whom.phone.as_deref().map(phone)];
    let named: Vec<String> = named.into_iter().flatten().collect();
    match named.is_empty() {
        true => words.whom("none"),
        false => words.whom(&named.join(", ")),
    }
}

/// Who speaks to the subscribers of a precinct: its name, and that of whoever serves it.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'a> {
    pub precinct: &'a Both,
    pub inspector: Option<&'a str>,
}

/// UTF-16 units of an inspector's name: with it an announcement is still a caption.
pub const INSPECTOR_CHARS: usize = 60;

impl Speaker<'_> {
    fn named(&self) -> String {
        self.inspector
            .map_or_else(|| "none".to_owned(), |name| shorten(name, INSPECTOR_CHARS))
    }
}

/// The announcement of a meeting as its reader gets it, above its calendar file.
pub fn announcement(lang: Lang, voice: Speaker<'_>, meeting: &NewMeeting) -> String {
    let file = Words::new(lang).announcement_file();
    format!("{} {file}", announcement_bare(lang, voice, meeting))
}

/// The same without a file.
pub fn announcement_bare(lang: Lang, voice: Speaker<'_>, meeting: &NewMeeting) -> String {
    let words = Words::new(lang);
    let when = words.moment(calendar::local(meeting.starts_at));
    let (venue, agenda) = (meeting.venue.either(lang), meeting.agenda.either(lang));
    let inspector = voice.named();
    words.meeting_announcement(voice.precinct.get(lang), &inspector, &when, venue, agenda)
}

/// A notice as its reader gets it; where the own language is missing, the other stands in.
pub fn notice(lang: Lang, voice: Speaker<'_>, text: &Both) -> String {
    let inspector = voice.named();
    Words::new(lang).notice_body(voice.precinct.get(lang), &inspector, text.either(lang))
}

/// For the kinds with a statutory clock: whether it is a violation at that moment, or without one
/// only the hours; a line for each sort of premises. Figures that sources dispute are not shown.
pub fn hours_line(words: Words, law: &Law, kind: &Category, at: Option<Time>) -> Option<String> {
    let lines: Vec<String> = match at {
        Some(at) => {
            let verdicts = law.clock(&kind.key, at).into_iter();
            verdicts
                .map(|(rule, verdict)| verdict_line(words, rule, verdict))
                .collect()
        }
        None => {
            let rules = kind.hours.iter().filter_map(|key| law.hours(key));
            rules.map(|rule| rule_line(words, rule)).collect()
        }
    };
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn verdict_line(words: Words, rule: &HoursRule, at: HoursVerdict) -> String {
    verdict(words, rule, at, |place, from, to, article| {
        match at.inside {
            true => words.hours_within(place, from, to, article),
            false => words.hours_outside(place, from, to, article),
        }
    })
}

/// What a rule says of a moment: `tell` has the place, the hours and the article, `none` without
/// one. Figures that sources dispute are not told.
pub fn verdict(
    words: Words,
    rule: &HoursRule,
    verdict: HoursVerdict,
    tell: impl FnOnce(&str, &str, &str, &str) -> String,
) -> String {
    let place = rule.place.get(words.lang);
    if verdict.doubtful {
        return words.hours_doubtful(place);
    }
    let (from, to) = (words.time(verdict.from), words.time(verdict.to));
    tell(place, &from, &to, rule.article.as_deref().unwrap_or("none"))
}

fn rule_line(words: Words, rule: &HoursRule) -> String {
    let place = rule.place.get(words.lang);
    if rule.doubtful {
        return words.hours_doubtful(place);
    }
    let (from, to) = (words.time(rule.days.from), words.time(rule.days.to));
    let article = rule.article.as_deref().unwrap_or("none");
    match rule.days_off {
        Some(off) => {
            let (off_from, off_to) = (words.time(off.from), words.time(off.to));
            words.hours_twofold(place, &from, &to, &off_from, &off_to, article)
        }
        None => words.hours_rule(place, &from, &to, article),
    }
}

/// What a call known to be false costs; in tenge too where that year's rate is known.
pub fn false_call(words: Words, law: &Law, now: Time) -> String {
    let rule = law.false_call();
    let mrp = i64::from(rule.mrp);
    match law.fine_tenge(rule.mrp, calendar::local(now).date()) {
        Some(tenge) => words.false_call(&rule.article, mrp, &thousands(tenge)),
        None => words.false_call_mrp(&rule.article, mrp),
    }
}

/// "129 750", with spaces that do not break, as both languages write it.
pub fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// "+7 700 000 00 12": a number of Kazakhstan in the groups in which people read and dial it; any
/// other as it is.
pub fn phone(number: &str) -> String {
    let digits = number.strip_prefix('+').unwrap_or_default();
    if digits.len() != 11 || !digits.starts_with('7') || !digits.bytes().all(|b| b.is_ascii_digit())
    {
        return number.to_owned();
    }
    let groups = [0..1, 1..4, 4..7, 7..9, 9..11].map(|at| &digits[at]);
    format!("+{}", groups.join(" "))
}

/// Whether a reader of Kazakh alone may not understand a text: it has several words, and not one of
/// the letters that only Kazakh has.
pub fn looks_foreign(reader: Lang, text: &str) -> bool {
    let kazakh = |c: char| {
        matches!(
            c,
            '\u{4d9}'
                | '\u{493}'
                | '\u{49b}'
                | '\u{4a3}'
                | '\u{4e9}'
                | '\u{4b1}'
                | '\u{4af}'
                | '\u{4bb}'
                | '\u{456}'
        )
    };
    let several = text.split_whitespace().count() > 2;
    reader == Lang::Kk && several && !text.to_lowercase().contains(kazakh)
}

/// At most `limit` UTF-16 units, with an ellipsis where something was left out.
pub fn shorten(text: &str, limit: usize) -> String {
    if text.encode_utf16().count() <= limit {
        return text.to_owned();
    }
    let mut left = limit.saturating_sub(1);
    let fits = |c: &char| match left.checked_sub(c.len_utf16()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lengths() {
        assert_eq!(thousands(129_750), "129\u{a0}750");
        assert_eq!(thousands(750), "750");
        assert_eq!(phone("+77000000012"), "+7 700 000 00 12");
        assert!(looks_foreign(Lang::Kk, "Какой номер у машины?"));
        assert!(!looks_foreign(Lang::Kk, "Көліктің нөмірі қандай?"));
        assert!(!looks_foreign(Lang::Ru, "Какой номер у машины?"));
        for other in ["102", "+7700000001", "+996700000012", "8 7182 32-10-02"] {
            assert_eq!(phone(other), other);
        }
        assert_eq!(shorten("абвг", 4), "абвг");
        assert_eq!(shorten("абвгд", 4), "абв…");
        assert_eq!(shorten("🎉🎉🎉", 6), "🎉🎉🎉");
        assert_eq!(shorten("🎉🎉🎉", 5), "🎉🎉…");
    }
}
