//! Danger comes before everything: whoever writes that somebody is being beaten gets the phones,
//! whatever the bot was asking and in whatever the words come. What was begun is not lost.

use anyhow::Result;

use super::scene::Scene;
use super::seat::Seat;
use super::spoken::Said;
use super::{kept, replies};
use crate::chat::{Input, Say, Screen, Tap, units};
use crate::domain::Lang;
use crate::domain::danger::Cry;
use crate::domain::report::{NOTE_CHARS, NOTES};
use crate::flow::{Answer, Flow, Next, Why, is_a_place, only_calls_for_help, understood};
use crate::show::{Eye, phones, why};
use crate::text::Words;

/// Answers words of danger, in their language or in both, before `said`, what else they may mean.
/// Returns what follows then; None where the input does below the phones what it does without them,
/// and where it is no cry. A number is none where it `answers` an officer.
pub async fn first(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    input: &Input,
    said: Option<&Said>,
    answers: bool,
) -> Result<Option<Next>> {
    if !is_cried(seat, input, said, answers) {
        return Ok(None);
    }
    let Some(cry) = cry(scene, seat, input) else {
        return Ok(None);
    };
    if replies::to_card(scene, seat).await? {
        return Ok(None);
    }
    if goes_on(scene, seat, input, said) || is_told(scene, seat, input) {
        say_short(scene, seat, cry)?;
        return Ok(None);
    }
    say(scene, seat, cry)?;
    say_number(scene, seat, input)?;
    let command = matches!(input, Input::Command { .. });
    if command || matches!(seat.flow, Flow::Start(_)) {
        keep_words(scene, seat, input)?;
        return Ok(Some(Next::Rest));
    }
    let a_place = |text: &str| is_a_place(text, &seat.world(scene));
    match (&seat.flow, input) {
        (Flow::Keep(_), _) => return Ok(None),
        (Flow::Find(_) | Flow::Move(_), Input::Text(text)) if a_place(text) => {
            let meant = understood(text, &scene.app.law, &scene.directory);
            if !meant.categories.is_empty() {
                keep_words(scene, seat, input)?;
            }
            return Ok(None);
        }
        _ => {}
    }
    let answer = Answer::of(input.clone());
    if let Some(next) = replies::replied(scene, seat, &answer).await? {
        return Ok(Some(next));
    }
    if let Some(kept) = kept::if_asked(scene, seat, &answer).await? {
        return Ok(Some(kept));
    }
    // What is looked for or asked in between is not waited for below the phones.
    if matches!(
        seat.flow,
        Flow::Find(_) | Flow::Move(_) | Flow::NamePlace(_)
    ) {
        seat.flow = Flow::Menu;
        seat.step += 1;
    }
    keep_words(scene, seat, input)?;
    Ok(Some(Next::Rest))
}

/// Keeps what was cried, in the report that is being written or for the one that is begun next. A
/// lone number tells nothing.
fn keep_words(scene: &mut Scene<'_>, seat: &mut Seat, input: &Input) -> Result<()> {
    let answer = match input {
        Input::Command { arg, .. } if arg.trim().is_empty() => return Ok(()),
        Input::Command { .. } => Answer::Text(input.words().unwrap_or_default().into_owned()),
        input => Answer::of(input.clone()),
    };
    let number = |text: &str| !text.chars().any(char::is_alphabetic);
    let Some(note) = kept::note(seat, &answer)
        .filter(|it| it.media.is_some() || !it.text.as_deref().is_none_or(number))
    else {
        return Ok(());
    };
    let draft = seat.flow.draft_mut();
    let begun = draft.is_some();
    let notes = draft.map_or(&mut seat.cried.notes, |draft| &mut draft.notes);
    let text = note.text.as_deref().unwrap_or_default();
    let why = if units(text) > NOTE_CHARS {
        Why::TooLong(NOTE_CHARS)
    } else if notes.len() >= NOTES {
        Why::Enough(NOTES)
    } else {
        notes.push(note);
        if !begun {
            seat.cried.at = scene.now;
            seat.cried.cry = true;
        }
        return Ok(());
    };
    let say = Say::text(why::words(&why, &seat.world(scene)));
    seat.say(scene, &say)
}

/// The same for what a message says after it was edited. True if it is a cry.
pub fn edited(scene: &mut Scene<'_>, seat: &mut Seat, now: &Input) -> Result<bool> {
    let Some(cry) = cry(scene, seat, now) else {
        return Ok(false);
    };
    match collects(&seat.flow) {
        true => say_short(scene, seat, cry)?,
        false => say(scene, seat, cry)?,
    }
    Ok(true)
}

/// Words of danger, unless an officer writes of the danger of others.
fn cry(scene: &Scene<'_>, seat: &Seat, input: &Input) -> Option<Cry> {
    let flow = match &seat.flow {
        Flow::Leave(leave) => &leave.flow,
        flow => flow,
    };
    match flow {
        Flow::Officer(_) | Flow::Announce(_) | Flow::Notice(_) => None,
        _ => scene.app.law.cry(&input.words()?),
    }
}

/// A lone word for the button of help opens it, and on top of it stand the phones. And where a
/// number is asked for, it is that.
fn is_cried(seat: &Seat, input: &Input, said: Option<&Said>, answers: bool) -> bool {
    let text = match input {
        Input::Text(text) => text.trim(),
        _ => return true,
    };
    let number = text.chars().all(|c| c.is_ascii_digit());
    let help = match said {
        Some(Said::Open(screen)) => *screen == Screen::Help,
        Some(Said::Tap(data)) => Tap::parse(data) == Some(Tap::Open(Screen::Help)),
        _ => false,
    };
    let asked = answers || seat.flow.takes_words() || seat.flow.wants_number();
    match said {
        Some(Said::Start(_)) => false,
        _ if help => text.contains('!'),
        _ => !(number && (asked || seat.person.is_staff())),
    }
}

/// Whether words of any kind are what was asked for, such as what happened.
fn collects(flow: &Flow) -> bool {
    match flow {
        Flow::Report(_) | Flow::AddTo(_) | Flow::Answer(_) => flow.takes_words(),
        _ => false,
    }
}

/// Whether the input means something here as well, and is not lost by it.
fn goes_on(scene: &Scene<'_>, seat: &Seat, input: &Input, said: Option<&Said>) -> bool {
    let answers = match said {
        Some(Said::Tap(data)) => matches!(Tap::parse(data), Some(Tap::Answer { .. })),
        _ => false,
    };
    if answers || collects(&seat.flow) {
        return true;
    }
    let begun = matches!(seat.flow, Flow::Report(_) | Flow::Leave(_));
    if !begun || matches!(input, Input::Command { .. }) {
        return false;
    }
    let answer = Answer::of(input.clone());
    match seat.flow.step(&answer, &seat.world(scene)) {
        Next::Again(why) => matches!(why, Why::TooLong(_) | Why::Enough(_)),
        _ => true,
    }
}

/// Whether somebody who asks for nothing tells of an offence and only calls for help with it.
fn is_told(scene: &Scene<'_>, seat: &Seat, input: &Input) -> bool {
    let asked = !matches!(seat.flow, Flow::Menu | Flow::Find(_));
    if asked || !matches!(input, Input::Text(_) | Input::Media { .. }) {
        return false;
    }
    let law = &scene.app.law;
    input.words().is_some_and(|text| {
        let meant = understood(&text, law, &scene.directory);
        let kind = meant.categories.first().and_then(|key| law.category(key));
        kind.is_some_and(|kind| !kind.danger) && only_calls_for_help(&text, law)
    })
}

/// The phones, and the way on from them.
fn say(scene: &mut Scene<'_>, seat: &mut Seat, cry: Cry) -> Result<()> {
    if seat.met || seat.person.lang.is_none() {
        let say = to_newcomer(scene);
        return seat.say_first(scene, &say);
    }
    let say = screen(seat, cry.lang, &seat.eye(scene));
    seat.say_first(scene, &say)?;
    if seat.dropped() {
        let dropped = Say::text(seat.words().draft_dropped());
        seat.say(scene, &dropped)?;
    }
    Ok(())
}

/// A number that stands alone comes as a contact as well: a press calls it.
fn say_number(scene: &mut Scene<'_>, seat: &mut Seat, input: &Input) -> Result<()> {
    let Input::Text(text) = input else {
        return Ok(());
    };
    let line = scene.app.law.line(text.trim()).cloned();
    match line {
        Some(line) => {
            let contact = phones::line(&line.number, &line.name, seat.words());
            seat.say(scene, &contact)
        }
        None => Ok(()),
    }
}

/// The phones, and the way on from where somebody is.
pub fn screen(seat: &Seat, lang: Option<Lang>, eye: &Eye<'_>) -> Say {
    let reporting = matches!(seat.flow, Flow::Report(_));
    phones::screen(lang, reporting, eye)
}

/// The phones alone: something follows.
fn say_short(scene: &mut Scene<'_>, seat: &Seat, cry: Cry) -> Result<()> {
    let law = &scene.app.law;
    let lang = cry.lang.filter(|_| !seat.met);
    let text = lang.map_or_else(|| phones::both(law), |lang| phones::short(lang, law));
    scene.answer_first(seat.chat, &Say::text(text).sealed())
}

/// The phones in both languages, and which of them is spoken: all in one message.
fn to_newcomer(scene: &Scene<'_>) -> Say {
    let words = Words::new(Lang::Kk);
    let text = phones::both(&scene.app.law);
    let mut say = Say::text(format!("{text}\n\n{}", words.choose_language_only())).sealed();
    for lang in Lang::ALL {
        let label = Words::new(lang).language_name();
        say = say.button(label, &Tap::Speak(lang, Some(Screen::Emergency)));
    }
    say
}
