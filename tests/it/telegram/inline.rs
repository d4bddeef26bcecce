//! The bot's name with an address behind it, in any chat.

use std::time::Duration;

use aula::demo::town;
use serde_json::{Value, json};

use super::{Bot, SOON, server};
use crate::botapi::BotApi;
use crate::botapi::limits::{Fault, FaultKind};
use crate::postgres::{Engine, engines};
use crate::sql::lines;

/// A bot over the make-believe town.
async fn bot(engine: &Engine, api: &BotApi) -> Bot {
    let mut tx = engine.store.begin().await.unwrap();
    tx.replace_records(&town::records()).await.unwrap();
    tx.commit().await.unwrap();
    for (user, tag) in [(7, "kk"), (8, "ru-KZ")] {
        api.user(user, &json!({"language_code": tag}));
    }
    Bot::polls(engine, api).await
}

/// What is offered for a query.
async fn asked(api: &BotApi, user: i64, text: &str, place: Option<(f64, f64)>) -> Value {
    let id = api.push_inline(user, text, place);
    let answered = |api: &BotApi| !api.inline_answers(&id).is_empty();
    assert!(api.wait_until(answered, SOON).await, "{text}");
    let mut answers = api.inline_answers(&id);
    assert_eq!(answers.len(), 1, "{text}");
    let answer = answers.remove(0);
    assert_eq!(
        (&answer["is_personal"], &answer["cache_time"]),
        (&json!(true), &json!(0))
    );
    answer
}

/// What each card puts into the chat.
fn texts(answer: &Value) -> Vec<&str> {
    let cards = answer["results"].as_array().into_iter().flatten();
    cards
        .filter_map(|it| it["input_message_content"]["message_text"].as_str())
        .collect()
}

fn label(answer: &Value) -> &str {
    answer["button"]["text"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn an_address_is_one_card_in_the_language_of_whoever_asks() {
    for engine in engines().await {
        let api = server().await;
        let bot = bot(&engine, &api).await;
        let answer = asked(&api, 7, "Достық даңғылы, 125", None).await;
        let [card] = texts(&answer)[..] else {
            panic!("{answer}");
        };
        for line in [
            "<b>🏘 № 12 учаске</b>",
            "📍 Орын: Достық даңғылы, 125",
            "полиция майоры Сейтжапаров Берік Талғатұлы",
            "+7 700 000 00 12",
            "Дс–Жм 09:00–18:00",
            "Достық даңғылы, 121–159",
            "102 нөміріне",
            "https://t.me/aula_test_bot?start=p-P-12",
        ] {
            assert!(card.contains(line), "{line}: {card}");
        }
        let first = &answer["results"][0];
        assert_eq!(first["title"], "🏘 № 12 учаске");
        let line = first["description"].as_str().unwrap();
        assert!(
            line.contains("Сейтжапаров") && line.contains("00 12"),
            "{line}"
        );
        assert!(answer.get("button").is_none() && first.get("reply_markup").is_none());

        let russian = asked(&api, 8, "проспект Достык, 125", None).await;
        assert!(
            texts(&russian)[0].contains("Участковый инспектор: майор полиции"),
            "{russian}"
        );
        let unknown = asked(&api, 9, "Достык, 125", None).await;
        assert!(
            texts(&unknown)[0].contains("Учаскелік инспектор"),
            "{unknown}"
        );

        // What somebody has chosen goes before the tag; and nobody became known by asking.
        let mut tx = bot.app.store.read().await.unwrap();
        for table in ["person", "conversation", "seen", "outbox", "audit"] {
            let sql = format!("select cast(count(*) as text) from {table}");
            assert_eq!(lines(&mut tx, &sql).await, ["0"], "{table}");
        }
        tx.rollback().await.unwrap();
        api.push_text(7, "/start");
        assert!(api.wait_until(|api| api.count_in(7) > 0, SOON).await);
        api.push_text(7, "Русский");
        assert!(api.wait_until(|api| api.count_in(7) > 1, SOON).await);
        let chosen = asked(&api, 7, "Достық даңғылы, 125", None).await;
        assert!(texts(&chosen)[0].contains("Участковый"), "{chosen}");
        assert_eq!(api.violations(), Vec::<String>::new());
        bot.stop().await;
    }
}

#[tokio::test]
async fn what_is_unclear_or_unknown_says_what_to_do() {
    let (engine, api) = (Engine::file().await, server().await);
    let bot = bot(&engine, &api).await;
    // How to ask, and the phone's place.
    for empty in ["", "  "] {
        let how = asked(&api, 8, empty, None).await;
        assert!(
            texts(&how).is_empty() && label(&how).contains("Абая 12"),
            "{how}"
        );
        assert_eq!(how["button"]["start_parameter"], "find");
    }
    let here = asked(&api, 8, "", Some((47.005, 67.042))).await;
    let [card] = texts(&here)[..] else {
        panic!("{here}");
    };
    assert!(card.contains("№ 12") && !card.contains("47.0"), "{card}");
    let abroad = asked(&api, 8, "", Some((43.2, 76.9))).await;
    assert!(
        texts(&abroad).is_empty() && label(&abroad).contains("не найден"),
        "{abroad}"
    );
    // An address goes before the place.
    let both = asked(&api, 8, "проспект Достык, 125", Some((43.2, 76.9))).await;
    assert_eq!(texts(&both).len(), 1);

    let vacant = asked(&api, 8, "Наурыз, 215", None).await;
    let text = texts(&vacant)[0];
    assert!(
        text.contains("Инспектора на этом участке пока нет"),
        "{text}"
    );
    assert!(
        text.contains("+7 700 000 00 92") && text.contains("p-P-30"),
        "{text}"
    );

    // Several, of which the house decides; too many, of which any would be a guess.
    let street = asked(&api, 7, "Ақбұлақ көшесі", None).await;
    let several = texts(&street).len();
    assert!((2..5).contains(&several), "{street}");
    assert!(label(&street).contains("Үйдің нөмірін"), "{street}");
    let long = asked(&api, 8, "улица Абая", None).await;
    assert!(
        texts(&long).is_empty() && label(&long).contains("номер дома"),
        "{long}"
    );
    for nothing in [
        "улица Выдуманная, 3",
        "как дела",
        "<b>&",
        "https://maps.app.goo.gl/abc",
    ] {
        let none = asked(&api, 8, nothing, None).await;
        assert!(texts(&none).is_empty(), "{none}");
        assert!(label(&none).contains("Искать в боте"), "{none}");
    }
    // Danger has its phones, and nothing else.
    for cry in ["меня бьют, Абая 12", "күйеуім ұрып жатыр"] {
        let cry = asked(&api, 8, cry, None).await;
        let [text] = texts(&cry)[..] else {
            panic!("{cry}");
        };
        assert!(text.contains("102") && text.contains("112"), "{cry}");
        assert!(!cry.to_string().contains("Абая") && !cry.to_string().contains("бьют"));
    }
    assert_eq!(api.violations(), Vec::<String>::new());
    assert_eq!(api.count(), 0, "nothing is said anywhere");
    bot.stop().await;
}

#[tokio::test]
async fn whoever_types_on_is_answered_last_and_floods_nobody() {
    let (engine, api) = (Engine::file().await, server().await);
    let bot = bot(&engine, &api).await;
    asked(&api, 7, "", None).await;
    // What nobody waits for any more is no trouble.
    api.fault(Fault {
        method: Some("answerInlineQuery"),
        chat: None,
        times: 1,
        kind: FaultKind::BadRequest(
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
                .to_owned(),
        ),
    });
    api.push_inline(7, "Достық 1", None);
    assert!(api.wait_until(|api| !api.refusals().is_empty(), SOON).await);
    let typed: Vec<String> = (0..3_000)
        .map(|n| api.push_inline(7, &format!("Достық {n}"), None))
        .collect();
    api.push_text(8, "/start");
    assert!(api.wait_until(|api| api.count_in(8) > 0, SOON).await);
    let last = asked(&api, 9, "Достық даңғылы, 125", None).await;
    assert_eq!(texts(&last).len(), 1);
    assert!(api.wait_until(|api| api.pending() == 0, SOON).await);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let answered = typed.iter().filter(|id| !api.inline_answers(id).is_empty());
    let answered = answered.count();
    assert!((1..=110).contains(&answered), "{answered}");
    // Typing takes nothing away from the conversation.
    api.push_text(7, "/start");
    assert!(api.wait_until(|api| api.count_in(7) > 0, SOON).await);
    bot.stop().await;
}
