//! Whoever sent a report, and whoever else hears of it: whether an answer reaches them.

use anyhow::Result;

use super::push::private;
use super::scene::Scene;
use crate::domain::group::Group;
use crate::domain::report::Report;
pub use crate::domain::seen::Reachability;
use crate::store::{Follower, Recipient};

/// Whether the sender of a report hears what is answered.
pub async fn of(scene: &mut Scene<'_>, report: &Report) -> Result<Reachability> {
    Ok(match report.person {
        None => Reachability::Forgotten,
        Some(person) if scene.tx.is_reached(person).await? => Reachability::Reached,
        Some(_) => Reachability::Left,
    })
}

/// Whoever sent it, unless they were forgotten or have left the bot.
pub async fn reader(scene: &mut Scene<'_>, report: &Report) -> Result<Option<Recipient>> {
    match report.person {
        Some(person) if scene.tx.is_reached(person).await? => scene.tx.reader(person).await,
        _ => Ok(None),
    }
}

/// Whoever else hears of it; of what happens at home nobody does.
pub async fn followers(scene: &mut Scene<'_>, report: &Report) -> Result<Vec<Follower>> {
    match private(scene, report) {
        true => Ok(Vec::new()),
        false => scene.tx.followers(report.id).await,
    }
}

/// The group in which is told how it goes on; of what happens at home it is told in none.
pub async fn group(scene: &mut Scene<'_>, report: &Report) -> Result<Option<Group>> {
    if private(scene, report) || report.person.is_none() {
        return Ok(None);
    }
    let group = scene.tx.group_of_report(report.id).await?;
    Ok(group.filter(Group::is_family))
}
