//! The one door for every verb: permit, do, audit.

use anyhow::{Result, anyhow};

use super::act::{broadcasts, directory, officers, posts, reports};
use super::scene::Scene;
use super::shared::App;
use super::unreached::{self, Sender};
use super::{places, sent, standing, trace};
pub use crate::domain::Performed;
use crate::domain::policy::{Standing, permit};
use crate::domain::report::Report;
use crate::domain::{Action, Actor, Done, Person, PrecinctCode, Refusal};

impl App {
    /// Performs one action outside a conversation: for the command line and the timers.
    pub async fn act(&self, actor: &Actor, action: Action) -> Result<Result<Done, Refusal>> {
        let cause = format!("c:{}", self.clock.new_id());
        let mut tx = self.store.begin().await?;
        let mut scene = Scene::new(self, &mut tx, cause);
        let result = perform(&mut scene, actor, action).await?;
        if result.is_ok() {
            let out = std::mem::take(&mut scene.out);
            tx.enqueue(&out, self.clock.now(), None).await?;
            tx.commit().await?;
            if result == Ok(Done::Imported) {
                self.reload().await?;
            }
        }
        Ok(result)
    }
}

/// Performs `action`; a refusal has changed nothing.
pub async fn perform(scene: &mut Scene<'_>, actor: &Actor, action: Action) -> Result<Performed> {
    let report = match action.report() {
        Some(id) => match scene.tx.report(id).await? {
            Some(report) => Some(report),
            None => return Ok(Err(nothing_there(actor, &action))),
        },
        None => None,
    };
    let standing = match standing(scene, actor, &action, report.as_ref()).await? {
        Ok(standing) => standing,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Err(refusal) = permit(actor, &action, standing) {
        return Ok(Err(refusal));
    }
    let name = action.name();
    let subject = subject(&action, report.as_ref());
    let done = act(scene, actor, action, report.clone()).await?;
    metrics::counter!("bot_actions_total", "action" => name,
        "outcome" => done.as_ref().map_or_else(Refusal::name, |_| "done"))
    .increment(1);
    if let Ok(done) = &done {
        trace::report(scene, name, report.as_ref(), done).await?;
    }
    // Where somebody looks is nobody's business, the audit's neither.
    if done.is_ok() && name != "use_place" {
        let (kind, person) = match actor {
            Actor::Person(person) if person.posts.is_empty() => ("resident", Some(person.id)),
            Actor::Person(person) => ("staff", Some(person.id)),
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

async fn act(
    scene: &mut Scene<'_>,
    actor: &Actor,
    action: Action,
    report: Option<Report>,
) -> Result<Performed> {
    let person = match actor {
        Actor::Person(person) => Some(person),
        Actor::Operator | Actor::Timer => None,
    };
    let me = || person.ok_or_else(|| anyhow!("an action of a person without one"));
    let it = || {
        report
            .clone()
            .ok_or_else(|| anyhow!("an action on a report without one"))
    };
    match action {
        Action::ChooseLanguage { lang } => {
            scene.tx.set_lang(me()?.id, lang).await?;
            Ok(Ok(Done::LanguageChosen))
        }
        Action::Consent => {
            scene.tx.set_consent(me()?.id, scene.now).await?;
            Ok(Ok(Done::Consented))
        }
        Action::Join { invitation } => posts::join(scene, me()?, &invitation).await,
        Action::Forget => forget(scene, me()?).await,
        Action::Subscribe { precinct, own } => subscribe(scene, me()?, precinct, own).await,
        Action::Unsubscribe { precinct } => {
            scene.tx.unsubscribe(me()?.id, &precinct).await?;
            Ok(Ok(Done::Unsubscribed { precinct }))
        }
        Action::UsePlace(spot) => {
            let place = places::remember(scene, me()?, &spot).await?;
            Ok(Ok(Done::PlaceUsed { spot, place }))
        }
        Action::NamePlace { place, name } => places::name(scene, me()?, place, name).await,
        Action::DropPlace { place } => places::drop(scene, me()?, place).await,
        Action::SendReport(new) => reports::send(scene, me()?, new).await,
        Action::AddTo { notes, again, .. } => reports::add(scene, it()?, notes, again).await,
        Action::Answer { notes, .. } => reports::answer(scene, it()?, notes).await,
        Action::Withdraw { .. } => reports::withdraw(scene, it()?).await,
        Action::Accept { .. } => officers::accept(scene, me()?, it()?).await,
        Action::Ask { text, .. } => officers::ask(scene, me()?, it()?, text).await,
        Action::Close { outcome, text, .. } => {
            officers::close(scene, me()?, it()?, outcome, text).await
        }
        Action::Remark { text, .. } => officers::remark(scene, me()?, it()?, text).await,
        Action::Resume { .. } => reports::resume(scene, it()?).await,
        Action::Announce(new) => broadcasts::announce(scene, me()?, new).await,
        Action::SendNotice(new) => broadcasts::send(scene, me()?, new).await,
        Action::StopNotice { notice } => broadcasts::stop(scene, notice).await,
        Action::Import(records) => directory::replace(scene, *records).await,
        Action::Invite { post, days } => posts::invite(scene, post, days).await,
        Action::EndPost(held) => posts::end(scene, &held).await,
        Action::Revoke { invitation, .. } => posts::revoke(scene, &invitation).await,
    }
}

/// A person lives in one precinct at most.
async fn subscribe(
    scene: &mut Scene<'_>,
    person: &Person,
    precinct: PrecinctCode,
    own: bool,
) -> Result<Performed> {
    if scene.directory.precinct(&precinct).is_none() {
        return Ok(Err(Refusal::NoPrecinct));
    }
    let before = scene.tx.subscriptions(person.id).await?;
    let moved = |(code, is_own): &(PrecinctCode, bool)| own && *is_own && *code != precinct;
    let from = before.into_iter().find(moved).map(|(code, _)| code);
    let subscribed = scene.tx.subscribe(person.id, &precinct, own, scene.now);
    subscribed.await?;
    Ok(Ok(Done::Subscribed {
        precinct,
        own,
        from,
    }))
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
    let Actor::Person(person) = actor else {
        return Ok(Ok(Standing::default()));
    };
    let (precinct, owner) = match action {
        Action::Announce(new) => (Some(new.precinct.clone()), None),
        Action::SendNotice(new) => (Some(new.precinct.clone()), None),
        Action::StopNotice { notice } => match scene.tx.notice(*notice).await? {
            Some((precinct, author, _)) => (Some(precinct), Some(author)),
            None => return Ok(Err(nothing_there(actor, action))),
        },
        _ => (
            report.map(|report| report.precinct.clone()),
            report.and_then(|report| report.person),
        ),
    };
    Ok(Ok(standing::to(scene, person, precinct.as_ref(), owner)))
}

/// What the audit names: ids and codes, never a text.
fn subject(action: &Action, report: Option<&Report>) -> String {
    match action {
        Action::Subscribe { precinct, .. } | Action::Unsubscribe { precinct } => {
            precinct.to_string()
        }
        Action::SendReport(new) => new.spot.precinct.to_string(),
        Action::UsePlace(spot) => spot.precinct.to_string(),
        Action::Announce(new) => new.precinct.to_string(),
        Action::SendNotice(new) => new.precinct.to_string(),
        Action::StopNotice { notice } => format!("notice {notice}"),
        Action::Invite { post, .. } | Action::Revoke { post, .. } => post.to_string(),
        Action::EndPost(held) => held.post.to_string(),
        _ => report
            .map(|report| format!("report {}", report.number))
            .unwrap_or_default(),
    }
}

async fn forget(scene: &mut Scene<'_>, person: &Person) -> Result<Performed> {
    sent::leave_behind(scene, person).await?;
    unreached::tell(scene, person.id, Sender::Forgotten).await?;
    let mut sent = scene.tx.reports_of(person.id, unreached::MOST, 0).await?;
    scene.tx.forget_person(person.id, person.chat).await?;
    scene.gone = true;
    for report in &mut sent {
        report.person = None;
    }
    unreached::renew(scene, &sent).await?;
    Ok(Ok(Done::Forgotten))
}
