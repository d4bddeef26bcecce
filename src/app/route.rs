//! From an input to what follows: commands, taps, typed numbers, and the step of the flow.

mod voice;

use anyhow::Result;

use super::Done;
use super::scene::Scene;
use super::{danger, numbers, perform, places, reports, screens, verbs, why};
use crate::chat::{Incoming, Input, Say, Screen, Tap};
use crate::domain::law::Phone;
use crate::domain::{Action, Actor, Lang, Person, Refusal, Time};
use crate::flow::{Answer, Flow, Goal, Meant, Next, POSITION, Start, Why, World};
use crate::store::{Conversation, MENU};
use crate::text::Words;

/// Where the person sits while a turn runs.
pub struct Seat {
    pub person: Person,
    pub account: i64,
    pub chat: i64,
    pub flow: Flow,
    /// The number of the current question.
    pub step: i64,
    /// The buttons that were shown last, as (label, string of the tap; empty for the position).
    shown: Vec<(String, String)>,
    /// The flow was too old or unreadable and was dropped.
    dropped: bool,
    tag: Option<String>,
    /// What was done just now: it stands above whatever is said next.
    done: Option<String>,
}

impl Seat {
    /// Where the sender was left, `kept`, and who that is, if they have written before.
    pub async fn take(
        scene: &mut Scene<'_>,
        incoming: &Incoming,
        kept: &Conversation,
        person: Option<Person>,
    ) -> Result<Seat> {
        let now = scene.now;
        let person = match person {
            Some(person) => person,
            None => {
                let id = scene.app.clock.new_id();
                scene
                    .tx
                    .add_person(id, incoming.account, incoming.chat, now)
                    .await?;
                Person {
                    id,
                    chat: incoming.chat,
                    lang: None,
                    consented: false,
                    blocked: false,
                    posts: Vec::new(),
                }
            }
        };
        let idle = jiff::SignedDuration::from_hours(scene.app.limits.idle_hours);
        let fresh = Time::from_millisecond(kept.updated_at)? + idle > now;
        let flow = serde_json::from_str(&kept.flow).ok().filter(|_| fresh);
        let dropped = flow.is_none() && !kept.flow.is_empty() && kept.flow != MENU;
        if person.blocked {
            // Whoever writes can be reached again, whatever Telegram said before.
            scene.tx.set_blocked(person.chat, None).await?;
        }
        Ok(Seat {
            person,
            account: incoming.account,
            chat: incoming.chat,
            flow: flow.unwrap_or(Flow::Menu),
            // The buttons of a question that was dropped are old ones.
            step: kept.step + i64::from(dropped),
            shown: serde_json::from_str(&kept.shown).unwrap_or_default(),
            dropped,
            tag: incoming.tag.clone(),
            done: None,
        })
    }

    /// Where the sender is left now.
    pub fn leave(&self, now: Time) -> Result<Conversation> {
        Ok(Conversation {
            flow: serde_json::to_string(&self.flow)?,
            step: self.step,
            shown: if self.shown.is_empty() {
                String::new()
            } else {
                serde_json::to_string(&self.shown)?
            },
            updated_at: now.as_millisecond(),
        })
    }

    /// The chosen language, else the hint of the interface, else Kazakh, the state language.
    pub fn lang(&self) -> Lang {
        let hint = || self.tag.as_deref().and_then(Lang::parse);
        self.person.lang.or_else(hint).unwrap_or(Lang::Kk)
    }

    pub fn words(&self) -> Words {
        Words::new(self.lang())
    }

    pub fn world<'w>(&'w self, scene: &'w Scene<'_>) -> World<'w> {
        World {
            now: scene.now,
            words: self.words(),
            person: &self.person,
            directory: &scene.directory,
            law: &scene.app.law,
            reports_per_day: scene.app.limits.reports_per_day,
            step: self.step,
        }
    }

    /// Whether a draft was dropped, which is to be said once.
    pub fn dropped(&mut self) -> bool {
        std::mem::take(&mut self.dropped)
    }

    /// What the buttons do that were shown last.
    pub fn taps(&self) -> impl Iterator<Item = Tap> {
        self.shown.iter().filter_map(|(_, data)| Tap::parse(data))
    }
}

/// Links of a chain such as "choose the language, then consent, then join, then the menu".
const CHAIN: usize = 8;

/// Takes the step and follows the chain of what comes next.
pub async fn run(scene: &mut Scene<'_>, seat: &mut Seat, incoming: &Incoming) -> Result<()> {
    let mut next = Some(first(scene, seat, incoming.input.clone())?);
    for _ in 0..CHAIN {
        let Some(now) = next.take() else { break };
        next = follow(scene, seat, now).await?;
    }
    seat.say_done(scene)
}

/// What an input means here, before anything is done.
fn first(scene: &mut Scene<'_>, seat: &mut Seat, input: Input) -> Result<Next> {
    if input == Input::TooFast {
        // What is asked stays as it is, and so do its buttons.
        let police = scene.app.law.number(Phone::Police);
        scene.answer_first(seat.chat, &Say::text(seat.words().too_fast(police)))?;
        return Ok(Next::Rest);
    }
    let newcomer = seat.person.lang.is_none() || !seat.person.consented;
    let input = by_number(seat, input);
    if danger::heard(scene, seat, &input)? {
        return Ok(Next::Rest);
    }
    if let Input::Command { name, arg } = &input {
        return command(scene, seat, name, arg, newcomer);
    }
    if let Input::Tap(data) = &input {
        return tap(scene, seat, data, newcomer);
    }
    if newcomer && !matches!(seat.flow, Flow::Start(_)) {
        return Ok(welcome(seat, Goal::Menu));
    }
    if seat.dropped() {
        seat.say(scene, &Say::text(seat.words().draft_dropped()))?;
    }
    if let Some(number) = numbers::asked(seat, &input) {
        return Ok(Next::Open(Screen::Numbered(number)));
    }
    let answer = match input {
        Input::Tap(_) | Input::Command { .. } => Answer::Other,
        other => Answer::of(other),
    };
    // On a desktop the position button stays below the input field and sends only its words.
    let position = |text: &str| {
        let label = |lang| Words::new(lang).button_position();
        Lang::ALL.into_iter().any(|lang| label(lang) == text)
    };
    let answer = match answer {
        Answer::Text(text) if position(&text) => Answer::Key(POSITION.to_owned()),
        answer => answer,
    };
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

/// A typed number or label is the button it names.
fn by_number(seat: &Seat, input: Input) -> Input {
    let Input::Text(text) = &input else {
        return input;
    };
    let text = text.trim();
    let by_label = seat
        .shown
        .iter()
        .find(|(label, _)| label.to_lowercase() == text.to_lowercase());
    let by_number = || {
        let button = text.len() <= 2 && !seat.flow.wants_number();
        let number: usize = text.parse().ok().filter(|_| button)?;
        seat.shown.get(number.checked_sub(1)?)
    };
    match by_label.or_else(by_number) {
        Some((_, data)) if !data.is_empty() => Input::Tap(data.clone()),
        // The button for the position: its words mean it.
        Some((label, _)) => Input::Text(label.clone()),
        None => input,
    }
}

fn welcome(seat: &Seat, goal: Goal) -> Next {
    Next::Ask(Flow::Start(if seat.person.lang.is_none() {
        Start::Language { goal }
    } else {
        Start::Consent { goal }
    }))
}

fn command(
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
        "subscriptions" => Screen::Subscriptions,
        "places" => Screen::Places,
        "mydata" => Screen::MyData,
        "desk" => Screen::Desk,
        "meeting" => Screen::Announce,
        "notice" => Screen::Notice,
        _ => {
            seat.say(scene, &Say::text(seat.words().unknown_command()))?;
            return Ok(Next::Ask(Flow::Menu));
        }
    };
    Ok(Next::Open(screen))
}

fn tap(scene: &mut Scene<'_>, seat: &mut Seat, data: &str, newcomer: bool) -> Result<Next> {
    match Tap::parse(data) {
        Some(Tap::Answer { step, key }) if step == seat.step => {
            Ok(seat.flow.step(Answer::Key(key), &seat.world(scene)))
        }
        // What is asked of a newcomer comes before everything but what explains it.
        Some(Tap::Open(screen @ (Screen::Privacy | Screen::Help | Screen::Emergency))) => {
            Ok(Next::Open(screen))
        }
        Some(Tap::Open(Screen::ReportOn)) if newcomer => Ok(welcome(seat, Goal::ReportOn)),
        _ if newcomer && matches!(seat.flow, Flow::Start(_)) => stale(scene, seat),
        _ if newcomer => Ok(welcome(seat, Goal::Menu)),
        Some(Tap::Open(screen)) => Ok(Next::Open(screen)),
        Some(Tap::Do(verb)) => Ok(Next::Beside(verbs::action(verb))),
        Some(Tap::Answer { .. }) | None => stale(scene, seat),
    }
}

/// An old button never breaks anything: it says what is current.
fn stale(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Next> {
    let before = seat.words().stale();
    seat.ask(scene, Some(before))?;
    Ok(Next::Rest)
}

/// Carries out one link of the chain; None ends the turn.
async fn follow(scene: &mut Scene<'_>, seat: &mut Seat, next: Next) -> Result<Option<Next>> {
    match next {
        Next::Ask(flow) => {
            seat.flow = reports::read_by(scene, seat, flow).await?;
            seat.step += 1;
            seat.ask(scene, None)?;
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
            seat.ask(scene, Some(before))?;
            Ok(None)
        }
        Next::Rest => Ok(None),
        Next::Open(screen) => screens::open(scene, seat, screen).await,
        Next::Do(action, then) => {
            seat.flow = Flow::Menu;
            let done = act(scene, seat, action).await?;
            Ok(done.map(|done| done.opens().map_or(*then, Next::Open)))
        }
        Next::Beside(action) => {
            act(scene, seat, action).await?;
            if seat.flow.can_leave() {
                seat.ask(scene, None)?;
            }
            Ok(None)
        }
    }
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
                seat.shown.clear();
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
