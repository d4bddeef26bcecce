//! What stands between the bot and Telegram and speaks for itself.

use super::{Bot, SOON, answers, fault, server, texts};
use crate::botapi::limits::FaultKind;
use crate::postgres::Engine;
use aula::domain::{Account, Chat, Lang, PersonId, PrecinctCode};

#[tokio::test]
async fn a_proxy_is_not_telegram() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    let now = bot.app.clock.now();
    let mut tx = bot.app.store.begin().await.unwrap();
    let pages = [400, 401, 403, 404, 408, 421, 425];
    for (chat, status) in (1..).zip(pages) {
        tx.add_person(
            PersonId::new(chat * 10),
            Account::first(chat),
            Chat::first(chat),
            now,
        )
        .await
        .unwrap();
        tx.set_lang(PersonId::new(chat * 10), Lang::Kk)
            .await
            .unwrap();
        tx.subscribe(
            PersonId::new(chat * 10),
            &PrecinctCode::new("P"),
            false,
            now,
        )
        .await
        .unwrap();
        fault(&api, chat, 1, FaultKind::Page(status));
    }
    tx.commit().await.unwrap();
    for (chat, _) in (1..).zip(pages) {
        bot.say(&answers(chat, 2)).await;
    }
    assert!(api.wait_count(14, 4 * SOON).await);
    for (chat, status) in (1..).zip(pages) {
        assert_eq!(texts(&api, chat), ["1", "2"], "{status}");
    }
    let mut tx = bot.app.store.read().await.unwrap();
    assert_eq!(
        tx.count_subscribers(&PrecinctCode::new("P")).await.unwrap(),
        7,
        "none is gone"
    );
    tx.rollback().await.unwrap();
    bot.stop().await;
}
