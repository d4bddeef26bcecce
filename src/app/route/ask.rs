//! Questions whose answer is known: which one it is. And what follows from words that mean nothing.

use anyhow::Result;

use super::super::scene::Scene;
use super::super::{kept, screens};
use super::Seat;
use crate::chat::{Input, Say, Screen, units};
use crate::domain::Topic;
use crate::domain::report::NOTE_CHARS;
use crate::flow::{Answer, Flow, Keep, Next, Why, is_a_place, understood};
use crate::typed::meant::{Intent, Meant};

/// Fewer words are a try at a button.
const TOLD: usize = 2;

/// A short number that stands alone.
pub fn number(scene: &Scene<'_>, text: &str) -> Option<Screen> {
    let line = scene.app.law.line(text.trim())?;
    Some(Screen::Hotline(line.number.clone()))
}

/// What answers a question, where something does.
pub fn answer(scene: &Scene<'_>, meant: &Meant) -> Option<Screen> {
    let law = &scene.app.law;
    let known = |key: &str| law.matter(key).map(|it| Topic::Matter(it.key.clone()));
    let topic = match (meant.intent, meant.about) {
        (Intent::Reception, Some("duty")) => Topic::Duty,
        (Intent::Reception, _) => Topic::Reception,
        (Intent::Meeting, _) => Topic::Meeting,
        (Intent::Complaint, _) => Topic::Complaint,
        (Intent::Where, Some("phones")) => Topic::Phones,
        (Intent::Where, Some("reporting")) => Topic::Reporting,
        (Intent::Where, about) => about.and_then(known).or_else(|| known("whom"))?,
        (Intent::May, about) => {
            let kind = match about {
                Some("noise") => "night_noise",
                Some("alcohol") => "alcohol_hours",
                Some("minors") => "minors_night",
                _ => meant.categories.first()?,
            };
            Topic::May(law.category(kind)?.key.clone())
        }
        _ => return None,
    };
    Some(Screen::Topic(topic))
}

/// A question whose answer is known, or a complaint, where a place is asked for or whether something
/// goes on: it is answered, and below it the same is asked again.
pub async fn between(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    answer: &Answer,
) -> Result<Option<Next>> {
    let Answer::Text(text) = answer else {
        return Ok(None);
    };
    let asks = match &seat.flow {
        Flow::Report(draft) => draft.asks_where(),
        Flow::Move(moving) => moving.searches(),
        Flow::Leave(leave) => matches!(leave.flow, Flow::Report(_)) && !leave.flow.takes_words(),
        _ => false,
    };
    if !asks || seat.flow.house_of_street(text).is_some() || is_a_place(text, &seat.world(scene)) {
        return Ok(None);
    }
    let meant = understood(text, &scene.app.law, &scene.directory);
    let Some(screen) = self::answer(scene, &meant).filter(|_| meant.place.is_none()) else {
        return Ok(None);
    };
    let next = screens::open(scene, seat, screen).await?;
    Ok(Some(next.unwrap_or_else(|| Next::Ask(seat.flow.clone()))))
}

/// A greeting is returned.
pub fn greeted(seat: &mut Seat) -> Next {
    // Whoever was met just now is greeted at length.
    if !seat.met {
        let greeting = seat.words().ask_greeting();
        seat.put_above(greeting);
    }
    Next::Ask(Flow::Menu)
}

/// Words that meant nothing are no part of what is said after them, unless that begins a report: their
/// buttons are old ones.
pub fn let_go(seat: &mut Seat, input: &Input) {
    let loose = seat.loose();
    if !loose.is_empty() && !matches!(input, Input::Tap(_)) {
        seat.flow = Flow::Menu;
        seat.step += 1;
        seat.set_aside(loose);
    }
}

/// What follows; where nothing was understood of words that nobody asked for, they wait for a tap that
/// says what they are for. A single word does not.
pub fn unless_nothing(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    answer: &Answer,
    next: Next,
) -> Result<Next> {
    let nothing = match next {
        Next::Again(Why::NotSent) => true,
        Next::Again(Why::Choose) => seat.flow == Flow::Menu,
        _ => false,
    };
    let Answer::Text(text) = answer else {
        return Ok(next);
    };
    if !nothing {
        return Ok(next);
    }
    if units(text) > NOTE_CHARS {
        return Ok(Next::Again(Why::TooLong(NOTE_CHARS)));
    }
    let several = text.split_whitespace().count() >= TOLD;
    if let Some(note) = kept::note(seat, answer).filter(|_| several) {
        return Ok(Next::Ask(Flow::Keep(Box::new(Keep {
            notes: vec![note],
            loose: true,
            ..Keep::default()
        }))));
    }
    if seat.met {
        return Ok(greeted(seat));
    }
    let words = seat.words();
    let say = Say::text(words.ask_none())
        .open(words.menu_report(), Screen::Report)
        .open(words.menu_find(), Screen::Find)
        .open(words.button_menu(), Screen::Menu);
    seat.say(scene, &say)?;
    Ok(Next::Rest)
}
