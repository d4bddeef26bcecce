//! What comes in beside conversations: a person who leaves or returns, and groups.

use anyhow::Result;

use super::scene::Scene;
use super::unreached;
use crate::chat::{Incoming, Input, Say};
use crate::domain::Lang;
use crate::show::phones;
use crate::text::Words;

/// The private chat is opened from a group, for nothing more special.
const GROUP: &str = "group";

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
        _ if !incoming.private => in_group(scene, incoming).await?,
        _ => {}
    }
    Ok(())
}

/// Danger before all else; then whoever gives a command learns once an hour where it is served.
async fn in_group(scene: &mut Scene<'_>, incoming: &Incoming) -> Result<()> {
    let (app, chat, update) = (scene.app, incoming.chat, incoming.update);
    let said = incoming.input.words();
    if said.is_some_and(|text| app.law.tells_of_danger(&text)) {
        // What was said a moment ago still stands above.
        if app.cries.due(chat, update, scene.now) {
            let say = Say::text(phones::in_group(&app.law)).link(both_labels(), link(scene, GROUP));
            scene.answer_first(chat, &say.to_many())?;
        }
        return Ok(());
    }
    if let Input::Command { name, .. } = &incoming.input
        && app.hints.due(chat, update, scene.now)
    {
        // The button leads to what was asked for.
        let wanted = match name.as_str() {
            wanted @ ("report" | "find") => wanted,
            _ => GROUP,
        };
        hint_in_group(scene, incoming, wanted).await?;
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
    // Nobody knows who speaks in the name of the group.
    let say = match known.or(hint) {
        Some(lang) => {
            let words = Words::new(lang);
            Say::text(words.group_hint()).link(words.button_private(), link(scene, wanted))
        }
        None => {
            let texts = Lang::ALL.map(|lang| Words::new(lang).group_hint());
            Say::text(texts.join("\n")).link(both_labels(), link(scene, wanted))
        }
    };
    scene.say(incoming.chat, &say.to_many())
}

fn both_labels() -> String {
    Words::new(Lang::Kk).button_private_both()
}

fn link(scene: &Scene<'_>, wanted: &str) -> String {
    format!("https://t.me/{}?start={wanted}", scene.app.bot_name())
}
