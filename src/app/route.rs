//! From an input to what follows: commands, taps, typed numbers, and the step of the flow.

mod voice;

use anyhow::Result;

use super::Done;
use super::scene::Scene;
pub use super::seat::Seat;
use super::spoken::{self, Said};
use super::{danger, edits, kept, numbers, perform, places, reports, screens, verbs, why};
use crate::chat::{Incoming, Input, Say, Screen, Tap};
use crate::domain::law::Phone;
use crate::domain::{Action, Actor, Lang, Refusal};
use crate::flow::{Answer, Flow, Goal, Leave, Meant, Next, POSITION, Start, Why};
use crate::text::Words;

/// Links of a chain such as "choose the language, then consent, then join, then the menu".
const CHAIN: usize = 8;

/// Takes the step and follows the chain of what comes next.
pub async fn run(scene: &mut Scene<'_>, seat: &mut Seat, incoming: &Incoming) -> Result<()> {
    let mut next = Some(first(scene, seat, incoming.input.clone()).await?);
    for _ in 0..CHAIN {
        let Some(now) = next.take() else { break };
        next = follow(scene, seat, now).await?;
    }
    seat.say_done(scene)
}

/// What an input means here, before anything is done.
async fn first(scene: &mut Scene<'_>, seat: &mut Seat, input: Input) -> Result<Next> {
    if input == Input::TooFast {
        // What is asked stays as it is, and so do its buttons.
        let police = scene.app.law.number(Phone::Police);
        scene.answer_first(seat.chat, &Say::text(seat.words().too_fast(police)))?;
        return Ok(Next::Rest);
    }
    let newcomer = seat.person.lang.is_none() || !seat.person.consented;
    if let Input::Edited(now) = input {
        return edited(scene, seat, *now, newcomer).await;
    }
    let reply = seat.beside.reply.is_some();
    let answers = reply || !newcomer && asked_just_now(scene, seat, &input).await?;
    let said = match &input {
        Input::Text(text) => spoken::read(seat, scene, text, answers),
        _ => None,
    };
    if let Some(next) = danger::first(scene, seat, &input, said.as_ref(), answers).await? {
        return Ok(next);
    }
    let input = match said {
        Some(Said::Tap(data)) => Input::Tap(data),
        Some(Said::Position(label)) => Input::Text(label),
        Some(Said::Start(arg)) => {
            let name = "start".to_owned();
            Input::Command { name, arg }
        }
        Some(said) => return means(scene, seat, said, newcomer).await,
        None => input,
    };
    if let Input::Command { name, arg } = &input {
        return command(scene, seat, name, arg, newcomer).await;
    }
    if let Input::Tap(data) = &input {
        return tap(scene, seat, data, newcomer).await;
    }
    if !newcomer && let Some(number) = numbers::asked(seat, &input) {
        return Ok(Next::Open(Screen::Numbered(number)));
    }
    let answer = Answer::of(input);
    if newcomer {
        return of_newcomer(scene, seat, &answer).await;
    }
    tell_dropped(scene, seat)?;
    if let Some(next) = kept::replied(scene, seat, &answer).await? {
        return Ok(next);
    }
    let answer = match answer {
        Answer::Text(text) if position(&text) => Answer::Key(POSITION.to_owned()),
        answer => answer,
    };
    if let Some(next) = kept::unasked(scene, seat, &answer).await? {
        return Ok(next);
    }
    unprompted(scene, seat, answer)
}

/// Where nothing else was meant: the step of the flow; at the menu a place, or words of no use there.
fn unprompted(scene: &mut Scene<'_>, seat: &mut Seat, answer: Answer) -> Result<Next> {
    let meant = Meant::of(&answer, &seat.world(scene));
    if meant == Meant::PlaceAndMore && seat.flow == Flow::Menu {
        let told = seat.words().told_beside(&seat.words().card_report());
        seat.say(scene, &Say::text(told))?;
    }
    let world = seat.world(scene);
    Ok(match &seat.flow {
        // A place needs no menu: it asks for its inspector.
        Flow::Menu if meant.is_place() => Flow::Find(Box::default()).step(answer, &world),
        Flow::Menu if meant == Meant::Words => Next::Again(Why::NotSent),
        flow => flow.step(answer, &world),
    })
}

/// Whether what came may answer a question that came after all else, where nothing else is asked.
async fn asked_just_now(scene: &mut Scene<'_>, seat: &Seat, input: &Input) -> Result<bool> {
    let number = |text: &str| text.trim().parse::<u32>().is_ok();
    match (&seat.flow, input) {
        (Flow::Menu, Input::Text(text)) if number(text) => kept::just_asked(scene, seat).await,
        _ => Ok(false),
    }
}

/// On a desktop the position button stays below the input field and sends only its words.
fn position(text: &str) -> bool {
    let label = |lang| Words::new(lang).button_position();
    Lang::ALL.into_iter().any(|lang| label(lang) == text)
}

/// Words of danger in an edited message are heard as in a new one.
async fn edited(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    input: Input,
    newcomer: bool,
) -> Result<Next> {
    if danger::edited(scene, seat, &input)? && newcomer {
        return Ok(Next::Rest);
    }
    if newcomer && !matches!(seat.flow, Flow::Start(_)) {
        return Ok(Next::Rest);
    }
    edits::take(scene, seat, input).await
}

/// A newcomer is asked for language and consent first; a picture or a voice waits for them.
async fn of_newcomer(scene: &mut Scene<'_>, seat: &mut Seat, answer: &Answer) -> Result<Next> {
    let Some(kept) = kept::of_newcomer(scene, seat, answer) else {
        return Ok(match &seat.flow {
            Flow::Start(_) => Next::Again(Why::Choose),
            _ => welcome(seat, Goal::Menu),
        });
    };
    let count = i64::try_from(kept.notes().len())?;
    let goal = Goal::Back(Box::new(kept));
    seat.flow = match &seat.flow {
        Flow::Start(start) => Flow::Start(start.with(goal)),
        _ if seat.person.lang.is_none() => Flow::Start(Start::Language { goal }),
        _ => Flow::Start(Start::Consent { goal }),
    };
    seat.step += 1;
    // Whoever has not chosen yet may read either language.
    let langs = seat
        .person
        .lang
        .map_or(Lang::ALL.to_vec(), |lang| vec![lang]);
    let kept: Vec<String> = langs
        .into_iter()
        .map(|lang| Words::new(lang).report_kept(count))
        .collect();
    let before = kept.join("\n");
    seat.ask(scene, Some(before)).await?;
    Ok(Next::Rest)
}

/// What words mean that are no answer.
async fn means(scene: &mut Scene<'_>, seat: &mut Seat, said: Said, newcomer: bool) -> Result<Next> {
    let starting = matches!(seat.flow, Flow::Start(_));
    Ok(match said {
        Said::Open(Screen::Help) => Next::Open(Screen::Help),
        Said::Language(lang) if !newcomer || starting => {
            let flow = Box::new(Next::Ask(seat.flow.clone()));
            Next::Do(Action::ChooseLanguage { lang }, flow)
        }
        Said::Refused => {
            let police = scene.app.law.number(Phone::Police);
            let before = seat.words().consent_no(police);
            seat.ask(scene, Some(before)).await?;
            Next::Rest
        }
        _ if newcomer => welcome(seat, Goal::Menu),
        Said::Open(screen) => Next::Open(screen),
        Said::Back(flow) => Next::Ask(*flow),
        Said::Number(number) if seat.person.is_staff() => Next::Open(Screen::Numbered(number)),
        Said::Number(number) => Next::Open(kept::by_number(scene, seat, number).await?),
        Said::Thanks => kept::thanked(scene, seat).await?,
        Said::NoButton => Next::Again(Why::Choose),
        // Taken before.
        Said::Tap(_) | Said::Position(_) | Said::Start(_) | Said::Language(_) => Next::Rest,
    })
}

fn welcome(seat: &Seat, goal: Goal) -> Next {
    Next::Ask(Flow::Start(if seat.person.lang.is_none() {
        Start::Language { goal }
    } else {
        Start::Consent { goal }
    }))
}

/// What was begun and left lying for too long is not gone without a word.
fn tell_dropped(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<()> {
    if seat.dropped() {
        seat.say(scene, &Say::text(seat.words().draft_dropped()))?;
    }
    Ok(())
}

async fn command(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    name: &str,
    arg: &str,
    newcomer: bool,
) -> Result<Next> {
    let goal = match name {
        "start" => Goal::from_link(arg),
        "report" => Goal::Report,
        "find" => Goal::Find,
        _ => Goal::Menu,
    };
    if !newcomer {
        tell_dropped(scene, seat)?;
    }
    let screen = match name {
        "help" => Screen::Help,
        "privacy" => Screen::Privacy,
        "forget" => Screen::Forget,
        "language" => Screen::Language,
        _ if newcomer => return Ok(welcome(seat, goal)),
        "start" => return Ok(goal.next()),
        "menu" | "cancel" => Screen::Menu,
        "find" => Screen::Find,
        "report" => Screen::Report,
        "reports" => Screen::MyReports,
        "subscriptions" | "stop" => Screen::Subscriptions,
        "places" => Screen::Places,
        "mydata" => Screen::MyData,
        "desk" => Screen::Desk,
        "meeting" => Screen::Announce,
        "notice" => Screen::Notice,
        "back" => {
            let before = seat.flow.back(&seat.world(scene)).map(Next::Ask);
            return Ok(before.unwrap_or(Next::Open(Screen::Menu)));
        }
        _ => {
            seat.say(scene, &Say::text(seat.words().unknown_command()))?;
            return Ok(Next::Ask(seat.flow.clone()));
        }
    };
    Ok(Next::Open(screen))
}

async fn tap(scene: &mut Scene<'_>, seat: &mut Seat, data: &str, newcomer: bool) -> Result<Next> {
    match Tap::parse(data) {
        Some(Tap::Answer { step, key }) if step == seat.step => {
            Ok(seat.flow.step(Answer::Key(key), &seat.world(scene)))
        }
        // What is asked of a newcomer comes before everything but what explains it.
        Some(Tap::Open(screen @ (Screen::Privacy | Screen::Help | Screen::Emergency))) => {
            Ok(Next::Open(screen))
        }
        Some(Tap::Open(Screen::ReportOn)) if newcomer => Ok(welcome(seat, Goal::ReportOn)),
        _ if newcomer && matches!(seat.flow, Flow::Start(_)) => stale(scene, seat).await,
        _ if newcomer => Ok(welcome(seat, Goal::Menu)),
        Some(Tap::Open(screen)) => Ok(Next::Open(screen)),
        Some(Tap::Do(verb)) => Ok(Next::Beside(verbs::action(verb))),
        Some(Tap::Answer { .. }) | None => stale(scene, seat).await,
    }
}

/// An old button never breaks anything: it says what is current.
async fn stale(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Next> {
    let before = seat.words().stale();
    seat.ask(scene, Some(before)).await?;
    Ok(Next::Rest)
}

/// Carries out one link of the chain; None ends the turn.
async fn follow(scene: &mut Scene<'_>, seat: &mut Seat, next: Next) -> Result<Option<Next>> {
    match next {
        Next::Ask(flow) => {
            seat.flow = reports::read_by(scene, seat, flow).await?;
            seat.step += 1;
            seat.ask(scene, None).await?;
            Ok(None)
        }
        Next::Again(reason) => {
            // The menu asks for nothing: whoever sent a place there is searching for it.
            if seat.flow == Flow::Menu && reason.about_a_place() {
                seat.flow = Flow::Find(Box::new(places::search(scene, seat).await?));
                seat.step += 1;
            }
            seat.step += i64::from(seat.flow.turns(&reason));
            let before = why::words(&reason, seat, scene);
            seat.ask(scene, Some(before)).await?;
            Ok(None)
        }
        Next::Rest => Ok(None),
        Next::Open(screen) if seat.would_lose_by(&screen) => {
            let to = Tap::Open(screen).encode();
            let flow = seat.flow.clone();
            Ok(Some(Next::Ask(Flow::Leave(Box::new(Leave { flow, to })))))
        }
        Next::Open(screen) => screens::open(scene, seat, screen).await,
        Next::Do(action, then) => {
            seat.flow = Flow::Menu;
            let done = act(scene, seat, action).await?;
            Ok(done.map(|done| done.opens().map_or(*then, Next::Open)))
        }
        Next::Along(action) => {
            along(scene, seat, action).await?;
            Ok(None)
        }
        Next::Beside(action) => {
            act(scene, seat, action).await?;
            if seat.flow.can_leave() {
                seat.ask(scene, None).await?;
            }
            Ok(None)
        }
    }
}

/// Performs what goes along with something that was answered already.
async fn along(scene: &mut Scene<'_>, seat: &Seat, action: Action) -> Result<()> {
    let actor = Actor::Person(seat.person.clone());
    let name = action.name();
    let performed = perform::perform(scene, &actor, action).await?;
    let outcome = performed.as_ref().map_or_else(Refusal::name, |_| "done");
    scene.tried.push((name, outcome));
    Ok(())
}

/// Performs what the person asked for and says what became of it; None if it was refused.
async fn act(scene: &mut Scene<'_>, seat: &mut Seat, action: Action) -> Result<Option<Done>> {
    let actor = Actor::Person(seat.person.clone());
    let name = action.name();
    let performed = perform::perform(scene, &actor, action).await?;
    let outcome = performed.as_ref().map_or_else(Refusal::name, |_| "done");
    scene.tried.push((name, outcome));
    match performed {
        Ok(done) => {
            if done.of_the_person()
                && let Some(person) = scene.tx.person(seat.account).await?
            {
                seat.person = person;
            }
            if done == Done::Forgotten {
                seat.forget_shown();
            }
            for say in super::done::says(&done, seat, scene) {
                match done.leads_on() {
                    true => seat.put_above(say.text),
                    false => seat.say(scene, &say)?,
                }
            }
            Ok(Some(done))
        }
        Err(refusal) => {
            let say = why::refused(&refusal, seat, scene);
            seat.say(scene, &say)?;
            Ok(None)
        }
    }
}
