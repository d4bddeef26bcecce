//! Who is met for the first time: they are spoken to in the language of their first words, and what
//! they came for goes on at once. Consent is asked when something is first kept of them.

use anyhow::Result;

use super::super::scene::Scene;
use super::{Seat, acts};
use crate::chat::{Input, Screen};
use crate::domain::law::Phone;
use crate::domain::{Action, Lang, PersonVerb};
use crate::flow::{Deed, Flow, Goal, Next, Start};
use crate::typed;

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

/// Whether it is something that belongs to what was asked before the question of the language or
/// the consent: that goes on with it.
pub fn goes_back(seat: &mut Seat, input: &Input) {
    let Flow::Start(start) = &seat.flow else {
        return;
    };
    if matches!(
        input,
        Input::Text(_) | Input::Place(_) | Input::Media { .. } | Input::Other
    ) {
        seat.flow = start.behind();
        // Its buttons are old ones now.
        seat.step += 1;
    }
}

/// Asks for the consent that `deed` needs; after it the deed is done by itself.
pub async fn ask(scene: &mut Scene<'_>, seat: &mut Seat, before: Flow, deed: Deed) -> Result<()> {
    let flow = match before {
        Flow::Start(start) => start.behind(),
        flow => flow,
    };
    let flow = Box::new(flow);
    seat.flow = Flow::Start(Start::Consent {
        goal: Goal::Again { flow, deed },
    });
    seat.step += 1;
    seat.ask(scene, None).await
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
