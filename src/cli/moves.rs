//! What an import changes, and whom it touches: reports, officers, subscribers.

use anyhow::Result;

use super::counts::number;
use super::voice::Tongue;
use crate::app::App;
use crate::app::act::directory::{Orphans, orphans};
use crate::app::act::posts::{self, Changed, EndReason, Review};
use crate::clerk::{self, Loss, Moved};
use crate::domain::directory::Records;
use crate::domain::{Point, PrecinctCode, Refusal};
use crate::precincts::Directory;
use crate::text::Words;

/// Tells it, line by line; returns why it will be refused, if it will.
pub async fn tell(app: &App, fresh: &Records, voice: Tongue) -> Result<Option<Refusal>> {
    let old = app.directory();
    tell_changes(old.records(), fresh, voice);
    let new = Directory::new(fresh.clone(), app.today());
    let mut tx = app.store.read().await?;
    let placed = tx.placed_reports().await?;
    let orphans = orphans(&mut tx, &old, &new).await?;
    let (subscribers, review) = (
        tx.subscribers().await?,
        posts::review(&mut tx, fresh).await?,
    );
    tx.rollback().await?;
    tell_orphans(&orphans, voice);
    tell_places(&old, &new, placed, voice);
    for (code, count) in subscribers {
        if new.precinct(&code).is_none() && old.precinct(&code).is_some() {
            let english = || {
                format!(
                    "precinct {code} is gone: {count} subscribers keep a subscription without a \
                     precinct"
                )
            };
            println!(
                "{}",
                voice.say(english, |it| it.import_subscribers(code.as_str(), count))
            );
        }
    }
    tell_posts(&review, voice);
    let left: Vec<(PrecinctCode, i64)> = orphans.left.into_iter().collect();
    Ok((!left.is_empty()).then_some(Refusal::ReportsLeft(left)))
}

/// Which rows differ.
pub fn tell_changes(old: &Records, fresh: &Records, voice: Tongue) {
    let changes = clerk::compare(old, fresh);
    let Tongue::In(words) = voice else {
        println!("{changes}");
        return;
    };
    if changes.is_empty() {
        println!("{}", words.import_same());
    }
    for (kind, codes) in changes.kinds() {
        let lists = [
            ("added", &codes.added),
            ("removed", &codes.removed),
            ("changed", &codes.changed),
        ];
        for (what, codes) in lists.into_iter().filter(|(_, codes)| !codes.is_empty()) {
            let few = clerk::few(codes);
            let count = number(codes.len());
            println!("{}", words.import_change(kind, what, count, &few));
        }
    }
}

/// What an import would take away that has to be asked for.
pub fn losses(loss: &Loss, voice: Tongue) -> Vec<String> {
    let mut lines = Vec::new();
    for clerk::Fewer { kind, gone, of } in &loss.fewer {
        let (gone, of) = (number(*gone), number(*of));
        let english = || format!("aula: {gone} of {of} {kind} would go");
        lines.push(voice.say(english, |it| it.import_removing(kind, gone, of)));
    }
    for kind in &loss.emptied {
        let english = || format!("aula: all {kind} would go");
        lines.push(voice.say(english, |it| it.import_emptied(kind)));
    }
    let english = || "aula: nothing was changed; if they are to go, add --removing".to_owned();
    lines.push(voice.say(english, |it| it.import_not_removed()));
    lines
}

/// A refusal for whoever sits at the terminal.
pub fn refused(refusal: &Refusal, voice: Tongue) -> String {
    let Refusal::ReportsLeft(left) = refusal else {
        return refusal.name().to_owned();
    };
    let left = left.iter().map(|(code, count)| format!("{code} ({count})"));
    let left = left.collect::<Vec<String>>().join(", ");
    let english = || {
        format!(
            "precincts would go whose open reports no other precinct surely has: {left}; keep them \
             until these are closed"
        )
    };
    voice.say(english, |it| it.import_reports_left(&left))
}

fn tell_orphans(orphans: &Orphans, voice: Tongue) {
    for (report, code) in &orphans.moved {
        let (number, from) = (report.number, &report.precinct);
        let english = || format!("report {number}: {from} is gone, {code} takes it");
        let ours =
            |it: Words| it.import_report_moved(&number.to_string(), from.as_str(), code.as_str());
        println!("{}", voice.say(english, ours));
    }
    for report in &orphans.lost {
        let (number, from) = (report.number, &report.precinct);
        let english =
            || format!("report {number}: there is no {from}, nobody sees it until there is again");
        let ours = |it: Words| it.import_report_lost(&number.to_string(), from.as_str());
        println!("{}", voice.say(english, ours));
    }
}

/// Whose posts end, by their codes.
fn tell_posts(review: &Review, voice: Tongue) {
    let because = |why: &EndReason| match why {
        EndReason::Gone => ("gone", "the code is gone"),
        EndReason::OtherPerson => ("other", "another name and another phone: somebody else"),
        EndReason::Headed => ("headed", "the area has a head of its own"),
    };
    for (held, why) in &review.ended {
        let (name, why) = because(why);
        let (post, number) = (held.post.to_string(), held.number);
        let english = || format!("{post}: post {number} ends ({why})");
        let ours = |it: Words| it.import_post_ends(&post, &number.to_string(), name);
        println!("{}", voice.say(english, ours));
    }
    for (invitation, why) in &review.revoked {
        let (name, why) = because(why);
        let post = invitation.post.to_string();
        let english = || format!("{post}: an invitation is revoked ({why})");
        println!(
            "{}",
            voice.say(english, |it| it.import_invitation_ends(&post, name))
        );
    }
    for (post, changed) in &review.described {
        let (role, code) = (post.role.name(), post.scope.code());
        let (name, changed) = match changed {
            Changed::Name => ("name", "another name, the same phone"),
            Changed::Phone => ("phone", "another phone, the same name"),
        };
        let command = format!("aula staff end {role} {code}");
        let english =
            || format!("{post}: {changed}: the post goes on; if it is somebody else: {command}");
        let ours = |it: Words| it.import_post_stays(&post.to_string(), name, &command);
        println!("{}", voice.say(english, ours));
    }
    if review.lapsed > 0 {
        let count = review.lapsed;
        let english = || {
            format!("posts of before that are nobody's in particular: {count}, see `aula staff`")
        };
        println!(
            "{}",
            voice.say(english, |it| it.import_posts_lapsed(number(count)))
        );
    }
}

/// Reports whose precinct stays though their place is in another now, and precinct points.
fn tell_places(
    old: &Directory,
    new: &Directory,
    placed: Vec<(i64, PrecinctCode, f64, f64)>,
    voice: Tongue,
) {
    let mut places: Vec<(String, Point)> = Vec::new();
    for (number, code, lat, lon) in placed {
        if let Some(point) = Point::new(lat, lon).filter(|_| new.precinct(&code).is_some()) {
            let english = || format!("report {number} of {code}");
            let ours = |it: Words| it.import_report_of(&number.to_string(), code.as_str());
            places.push((voice.say(english, ours), point));
        }
    }
    places.extend(old.stations().iter().filter_map(|station| {
        let code = &station.code;
        let name = voice.say(
            || format!("station {code}"),
            |it| it.import_station(code.as_str()),
        );
        Some((name, station.point?))
    }));
    for Moved { id, from, to } in clerk::moved(old, new, &places) {
        let none = || voice.say(|| "no precinct".to_owned(), |it| it.import_no_precinct());
        let named = |code: Option<PrecinctCode>| code.map_or_else(none, |it| it.to_string());
        let (from, to) = (named(from), named(to));
        let english = || format!("{id}: its place was in {from}, now in {to}");
        println!(
            "{}",
            voice.say(english, |it| it.import_place_moved(&id, &from, &to))
        );
    }
}
