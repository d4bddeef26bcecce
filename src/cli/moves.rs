//! What an import changes, and whom it touches: reports, officers, subscribers.

use anyhow::Result;

use crate::app::App;
use crate::app::import::{Orphans, orphans};
use crate::domain::directory::Records;
use crate::domain::{Point, Refusal, Role};
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
    let (subscribers, posts) = (tx.subscribers().await?, tx.posts_held().await?);
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
    for (role, scope, count) in posts {
        if !is_known(&new, &role, &scope) && is_known(&old, &role, &scope) {
            println!("{role} {scope} is gone: the post of {count} people is for nothing any more");
        }
    }
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

/// Is there what a post is for?
fn is_known(directory: &Directory, role: &str, scope: &str) -> bool {
    if role == Role::Inspector.name() {
        directory.precinct(scope).is_some() || directory.inspector(scope).is_some()
    } else {
        directory.area(scope).is_some()
    }
}
