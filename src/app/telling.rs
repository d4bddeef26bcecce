//! What somebody tells becomes a report: words, a picture with its caption, an album, what was
//! forwarded. What they say is not asked again.

use anyhow::Result;

use super::scene::Scene;
use super::seat::Seat;
use super::{kept, places, sent};
use crate::chat::units;
use crate::domain::report::{NOTE_CHARS, Note};
use crate::domain::{PrecinctCode, Spot};
use crate::flow::{Answer, Draft, Flow, Next, OpenCase, Why, understood};
use crate::typed::meant::{Intent, Meant};

/// Open reports of one person that a new one may be for.
const REPORTS: i64 = 10;

/// Words that tell of an offence, and what was read from them.
pub async fn words(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    text: &str,
    meant: &Meant,
) -> Result<Next> {
    if units(text) > NOTE_CHARS {
        return Ok(Next::Again(Why::TooLong(NOTE_CHARS)));
    }
    let note = kept::note(seat, &Answer::Text(text.to_owned()));
    told(scene, seat, note.into_iter().collect(), meant).await
}

/// Words of somebody else's that were passed on are a report, unless they are a place and nothing
/// beside it.
pub async fn passed_on(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    answer: &Answer,
) -> Result<Option<Next>> {
    let (true, Flow::Menu | Flow::Find(_), Answer::Text(text)) =
        (seat.beside.forwarded, &seat.flow, answer)
    else {
        return Ok(None);
    };
    let meant = understood(text, &scene.app.law, &scene.directory);
    match meant.intent {
        Intent::Place => Ok(None),
        _ => words(scene, seat, text, &meant).await.map(Some),
    }
}

/// Words and media that came before a report, read together.
pub async fn notes(scene: &mut Scene<'_>, seat: &mut Seat, notes: Vec<Note>) -> Result<Next> {
    let meant = read(scene, &notes);
    told(scene, seat, notes, &meant).await
}

/// Begins a report with them, or goes on with the one that was begun. A newcomer needs neither
/// language nor consent for it: nothing is kept but the conversation.
pub async fn told(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    notes: Vec<Note>,
    meant: &Meant,
) -> Result<Next> {
    if let Flow::Report(draft) = &seat.flow {
        let draft = (**draft).clone();
        return Ok(begun(scene, seat, &draft, notes, meant));
    }
    let draft = Draft {
        passed_on: seat.beside.forwarded,
        ..draft(scene, seat, None, None).await?
    };
    let cried = seat.take_cried(scene.now);
    if cried.notes.is_empty() {
        return Ok(begun(scene, seat, &draft, notes, meant));
    }
    let draft = match cried.cry {
        true => draft.past_danger(&seat.world(scene)),
        false => draft,
    };
    let notes = [cried.notes, notes].concat();
    let meant = read(scene, &notes);
    Ok(begun(scene, seat, &draft, notes, &meant))
}

/// The draft with what was told.
pub fn begun(
    scene: &Scene<'_>,
    seat: &Seat,
    draft: &Draft,
    notes: Vec<Note>,
    meant: &Meant,
) -> Next {
    let (draft, why) = draft.told(notes, meant, &seat.world(scene));
    draft.asked_with(why)
}

/// A report in which nothing is told yet, with what the database knows of its sender.
pub async fn draft(
    scene: &mut Scene<'_>,
    seat: &Seat,
    precinct: Option<PrecinctCode>,
    at: Option<Spot>,
) -> Result<Draft> {
    let mine = scene.tx.reports_of(seat.person.id, REPORTS, 0).await?;
    let open = mine
        .iter()
        .filter(|report| report.state.open())
        .map(|report| OpenCase {
            report: report.id,
            number: report.number,
            category: report.category.clone(),
        })
        .collect();
    let subscribed = scene.tx.subscriptions(seat.person.id).await?;
    let search = places::search(scene, seat).await?;
    // A home whose address is known is offered as a place.
    let placed = search.known.iter().any(|it| it.home);
    let home = subscribed
        .into_iter()
        .find(|(_, own)| *own && !placed)
        .map(|(code, _)| code);
    Ok(Draft {
        open,
        home: precinct.or(home),
        next_at: sent::next_at(scene, &seat.person).await?,
        spot: at,
        search,
        ..Draft::default()
    })
}

/// What the words of several notes mean.
pub fn read(scene: &Scene<'_>, notes: &[Note]) -> Meant {
    let texts: Vec<&str> = notes.iter().filter_map(|it| it.text.as_deref()).collect();
    understood(&texts.join(".\n"), &scene.app.law, &scene.directory)
}

/// In place of the question whether what came is a report: where no report of the person's is open
/// that it may belong to, it is one.
pub async fn instead(scene: &mut Scene<'_>, seat: &mut Seat, next: Next) -> Result<Next> {
    match next {
        Next::Ask(Flow::Keep(keep)) if keep.cases.is_empty() && !keep.place => {
            notes(scene, seat, keep.notes).await
        }
        next => Ok(next),
    }
}
