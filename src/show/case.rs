//! The card of a report, for its desk and for its owner, and what came with it.

use super::Eye;
use super::done::appeal;
use super::history::{self, cited};
use crate::chat::{Attachment, Otherwise, Say, Screen, Verb, line};
use crate::domain::case;
use crate::domain::report::{Media, Report, State, Step};
use crate::domain::seen::{About, Holder, OwnCase, Reachability};
use crate::domain::{Both, PersonId, calendar};
use crate::text::{self, Words, escape};

/// UTF-16 units of the words of a place.
const PLACE_UNITS: usize = 250;
/// The map that most in Kazakhstan have on their phone, with longitude and latitude behind it: a
/// browser shows the same. No name, number or account goes along.
const MAP: &str = "https://2gis.kz/geo/";

/// The slot that a report's card stands in.
pub fn slot(report: &Report) -> String {
    format!("case:{}", report.id)
}

/// The card as an officer reads it.
pub fn card(report: &Report, about: &About, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let category = eye.law.category(&report.category);
    let when = match category {
        Some(category) if category.lasting => "none".to_owned(),
        _ => words.case_when(when(report.happening_now)),
    };
    let mut text = words.case_card(
        report.number,
        category.map_or("", |category| category.label.get(words.lang)),
        eye.precinct(&report.precinct),
        &place_line(report, words, PLACE_UNITS),
        &when,
        &words.stamp(calendar::local(report.created_at)),
        &words.state(report.state.name()),
        &shown(about.holder.as_ref(), words, eye.reader),
        &words.language_of(report.lang.code()),
    );
    let outcome = outcome_line(words, report);
    for line in whom_line(words, report).into_iter().chain(outcome) {
        text = format!("{text}\n{line}");
    }
    if report.state.open()
        && let Some(line) = unheard_line(words, about.sender)
    {
        text = format!("{text}\n{line}");
    }
    let excerpt = history::excerpt(&about.ends, words);
    text = format!("{text}\n\n{}", excerpt.text);
    if excerpt.cut {
        text = format!("{text}\n\n{}", words.case_cut());
    }
    let mut say = eye.seal(report, Say::text(text).about(report.id));
    let can = |step: Step| case::row(report.state, step).is_some();
    if can(Step::Accept) {
        say = say.verb(words.case_accept(), Verb::Accept(report.id));
    }
    if can(Step::Ask) {
        say = say.open(words.case_ask(), Screen::Ask(report.id));
    }
    if can(Step::Close) {
        say = say.open(words.case_close(), Screen::Close(report.id));
    }
    if report.state != State::Withdrawn {
        say = say.open(words.case_remark(), Screen::Remark(report.id));
    }
    if excerpt.more {
        say = say.open(words.button_whole(), Screen::Whole(report.id, 0));
    }
    say
}

/// The name of when it happens, seen from when it was reported.
fn when(happening_now: bool) -> &'static str {
    if happening_now { "now" } else { "before" }
}

/// How it ended, once it is closed.
fn outcome_line(words: Words, report: &Report) -> Option<String> {
    let outcome = report.outcome.filter(|_| report.state == State::Closed)?;
    Some(words.case_outcome(&words.outcome(outcome.name())))
}

/// Whom it is for, where that is somebody else.
fn whom_line(words: Words, report: &Report) -> Option<String> {
    let whom = report.whom.as_ref()?;
    Some(words.case_whom(&text::whom(words, whom)))
}

/// That nobody will read an answer.
fn unheard_line(words: Words, sender: Reachability) -> Option<String> {
    match sender {
        Reachability::Reached => None,
        Reachability::Left => Some(words.case_unreached()),
        Reachability::Forgotten => Some(words.case_forgotten()),
    }
}

/// Where it is, as HTML: what the resident called it, in quotation, and coordinates that lead to a
/// map.
pub fn place_line(report: &Report, words: Words, units: usize) -> String {
    let point = report.place.as_ref().map(|place| place.point);
    let at = point.map(|point| {
        let (lat, lon) = (point.lat, point.lon);
        format!("<a href=\"{MAP}{lon:.6},{lat:.6}\">{lat:.5}, {lon:.5}</a>")
    });
    let named = history::place(report).map(|it| escape(&cited(&it, units, words).0));
    match (named, at) {
        (Some(words), Some(at)) => format!("{words} ({at})"),
        (Some(words), None) => words,
        (None, Some(at)) => at,
        (None, None) => "—".to_owned(),
    }
}

/// Whose hands it is in, as the reader sees it, who may be the holder.
pub fn shown(holder: Option<&Holder>, words: Words, reader: PersonId) -> String {
    match holder {
        None => words.case_free(),
        Some(holder) if holder.person == reader => words.case_yours(),
        Some(holder) => named(holder.name.as_ref(), words),
    }
}

/// The name, or that it is a colleague.
pub fn named(name: Option<&Both>, words: Words) -> String {
    name.map_or_else(|| words.case_taken(), |it| it.get(words.lang).to_owned())
}

/// The public history of one report, for its owner.
pub fn own(own: &OwnCase, eye: &Eye<'_>) -> Say {
    let (words, report) = (eye.words, &own.report);
    let mut text = words.own_report(
        report.number,
        eye.kind(report).unwrap_or(""),
        &words.own_state(report.state.name()),
    );
    let outcome = outcome_line(words, report);
    for line in whom_line(words, report).into_iter().chain(outcome) {
        text = format!("{text}\n{line}");
    }
    let until = own
        .until
        .map(|until| words.own_until(&words.day_by(calendar::local(until).date())));
    let excerpt = history::excerpt(&own.ends, words);
    let cut = excerpt.cut.then(|| words.case_cut());
    // Of others it was said when they were sent.
    let appeal = eye.private(report).then(|| appeal(words, eye.law));
    let followers = (own.followers > 0).then(|| words.follow_count(own.followers));
    let parts = [
        Some(text),
        until,
        Some(excerpt.text),
        cut,
        followers,
        appeal,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let mut say = eye.seal(report, Say::text(parts.join("\n\n")));
    if own.until.is_some() {
        say = say.open(words.button_answer(), Screen::Answer(report.id));
    }
    if report.state.open() {
        say = say
            .open(words.button_add(), Screen::AddTo(report.id))
            .open(words.button_again(), Screen::Again(report.id))
            .open(words.button_withdraw(), Screen::Withdraw(report.id));
    } else {
        say = say.open(words.button_again(), Screen::Again(report.id));
    }
    if excerpt.more {
        say = say.open(words.button_whole(), Screen::Whole(report.id, 0));
    }
    if report.state.open() && report.whom.is_some() && !eye.private(report) {
        say = say.verb(words.follow_share(), Verb::Share(report.id));
    }
    if own.followers > 0 {
        say = say.verb(words.follow_end(), Verb::Unshare(report.id));
    }
    say.open(words.menu_mine(), Screen::MyReports)
        .open(words.button_menu(), Screen::Menu)
}

/// A report of somebody else's, as whoever hears of it sees it: where it stands, and no word of its
/// sender's.
pub fn followed(report: &Report, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let mut text = words.follow_view(
        report.number,
        eye.kind(report).unwrap_or(""),
        &words.follow_state(report.state.name()),
    );
    if let Some(line) = outcome_line(words, report) {
        text = format!("{text}\n{line}");
    }
    let say = Say::text(format!("{text}\n\n{}", words.follow_note()));
    let say = match report.state.open() {
        true => say.verb(words.follow_stop(), Verb::Unfollow(report.id)),
        false => say,
    };
    eye.seal(report, say.open(words.button_menu(), Screen::Menu))
}

/// What is pushed: the words, or of a private report only that there are some, behind a button.
pub fn pushed(report: &Report, open: Screen, full: Say, eye: &Eye<'_>) -> Say {
    if !eye.private(report) {
        return full;
    }
    let words = eye.words;
    let news = Say::text(words.told_news(report.number));
    news.open(words.button_open_report(), open).sealed()
}

/// Nothing is added to what is over; it may have happened again.
pub fn over(report: &Report, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let say = Say::text(words.report_over(report.number, report.state.name()))
        .open(words.button_again(), Screen::Again(report.id))
        .open(words.menu_report(), Screen::Report)
        .open(words.button_open_report(), Screen::MyReport(report.id))
        .open(words.button_menu(), Screen::Menu);
    eye.seal(report, say)
}

/// The place of a report as a pin: whose it is, and what the resident called it.
pub fn pin(report: &Report, eye: &Eye<'_>) -> Option<Say> {
    let place = report.place.as_ref()?;
    let title = place.title.as_deref().map(line);
    let address = title.filter(|title| !title.is_empty());
    let pin = Attachment::Venue {
        point: place.point,
        title: eye.words.case_pin(report.number),
        address: address.unwrap_or_else(|| eye.precinct(&report.precinct).to_owned()),
    };
    Some(eye.seal(report, Say::attach(pin).silent()))
}

/// One file of a report; `nth` is the one of how many, where that is known.
pub fn file(report: &Report, media: Media, nth: Option<(i64, i64)>, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let caption = match nth {
        Some((at, of)) if of > 1 => words.case_file(report.number, at, of),
        _ => words.number(report.number),
    };
    let kind = words.media(media.kind.name());
    let instead = Otherwise {
        file: words.media_as_file(report.number, &kind),
        withheld: words.media_withheld(report.number, &kind),
        lost: words.media_lost(report.number, &kind),
    };
    let say = Say {
        attachment: Some(Attachment::Media(media)),
        instead: Some(Box::new(instead)),
        ..Say::text(caption)
    };
    eye.seal(report, say.silent())
}
