//! The resident's verbs on a report, and how the desk hears of them.

use anyhow::Result;

use crate::app::act::cases::{advance, over};
use crate::app::cards;
use crate::app::done::{Done, SeenBy};
use crate::app::holders;
use crate::app::news;
use crate::app::perform::Performed;
use crate::app::places;
use crate::app::route::Seat;
use crate::app::scene::Scene;
use crate::app::sent;
use crate::app::told;
use crate::chat::{Say, Screen};
use crate::domain::report::{Event, EventKind, Instead, NewReport, Note, Report, State, Step};
use crate::domain::{Lang, Person, PersonId, Post, PostKind, Refusal, ReportId, Role};
use crate::flow::Flow;
use crate::store::Reader;
use crate::text::{said, shorten};

pub async fn send(scene: &mut Scene<'_>, person: &Person, new: NewReport) -> Result<Performed> {
    if scene.directory.precinct(&new.spot.precinct).is_none() {
        return Ok(Err(Refusal::NoPrecinct));
    }
    let Some(category) = scene.app.law.category(&new.category) else {
        return Ok(Err(Refusal::NotFound));
    };
    let private = category.private;
    // Nobody is too often in danger.
    if !private && let Some(until) = sent::next_at(scene, person).await? {
        return Ok(Err(Refusal::TooManyReports(until)));
    }
    let report = Report {
        id: ReportId::new(scene.app.clock.new_id()),
        number: scene.tx.next_number("report").await?,
        person: Some(person.id),
        lang: person.lang.unwrap_or(Lang::Kk),
        category: new.category,
        precinct: new.spot.precinct.clone(),
        place: new.spot.place.clone(),
        address: new.spot.address.clone(),
        happening_now: new.happening_now,
        state: State::New,
        outcome: None,
        officer: None,
        created_at: scene.now,
        updated_at: scene.now,
    };
    scene.tx.add_report(&report).await?;
    let notes = if new.notes.is_empty() {
        vec![Note::none()]
    } else {
        new.notes
    };
    write(scene, &report, EventKind::Sent, &notes).await?;
    news::of_new(scene, person, &report).await?;
    news::media(scene, &report, &notes).await?;
    places::remember(scene, person, &new.spot).await?;
    Ok(Ok(Done::ReportSent {
        report: report.id,
        number: report.number,
        private,
        now: report.happening_now,
        seen_by: seen_by(scene, &report).await?,
        precinct: report.precinct,
    }))
}

/// More words, or "again the same" with the time of the server.
pub async fn add(
    scene: &mut Scene<'_>,
    report: Report,
    notes: Vec<Note>,
    again: bool,
) -> Result<Performed> {
    if !report.state.open() {
        return Ok(Err(over(&report)));
    }
    let kind = if again {
        EventKind::Again
    } else {
        EventKind::Added
    };
    let notes = if notes.is_empty() {
        vec![Note::none()]
    } else {
        notes
    };
    write(scene, &report, kind, &notes).await?;
    news::of_more(scene, &report, &notes, again).await?;
    cards::to_desk(scene, &report, &[]).await?;
    Ok(Ok(Done::Added {
        report: report.id,
        number: report.number,
        again,
    }))
}

/// The answer to the inspector's question.
pub async fn answer(
    scene: &mut Scene<'_>,
    mut report: Report,
    notes: Vec<Note>,
) -> Result<Performed> {
    // Too late for an answer, but still worth knowing.
    if report.state.after(Step::Answer).is_none() {
        return add(scene, report, notes, false).await;
    }
    if let Err(refusal) = advance(scene, None, &mut report, Step::Answer, &notes, None).await? {
        return Ok(Err(refusal));
    }
    let readers = listeners(scene, &report).await?;
    told::officers(scene, &report, &readers, |words| {
        let said = shorten(&said(words, &notes), news::NEWEST_UNITS);
        words.quoted(&words.told_answer(report.number), &said)
    })?;
    cards::to_desk(scene, &report, &[]).await?;
    news::media(scene, &report, &notes).await?;
    Ok(Ok(Done::Answered {
        number: report.number,
    }))
}

pub async fn withdraw(scene: &mut Scene<'_>, mut report: Report) -> Result<Performed> {
    let none = [Note::none()];
    if let Err(refusal) = advance(scene, None, &mut report, Step::Withdraw, &none, None).await? {
        return Ok(Err(refusal));
    }
    cards::to_desk(scene, &report, &[]).await?;
    Ok(Ok(Done::Withdrawn {
        number: report.number,
    }))
}

/// The time for an answer ran out: the report goes on without it.
pub async fn resume(scene: &mut Scene<'_>, mut report: Report) -> Result<Performed> {
    let none = [Note::none()];
    if let Err(refusal) = advance(scene, None, &mut report, Step::Resume, &none, None).await? {
        return Ok(Err(refusal));
    }
    cards::to_desk(scene, &report, &[]).await?;
    tell_unanswered(scene, &report).await?;
    told::sender(scene, &report, |words| {
        Say::text(words.told_resumed(report.number))
            .open(words.button_add(), Screen::AddTo(report.id))
    })
    .await?;
    Ok(Ok(Done::Resumed))
}

/// Whoever asked hears that there was no answer; where that officer is gone, the desk does.
async fn tell_unanswered(scene: &mut Scene<'_>, report: &Report) -> Result<()> {
    let readers = match holders::reader(scene, report).await? {
        Some(holder) => vec![holder],
        None => officers(scene, report).await?,
    };
    told::officers(scene, report, &readers, |words| {
        words.told_unanswered(report.number)
    })
}

/// Writes one event per note, in their order.
pub async fn write(
    scene: &mut Scene<'_>,
    report: &Report,
    kind: EventKind,
    notes: &[Note],
) -> Result<()> {
    for note in notes {
        let event = Event {
            at: scene.now,
            kind,
            text: note.text.clone(),
            media: note.media.clone(),
        };
        let id = scene.app.clock.new_id();
        scene.tx.add_event(id, report.id, &event).await?;
        if note.message.is_some() || note.album.is_some() {
            let album = note.album.as_deref();
            scene.tx.set_origin(id, note.message, album).await?;
        }
    }
    Ok(())
}

/// Who serves the precinct of a report, without whoever sent it. Where no inspector has joined,
/// the heads of the areas around it, nearest first.
pub async fn officers(scene: &mut Scene<'_>, report: &Report) -> Result<Vec<Reader>> {
    Ok(desk(scene, &report.precinct, report.person).await?.1)
}

/// Who hears of what goes on with a report: whoever serves its precinct, and whoever holds it, who
/// may be a head, or have been acting there.
pub async fn listeners(scene: &mut Scene<'_>, report: &Report) -> Result<Vec<Reader>> {
    let mut readers = officers(scene, report).await?;
    let holder = holders::reader(scene, report).await?;
    let more = holder.filter(|it| readers.iter().all(|reader| reader.person != it.person));
    readers.extend(more);
    Ok(readers)
}

/// As [`officers`], with who they are to the precinct.
async fn desk(
    scene: &mut Scene<'_>,
    precinct: &str,
    sender: Option<PersonId>,
) -> Result<(SeenBy, Vec<Reader>)> {
    let (directory, today) = (scene.directory.clone(), scene.today());
    let inspectors = directory.serving(precinct, today);
    let areas = directory
        .post(precinct, today)
        .map(|post| post.areas)
        .unwrap_or_default();
    let post = |role, kind, code: &String| Post {
        role,
        kind,
        code: code.clone(),
    };
    let own = inspectors.iter();
    let own = own.map(|it| post(Role::Inspector, PostKind::Inspector, &it.code));
    let above = areas.iter().map(|area| {
        let heads = directory.heads_of(&area.code);
        let heads = heads.map(|it| post(Role::Supervisor, PostKind::Head, &it.code));
        let area = post(Role::Supervisor, PostKind::Area, &area.code);
        heads.chain([area]).collect::<Vec<_>>()
    });
    let own: Vec<Post> = own.collect();
    let groups: Vec<Vec<Post>> = std::iter::once(own.clone()).chain(above).collect();
    let posts: Vec<Post> = groups.concat();
    let holders = scene.tx.holders(&posts).await?;
    let theirs =
        |(post, reader): &(Post, Reader)| own.contains(post) && Some(reader.person) == sender;
    let instead = match inspectors.is_empty() {
        true => Instead::Vacant,
        false if holders.iter().any(theirs) => Instead::Own,
        false => Instead::Absent,
    };
    for (at, posts) in groups.into_iter().enumerate() {
        let mut readers: Vec<Reader> = holders
            .iter()
            .filter(|(post, _)| posts.contains(post))
            .map(|(_, reader)| reader.clone())
            .filter(|reader| Some(reader.person) != sender)
            .collect();
        readers.dedup_by_key(|reader| reader.person);
        if !readers.is_empty() {
            let seen_by = match at {
                0 => SeenBy::Inspector,
                _ => SeenBy::Head(instead),
            };
            return Ok((seen_by, readers));
        }
    }
    Ok((SeenBy::Nobody(instead), Vec::new()))
}

async fn seen_by(scene: &mut Scene<'_>, report: &Report) -> Result<SeenBy> {
    Ok(desk(scene, &report.precinct, report.person).await?.0)
}

/// A report that has just got its place learns whether anybody reads it there: whoever hears that
/// nobody does before the words are written can call at once.
pub async fn read_by(scene: &mut Scene<'_>, seat: &Seat, flow: Flow) -> Result<Flow> {
    let Flow::Report(mut draft) = flow else {
        return Ok(flow);
    };
    if let Some(precinct) = draft.to_be_looked_up() {
        let (seen_by, _) = desk(scene, &precinct, Some(seat.person.id)).await?;
        draft.unread = match seen_by {
            SeenBy::Nobody(why) => Some(why),
            SeenBy::Inspector | SeenBy::Head(_) => None,
        };
    }
    Ok(Flow::Report(draft))
}

/// Whoever sent it, unless they were forgotten or have left the bot.
pub async fn owner(scene: &mut Scene<'_>, report: &Report) -> Result<Option<Reader>> {
    match report.person {
        Some(person) if scene.tx.is_reached(person).await? => scene.tx.reader(person).await,
        _ => Ok(None),
    }
}
