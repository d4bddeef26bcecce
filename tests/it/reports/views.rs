//! Every screen, tapped by everybody, with what is there and what is not: nobody reads of another's
//! report, and what is refused is refused alike.

use aula::chat::{Input, List, Say, Screen, Tap};
use aula::domain::{
    Action, Actor, AreaCode, Done, Lang, MeetingId, NoticeId, PersonVerb, PlaceId, Post,
    PrecinctCode, ReportId, Role, Scope,
};

use super::{OFFICER, OTHER, send, with_officers, words};
use crate::town::Town;

const OWNER: i64 = 7;
const RESIDENT: i64 = 8;
/// Has never written before.
const NEWCOMER: i64 = 9;
const ABOVE: i64 = 500_003;
const BESIDE: i64 = 500_004;
const GROUP: i64 = -77;
/// Screens of [`of_report`].
const OF_ONE: usize = 18;
/// Inspector elsewhere, who stands in at P-01.
const ACTING: i64 = 500_005;
const AKIMAT: i64 = 500_006;
const COUNCIL: i64 = 500_007;
const OPERATOR: i64 = 500_008;
/// Words of the report that stand nowhere else.
const SECRET: &str = "соловьи";

fn of_report(id: ReportId, number: i64) -> Vec<Screen> {
    vec![
        Screen::MyReport(id),
        Screen::AddTo(id),
        Screen::Answer(id),
        Screen::Withdraw(id),
        Screen::Whole(id, 0),
        Screen::WholeFile(id),
        Screen::Pin(id),
        Screen::Numbered(number),
        Screen::RepeatOf(id, number),
        Screen::Case(id),
        Screen::Ask(id),
        Screen::Close(id),
        Screen::Remark(id),
        Screen::NoticeProgress(NoticeId::new(id.get())),
        Screen::MeetingProgress(MeetingId::new(id.get())),
        Screen::Place(PlaceId::new(id.get())),
        Screen::NamePlace(PlaceId::new(id.get())),
        Screen::ReportAt(PlaceId::new(id.get())),
    ]
}

fn others() -> Vec<Screen> {
    let code = || "P-01".to_owned();
    let lists = [
        List::MyReports,
        List::Subscriptions,
        List::Places,
        List::Desk,
        List::Closed,
    ];
    let mut screens = vec![
        Screen::Menu,
        Screen::Language,
        Screen::Help,
        Screen::Privacy,
        Screen::MyData,
        Screen::Forget,
        Screen::Find,
        Screen::Card(PrecinctCode::new(code())),
        Screen::Phone(PrecinctCode::new(code())),
        Screen::Venue(PrecinctCode::new(code())),
        Screen::Card(PrecinctCode::new("P-99999")),
        Screen::Emergency,
        Screen::Report,
        Screen::ReportOn,
        Screen::ReportIn(PrecinctCode::new(code())),
        Screen::MyReports,
        Screen::Subscriptions,
        Screen::Places,
        Screen::Desk,
        Screen::Closed,
        Screen::Announce,
        Screen::Notice,
    ];
    screens.extend(lists.map(|list| Screen::Page(list, 1)));
    screens
}

/// What a tap is answered with, from the menu.
async fn opens(town: &Town, account: i64, screen: Screen) -> Vec<Say> {
    let tap = |screen: Screen| Input::Tap(Tap::Open(screen).encode());
    town.take(account, tap(Screen::Menu)).await;
    town.drain(account).await;
    town.take(account, tap(screen)).await;
    town.drain(account).await
}

fn texts(says: &[Say]) -> String {
    serde_json::to_string(says).unwrap()
}

#[tokio::test]
async fn nobody_reads_what_is_not_theirs() {
    let town = Town::memory().await;
    with_officers(&town).await;
    for (account, area) in [(ABOVE, "D-1"), (BESIDE, "D-3")] {
        let role = Role::Supervisor;
        town.officer(account, Lang::Ru, role, area).await;
    }
    for account in [OWNER, RESIDENT] {
        town.resident(account, Lang::Ru).await;
    }
    officials(&town).await;
    acts(&town, Some("P-01")).await;
    let there = send(&town, OWNER, "other", vec![words(SECRET)]).await;
    let mut tx = town.app.store.read().await.unwrap();
    let number = tx.report(there).await.unwrap().unwrap().number;
    tx.rollback().await.unwrap();
    let strangers = [NEWCOMER, RESIDENT, OTHER, BESIDE];
    for account in strangers.into_iter().chain([AKIMAT, COUNCIL, OPERATOR]) {
        reads_nothing(&town, account, there, number).await;
    }
    for account in [OWNER, OFFICER, ABOVE, ACTING] {
        let seen = opens(&town, account, Screen::Whole(there, 0)).await;
        assert!(texts(&seen).contains(SECRET), "{account} reads it");
    }
    acts(&town, None).await;
    reads_nothing(&town, ACTING, there, number).await;
    town.act(OWNER, Action::Person(PersonVerb::Forget))
        .await
        .unwrap();
    let seen = opens(&town, OWNER, Screen::MyReport(there)).await;
    assert!(!texts(&seen).contains(SECRET), "whoever was forgotten");
}

/// What is there is to this person as what is not.
async fn reads_nothing(town: &Town, account: i64, there: ReportId, number: i64) {
    let missing = number + 7_000;
    for screen in others() {
        let seen = texts(&opens(town, account, screen.clone()).await);
        assert!(!seen.contains(SECRET), "{account} at {screen:?}");
    }
    let forged = of_report(ReportId::new(there.get() + 1), missing);
    for (screen, forged) in of_report(there, number).into_iter().zip(forged) {
        let seen = texts(&opens(town, account, screen.clone()).await);
        assert!(!seen.contains(SECRET), "{account} at {screen:?}");
        let nothing = texts(&opens(town, account, forged).await);
        let nothing = nothing.replace(&missing.to_string(), &number.to_string());
        assert_eq!(plain(&seen), plain(&nothing), "{account} at {screen:?}");
    }
}

/// Posts of the area that look at nothing yet; nobody is invited to them.
async fn officials(town: &Town) {
    let all = [
        (AKIMAT, Role::Akimat),
        (COUNCIL, Role::Council),
        (OPERATOR, Role::Operator),
    ];
    for (account, role) in all {
        town.resident(account, Lang::Ru).await;
        let scope = Scope::Area(AreaCode::new("D-1"));
        let post = Post { role, scope };
        let (now, person) = (town.app.clock.now(), town.person(account).await.id);
        let mut tx = town.app.store.begin().await.unwrap();
        tx.add_post(person, &post, None, now).await.unwrap();
        tx.commit().await.unwrap();
    }
    town.officer(ACTING, Lang::Ru, Role::Inspector, "I-03")
        .await;
}

/// The third inspector stands in for a precinct, or for nobody.
async fn acts(town: &Town, precinct: Option<&str>) {
    let mut records = aula::demo::town::records();
    records.inspectors[2].acting_for = precinct.map(str::to_owned);
    let import = Action::Import(Box::new(records));
    let done = town.app.act(&Actor::Operator, import).await.unwrap();
    assert_eq!(done, Ok(Done::Imported));
    town.drain(ACTING).await;
}

/// Every screen tapped in a group, every command given there, by everybody who knows of a report
/// of what happens at home: a group hears what it always hears.
#[tokio::test]
async fn a_group_is_shown_nothing() {
    let town = Town::memory().await;
    with_officers(&town).await;
    let role = Role::Supervisor;
    town.officer(ABOVE, Lang::Ru, role, "D-1").await;
    town.resident(OWNER, Lang::Ru).await;
    let there = send(&town, OWNER, "home", vec![words(SECRET)]).await;
    let mut tx = town.app.store.read().await.unwrap();
    let number = tx.report(there).await.unwrap().unwrap().number;
    tx.rollback().await.unwrap();
    town.drain(OWNER).await;
    let screens = of_report(there, number).into_iter().chain(others());
    for (at, screen) in screens.enumerate() {
        let tap = || Input::Tap(Tap::Open(screen.clone()).encode());
        for account in [OWNER, OFFICER, ABOVE, OTHER, NEWCOMER] {
            for input in [tap(), Input::Text(SECRET.to_owned())] {
                town.take_in(GROUP, account, input).await;
            }
            for say in town.drain(GROUP).await {
                let shown = say.text.contains(SECRET) || say.text.contains(&there.to_string());
                assert!(
                    say.many && !say.sealed && !shown,
                    "{account} at {screen:?}: {say:?}"
                );
            }
            // Alone, the one who may reads it, and it says that it is for them.
            if account != OWNER || at >= OF_ONE {
                continue;
            }
            for say in opens(&town, account, screen.clone()).await {
                let shown = say.text.contains(SECRET) || say.text.contains(&there.to_string());
                assert!(say.sealed || !shown, "{screen:?}: {say:?}");
                assert!(!say.many, "{screen:?}: {say:?}");
            }
        }
    }
    for name in ["start", "report", "desk", "reports", "mydata", "help"] {
        let (name, arg) = (name.to_owned(), String::new());
        let command = Input::Command { name, arg };
        town.take_in(GROUP, OWNER, command).await;
    }
    let seen = town.drain(GROUP).await;
    let named = |say: &Say| say.text.contains(SECRET) || say.text.contains(&format!("№ {number}"));
    assert!(seen.iter().all(|say| say.many && !named(say)), "{seen:?}");
    assert!(!seen.is_empty());
}

/// Without the numbers of questions, which go on.
fn plain(said: &str) -> String {
    let mut parts = said.split("\"a:");
    let head = parts.next().unwrap_or_default().to_owned();
    parts.fold(head, |all, part| {
        let (_, rest) = part.split_once(':').unwrap_or(("", part));
        format!("{all}\"a:{rest}")
    })
}
