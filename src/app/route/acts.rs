//! What a person asked for is done, or refused: then what they had begun for it is not gone.

use anyhow::Result;

use super::super::act::houses;
use super::super::perform;
use super::super::scene::Scene;
use super::Seat;
use crate::chat::Screen;
use crate::domain::{Action, Actor, CaseVerb, Done, Refusal, ReportId};
use crate::flow::{Flow, Goal, Next, Officer, Reply, Start};
use crate::show::{done, group as show, why};

/// Performs it and goes on to `then`, or says why it is refused.
pub async fn carry_out(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    action: Action,
    then: Next,
) -> Result<Option<Next>> {
    let words = officers_words(&action);
    let before = std::mem::replace(&mut seat.flow, Flow::Menu);
    let refusal = match tried(scene, seat, action).await? {
        Ok(done) => {
            tell(scene, seat, &done).await?;
            offer_house(scene, seat, &before, &done).await?;
            if let Done::PlaceUsed { spot, place } = &done {
                seat.found = Some(spot.clone()).filter(|_| place.is_none());
            }
            let card = matches!(then, Next::Open(Screen::Card(_)));
            let opens = opens(&done).filter(|_| card);
            return Ok(Some(opens.map_or(then, Next::Open)));
        }
        Err(Refusal::NoConsent) if seat.did.is_some() => {
            needs_consent(scene, seat, before).await?;
            return Ok(None);
        }
        Err(refusal) => refusal,
    };
    match left_of(scene, before, words, &refusal).await? {
        Some(flow) => {
            let before = why::refusal(&refusal, &seat.eye(scene));
            seat.flow = flow;
            seat.step += 1;
            seat.ask(scene, Some(before)).await?;
        }
        None => {
            let say = why::refused(&refusal, &seat.eye(scene));
            seat.say(scene, &say)?;
        }
    }
    Ok(None)
}

/// Whoever has sent a report from the group of a house may tell the house of it.
async fn offer_house(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    before: &Flow,
    done: &Done,
) -> Result<()> {
    let (Flow::Report(draft), Done::ReportSent { report, .. }) = (before, done) else {
        return Ok(());
    };
    let Some(token) = draft.house.clone() else {
        return Ok(());
    };
    let (group, report) = (
        scene.tx.group_by_token(&token).await?,
        scene.tx.report(*report).await?,
    );
    let (Some(group), Some(report)) = (group, report) else {
        return Ok(());
    };
    if houses::may_hear(scene, &group, &report) {
        let say = show::offer(&report, &token, &seat.eye(scene));
        seat.say(scene, &say)?;
    }
    Ok(())
}

/// What it leads to, where only the doing could know.
fn opens(done: &Done) -> Option<Screen> {
    match done {
        Done::PlaceUsed { place, .. } => place.map(Screen::Place),
        _ => None,
    }
}

/// Performs what goes along with something that was answered already.
pub async fn along(scene: &mut Scene<'_>, seat: &Seat, action: Action) -> Result<()> {
    tried(scene, seat, action).await?.ok();
    Ok(())
}

/// Performs what the conversation goes on beside, and says what became of it.
pub async fn beside(scene: &mut Scene<'_>, seat: &mut Seat, action: Action) -> Result<()> {
    match tried(scene, seat, action).await? {
        Ok(done) => tell(scene, seat, &done).await,
        Err(Refusal::NoConsent) if seat.did.is_some() => {
            let before = seat.flow.clone();
            needs_consent(scene, seat, before).await
        }
        Err(refusal) => {
            let say = why::refused(&refusal, &seat.eye(scene));
            seat.say(scene, &say)
        }
    }
}

/// Asks for the consent that what was done needs: after it that is done by itself.
async fn needs_consent(scene: &mut Scene<'_>, seat: &mut Seat, before: Flow) -> Result<()> {
    let Some(did) = seat.did.take() else {
        return Ok(());
    };
    let before = match before {
        Flow::Start(start) => start.behind(),
        flow => flow,
    };
    let flow = Box::new(seat.stands(&before));
    let goal = Goal::Again { flow, did };
    seat.flow = Flow::Start(Start::Consent { goal });
    seat.step += 1;
    seat.ask(scene, None).await
}

async fn tried(
    scene: &mut Scene<'_>,
    seat: &Seat,
    action: Action,
) -> Result<Result<Done, Refusal>> {
    let actor = Actor::Person(seat.person.clone());
    let name = action.name();
    let performed = perform::perform(scene, &actor, action).await?;
    let outcome = performed.as_ref().map_or_else(Refusal::name, |_| "done");
    scene.tried.push((name, outcome));
    Ok(performed)
}

async fn tell(scene: &mut Scene<'_>, seat: &mut Seat, done: &Done) -> Result<()> {
    if done.of_the_person()
        && let Some(person) = scene.tx.person(seat.account).await?
    {
        let (before, posts) = (seat.person.lang, !person.posts.is_empty());
        seat.relist |= match done {
            Done::Joined { .. } => true,
            // Before that, what all see is in the language of the messenger.
            Done::LanguageChosen => posts || (before.is_some() && before != person.lang),
            _ => false,
        };
        seat.person = person;
    }
    if *done == Done::Forgotten && !seat.person.posts.is_empty() {
        seat.person.posts.clear();
        seat.relist = true;
    }
    if *done == Done::Forgotten {
        seat.forget_shown();
        seat.cried.notes.clear();
    }
    let says = done::says(done, &seat.eye(scene));
    for say in says {
        match done.leads_on() {
            true => seat.put_above(say.text),
            false => seat.say(scene, &say)?,
        }
    }
    Ok(())
}

/// What goes on after a refusal: words and media may be for something else.
async fn left_of(
    scene: &mut Scene<'_>,
    before: Flow,
    words: Option<String>,
    refusal: &Refusal,
) -> Result<Option<Flow>> {
    let before = match before {
        Flow::Leave(leave) => leave.flow,
        before => before,
    };
    Ok(match before {
        before @ (Flow::AddTo(_) | Flow::Answer(_)) if before.holds_something() => before.instead(),
        Flow::Keep(mut keep) => {
            for case in &mut keep.cases {
                if !is_open(scene, case.report).await? {
                    case.is_over();
                }
            }
            Some(Flow::Keep(keep))
        }
        before @ (Flow::Report(_) | Flow::Announce(_) | Flow::Notice(_))
            if before.holds_something() =>
        {
            Some(before)
        }
        // Whoever may not write there any more has nothing to choose.
        _ if matches!(refusal, Refusal::NotPermitted | Refusal::OwnReport) => None,
        Flow::Reply(reply) => {
            let open = is_open(scene, reply.report).await?;
            Some(Flow::Reply(Reply {
                open,
                closing: false,
                ..reply
            }))
        }
        Flow::Officer(
            Officer::Ask {
                report,
                number,
                lang,
            }
            | Officer::Close {
                report,
                number,
                lang,
                ..
            },
        ) => match words {
            Some(text) => Some(Flow::Reply(Reply {
                report,
                number,
                lang,
                text,
                open: is_open(scene, report).await?,
                holder: None,
                closing: false,
                before: None,
            })),
            None => None,
        },
        _ => None,
    })
}

async fn is_open(scene: &mut Scene<'_>, report: ReportId) -> Result<bool> {
    let report = scene.tx.report(report).await?;
    Ok(report.is_some_and(|it| it.state.open()))
}

/// What an officer has written on a report.
fn officers_words(action: &Action) -> Option<String> {
    match action {
        Action::Case(_, CaseVerb::Ask(text) | CaseVerb::Close { text, .. }) => Some(text.clone()),
        _ => None,
    }
}
