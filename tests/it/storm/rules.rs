//! What must hold, whatever happened.

use std::collections::{BTreeMap, BTreeSet};

use aula::chat::{Attachment, Owned, Press, Say, Tap};
use aula::domain::case::{self, Data, Event, EventKind, MOVES};
use aula::domain::report::{State, Step};
use aula::domain::{Account, Both, Lang};
use aula::store::{Letter, Tx};
use aula::text::{Words, escape};

use super::human::Kind;
use super::input::REMARK;
use super::world::World;
use crate::sql::{self, lines};
use crate::texts::html::{units, visible};

/// Telegram takes it as it is.
pub fn message(key: &str, say: &Say) {
    let text = visible(&say.text).unwrap_or_else(|error| panic!("{key}: {error}: {}", say.text));
    let captioned = matches!(
        say.attachment,
        Some(
            Attachment::File { .. }
                | Attachment::Media(_)
                | Attachment::Made(_)
                | Attachment::Printed(_)
        )
    );
    let limit = if captioned { 1024 } else { 4096 };
    assert!(
        units(&text) <= limit,
        "{key}: {} units: {text:.200}",
        units(&text)
    );
    match &say.attachment {
        None => assert!(!text.trim().is_empty(), "{key}: no words"),
        Some(Attachment::Venue { title, address, .. }) => {
            assert!(!title.is_empty() && !address.is_empty(), "{key}: {say:?}");
        }
        Some(Attachment::Contact { phone, name }) => {
            assert!(!phone.is_empty() && !name.is_empty(), "{key}: {say:?}");
        }
        Some(Attachment::File { name, content }) => {
            assert!(!name.is_empty() && !content.is_empty(), "{key}: {name}");
        }
        Some(Attachment::Media(_)) => {}
        Some(Attachment::Commands(commands)) => {
            assert!(text.is_empty() && commands.len() <= 100, "{key}");
        }
        Some(Attachment::AtTap(tap)) => {
            assert!(!tap.is_empty() && text.chars().count() <= 200, "{key}");
        }
        Some(Attachment::Made(_)) => panic!("{key}: a file that nobody has made"),
        Some(Attachment::Printed(printed)) => {
            assert!(
                !printed.name.is_empty() && !printed.content.is_empty(),
                "{key}"
            );
        }
    }
    assert!(say.buttons().count() <= 100, "{key}: too many buttons");
    for button in say.buttons() {
        let length = button.label.chars().count();
        assert!((1..=64).contains(&length), "{key}: {}", button.label);
        if let Press::Tap(data) = &button.press {
            assert!((1..=64).contains(&data.len()), "{key}: {data}");
            let tap = Owned::parse(data).tap;
            assert!(Tap::parse(tap).is_some(), "{key}: {data}");
        }
    }
    assert!(
        say.rows.iter().all(|row| (1..=8).contains(&row.len())),
        "{key}"
    );
}

/// It is for whoever gets it: their language, and nothing of the desk's own.
pub async fn addressee(world: &mut World, letter: &Letter, say: &Say) {
    let Some(human) = world.people.iter().find(|it| it.account == letter.chat.id) else {
        return;
    };
    let officer = matches!(human.kind, Kind::Officer(..));
    assert!(
        officer || !serde_json::to_string(say).unwrap().contains(REMARK),
        "{}: a remark",
        letter.key
    );
    let account = human.account;
    let lang = human.lang.unwrap_or(Lang::Kk);
    let settled = human.lang_since < letter.created_at;
    let mut tx = world.engine.store.read().await.unwrap();
    whoever_left_reads_nothing(&mut tx, letter, say, account).await;
    if let Some(report) = say
        .slot
        .as_deref()
        .and_then(|slot| slot.strip_prefix("case:"))
    {
        let sql = format!(
            "select 'own' from report join person on person.id = report.person
             where report.id = {report} and person.account = {account}"
        );
        let own = lines(&mut tx, &sql).await;
        assert!(
            own.is_empty(),
            "{}: the card of one's own report",
            letter.key
        );
    }
    let is_text = letter.key.starts_with("n:") || letter.key.starts_with("m:");
    if is_text && letter.batch.is_some() && settled && letter.key.contains("/0/") {
        let (own, other) = broadcast_text(&mut tx, &letter.key, lang).await;
        assert!(
            say.text.contains(&escape(&own)),
            "{}: {} to {lang:?}",
            letter.key,
            say.text
        );
        // A venue may be called by what the agenda says in the other language.
        let venues = venues(&mut tx, &letter.key).await;
        let mine = own.contains(&other) || venues.contains(&other);
        let foreign = own != other && !mine && say.text.contains(&escape(&other));
        assert!(!foreign, "{}: the other language", letter.key);
    }
}

/// Whoever holds no post is shown nothing of a report that is not theirs, but that a card is over.
async fn whoever_left_reads_nothing(tx: &mut Tx, letter: &Letter, say: &Say, account: i64) {
    let person = tx.person(Account::first(account)).await.unwrap();
    if person.is_none_or(|person| person.is_staff()) {
        return;
    }
    let over = Lang::ALL.map(|lang| Words::new(lang).case_ended());
    let card = say
        .slot
        .as_deref()
        .is_some_and(|it| it.starts_with("case:"));
    let opens = letter.body.contains("\"tap\":\"o:case:");
    let ended = over.contains(&say.text) && !opens;
    assert!(
        ended || !(card || opens),
        "{}: to nobody's desk",
        letter.key
    );
}

/// Where a meeting is, in both languages.
async fn venues(tx: &mut Tx, key: &str) -> String {
    let Some(meeting) = key.strip_prefix("m:").and_then(|it| it.split('/').next()) else {
        return String::new();
    };
    let sql = format!("select venue_kk || ' ' || venue_ru from meeting where id = {meeting}");
    lines(tx, &sql).await.concat()
}

/// What a notice or an agenda says in a language, and in the other.
async fn broadcast_text(tx: &mut Tx, key: &str, lang: Lang) -> (String, String) {
    let id: i64 = key[2..].split('/').next().unwrap().parse().unwrap();
    let (table, column) = if key.starts_with("n:") {
        ("notice", "text")
    } else {
        ("meeting", "agenda")
    };
    let mut both = Both::default();
    for (lang, text) in [("kk", &mut both.kk), ("ru", &mut both.ru)] {
        let sql = format!("select {column}_{lang} from {table} where id = {id}");
        *text = lines(tx, &sql).await.pop().unwrap();
    }
    let (own, other) = match lang {
        Lang::Kk => (both.kk, both.ru),
        Lang::Ru => (both.ru, both.kk),
    };
    // Where a language is missing, the other stands in.
    let own = if own.is_empty() { other.clone() } else { own };
    let other = if other.is_empty() { own.clone() } else { other };
    (own, other)
}

/// Whoever is forgotten stands nowhere, once the farewell is sent.
pub async fn forgotten(world: &mut World, account: i64) {
    let mut tx = world.engine.store.read().await.unwrap();
    let mut places = sql::places_of(&mut tx, account).await;
    places.retain(|place| {
        // A farewell that waits, and a group in which they speak.
        !(world.habits.crashes && place.starts_with("outbox."))
    });
    assert_eq!(places, Vec::<String>::new(), "{account} is still there");
}

/// Every understood update of a private chat was answered.
pub fn nothing_is_owed(world: &World) {
    assert!(world.owed.is_empty(), "never answered: {:?}", world.owed);
}

/// The names of all that was done.
pub async fn actions(world: &mut World) -> BTreeSet<String> {
    let mut tx = world.engine.store.read().await.unwrap();
    lines(&mut tx, "select distinct action from audit")
        .await
        .into_iter()
        .collect()
}

/// What the tables say of each other.
pub async fn check(world: &mut World) {
    let mut tx = world.engine.store.read().await.unwrap();
    let trouble = lines(&mut tx, "select cast(update_id as text) from trouble").await;
    assert_eq!(trouble, Vec::<String>::new(), "turns that failed");
    let refused = lines(&mut tx, "select action from audit where outcome <> 'done'").await;
    assert_eq!(refused, Vec::<String>::new(), "refused acts in the audit");
    let numbers = tx.report_numbers().await.unwrap();
    let all: Vec<i64> = (1..=i64::try_from(numbers.len()).unwrap()).collect();
    assert_eq!(numbers, all, "report numbers");
    audit_tells_what_happened(&mut tx).await;
    for id in lines(&mut tx, "select cast(id as text) from report").await {
        let report = tx.report(id.parse().unwrap()).await.unwrap().unwrap();
        let events = tx.events(report.id).await.unwrap();
        let reached = reached(&events);
        assert_eq!(reached, Ok(report.state), "№ {}: {events:?}", report.number);
    }
}

/// Each act in the audit left its row, and each row came of one act.
async fn audit_tells_what_happened(tx: &mut Tx) {
    let counts = lines(
        tx,
        "select action || ' ' || count(*) from audit group by action",
    )
    .await;
    let counts: BTreeMap<&str, i64> = counts
        .iter()
        .filter_map(|line| line.split_once(' '))
        .map(|(action, count)| (action, count.parse().unwrap()))
        .collect();
    let rows = [
        ("send_report", "select count(*) from report"),
        (
            "accept",
            "select count(*) from report_event where kind = 'accepted'",
        ),
        (
            "ask",
            "select count(*) from report_event where kind = 'question'",
        ),
        (
            "close",
            "select count(*) from report_event where kind = 'closed'",
        ),
        (
            "remark",
            "select count(*) from report_event where kind = 'remark'",
        ),
        (
            "withdraw",
            "select count(*) from report_event where kind = 'withdrawn'",
        ),
        (
            "take_back",
            "select count(*) from report_event where kind = 'taken_back'",
        ),
        (
            "resume",
            "select count(*) from report_event where kind = 'resumed'",
        ),
        ("announce", "select count(*) from meeting"),
        ("send_notice", "select count(*) from notice"),
        ("invite", "select count(*) from invitation"),
        (
            "join",
            "select count(*) from invitation where used_at is not null",
        ),
    ];
    for (action, sql) in rows {
        let sql = sql.replace("count(*)", "cast(count(*) as text)");
        let count: i64 = lines(tx, &sql).await[0].parse().unwrap();
        let audited = |action: &str| counts.get(action).copied().unwrap_or_default();
        let revoked = if action == "invite" {
            audited("revoke")
        } else {
            0
        };
        let audited = audited(action) - revoked;
        assert_eq!(audited, count, "{action}: audited, and there");
    }
}

/// Where a history leads, by the table of states.
fn reached(events: &[Event]) -> Result<State, String> {
    let mut state = State::New;
    let mut last = None;
    for event in events {
        // Several notes of one answer are one step.
        let again = last == Some((event.at, event.kind));
        last = Some((event.at, event.kind));
        let Some(row) = MOVES.iter().find(|it| it.event == event.kind) else {
            continue;
        };
        if row.step == Step::Answer && again {
            continue;
        }
        if event.by.is_some_and(|by| by.who() != row.who) {
            return Err(format!("{:?} by {:?}", row.step, event.by));
        }
        if (event.kind == EventKind::Closed) != matches!(event.data, Some(Data::Outcome(_))) {
            return Err(format!("{:?} with {:?}", row.step, event.data));
        }
        let next = case::row(state, row.step).map(|row| row.to);
        state = next.ok_or_else(|| format!("{:?} from {state:?}", row.step))?;
    }
    Ok(state)
}
