//! A server that takes calls and does not answer them.

use std::time::Duration;

use super::{Bot, answers, fault, server, texts};
use crate::botapi::limits::FaultKind;
use crate::postgres::Engine;

/// Two calls of twenty seconds each that nobody answers, and what a busy machine adds.
const LONG: Duration = Duration::from_secs(120);
const STALL: FaultKind = FaultKind::Delay(Duration::from_secs(600));

#[tokio::test]
async fn a_stall_of_everything_loses_nothing() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    fault(&api, 1, 2, STALL);
    bot.say(&answers(1, 2)).await;
    assert!(api.wait_count(2, LONG).await);
    assert_eq!(texts(&api, 1), ["1", "2"]);
    bot.stop().await;
}

/// It may have arrived twice by then; others are answered, so it is not about the way.
#[tokio::test]
async fn a_message_that_alone_is_not_answered_is_not_sent_a_third_time() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    fault(&api, 1, 2, STALL);
    bot.say(&answers(1, 1)).await;
    let others = async {
        for chat in 1_000.. {
            bot.say(&answers(chat, 1)).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let ended = async {
        while bot.state("a:1/1").await.as_deref() != Some("failed") {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let done = async {
        tokio::select! {
            () = others => {}
            () = ended => {}
        }
    };
    tokio::time::timeout(LONG, done).await.unwrap();
    assert_eq!(api.count_in(1), 0);
    bot.stop().await;
}
