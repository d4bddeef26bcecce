//! Who hears of what goes on with a report, asked once for all that is told of it.

use anyhow::Result;

use super::holders;
use super::scene::Scene;
use crate::domain::done::SeenBy;
use crate::domain::report::{Instead, Report};
use crate::domain::{PersonId, Post, PrecinctCode, Role, Scope};
use crate::store::Recipient;

pub struct Hearers {
    /// Whoever serves its precinct, as [`desk`] tells.
    pub desk: Vec<Recipient>,
    /// Who holds it, who may be a head, or have been acting there.
    pub holder: Option<Recipient>,
    /// Who the desk is to the precinct.
    pub seen_by: SeenBy,
}

impl Hearers {
    pub async fn of(scene: &mut Scene<'_>, report: &Report) -> Result<Hearers> {
        let (seen_by, desk) = desk(scene, &report.precinct, report.person).await?;
        Ok(Hearers {
            desk,
            holder: holders::reader(scene, report).await?,
            seen_by,
        })
    }

    /// All of them, each once.
    pub fn all(&self) -> impl Iterator<Item = &Recipient> {
        let holder = self.holder.iter();
        let more = holder.filter(|it| self.desk.iter().all(|reader| reader.person != it.person));
        self.desk.iter().chain(more)
    }
}

/// Who serves a precinct, without whoever sent the report, and who they are to it. Where no inspector
/// has joined, the heads of the areas around it, nearest first.
pub async fn desk(
    scene: &mut Scene<'_>,
    precinct: &PrecinctCode,
    sender: Option<PersonId>,
) -> Result<(SeenBy, Vec<Recipient>)> {
    let (directory, today) = (scene.directory.clone(), scene.today());
    let inspectors = directory.serving(precinct, today);
    let areas = directory
        .post(precinct, today)
        .map(|post| post.areas)
        .unwrap_or_default();
    let own = inspectors.iter().map(|it| Post {
        role: Role::Inspector,
        scope: Scope::Inspector(it.code.clone()),
    });
    let head = |scope| Post {
        role: Role::Supervisor,
        scope,
    };
    let above = areas.iter().map(|area| {
        let heads = directory.heads_of(&area.code);
        let heads = heads.map(|it| head(Scope::Head(it.code.clone())));
        let area = head(Scope::Area(area.code.clone()));
        heads.chain([area]).collect::<Vec<_>>()
    });
    let own: Vec<Post> = own.collect();
    let groups: Vec<Vec<Post>> = std::iter::once(own.clone()).chain(above).collect();
    let posts: Vec<Post> = groups.concat();
    let holders = scene.tx.holders(&posts).await?;
    let theirs =
        |(post, reader): &(Post, Recipient)| own.contains(post) && Some(reader.person) == sender;
    let instead = match inspectors.is_empty() {
        true => Instead::Vacant,
        false if holders.iter().any(theirs) => Instead::Own,
        false => Instead::Absent,
    };
    for (at, posts) in groups.into_iter().enumerate() {
        let mut readers: Vec<Recipient> = holders
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
