//! What an import changes for those who live there, told once: the home is in another precinct now, or
//! somebody else serves it. It is looked at after the import, home by home in short transactions;
//! where that stopped is kept with it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::group::changed;
use super::scene::Scene;
use super::shared::App;
use crate::address::name_key;
use crate::domain::directory::{Inspector, Precinct, Records};
use crate::domain::group::Group;
use crate::domain::{Both, InspectorCode, KnownPlace, Lang, PersonId, PrecinctCode, borders};
use crate::flow::search::place_today;
use crate::precincts::Directory;
use crate::show::changes;
use crate::store::{NotedChange, Outgoing, aside};
use crate::text::Words;

/// Homes that are looked at, and precincts whose residents are told, in one transaction.
const HOMES: i64 = 200;
const PRECINCTS: usize = 20;

/// What is left to be told.
#[derive(Default, Serialize, Deserialize)]
struct Untold {
    /// Precincts with another outline or other streets: whose home was there may live elsewhere now.
    homes: BTreeSet<PrecinctCode>,
    /// Who was called in precincts that somebody else serves.
    before: BTreeMap<PrecinctCode, Option<ServedBefore>>,
}

#[derive(Serialize, Deserialize)]
struct ServedBefore {
    code: InspectorCode,
    name: String,
    rank: Both,
    phone: Option<String>,
}

/// Notes in the import's own transaction what it changes; what was not told yet of the one before is
/// told with it, from where that began.
pub async fn note(scene: &mut Scene<'_>, old: &Directory, records: &Records) -> Result<()> {
    let today = scene.today();
    let mut untold = Untold {
        homes: concerned(scene, old, records).await?,
        ..Untold::default()
    };
    let light = light(records);
    let new = aside(move || Directory::new(light, today)).await?;
    for precinct in new.precincts() {
        let code = &precinct.code;
        let Some(before) = old.post(code, today) else {
            continue;
        };
        let before = before.on_duty().map(ServedBefore::of);
        let now = new.post(code, today).and_then(|it| it.on_duty());
        if is_other(before.as_ref(), now) {
            untold.before.insert(code.clone(), before);
        }
    }
    if let Some(noted) = scene.tx.change().await? {
        let earlier: Untold = serde_json::from_str(&noted.untold)?;
        untold.homes.extend(earlier.homes);
        untold.before.extend(earlier.before);
        scene.tx.end_change(noted.id).await?;
    }
    if untold.homes.is_empty() && untold.before.is_empty() {
        return Ok(());
    }
    let id = scene.app.clock.new_id();
    scene
        .tx
        .note_change(id, &serde_json::to_string(&untold)?)
        .await
}

impl App {
    /// Tells what an import has changed, to the end; what was told before a crash is not told again.
    pub async fn tell_changes(&self) -> Result<()> {
        while self.tell_some().await? {}
        Ok(())
    }

    async fn tell_some(&self) -> Result<bool> {
        let mut tx = self.store.read().await?;
        let noted = tx.change().await?;
        tx.rollback().await?;
        let Some(noted) = noted else {
            return Ok(false);
        };
        // By the borders of the import, whoever took it.
        self.reload_if_changed().await?;
        let untold: Untold = serde_json::from_str(&noted.untold)?;
        match untold.homes.is_empty() {
            true => self.tell_residents(noted, untold).await,
            false => self.tell_homes(noted, untold).await,
        }
    }

    async fn tell_homes(&self, noted: NotedChange, mut untold: Untold) -> Result<bool> {
        let mut tx = self.store.read().await?;
        let homes = tx.homes_after(noted.after, HOMES).await?;
        tx.rollback().await?;
        let last = homes.last().map(|(_, home)| home.id.get());
        let codes = untold.homes.clone();
        let directory = self.directory();
        // An address may take long to be found.
        let moved = aside(move || moved(homes, &codes, &directory)).await?;
        let mut groups = Vec::new();
        if last.is_none() {
            let codes = std::mem::take(&mut untold.homes);
            groups = self.groups_moved(codes).await?;
        }
        let after = last.unwrap_or(noted.after);
        let mut tx = self.store.begin().await?;
        let left = serde_json::to_string(&untold)?;
        let mut scene = Scene::new(self, &mut tx, format!("w:{}", noted.id));
        // Another process may have been faster, or there is a newer directory.
        if !scene.tx.go_on_with_change(&noted, after, &left).await? {
            tx.rollback().await?;
            return Ok(true);
        }
        let mut rows = Vec::new();
        for (person, home, code) in moved {
            rows.extend(follow(&mut scene, noted.id, person, &home, code).await?);
        }
        for (group, code) in groups {
            changed::moved(&mut scene, noted.id, &group, &code).await?;
        }
        let now = scene.now;
        tx.enqueue(&rows, now, None).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Groups whose address is in another precinct by the directory in force, of those `codes`.
    async fn groups_moved(
        &self,
        codes: BTreeSet<PrecinctCode>,
    ) -> Result<Vec<(Group, PrecinctCode)>> {
        let mut tx = self.store.read().await?;
        let groups = tx.bound_groups().await?;
        tx.rollback().await?;
        let directory = self.directory();
        let moved = move |group: Group| {
            let spot = group
                .spot
                .as_ref()
                .filter(|it| codes.contains(&it.precinct))?;
            let today = place_today(spot, &directory)?.precinct;
            (today != spot.precinct).then_some((group, today))
        };
        aside(move || groups.into_iter().filter_map(moved).collect()).await
    }

    async fn tell_residents(&self, noted: NotedChange, mut untold: Untold) -> Result<bool> {
        let mut some = BTreeMap::new();
        while some.len() < PRECINCTS
            && let Some((code, before)) = untold.before.pop_first()
        {
            some.insert(code, before);
        }
        let ends = untold.before.is_empty();
        let left = serde_json::to_string(&untold)?;
        let mut tx = self.store.begin().await?;
        let mut scene = Scene::new(self, &mut tx, format!("w:{}", noted.id));
        if !scene
            .tx
            .go_on_with_change(&noted, noted.after, &left)
            .await?
        {
            tx.rollback().await?;
            return Ok(true);
        }
        for (code, before) in some {
            served_by_another(&mut scene, noted.id, &code, before.as_ref()).await?;
        }
        if ends {
            tx.end_change(noted.id).await?;
        }
        tx.commit().await?;
        Ok(!ends)
    }
}

/// Homes whose precinct is another by the new directory.
fn moved(
    homes: Vec<(PersonId, KnownPlace)>,
    codes: &BTreeSet<PrecinctCode>,
    directory: &Directory,
) -> Vec<(PersonId, KnownPlace, PrecinctCode)> {
    let homes = homes
        .into_iter()
        .filter(|(_, it)| codes.contains(&it.spot.precinct));
    let moved = homes.filter_map(|(person, home)| {
        let today = place_today(&home.spot, directory)?.precinct;
        (today != home.spot.precinct).then_some((person, home, today))
    });
    moved.collect()
}

/// A home goes to the precinct that has it now, and what is announced there comes along. Whoever lives
/// there is told, where the messenger delivers.
async fn follow(
    scene: &mut Scene<'_>,
    import: i64,
    person: PersonId,
    home: &KnownPlace,
    code: PrecinctCode,
) -> Result<Option<Outgoing>> {
    let from = &home.spot.precinct;
    if !scene.tx.move_home(home.id, from, &code).await? {
        return Ok(None);
    }
    let subscribed = scene.tx.subscriptions(person).await?;
    if subscribed.contains(&(from.clone(), true)) {
        scene.tx.leave_own(person, None).await?;
        scene.tx.subscribe(person, &code, true, scene.now).await?;
    }
    let reached = scene.tx.is_reached(person).await?;
    let Some(reader) = scene.tx.reader(person).await?.filter(|_| reached) else {
        return Ok(None);
    };
    let eye = scene.eye(Words::new(reader.lang), person);
    let say = changes::home(home, from, &code, &eye);
    Ok(Some(scene.of_import(import, reader.chat, &say)?))
}

/// Everybody who lives in the precinct hears who serves it now, and so do the groups that are bound to
/// it.
async fn served_by_another(
    scene: &mut Scene<'_>,
    import: i64,
    code: &PrecinctCode,
    before: Option<&ServedBefore>,
) -> Result<()> {
    let directory = scene.directory.clone();
    let Some(post) = directory.post(code, scene.today()) else {
        return Ok(());
    };
    // It may be as it was by now.
    if !is_other(before, post.on_duty()) {
        return Ok(());
    }
    for lang in Lang::ALL {
        let words = Words::new(lang);
        let before = before.map(|it| (it.rank.get(lang), it.name.as_str()));
        let eye = scene.eye(words, PersonId::new(0));
        let say = changes::inspector(&post, before, &eye);
        let body = serde_json::to_string(&say)?;
        let now = scene.now;
        let told = scene.tx.tell_residents(import, code, lang, &body, now);
        told.await?;
    }
    let named = |lang| before.map(|it| (it.rank.get(lang).to_owned(), it.name.clone()));
    changed::served_by_another(scene, import, &post, named).await
}

/// Whether it is somebody else, and not the same person written otherwise. One who keeps code and
/// phone has another name.
fn is_other(before: Option<&ServedBefore>, now: Option<&Inspector>) -> bool {
    let (Some(before), Some(now)) = (before, now) else {
        return before.is_some() != now.is_some();
    };
    let keys = |name: &str| -> BTreeSet<String> { name.split_whitespace().map(name_key).collect() };
    let same = before.code == now.code && before.phone.is_some() && before.phone == now.phone;
    !same && keys(&before.name) != keys(&now.name)
}

impl ServedBefore {
    fn of(it: &Inspector) -> ServedBefore {
        ServedBefore {
            code: it.code.clone(),
            name: it.name.clone(),
            rank: it.rank.clone(),
            phone: it.phone.clone(),
        }
    }
}

/// Precincts where somebody lives that have another outline or territory in new records, or are not
/// there any more.
async fn concerned(
    scene: &mut Scene<'_>,
    old: &Directory,
    records: &Records,
) -> Result<BTreeSet<PrecinctCode>> {
    let outline = |it: &Precinct| {
        let borders = it.borders.as_ref().map(borders::normalised);
        (it.territory.clone(), borders)
    };
    let all = records.precincts.iter();
    let new: BTreeMap<&PrecinctCode, &Precinct> = all.map(|it| (&it.code, it)).collect();
    let mut codes = scene.tx.home_precincts().await?;
    codes.extend(scene.tx.group_precincts().await?);
    codes.retain(|code| new.get(code).map(|it| outline(it)) != old.precinct(code).map(outline));
    Ok(codes.into_iter().collect())
}

/// Who serves where, without what takes long to read.
fn light(records: &Records) -> Records {
    let precincts = records.precincts.iter().map(|it| Precinct {
        territory: Both::default(),
        borders: None,
        ..it.clone()
    });
    Records {
        precincts: precincts.collect(),
        renamed: Vec::new(),
        areas: records.areas.clone(),
        stations: records.stations.clone(),
        inspectors: records.inspectors.clone(),
        heads: records.heads.clone(),
    }
}
