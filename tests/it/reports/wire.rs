//! The same over the wire, at Telegram's own pace: one message a second to one chat.

use std::time::{Duration, Instant};

use aula::domain::{Action, CaseVerb, Lang};

use super::{OFFICER, new, send, with_officers, words};
use crate::botapi::limits::Limits;
use crate::postgres::engines;
use crate::telegram::{Bot, server};
use crate::town::Town;

#[tokio::test]
async fn a_new_report_reaches_its_officer_while_three_hundred_additions_wait() {
    for engine in engines().await {
        let name = engine.name;
        let town = Town::on(engine).await;
        with_officers(&town).await;
        for account in [7_000_001, 7_000_002] {
            town.resident(account, Lang::Ru).await;
        }
        town.drain(OFFICER).await;
        let report = send(&town, 7_000_001, "other", vec![words("шум")]).await;
        for n in 1..=300 {
            let addition = Action::Case(
                report,
                CaseVerb::AddTo {
                    notes: vec![words(&format!("ещё {n}"))],
                    again: n % 2 == 0,
                },
            );
            assert!(town.act(7_000_001, addition).await.is_ok());
        }
        let api = server().await;
        api.set_limits(Limits::official());
        let bot = Bot::sends(&town.engine, &api, 25).await;
        assert!(
            api.wait_until(|api| api.count_in(OFFICER) > 0, Duration::from_secs(5))
                .await
        );
        let begun = Instant::now();
        let sent = town
            .act(
                7_000_002,
                Action::SendReport(new("other", vec![words("драка во дворе")])),
            )
            .await;
        assert!(sent.is_ok());
        bot.sender.wake();
        let came = |api: &crate::botapi::BotApi| {
            crate::telegram::texts(api, OFFICER)
                .iter()
                .any(|text| text.contains("драка во дворе"))
        };
        assert!(
            api.wait_until(came, Duration::from_secs(10)).await,
            "{name}"
        );
        println!("{name}: after {:?}", begun.elapsed());
        assert!(bot.all_done().await, "{name}: something is left");
        let all = api.count_in(OFFICER);
        assert!(all <= 6, "{name}: {all} messages of 300 additions");
        bot.stop().await;
    }
}
