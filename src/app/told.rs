//! Who is told of a move, each in their own language and with nothing private on the screen.

use anyhow::Result;

use super::act::reports::owner;
use super::news;
use super::scene::Scene;
use crate::chat::{Say, Screen};
use crate::domain::report::Report;
use crate::store::Reader;
use crate::text::Words;

/// Whoever sent it, unless they are out of reach.
pub async fn sender(
    scene: &mut Scene<'_>,
    report: &Report,
    say: impl Fn(Words) -> Say,
) -> Result<()> {
    let Some(reader) = owner(scene, report).await? else {
        return Ok(());
    };
    let words = Words::new(reader.lang);
    let open = Screen::MyReport(report.id);
    let say = news::pushed(scene, report, words, open, say(words));
    scene.say(reader.chat, &say)
}

/// Officers, with the way to the case.
pub fn officers(
    scene: &mut Scene<'_>,
    report: &Report,
    readers: &[Reader],
    text: impl Fn(Words) -> String,
) -> Result<()> {
    for reader in readers {
        let words = Words::new(reader.lang);
        let open = Screen::Case(report.id);
        let say = Say::text(text(words)).open(words.button_case(), open.clone());
        let say = news::pushed(scene, report, words, open, say);
        scene.say(reader.chat, &say.about(report.id))?;
    }
    Ok(())
}
