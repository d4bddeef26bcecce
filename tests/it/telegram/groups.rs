//! Groups at the edge: who leads them, what is said at a button, and how much they are sent.

use std::time::{Duration, Instant};

use aula::chat::{Attachment, Beside, Incoming, Input, Rank, Say};
use aula::domain::{Account, Chat, UpdateId};
use aula::store::Outgoing;
use aula::telegram::ask_ranks;
use serde_json::json;

use super::{Bot, SOON, answers, notices, row, server, texts, words};
use crate::botapi::limits::{Fault, FaultKind, Limits};
use crate::botapi::{BotApi, ChatKind};
use crate::postgres::Engine;

const GROUP: i64 = -1_000_000_000_007;

/// As it comes from somebody in the group.
fn from(account: i64, input: Input) -> Incoming {
    Incoming {
        update: UpdateId::first(account),
        chat: Chat::first(GROUP),
        private: false,
        account: Account::first(account),
        tag: None,
        input,
        beside: Beside::default(),
    }
}

fn command(name: &str) -> Input {
    Input::Command {
        name: name.to_owned(),
        arg: String::new(),
    }
}

/// What is found out of those who bind a group.
async fn ranks(bot: &Bot, accounts: &[i64]) -> Vec<Option<Rank>> {
    let turn = |account: &i64| from(*account, command("bind"));
    let mut turns: Vec<Incoming> = accounts.iter().map(turn).collect();
    ask_ranks(&bot.client, &mut turns).await;
    turns.iter().map(|it| it.beside.rank).collect()
}

fn fails(api: &BotApi, method: &'static str, kind: FaultKind) {
    api.clear_faults();
    api.fault(Fault {
        method: Some(method),
        chat: None,
        times: u32::MAX,
        kind,
    });
}

#[tokio::test]
async fn who_leads_is_asked_where_it_matters_and_once() {
    let (engine, api) = (Engine::file().await, server().await);
    api.chat(GROUP, ChatKind::Supergroup);
    for (user, status) in [(1, "creator"), (2, "administrator"), (4, "left")] {
        api.member(GROUP, user, status);
    }
    let bot = Bot::sends(&engine, &api, 25).await;
    let (leads, member) = (Some(Rank::Administrator), Some(Rank::Member));
    assert_eq!(
        ranks(&bot, &[1, 2, 3, 4, 2]).await,
        [leads, leads, member, member, leads]
    );
    assert_eq!(api.count_of("getChatMember"), 4);

    // Nobody is asked about who need not lead, or is known to.
    let mut turns = [
        from(1, command("help")),
        from(1, Input::Text("hello".to_owned())),
        from(1, command("bind")),
    ];
    turns[2].beside.rank = Some(Rank::Anonymous);
    ask_ranks(&bot.client, &mut turns).await;
    assert_eq!(turns[2].beside.rank, Some(Rank::Anonymous));
    assert_eq!(api.count_of("getChatMember"), 4);

    // Where members are hidden, those who lead are not.
    let hidden = FaultKind::BadRequest("Bad Request: CHAT_ADMIN_REQUIRED".to_owned());
    fails(&api, "getChatMember", hidden);
    assert_eq!(ranks(&bot, &[1, 2, 3]).await, [leads, leads, member]);
    // Whatever goes wrong, nobody is let in.
    for kind in [FaultKind::ServerError, FaultKind::Retry429(3)] {
        fails(&api, "getChatMember", kind);
        assert_eq!(ranks(&bot, &[1]).await, [None]);
    }
    fails(&api, "getChatMember", FaultKind::Delay(SOON * 2));
    let begun = Instant::now();
    let many: Vec<i64> = (1..=40).collect();
    assert_eq!(ranks(&bot, &many).await, [None; 40]);
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    assert_eq!(api.violations(), Vec::<String>::new());
    bot.stop().await;
}

fn at_button(key: &str, tap: &str, text: &str) -> Outgoing {
    let say = Say {
        text: text.to_owned(),
        ..Say::attach(Attachment::AtTap(tap.to_owned()))
    };
    Outgoing {
        first: true,
        ..row(key, GROUP, &say.to_many())
    }
}

#[tokio::test]
async fn what_is_said_at_a_button_arrives_there_or_is_let_be() {
    let (engine, api) = (Engine::file().await, server().await);
    api.chat(GROUP, ChatKind::Supergroup);
    let bot = Bot::sends(&engine, &api, 25).await;
    bot.say(&answers(GROUP, 1)).await;
    assert!(api.wait_count(1, SOON).await);
    let [quiet, told] = ["x", "y"].map(|data| api.push_tap_in(GROUP, 7, 1, data));
    let long = format!("<b>Бұл</b> &lt;басқа&gt; {}", "ә".repeat(300));
    bot.say(&[
        at_button("t:1/tap", &quiet, ""),
        at_button("t:2/tap", &told, &long),
        at_button("t:3/tap", "gone", "words"),
    ])
    .await;
    bot.say(&[row("u:1", GROUP, &words("after it"))]).await;
    assert!(api.wait_count(2, SOON).await);
    assert!(bot.all_done().await);
    assert_eq!(api.said_at(&quiet), [""]);
    let told = api.said_at(&told);
    assert!(told[0].starts_with("Бұл <басқа> әә"), "{told:?}");
    assert_eq!((told.len(), told[0].encode_utf16().count()), (1, 200));
    assert_eq!(bot.state("t:3/tap").await.as_deref(), Some("expired"));
    assert_eq!(texts(&api, GROUP), ["1", "after it"]);
    assert_eq!(api.violations(), Vec::<String>::new());
    bot.stop().await;
}

#[tokio::test]
async fn a_group_is_sent_twenty_a_minute_and_is_never_told_to_wait() {
    let (engine, api) = (Engine::file().await, server().await);
    api.set_limits(Limits::official());
    api.chat(GROUP, ChatKind::Supergroup);
    let bot = Bot::sends(&engine, &api, 25).await;
    bot.say(&answers(GROUP, 25)).await;
    assert!(api.wait_until(|api| api.count_in(GROUP) == 20, SOON).await);
    let tap = api.push_tap_in(GROUP, 7, 1, "x");
    bot.say(&[at_button("t:1/tap", &tap, "")]).await;
    bot.write(&notices("n:1", GROUP..=GROUP, &words("notice")))
        .await;
    bot.sender.wake();
    let answered = |api: &BotApi| !api.said_at(&tap).is_empty();
    assert!(api.wait_until(answered, SOON).await);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!((api.count_in(GROUP), api.count_429()), (20, 0));
    // What it could not say is kept for later.
    assert_eq!(bot.pending().await, 6);
    bot.stop().await;
}

#[tokio::test]
async fn where_a_topic_is_gone_it_is_said_to_all() {
    let (engine, api) = (Engine::file().await, server().await);
    api.forum(GROUP, &[17]);
    let bot = Bot::sends(&engine, &api, 25).await;
    for (key, topic) in [("t:1", 17), ("t:2", 18)] {
        let say = words(key).in_topic(topic);
        bot.say(&[row(key, GROUP, &say.to_many())]).await;
    }
    assert!(api.wait_count(2, SOON).await);
    let sent = api.sent();
    let topics = sent
        .iter()
        .map(|it| it.params["message_thread_id"].as_i64());
    assert_eq!(topics.collect::<Vec<_>>(), [Some(17), None]);
    // Closed for all, it may open again.
    fails(
        &api,
        "sendMessage",
        FaultKind::BadRequest("Bad Request: TOPIC_CLOSED".to_owned()),
    );
    bot.say(&[row("t:3", GROUP, &words("later").to_many())])
        .await;
    let refused = |api: &BotApi| api.refusals().len() == 2;
    assert!(api.wait_until(refused, SOON).await);
    assert_eq!(bot.pending().await, 1);
    bot.stop().await;
}

#[tokio::test]
async fn presses_beyond_the_door_do_not_spin() {
    let (engine, api) = (Engine::file().await, server().await);
    api.chat(GROUP, ChatKind::Supergroup);
    let bot = Bot::polls(&engine, &api).await;
    let taps: Vec<String> = (1..=120)
        .map(|user| api.push_tap_in(GROUP, user, 1, "o:help:"))
        .collect();
    let settled = |api: &BotApi| api.pending() == 0 && api.unanswered().is_empty();
    assert!(api.wait_until(settled, SOON).await);
    assert!(bot.all_done().await);
    // By the turn or at the door, and never by both.
    assert!(taps.iter().all(|tap| api.said_at(tap).len() == 1));
    bot.stop().await;
}

#[tokio::test]
async fn a_group_that_becomes_another_one_is_followed_from_either_side() {
    let (engine, api) = (Engine::file().await, server().await);
    let bot = Bot::polls(&engine, &api).await;
    let group = |id: i64, kind: &str| json!({"id": id, "type": kind, "title": "G"});
    let from = json!({"id": 1_087_968_824, "is_bot": true, "first_name": "Group"});
    bot.write(&[Outgoing {
        not_before: bot.app.clock.now() + Duration::from_secs(2),
        ..row("u:1", -5, &words("in the new one"))
    }])
    .await;
    // The old one tells nothing.
    api.push(json!({"message": {"message_id": 1, "date": 1, "from": from,
        "chat": group(GROUP, "supergroup"), "migrate_from_chat_id": -5}}));
    assert!(
        api.wait_until(|api| api.count_in(GROUP) == 1, SOON).await,
        "{:?}",
        api.refusals()
    );
    assert_eq!(api.count_in(-5), 0);
    bot.stop().await;
}
