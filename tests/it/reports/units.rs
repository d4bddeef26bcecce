//! The longest that is accepted arrives whole, in letters that Telegram counts twice.

use aula::chat::{Attachment, Input, Screen, Tap, units};
use aula::domain::meeting::{AGENDA_CHARS, NewMeeting, VENUE_CHARS};
use aula::domain::notice::{NOTICE_CHARS, NewNotice};
use aula::domain::report::{NOTE_CHARS, OFFICER_CHARS, Outcome};
use aula::domain::{Action, Both, CaseVerb, Lang, PersonVerb, PrecinctCode, ReportId};

use super::{OFFICER, open, send, with_officers, words};
use crate::botapi::{BotApi, Settings};
use crate::postgres::Engine;
use crate::sql::lines;
use crate::telegram::{Bot, texts};
use crate::town::Town;

/// So many units, and recognised by their end.
fn full(limit: usize, end: &str) -> String {
    let text = "🎉".repeat((limit - units(end)) / 2);
    format!("{text}{end}")
}

fn both(limit: usize, end: &str) -> Both {
    Both {
        kk: full(limit, &format!("{end}-kk")),
        ru: full(limit, &format!("{end}-ru")),
    }
}

#[tokio::test]
async fn the_longest_of_everything_arrives_whole() {
    let town = Town::on(Engine::file().await).await;
    with_officers(&town).await;
    for (account, lang) in [(7, Lang::Ru), (8, Lang::Kk)] {
        town.resident(account, lang).await;
        let precinct = PrecinctCode::new("P-01");
        town.act(account, Action::Person(PersonVerb::Subscribe { precinct }))
            .await
            .unwrap();
    }
    town.drain(0).await;
    // The sender's clock is the real one.
    let now = jiff::Timestamp::now();
    town.app.clock.set(now);
    let meeting = NewMeeting {
        precinct: PrecinctCode::new("P-01"),
        starts_at: now + jiff::SignedDuration::from_hours(48),
        venue: both(VENUE_CHARS, "venue"),
        place: None,
        agenda: both(AGENDA_CHARS, "agenda"),
    };
    let notice = NewNotice {
        precinct: PrecinctCode::new("P-01"),
        text: both(NOTICE_CHARS, "notice"),
    };
    town.act(OFFICER, Action::Announce(meeting.clone()))
        .await
        .unwrap();
    town.act(OFFICER, Action::SendNotice(notice.clone()))
        .await
        .unwrap();
    let report = send(&town, 7, "other", vec![words(&full(NOTE_CHARS, "note"))]).await;
    let [question, outcome] = asked_and_closed(&town, report.get()).await;
    let tap = Tap::Open(Screen::Whole(report, 0)).encode();
    town.take(OFFICER, Input::Tap(tap)).await;
    let api = BotApi::start(Settings::default()).await;
    let bot = Bot::sends(&town.engine, &api, 25).await;
    assert!(bot.all_done().await);
    bot.stop().await;
    let got = |chat: i64, what: &str| {
        let texts = texts(&api, chat);
        assert!(
            texts.iter().any(|text| text.contains(what)),
            "{chat}: {what:.12}"
        );
    };
    for what in [
        &meeting.venue.ru,
        &meeting.agenda.ru,
        &notice.text.ru,
        &question,
        &outcome,
    ] {
        got(7, what);
    }
    for what in [&meeting.venue.kk, &meeting.agenda.kk, &notice.text.kk] {
        got(8, what);
    }
    got(OFFICER, &full(NOTE_CHARS, "note"));
}

/// The officer asks and closes, each in as many words as there may be.
async fn asked_and_closed(town: &Town, report: i64) -> [String; 2] {
    let question = full(OFFICER_CHARS, "question");
    let text = question.clone();
    town.act(
        OFFICER,
        Action::Case(ReportId::new(report), CaseVerb::Ask(text)),
    )
    .await
    .unwrap();
    let outcome = full(OFFICER_CHARS, "outcome");
    let close = Action::Case(
        ReportId::new(report),
        CaseVerb::Close {
            outcome: Outcome::Resolved,
            text: outcome.clone(),
        },
    );
    town.act(OFFICER, close).await.unwrap();
    [question, outcome]
}

/// One unit more is told at once, with what was typed still to be corrected.
#[tokio::test]
async fn what_telegram_would_count_as_longer_is_told() {
    let town = Town::memory().await;
    with_officers(&town).await;
    town.resident(7, Lang::Ru).await;
    let report = send(&town, 7, "other", vec![words("шум")]).await;
    town.drain(0).await;
    open(&town, OFFICER, Screen::Remark(report)).await;
    let input = |text: String| Input::Text(text);
    town.take(OFFICER, input("🎉".repeat(OFFICER_CHARS / 2 + 1)))
        .await;
    let told = town.drain(OFFICER).await;
    assert!(told[0].text.contains("400"), "{told:?}");
    town.take(OFFICER, input("🎉".repeat(OFFICER_CHARS / 2)))
        .await;
    let mut tx = town.app.store.read().await.unwrap();
    let kept = lines(
        &mut tx,
        "select text from report_event where kind = 'remark'",
    )
    .await;
    assert_eq!(kept, ["🎉".repeat(OFFICER_CHARS / 2)]);
}

/// A calendar reads lines that end in CR LF, and nothing else that breaks them.
#[tokio::test]
async fn a_calendar_entry_has_no_bare_carriage_return() {
    let town = Town::memory().await;
    with_officers(&town).await;
    town.resident(7, Lang::Ru).await;
    let precinct = PrecinctCode::new("P-01");
    town.act(7, Action::Person(PersonVerb::Subscribe { precinct }))
        .await
        .unwrap();
    let odd = |text: &str| Both {
        kk: text.to_owned(),
        ru: text.to_owned(),
    };
    let meeting = NewMeeting {
        precinct: PrecinctCode::new("P-01"),
        starts_at: town.app.clock.now() + jiff::SignedDuration::from_hours(48),
        venue: odd("Школа\rЗал\u{2028}\u{7}2"),
        place: None,
        agenda: odd("Шум\rДворы\r\nВопросы\0\u{b}Ещё\nBEGIN:VEVENT"),
    };
    town.act(OFFICER, Action::Announce(meeting)).await.unwrap();
    let mut seen = 0;
    for say in town.drain(7).await {
        let Some(Attachment::File { content, .. }) = say.attachment else {
            continue;
        };
        seen += 1;
        let bare = content.replace("\r\n", "");
        assert!(!bare.contains(|c: char| c.is_control()), "{content:?}");
        let unfolded = content.replace("\r\n ", "");
        assert!(
            unfolded.contains("Шум\\nДворы\\nВопросы\\nЕщё\\nBEGIN"),
            "{unfolded}"
        );
        assert_eq!(unfolded.matches("\r\nBEGIN:VEVENT").count(), 1);
    }
    assert_eq!(seen, 1);
}
