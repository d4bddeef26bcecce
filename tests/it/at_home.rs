//! What happens at home, after a play: no message of a group speaks of it or names its report, and no
//! count has it.

use std::collections::BTreeSet;

use aula::domain::Time;
use aula::domain::law::Law;
use aula::store::Store;

use super::danger::violence;
use super::sql::lines;

/// Looks at a play as it was written out, and at the database that it left.
///
/// # Errors
/// What was found, for whoever reads the test.
pub async fn kept_from_groups(play: &str, store: &Store) -> Result<(), String> {
    let law = Law::embedded();
    let private = law.categories().iter().filter(|it| it.private);
    let keys: Vec<&str> = private.map(|it| it.key.as_str()).collect();
    let list = keys.join("', '");
    let mut tx = store.read().await.unwrap();
    let sql = format!("select cast(number as text) from report where category in ('{list}')");
    let numbers = lines(&mut tx, &sql).await;
    for said in in_groups(play) {
        if let Some(label) = violence::labels().iter().find(|it| said.contains(*it)) {
            return Err(format!("{label} is said in a group:\n{said}"));
        }
        if let Some(number) = numbers.iter().find(|it| names(&said, it)) {
            return Err(format!("№ {number} is named in a group:\n{said}"));
        }
    }
    let drafts = "select draft from family_draft";
    for draft in lines(&mut tx, drafts).await {
        if keys.iter().any(|key| draft.contains(&format!("\"{key}\""))) {
            return Err("it waits in a group".to_owned());
        }
    }
    let told = format!(
        "select cast(report as text) from report_group
         where report in (select id from report where category in ('{list}'))"
    );
    if !lines(&mut tx, &told).await.is_empty() {
        return Err("a group is told of it".to_owned());
    }
    let open = format!(
        "select cast(number as text) from report
         where state not in ('closed', 'withdrawn') and category not in ('{list}')"
    );
    let open = lines(&mut tx, &open).await.len();
    let kinds = format!(";{};", keys.join(";"));
    let counted = tx.figures(Time::UNIX_EPOCH, &kinds).await.unwrap().open;
    match usize::try_from(counted) == Ok(open) {
        true => Ok(()),
        false => Err(format!(
            "{counted} are counted, {open} are not of that kind"
        )),
    }
}

/// What each message of a group says: of a chat in which somebody does something in the play.
fn in_groups(play: &str) -> Vec<String> {
    let acts = play.lines().filter_map(|line| line.split_once(" > "));
    let rooms = acts.filter_map(|(who, _)| who.split_once(" in "));
    let rooms: BTreeSet<&str> = rooms
        .map(|(_, room)| room.split('/').next().unwrap_or(room).trim())
        .collect();
    let mut all: Vec<String> = Vec::new();
    let mut within = false;
    for line in play.lines() {
        let begins = !line.starts_with(' ');
        if begins {
            let who = line.split(['<', '~', '>']).next().unwrap_or_default();
            let who = who.split('/').next().unwrap_or(who).trim();
            within = rooms.contains(who);
            if within {
                all.push(String::new());
            }
        }
        if let Some(said) = all.last_mut().filter(|_| within) {
            said.push_str(line);
            said.push('\n');
        }
    }
    all
}

/// Whether this number of a report stands there, and no longer one that begins with it.
fn names(told: &str, number: &str) -> bool {
    let mut after = told.split("№ ").skip(1);
    after.any(|it| {
        let rest = it.strip_prefix(number);
        rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()))
    })
}

#[test]
fn messages_of_groups_are_found() {
    let play = "Дана(ru, admin) in Семья/Тема > add bot\nСемья     < слова\n          | ещё\n\
                Дана > /menu\nДана      < № 12\n";
    assert_eq!(in_groups(play), ["Семья     < слова\n          | ещё\n"]);
    assert!(names("№ 12 · x", "12") && !names("№ 12 · x", "1"));
}
