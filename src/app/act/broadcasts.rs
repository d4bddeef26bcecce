//! Meetings and notices: written once per subscriber in the subscriber's language, watched by
//! their author in one message, stopped by a tap.

use anyhow::Result;

use crate::app::scene::Scene;
use crate::app::shared::App;
use crate::chat::{Attachment, Say, Screen, units};
use crate::domain::batch::Batch;
use crate::domain::group::Voice;
use crate::domain::law::Phone;
use crate::domain::meeting::{Meeting, NewMeeting};
use crate::domain::notice::{NewNotice, Notice};
use crate::domain::{
    Done, Lang, MeetingId, NoticeId, Performed, Person, PersonId, PrecinctCode, Refusal, Time,
};
use crate::precincts::PrecinctPost;
use crate::show::simple::{Human, simple};
use crate::show::{group, invitation, progress};
use crate::store::{Lane, Outgoing, Watch};
use crate::text::{self, Speaker, Words};

pub async fn announce(
    scene: &mut Scene<'_>,
    author: &Person,
    new: NewMeeting,
) -> Result<Performed> {
    if new.starts_at <= scene.now {
        return Ok(Err(Refusal::InThePast));
    }
    let directory = scene.directory.clone();
    let Some(post) = directory.post(&new.precinct, scene.today()) else {
        return Ok(Err(Refusal::NoPrecinct));
    };
    let voice = voice(&post);
    let id = MeetingId::new(scene.app.clock.new_id());
    let meeting = Meeting {
        id,
        author: author.id,
        what: new,
        announced_at: scene.now,
    };
    scene.tx.add_meeting(&meeting).await?;
    let batch = Batch::Meeting(id);
    let what = &meeting.what;
    for lang in Lang::ALL {
        let words = Words::new(lang);
        let caption = text::announcement(lang, voice, what);
        let caption = linked(scene, caption, &what.precinct, words);
        let content = invitation::calendar_entry(id, what, words, scene.now);
        let file = Attachment::File {
            name: words.meeting_file(),
            content,
        };
        let say = Say {
            attachment: Some(file),
            ..Say::text(caption)
        }
        .open(words.button_card(), Screen::Card(what.precinct.clone()));
        let end = Some(what.starts_at);
        to_readers(scene, (batch, 0), &what.precinct, words, say, end).await?;
        if let Some(place) = &what.place {
            let (title, address) = (words.meeting_title(), what.venue.either(lang).to_owned());
            let pin = Say::attach(Attachment::Venue {
                point: place.point,
                title,
                address,
            })
            .silent();
            to_readers(scene, (batch, 1), &what.precinct, words, pin, end).await?;
        }
    }
    let end = Some(meeting.what.starts_at);
    let text = |lang| text::announcement_bare(lang, voice, &meeting.what);
    to_groups(scene, batch, &meeting.what.precinct, text, end).await?;
    watch(scene, author, batch).await?;
    Ok(Ok(Done::Announced))
}

pub async fn send(scene: &mut Scene<'_>, author: &Person, new: NewNotice) -> Result<Performed> {
    let directory = scene.directory.clone();
    let Some(post) = directory.post(&new.precinct, scene.today()) else {
        return Ok(Err(Refusal::NoPrecinct));
    };
    let voice = voice(&post);
    let id = NoticeId::new(scene.app.clock.new_id());
    let notice = Notice {
        id,
        author: author.id,
        what: new,
        created_at: scene.now,
        stopped: false,
    };
    scene.tx.add_notice(&notice).await?;
    let batch = Batch::Notice(id);
    for lang in Lang::ALL {
        let words = Words::new(lang);
        let code = &notice.what.precinct;
        let text = text::notice(lang, voice, &notice.what.text);
        let say = Say::text(linked(scene, text, code, words))
            .open(words.button_card(), Screen::Card(code.clone()));
        to_readers(scene, (batch, 0), code, words, say, None).await?;
    }
    let text = |lang| text::notice(lang, voice, &notice.what.text);
    to_groups(scene, batch, &notice.what.precinct, text, None).await?;
    watch(scene, author, batch).await?;
    Ok(Ok(Done::NoticeSent))
}

/// One message to each group of the precinct, in its voice: a calendar is for one's own phone.
pub async fn to_groups(
    scene: &mut Scene<'_>,
    batch: Batch,
    precinct: &PrecinctCode,
    text: impl Fn(Lang) -> String,
    end: Option<Time>,
) -> Result<()> {
    for voice in Voice::ALL {
        let words = Words::new(voice.langs().first().copied().unwrap_or(Lang::Kk));
        let said = linked(scene, group::in_each(voice, &text), precinct, words);
        let say = Say::text(said)
            .open(
                group::label(voice, Words::button_card),
                Screen::Card(precinct.clone()),
            )
            .to_many();
        let (body, now) = (serde_json::to_string(&say)?, scene.now);
        let written = scene
            .tx
            .broadcast_to_groups(batch, precinct, voice, &body, now, end);
        written.await?;
    }
    Ok(())
}

pub async fn stop(scene: &mut Scene<'_>, notice: NoticeId) -> Result<Performed> {
    scene.tx.stop_notice(notice, scene.now).await?;
    let dropped = scene
        .tx
        .stop_batch(Batch::Notice(notice), scene.now)
        .await?;
    Ok(Ok(Done::NoticeStopped {
        notice,
        dropped: i64::try_from(dropped)?,
    }))
}

/// Says it to all readers of a language, each as they want it.
async fn to_readers(
    scene: &mut Scene<'_>,
    (batch, part): (Batch, i64),
    precinct: &PrecinctCode,
    words: Words,
    say: Say,
    end: Option<Time>,
) -> Result<()> {
    let human = Human::of(Some(precinct), &scene.eye(words, PersonId::new(0)));
    let police = scene.app.law.number(Phone::Police);
    let plain = simple(say.clone(), &human, words, police);
    for (simple, say) in [(false, say), (true, plain)] {
        let (to, body) = ((words.lang, simple), serde_json::to_string(&say)?);
        scene
            .tx
            .broadcast_to(batch, part, precinct, to, &body, scene.now, end)
            .await?;
    }
    Ok(())
}

/// UTF-16 units that a caption has, and two line breaks: the words go before the link.
const ROOM: usize = 1_022;

/// With the link to the card, so that it is whole where somebody passes it on.
fn linked(scene: &Scene<'_>, text: String, precinct: &PrecinctCode, words: Words) -> String {
    match scene.eye(words, PersonId::new(0)).link(precinct) {
        Some(link) if units(&text) + units(&link) < ROOM => format!("{text}\n\n{link}"),
        _ => text,
    }
}

/// Who speaks to the subscribers of a precinct.
fn voice<'a>(post: &PrecinctPost<'a>) -> Speaker<'a> {
    Speaker {
        precinct: &post.precinct.name,
        inspector: post.on_duty().map(|it| it.name.as_str()),
    }
}

/// Shows the author the one message that counts the broadcast from now on.
async fn watch(scene: &mut Scene<'_>, author: &Person, batch: Batch) -> Result<()> {
    let lang = author.lang.unwrap_or(Lang::Kk);
    scene.tx.watch(batch, author.chat, lang, scene.now).await?;
    let counted = scene.tx.progress(batch).await?;
    let say = progress::progress(batch, counted, Words::new(lang));
    // It answers the author, whatever the next renewal says.
    scene.answer(author.chat, &say)
}

/// Renews an author's message when the numbers have changed; ends when nothing waits. While the
/// last renewal still waits, there is no other: they would all go out at once.
pub async fn renew(app: &App, watch: &Watch) -> Result<()> {
    let renewals = format!("{}/p/", watch.batch);
    let mut tx = app.store.read().await?;
    let progress = tx.progress(watch.batch).await?;
    let waits = tx.renewal_waits(watch, &renewals).await?;
    tx.rollback().await?;
    let shown = serde_json::to_string(&[
        progress.waiting,
        progress.sent,
        progress.blocked,
        progress.failed,
        progress.stopped,
    ])?;
    let finished = progress.waiting == 0;
    if waits || (shown == watch.shown && !finished) {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    if tx.show_progress(watch, &shown, finished).await? {
        let now = app.clock.now();
        let words = Words::new(Lang::parse(&watch.lang).unwrap_or(Lang::Kk));
        let say = progress::progress(watch.batch, progress, words);
        let row = Outgoing {
            key: format!("{renewals}{}", now.as_millisecond()),
            chat: watch.chat,
            lane: Lane::Answer,
            batch: None,
            body: serde_json::to_string(&say)?,
            seq: 0,
            not_before: now,
            expires_at: None,
            first: false,
            slot: say.slot.clone(),
        };
        tx.enqueue(&[row], now, None).await?;
    }
    tx.commit().await
}
