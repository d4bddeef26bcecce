//! Who is told of a move, each in their own language and with nothing private on the screen.

use anyhow::Result;

use super::holders;
use super::push::pushed;
use super::scene::Scene;
use super::senders;
use crate::chat::{Say, Screen};
use crate::domain::done::SeenBy;
use crate::domain::report::{Instead, Report};
use crate::domain::{PersonId, Post, PostKind, Role};
use crate::show::news::to_desk;
use crate::store::Reader;
use crate::text::Words;

/// Whoever sent it, unless they are out of reach.
pub async fn sender(
    scene: &mut Scene<'_>,
    report: &Report,
    say: impl Fn(Words) -> Say,
) -> Result<()> {
    let Some(reader) = senders::reader(scene, report).await? else {
        return Ok(());
    };
    let words = Words::new(reader.lang);
    let open = Screen::MyReport(report.id);
    let say = pushed(scene, report, words, open, say(words));
    scene.say(reader.chat, &say)
}

/// Officers, with the way to the case.
pub fn all(
    scene: &mut Scene<'_>,
    report: &Report,
    readers: &[Reader],
    text: impl Fn(Words) -> String,
) -> Result<()> {
    for reader in readers {
        let words = Words::new(reader.lang);
        let say = to_desk(report, text(words), &scene.eye(words, reader.person));
        scene.say(reader.chat, &say)?;
    }
    Ok(())
}

/// Who serves the precinct of a report, without whoever sent it. Where no inspector has joined,
/// the heads of the areas around it, nearest first.
pub async fn officers(scene: &mut Scene<'_>, report: &Report) -> Result<Vec<Reader>> {
    Ok(desk(scene, &report.precinct, report.person).await?.1)
}

/// Who hears of what goes on with a report: whoever serves its precinct, and whoever holds it, who
/// may be a head, or have been acting there.
pub async fn listeners(scene: &mut Scene<'_>, report: &Report) -> Result<Vec<Reader>> {
    let mut readers = officers(scene, report).await?;
    let holder = holders::reader(scene, report).await?;
    let more = holder.filter(|it| readers.iter().all(|reader| reader.person != it.person));
    readers.extend(more);
    Ok(readers)
}

/// As [`officers`], with who they are to the precinct.
pub async fn desk(
    scene: &mut Scene<'_>,
    precinct: &str,
    sender: Option<PersonId>,
) -> Result<(SeenBy, Vec<Reader>)> {
    let (directory, today) = (scene.directory.clone(), scene.today());
    let inspectors = directory.serving(precinct, today);
    let areas = directory
        .post(precinct, today)
        .map(|post| post.areas)
        .unwrap_or_default();
    let post = |role, kind, code: &String| Post {
        role,
        kind,
        code: code.clone(),
    };
    let own = inspectors.iter();
    let own = own.map(|it| post(Role::Inspector, PostKind::Inspector, &it.code));
    let above = areas.iter().map(|area| {
        let heads = directory.heads_of(&area.code);
        let heads = heads.map(|it| post(Role::Supervisor, PostKind::Head, &it.code));
        let area = post(Role::Supervisor, PostKind::Area, &area.code);
        heads.chain([area]).collect::<Vec<_>>()
    });
    let own: Vec<Post> = own.collect();
    let groups: Vec<Vec<Post>> = std::iter::once(own.clone()).chain(above).collect();
    let posts: Vec<Post> = groups.concat();
    let holders = scene.tx.holders(&posts).await?;
    let theirs =
        |(post, reader): &(Post, Reader)| own.contains(post) && Some(reader.person) == sender;
    let instead = match inspectors.is_empty() {
        true => Instead::Vacant,
        false if holders.iter().any(theirs) => Instead::Own,
        false => Instead::Absent,
    };
    for (at, posts) in groups.into_iter().enumerate() {
        let mut readers: Vec<Reader> = holders
            .iter()
            .filter(|(post, _)| posts.contains(post))
            .map(|(_, reader)| reader.clone())
            .filter(|reader| Some(reader.person) != sender)
            .collect();
        readers.dedup_by_key(|reader| reader.person);
        if !readers.is_empty() {
            let seen_by = match at {
                0 => SeenBy::Inspector,
                _ => SeenBy::Head(instead),
            };
            return Ok((seen_by, readers));
        }
    }
    Ok((SeenBy::Nobody(instead), Vec::new()))
}
