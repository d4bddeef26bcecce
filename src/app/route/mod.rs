//! From an input to what follows: commands, taps, typed numbers, and the step of the flow.

mod acts;
mod ask;
mod command;
mod meant;
mod newcomer;
mod voice;

use anyhow::Result;

use super::act::reports;
use super::scene::Scene;
pub use super::seat::Seat;
use super::spoken::{self, Said};
use super::{danger, edits, kept, lowest, numbers, places, replies, screens, talk, telling, verbs};
use crate::chat::{Incoming, Input, Say, Screen, Tap, Verb};
use crate::domain::law::Phone;
use crate::domain::{Action, Lang, PersonVerb};
use crate::flow::{Answer, Did, Flow, Leave, Next, POSITION, Seek, Start, Why};
use crate::show::why;
use crate::text::{Words, said, shorten};

/// UTF-16 units of what was dropped.
const SHOWN: usize = 200;
/// Links of a chain such as "consent, then send, then what follows".
const CHAIN: usize = 8;

/// Takes the step and follows the chain of what comes next.
pub async fn run(scene: &mut Scene<'_>, seat: &mut Seat, incoming: &Incoming) -> Result<()> {
    let loose = seat.loose();
    let mut next = Some(first(scene, seat, incoming.input.clone()).await?);
    for _ in 0..CHAIN {
        let Some(now) = next.take() else { break };
        next = follow(scene, seat, now).await?;
    }
    seat.set_aside(loose);
    seat.say_done(scene)?;
    seat.list_commands(scene).await
}

/// What an input means here, before anything is done.
async fn first(scene: &mut Scene<'_>, seat: &mut Seat, input: Input) -> Result<Next> {
    if input == Input::TooFast {
        // What is asked stays as it is, and so do its buttons.
        let police = scene.app.law.number(Phone::Police);
        scene.answer_first(seat.chat, &Say::text(seat.words().too_fast(police)))?;
        seat.tell_dropped(scene)?;
        return Ok(Next::Rest);
    }
    if let Input::Edited(now) = input {
        return edited(scene, seat, *now).await;
    }
    if seat.person.lang.is_none() {
        newcomer::meet(scene, seat, &input).await?;
    }
    let answers = answers(scene, seat, &input).await?;
    let said = lowest::read(scene, seat, &input, answers).await?;
    if said.is_none() {
        newcomer::goes_back(scene, seat, &input);
        ask::let_go(seat, &input);
    }
    if let Some(next) = danger::first(scene, seat, &input, said.as_ref(), answers).await? {
        return Ok(next);
    }
    seat.tell_dropped(scene)?;
    let input = match said {
        Some(Said::Tap(data) | Said::Word(data)) => Input::Tap(data),
        Some(Said::Above) => return lowest::instead(scene, seat, input).await,
        Some(Said::Position(label)) => Input::Text(label),
        Some(Said::Start(arg)) => {
            let name = "start".to_owned();
            Input::Command { name, arg }
        }
        Some(said) => return means(scene, seat, said).await,
        None => input,
    };
    if let Input::Command { name, arg } = &input {
        return command::run(scene, seat, name, arg).await;
    }
    if let Input::Tap(data) = &input {
        return tap(scene, seat, data).await;
    }
    if !answers && let Some(number) = numbers::asked(seat, &input) {
        return Ok(Next::Open(Screen::Numbered(number)));
    }
    let answer = Answer::of(input);
    if let Some(next) = replies::replied(scene, seat, &answer).await? {
        return Ok(next);
    }
    let answer = match answer {
        Answer::Text(text) if position(&text) => Answer::Key(POSITION.to_owned()),
        answer => answer,
    };
    said_something(scene, seat, answer).await
}

/// What follows from words, media or a place that are no button.
async fn said_something(scene: &mut Scene<'_>, seat: &mut Seat, answer: Answer) -> Result<Next> {
    if let Some(next) = kept::unasked(scene, seat, &answer).await? {
        return telling::instead(scene, seat, next).await;
    }
    if let Some(next) = ask::between(scene, seat, &answer).await? {
        return Ok(next);
    }
    if let Some(next) = telling::passed_on(scene, seat, &answer).await? {
        return Ok(next);
    }
    if let Some(next) = meant::unasked(scene, seat, &answer).await? {
        return Ok(next);
    }
    seat.did = Some(Did::Answer(answer.clone()));
    if let Some(next) = kept::perhaps_more(scene, seat, &answer).await? {
        return Ok(next);
    }
    let next = seat.flow.step(&answer, &seat.world(scene));
    ask::unless_nothing(scene, seat, &answer, next)
}

/// Whether what came may answer a question that came after all else, where nothing else is asked; and
/// whether it replies to a message of a report.
async fn answers(scene: &mut Scene<'_>, seat: &Seat, input: &Input) -> Result<bool> {
    let Input::Text(text) = input else {
        return Ok(false);
    };
    if seat.beside.reply.is_some() {
        return replies::of_a_report(scene, seat).await;
    }
    match seat.flow {
        Flow::Menu if spoken::may_be_a_button(text) => kept::just_asked(scene, seat).await,
        _ => Ok(false),
    }
}

/// On a desktop the position button stays below the input field and sends only its words.
fn position(text: &str) -> bool {
    let label = |lang| Words::new(lang).button_position();
    Lang::ALL.into_iter().any(|lang| label(lang) == text)
}

/// Words of danger in an edited message are heard as in a new one.
async fn edited(scene: &mut Scene<'_>, seat: &mut Seat, input: Input) -> Result<Next> {
    danger::edited(scene, seat, &input)?;
    // Whoever was forgotten, or never wrote, has nothing here that was corrected.
    if seat.person.lang.is_none() {
        return Ok(Next::Rest);
    }
    seat.tell_dropped(scene)?;
    edits::take(scene, seat, input).await
}

/// What words mean that are no answer.
async fn means(scene: &mut Scene<'_>, seat: &mut Seat, said: Said) -> Result<Next> {
    Ok(match said {
        Said::Language(lang) => {
            let flow = Box::new(Next::Ask(seat.flow.clone()));
            Next::Do(Action::Person(PersonVerb::ChooseLanguage(lang)), flow)
        }
        Said::Simple(simple) => {
            let flow = Box::new(Next::Ask(seat.flow.clone()));
            Next::Do(Action::Person(PersonVerb::BeSimple(simple)), flow)
        }
        Said::Open(screen) => Next::Open(screen),
        Said::Back(flow) => Next::Ask(*flow),
        Said::Number(number) => Next::Open(talk::by_number(scene, seat, number).await?),
        Said::Status => Next::Open(talk::status(scene, seat, None).await?),
        Said::NotMeant => Next::Open(talk::left(scene, seat).await?),
        Said::Thanks => talk::thanked(scene, seat, None).await?,
        Said::NoButton => Next::Again(Why::Choose),
        // Taken before.
        Said::Tap(_) | Said::Word(_) | Said::Above | Said::Position(_) | Said::Start(_) => {
            Next::Rest
        }
    })
}

async fn tap(scene: &mut Scene<'_>, seat: &mut Seat, data: &str) -> Result<Next> {
    match Tap::parse(data) {
        Some(Tap::Answer { step, key }) if step == seat.step => Ok(pressed(scene, seat, key)),
        Some(Tap::Open(screen)) => {
            seat.did = Some(Did::Tap(data.to_owned()));
            Ok(Next::Open(screen))
        }
        Some(Tap::Do(Verb::SubscribeOwn(code))) => {
            seat.did = Some(Did::Tap(data.to_owned()));
            Ok(Next::Open(Screen::LiveIn(code)))
        }
        // What is asked is asked again as it looks now.
        Some(Tap::Do(verb @ (Verb::Simple | Verb::Full))) => {
            let flow = Box::new(Next::Ask(seat.flow.clone()));
            Ok(Next::Do(verbs::action(verb), flow))
        }
        Some(Tap::Do(verb)) => {
            seat.did = Some(Did::Tap(data.to_owned()));
            Ok(Next::Beside(verbs::action(verb)))
        }
        Some(Tap::Speak(lang, screen)) => newcomer::anew(scene, seat, lang, screen).await,
        Some(Tap::Answer { .. } | Tap::Group(_)) | None => stale(scene, seat).await,
    }
}

/// A button of the current question.
fn pressed(scene: &Scene<'_>, seat: &mut Seat, key: String) -> Next {
    let (drops, leaves) = (key == "no", key == "drop");
    let answer = Answer::Key(key);
    let next = seat.flow.step(&answer, &seat.world(scene));
    seat.did = Some(Did::Answer(answer));
    match &seat.flow {
        Flow::Keep(keep) if drops => {
            let (words, text) = (seat.words(), said(seat.words(), &keep.notes));
            seat.put_above(words.quoted(&words.keep_dropped(), &shorten(&text, SHOWN)));
        }
        Flow::Start(start @ Start::Consent { .. }) if drops => {
            let dropped = start.drops();
            newcomer::refused(scene, seat, dropped);
        }
        Flow::Move(moving) if drops => {
            let stays = moving.stays(&seat.world(scene));
            stays.into_iter().for_each(|it| seat.put_above(it));
        }
        // It may be thrown away now.
        Flow::Leave(_) if leaves => seat.flow = Flow::Menu,
        _ => {}
    }
    next
}

/// An old button never breaks anything: it says what is current.
async fn stale(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Next> {
    let words = seat.words();
    // What is asked says it of itself only where it was told at once.
    let begun = match &seat.flow {
        Flow::Report(draft) if !draft.is_ready() => draft.begun(&seat.world(scene)),
        _ => None,
    };
    let before = begun.map_or_else(|| words.stale(), |what| words.stale_of(&what));
    seat.ask(scene, Some(before)).await?;
    Ok(Next::Rest)
}

/// Carries out one link of the chain; None ends the turn.
async fn follow(scene: &mut Scene<'_>, seat: &mut Seat, next: Next) -> Result<Option<Next>> {
    match next {
        Next::Ask(flow) => {
            seat.found = None;
            let flow = reports::read_by(scene, seat, flow).await?;
            seat.stand(flow);
            seat.step += 1;
            seat.ask(scene, None).await?;
            Ok(None)
        }
        // Whoever greets is greeted.
        Next::Again(Why::Choose) if seat.met && seat.flow == Flow::Menu => {
            Ok(Some(Next::Ask(Flow::Menu)))
        }
        Next::But(flow, reason) => {
            seat.found = None;
            seat.flow = reports::read_by(scene, seat, flow).await?;
            seat.step += 1;
            Ok(Some(Next::Again(reason)))
        }
        Next::Again(reason) => {
            again(scene, seat, &reason).await?;
            Ok(None)
        }
        Next::Rest => Ok(None),
        Next::Say(say, then) => {
            seat.say(scene, &say)?;
            Ok(Some(*then))
        }
        Next::Open(screen) => {
            if screen.begins() {
                seat.back_to_begun();
            }
            if seat.would_lose_by(&screen) {
                let to = Tap::Open(screen).encode();
                let leave = Leave {
                    flow: seat.flow.clone(),
                    to,
                    words: None,
                };
                return Ok(Some(Next::Ask(Flow::Leave(Box::new(leave)))));
            }
            screens::open(scene, seat, screen).await
        }
        Next::See(view) => screens::see(scene, seat, view).await,
        Next::Redo(flow, did) => {
            seat.stand(*flow);
            seat.did = Some(did.clone());
            match did {
                Did::Answer(answer) => Ok(Some(seat.flow.step(&answer, &seat.world(scene)))),
                Did::Tap(data) => tap(scene, seat, &data).await.map(Some),
            }
        }
        Next::Do(action, then) => acts::carry_out(scene, seat, action, *then).await,
        Next::Along(action) => {
            acts::along(scene, seat, action).await?;
            Ok(None)
        }
        Next::Beside(action) => {
            acts::beside(scene, seat, action).await?;
            if seat.flow.can_leave() {
                seat.ask(scene, None).await?;
            }
            Ok(None)
        }
    }
}

/// Says why it is no answer, and asks the same again.
async fn again(scene: &mut Scene<'_>, seat: &mut Seat, reason: &Why) -> Result<()> {
    // The menu asks for nothing: whoever sent a place there is searching for it.
    if seat.flow == Flow::Menu && reason.about_a_place() {
        let search = places::search(scene, seat).await?;
        seat.flow = Flow::Find(Box::new(Seek {
            search,
            ..Seek::default()
        }));
        seat.step += 1;
    }
    seat.step += i64::from(seat.flow.turns(reason));
    let before = why::words(reason, &seat.world(scene));
    seat.ask(scene, Some(before)).await
}
