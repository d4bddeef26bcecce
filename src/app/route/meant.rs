//! What follows from words that nobody asked for, by what they mean. One arm for each intent; what
//! a question or a conversation makes of its own answers is not here.

use anyhow::Result;

use super::super::scene::Scene;
use super::super::{again, home, talk, telling};
use super::{Seat, ask};
use crate::chat::Screen;
use crate::flow::{Answer, Flow, Next, understood};
use crate::typed::meant::Intent;

/// What follows where nothing but a place is asked for.
pub async fn unasked(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    answer: &Answer,
) -> Result<Option<Next>> {
    match (&seat.flow, answer) {
        (Flow::Menu | Flow::Find(_), Answer::Text(text))
            if seat.flow.house_of_street(text).is_none() =>
        {
            follow(scene, seat, text).await
        }
        _ => Ok(None),
    }
}

/// What follows; None where the words mean nothing that is known, and the conversation decides.
async fn follow(scene: &mut Scene<'_>, seat: &mut Seat, text: &str) -> Result<Option<Next>> {
    if let Some(number) = ask::number(scene, text) {
        return Ok(Some(Next::Open(number)));
    }
    let meant = understood(text, &scene.app.law, &scene.directory);
    Ok(match meant.intent {
        Intent::Status => Some(Next::Open(talk::status(scene, seat, meant.number).await?)),
        Intent::Again => Some(again::told(scene, seat, text, &meant).await?),
        Intent::Find => Some(Next::Open(Screen::MyInspector)),
        // Whoever does more than call for help has the phones, and nothing else below them.
        Intent::Danger if !meant.categories.is_empty() => {
            Some(telling::words(scene, seat, text, &meant).await?)
        }
        Intent::Report => Some(telling::words(scene, seat, text, &meant).await?),
        Intent::Thanks => Some(talk::thanked(scene, seat, None).await?),
        Intent::Move => {
            let to = meant.place.as_ref().map(|it| it.words.as_str());
            Some(home::moved(scene, seat, to).await?)
        }
        Intent::Meeting | Intent::Reception | Intent::May | Intent::Where | Intent::Complaint => {
            ask::answer(scene, &meant).map(Next::Open)
        }
        Intent::Greeting => Some(ask::greeted(seat)),
        Intent::Danger | Intent::Button | Intent::Place | Intent::None => None,
    })
}
