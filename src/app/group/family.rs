//! The group of a family: who may act for it, and what is said to the bot there becomes a report that
//! anyone of the family sends. Of what happens at home nothing is offered here.

use anyhow::Result;

use super::room::GroupSeat;
use crate::app::perform::perform;
use crate::app::scene::Scene;
use crate::chat::{GroupTap, Input, Say, Tap, clean, line, units};
use crate::domain::action::FamilyVerb;
use crate::domain::family::KinConsent;
use crate::domain::group::Group;
use crate::domain::law::Phone;
use crate::domain::report::{MediaKind, NOTE_CHARS, NewReport, Note};
use crate::domain::{Action, Actor, Done, Performed, PersonVerb, Refusal};
use crate::flow::search::place_today;
use crate::flow::{Draft, ReportTime, Why, understood};
use crate::show::{family as show, why};
use crate::text::{Words, shorten};
use crate::typed::meant::{Intent, Meant};

/// Words of this many tell something; fewer answer.
const TOLD: usize = 3;
/// UTF-16 units of a name.
const NAME: usize = 40;
/// The kind of what nobody can tell from words.
const OTHER: &str = "other";
/// Where the list of the family stands.
const LIST: &str = "family";

/// Takes what is said to the bot in the group of a family, if it is for it: an answer to an officer, a
/// voice of the elder, something that happened.
pub async fn hears(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, input: &Input) -> Result<bool> {
    let binds = room.incoming.beside.replies_to(&Tap::Group(GroupTap::Bind));
    // The messenger is asked for the rank of those who bind alone: else it is known only of whoever
    // writes in the name of the group or of a channel, and that is nobody.
    let nameless = !binds && room.incoming.beside.rank.is_some();
    let Some(group) = family(room).filter(|_| !nameless) else {
        return Ok(false);
    };
    let Some(note) = note(scene, input).filter(|_| !binds) else {
        return Ok(false);
    };
    let elder = room
        .incoming
        .beside
        .replies_to(&Tap::Group(GroupTap::Elder));
    let voice = note
        .media
        .as_ref()
        .is_some_and(|it| it.kind == MediaKind::Voice);
    if elder && voice {
        be_elder(scene, room, KinConsent::Voice).await?;
        return Ok(true);
    }
    let text = note.text.clone().unwrap_or_default();
    let meant = understood(&text, &scene.app.law, &scene.directory);
    if meant
        .categories
        .iter()
        .any(|it| scene.app.law.is_private(it))
    {
        // The phones alone.
        super::ask::words(scene, room, &text).await?;
        return Ok(true);
    }
    if answers(scene, room, &note).await? {
        return Ok(true);
    }
    if note.media.is_none() && !tells(&text, &meant) {
        return Ok(false);
    }
    if units(&text) > NOTE_CHARS {
        let too_long = Why::TooLong(NOTE_CHARS);
        let lang = room.lang();
        let told = why::words(&too_long, &room.world(scene, lang));
        room.say(scene, Say::text(told))?;
        return Ok(true);
    }
    propose(scene, room, &group, note, &meant).await?;
    Ok(true)
}

/// Whether words tell of something, and ask for nothing.
fn tells(text: &str, meant: &Meant) -> bool {
    match meant.intent {
        Intent::Report | Intent::Again | Intent::Danger => true,
        Intent::None => text.split_whitespace().count() >= TOLD && !text.trim().ends_with('?'),
        _ => false,
    }
}

fn note(scene: &Scene<'_>, input: &Input) -> Option<Note> {
    let said = |text: &str| {
        let text = super::ask::without_name(&clean(text), &scene.app.bot_name());
        Some(text).filter(|it| !it.is_empty())
    };
    match input {
        Input::Text(text) => said(text).map(Note::words),
        Input::Media { media, caption } => Some(Note {
            media: Some(media.clone()),
            text: caption.as_deref().and_then(said),
            ..Note::default()
        }),
        _ => None,
    }
}

/// The group, where it is a family's and belongs somewhere.
fn family(room: &GroupSeat<'_>) -> Option<Group> {
    let group = room.group.as_ref();
    group
        .filter(|it| it.is_family() && it.spot.is_some())
        .cloned()
}

/// Shows what was said as it would be sent. Where it is is where the group belongs to, unless it is
/// said otherwise.
async fn propose(
    scene: &mut Scene<'_>,
    room: &mut GroupSeat<'_>,
    group: &Group,
    note: Note,
    meant: &Meant,
) -> Result<()> {
    let notes = vec![note.clone()];
    let lang = room.lang();
    let (read, _) = Draft::default().told(notes, meant, &room.world(scene, lang));
    let home = group.spot.clone();
    let home = home.and_then(|it| place_today(&it, &scene.directory).or(Some(it)));
    let Some(spot) = read.spot.or(home) else {
        return Ok(());
    };
    let category = read.category.unwrap_or_else(|| OTHER.to_owned());
    if scene.app.law.is_private(&category) {
        return Ok(());
    }
    let new = NewReport {
        category,
        spot,
        happening_now: read.when == Some(ReportTime::Now),
        notes: vec![note],
        whom: None,
    };
    let author = room.acquainted(scene).await?;
    let id = scene.app.clock.new_id();
    let keep = scene
        .tx
        .add_family_draft(id, group.id, author, &new, scene.now);
    keep.await?;
    let voice = room.voice();
    let nobody = crate::domain::PersonId::new(0);
    let say = show::draft(id, &new, voice, |lang| scene.eye(Words::new(lang), nobody));
    room.renew(scene, say)
}

/// A reply to what was told of a report of the family's is an answer to its officer.
async fn answers(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, note: &Note) -> Result<bool> {
    let reply = room.incoming.beside.reply.as_ref();
    let Some(number) = reply.and_then(|it| it.number) else {
        return Ok(false);
    };
    let Some(report) = scene.tx.numbered_report(number).await? else {
        return Ok(false);
    };
    let notes = vec![note.clone()];
    let verb = FamilyVerb::Answer {
        report: report.id,
        notes,
    };
    match act(scene, room, verb).await? {
        Ok(_) => {
            let voice = room.voice();
            let text = crate::show::group::voiced(voice, |words| words.family_answered(number));
            room.say(scene, Say::text(text))?;
        }
        Err(Refusal::NotFound) => return Ok(false),
        Err(refusal) => refused(scene, room, &refusal)?,
    }
    Ok(true)
}

/// Who may act for the family.
pub async fn list(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>) -> Result<()> {
    let Some(group) = family(room) else {
        return room.quietly(scene, |words| words.family_none());
    };
    let kin = scene.tx.family(group.id).await?;
    if room.incoming.beside.tap.is_none() {
        scene.tx.clear_slot(group.chat, LIST).await?;
    }
    let say = show::list(&kin, room.voice());
    room.renew(scene, say.slot(LIST.to_owned()))
}

pub async fn tap(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, tap: GroupTap) -> Result<()> {
    if family(room).is_none() {
        return room.quietly(scene, |words| words.family_none());
    }
    match tap {
        GroupTap::Family => {
            let chat = room.incoming.chat;
            scene.tx.clear_slot(chat, LIST).await?;
            list(scene, room).await
        }
        GroupTap::Kin => {
            agrees(scene, room).await?;
            let name = name(room);
            changed(scene, room, FamilyVerb::Join { name }).await
        }
        GroupTap::LeaveKin => changed(scene, room, FamilyVerb::Leave).await,
        GroupTap::NameElder => room.say(scene, show::who_is_elder(room.voice())),
        GroupTap::Elder => be_elder(scene, room, KinConsent::Tap).await,
        GroupTap::EndElder => changed(scene, room, FamilyVerb::EndElder).await,
        GroupTap::SendDraft(draft) => send(scene, room, draft).await,
        GroupTap::DropDraft(draft) => match act(scene, room, FamilyVerb::Drop { draft }).await? {
            Ok(_) => room.renew(scene, show::dropped(draft, room.voice())),
            Err(refusal) => refused(scene, room, &refusal),
        },
        _ => room.quietly(scene, |words| words.group_stale()),
    }
}

async fn be_elder(
    scene: &mut Scene<'_>,
    room: &mut GroupSeat<'_>,
    consent: KinConsent,
) -> Result<()> {
    agrees(scene, room).await?;
    let name = name(room);
    changed(scene, room, FamilyVerb::BeElder { name, consent }).await
}

/// As the messenger calls whoever speaks.
fn name(room: &GroupSeat<'_>) -> Option<String> {
    let name = room.incoming.beside.name.as_deref()?;
    let name = shorten(&line(&clean(name)), NAME);
    Some(name).filter(|it| !it.is_empty())
}

/// Whoever takes part agrees to what is kept of that: the message with the button says it.
async fn agrees(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>) -> Result<()> {
    room.acquainted(scene).await?;
    if !room.person().consented {
        let me = Actor::Person(room.person().clone());
        let agreed = perform(scene, &me, Action::Person(PersonVerb::Consent)).await?;
        agreed.ok();
        room.meet(scene).await?;
    }
    Ok(())
}

async fn act(
    scene: &mut Scene<'_>,
    room: &mut GroupSeat<'_>,
    verb: FamilyVerb,
) -> Result<Performed> {
    let id = room.known(scene).await?;
    perform(scene, &room.actor(), Action::Family(id, verb)).await
}

/// Does it, and shows who may act now.
async fn changed(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, verb: FamilyVerb) -> Result<()> {
    match act(scene, room, verb).await? {
        Ok(_) => list(scene, room).await,
        Err(refusal) => refused(scene, room, &refusal),
    }
}

async fn send(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, draft: i64) -> Result<()> {
    match act(scene, room, FamilyVerb::Send { draft }).await? {
        Ok(Done::ReportSent { number, .. }) => {
            room.renew(scene, show::sent(draft, number, room.voice()))
        }
        Ok(_) => Ok(()),
        Err(refusal) => refused(scene, room, &refusal),
    }
}

/// Said to whoever pressed alone.
fn refused(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, refusal: &Refusal) -> Result<()> {
    match refusal {
        Refusal::NotPermitted => room.quietly(scene, |words| words.family_not_kin()),
        Refusal::TooManyReports(_) => {
            let police = scene.app.law.number(Phone::Police).to_owned();
            room.quietly(scene, |words| words.family_too_many(&police))
        }
        Refusal::Taken => room.quietly(scene, |words| words.family_has_elder()),
        Refusal::Over { number, state } => {
            let (number, state) = (*number, state.name());
            room.quietly(scene, |words| words.report_over(number, state))
        }
        _ => room.quietly(scene, |words| words.group_stale()),
    }
}
