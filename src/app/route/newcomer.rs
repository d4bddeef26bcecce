//! Before there is a language and a consent: what came waits for them, and so does what it was that
//! somebody came for.

use anyhow::Result;

use super::super::kept;
use super::super::scene::Scene;
use super::Seat;
use crate::chat::units;
use crate::domain::Lang;
use crate::domain::law::Phone;
use crate::domain::report::{NOTE_CHARS, Note};
use crate::flow::{Answer, Flow, Goal, Keep, Next, Start, Why, is_a_place};
use crate::text::Words;

/// Words of this many tell something; fewer greet.
const TOLD: usize = 3;

/// What becomes of what came.
enum Taken {
    /// It waits in this.
    Kept(Flow),
    /// It does not, and that is said.
    Not,
    No(Why),
    /// It was nothing to keep.
    Nothing,
}

/// A newcomer is asked for language and consent first; what was told or shown waits for them.
pub async fn take(scene: &mut Scene<'_>, seat: &mut Seat, answer: &Answer) -> Result<Next> {
    let kept = match taken(scene, seat, answer) {
        Taken::Kept(kept) => kept,
        Taken::Not => {
            let before = in_both(seat, Words::kept_not);
            seat.ask(scene, Some(before)).await?;
            return Ok(Next::Rest);
        }
        Taken::No(why) if matches!(seat.flow, Flow::Start(_)) => return Ok(Next::Again(why)),
        Taken::Nothing if matches!(seat.flow, Flow::Start(_)) => {
            return Ok(Next::Again(Why::Choose));
        }
        Taken::No(_) | Taken::Nothing => return Ok(welcome(seat, Goal::Menu)),
    };
    let count = i64::try_from(kept.notes().len())?;
    let goal = Goal::Back(Box::new(kept));
    seat.flow = Flow::Start(match &seat.flow {
        Flow::Start(start) => start.with(goal),
        _ => first(seat, goal),
    });
    seat.step += 1;
    let before = in_both(seat, |words| words.kept_for_consent(count));
    seat.ask(scene, Some(before)).await?;
    Ok(Next::Rest)
}

fn taken(scene: &Scene<'_>, seat: &Seat, answer: &Answer) -> Taken {
    let world = seat.world(scene);
    let place = match answer {
        Answer::Place(_) => true,
        Answer::Text(text) => is_a_place(text, &world),
        _ => false,
    };
    let Some(note) = kept::note(seat, answer).filter(|note| place || tells(note)) else {
        return Taken::Nothing;
    };
    let long = |text: &str| units(text) > NOTE_CHARS;
    if note.text.as_deref().is_some_and(long) {
        return Taken::No(Why::TooLong(NOTE_CHARS));
    }
    let goal = match &seat.flow {
        Flow::Start(start) => start.goal(),
        _ => &Goal::Menu,
    };
    match goal {
        Goal::Back(before) => match before.step(answer, &world) {
            Next::Ask(more) => Taken::Kept(more),
            Next::Again(why) => Taken::No(why),
            _ => Taken::Not,
        },
        goal if goal.leads_away() => Taken::Not,
        _ => Taken::Kept(Flow::Keep(Box::new(Keep {
            notes: vec![note],
            place,
            ..Keep::default()
        }))),
    }
}

/// Whether it is more than a greeting or a question about what is asked.
fn tells(note: &Note) -> bool {
    let told = |text: &str| text.split_whitespace().count() >= TOLD && !text.ends_with('?');
    note.media.is_some() || note.text.as_deref().is_some_and(told)
}

/// Whoever has not chosen yet may read either language.
fn in_both(seat: &Seat, text: impl Fn(Words) -> String) -> String {
    let langs = seat
        .person
        .lang
        .map_or(Lang::ALL.to_vec(), |lang| vec![lang]);
    let texts: Vec<String> = langs.into_iter().map(|it| text(Words::new(it))).collect();
    texts.join("\n")
}

/// Asks for the language and the consent; what waits for them already goes on waiting.
pub fn welcome(seat: &mut Seat, goal: Goal) -> Next {
    let before = match &seat.flow {
        Flow::Start(start) if start.goal().leads_away() => Some(start.goal().clone()),
        _ => None,
    };
    let goal = match before {
        Some(Goal::Back(kept)) if kept.holds_something() => {
            if goal.leads_away() {
                let later = in_both(seat, |words| words.kept_link());
                seat.put_above(later);
            }
            Goal::Back(kept)
        }
        Some(before) if !goal.leads_away() => before,
        _ => goal,
    };
    Next::Ask(Flow::Start(first(seat, goal)))
}

fn first(seat: &Seat, goal: Goal) -> Start {
    match seat.person.lang {
        None => Start::Language { goal },
        Some(_) => Start::Consent { goal },
    }
}

/// Without a consent nothing is kept: what has waited for it is gone, and that is said.
pub async fn refuses(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Next> {
    let words = seat.words();
    let mut before = words.consent_no(scene.app.law.number(Phone::Police));
    if let Flow::Start(start) = &seat.flow
        && !seat.person.consented
        && matches!(start.goal(), Goal::Back(kept) if kept.holds_something())
    {
        seat.flow = Flow::Start(start.with(Goal::Menu));
        before = format!("{before}\n{}", words.consent_no_dropped());
    }
    seat.ask(scene, Some(before)).await?;
    Ok(Next::Rest)
}
