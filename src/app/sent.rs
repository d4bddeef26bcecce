//! How many reports a person has sent within a day. Whoever is forgotten and comes back has still
//! sent them: for a day a hash of the account says so, see [`leave_behind`].

use anyhow::Result;

use super::scene::Scene;
use crate::domain::{Account, Person, Time, secret_hash};

const DAY: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);
/// How long new hashes are made with one salt.
const SALT: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);
/// Reports of a day that are looked at at least.
const MOST: i64 = 100;

/// When the person may send a new report, if not now: so many in 24 hours are enough.
pub async fn next_at(scene: &mut Scene<'_>, person: &Person) -> Result<Option<Time>> {
    let sent = today(scene, person).await?;
    let limit = usize::try_from(scene.app.limits.reports_per_day)?;
    let oldest = limit.checked_sub(1).and_then(|at| sent.get(at));
    Ok(oldest.map(|(at, _)| *at + DAY))
}

/// How many of what nobody else may see the person has sent within a day.
pub async fn private_today(scene: &mut Scene<'_>, person: &Person) -> Result<i64> {
    let sent = today(scene, person).await?;
    Ok(i64::try_from(
        sent.iter().filter(|(_, private)| *private).count(),
    )?)
}

/// Before a person is forgotten: keeps for a day that they have sent reports, under a hash of
/// their account. Its salt is of chance, serves an hour and is deleted with its hashes: after a day
/// nothing tells who it was, not even trying all accounts. Until then whoever has the whole
/// database could do that; a copy of the hashes alone is of no use.
pub async fn leave_behind(scene: &mut Scene<'_>, person: &Person) -> Result<()> {
    let sent = own(scene, person).await?;
    let Some(account) = scene
        .tx
        .account(person.id)
        .await?
        .filter(|_| !sent.is_empty())
    else {
        return Ok(());
    };
    let salt = match scene.tx.salts(scene.now - SALT).await?.into_iter().next() {
        Some(salt) => salt,
        None => {
            let salt = scene.app.clock.token();
            scene.tx.add_salt(&salt, scene.now).await?;
            salt
        }
    };
    let hash = salted(&salt, account);
    for (at, private) in sent {
        let id = scene.app.clock.new_id();
        scene.tx.keep_forgotten(id, &hash, at, private).await?;
    }
    Ok(())
}

/// Moments before which a report counts no more, and a salt has no hash left.
pub fn over(now: Time) -> (Time, Time) {
    (now - DAY, now - DAY - SALT)
}

/// What was sent within a day and whether it is private, newest first.
async fn today(scene: &mut Scene<'_>, person: &Person) -> Result<Vec<(Time, bool)>> {
    let mut sent = own(scene, person).await?;
    let most = most(scene);
    let salts = scene.tx.salts(over(scene.now).1).await?;
    if !salts.is_empty()
        && let Some(account) = scene.tx.account(person.id).await?
    {
        for salt in salts {
            let hash = salted(&salt, account);
            sent.append(&mut scene.tx.forgotten(&hash, scene.now - DAY, most).await?);
        }
        sent.sort_by(|one, other| other.cmp(one));
    }
    Ok(sent)
}

async fn own(scene: &mut Scene<'_>, person: &Person) -> Result<Vec<(Time, bool)>> {
    let private = scene.app.law.categories().iter().filter(|it| it.private);
    let keys: Vec<&str> = private.map(|it| it.key.as_str()).collect();
    let keys = format!(";{};", keys.join(";"));
    let since = scene.now - DAY;
    let most = most(scene);
    scene.tx.sent_kinds(person.id, since, &keys, most).await
}

/// More than these change nothing, neither the limit nor what is silent.
fn most(scene: &Scene<'_>) -> i64 {
    scene.app.limits.reports_per_day.max(MOST)
}

fn salted(salt: &str, account: Account) -> String {
    secret_hash(&format!("{salt} {account}"))
}
