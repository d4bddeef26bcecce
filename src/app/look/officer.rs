//! Whether somebody is an officer: by what was told at the door, and by the code that they show.

use anyhow::Result;

use crate::app::scene::Scene;
use crate::domain::Scope;
use crate::domain::seen::{Checked, Doubt};
use crate::precincts::Directory;
use crate::typed::Presented;

/// More who are called the same are not told apart by what was said.
const NAMESAKES: usize = 8;
/// Digits of a phone that may as well be the number of a badge.
const SHORT: usize = 6;

/// Who is meant. A name is one only with the surname: nobody reads the directory by first names.
pub fn checked(directory: &Directory, told: &str) -> Checked {
    let said = Presented::read(told);
    let all = officers(directory);
    let known = |is: &dyn Fn(&RegisteredOfficer<'_>) -> bool| -> Vec<Scope> {
        let found = all.iter().filter(|it| is(it));
        found.map(|it| it.scope.clone()).collect()
    };
    let by_phone = known(&|it| said.phone.is_some() && it.phone == said.phone.as_deref());
    let by_name = match said.is_clear() {
        true => known(&|it| said.is(it.name)),
        false => Vec::new(),
    };
    let both: Vec<Scope> = by_name
        .iter()
        .filter(|it| by_phone.contains(it))
        .cloned()
        .collect();
    match (said.is_clear(), &said.phone) {
        (_, Some(_)) if !both.is_empty() => Checked::Known(both, None),
        (true, Some(_)) if !by_name.is_empty() => few(by_name, Some(Doubt::OtherPhone)),
        (true, Some(_)) if !by_phone.is_empty() => few(by_phone, Some(Doubt::OtherName)),
        (false, Some(_)) if !by_phone.is_empty() => few(by_phone, None),
        (false, Some(phone)) if phone.len() <= SHORT => Checked::Unclear { badge: true },
        (true, None) if !by_name.is_empty() => few(by_name, None),
        (false, None) => Checked::Unclear { badge: said.badge },
        _ => Checked::Nobody,
    }
}

/// Whose code it is while it holds.
pub async fn shown(scene: &mut Scene<'_>, hash: &str) -> Result<Vec<Scope>> {
    let Some(person) = scene.tx.proof(hash, scene.now).await? else {
        return Ok(Vec::new());
    };
    let posts = scene.tx.posts(person).await?.into_iter();
    let directory = scene.directory.clone();
    let there = |scope: &Scope| match scope {
        Scope::Inspector(code) => directory.inspector(code).is_some(),
        Scope::Head(code) => directory.head(code).is_some(),
        Scope::Area(_) | Scope::Lapsed(_) => false,
    };
    Ok(posts.map(|post| post.scope).filter(there).collect())
}

fn few(found: Vec<Scope>, doubt: Option<Doubt>) -> Checked {
    match found.len() > NAMESAKES {
        true => Checked::Unclear { badge: false },
        false => Checked::Known(found, doubt),
    }
}

struct RegisteredOfficer<'d> {
    scope: Scope,
    name: &'d str,
    phone: Option<&'d str>,
}

fn officers(directory: &Directory) -> Vec<RegisteredOfficer<'_>> {
    let inspectors = directory.inspectors().iter().map(|it| RegisteredOfficer {
        scope: Scope::Inspector(it.code.clone()),
        name: &it.name,
        phone: it.phone.as_deref(),
    });
    let heads = directory
        .records()
        .heads
        .iter()
        .map(|it| RegisteredOfficer {
            scope: Scope::Head(it.code.clone()),
            name: &it.name,
            phone: it.phone.as_deref(),
        });
    inspectors.chain(heads).collect()
}
