//! Whose hands a report is in: the name that colleagues know, and how that officer is told.

use anyhow::Result;

use super::act::posts;
use super::scene::Scene;
use crate::domain::report::Report;
pub use crate::domain::seen::Holder;
use crate::domain::{Both, Post, Scope};
use crate::store::Recipient;

/// Who holds a report, by the directory of today.
pub async fn of(scene: &mut Scene<'_>, report: &Report) -> Result<Option<Holder>> {
    let Some(person) = report.officer else {
        return Ok(None);
    };
    let posts = scene.tx.posts(person).await?;
    let serving = posts.iter().find(|post| serves(scene, post, report));
    let name = serving.or(posts.first()).and_then(|it| name(scene, it));
    Ok(Some(Holder { person, name }))
}

/// Who holds a report, if they may still read it and can be told.
pub async fn reader(scene: &mut Scene<'_>, report: &Report) -> Result<Option<Recipient>> {
    let Some(person) = report.officer else {
        return Ok(None);
    };
    let posts = scene.tx.posts(person).await?;
    let serving = posts.iter().any(|post| serves(scene, post, report));
    if !serving || report.person == Some(person) || !scene.tx.is_reached(person).await? {
        return Ok(None);
    }
    scene.tx.reader(person).await
}

fn serves(scene: &Scene<'_>, post: &Post, report: &Report) -> bool {
    let (directory, today) = (&scene.directory, scene.today());
    posts::covers(directory, post, &report.precinct, today)
        || posts::heads(directory, post, &report.precinct)
}

/// Rank and name in both languages.
fn name(scene: &Scene<'_>, post: &Post) -> Option<Both> {
    let directory = &scene.directory;
    let (rank, name) = match &post.scope {
        Scope::Inspector(code) => {
            let inspector = directory.inspector(code)?;
            (&inspector.rank, &inspector.name)
        }
        Scope::Head(code) => {
            let head = directory.head(code)?;
            (&head.rank, &head.name)
        }
        Scope::Area(_) | Scope::Lapsed(_) => return None,
    };
    let both = |rank: &str| format!("{rank} {name}").trim().to_owned();
    Some(Both {
        kk: both(&rank.kk),
        ru: both(&rank.ru),
    })
}
