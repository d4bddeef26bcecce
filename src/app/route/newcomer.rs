//! Who is met for the first time: they are spoken to in the language of their first words, and what
//! they came for goes on at once. Consent is asked when something is first kept of them.

use anyhow::Result;

use super::super::scene::Scene;
use super::{Seat, acts};
use crate::chat::{Input, Screen};
use crate::domain::law::Phone;
use crate::domain::{Action, Lang, PersonVerb};
use crate::flow::{Flow, Next, is_a_place, understood};
use crate::typed::{self, meant::Intent};

/// Words of this many tell something; fewer answer.
const TOLD: usize = 3;

/// Chooses the language that the first words are in; else that of the interface, else Kazakh.
pub async fn meet(scene: &mut Scene<'_>, seat: &mut Seat, input: &Input) -> Result<()> {
    let written = |text: &str| match scene.app.law.cry(text) {
        Some(cry) if cry.lang.is_some() => cry.lang,
        _ => typed::language(text),
    };
    let lang = input.words().and_then(|text| written(&text));
    speak(scene, seat, lang.unwrap_or_else(|| seat.lang())).await
}

/// Speaks this language from now on; what is said next has the way to the other one.
async fn speak(scene: &mut Scene<'_>, seat: &mut Seat, lang: Lang) -> Result<()> {
    let chosen = Action::Person(PersonVerb::ChooseLanguage(lang));
    acts::along(scene, seat, chosen).await?;
    seat.person.lang = Some(lang);
    seat.met = true;
    Ok(())
}

/// The same screen in another language, or what is asked.
pub async fn anew(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    lang: Lang,
    screen: Option<Screen>,
) -> Result<Next> {
    speak(scene, seat, lang).await?;
    Ok(match screen {
        Some(screen) => Next::Open(screen),
        None => Next::Ask(seat.flow.clone()),
    })
}

/// What tells something belongs to what was asked before the question of the language or the
/// consent, and that goes on with it: a report that is ready takes any words. So it does to nothing
/// that was to be withdrawn or forgotten: then it is something else.
pub fn goes_back(scene: &Scene<'_>, seat: &mut Seat, input: &Input) {
    let behind = match &seat.flow {
        Flow::Start(start) => start.behind(),
        Flow::Withdraw(_) | Flow::Forget => Flow::Menu,
        _ => return,
    };
    let told = |text: &str| {
        let meant = || understood(text, &scene.app.law, &scene.directory).intent;
        let told = behind.takes_words()
            || text.split_whitespace().count() >= TOLD
            || matches!(meant(), Intent::Report | Intent::Again);
        told && !text.ends_with('?')
    };
    let tells = match input {
        // A question is put to the bot.
        Input::Text(text) if behind.takes_words() && text.trim().ends_with('?') => false,
        Input::Text(text) => told(text.trim()) || is_a_place(text, &seat.world(scene)),
        input => matches!(input, Input::Place(_) | Input::Media { .. }),
    };
    if tells {
        seat.stand(behind);
        // Its buttons are old ones now.
        seat.step += 1;
    }
}

/// What is said to a refusal of the consent.
pub fn refused(scene: &Scene<'_>, seat: &mut Seat, dropped: bool) {
    let words = seat.words();
    let mut text = words.consent_no(scene.app.law.number(Phone::Police));
    if dropped {
        text = format!("{text}\n{}", words.consent_no_dropped());
    }
    seat.put_above(text);
}
