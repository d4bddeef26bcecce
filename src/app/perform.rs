//! The one door for every verb: permit, do, audit.

use anyhow::Result;

use super::act;
use super::scene::Scene;
use super::shared::App;
use super::{simple, standing, trace};
pub use crate::domain::Performed;
use crate::domain::policy::{Standing, permit};
use crate::domain::report::Report;
use crate::domain::{Action, Actor, CaseVerb, Done, PersonVerb, PlaceVerb, PostVerb, Refusal};

impl App {
    /// Performs one action outside a conversation: for the command line and the timers.
    pub async fn act(&self, actor: &Actor, action: Action) -> Result<Result<Done, Refusal>> {
        let cause = format!("c:{}", self.clock.new_id());
        let mut tx = self.store.begin().await?;
        let mut scene = Scene::new(self, &mut tx, cause);
        let result = perform(&mut scene, actor, action).await?;
        if result.is_ok() {
            let out = simple::taken(&mut scene, None).await?;
            tx.enqueue(&out, self.clock.now(), None).await?;
            tx.commit().await?;
            if result == Ok(Done::Imported) {
                self.reload().await?;
                self.tell_changes().await?;
                self.tell_outdated_posters().await?;
            }
        }
        Ok(result)
    }
}

/// Performs `action`; a refusal has changed nothing.
pub async fn perform(scene: &mut Scene<'_>, actor: &Actor, action: Action) -> Result<Performed> {
    let report = match action {
        Action::Case(id, _) | Action::House(id, _) => match scene.tx.report(id).await? {
            Some(report) => Some(report),
            None => return Ok(Err(nothing_there(actor, &action))),
        },
        _ => None,
    };
    let standing = match standing(scene, actor, &action, report.as_ref()).await? {
        Ok(standing) => standing,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Err(refusal) = permit(actor, &action, standing) {
        return Ok(Err(match action {
            Action::Case(_, CaseVerb::Unfollow) => Refusal::NotFollowing,
            _ => refusal,
        }));
    }
    let name = action.name();
    let subject = subject(&action, report.as_ref());
    let done = Box::pin(act::change(scene, actor, action, report.clone())).await?;
    metrics::counter!("bot_actions_total", "action" => name,
        "outcome" => done.as_ref().map_or_else(Refusal::name, |_| "done"))
    .increment(1);
    if let Ok(done) = &done {
        trace::report(scene, name, report.as_ref(), done).await?;
    }
    // Where somebody looks is nobody's business, the audit's neither.
    if done.is_ok() && !matches!(name, "use_place" | "open_poster") {
        let (kind, person) = match actor {
            Actor::Person(person) if person.posts.is_empty() => ("resident", Some(person.id)),
            Actor::Person(person) => ("staff", Some(person.id)),
            Actor::InGroup { person, .. } => ("group", *person),
            Actor::Operator => ("operator", None),
            Actor::Timer => ("timer", None),
        };
        // Whoever asked to be forgotten leaves a line without a person.
        let person = person.filter(|_| name != "forget");
        let id = scene.app.clock.new_id();
        scene
            .tx
            .audit(id, scene.now, kind, person, name, &subject, "done")
            .await?;
    }
    Ok(done)
}

/// Why nothing is done to what is not there: to a person it is refused as if it were somebody
/// else's, so that no refusal tells what exists.
fn nothing_there(actor: &Actor, action: &Action) -> Refusal {
    let refused = permit(actor, action, Standing::default()).err();
    refused.unwrap_or(Refusal::NotFound)
}

/// How the actor stands to what the action is about.
async fn standing(
    scene: &mut Scene<'_>,
    actor: &Actor,
    action: &Action,
    report: Option<&Report>,
) -> Result<Result<Standing, Refusal>> {
    let person = match (actor, action) {
        (Actor::Person(person), _) => person,
        (
            Actor::InGroup {
                person: Some(person),
                ..
            },
            Action::Family(group, _),
        ) => {
            return Ok(Ok(Standing {
                kin: scene.tx.is_kin(*group, *person).await?,
                ..Standing::default()
            }));
        }
        _ => return Ok(Ok(Standing::default())),
    };
    let (precinct, owner) = match action {
        Action::Poster(precinct, _) => (Some(precinct.clone()), None),
        Action::Post(PostVerb::Prove) => return Ok(Ok(Standing::somewhere(person))),
        Action::Announce(new) => (Some(new.precinct.clone()), None),
        Action::SendNotice(new) => (Some(new.precinct.clone()), None),
        Action::Notice(notice, _) => match scene.tx.notice(*notice).await? {
            Some((precinct, author, _)) => (Some(precinct), Some(author)),
            None => return Ok(Err(nothing_there(actor, action))),
        },
        _ => (
            report.map(|report| report.precinct.clone()),
            report.and_then(|report| report.person),
        ),
    };
    let follows = match (action, report) {
        (Action::Case(_, CaseVerb::Unfollow), Some(report)) => {
            scene.tx.follows(report.id, person.id).await?
        }
        _ => false,
    };
    Ok(Ok(Standing {
        follows,
        ..standing::to(scene, person, precinct.as_ref(), owner)
    }))
}

/// What the audit names: ids and codes, never a text.
fn subject(action: &Action, report: Option<&Report>) -> String {
    match action {
        Action::Person(
            PersonVerb::Subscribe { precinct } | PersonVerb::Unsubscribe { precinct },
        ) => precinct.to_string(),
        Action::Place(PlaceVerb::Use(spot) | PlaceVerb::Live(spot)) => spot.precinct.to_string(),
        Action::SendReport(new) => new.spot.precinct.to_string(),
        Action::Announce(new) => new.precinct.to_string(),
        Action::SendNotice(new) => new.precinct.to_string(),
        Action::Notice(notice, _) => format!("notice {notice}"),
        Action::Post(PostVerb::Invite { post, .. } | PostVerb::Revoke { post, .. }) => {
            post.to_string()
        }
        Action::Post(PostVerb::End(held)) => held.post.to_string(),
        Action::Poster(precinct, _) => precinct.to_string(),
        Action::Group(group, _) | Action::Family(group, _) => format!("group {group}"),
        _ => report
            .map(|report| format!("report {}", report.number))
            .unwrap_or_default(),
    }
}
