//! What follows from words that nobody asked for, by what they mean. One arm for each intent; what
//! a question or a conversation makes of its own answers is not here.

use anyhow::Result;

use super::super::kept;
use super::super::scene::Scene;
use super::{Seat, ask};
use crate::chat::Screen;
use crate::flow::{Next, understood};
use crate::typed::meant::Intent;

/// What follows; None where the words mean nothing that is known, and the conversation decides.
pub async fn follow(scene: &mut Scene<'_>, seat: &mut Seat, text: &str) -> Result<Option<Next>> {
    if let Some(number) = ask::number(scene, text) {
        return Ok(Some(Next::Open(number)));
    }
    let meant = understood(text, &scene.app.law, &scene.directory);
    Ok(match meant.intent {
        Intent::Status => Some(Next::Open(match meant.number {
            Some(number) => kept::by_number(scene, seat, number).await?,
            None => Screen::MyReports,
        })),
        Intent::Find => Some(Next::Open(Screen::Find)),
        Intent::Thanks => Some(kept::thanked(scene, seat).await?),
        Intent::Meeting | Intent::Reception | Intent::May | Intent::Where | Intent::Complaint => {
            ask::answer(scene, &meant).map(Next::Open)
        }
        Intent::Greeting => Some(ask::greeted(seat)),
        Intent::Danger
        | Intent::Button
        | Intent::Place
        | Intent::Report
        | Intent::Again
        | Intent::Move
        | Intent::None => None,
    })
}
