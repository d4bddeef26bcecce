//! What happens at home: nothing that speaks of it goes to a chat of many, and whatever shows it or
//! leads to it says of itself that it is for one person alone.

use std::collections::BTreeSet;

use aula::chat::{Attachment, Made, Press, Say};
use aula::domain::law::Law;
use aula::store::Letter;

use super::world::World;
use crate::danger::violence;
use crate::sql::lines;

/// `row` is what was written, `say` the same as it goes out.
pub async fn kept(world: &mut World, letter: &Letter, row: &Say, say: &Say) {
    let many = letter.chat.id < 0;
    assert!(!many || row.many, "{}: not for many", letter.key);
    assert!(
        !(row.many && row.sealed),
        "{}: for many and for one",
        letter.key
    );
    world.to_many += u32::from(many);
    let reports = at_home(world).await;
    let ids: BTreeSet<&str> = reports.iter().map(|(id, _)| id.as_str()).collect();
    let shows = shows(row, &ids) || violence::labels().iter().any(|it| row.text.contains(it));
    assert!(!shows || row.sealed, "{}: not sealed: {row:?}", letter.key);
    world.sealed += u32::from(shows);
    let told = [serde_json::to_string(row), serde_json::to_string(say)].map(Result::unwrap);
    let named = reports
        .iter()
        .any(|(_, number)| told.iter().any(|it| names(it, number)));
    assert!(!(named && many), "{}: named to many", letter.key);
}

/// Ids and numbers of all reports of a private kind.
async fn at_home(world: &World) -> Vec<(String, String)> {
    let law = Law::embedded();
    let private = law.categories().iter().filter(|it| it.private);
    let keys: Vec<String> = private.map(|it| format!("'{}'", it.key)).collect();
    let mut tx = world.engine.store.read().await.unwrap();
    let sql = format!(
        "select cast(id as text) || ' ' || cast(number as text) from report where category in ({})",
        keys.join(", ")
    );
    let rows = lines(&mut tx, &sql).await;
    let row = |it: &String| {
        it.split_once(' ')
            .map(|(id, no)| (id.to_owned(), no.to_owned()))
    };
    rows.iter().filter_map(row).collect()
}

/// By what it is about, where it stands, what it makes, and where its buttons lead.
fn shows(say: &Say, ids: &BTreeSet<&str>) -> bool {
    let made = match &say.attachment {
        Some(Attachment::Made(Made::History { report, .. })) => {
            ids.contains(report.to_string().as_str())
        }
        // They hold all of a person's reports.
        Some(Attachment::Made(Made::MyData { .. } | Made::MyText { .. })) => true,
        _ => false,
    };
    let about = say.about.map(|it| it.to_string());
    let taps = say.buttons().filter_map(|button| match &button.press {
        Press::Tap(data) => Some(data.as_str()),
        Press::Position | Press::Url(_) => None,
    });
    let mut parts = taps
        .chain(say.slot.as_deref())
        .chain(about.as_deref())
        .flat_map(|it| it.split(':'));
    made || parts.any(|part| ids.contains(part))
}

/// Whether this number of a report stands there, and no longer one that begins with it.
fn names(told: &str, number: &str) -> bool {
    let mut after = told.split("№ ").skip(1);
    after.any(|it| {
        it.strip_prefix(number)
            .is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()))
    })
}
