//! A medium that Telegram refuses for good comes in another form, or is named; and whoever waits
//! for a resident whom nothing reaches hears of it.

use aula::clock::Clock;
use aula::domain::report::{Media, MediaKind, Note};
use aula::domain::{Action, CaseVerb, Lang};

use super::{Bot, SOON, server, texts};
use crate::botapi::BotApi;
use crate::botapi::limits::{Fault, FaultKind};
use crate::postgres::{Engine, engines};
use crate::reports::{OFFICER, send, with_officers, words};
use crate::town::Town;

const RESIDENT: i64 = 7_000_001;
const FORBIDDEN: &str = "Bad Request: VOICE_MESSAGES_FORBIDDEN";

fn medium(kind: MediaKind, file: &str) -> Note {
    let file = file.to_owned();
    Note {
        media: Some(Media { kind, file }),
        ..Note::default()
    }
}

fn refuses(api: &BotApi, method: &'static str, times: u32, kind: FaultKind) {
    api.fault(Fault {
        method: Some(method),
        chat: Some(OFFICER),
        times,
        kind,
    });
}

/// A report with these media, on its way to its officer.
async fn report(notes: Vec<Note>) -> Town {
    let town = Town::on(Engine::file().await).await;
    // What waits is tried for a day, by the clock of the sender.
    town.app.clock.set(Clock::System.now());
    with_officers(&town).await;
    town.resident(RESIDENT, Lang::Ru).await;
    send(&town, RESIDENT, "other", notes).await;
    town
}

async fn is_reached(town: &Town, account: i64) -> bool {
    let person = town.person(account).await.id;
    let mut tx = town.app.store.read().await.unwrap();
    tx.is_reached(person).await.unwrap()
}

#[tokio::test]
async fn a_voice_that_the_officer_lets_not_in_comes_as_a_file() {
    let api = server().await;
    // Somebody sent them once: the server gives them out.
    api.push_media(9, "voice", b"OggS voice", "");
    api.push_media(9, "video_note", b"mp4 round", "");
    let forbidden = || FaultKind::BadRequest(FORBIDDEN.to_owned());
    refuses(&api, "sendVoice", u32::MAX, forbidden());
    refuses(&api, "sendVideoNote", u32::MAX, forbidden());
    // The first look for the file meets a trouble that passes.
    api.fault(Fault {
        method: Some("getFile"),
        chat: None,
        times: 1,
        kind: FaultKind::ServerError,
    });
    let town = report(vec![
        medium(MediaKind::Voice, "AgAC-file-1"),
        medium(MediaKind::VideoNote, "AgAC-file-2"),
    ])
    .await;
    let bot = Bot::sends(&town.engine, &api, 25).await;
    assert!(bot.all_done().await);
    let sent = api.sent();
    let files: Vec<_> = sent.iter().filter(|it| !it.files.is_empty()).collect();
    let of = |method: &str| files.iter().find(|it| it.method == method).unwrap();
    let (voice, round) = (of("sendDocument"), of("sendVideo"));
    assert_eq!(&voice.files[0].bytes[..], b"OggS voice");
    assert_eq!(&round.files[0].bytes[..], b"mp4 round");
    assert_eq!(files.len(), 2);
    assert_eq!(voice.params["disable_content_type_detection"], true);
    assert!(voice.text.contains("файлом"), "{}", voice.text);
    // What they have from Telegram's settings is no reason to take them for gone.
    assert!(is_reached(&town, OFFICER).await);
    bot.stop().await;
    assert_eq!(api.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn what_cannot_be_shown_is_named() {
    let api = server().await;
    api.push_media(9, "voice", b"OggS voice", "");
    let wrong = "Bad Request: wrong file identifier/HTTP URL specified".to_owned();
    let strange = "Bad Request: PHOTO_INVALID_DIMENSIONS".to_owned();
    let forbidden = "Forbidden: VOICE_MESSAGES_FORBIDDEN".to_owned();
    refuses(&api, "sendPhoto", 1, FaultKind::BadRequest(wrong));
    refuses(&api, "sendPhoto", 1, FaultKind::BadRequest(strange.clone()));
    refuses(&api, "sendVoice", 2, FaultKind::Forbidden(forbidden));
    // Not even as a file.
    refuses(&api, "sendDocument", 1, FaultKind::BadRequest(strange));
    let town = report(vec![
        medium(MediaKind::Photo, "old"),
        medium(MediaKind::Photo, "odd"),
        medium(MediaKind::Voice, "AgAC-file-1"),
        medium(MediaKind::Voice, "nowhere"),
    ])
    .await;
    let bot = Bot::sends(&town.engine, &api, 25).await;
    assert!(bot.all_done().await);
    let heard = texts(&api, OFFICER);
    let named = |words: &str| heard.iter().filter(|text| text.contains(words)).count();
    assert_eq!(named("Фото: показать нельзя"), 2, "{heard:?}");
    assert_eq!(named("Голосовое сообщение: Telegram не пропускает"), 2);
    assert_eq!(named("«Конфиденциальность»"), 2);
    assert!(is_reached(&town, OFFICER).await);
    bot.stop().await;
    assert_eq!(api.violations(), Vec::<String>::new());
}

/// Neither a file that is never given out nor a copy that never arrives holds up what follows.
#[tokio::test]
async fn a_copy_is_tried_three_times() {
    let plain = "Bad Request: user restricted receiving of voice messages";
    let cases = [
        ("getFile", FaultKind::ServerError, None),
        ("sendDocument", FaultKind::ServerError, Some(OFFICER)),
        ("sendDocument", FaultKind::DropBefore, Some(OFFICER)),
    ];
    for (method, kind, chat) in cases {
        for (times, arrives) in [(2, true), (3, false)] {
            let api = server().await;
            api.push_media(9, "voice", b"OggS voice", "");
            let forbidden = FaultKind::BadRequest(plain.to_owned());
            refuses(&api, "sendVoice", u32::MAX, forbidden);
            api.fault(Fault {
                method: Some(method),
                chat,
                times,
                kind: kind.clone(),
            });
            let town = report(vec![medium(MediaKind::Voice, "AgAC-file-1")]).await;
            let bot = Bot::sends(&town.engine, &api, 25).await;
            assert!(bot.all_done().await);
            let heard = texts(&api, OFFICER);
            let named = |text: &&String| text.contains("Telegram не пропускает");
            let named = heard.iter().filter(named).count();
            assert_eq!(named, usize::from(!arrives), "{method} {times}");
            let files = api.sent().iter().filter(|it| !it.files.is_empty()).count();
            assert_eq!(files, usize::from(arrives), "{method} {times}");
            bot.stop().await;
        }
    }
}

/// Whoever fetches too often is told to wait, and then it comes.
#[tokio::test]
async fn a_pause_of_the_file_server_is_kept() {
    let api = server().await;
    api.push_media(9, "video_note", b"mp4 round", "");
    let plain = "Bad Request: user restricted receiving of video messages";
    let forbidden = FaultKind::BadRequest(plain.to_owned());
    refuses(&api, "sendVideoNote", u32::MAX, forbidden);
    api.fault(Fault {
        method: Some("getFile"),
        chat: None,
        times: 1,
        kind: FaultKind::Retry429(1),
    });
    let town = report(vec![medium(MediaKind::VideoNote, "AgAC-file-1")]).await;
    let bot = Bot::sends(&town.engine, &api, 25).await;
    assert!(bot.all_done().await);
    let sent = api.sent();
    let file = sent.iter().find(|it| it.method == "sendVideo").unwrap();
    assert_eq!(&file.files[0].bytes[..], b"mp4 round");
    bot.stop().await;
}

/// The bot only finds out when it speaks; then whoever holds the report is told, once.
#[tokio::test]
async fn an_officer_hears_that_the_resident_is_gone() {
    for engine in engines().await {
        let name = engine.name;
        let town = Town::on(engine).await;
        with_officers(&town).await;
        town.resident(RESIDENT, Lang::Ru).await;
        let report = send(&town, RESIDENT, "other", vec![words("шум")]).await;
        town.drain(OFFICER).await;
        let api = server().await;
        let blocked = "Forbidden: bot was blocked by the user".to_owned();
        api.fault(Fault {
            method: None,
            chat: Some(RESIDENT),
            times: u32::MAX,
            kind: FaultKind::Forbidden(blocked),
        });
        let bot = Bot::sends(&town.engine, &api, 25).await;
        town.act(OFFICER, Action::Case(report, CaseVerb::Accept))
            .await
            .unwrap();
        bot.sender.wake();
        let told = |text: &str| text.contains("больше не получает сообщения бота");
        let heard = api.wait_sent(OFFICER, told).await;
        assert!(heard.is_some(), "{name}: {:?}", texts(&api, OFFICER));
        let ask = Action::Case(report, CaseVerb::Ask("какая квартира?".to_owned()));
        town.act(OFFICER, ask).await.unwrap();
        bot.sender.wake();
        // The card is edited, and says so.
        let card = |api: &BotApi| {
            let calls = api.calls();
            let here = calls.iter().filter(|it| it.chat_id == OFFICER);
            let mut asked = here.filter(|it| it.text.contains("какая квартира?"));
            asked.any(|it| it.text.contains("Житель не получает"))
        };
        assert!(api.wait_until(card, SOON).await, "{name}");
        assert!(bot.all_done().await);
        let heard = texts(&api, OFFICER);
        assert_eq!(heard.iter().filter(|text| told(text)).count(), 1, "{name}");
        bot.stop().await;
    }
}
