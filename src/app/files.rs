//! What came with a report, on its way to whoever may read it: where it was, as a pin, and every
//! photo, voice and document. A medium that the messenger refuses for good is named.

use anyhow::Result;

use super::scene::Scene;
use crate::chat::{Attachment, Otherwise, Say};
use crate::domain::Chat;
use crate::domain::report::{Media, Report};
use crate::text::Words;

/// Files that come with a card; all of them stand behind it.
const FILES: i64 = 10;
/// Files of a report that are counted.
const COUNTED: i64 = 1_000;

/// One file of a report; `place` is the one of how many, where that is known.
pub fn say(report: &Report, media: Media, words: Words, place: Option<(i64, i64)>) -> Say {
    let caption = match place {
        Some((at, of)) if of > 1 => words.case_file(report.number, at, of),
        _ => words.number(report.number),
    };
    let kind = words.media(media.kind.name());
    let instead = Otherwise {
        file: words.media_as_file(report.number, &kind),
        withheld: words.media_withheld(report.number, &kind),
        lost: words.media_lost(report.number, &kind),
    };
    Say {
        attachment: Some(Attachment::Media(media)),
        instead: Some(Box::new(instead)),
        ..Say::text(caption)
    }
    .silent()
}

/// The place and the last files of a report below its card. What still waits from an earlier
/// opening gives way: whoever taps twice gets them once.
pub async fn below_card(
    scene: &mut Scene<'_>,
    report: &Report,
    chat: Chat,
    words: Words,
) -> Result<()> {
    let slot = |what: &str| format!("files:{}:{what}", report.id);
    if let Some(pin) = pin(scene, report, words) {
        scene.say_once(chat, &pin.about(report.id), slot("pin"))?;
    }
    let last = scene.tx.last_media(report.id, FILES).await?;
    let of = scene.tx.count_media(report.id, COUNTED).await?;
    let before = of - i64::try_from(last.len())?;
    let media = last.into_iter().filter_map(|event| event.media);
    for (at, media) in (before + 1..).zip(media) {
        let say = say(report, media, words, Some((at, of)));
        scene.say_once(chat, &say.about(report.id), slot(&at.to_string()))?;
    }
    Ok(())
}

/// The place of a report as a pin: whose it is, and what the resident called it.
pub fn pin(scene: &Scene<'_>, report: &Report, words: Words) -> Option<Say> {
    let place = report.place.as_ref()?;
    let title = place.title.as_deref().map(crate::chat::line);
    let precinct = scene.directory.precinct(&report.precinct);
    let precinct = precinct.map_or(report.precinct.as_str(), |it| it.name.get(words.lang));
    let address = title.filter(|title| !title.is_empty());
    let pin = Attachment::Venue {
        point: place.point,
        title: words.case_pin(report.number),
        address: address.unwrap_or_else(|| precinct.to_owned()),
    };
    Some(Say::attach(pin).silent())
}
