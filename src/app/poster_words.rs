//! What stands on the poster of a precinct: the directory in the words of both languages.

use jiff::civil::Date;

use crate::domain::law::{Law, Phone};
use crate::domain::{Both, Lang, start_link};
use crate::draw::poster::{Poster, ServingOn};
use crate::precincts::{Acting, Inspector, PrecinctPost};
use crate::text::{self, Words};

/// UTF-16 units of a text of the directory: more of it is no help on a wall.
const NAME: usize = 90;
const TEXT: usize = 160;

/// The poster of a precinct on the day it is printed.
pub fn poster(post: &PrecinctPost<'_>, law: &Law, bot: &str, today: Date) -> Poster {
    let acting = post.acting.map(|it| standing_in(&it));
    let (serving, acting) = match post.principal {
        Some(principal) => (Some(serving(principal)), acting),
        None => (acting, None),
    };
    let vacant_phone = post.duty_phone.filter(|_| serving.is_none());
    let vacant_phone = vacant_phone.map(|it| (both(Words::poster_duty), text::phone(it)));
    let lines = [Phone::Police, Phone::Rescue, Phone::Family].map(|it| law.phone(it));
    let lines = lines.map(|it| (it.number.clone(), it.name.clone()));
    let printed = format!("{:02}.{:02}.{}", today.day(), today.month(), today.year());
    Poster {
        heading: both(Words::poster_heading),
        precinct: short(&post.precinct.name, NAME),
        rows: rows(post, serving.is_some()),
        scan: match serving {
            Some(_) => both(Words::poster_scan),
            None => both(Words::poster_scan_bot),
        },
        serving,
        vacant: both(Words::poster_vacant),
        vacant_phone,
        acting,
        phone: both(Words::poster_phone),
        lines: lines.to_vec(),
        urgent: both(Words::poster_urgent),
        link: start_link::link(bot, &post.precinct.code),
        printed: both(|words| words.poster_printed(&printed)),
    }
}

/// Hours and point where they are published; at a vacant post nobody receives anybody, and its duty
/// desk stands in large letters already.
fn rows(post: &PrecinctPost<'_>, served: bool) -> Vec<(Both, Both)> {
    let station = post.station;
    let hours = station.map(|it| &it.hours).filter(|_| served);
    let hours = hours.map(|it| (both(Words::poster_hours), short(it, TEXT)));
    let address = station.map(|it| (both(Words::poster_station), short(&it.address, TEXT)));
    let duty = post.duty_phone.filter(|_| served).map(text::phone);
    let duty = duty.map(|it| (both(Words::poster_duty), alike(it)));
    let rows = [hours, address, duty].into_iter().flatten();
    rows.filter(|(_, text)| !text.kk.is_empty()).collect()
}

fn serving(it: &Inspector) -> ServingOn {
    ServingOn {
        name: text::shorten(&it.name, NAME),
        rank: short(&it.rank, NAME),
        phone: it.phone.as_deref().map(text::phone),
        note: None,
    }
}

fn standing_in(acting: &Acting<'_>) -> ServingOn {
    let until = |words: Words| acting.until.map(|date| words.day_to(date));
    let note = both(|words| words.poster_acting(until(words).as_deref().unwrap_or("none")));
    ServingOn {
        note: Some(note),
        ..serving(acting.inspector)
    }
}

fn both(say: impl Fn(Words) -> String) -> Both {
    Both {
        kk: say(Words::new(Lang::Kk)),
        ru: say(Words::new(Lang::Ru)),
    }
}

fn alike(text: String) -> Both {
    Both {
        kk: text.clone(),
        ru: text,
    }
}

/// Both languages, cut; where one is missing the other stands for it.
fn short(both: &Both, limit: usize) -> Both {
    Both {
        kk: text::shorten(both.either(Lang::Kk), limit),
        ru: text::shorten(both.either(Lang::Ru), limit),
    }
}
