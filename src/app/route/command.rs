//! Commands, also with words after them.

use anyhow::Result;

use super::super::places;
use super::super::scene::Scene;
use super::{Seat, acts};
use crate::chat::{Say, Screen, Tap, Verb};
use crate::domain::{Action, PersonVerb, PosterVerb, Topic, View, secret_hash, start_link};
use crate::flow::{Answer, Did, Flow, Goal, Keep, Leave, Next, Seek};
use crate::text::shorten;

/// UTF-16 units of an address that waits until what was begun is decided.
const ADDRESS: usize = 300;

/// What a command means here.
pub async fn run(scene: &mut Scene<'_>, seat: &mut Seat, name: &str, arg: &str) -> Result<Next> {
    let screen = match name {
        "help" => Screen::Help,
        "privacy" => Screen::Privacy,
        "forget" => Screen::Forget,
        "language" => Screen::Language,
        "report" | "find" if !arg.trim().is_empty() => {
            return with_words(scene, seat, name, arg.trim()).await;
        }
        "start" => {
            if let Some(token) = arg.strip_prefix(start_link::FOLLOW) {
                return Ok(follow(seat, token));
            }
            let goal = Goal::from_link(arg);
            if let Goal::Card { precinct } = &goal {
                let opened = Action::Poster(precinct.clone(), PosterVerb::Open);
                acts::along(scene, seat, opened).await?;
            }
            return Ok(start(seat, &goal));
        }
        "simple" => {
            let simple = Action::Person(PersonVerb::BeSimple(!seat.person.simple));
            let flow = Box::new(Next::Ask(seat.flow.clone()));
            return Ok(Next::Do(simple, flow));
        }
        "menu" | "cancel" => Screen::Menu,
        "find" => Screen::Find,
        "report" => Screen::Report,
        "reports" => Screen::MyReports,
        "subscriptions" | "stop" => Screen::Subscriptions,
        "places" => Screen::Places,
        "mydata" => Screen::MyData,
        "desk" => Screen::Desk,
        "closed" => Screen::Closed,
        "meeting" => Screen::Announce,
        "meetings" => Screen::Topic(Topic::Meeting),
        "complain" => Screen::Topic(Topic::Complaint),
        "notice" => Screen::Notice,
        "check" | "tekseru" if !arg.trim().is_empty() => {
            return Ok(Next::See(View::Officer(shorten(arg.trim(), ADDRESS))));
        }
        "check" | "tekseru" => Screen::Check,
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

/// What a link leads to. Whoever joins by it goes on with what they had begun.
fn start(seat: &mut Seat, goal: &Goal) -> Next {
    let joins = matches!(goal, Goal::Join { .. });
    match goal.next() {
        Next::Do(action, then) if joins => {
            seat.back_to_begun();
            let begun = seat.flow.clone();
            let then = match begun.holds_something() {
                true => Box::new(Next::Ask(begun)),
                false => then,
            };
            Next::Do(action, then)
        }
        next => next,
    }
}

/// Whoever comes by such a link hears of a report from now on; what was begun goes on.
fn follow(seat: &mut Seat, token: &str) -> Next {
    seat.back_to_begun();
    let follow = Tap::Do(Verb::Follow(secret_hash(token)));
    Next::Redo(Box::new(seat.flow.clone()), Did::Tap(follow.encode()))
}

/// The words after a command are what it is about.
async fn with_words(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    name: &str,
    words: &str,
) -> Result<Next> {
    let answer = Answer::Text(words.to_owned());
    seat.back_to_begun();
    if name == "find" && !seat.would_lose_by(&Screen::Find) {
        let search = places::search(scene, seat).await?;
        seat.flow = Flow::Find(Box::new(Seek {
            search,
            ..Seek::default()
        }));
        seat.step += 1;
        return Ok(seat.flow.step(&answer, &seat.world(scene)));
    }
    let world = seat.world(scene);
    let taken = match &seat.flow {
        flow if name == "find" => {
            let leave = Leave {
                flow: flow.clone(),
                to: Tap::Open(Screen::Find).encode(),
                words: Some(shorten(words, ADDRESS)),
            };
            return Ok(Next::Ask(Flow::Leave(Box::new(leave))));
        }
        Flow::Report(draft) => return Ok(draft.with(&answer, &world)),
        Flow::Keep(keep) => keep.step(&answer, &world),
        _ if seat.would_lose_by(&Screen::Report) => return Ok(Next::Open(Screen::Report)),
        _ => Keep::default().step(&answer, &world),
    };
    Ok(match taken {
        Next::Ask(flow) => {
            seat.flow = flow;
            Next::Open(Screen::Report)
        }
        other => other,
    })
}
