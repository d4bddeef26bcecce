//! Doing, by area: what each verb changes, once `perform` has permitted it.

pub mod answers;
pub mod broadcasts;
pub mod cases;
pub mod directory;
pub mod families;
pub mod follow;
pub mod groups;
pub mod houses;
pub mod people;
pub mod posters;
pub mod posts;
pub mod proof;
pub mod reports;

use anyhow::{Context, Result, bail};

use super::scene::Scene;
use super::{home, places};
use crate::domain::case::row;
use crate::domain::report::{Report, Step};
use crate::domain::{
    Action, Actor, CaseVerb, Done, HouseVerb, NoticeVerb, Performed, Person, PlaceVerb, PostVerb,
};

/// Does it; `report` is the one that it is done to.
pub async fn change(
    scene: &mut Scene<'_>,
    actor: &Actor,
    action: Action,
    report: Option<Report>,
) -> Result<Performed> {
    match action {
        Action::Person(verb) => people::change(scene, me(actor)?, verb).await,
        Action::Place(verb) => place(scene, me(actor)?, verb).await,
        Action::SendReport(new) => reports::send(scene, me(actor)?, new).await,
        Action::Case(_, verb) => {
            let report = report.context("an action on a report without one")?;
            case(scene, actor, report, verb).await
        }
        Action::Announce(new) => broadcasts::announce(scene, me(actor)?, new).await,
        Action::SendNotice(new) => broadcasts::send(scene, me(actor)?, new).await,
        Action::Notice(notice, NoticeVerb::Stop) => broadcasts::stop(scene, notice).await,
        Action::Family(group, verb) => families::change(scene, actor, group, verb).await,
        Action::Group(group, verb) => groups::change(scene, group, verb).await,
        Action::House(_, HouseVerb::Tell(token)) => {
            let report = report.context("a report is told of that is not there")?;
            houses::tell(scene, &report, &token).await
        }
        Action::Post(verb) => post(scene, actor, verb).await,
        Action::Poster(precinct, verb) => posters::change(scene, precinct, verb).await,
        Action::PrintedPosters(codes) => posters::printed(scene, &codes).await,
        Action::Import(records) => directory::replace(scene, *records).await,
    }
}

async fn place(scene: &mut Scene<'_>, me: &Person, verb: PlaceVerb) -> Result<Performed> {
    match verb {
        PlaceVerb::Use(spot) => {
            let place = match me.consented {
                true => places::remember(scene, me, &spot).await?,
                false => None,
            };
            Ok(Ok(Done::PlaceUsed { spot, place }))
        }
        PlaceVerb::Name { place, name } => places::name(scene, me, place, name).await,
        PlaceVerb::Drop(place) => places::drop(scene, me, place).await,
        PlaceVerb::Live(spot) => home::set(scene, me, spot).await,
    }
}

async fn case(
    scene: &mut Scene<'_>,
    actor: &Actor,
    report: Report,
    verb: CaseVerb,
) -> Result<Performed> {
    match verb {
        CaseVerb::AddTo { notes, again } => reports::add(scene, report, notes, again).await,
        CaseVerb::Share => follow::share(scene, report).await,
        CaseVerb::Unshare => follow::unshare(scene, report).await,
        CaseVerb::Unfollow => follow::unfollow(scene, me(actor)?, report).await,
        CaseVerb::Remark(text) => reports::remark(scene, me(actor)?, report, text).await,
        // Too late for an answer, but still worth knowing.
        CaseVerb::Answer(notes) if row(report.state, Step::Answer).is_none() => {
            reports::add(scene, report, notes, false).await
        }
        verb => {
            let id = report.id;
            let done = cases::take(scene, actor, report, verb).await?;
            if matches!(done, Ok(Done::Closed { .. })) {
                houses::closed(scene, id).await?;
            }
            Ok(done)
        }
    }
}

async fn post(scene: &mut Scene<'_>, actor: &Actor, verb: PostVerb) -> Result<Performed> {
    match verb {
        PostVerb::Invite { post, days } => posts::invite(scene, post, days).await,
        PostVerb::End(held) => posts::end(scene, &held).await,
        PostVerb::Revoke { invitation, .. } => posts::revoke(scene, &invitation).await,
        PostVerb::Prove => proof::show(scene, me(actor)?).await,
    }
}

fn me(actor: &Actor) -> Result<&Person> {
    match actor {
        Actor::Person(person) => Ok(person),
        Actor::InGroup { .. } | Actor::Operator | Actor::Timer => {
            bail!("an action of a person without one")
        }
    }
}
