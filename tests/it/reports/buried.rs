//! One resident cannot bury an inspector.

use std::collections::BTreeSet;

use aula::chat::{Attachment, Say, Screen};
use aula::domain::{Action, CaseVerb, Chat, Lang, ReportId};
use jiff::SignedDuration;

use super::{OFFICER, button, open, photo, send, with_officers, words};
use crate::postgres::engines;
use crate::sql::lines;
use crate::town::Town;

/// What waits for a chat, in the order in which it was said.
async fn waiting(town: &Town, chat: i64) -> Vec<Say> {
    let mut tx = town.app.store.read().await.unwrap();
    let sql = format!("select body from outbox where chat = {chat} order by created_at, seq, key");
    let bodies = lines(&mut tx, &sql).await;
    tx.rollback().await.unwrap();
    let says = bodies
        .iter()
        .map(|body| serde_json::from_str(body).unwrap());
    says.collect()
}

/// 300 additions with photos in a moment: what is not renewed in its slot is a handful.
#[tokio::test]
async fn many_additions_are_a_handful_of_messages() {
    for engine in engines().await {
        let name = engine.name;
        let town = Town::on(engine).await;
        with_officers(&town).await;
        town.resident(7, Lang::Ru).await;
        let report = send(&town, 7, "other", vec![words("шум")]).await;
        town.drain(OFFICER).await;
        for number in 0..300 {
            let mut notes = vec![words(&format!("ещё {number}"))];
            notes.extend((0..4).map(|at| photo(&format!("p{number}-{at}"))));
            let add = Action::Case(
                report,
                CaseVerb::AddTo {
                    notes,
                    again: number % 3 == 0,
                },
            );
            town.act(7, add).await.unwrap();
            let later = town.app.clock.now() + SignedDuration::from_millis(1);
            town.app.clock.set(later);
        }
        let waits = waiting(&town, OFFICER).await;
        let slots: BTreeSet<String> = waits.iter().filter_map(|say| say.slot.clone()).collect();
        let alone = waits.iter().filter(|say| say.slot.is_none()).count();
        assert_eq!(slots.len(), 2, "{name}: {slots:?}");
        assert!(
            alone <= 10,
            "{name}: {alone} messages that nothing replaces"
        );
        let heard = town.drain(OFFICER).await;
        let news = heard.iter().filter(|say| say.text.contains("ещё 299"));
        let news: Vec<&Say> = news.collect();
        assert!(news[0].text.contains("300"), "{name}: {news:?}");
        let card = heard.last().unwrap();
        assert!(card.text.contains("ещё 299") && card.text.contains("📎 Файлы: 1000"));
    }
}

/// Ten minutes after the last push more words are a push again, however often it was renewed.
#[tokio::test]
async fn a_renewed_message_does_not_put_off_the_next_push() {
    let town = Town::memory().await;
    with_officers(&town).await;
    town.resident(7, Lang::Ru).await;
    let report = send(&town, 7, "other", vec![words("шум")]).await;
    let mut pushes = 0;
    for minute in 0..31 {
        let add = Action::Case(
            report,
            CaseVerb::AddTo {
                notes: vec![words(&format!("минута {minute}"))],
                again: false,
            },
        );
        town.act(7, add).await.unwrap();
        let slot = format!("news:{report}");
        let mut tx = town.app.store.read().await.unwrap();
        pushes += i32::from(
            tx.slot(Chat::first(OFFICER), &slot)
                .await
                .unwrap()
                .is_none(),
        );
        tx.rollback().await.unwrap();
        let heard = town.drain(OFFICER).await;
        assert!(
            heard
                .iter()
                .any(|say| say.slot.as_ref() == Some(&slot) && !say.silent)
        );
        let later = town.app.clock.now() + SignedDuration::from_mins(1);
        town.app.clock.set(later);
    }
    assert_eq!(pushes, 4);
}

/// Nobody is too often in danger; but the phone of the officer rings three times, and then one
/// silent message counts, in which nothing tells whose or what it is.
#[tokio::test]
async fn private_reports_are_all_taken_and_soon_silent() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        with_officers(&town).await;
        for account in [7_000_001, 7_000_002] {
            town.resident(account, Lang::Ru).await;
        }
        let mut last = 0;
        for _ in 0..9 {
            last = send(&town, 7_000_001, "home", vec![words("бьёт")])
                .await
                .get();
        }
        send(&town, 7_000_002, "home", vec![words("кричат")]).await;
        let heard = waiting(&town, OFFICER).await;
        let loud = heard.iter().filter(|say| !say.silent).count();
        assert_eq!(loud, 4, "three of one, one of another");
        let quiet: Vec<&Say> = heard.iter().filter(|say| say.silent).collect();
        let slots: BTreeSet<_> = quiet.iter().map(|say| say.slot.clone().unwrap()).collect();
        // Those that were not sent yet gave way to the newest.
        assert_eq!((quiet.len(), slots.len()), (1, 1));
        let newest = quiet.iter().find(|say| say.text.contains("№ 9")).unwrap();
        assert!(newest.text.contains(": 6."), "{newest:?}");
        let told = serde_json::to_string(&heard).unwrap();
        for secret in ["бьёт", "дома", "насил", "7000001"] {
            assert!(!told.contains(secret), "{secret}: {told}");
        }
        let shown = [(*newest).clone()];
        assert_eq!(
            button(&shown, |it| *it == Screen::Case(ReportId::new(last))),
            Some(Screen::Case(ReportId::new(last)))
        );
        assert!(button(&shown, |it| *it == Screen::Desk).is_some());
        // All of them are on the desk.
        let desk = open(&town, OFFICER, Screen::Desk).await;
        assert!(desk.last().unwrap().text.contains("10"), "{desk:?}");
        // After a day it rings again.
        let later = town.app.clock.now() + SignedDuration::from_hours(25);
        town.app.clock.set(later);
        town.drain(OFFICER).await;
        send(&town, 7_000_001, "home", vec![words("снова")]).await;
        assert!(!town.drain(OFFICER).await[0].silent);
    }
}

/// A private report's files are not pushed, and those of its card are not more than ten at once.
#[tokio::test]
async fn a_card_brings_no_flood_of_files() {
    let town = Town::memory().await;
    with_officers(&town).await;
    town.resident(7, Lang::Ru).await;
    let report = send(&town, 7, "home", vec![words("здесь")]).await;
    for number in 0..30 {
        let notes = vec![photo(&format!("p{number}"))];
        let again = false;
        town.act(7, Action::Case(report, CaseVerb::AddTo { notes, again }))
            .await
            .unwrap();
    }
    let files = |says: &[Say]| -> usize {
        let media = |say: &&Say| matches!(say.attachment, Some(Attachment::Media(_)));
        says.iter().filter(media).count()
    };
    assert_eq!(files(&town.drain(OFFICER).await), 0);
    let opened = open(&town, OFFICER, Screen::Case(report)).await;
    assert_eq!(files(&opened), 10);
    let mut seen = 0;
    let mut next = button(&opened, |it| matches!(it, Screen::Whole(..)));
    while let Some(screen) = next {
        let from = match screen {
            Screen::Whole(_, from) => from,
            _ => break,
        };
        let page = open(&town, OFFICER, screen).await;
        assert!(files(&page) <= 10);
        seen += files(&page);
        next = button(&page, |it| matches!(it, Screen::Whole(_, to) if *to > from));
    }
    assert_eq!(seen, 30, "each of them can be seen");
}
