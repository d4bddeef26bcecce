//! A bare "yes" answers what stands lowest in the chat, and a typed number presses a button there. What
//! has scrolled away is shown again first: nothing is sent, given or thrown away by a word for it.

use anyhow::Result;

use super::kept::{just_asked, note, open_cases};
use super::scene::Scene;
use super::seat::Seat;
use super::spoken::{self, Said};
use crate::chat::{Input, Tap};
use crate::domain::report::Report;
use crate::flow::{Answer, Keep, Next};

/// Own reports that are looked at, newest first.
const LOOKED_AT: i64 = 20;

/// What the words mean as a button; one for a question that does not stand lowest any more is none.
pub async fn read(
    scene: &mut Scene<'_>,
    seat: &Seat,
    input: &Input,
    answers: bool,
) -> Result<Option<Said>> {
    let said = match input {
        // Whoever passes on what another one wrote presses no button by it.
        Input::Text(_) if seat.beside.forwarded => None,
        Input::Text(text) => spoken::read(seat, scene, text, answers),
        _ => None,
    };
    let Some(Said::Word(data)) = said else {
        return Ok(said);
    };
    let answers = matches!(Tap::parse(&data), Some(Tap::Answer { .. }));
    let above = answers && (!seat.asked_last() || came_since(scene, seat).await?);
    Ok(Some(if above { Said::Above } else { Said::Tap(data) }))
}

/// What the word means there: the answer to a question of an officer's that came meanwhile; else what
/// is asked is shown again, and is lowest then.
pub async fn instead(scene: &mut Scene<'_>, seat: &mut Seat, input: Input) -> Result<Next> {
    let open = open_cases(scene, seat).await?;
    let mut asked = open.iter().filter(|it| it.case.asked);
    if let (Some(one), None) = (asked.next(), asked.next())
        && one.just_asked
        && let Some(note) = note(seat, &Answer::of(input))
    {
        let keep = Keep {
            notes: vec![note],
            ..Keep::default()
        };
        return Ok(Next::Beside(keep.given_to(&one.case)));
    }
    let which = seat.words().asked_above();
    seat.put_above(which);
    Ok(Next::Ask(seat.flow.clone()))
}

/// Whether others have said something to this person since the question: what became of a report, a
/// card, an announcement.
async fn came_since(scene: &mut Scene<'_>, seat: &Seat) -> Result<bool> {
    if just_asked(scene, seat).await? {
        return Ok(true);
    }
    let mine = scene.tx.reports_of(seat.person.id, LOOKED_AT, 0).await?;
    let renewed = |it: &Report| it.updated_at > seat.last_at;
    Ok(mine.iter().any(renewed) || scene.tx.told_since(seat.chat, seat.last_at).await?)
}
