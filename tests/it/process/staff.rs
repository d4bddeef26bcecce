//! Who may still read: an officer who left, codes that are alike, invitations, `aula staff`.

use aula::demo::town;

use super::bot::{Bot, Home, PATIENCE};
use super::inspector::{Inspector, invite, server};
use super::people::SECRET;
use super::{assert_good, calm};
use crate::botapi::BotApi;
use crate::sql;

/// In the midst of P-13, P-12 and P-20.
const P_13: (f64, f64) = (47.015, 67.006);
const P_12: (f64, f64) = (47.005, 67.042);
const P_20: (f64, f64) = (46.985, 67.09);

/// Somebody who has chosen Russian and agreed.
async fn resident(api: &BotApi, chat: i64) -> Inspector<'_> {
    Inspector::resident(api, chat).await
}

/// Reports from a place, in these words, and waits until it is sent.
async fn report(
    api: &BotApi,
    who: &mut Inspector<'_>,
    kind: &str,
    (lat, lon): (f64, f64),
    words: &str,
) {
    who.say("/report");
    for key in [":no", kind, ":yes"] {
        who.tap("a:", key).await;
    }
    who.hears(|text| text.contains("Где это?")).await;
    api.push_location(who.chat, lat, lon);
    who.hears(|text| text.contains("Расскажите")).await;
    who.say(words);
    who.hears(|text| text.contains("Записали: 1")).await;
    who.tap("a:", ":done").await;
    let before = reports(api, who.chat);
    who.tap("a:", ":send").await;
    let sent = |api: &BotApi| reports(api, who.chat) > before;
    assert!(api.wait_until(sent, PATIENCE).await);
}

fn reports(api: &BotApi, chat: i64) -> usize {
    let sent = api.sent();
    let told = sent
        .iter()
        .filter(|it| it.chat_id == chat && it.text.contains("отправлено"));
    told.count()
}

/// Whether these words ever reached a chat, in a message or as an edit.
fn reached(api: &BotApi, chat: i64, words: &str) -> bool {
    let calls = api.calls();
    calls
        .iter()
        .any(|it| it.chat_id == chat && it.text.contains(words))
}

async fn edited(api: &BotApi, chat: i64, words: &str) {
    let there = |api: &BotApi| reached(api, chat, words);
    assert!(api.wait_until(there, PATIENCE).await, "{words}");
}

/// The town without some inspectors.
fn without(codes: &[&str]) -> aula::precincts::Records {
    let mut records = town::records();
    records
        .inspectors
        .retain(|it| !codes.contains(&it.code.as_str()));
    records
}

#[tokio::test]
async fn whoever_left_the_service_reads_nothing_more() {
    let api = server();
    for home in super::homes(&api).await {
        api.forget();
        let bot = home.start();
        let mut officer = Inspector::join(&api, 61, &invite(&home, "P-13")).await;
        officer.tap("o:desk:", "").await;
        let mut neighbour = resident(&api, 51).await;
        let (first, second) = (format!("{SECRET} раз"), format!("{SECRET} два"));
        report(&api, &mut neighbour, ":smoking", P_13, &first).await;
        officer.hears(|text| text.contains(&first)).await;
        officer.tap("o:ask:", "").await;
        officer.hears(|text| text.contains('?')).await;

        let folder = home.files("struck", &without(&["I-13"]));
        let folder = folder.to_str().unwrap();
        let ends = "inspector I-13: post 1 ends (the code is gone)";
        let dry = home.run(&["import", "--dry-run", folder]);
        assert!(dry.out.contains(ends), "{}", dry.out);
        assert!(home.run(&["staff"]).out.contains("inspector I-13"));
        let done = home.run(&["import", folder]);
        assert_eq!(done.code, 0, "{}", done.err);
        assert!(done.out.contains(ends), "{}", done.out);
        officer
            .hears(|text| text.contains("служебный доступ"))
            .await;
        edited(&api, 61, "Доступ к этому сообщению прекращён").await;
        calm(&api).await;
        api.forget();

        // The words of a question that was begun are none any more, nor is there a desk.
        officer.say("Вопрос, который начат раньше");
        officer
            .hears(|text| text.contains("никуда не отправлено"))
            .await;
        report(&api, &mut neighbour, ":other", P_13, &second).await;
        neighbour
            .hears(|text| text.contains("пока не пользуются ботом"))
            .await;
        for command in ["/desk", "/notice", "/meeting"] {
            let before = api.count_in(61);
            officer.say(command);
            let answered = |api: &BotApi| api.count_in(61) > before;
            assert!(api.wait_until(answered, PATIENCE).await);
            let said = api.last_text(61).unwrap();
            assert!(said.contains("нет права"), "{command}: {said}");
        }
        officer.say("/menu");
        officer.hears(|text| text.contains("инспектора")).await;
        calm(&api).await;
        assert!(!reached(&api, 61, SECRET), "still reads");
        let screen = format!("{:?}", api.buttons(61));
        assert!(!screen.contains("o:desk:"), "{screen}");
        assert!(home.run(&["staff"]).out.starts_with("posts: 0\n"));
        finish(&api, &home, bot).await;
    }
}

async fn finish(api: &BotApi, home: &Home, bot: Bot) {
    calm(api).await;
    bot.stop().await;
    assert_good(api, home, 0).await;
}

/// An inspector whose code is that of somebody else's precinct.
#[tokio::test]
async fn codes_of_two_kinds_are_never_mixed_up() {
    let api = server();
    let home = Home::new(&api);
    let mut records = town::records();
    let other = records.inspectors.iter_mut().find(|it| it.code == "I-12");
    other.unwrap().code = aula::domain::InspectorCode::new("P-20");
    home.import(&records);
    let bot = home.start();
    let named = home.run(&["invite", "--role", "inspector", "--scope", "P-20"]);
    assert!(named.err.contains("For inspector P-20"), "{}", named.err);
    let of_12 = Inspector::join(&api, 61, &named.out).await;
    let of_20 = Inspector::join(&api, 62, &invite(&home, "I-20")).await;
    for (chat, place, words) in [(51, P_12, "двенадцать"), (52, P_20, "двадцать слов")]
    {
        let mut neighbour = resident(&api, chat).await;
        report(&api, &mut neighbour, ":other", place, words).await;
    }
    of_12.hears(|text| text.contains("двенадцать")).await;
    of_20.hears(|text| text.contains("двадцать слов")).await;
    calm(&api).await;
    assert!(!reached(&api, 61, "двадцать слов"));
    assert!(!reached(&api, 62, "двенадцать"));
    finish(&api, &home, bot).await;
}

#[tokio::test]
async fn an_invitation_stands_nowhere_in_plain() {
    let api = server();
    for (home, chat) in super::homes(&api).await.iter().zip(63..) {
        let bot = home.start();
        let link = invite(home, "P-05");
        let token = link.trim().rsplit("j-").next().unwrap().to_owned();
        let mut newcomer = resident(&api, chat).await;
        newcomer.say("/forget");
        newcomer.tap("a:", ":yes").await;
        newcomer
            .hears(|text| text.contains("удалены") || text.contains("өшірілді"))
            .await;
        newcomer.follow(&link);
        newcomer.tap("o:desk:", "").await;
        calm(&api).await;
        let store = home.store().await;
        let mut tx = store.read().await.unwrap();
        let all = sql::everything(&mut tx).await.join("\n");
        tx.rollback().await.unwrap();
        store.close().await;
        assert!(!all.contains(&token), "{all}");
        for entry in std::fs::read_dir(home.path()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap_or_default();
            let found = bytes.windows(token.len()).any(|it| it == token.as_bytes());
            assert!(!found, "{}", path.display());
        }
        newcomer
            .hears(|text| text.contains("қызметке қосылдыңыз"))
            .await;
        finish(&api, home, bot).await;
    }
}

#[tokio::test]
async fn staff_are_listed_and_posts_and_invitations_end() {
    let api = server();
    let mut home = Home::new(&api);
    home.set("BOT_NAME", "aula_test_bot");
    let bot = home.start();
    let two = [61, 62];
    for chat in two {
        Inspector::join(&api, chat, &invite(&home, "P-05"))
            .await
            .tap("o:desk:", "")
            .await;
    }
    let head = home.run(&["invite", "--role", "supervisor", "--scope", "D-2"]);
    assert!(head.err.contains("For head H-2"), "{}", head.err);
    let list = home.run(&["staff"]).out;
    let name = &town::records().inspectors[4].name;
    for words in [
        "posts: 2",
        "inspector I-05",
        name,
        "supervisor head H-2",
        ": open",
        ": used",
    ] {
        assert!(list.contains(words), "{words}: {list}");
    }
    let token = head.out.trim().rsplit("j-").next().unwrap().to_owned();
    assert!(!list.contains(&token[..8]), "{list}");
    let json = home.run(&["staff", "--json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["posts"].as_array().unwrap().len(), 2);
    let open = json["invitations"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["state"] == "open");
    let id = open.unwrap()["id"].as_str().unwrap();

    let end = |more: &[&str]| home.run(&[&["staff", "end", "inspector", "I-05"], more].concat());
    let several = end(&[]);
    assert_eq!(several.code, 1, "{}", several.out);
    assert!(several.err.contains("--post: 1, 2"), "{}", several.err);
    assert_eq!(end(&["--post", "1"]).out, "ended: inspector I-05\n");
    assert_eq!(end(&[]).code, 0);
    assert_eq!(end(&[]).code, 1);
    assert_eq!(home.run(&["staff", "end", "king", "I-05"]).code, 2);
    for chat in two {
        edited(&api, chat, "служебный доступ").await;
    }
    assert_eq!(home.run(&["staff", "revoke", "12345678"]).code, 1);
    let revoked = home.run(&["staff", "revoke", id]);
    assert_eq!(
        revoked.out,
        "revoked: the invitation for supervisor head H-2\n"
    );
    assert_eq!(home.run(&["staff", "revoke", id]).code, 1);
    Inspector::join(&api, 64, &head.out)
        .await
        .hears(|text| text.contains("не действует"))
        .await;
    finish(&api, &home, bot).await;
    let expected = [
        "operator end_post inspector I-05",
        "operator end_post inspector I-05",
        "operator revoke supervisor head H-2",
    ];
    assert_eq!(audited(&home).await, expected);
}

async fn audited(home: &Home) -> Vec<String> {
    let store = home.store().await;
    let mut tx = store.read().await.unwrap();
    let lines = sql::lines(
        &mut tx,
        "select actor || ' ' || action || ' ' || subject from audit
         where action in ('end_post', 'revoke') order by at, id",
    );
    let lines = lines.await;
    tx.rollback().await.unwrap();
    store.close().await;
    lines
}
