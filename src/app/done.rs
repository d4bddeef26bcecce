//! What was done, and how the one who did it hears of it.

use jiff::civil::Date;

use super::route::Seat;
use super::scene::Scene;
use crate::chat::{Say, Screen, Verb};
use crate::domain::law::{Law, Phone};
use crate::domain::report::Instead;
use crate::domain::{NoticeId, PlaceId, Post, PostKind, ReportId, Spot, Time, calendar};
use crate::flow::search;
use crate::precincts::Directory;
use crate::text::{self, Words};

#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    LanguageChosen,
    Consented,
    Joined {
        post: Post,
        /// Open reports on the desk that it opens.
        waiting: i64,
    },
    Forgotten,
    Subscribed {
        precinct: String,
        own: bool,
        /// Where the person lived before.
        from: Option<String>,
    },
    Unsubscribed {
        precinct: String,
    },
    ReportSent {
        report: ReportId,
        number: i64,
        private: bool,
        /// It happens while it is reported.
        now: bool,
        precinct: String,
        seen_by: SeenBy,
    },
    Added {
        report: ReportId,
        number: i64,
        again: bool,
    },
    Answered {
        number: i64,
    },
    Withdrawn {
        number: i64,
    },
    /// `heard`: the sender of the report is told; so in the next two.
    Accepted {
        number: i64,
        heard: bool,
    },
    Asked {
        number: i64,
        until: Time,
        /// The resident is reached by what the bot says.
        heard: bool,
        /// The resident reads Kazakh, and it does not look like that.
        foreign: bool,
    },
    Closed {
        number: i64,
        heard: bool,
    },
    Remarked {
        number: i64,
    },
    /// Its author is shown the progress in a slot of its own.
    Announced,
    NoticeSent,
    NoticeStopped {
        notice: NoticeId,
        dropped: i64,
    },
    Invited {
        token: String,
    },
    PostEnded,
    Revoked,
    Resumed,
    Imported,
    /// The number that it is kept under.
    PlaceUsed {
        spot: Spot,
        place: Option<PlaceId>,
    },
    PlaceNamed {
        name: String,
    },
    PlaceDropped,
}

impl Done {
    /// Whether the one who did it is another person now, as far as the bot knows them.
    pub fn of_the_person(&self) -> bool {
        matches!(
            self,
            Done::LanguageChosen | Done::Consented | Done::Joined { .. }
        )
    }

    /// Whether something always follows it: then it is the first line of that.
    pub fn leads_on(&self) -> bool {
        self.of_the_person() || matches!(self, Done::Added { again: true, .. })
    }

    /// What it leads to, where only the doing could know.
    pub fn opens(&self) -> Option<Screen> {
        match self {
            Done::PlaceUsed { place, .. } => place.map(Screen::Place),
            _ => None,
        }
    }
}

/// Who reads a report that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenBy {
    Inspector,
    /// The head of an area around it, because no inspector can.
    Head(Instead),
    Nobody(Instead),
}

/// What the actor hears. Others were told by the doing itself.
pub fn says(done: &Done, seat: &Seat, scene: &Scene<'_>) -> Vec<Say> {
    let words = seat.words();
    let text = |text: String| vec![Say::text(text)];
    let with_menu = |text: String| vec![Say::text(text).open(words.button_menu(), Screen::Menu)];
    let precinct_name = |code: &str| {
        scene
            .directory
            .precinct(code)
            .map(|it| it.name.get(words.lang).to_owned())
            .unwrap_or_default()
    };
    match done {
        Done::LanguageChosen => text(words.language_chosen()),
        Done::Consented => text(words.consented()),
        Done::Joined { post, waiting } => {
            let names = scope(words, &scene.directory, post, scene.today());
            vec![joined(
                words,
                words.joined(post.role.name(), &names),
                *waiting,
            )]
        }
        Done::Forgotten => text(words.forgotten()),
        Done::Subscribed { .. } => subscribed(words, done, precinct_name),
        Done::Unsubscribed { precinct } => with_menu(words.unsubscribed(&precinct_name(precinct))),
        Done::ReportSent {
            report,
            number,
            private,
            now,
            precinct,
            seen_by,
        } => {
            if *private {
                return vec![private_sent(words, scene, *report, *number, *seen_by)];
            }
            let seen = seen(words, scene, precinct, *seen_by, *now);
            vec![report_sent(words, scene, *report, *number, &seen)]
        }
        Done::Added {
            number,
            again: true,
            ..
        } => text(words.added_again(*number)),
        Done::Added { number, .. } => with_menu(words.added(*number)),
        Done::Answered { number } => with_menu(words.answered(*number)),
        Done::PlaceNamed { name } => with_menu(words.place_named(name)),
        // The card follows; whoever typed another name hears which street was meant.
        Done::PlaceUsed { spot, .. } => search::other_name(spot, &scene.directory, words)
            .into_iter()
            .map(Say::text)
            .collect(),
        Done::PlaceDropped => with_menu(words.place_dropped()),
        Done::Withdrawn { number } => with_menu(words.withdrawn(*number)),
        Done::Accepted { .. } | Done::Asked { .. } | Done::Closed { .. } => of_desk(words, done),
        Done::Remarked { number } => with_menu(words.desk_remarked(*number)),
        Done::NoticeStopped { dropped, .. } => with_menu(words.notice_stopped(*dropped)),
        Done::Announced
        | Done::NoticeSent
        | Done::Invited { .. }
        | Done::PostEnded
        | Done::Revoked
        | Done::Resumed
        | Done::Imported => Vec::new(),
    }
}

/// Until when the answer is waited for; and a doubt whether the question is understood.
fn asked(words: Words, number: i64, until: Time, foreign: bool) -> String {
    let until = words.day_by(calendar::local(until).date());
    let asked = words.desk_asked(number, &until);
    match foreign {
        true => format!("{asked}\n{}", words.desk_not_kazakh()),
        false => asked,
    }
}

/// What a post is for, by the names that people know: the precincts of an inspector, an area.
pub fn scope(words: Words, directory: &Directory, post: &Post, today: Date) -> String {
    let code = post.code.as_str();
    let area = match post.kind {
        PostKind::Inspector | PostKind::Lapsed => None,
        PostKind::Head => directory.head(code).map(|head| head.area.as_str()),
        PostKind::Area => Some(code),
    };
    let mut names: Vec<&str> = Vec::new();
    if post.kind == PostKind::Inspector {
        let served = directory.precincts_of(code, today).into_iter();
        names.extend(served.map(|it| it.name.get(words.lang)));
    }
    let area = area.and_then(|code| directory.area(code));
    names.extend(area.map(|it| it.name.get(words.lang)));
    if names.is_empty() {
        return code.to_owned();
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

fn subscribed(words: Words, done: &Done, name: impl Fn(&str) -> String) -> Vec<Say> {
    let Done::Subscribed {
        precinct,
        own,
        from,
    } = done
    else {
        return Vec::new();
    };
    if *own {
        let from = from.as_deref().map(|from| words.own_moved(&name(from)));
        let lines = [Some(words.subscribed_own(&name(precinct))), from];
        let lines: Vec<String> = lines.into_iter().flatten().collect();
        return vec![Say::text(lines.join("\n")).open(words.button_menu(), Screen::Menu)];
    }
    let say = Say::text(words.subscribed(&name(precinct)))
        .verb(words.button_own(), Verb::SubscribeOwn(precinct.to_owned()))
        .open(words.button_menu(), Screen::Menu);
    vec![say]
}

/// Who reads it, so that nobody waits for somebody who is not there; and what is promised then.
fn seen(words: Words, scene: &Scene<'_>, precinct: &str, by: SeenBy, now: bool) -> String {
    let police = scene.app.law.number(Phone::Police);
    let who = match by {
        SeenBy::Inspector => words.report_seen(),
        SeenBy::Head(why) => words.report_seen_head(why.name()),
        SeenBy::Nobody(why) => {
            return words.report_seen_nobody(why.name(), &whom_to_call(scene, precinct));
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
fn whom_to_call(scene: &Scene<'_>, precinct: &str) -> String {
    let post = scene.directory.post(precinct, scene.today());
    let desk = post.as_ref().and_then(|post| post.duty_phone);
    text::phone(desk.unwrap_or(scene.app.law.number(Phone::Police)))
}

/// The number, who sees it, and what this message is not.
fn report_sent(words: Words, scene: &Scene<'_>, id: ReportId, number: i64, seen: &str) -> Say {
    let said = format!("{}\n{seen}", words.report_sent(number));
    let appeal = appeal(words, &scene.app.law);
    after_sending(words, id, format!("{said}\n\n{appeal}"))
}

/// Of what happens at home: the number, who sees it, and how nobody else does. The phones stood
/// above and the rest stands in the opened report: whoever is afraid reads little.
fn private_sent(words: Words, scene: &Scene<'_>, id: ReportId, number: i64, by: SeenBy) -> Say {
    let seen = match by {
        SeenBy::Inspector | SeenBy::Head(_) => words.private_seen(),
        SeenBy::Nobody(_) => {
            words.private_seen_nobody(&text::phone(scene.app.law.number(Phone::Police)))
        }
    };
    let text = format!(
        "{}\n{seen}\n\n{}",
        words.report_sent(number),
        words.report_discreet()
    );
    after_sending(words, id, text)
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
