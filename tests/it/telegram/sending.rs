//! Answers: order, waiting, and what Telegram's refusals mean.

use std::time::{Duration, Instant};

use aula::chat::{Attachment, Button, Press, Say, Screen};
use aula::domain::report::{Media, MediaKind};
use aula::domain::{Account, Chat, PersonId, Point, PrecinctCode};
use aula::store::Outgoing;

use super::{Bot, SOON, answers, fault, file, row, server, texts, words};
use crate::botapi::limits::FaultKind;
use crate::postgres::{Engine, engines};

#[tokio::test]
async fn each_chat_gets_its_answers_in_order() {
    for engine in engines().await {
        let api = server().await;
        let bot = Bot::sends(&engine, &api, 25).await;
        for chat in 1..=20 {
            bot.say(&answers(chat, 5)).await;
        }
        assert!(api.wait_count(100, SOON).await);
        for chat in 1..=20 {
            assert_eq!(texts(&api, chat), ["1", "2", "3", "4", "5"], "{chat}");
        }
        assert!(bot.all_done().await);
        bot.stop().await;
        assert_eq!(api.violations(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn what_was_left_behind_is_found() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    bot.write(&answers(7, 3)).await;
    bot.sender.wake();
    assert!(api.wait_count(3, SOON).await);
    bot.stop().await;
    // A process died with rows of its own.
    let dead = Bot::sends(&engine, &api, 25).await;
    let rows = answers(8, 3);
    let now = dead.app.clock.now();
    let mut tx = dead.app.store.begin().await.unwrap();
    tx.enqueue(&rows, now, Some(now + Duration::from_secs(60)))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    dead.stop().await;
    let next = Bot::sends(&engine, &api, 25).await;
    assert!(api.wait_count(6, SOON).await);
    assert_eq!(texts(&api, 8), ["1", "2", "3"]);
    next.stop().await;
}

#[tokio::test]
async fn one_chat_that_must_wait_delays_no_other() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    fault(&api, 1, 1, FaultKind::Retry429(2));
    let begun = Instant::now();
    bot.say(&answers(1, 3)).await;
    bot.say(&answers(2, 3)).await;
    assert!(api.wait_until(|api| api.count_in(2) == 3, SOON).await);
    assert!(begun.elapsed() < Duration::from_millis(700));
    assert_eq!(api.count_in(1), 0);
    // What comes while it waits keeps its place behind the others.
    let more = Outgoing {
        seq: 9,
        ..row("more", 1, &words("more"))
    };
    bot.say(&[more]).await;
    // Two seconds as it was told, then a second between each two.
    assert!(api.wait_until(|api| api.count_in(1) == 4, 2 * SOON).await);
    assert!(begun.elapsed() >= Duration::from_secs(5));
    assert_eq!(texts(&api, 1), ["1", "2", "3", "more"]);
    assert!(bot.all_done().await);
    bot.stop().await;
}

#[tokio::test]
async fn a_trouble_of_the_server_passes_without_ten_seconds() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    fault(&api, 1, 1, FaultKind::ServerError);
    fault(&api, 2, 1, FaultKind::DropBefore);
    let begun = Instant::now();
    bot.say(&answers(1, 2)).await;
    bot.say(&answers(2, 2)).await;
    assert!(api.wait_count(4, SOON).await);
    assert!(begun.elapsed() < Duration::from_secs(4));
    // An answer that is lost behind the message repeats that message, and no other.
    fault(&api, 3, 1, FaultKind::DropAfter);
    bot.say(&answers(3, 2)).await;
    assert!(api.wait_until(|api| api.count_in(3) == 3, SOON).await);
    assert_eq!(texts(&api, 3), ["1", "1", "2"]);
    assert_eq!(
        (texts(&api, 1), texts(&api, 2)),
        (vec!["1".into(), "2".into()], vec!["1".into(), "2".into()])
    );
    bot.stop().await;
}

#[tokio::test]
async fn nobody_reads_a_blocked_chat() {
    for refusal in [
        FaultKind::Forbidden("Forbidden: bot was blocked by the user".into()),
        FaultKind::BadRequest("Bad Request: chat not found".into()),
    ] {
        let engine = Engine::file().await;
        let api = server().await;
        let bot = Bot::sends(&engine, &api, 25).await;
        let mut tx = bot.app.store.begin().await.unwrap();
        let (id, now) = (PersonId::new(70), bot.app.clock.now());
        tx.add_person(id, Account::first(7), Chat::first(7), now)
            .await
            .unwrap();
        tx.set_lang(id, aula::domain::Lang::Kk).await.unwrap();
        tx.subscribe(id, &PrecinctCode::new("P"), false, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        fault(&api, 7, 1, refusal);
        bot.say(&answers(7, 3)).await;
        assert!(bot.all_done().await);
        assert_eq!(api.count(), 0);
        // No notice is written for them any more.
        let mut tx = bot.app.store.read().await.unwrap();
        assert_eq!(
            tx.count_subscribers(&PrecinctCode::new("P")).await.unwrap(),
            0
        );
        tx.rollback().await.unwrap();
        bot.stop().await;
    }
}

#[tokio::test]
async fn a_group_that_moved_gets_its_answers_under_its_new_id() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    fault(&api, -5, 1, FaultKind::Migrate(-1_000_000_000_005));
    bot.say(&answers(-5, 3)).await;
    assert!(
        api.wait_until(|api| api.count_in(-1_000_000_000_005) == 3, SOON)
            .await
    );
    assert_eq!(texts(&api, -1_000_000_000_005), ["1", "2", "3"]);
    assert!(bot.all_done().await);
    bot.stop().await;
}

#[tokio::test]
async fn a_slot_is_edited_in_place() {
    let engine = Engine::file().await;
    let mut tx = engine.store.begin().await.unwrap();
    let now = jiff::Timestamp::UNIX_EPOCH;
    tx.add_person(PersonId::new(1), Account::first(7), Chat::first(7), now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    let shows = |key: &str, text: &str| {
        let say = words(text)
            .slot("s".into())
            .open("menu".into(), Screen::Menu);
        row(key, 7, &say)
    };
    for (key, text) in [("1", "one"), ("2", "two"), ("3", "two"), ("4", "four")] {
        bot.say(&[shows(key, text)]).await;
        assert!(bot.all_done().await);
    }
    assert_eq!(
        (api.count(), api.last_text(7).as_deref()),
        (1, Some("four"))
    );
    assert_eq!(
        api.count_of("editMessageText"),
        2,
        "the third changes nothing"
    );
    // The person deleted it: it is said anew.
    fault(
        &api,
        7,
        1,
        FaultKind::BadRequest("Bad Request: message to edit not found".into()),
    );
    bot.say(&[shows("5", "five")]).await;
    assert!(bot.all_done().await);
    assert_eq!(texts(&api, 7), ["one", "five"]);
    bot.say(&[shows("6", "six")]).await;
    assert!(bot.all_done().await);
    assert_eq!((api.count(), api.last_text(7).as_deref()), (2, Some("six")));
    bot.stop().await;
    assert_eq!(api.violations(), Vec::<String>::new());
}

/// The card of what happens at home, deleted by its officer: its renewal is no new message.
#[tokio::test]
async fn what_only_edits_is_never_said_anew() {
    let engine = Engine::file().await;
    let mut tx = engine.store.begin().await.unwrap();
    let now = jiff::Timestamp::UNIX_EPOCH;
    tx.add_person(PersonId::new(1), Account::first(7), Chat::first(7), now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    let renews = |key: &str, text: &str| row(key, 7, &words(text).only_edits("s".into()));
    bot.say(&[renews("0", "nothing stands there")]).await;
    assert!(bot.all_done().await);
    bot.say(&[row("1", 7, &words("one").slot("s".into()))])
        .await;
    assert!(bot.all_done().await);
    bot.say(&[renews("2", "two")]).await;
    assert!(bot.all_done().await);
    let stands = || (api.count(), api.last_text(7));
    assert_eq!(stands(), (1, Some("two".to_owned())));
    let gone = "Bad Request: message to edit not found";
    fault(&api, 7, 1, FaultKind::BadRequest(gone.into()));
    bot.say(&[renews("3", "three")]).await;
    assert!(bot.all_done().await);
    assert_eq!(stands(), (1, Some("two".to_owned())));
    bot.stop().await;
}

/// Words, links, places, contacts, files and each kind of media.
fn every_shape(api: &crate::botapi::BotApi) -> Vec<Say> {
    let point = Point::new(43.2, 76.9).unwrap();
    let mut says = vec![
        words("<b>words</b> &amp; more"),
        words("link").link("go".into(), "https://gov.kz/x".into()),
        words("broken link").link("go".into(), "not an address".into()),
        words("silent").silent(),
        Say::attach(Attachment::Venue {
            point,
            title: "title".into(),
            address: "address".into(),
        })
        .open("menu".into(), Screen::Menu),
        Say::attach(Attachment::Contact {
            phone: "+77010000000".into(),
            name: "name".into(),
        }),
        Say {
            text: "<i>caption</i>".into(),
            ..file("meeting.ics", "BEGIN:VCALENDAR")
        },
    ];
    let mut where_ = words("where").open("menu".into(), Screen::Menu);
    where_.keyboard = true;
    where_.rows.insert(
        0,
        vec![Button {
            label: "my place".into(),
            press: Press::Position,
        }],
    );
    says.push(where_);
    for kind in MediaKind::ALL {
        api.push_media(99, kind.name(), b"x", "");
        let number = MediaKind::ALL
            .iter()
            .position(|other| *other == kind)
            .unwrap()
            + 1;
        let text = if kind == MediaKind::VideoNote {
            ""
        } else {
            "caption"
        };
        let media = Media {
            kind,
            file: format!("AgAC-file-{number}"),
        };
        says.push(Say {
            attachment: Some(Attachment::Media(media)),
            ..words(text)
        });
    }
    says
}

#[tokio::test]
async fn every_shape_of_a_message_is_accepted() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    let says = every_shape(&api);
    let rows: Vec<Outgoing> = says
        .iter()
        .enumerate()
        .map(|(n, say)| Outgoing {
            seq: i64::try_from(n).unwrap(),
            ..row(&format!("k{n:02}"), 7, say)
        })
        .collect();
    bot.say(&rows).await;
    assert!(bot.all_done().await);
    assert_eq!(api.refusals(), Vec::<String>::new());
    assert_eq!(api.violations(), Vec::<String>::new());
    let sent = api.sent();
    let methods: Vec<&str> = sent.iter().map(|sent| sent.method).collect();
    let text = ["sendMessage"; 4];
    let rest = [
        "sendVenue",
        "sendContact",
        "sendDocument",
        "sendMessage",
        "sendPhoto",
        "sendVideo",
        "sendVoice",
        "sendAudio",
        "sendVideoNote",
        "sendDocument",
    ];
    assert_eq!(methods, [text.as_slice(), rest.as_slice()].concat());
    let markup = |n: usize| sent[n].params["reply_markup"].to_string();
    assert_eq!(markup(0), r#"{"remove_keyboard":true}"#);
    assert!(markup(1).contains("https://gov.kz/x") && markup(2).contains("remove_keyboard"));
    assert_eq!(sent[3].params["disable_notification"], true);
    assert_eq!(
        markup(7),
        r#"{"keyboard":[[{"request_location":true,"text":"my place"}],[{"text":"menu"}]],"one_time_keyboard":true,"resize_keyboard":true}"#
    );
    assert_eq!(sent[6].text, "caption");
    bot.stop().await;
}

#[tokio::test]
async fn stopping_gives_back_what_is_leased_and_nothing_is_said_twice() {
    let engine = Engine::file().await;
    let settings = crate::botapi::Settings {
        latency: Duration::from_millis(50),
        ..Default::default()
    };
    let api = crate::botapi::BotApi::start(settings).await;
    let bot = Bot::sends(&engine, &api, 25).await;
    bot.say(&answers(1, 40)).await;
    bot.say(&answers(2, 40)).await;
    assert!(api.wait_count(10, SOON).await);
    bot.stop().await;
    let before = api.count();
    assert!(before < 40, "{before}");
    let bot = Bot::sends(&engine, &api, 25).await;
    assert!(api.wait_count(80, Duration::from_secs(10)).await);
    assert!(bot.all_done().await);
    let expected: Vec<String> = (1..=40).map(|n| n.to_string()).collect();
    assert_eq!(
        (texts(&api, 1), texts(&api, 2)),
        (expected.clone(), expected)
    );
    bot.stop().await;
}

#[tokio::test]
async fn a_letter_whose_lease_is_short_is_not_sent_from_memory() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    // Somebody else has taken the row over meanwhile.
    let rows = answers(7, 1);
    let now = bot.app.clock.now();
    let theirs = now + Duration::from_secs(40);
    let mut tx = bot.app.store.begin().await.unwrap();
    tx.enqueue(&rows, now, Some(theirs)).await.unwrap();
    tx.commit().await.unwrap();
    let ours = rows[0].letter(now, now + Duration::from_secs(5));
    bot.sender.hand(vec![ours], false).await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!((api.count(), bot.pending().await), (0, 1));
    bot.stop().await;
}

#[tokio::test]
async fn a_dead_token_ends_the_sender() {
    let engine = Engine::file().await;
    let api = server().await;
    let mut bot = Bot::sends(&engine, &api, 25).await;
    let wrong = secrecy::SecretString::from("1:wrong");
    bot.client = aula::telegram::Client::connect(&api.url(), &wrong).unwrap();
    let stop = tokio_util::sync::CancellationToken::new();
    let (sender, sending) =
        aula::telegram::Sender::start(bot.app.clone(), bot.client.clone(), 25, stop)
            .await
            .unwrap();
    bot.sender = sender;
    bot.say(&answers(1, 1)).await;
    let end = tokio::time::timeout(SOON, sending).await.unwrap().unwrap();
    assert!(end.unwrap_err().to_string().contains("token"));
    assert_eq!(bot.pending().await, 1);
}
