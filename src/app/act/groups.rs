//! Where a group belongs to, and how it is spoken to.

use anyhow::Result;

use crate::app::scene::Scene;
use crate::domain::action::GroupVerb;
use crate::domain::group::GroupKind;
use crate::domain::{Done, GroupId, Performed, Refusal};

pub async fn change(scene: &mut Scene<'_>, id: GroupId, verb: GroupVerb) -> Result<Performed> {
    let Some(group) = scene.tx.group_of(id).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    match verb {
        GroupVerb::Bind(spot) => {
            if scene.directory.precinct(&spot.precinct).is_none() {
                return Ok(Err(Refusal::NoPrecinct));
            }
            scene.tx.bind_group(id, Some(&spot), scene.now).await?;
        }
        GroupVerb::Unbind => {
            scene.tx.bind_group(id, None, scene.now).await?;
            // Whoever binds it anew is asked anew.
            scene.tx.set_group_kind(id, None).await?;
            scene.tx.set_group_voice(id, None).await?;
            scene.tx.end_family(id).await?;
            scene.tx.drop_notices(group.chat, scene.now).await?;
        }
        GroupVerb::Be(kind) => {
            if kind != GroupKind::Family {
                scene.tx.end_family(id).await?;
            }
            scene.tx.set_group_kind(id, Some(kind)).await?;
        }
        GroupVerb::Speak(voice) => scene.tx.set_group_voice(id, Some(voice)).await?,
    }
    Ok(Ok(Done::GroupChanged))
}
