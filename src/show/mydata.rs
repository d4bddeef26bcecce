//! Everything that is kept about a person: as they read it, in their language, their time and their
//! own words; and for programs.

use anyhow::Result;
use serde_json::{Value, json};

use super::{Eye, done};
use crate::domain::case::Event;
use crate::domain::family::KinRole;
use crate::domain::report::{Outcome, Report};
use crate::domain::{Account, KnownPlace, Person, PrecinctCode, Time, calendar};
use crate::text::{self, Words};

/// All but the reports.
pub struct Everything<'a> {
    pub account: Account,
    pub person: &'a Person,
    /// Codes of precincts, and whether the person lives there.
    pub subscriptions: &'a [(PrecinctCode, bool)],
    pub places: &'a [KnownPlace],
    /// Reports of others that the person hears of.
    pub followed: &'a [Report],
    /// What the person is to the families of groups, and since when.
    pub families: &'a [(KinRole, Time)],
}

/// `reports` as [`report`] tells them.
pub fn text(all: &Everything<'_>, reports: Vec<String>, eye: &Eye<'_>) -> Result<String> {
    let (words, person) = (eye.words, all.person);
    let at = calendar::local(eye.now).strftime("%d.%m.%Y %H:%M");
    let consent = if person.consented { "yes" } else { "no" };
    let mut blocks = vec![words.mydata_person(
        &at.to_string(),
        &all.account.to_string(),
        &person.chat.to_string(),
        &words.language_name(),
        consent,
        if person.simple { "yes" } else { "no" },
    )];
    let posts = person.posts.iter().map(|post| {
        let scope = done::scope(words, eye.directory, post, eye.today());
        words.mydata_post(post.role.name(), &scope)
    });
    let posts: Vec<String> = posts.collect();
    if !posts.is_empty() {
        blocks.push(list(words, "posts", &posts)?);
    }
    let subscriptions = all.subscriptions.iter().map(|(code, own)| match own {
        true => words.mydata_own(eye.precinct(code)),
        false => eye.precinct(code).to_owned(),
    });
    let subscriptions: Vec<String> = subscriptions.collect();
    blocks.push(list(words, "subscriptions", &subscriptions)?);
    let places = all.places.iter().map(|known| place(known, eye));
    let places: Vec<String> = places.collect();
    blocks.push(list(words, "places", &places)?);
    let followed = all
        .followed
        .iter()
        .map(|it| words.mydata_followed(it.number));
    let followed: Vec<String> = followed.collect();
    if !followed.is_empty() {
        blocks.push(list(words, "followed", &followed)?);
    }
    let families = all.families.iter().map(|(role, since)| {
        let since = words.stamp(calendar::local(*since));
        words.mydata_family(role.name(), &since)
    });
    let families: Vec<String> = families.collect();
    if !families.is_empty() {
        blocks.push(list(words, "families", &families)?);
    }
    blocks.push(words.mydata_part("reports", i64::try_from(reports.len())?));
    blocks.extend(reports);
    Ok(format!("{}\n", blocks.join("\n\n")))
}

/// A report with its whole public history as a text.
pub fn report(report: &Report, history: &str, eye: &Eye<'_>) -> String {
    let words = eye.words;
    let outcome = report.outcome.map(|outcome| words.outcome(outcome.name()));
    let head = words.mydata_report(
        report.number,
        eye.kind(report).unwrap_or(&report.category),
        eye.precinct(&report.precinct),
        &words.own_state(report.state.name()),
        outcome.as_deref().unwrap_or("none"),
    );
    // The head has the number already.
    let history = history.split_once('\n').map_or("", |(_, rest)| rest);
    let whom = report.whom.as_ref().map(|it| text::whom(words, it));
    let whom: String = whom.into_iter().map(|line| format!("\n{line}")).collect();
    format!("{head}{whom}\n{}", history.trim_end())
}

/// How many there are, and each.
fn list(words: Words, part: &str, items: &[String]) -> Result<String> {
    let head = words.mydata_part(part, i64::try_from(items.len())?);
    let lines = items.iter().map(|item| format!("• {item}"));
    Ok(std::iter::once(head)
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n"))
}

/// Its name, its address, where it is, its precinct; what of that is known.
fn place(known: &KnownPlace, eye: &Eye<'_>) -> String {
    let point = known.spot.place.as_ref().map(|it| it.point.to_string());
    let parts = [
        known.home.then(|| eye.words.mydata_lived()),
        known.name.as_deref().map(|name| eye.words.cited(name)),
        known.spot.words().map(str::to_owned),
        point,
        Some(eye.precinct(&known.spot.precinct).to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// For programs; `reports` as [`report_data`] tells them.
pub fn data(all: &Everything<'_>, reports: &[Value]) -> Value {
    let person = all.person;
    json!({
        "account": all.account.id,
        "chat": person.chat.id,
        "language": person.lang,
        "consented": person.consented,
        "simple": person.simple,
        "posts": person
            .posts
            .iter()
            .map(|it| json!({ "role": it.role, "kind": it.scope.kind(), "code": it.scope.code() }))
            .collect::<Vec<_>>(),
        "subscriptions": all.subscriptions
            .iter()
            .map(|(precinct, own)| json!({ "precinct": precinct, "own": own }))
            .collect::<Vec<_>>(),
        "places": all.places
            .iter()
            .map(|known| json!({ "name": known.name, "where": known.spot, "home": known.home }))
            .collect::<Vec<_>>(),
        "reports": reports,
        "families": all.families
            .iter()
            .map(|(role, since)| json!({ "role": role.name(), "since": since.to_string() }))
            .collect::<Vec<_>>(),
        "followed": all.followed.iter().map(|it| it.number).collect::<Vec<_>>(),
    })
}

/// A report with its whole public history, each event as [`event_data`].
pub fn report_data(report: &Report, history: &[Value]) -> Value {
    json!({
        "number": report.number,
        "category": report.category,
        "precinct": report.precinct,
        "place": report.place,
        "address": report.address,
        "happening_now": report.happening_now,
        "for": report.whom,
        "state": report.state.name(),
        "outcome": report.outcome.map(Outcome::name),
        "created_at": report.created_at.to_string(),
        "history": history,
    })
}

pub fn event_data(event: &Event) -> Value {
    json!({
        "at": event.at.to_string(),
        "kind": event.kind.name(),
        "text": event.text,
        "media": event.media.as_ref().map(|media| media.kind.name()),
    })
}
