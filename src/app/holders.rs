//! Whose hands a report is in: the name that colleagues know, and how that officer is told.

use anyhow::Result;

use super::act::posts;
use super::scene::Scene;
use crate::domain::report::Report;
use crate::domain::{Both, PersonId, Post, PostKind};
use crate::store::Reader;
use crate::text::Words;

/// Who has taken a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    pub person: PersonId,
    /// Rank and name; None where the directory names nobody by the posts that are held.
    pub name: Option<Both>,
}

impl Holder {
    /// As the reader sees it, who may be the holder.
    pub fn shown(holder: Option<&Holder>, words: Words, reader: PersonId) -> String {
        match holder {
            None => words.case_free(),
            Some(holder) if holder.person == reader => words.case_yours(),
            Some(holder) => named(holder.name.as_ref(), words),
        }
    }
}

/// The name, or that it is a colleague.
pub fn named(name: Option<&Both>, words: Words) -> String {
    name.map_or_else(|| words.case_taken(), |it| it.get(words.lang).to_owned())
}

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

/// The name of whoever acts, for colleagues.
pub fn of_person(scene: &Scene<'_>, posts: &[Post], report: &Report) -> Option<Both> {
    let serving = posts.iter().find(|post| serves(scene, post, report));
    serving.and_then(|post| name(scene, post))
}

/// Who holds a report, if they may still read it and can be told.
pub async fn reader(scene: &mut Scene<'_>, report: &Report) -> Result<Option<Reader>> {
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
    let (rank, name) = match post.kind {
        PostKind::Inspector => {
            let inspector = directory.inspector(&post.code)?;
            (&inspector.rank, &inspector.name)
        }
        PostKind::Head => {
            let head = directory.head(&post.code)?;
            (&head.rank, &head.name)
        }
        PostKind::Area | PostKind::Lapsed => return None,
    };
    let both = |rank: &str| format!("{rank} {name}").trim().to_owned();
    Some(Both {
        kk: both(&rank.kk),
        ru: both(&rank.ru),
    })
}
