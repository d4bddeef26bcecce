//! Who else than its sender hears of a report. Of what happens at home nobody does.

use anyhow::Result;
use jiff::SignedDuration;

use crate::app::push::private;
use crate::app::scene::Scene;
use crate::domain::report::Report;
use crate::domain::{Done, Performed, Person, Refusal, secret_hash, start_link};

/// How long a link leads to a report.
const HOLDS: SignedDuration = SignedDuration::from_hours(7 * 24);
/// People who hear of one report.
const FOLLOWERS: i64 = 20;

/// A link for whoever is to hear of it.
pub async fn share(scene: &mut Scene<'_>, report: Report) -> Result<Performed> {
    if private(scene, &report) {
        return Ok(Err(Refusal::NotPermitted));
    }
    let token = scene.app.clock.token();
    let until = scene.now + HOLDS;
    let hash = secret_hash(&token);
    scene.tx.add_follow_link(&hash, report.id, until).await?;
    Ok(Ok(Done::Shared {
        number: report.number,
        link: start_link::follow(&scene.app.bot_name(), &token),
    }))
}

pub async fn unshare(scene: &mut Scene<'_>, report: Report) -> Result<Performed> {
    scene.tx.end_following(report.id).await?;
    Ok(Ok(Done::Unshared {
        number: report.number,
    }))
}

/// Whoever opens such a link hears of the report, unless it is their own.
pub async fn follow(scene: &mut Scene<'_>, me: &Person, link: &str) -> Result<Performed> {
    let led = scene.tx.followed_by_link(link, scene.now).await?;
    let report = match led {
        Some(id) => scene.tx.report(id).await?,
        None => None,
    };
    let Some(report) = report.filter(|it| it.person.is_some() && !private(scene, it)) else {
        return Ok(Err(Refusal::BadLink));
    };
    if report.person == Some(me.id) {
        return Ok(Err(Refusal::OwnLink));
    }
    let many = scene.tx.count_followers(report.id).await? >= FOLLOWERS;
    if many && !scene.tx.follows(report.id, me.id).await? {
        return Ok(Err(Refusal::BadLink));
    }
    scene.tx.follow(report.id, me.id, false, scene.now).await?;
    Ok(Ok(Done::Following {
        report: report.id,
        number: report.number,
    }))
}

pub async fn unfollow(scene: &mut Scene<'_>, me: &Person, report: Report) -> Result<Performed> {
    scene.tx.unfollow(report.id, me.id).await?;
    Ok(Ok(Done::Unfollowed {
        number: report.number,
    }))
}
