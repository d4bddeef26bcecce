//! The bot is let in, put out, silenced and heard again, in whatever order that comes.

use anyhow::Result;

use crate::app::scene::Scene;
use crate::chat::{Incoming, Membership};
use crate::domain::group::{Group, Voice};
use crate::domain::{Chat, GroupId};
use crate::show::group as show;

pub async fn take(
    scene: &mut Scene<'_>,
    incoming: &Incoming,
    membership: Membership,
) -> Result<()> {
    let chat = incoming.chat;
    match membership {
        Membership::Added | Membership::Heard => heard(scene, chat).await,
        Membership::Muted => {
            known(scene, chat).await?;
            scene.tx.set_group_removed(chat, None).await?;
            scene.tx.set_group_muted(chat, Some(scene.now)).await?;
            silence(scene, chat).await
        }
        Membership::Removed => put_out(scene, chat).await,
    }
}

/// Nobody there hears the bot any more. Where it belongs to is kept: whoever lets it in again need
/// not say it again.
pub async fn put_out(scene: &mut Scene<'_>, chat: Chat) -> Result<()> {
    let now = scene.now;
    scene.tx.set_group_removed(chat, Some(now)).await?;
    silence(scene, chat).await
}

/// What waits is not tried: when the group is heard of again it is of yesterday.
async fn silence(scene: &mut Scene<'_>, chat: Chat) -> Result<()> {
    scene.gone = true;
    scene.tx.drop_waiting(chat, scene.now).await?;
    Ok(())
}

/// Greets where it was not before; where it was, it goes on without a word, unless it was away.
async fn heard(scene: &mut Scene<'_>, chat: Chat) -> Result<()> {
    let before = scene.tx.group(chat).await?;
    known(scene, chat).await?;
    scene.tx.set_group_removed(chat, None).await?;
    scene.tx.set_group_muted(chat, None).await?;
    let say = match before {
        None => show::greeting(Voice::Both),
        Some(Group {
            removed: false,
            spot,
            kind,
            muted,
            ..
        }) if !(muted && spot.is_none() && kind.is_none()) => return Ok(()),
        Some(group) => match &group.spot {
            Some(spot) => show::again(&group, spot, &scene.directory),
            None => show::greeting(Voice::Both),
        },
    };
    scene.answer(chat, &say.to_many())
}

async fn known(scene: &mut Scene<'_>, chat: Chat) -> Result<()> {
    let id = GroupId::new(scene.app.clock.new_id());
    let token = scene.app.clock.token();
    scene.tx.add_group(id, chat, &token, scene.now).await
}
