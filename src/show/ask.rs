//! Answers to what people ask: the answer first, in a few lines, and the way on from it.

use super::Eye;
use super::card::{reach, who};
use super::phones::{self, line_button};
use crate::chat::{Say, Screen, Verb};
use crate::domain::category::{Category, Fine};
use crate::domain::directory::Head;
use crate::domain::hours::{HoursRule, HoursVerdict};
use crate::domain::law::{Matter, Phone};
use crate::domain::seen::Card;
use crate::domain::{Topic, calendar};
use crate::precincts::{Area, PrecinctPost};
use crate::text;

/// Kinds of reports for which the age of whoever buys counts.
const ALCOHOL: [&str; 2] = ["alcohol_hours", "alcohol_minors"];

/// The answer; None where nothing is known of it. `own` is the card of the own precinct.
pub fn answer(topic: &Topic, own: Option<&Card>, eye: &Eye<'_>) -> Option<Say> {
    let say = match topic {
        Topic::Reception => reception(own?, eye)?,
        Topic::Duty => duty(own?, eye)?,
        Topic::Meeting => meeting(own?, eye)?,
        Topic::Complaint => complaint(own, eye),
        Topic::Reporting => reporting(eye),
        Topic::Phones => lines(eye),
        Topic::May(kind) => may(eye.law.category(kind)?, eye),
        Topic::Matter(key) => matter(eye.law.matter(key)?, own, eye),
    };
    Some(say.open(eye.words.button_menu(), Screen::Menu))
}

fn reception(own: &Card, eye: &Eye<'_>) -> Option<Say> {
    let words = eye.words;
    let post = eye.directory.post(&own.precinct, eye.today())?;
    let mut told = vec![words.card_head(post.precinct.name.get(words.lang))];
    let hours = post.station.map(|it| it.hours.get(words.lang));
    match hours.filter(|it| !it.is_empty()) {
        // At a vacant post nobody receives anybody.
        Some(hours) if !post.is_vacant() => told.push(words.card_hours(hours)),
        None if !post.is_vacant() => told.push(words.ask_no_hours()),
        _ => {}
    }
    let station = post.station.map(|it| it.address.get(words.lang));
    told.extend(station.map(|it| words.card_station(it)));
    told.append(&mut who(words, &post));
    if post.is_vacant() {
        told.extend(desk(&post, eye));
    }
    Some(on_card(Say::text(told.join("\n")), own, &post, eye))
}

fn duty(own: &Card, eye: &Eye<'_>) -> Option<Say> {
    let words = eye.words;
    let post = eye.directory.post(&own.precinct, eye.today())?;
    let mut told = vec![words.card_head(post.precinct.name.get(words.lang))];
    told.append(&mut who(words, &post));
    told.extend(desk(&post, eye));
    told.push(words.card_footer(eye.law.number(Phone::Police)));
    Some(on_card(Say::text(told.join("\n")), own, &post, eye))
}

fn desk(post: &PrecinctPost<'_>, eye: &Eye<'_>) -> Option<String> {
    let phone = post.duty_phone.map(text::phone)?;
    Some(eye.words.card_duty(&phone))
}

/// The phone and the point of the own precinct, its card, and another place.
fn on_card(say: Say, own: &Card, post: &PrecinctPost<'_>, eye: &Eye<'_>) -> Say {
    reach(say, eye.words, post)
        .open(eye.words.button_card(), Screen::Card(own.precinct.clone()))
        .open(eye.words.ask_other_place(), Screen::Find)
}

fn meeting(own: &Card, eye: &Eye<'_>) -> Option<Say> {
    let words = eye.words;
    let precinct = eye.directory.precinct(&own.precinct)?;
    let name = precinct.name.get(words.lang);
    let subscribed = own.subscribed.iter().any(|(it, _)| *it == own.precinct);
    let say = match &own.meeting {
        Some((at, venue)) => {
            let when = words.moment(calendar::local(*at));
            let line = words.card_meeting(&when, venue.either(words.lang));
            Say::text(format!("{line}\n{}", words.card_head(name)))
        }
        None => {
            let yes = if subscribed { "yes" } else { "no" };
            Say::text(words.ask_no_meeting(name, yes))
        }
    };
    let say = match subscribed {
        true => say,
        false => say.verb(
            words.button_subscribe(),
            Verb::Subscribe(own.precinct.clone()),
        ),
    };
    Some(
        say.open(words.button_card(), Screen::Card(own.precinct.clone()))
            .open(words.ask_other_place(), Screen::Find),
    )
}

/// Never to the officer it is about: to the head nearest to the own precinct, or the official way.
fn complaint(own: Option<&Card>, eye: &Eye<'_>) -> Say {
    let (words, law) = (eye.words, eye.law);
    let mut told = vec![words.ask_complaint()];
    told.extend(own.and_then(|it| head_line(it, eye)));
    let (name, link) = law.appeals();
    let name = name.get(words.lang);
    let days = i64::from(law.deadlines().answer_days);
    told.push(words.ask_complaint_appeal(name, days));
    told.extend(law.matter("complaint").map(|it| text_of(it, eye)));
    told.push(words.ask_complaint_report());
    let say = Say::text(told.join("\n"));
    match link {
        Some(link) => say.link(words.button_appeal(name), link.to_owned()),
        None => say,
    }
}

fn head_line(own: &Card, eye: &Eye<'_>) -> Option<String> {
    let words = eye.words;
    let post = eye.directory.post(&own.precinct, eye.today())?;
    let above = |area: &&Area| -> Option<Head> {
        let mut heads = eye.directory.heads_of(&area.code);
        heads.next().cloned()
    };
    let (area, head) = post
        .areas
        .iter()
        .find_map(|area| Some((*area, above(area)?)))?;
    let phone = head.phone.as_deref().map(text::phone);
    Some(words.ask_complaint_head(
        head.rank.get(words.lang),
        &head.name,
        area.name.get(words.lang),
        phone.as_deref().unwrap_or("none"),
    ))
}

/// What a report is, and what it is not.
fn reporting(eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let (name, link) = eye.law.appeals();
    let name = name.get(words.lang);
    let appeal = match link {
        Some(link) => words.report_appeal(name, link),
        None => words.report_appeal_unlinked(name),
    };
    Say::text(format!("{}\n{appeal}", words.ask_reporting()))
        .open(words.menu_report(), Screen::Report)
}

fn lines(eye: &Eye<'_>) -> Say {
    let told = eye.law.lines().map(|line| {
        let name = line.name.get(eye.words.lang);
        eye.words.ask_line(&line.number, name)
    });
    let say = Say::text(told.collect::<Vec<_>>().join("\n"));
    say.row(phones::line_buttons(eye.words, eye.law))
}

/// What the law says of a kind of report, and of this moment.
fn may(kind: &Category, eye: &Eye<'_>) -> Say {
    let (words, law) = (eye.words, eye.law);
    if kind.private {
        return phones::screen(Some(words.lang), false, eye);
    }
    let rules = kind.hours.iter();
    let rules = rules.filter_map(|key| Some((law.hours(key)?, law.rule_at(key, eye.now)?)));
    let rules: Vec<(&HoursRule, HoursVerdict)> = rules.collect();
    let mut told: Vec<String> = rules
        .iter()
        .map(|(rule, verdict)| hours(kind, rule, *verdict, eye))
        .collect();
    if told.is_empty() {
        let article = kind.article.as_deref().unwrap_or("none");
        told.push(words.ask_kind(kind.label.get(words.lang), article));
    }
    if rules.iter().any(|(rule, _)| rule.doubtful) {
        told.push(words.ask_no_figures());
    }
    told.extend(law.matter(&kind.key).map(|it| text_of(it, eye)));
    if ALCOHOL.contains(&kind.key.as_str()) {
        told.push(words.ask_age(i64::from(law.alcohol_age())));
    }
    told.extend(kind.fine.map(|it| fine(it, eye)));
    report_of(Say::text(told.join("\n")), kind, eye)
}

fn hours(kind: &Category, rule: &HoursRule, verdict: HoursVerdict, eye: &Eye<'_>) -> String {
    let words = eye.words;
    text::verdict(words, rule, verdict, |place, from, to, article| {
        if verdict.inside {
            return words.ask_within(&kind.key, place, from, to, article);
        }
        let day = match verdict.night == eye.today() {
            true => "today",
            false => "tomorrow",
        };
        words.ask_outside(&kind.key, place, day, from, to, article)
    })
}

fn fine(fine: Fine, eye: &Eye<'_>) -> String {
    let range = |from: String, to: Option<String>| match to {
        Some(to) => format!("{from}–{to}"),
        None => from,
    };
    let tenge = |mrp: u32| {
        let tenge = eye.law.fine_tenge(mrp, eye.today());
        tenge.map(text::thousands)
    };
    let mrp = range(fine.mrp.to_string(), fine.up_to.map(|it| it.to_string()));
    let tenge = tenge(fine.mrp).map(|from| range(from, fine.up_to.and_then(tenge)));
    let repeat = fine.repeat.map(|it| it.to_string());
    eye.words.ask_fine(
        &mrp,
        tenge.as_deref().unwrap_or("none"),
        repeat.as_deref().unwrap_or("none"),
    )
}

fn report_of(say: Say, kind: &Category, eye: &Eye<'_>) -> Say {
    let label = eye.words.ask_report_of(kind.label.get(eye.words.lang));
    say.open(label, Screen::ReportOf(kind.key.clone()))
}

fn matter(matter: &Matter, own: Option<&Card>, eye: &Eye<'_>) -> Say {
    let (words, law) = (eye.words, eye.law);
    let mut told = vec![text_of(matter, eye)];
    let named = law.lines_of(matter);
    told.extend(named.map(|it| words.ask_line(&it.number, it.name.get(words.lang))));
    let own = own.filter(|_| matter.desk);
    let post = own.and_then(|it| eye.directory.post(&it.precinct, eye.today()));
    let desk = post.and_then(|it| desk(&it, eye));
    let unknown = matter.desk && desk.is_none();
    told.extend(desk);
    let mut say = Say::text(told.join("\n"));
    let buttons: Vec<_> = law
        .lines_of(matter)
        .map(|it| line_button(words, &it.number))
        .collect();
    if !buttons.is_empty() {
        say = say.row(buttons);
    }
    let kind = matter.report.as_deref().and_then(|key| law.category(key));
    say = match kind {
        Some(kind) => report_of(say, kind, eye),
        None if matter.any_report => say.open(words.menu_report(), Screen::Report),
        None => say,
    };
    if unknown {
        say = say.open(words.ask_desk(), Screen::Topic(Topic::Duty));
    }
    if matter.inspector {
        say = say.open(words.menu_find(), Screen::Find);
    }
    match law.appeals() {
        (name, Some(link)) if matter.appeals => {
            say.link(words.button_appeal(name.get(words.lang)), link.to_owned())
        }
        _ => say,
    }
}

fn text_of(matter: &Matter, eye: &Eye<'_>) -> String {
    text::escape(matter.text.get(eye.words.lang))
}
