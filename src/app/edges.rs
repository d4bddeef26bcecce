//! What comes in beside conversations: a person who leaves or returns, and groups.

use anyhow::Result;

use super::scene::Scene;
use crate::chat::{Incoming, Input, Say};
use crate::domain::Lang;
use crate::text::Words;

/// Whether a conversation goes on; else [`take`] takes it.
pub fn converses(incoming: &Incoming) -> bool {
    incoming.private && !matches!(incoming.input, Input::Left | Input::Returned)
}

/// Takes what needs no conversation. Nobody becomes known to us by it: a
/// person who was forgotten and then leaves stays forgotten, and a group learns nothing.
pub async fn take(scene: &mut Scene<'_>, incoming: &Incoming) -> Result<()> {
    match incoming.input {
        Input::Left => {
            scene.tx.set_blocked(incoming.chat, Some(scene.now)).await?;
            scene.tx.drop_waiting(incoming.chat, scene.now).await?;
            scene.gone = true;
        }
        Input::Returned => scene.tx.set_blocked(incoming.chat, None).await?,
        Input::Command { ref name, .. } => {
            let wanted = match name.as_str() {
                wanted @ ("report" | "find") => wanted,
                _ => "group",
            };
            let hints = &scene.app.hints;
            if hints.due(incoming.chat, incoming.update, scene.now) {
                hint_in_group(scene, incoming, wanted).await?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Groups are served by commands only, and for now by the way to the private chat.
async fn hint_in_group(scene: &mut Scene<'_>, incoming: &Incoming, wanted: &str) -> Result<()> {
    let known = scene
        .tx
        .person(incoming.account)
        .await?
        .and_then(|person| person.lang);
    let hint = incoming.tag.as_deref().and_then(Lang::parse);
    let words = Words::new(known.or(hint).unwrap_or(Lang::Kk));
    let link = format!("https://t.me/{}?start={wanted}", scene.app.bot_name());
    let say = Say::text(words.group_hint()).link(words.button_private(), link);
    scene.say(incoming.chat, &say)
}
