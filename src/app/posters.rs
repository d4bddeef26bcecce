//! Which posters say what is not true any more, and who is told so.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::hearers::desk;
use super::scene::Scene;
use super::shared::App;
use crate::domain::paper::PosterAge;
use crate::domain::{PersonId, PrecinctCode, Time};
use crate::precincts::{Directory, Inspector, PrecinctPost};
use crate::show::posters;
use crate::store::{MadePoster, Recipient, Tx};
use crate::text::Words;

impl App {
    /// Tells whoever serves there, once, which posters are out of date since an import or since
    /// somebody's standing in has ended; where no inspector has joined, the head.
    pub async fn tell_outdated_posters(&self) -> Result<()> {
        let mut tx = self.store.read().await?;
        let mut outdated = outdated(&mut tx, &self.directory(), self.today()).await?;
        tx.rollback().await?;
        outdated.retain(|(made, now)| made.told.as_ref() != Some(now));
        if outdated.is_empty() {
            return Ok(());
        }
        let cause = format!("c:{}", self.clock.new_id());
        let mut tx = self.store.begin().await?;
        let mut scene = Scene::new(self, &mut tx, cause);
        let mut told: BTreeMap<PersonId, (Recipient, Vec<PrecinctCode>)> = BTreeMap::new();
        for (made, now) in outdated {
            let precinct = made.precinct;
            // Another process may have been faster.
            if !scene.tx.tell_poster(&precinct, &now).await? {
                continue;
            }
            for reader in desk(&mut scene, &precinct, None).await?.1 {
                let of = told.entry(reader.person);
                let (_, precincts) = of.or_insert_with(|| (reader, Vec::new()));
                precincts.push(precinct.clone());
            }
        }
        for (reader, precincts) in told.into_values() {
            let words = Words::new(reader.lang);
            let say = posters::outdated(&precincts, &scene.eye(words, reader.person));
            scene.say(reader.chat, &say)?;
        }
        let (out, now) = (std::mem::take(&mut scene.out), scene.now);
        tx.enqueue(&out, now, None).await?;
        tx.commit().await
    }
}

/// Posters that were made and should say something else today, each with the hash of that.
///
/// # Errors
/// The database does not answer.
pub async fn outdated(
    tx: &mut Tx,
    directory: &Directory,
    today: Date,
) -> Result<Vec<(MadePoster, String)>> {
    let made = tx.made_posters().await?.into_iter();
    let outdated = made.filter_map(|made| {
        let now = fingerprint(&directory.post(&made.precinct, today)?);
        (now != made.content).then_some((made, now))
    });
    Ok(outdated.collect())
}

/// How old the poster is that was made last.
pub fn age(made: Option<&MadePoster>, post: &PrecinctPost<'_>) -> PosterAge {
    let Some(made) = made else {
        return PosterAge::Never;
    };
    let at = Time::from_millisecond(made.made_at).unwrap_or_default();
    match made.content == fingerprint(post) {
        true => PosterAge::Current(at),
        false => PosterAge::Outdated(at),
    }
}

/// A hash of all that a poster says, and of the territory for whose doors it is.
pub fn fingerprint(post: &PrecinctPost<'_>) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text);
        hash.update([0]);
    };
    let mut person = |it: &Inspector| {
        for text in [&it.name, &it.rank.kk, &it.rank.ru] {
            add(text);
        }
        add(it.phone.as_deref().unwrap_or_default());
    };
    post.principal.into_iter().for_each(&mut person);
    if let Some(acting) = &post.acting {
        person(acting.inspector);
        add(&acting.until.map_or_else(String::new, |it| it.to_string()));
    }
    let precinct = post.precinct;
    for both in [&precinct.name, &precinct.territory] {
        add(&both.kk);
        add(&both.ru);
    }
    if let Some(station) = post.station {
        for both in [&station.address, &station.hours] {
            add(&both.kk);
            add(&both.ru);
        }
    }
    add(post.duty_phone.unwrap_or_default());
    for polygon in precinct.borders.iter().flatten() {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            for corner in ring.coords() {
                add(&format!("{:.7} {:.7}", corner.x, corner.y));
            }
        }
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        use std::fmt::Write;
        write!(text, "{byte:02x}").ok();
    }
    text
}
