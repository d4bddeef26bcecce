//! Which posters say what is not true any more, and who is told so.

use anyhow::Result;
use sha2::{Digest, Sha256};

use super::hearers::desk;
use super::scene::Scene;
use super::shared::App;
use crate::domain::done::SeenBy;
use crate::domain::paper::PosterAge;
use crate::domain::{PrecinctCode, Time};
use crate::precincts::{Inspector, PrecinctPost};
use crate::show::posters;
use crate::store::MadePoster;
use crate::text::Words;

impl App {
    /// Tells the inspectors, once each, whose posters are out of date since an import or since
    /// somebody's standing in has ended.
    pub async fn tell_outdated_posters(&self) -> Result<()> {
        let mut tx = self.store.read().await?;
        let made = tx.made_posters().await?;
        tx.rollback().await?;
        let (directory, today) = (self.directory(), self.today());
        for poster in made {
            let post = directory.post(&poster.precinct, today);
            let Some(now) = post.as_ref().map(fingerprint) else {
                continue;
            };
            if now != poster.content && poster.told.as_ref() != Some(&now) {
                self.tell_outdated(&poster.precinct, &now).await?;
            }
        }
        Ok(())
    }

    async fn tell_outdated(&self, precinct: &PrecinctCode, content: &str) -> Result<()> {
        let cause = format!("c:{}", self.clock.new_id());
        let mut tx = self.store.begin().await?;
        // Another process may have been faster.
        if !tx.tell_poster(precinct, content).await? {
            return tx.rollback().await;
        }
        let mut scene = Scene::new(self, &mut tx, cause);
        let (seen_by, readers) = desk(&mut scene, precinct, None).await?;
        let readers = readers.into_iter().filter(|_| seen_by == SeenBy::Inspector);
        for reader in readers {
            let words = Words::new(reader.lang);
            let say = posters::outdated(precinct, &scene.eye(words, reader.person));
            scene.say(reader.chat, &say)?;
        }
        let (out, now) = (std::mem::take(&mut scene.out), scene.now);
        tx.enqueue(&out, now, None).await?;
        tx.commit().await
    }
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
