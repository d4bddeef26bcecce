//! What an import changes for groups, told once: where they belong to is in another precinct now, or
//! somebody else serves it.

use anyhow::Result;

use crate::app::scene::Scene;
use crate::chat::Say;
use crate::domain::group::Group;
use crate::domain::{Lang, PersonId, PrecinctCode};
use crate::precincts::PrecinctPost;
use crate::show::{changes, group as show};
use crate::text::Words;

/// The group goes along with its address; it hears so where the bot may speak.
pub async fn moved(
    scene: &mut Scene<'_>,
    import: i64,
    group: &Group,
    to: &PrecinctCode,
) -> Result<()> {
    let Some(spot) = group.spot.as_ref() else {
        return Ok(());
    };
    let moves = scene.tx.move_bound_group(group.id, spot, to).await?;
    if !moves || !group.hears() {
        return Ok(());
    }
    let text = |lang| {
        let eye = scene.eye(Words::new(lang), PersonId::new(0));
        changes::of_group(spot, to, &eye)
    };
    let text = show::in_each(group.speaks(), text);
    tell(scene, import, group, text).await
}

/// Groups of a precinct hear who serves it now.
pub async fn served_by_another(
    scene: &mut Scene<'_>,
    import: i64,
    post: &PrecinctPost<'_>,
    before: impl Fn(Lang) -> Option<(String, String)>,
) -> Result<()> {
    for group in scene.tx.groups_in(&post.precinct.code).await? {
        let text = |lang| {
            let eye = scene.eye(Words::new(lang), PersonId::new(0));
            let before = before(lang);
            let before = before
                .as_ref()
                .map(|(rank, name)| (rank.as_str(), name.as_str()));
            changes::inspector(post, before, &eye).text
        };
        let text = show::in_each(group.speaks(), text);
        tell(scene, import, &group, text).await?;
    }
    Ok(())
}

async fn tell(scene: &mut Scene<'_>, import: i64, group: &Group, text: String) -> Result<()> {
    let say: Say = show::with_card(group, text).to_many();
    let row = scene.of_import(import, group.chat, &say)?;
    scene.tx.enqueue(&[row], scene.now, None).await?;
    Ok(())
}
