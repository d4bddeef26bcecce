//! Who may act for a family in its group, and what they do for it. Of what happens at home nothing is
//! sent from there.

use anyhow::{Context, Result, bail, ensure};

use super::{cases, reports};
use crate::app::scene::Scene;
use crate::chat::Screen;
use crate::domain::action::FamilyVerb;
use crate::domain::case::row;
use crate::domain::family::{Kin, KinConsent, KinRole};
use crate::domain::report::{NewReport, Note, Step, Whom};
use crate::domain::{
    Actor, CaseVerb, Done, GroupId, Performed, Person, PersonId, Refusal, ReportId,
};
use crate::text::Words;

pub async fn change(
    scene: &mut Scene<'_>,
    actor: &Actor,
    group: GroupId,
    verb: FamilyVerb,
) -> Result<Performed> {
    let Actor::InGroup {
        person: Some(me), ..
    } = actor
    else {
        bail!("an action of a family by nobody of it");
    };
    let (me, now) = (*me, scene.now);
    match verb {
        FamilyVerb::Join { name } => {
            let (role, by) = (KinRole::Relative, KinConsent::Tap);
            let join = scene
                .tx
                .join_family(group, me, role, name.as_deref(), by, now);
            join.await?;
        }
        FamilyVerb::Leave => scene.tx.leave_family(group, me).await?,
        FamilyVerb::BeElder { name, consent } => {
            let family = scene.tx.family(group).await?;
            let other = |it: &Kin| it.role == KinRole::Elder && it.person != me;
            if family.iter().any(other) {
                return Ok(Err(Refusal::Taken));
            }
            let role = KinRole::Elder;
            let join = scene
                .tx
                .join_family(group, me, role, name.as_deref(), consent, now);
            join.await?;
        }
        FamilyVerb::EndElder => scene.tx.end_elder(group).await?,
        FamilyVerb::Send { draft } => return send(scene, me, group, draft).await,
        FamilyVerb::Drop { draft } => {
            return Ok(match scene.tx.drop_family_draft(draft, group).await? {
                0 => Err(Refusal::NotFound),
                _ => Ok(Done::NotSentInFamily),
            });
        }
        FamilyVerb::Answer { report, notes } => return answer(scene, group, report, notes).await,
    }
    Ok(Ok(Done::FamilyChanged))
}

/// It is the elder's where words reach the elder alone, else whose who sends it; the others hear of it.
async fn send(
    scene: &mut Scene<'_>,
    me: PersonId,
    group: GroupId,
    draft: i64,
) -> Result<Performed> {
    let Some((author, new)) = scene.tx.family_draft(draft, group).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if scene.app.law.is_private(&new.category) {
        return Ok(Err(Refusal::NotPermitted));
    }
    let family = scene.tx.family(group).await?;
    let elder = family.iter().find(|it| it.role == KinRole::Elder);
    let owner = elder.filter(|it| it.reached).map_or(me, |it| it.person);
    let person = person(scene, owner).await?;
    let whom = elder.or_else(|| family.iter().find(|it| it.person == author));
    let whom = whom.filter(|it| it.person != owner).map(|it| Whom {
        name: it.name.clone(),
        phone: None,
    });
    let sent = reports::send(scene, &person, NewReport { whom, ..new }).await?;
    let Ok(Done::ReportSent { report, number, .. }) = &sent else {
        return Ok(sent);
    };
    let (report, number) = (*report, *number);
    let dropped = scene.tx.drop_family_draft(draft, group).await?;
    ensure!(dropped == 1, "somebody else has just sent it");
    scene.tx.tell_in_group(report, group).await?;
    for kin in family.iter().filter(|it| it.person != owner) {
        scene.tx.follow(report, kin.person, true, scene.now).await?;
    }
    tell(scene, &person, report, number)?;
    Ok(sent)
}

/// Whoever it is of hears it alone too.
fn tell(scene: &mut Scene<'_>, person: &Person, report: ReportId, number: i64) -> Result<()> {
    if person.blocked {
        return Ok(());
    }
    let words = Words::new(person.lang.unwrap_or(crate::domain::Lang::Kk));
    let say = crate::chat::Say::text(words.family_sent_of_yours(number));
    let say = say.open(words.button_open_report(), Screen::MyReport(report));
    scene.say(person.chat, &say)
}

/// As if whoever the report is of had answered.
async fn answer(
    scene: &mut Scene<'_>,
    group: GroupId,
    report: ReportId,
    notes: Vec<Note>,
) -> Result<Performed> {
    let told = scene.tx.group_of_report(report).await?;
    let report = scene.tx.report(report).await?;
    let report = report.filter(|_| told.is_some_and(|it| it.id == group));
    let Some((report, owner)) = report.and_then(|it| Some((it.clone(), it.person?))) else {
        return Ok(Err(Refusal::NotFound));
    };
    if scene.app.law.is_private(&report.category) {
        return Ok(Err(Refusal::NotFound));
    }
    let owner = Actor::Person(person(scene, owner).await?);
    // Too late for an answer, but still worth knowing.
    if row(report.state, Step::Answer).is_none() {
        return reports::add(scene, report, notes, false).await;
    }
    cases::take(scene, &owner, report, CaseVerb::Answer(notes)).await
}

async fn person(scene: &mut Scene<'_>, id: PersonId) -> Result<Person> {
    let account = scene.tx.account(id).await?;
    let account = account.context("somebody of a family is nobody")?;
    let person = scene.tx.person(account).await?;
    person.context("somebody of a family is nobody")
}
