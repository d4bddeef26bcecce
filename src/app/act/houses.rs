//! What a house is told of a report that came from its group: general words, without a name, and
//! only if its sender wants that.

use anyhow::Result;
use jiff::SignedDuration;

use crate::app::scene::Scene;
use crate::domain::group::{Group, concerns_house};
use crate::domain::report::Report;
use crate::domain::{Done, Performed, Refusal, ReportId, secret_hash, start_link};
use crate::show::group as show;

/// How long neighbours may say that it concerns them too.
const HOLDS: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Tells it once.
pub async fn tell(scene: &mut Scene<'_>, report: &Report, token: &str) -> Result<Performed> {
    let group = scene.tx.group_by_token(token).await?;
    let Some(group) = group.filter(|it| may_hear(scene, it, report)) else {
        return Ok(Err(Refusal::NotFound));
    };
    if scene.tx.tell_house(report.id, group.id, scene.now).await? {
        let token = scene.app.clock.token();
        let (hash, until) = (secret_hash(&token), scene.now + HOLDS);
        scene.tx.add_follow_link(&hash, report.id, until).await?;
        let link = start_link::follow(&scene.app.bot_name(), &token);
        let say = show::told(report, &group, &scene.app.law, link);
        scene.say(group.chat, &say)?;
    }
    Ok(Ok(Done::HouseTold))
}

/// The house that was told of a report hears that it is closed.
pub async fn closed(scene: &mut Scene<'_>, report: ReportId) -> Result<()> {
    let Some(group) = scene.tx.told_house(report).await? else {
        return Ok(());
    };
    let report = scene.tx.report(report).await?;
    if let Some(report) = report.filter(|it| may_hear(scene, &group, it)) {
        let say = show::told_closed(&report, &group, &scene.app.law);
        scene.say(group.chat, &say)?;
    }
    Ok(())
}

/// Whether the report is of a kind that concerns a house, and of this one.
pub fn may_hear(scene: &Scene<'_>, group: &Group, report: &Report) -> bool {
    let here = group.spot.as_ref().is_some_and(|spot| {
        let same = match (&spot.place, &report.place) {
            (Some(_), Some(_)) | (None, None) => spot.is_same_place(&report.spot()),
            _ => false,
        };
        same && spot.is_placed()
    });
    let kind = !scene.app.law.is_private(&report.category) && concerns_house(&report.category);
    here && kind && group.is_house() && group.hears()
}
