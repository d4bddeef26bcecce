//! How whoever did something hears of it.

use jiff::civil::Date;

use super::{Eye, check, home, posters};
use crate::chat::{Button, Say, Screen, Tap, Verb};
use crate::domain::done::{Done, SeenBy};
use crate::domain::law::{Law, Phone};
use crate::domain::{Post, PrecinctCode, ReportId, Scope, Spot, Time, calendar};
use crate::flow::search;
use crate::precincts::Directory;
use crate::text::{self, Words};

/// What the actor hears. Others were told by the doing itself.
pub fn says(done: &Done, eye: &Eye<'_>) -> Vec<Say> {
    let words = eye.words;
    let text = |text: String| vec![Say::text(text)];
    let with_menu = |text: String| vec![Say::text(text).open(words.button_menu(), Screen::Menu)];
    let precinct_name = |code: &PrecinctCode| {
        let precinct = eye.directory.precinct(code);
        precinct.map_or_else(String::new, |it| it.name.get(words.lang).to_owned())
    };
    match done {
        Done::LanguageChosen => text(words.language_chosen()),
        Done::SimpleChosen(on) => text(simple_mode(*on, words)),
        Done::Consented => text(words.consented()),
        Done::Joined { post, waiting } => {
            let names = scope(words, eye.directory, post, eye.today());
            let said = words.joined(post.role.name(), &names);
            vec![joined(words, said, *waiting)]
        }
        Done::Forgotten => text(words.forgotten()),
        Done::Subscribed { precinct } => {
            vec![subscribed(words, precinct, &precinct_name(precinct))]
        }
        Done::Unsubscribed { precinct } => with_menu(words.unsubscribed(&precinct_name(precinct))),
        Done::ReportSent { .. } => sent(words, eye, done),
        Done::Added {
            number,
            again: true,
            ..
        } => text(words.added_again(*number, eye.law.number(Phone::Police))),
        Done::Added { number, .. } => with_menu(words.added(*number)),
        Done::Answered { report, number } => {
            let say = Say::text(words.answered(*number));
            let say = say.open(words.button_take_back(), Screen::TakeBack(*report));
            vec![say.open(words.button_menu(), Screen::Menu)]
        }
        Done::TakenBack { number, until } => text(words.taken_back(*number, &by(words, *until))),
        Done::PlaceNamed { name } => with_menu(words.place_named(name)),
        Done::PlaceUsed { spot, place } => place_used(spot, place.is_some(), eye),
        Done::PlaceDropped { home, left } => vec![home::dropped(*home, left.as_ref(), eye)],
        Done::HomeSet {
            home: to,
            subscribed,
            left,
        } => vec![home::set(to, *subscribed, left.as_ref(), eye)],
        Done::Withdrawn { number } => with_menu(words.withdrawn(*number)),
        Done::Accepted { .. } | Done::Asked { .. } | Done::Closed { .. } => of_desk(words, done),
        Done::HouseTold => text(words.house_told()),
        Done::Remarked { number } => with_menu(words.desk_remarked(*number)),
        Done::NoticeStopped { dropped, .. } => with_menu(words.notice_stopped(*dropped)),
        Done::Shared { number, link } => text(words.follow_link(*number, link)),
        Done::Unshared { number } => with_menu(words.follow_ended(*number)),
        Done::Following { report, number } => vec![following(*report, *number, words)],
        Done::Unfollowed { number } => text(words.follow_stopped(*number)),
        Done::Proof { link } => vec![check::code(link, words)],
        Done::PosterPrinted { precinct, paper } => vec![posters::printed(precinct, *paper, eye)],
        Done::PosterHung => text(words.hung_done()),
        Done::PosterTakenDown { precinct } => vec![posters::taken_down(precinct, eye)],
        // Told by what was done, or by nobody.
        Done::Announced | Done::NoticeSent | Done::Invited { .. } | Done::PostEnded => Vec::new(),
        Done::Revoked | Done::Resumed | Done::Imported | Done::GroupChanged => Vec::new(),
        Done::PosterOpened | Done::PostersNoted => Vec::new(),
        Done::FamilyChanged | Done::NotSentInFamily => Vec::new(),
    }
}

fn simple_mode(on: bool, words: Words) -> String {
    match on {
        true => words.simple_on(),
        false => words.simple_off(),
    }
}

/// Somebody hears of a report from now on.
fn following(report: ReportId, number: i64, words: Words) -> Say {
    Say::text(words.follow_begun(number))
        .open(words.follow_open(), Screen::Followed(report))
        .verb(words.follow_stop(), Verb::Unfollow(report))
}

/// A report has gone out.
fn sent(words: Words, eye: &Eye<'_>, done: &Done) -> Vec<Say> {
    let Done::ReportSent {
        report,
        number,
        private,
        now,
        precinct,
        seen_by,
        for_other,
    } = done
    else {
        return Vec::new();
    };
    if *private {
        return vec![private_sent(words, eye, *report, *number, *seen_by)];
    }
    let seen = seen(words, eye, precinct, *seen_by, *now);
    let mut say = report_sent(words, eye, *report, *number, &seen);
    if *for_other {
        let share = Button::new(words.follow_share(), &Tap::Do(Verb::Share(*report)));
        say.rows.insert(0, vec![share]);
    }
    vec![say]
}

/// The card follows. Whoever typed another name hears which street was meant; whoever has not agreed
/// that places are kept hears which was found: their card does not know it.
fn place_used(spot: &Spot, kept: bool, eye: &Eye<'_>) -> Vec<Say> {
    let words = eye.words;
    let told = || {
        let point = || words.place_point("none");
        words.card_place(&spot.words().map_or_else(point, str::to_owned))
    };
    let found = (!kept && spot.is_placed()).then(told);
    let lines = found
        .into_iter()
        .chain(search::other_name(spot, eye.directory, words));
    lines.map(Say::text).collect()
}

/// The last day of a time.
fn by(words: Words, until: Time) -> String {
    words.day_by(calendar::local(until).date())
}

/// Until when the answer is waited for; and a doubt whether the question is understood.
fn asked(words: Words, number: i64, until: Time, foreign: bool) -> String {
    let asked = words.desk_asked(number, &by(words, until));
    match foreign {
        true => format!("{asked}\n{}", words.desk_not_kazakh()),
        false => asked,
    }
}

/// What a post is for, by the names that people know: the precincts of an inspector, an area.
pub fn scope(words: Words, directory: &Directory, post: &Post, today: Date) -> String {
    let area = |code| directory.area(code).map(|it| it.name.get(words.lang));
    let names: Vec<&str> = match &post.scope {
        Scope::Inspector(code) => {
            let served = directory.precincts_of(code, today).into_iter();
            served.map(|it| it.name.get(words.lang)).collect()
        }
        Scope::Head(code) => {
            let head = directory.head(code);
            head.and_then(|it| area(&it.area)).into_iter().collect()
        }
        Scope::Area(code) => area(code).into_iter().collect(),
        Scope::Lapsed(_) => Vec::new(),
    };
    if names.is_empty() {
        return post.scope.code().to_owned();
    }
    names.join(", ")
}

/// What an officer did, and whether the resident hears of it.
fn of_desk(words: Words, done: &Done) -> Vec<Say> {
    let say = match done {
        Done::Accepted { number, heard } => Say::text(match heard {
            true => words.desk_accepted(*number),
            false => words.desk_accepted_unheard(*number),
        }),
        Done::Asked {
            number,
            until,
            heard,
            foreign,
        } => Say::text(match heard {
            true => asked(words, *number, *until, *foreign),
            false => words.desk_asked_unheard(*number),
        }),
        Done::Closed { number, heard } => Say::text(match heard {
            true => words.desk_closed(*number),
            false => words.desk_closed_unheard(*number),
        })
        .open(words.button_menu(), Screen::Menu),
        _ => return Vec::new(),
    };
    vec![say]
}

/// Whoever comes to a desk hears what waits there.
fn joined(words: Words, text: String, waiting: i64) -> Say {
    if waiting == 0 {
        return Say::text(text);
    }
    // The menu follows, with the desk on top of it.
    Say::text(format!("{text}\n\n{}", words.joined_waiting(waiting)))
}

fn subscribed(words: Words, precinct: &PrecinctCode, name: &str) -> Say {
    Say::text(words.subscribed(name))
        .open(words.button_own(), Screen::LiveIn(precinct.clone()))
        .open(words.button_menu(), Screen::Menu)
}

/// Who reads it, so that nobody waits for somebody who is not there; and what is promised then.
fn seen(words: Words, eye: &Eye<'_>, precinct: &PrecinctCode, by: SeenBy, now: bool) -> String {
    let police = eye.law.number(Phone::Police);
    let who = match by {
        SeenBy::Inspector => words.report_seen(),
        SeenBy::Head(why) => words.report_seen_head(why.name()),
        SeenBy::Nobody(why) => {
            return words.report_seen_nobody(why.name(), &whom_to_call(eye, precinct));
        }
    };
    let worse = now.then(|| words.report_seen_now(police));
    let lines: Vec<String> = [Some(who), worse, Some(words.report_steps())]
        .into_iter()
        .flatten()
        .collect();
    lines.join("\n")
}

/// The duty desk of a precinct, or the police.
fn whom_to_call(eye: &Eye<'_>, precinct: &PrecinctCode) -> String {
    let post = eye.directory.post(precinct, eye.today());
    let desk = post.as_ref().and_then(|post| post.duty_phone);
    text::phone(desk.unwrap_or(eye.law.number(Phone::Police)))
}

/// The number, who sees it, and what this message is not.
fn report_sent(words: Words, eye: &Eye<'_>, id: ReportId, number: i64, seen: &str) -> Say {
    let said = format!(
        "{}\n{seen}\n{}",
        words.report_sent(number),
        words.report_more()
    );
    let appeal = appeal(words, eye.law);
    after_sending(words, id, format!("{said}\n\n{appeal}"))
}

/// Of what happens at home: the number, who sees it, and how nobody else does. The phones stood
/// above and the rest stands in the opened report: whoever is afraid reads little.
fn private_sent(words: Words, eye: &Eye<'_>, id: ReportId, number: i64, by: SeenBy) -> Say {
    let seen = match by {
        SeenBy::Inspector | SeenBy::Head(_) => words.private_seen(),
        SeenBy::Nobody(_) => words.private_seen_nobody(&text::phone(eye.law.number(Phone::Police))),
    };
    let text = format!(
        "{}\n{seen}\n\n{}",
        words.report_sent(number),
        words.report_discreet()
    );
    after_sending(words, id, text).sealed()
}

fn after_sending(words: Words, id: ReportId, text: String) -> Say {
    Say::text(text)
        .open(words.button_add(), Screen::AddTo(id))
        .open(words.menu_mine(), Screen::MyReports)
        .open(words.button_menu(), Screen::Menu)
}

/// That a report is no official appeal, and how one is made.
pub fn appeal(words: Words, law: &Law) -> String {
    let (name, link) = law.appeals();
    let name = name.get(words.lang);
    match link {
        Some(link) => words.report_appeal(name, link),
        None => words.report_appeal_unlinked(name),
    }
}
