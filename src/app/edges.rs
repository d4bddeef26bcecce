//! What comes in beside conversations: a person who leaves or returns, and groups.

use anyhow::Result;

use super::scene::Scene;
use super::{group, unreached};
use crate::chat::{Incoming, Input};

/// Whether a conversation goes on; else [`take`] takes it.
pub fn converses(incoming: &Incoming) -> bool {
    incoming.private && !matches!(incoming.input, Input::Left | Input::Returned)
}

/// Takes what needs no conversation. Nobody becomes known to us by it: a
/// person who was forgotten and then leaves stays forgotten, and a group learns nothing.
pub async fn take(scene: &mut Scene<'_>, incoming: &Incoming) -> Result<()> {
    match incoming.input {
        Input::Left => {
            unreached::left(scene, incoming.chat).await?;
            scene.gone = true;
        }
        Input::Returned => unreached::returned(scene, incoming.chat).await?,
        _ if !incoming.private => group::take(scene, incoming).await?,
        _ => {}
    }
    Ok(())
}
