//! Danger comes before everything: whoever writes that somebody is being beaten gets the phones,
//! whatever the bot was asking and in whatever the words come. What was begun is not lost.

use anyhow::Result;

use super::route::Seat;
use super::scene::Scene;
use crate::chat::{Input, Say, Screen};
use crate::domain::Lang;
use crate::domain::law::{Law, Phone};
use crate::flow::{Flow, Goal, Start};
use crate::text::Words;

/// Answers words of danger, in their language or in both. True if they mean nothing else here:
/// the conversation stays where it is. Where words are what was asked for, such as what happened,
/// they are the answer as well, and the conversation goes on below the phones.
pub fn heard(scene: &mut Scene<'_>, seat: &mut Seat, input: &Input) -> Result<bool> {
    let cry = match &seat.flow {
        // An officer writes of the danger of others.
        Flow::Officer(_) | Flow::Announce(_) | Flow::Notice(_) => None,
        _ => words_of(input).and_then(|text| scene.app.law.cry(text)),
    };
    let Some(cry) = cry else {
        return Ok(false);
    };
    let law = &scene.app.law;
    if seat.person.lang.is_none() {
        let say = to_newcomer(scene, seat);
        seat.say_first(scene, &say)?;
        return Ok(true);
    }
    let asked = match &seat.flow {
        Flow::Report(draft) => draft.takes_words(),
        Flow::AddTo { .. } | Flow::Answer { .. } => true,
        _ => false,
    };
    if asked {
        let text = cry.lang.map_or_else(|| both(law), |lang| short(lang, law));
        scene.answer_first(seat.chat, &Say::text(text))?;
        return Ok(false);
    }
    let say = answer(law, seat, cry.lang);
    seat.say_first(scene, &say)?;
    if seat.dropped() {
        let dropped = Say::text(seat.words().draft_dropped());
        seat.say(scene, &dropped)?;
    }
    Ok(true)
}

/// The phones; in both languages for whoever has not chosen one yet.
pub fn screen(scene: &Scene<'_>, seat: &Seat) -> Say {
    answer(&scene.app.law, seat, seat.person.lang)
}

/// The phones of a group: nothing in it tells of whom it is or what is done to them.
pub fn in_group(law: &Law) -> String {
    let (police, rescue) = (law.number(Phone::Police), law.number(Phone::Rescue));
    Words::new(Lang::Kk).danger_line(police, rescue)
}

/// What somebody wrote, in whatever it came.
pub fn words_of(input: &Input) -> Option<&str> {
    match input {
        Input::Text(text) => Some(text),
        Input::Media { caption, .. } => caption.as_deref(),
        // Nobody writes what stands behind a link.
        Input::Command { name, arg } => Some(arg.as_str()).filter(|_| name != "start"),
        Input::Place(place) => place.title.as_deref(),
        Input::Edited(now) => words_of(now),
        Input::Tap(_) | Input::Other | Input::TooFast | Input::Left | Input::Returned => None,
    }
}

/// The phones in both languages, and the question which of them is spoken: all in one message.
/// Consent is asked only of whoever then wants to write.
fn to_newcomer(scene: &Scene<'_>, seat: &mut Seat) -> Say {
    let goal = match &seat.flow {
        Flow::Start(Start::Language { goal } | Start::Consent { goal }) if goal.leads_away() => {
            goal.clone()
        }
        _ => Goal::Emergency,
    };
    // A question that stands there already keeps its buttons.
    let asked = matches!(seat.flow, Flow::Start(Start::Language { .. }));
    seat.step += i64::from(!asked);
    seat.flow = Flow::Start(Start::Language { goal });
    let question = seat.flow.question(&seat.world(scene));
    let which = seat.words().choose_language_only();
    Say {
        text: format!("{}\n\n{which}", both(&scene.app.law)),
        ..question
    }
}

fn answer(law: &Law, seat: &Seat, lang: Option<Lang>) -> Say {
    let words = lang.map_or(seat.words(), Words::new);
    let text = match lang {
        Some(lang) => full(lang, law),
        None => both(law),
    };
    let on = match &seat.flow {
        Flow::Report(_) => words.report_go_on(),
        _ => words.menu_report(),
    };
    let say = Say::text(text).open(on, Screen::ReportOn);
    match seat.person.consented {
        true => say.open(words.button_menu(), Screen::Menu),
        false => say,
    }
}

fn full(lang: Lang, law: &Law) -> String {
    let number = |whose| law.number(whose);
    Words::new(lang).emergency(
        number(Phone::Police),
        number(Phone::Rescue),
        number(Phone::Family),
    )
}

/// For whoever is in the middle of telling what happened.
fn short(lang: Lang, law: &Law) -> String {
    let number = |whose| law.number(whose);
    Words::new(lang).danger_short(
        number(Phone::Police),
        number(Phone::Rescue),
        number(Phone::Family),
    )
}

fn both(law: &Law) -> String {
    let help = Lang::ALL.map(|lang| Words::new(lang).danger_help(law.number(Phone::Family)));
    format!("{}\n\n{}", in_group(law), help.join("\n"))
}
