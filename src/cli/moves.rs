//! What an import changes, and whom it touches: reports, officers, subscribers.

use anyhow::Result;

use crate::app::App;
use crate::app::import::{Orphans, orphans};
use crate::app::posts::{self, Changed, Review, Why};
use crate::domain::directory::Records;
use crate::domain::{Point, Refusal};
use crate::precincts::Directory;
use crate::precincts::import::{self, Moved};

/// Tells it, line by line; returns why it will be refused, if it will.
pub async fn tell(app: &App, fresh: &Records) -> Result<Option<Refusal>> {
    let old = app.directory();
    println!("{}", import::compare(old.records(), fresh));
    let new = Directory::new(fresh.clone(), app.today());
    let mut tx = app.store.read().await?;
    let placed = tx.placed_reports().await?;
    let orphans = orphans(&mut tx, &old, &new).await?;
    let (subscribers, review) = (
        tx.subscribers().await?,
        posts::review(&mut tx, fresh).await?,
    );
    tx.rollback().await?;
    tell_orphans(&orphans);
    tell_places(&old, &new, placed);
    for (code, count) in subscribers {
        if new.precinct(&code).is_none() && old.precinct(&code).is_some() {
            println!(
                "precinct {code} is gone: {count} subscribers keep a subscription without a precinct"
            );
        }
    }
    tell_posts(&review);
    let left: Vec<(String, i64)> = orphans.left.into_iter().collect();
    Ok((!left.is_empty()).then_some(Refusal::ReportsLeft(left)))
}

/// A refusal for whoever sits at the terminal.
pub fn refused(refusal: &Refusal) -> String {
    let Refusal::ReportsLeft(left) = refusal else {
        return refusal.name().to_owned();
    };
    let left = left.iter().map(|(code, count)| format!("{code} ({count})"));
    format!(
        "precincts would go whose open reports no other precinct surely has: {}; keep them until \
         these are closed",
        left.collect::<Vec<String>>().join(", ")
    )
}

fn tell_orphans(orphans: &Orphans) {
    for (report, code) in &orphans.moved {
        let (number, from) = (report.number, &report.precinct);
        println!("report {number}: {from} is gone, {code} takes it");
    }
    for report in &orphans.lost {
        let (number, from) = (report.number, &report.precinct);
        println!("report {number}: there is no {from}, nobody sees it until there is again");
    }
}

/// Whose posts end, by their codes.
fn tell_posts(review: &Review) {
    let because = |why: &Why| match why {
        Why::Gone => "the code is gone",
        Why::OtherPerson => "another name and another phone: somebody else",
        Why::Headed => "the area has a head of its own",
    };
    for (held, why) in &review.ended {
        println!(
            "{}: post {} ends ({})",
            held.post,
            held.number,
            because(why)
        );
    }
    for (invitation, why) in &review.revoked {
        println!(
            "{}: an invitation is revoked ({})",
            invitation.post,
            because(why)
        );
    }
    for (post, changed) in &review.described {
        let (role, code) = (post.role.name(), &post.code);
        let changed = match changed {
            Changed::Name => "another name, the same phone",
            Changed::Phone => "another phone, the same name",
        };
        println!(
            "{post}: {changed}: the post goes on; if it is somebody else: aula staff end {role} {code}"
        );
    }
    if review.lapsed > 0 {
        let count = review.lapsed;
        println!("posts of before that are nobody's in particular: {count}, see `aula staff`");
    }
}

/// Reports whose precinct stays though their place is in another now, and precinct points.
fn tell_places(old: &Directory, new: &Directory, placed: Vec<(i64, String, f64, f64)>) {
    let mut places: Vec<(String, Point)> = Vec::new();
    for (number, code, lat, lon) in placed {
        if let Some(point) = Point::new(lat, lon).filter(|_| new.precinct(&code).is_some()) {
            places.push((format!("report {number} of {code}"), point));
        }
    }
    places.extend(old.stations().iter().filter_map(|station| {
        let name = format!("station {}", station.code);
        Some((name, station.point?))
    }));
    let shown = |code: Option<String>| code.unwrap_or_else(|| "no precinct".to_owned());
    for Moved { id, from, to } in import::moved(old, new, &places) {
        let (from, to) = (shown(from), shown(to));
        println!("{id}: its place was in {from}, now in {to}");
    }
}
